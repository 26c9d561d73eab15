"""The options that choose how articles are read, which several commands have."""

import argparse
import math
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.cli_corrections import add_corrections, open_corrections
from geomap.errors import RecognizerError

if TYPE_CHECKING:
    from geomap.pipeline import Settings
    from geomap.recognize.morphology import Morphology


def add_settings(command: argparse.ArgumentParser) -> None:
    """Let a command take the choices of a run."""
    command.add_argument(
        "--recognizer", choices=("geomap", "camel", "both"), default="geomap",
        help="what finds the mentions: geomap's own tagger (the default), camel-tools' neural network, or both",
    )  # fmt: skip
    command.add_argument(
        "--camel-model", type=Path, metavar="FOLDER",
        help="camel-tools' network: a folder that transformers saved; the one that camel_data installed unless given",
    )  # fmt: skip
    command.add_argument(
        "--morphology", action="store_true",
        help="let the words' parts of speech count too, as camel-tools' disambiguator reads them",
    )  # fmt: skip
    command.add_argument(
        "--morphology-model", type=Path, metavar="FOLDER",
        help="the disambiguator's morphology.db and model.json; those that camel_data installed unless given",
    )  # fmt: skip
    command.add_argument(
        "--threshold", type=_probability, metavar="P",
        help="keep mentions from this probability on; 0.6 unless given, less finds more, and more that is wrong",
    )  # fmt: skip
    add_corrections(command)


def add_descriptions(command: argparse.ArgumentParser) -> None:
    """Let a command that leaves descriptions out find them."""
    command.add_argument(
        "--descriptions", action="store_true",
        help="also find what stands for a place without naming it: العاصمة الليبية, or المدينة after a city's name",
    )  # fmt: skip


def _probability(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no probability; give a number between 0 and 1, such as 0.4")
    return value


def open_settings(options: argparse.Namespace, inputs: Iterable[str]) -> "Settings":
    """Return what the options choose, for articles of these inputs.

    Raises:
        RecognizerError: What shall read the articles cannot be loaded, or a model is given for nothing.
        CorrectionError: A file of corrections cannot be used.
    """
    from geomap.pipeline import Settings
    from geomap.recognize import THRESHOLD
    from geomap.recognize.labeler import Recognizer, open_labeler
    from geomap.recognize.tagger import shipped_tagger

    recognizer, morphology = Recognizer(options.recognizer), _morphology(options)
    return Settings(
        labeler=open_labeler(recognizer, shipped_tagger(), options.camel_model, morphology),
        threshold=options.threshold or THRESHOLD,
        corrections=open_corrections(inputs, options.corrections),
        descriptions=options.descriptions,
    )


def _morphology(options: argparse.Namespace) -> "Morphology | None":
    if not options.morphology:
        if options.morphology_model:
            raise RecognizerError(f"{options.morphology_model}: it is read with --morphology only; add that")
        return None
    from geomap.recognize.camel_morphology import open_morphology_model
    from geomap.recognize.morphology import Morphology

    return Morphology(open_morphology_model(options.morphology_model))
