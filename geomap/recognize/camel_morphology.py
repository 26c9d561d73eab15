"""Runs camel-tools' morphological analyzer and disambiguator: what a word can be, and how probable each reading is.

camel_tools.disambig takes a second to import and reads a catalogue of data sets: see `camel_data`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geomap.errors import RecognizerError
from geomap.recognize.camel_data import catalogue_at_hand, installed_folder

if TYPE_CHECKING:
    from camel_tools.disambig.common import ScoredAnalysis
    from camel_tools.disambig.mle import MLEDisambiguator

_DATABASE, _MODEL = "morphology.db", "model.json"
_COMPONENTS = {_DATABASE: "MorphologyDB", _MODEL: "DisambigMLE"}
_TITLE = "camel-tools' disambiguator"
_INSTALL = (
    "install it with `camel_data -i disambig-mle-calima-msa-r13`, "
    f"or name a folder of {_DATABASE} and {_MODEL} with --morphology-model"
)
_FEATURES = frozenset(["bw", "diac", "gloss", "lex", "pos", "pos_lex_logprob"])
"""What a database must tell of a word: the disambiguator ranks by some of it, and the readings are made of the rest."""
_WORD = re.compile("[ء-غف-ي]+")
"""What is analyzed; camel-tools calls marks, numbers and Latin letters parts of speech as well."""
_ALL = 1 << 30
"""Analyses at most that the disambiguator is to name; it names one by default."""
_SHARE_OF_CHOICE = 0.8
"""Of a word's probability, for the reading that the disambiguator puts first; the rest is parted among all readings by
the probability of their lemma and part of speech.

Not measured: the data was not at hand. The disambiguator's own scores are no probabilities where its model lists the
word: they count the features that an analysis shares with the one that the word had most often in annotated text, which
is right for about nine words in ten (Charniak et al., "Equations for part-of-speech tagging", 1993, for English).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a word can be."""

    pos: str
    """Part of speech as camel-tools names it, such as noun_prop."""
    gloss: str
    """English words for the stem, divided by semicolons; empty where the database has none."""
    probability: float


class MorphologyModel:
    """camel-tools' disambiguator with its analyzer, and where their data lies."""

    def __init__(self, disambiguator: "MLEDisambiguator", source: Path) -> None:
        """Take a disambiguator that names all analyses of a word, best first."""
        self._disambiguator = disambiguator
        self._source = source

    def readings(self, word: str) -> tuple[Reading, ...]:
        """Return what a word can be, the disambiguator's choice first; nothing of what its analyzer does not know.

        The probabilities sum to 1. A word is read alone, as the disambiguator reads it within a sentence.

        Args:
            word: with attached particles, without vowel signs.

        Raises:
            RecognizerError: the data is not as camel-tools needs it.
        """
        if not _WORD.fullmatch(word):
            return ()
        try:
            return tuple(_readings(self._disambiguator.disambiguate_word([word], 0).analyses))
        except Exception as error:  # it checks little of its data when it loads it
            reason = f"{type(error).__name__}: {error}"
            raise RecognizerError(
                f"{self._source}: camel-tools cannot read «{word}» with this data ({reason}); {_INSTALL}"
            ) from error


def _readings(analyses: "Sequence[ScoredAnalysis]") -> Iterator[Reading]:
    """Yield one reading for each lemma and part of speech: analyses that differ in case or mood share a probability."""
    lexemes: dict[tuple[str, str], ScoredAnalysis] = {}
    for scored in analyses:
        lexemes.setdefault((scored.analysis["lex"], scored.analysis["pos"]), scored)
    logarithms = np.array([scored.pos_lex_logprob for scored in lexemes.values()], np.float64)
    powers = 10 ** (logarithms - logarithms.max(initial=-np.inf))
    shares = (1 - _SHARE_OF_CHOICE) * powers / powers.sum()
    shares[:1] += _SHARE_OF_CHOICE
    for (_, pos), scored, share in zip(lexemes, lexemes.values(), shares.tolist(), strict=True):
        yield Reading(pos=pos, gloss=scored.analysis["stemgloss"].replace("_", " "), probability=share)


def open_morphology_model(folder: Path | None) -> MorphologyModel:
    """Load the data that `camel_data` installed, unless a folder is given.

    Args:
        folder: holds a database of camel-tools' analyzer, and the disambiguator's model, under camel-tools' names.

    Raises:
        RecognizerError: there is none, or camel-tools cannot load it.
    """
    database, model = ((folder or installed_folder(_COMPONENTS[name], _TITLE, _INSTALL)) / name for name in _COMPONENTS)
    for path in (database, model):
        if not path.is_file():
            raise RecognizerError(f"{path}: no data of {_TITLE}; {_INSTALL}")
    try:
        disambiguator = _load(database, model)
    except Exception as error:  # whatever camel-tools and json raise
        reason = str(error).partition("\n")[0]
        raise RecognizerError(f"{model.parent}: camel-tools cannot load this data ({reason}); {_INSTALL}") from error
    missing = _FEATURES - disambiguator.all_feats()
    if missing:
        raise RecognizerError(f"{database}: this database does not tell {', '.join(sorted(missing))}; choose another")
    return MorphologyModel(disambiguator, model.parent)


def _load(database: Path, model: Path) -> "MLEDisambiguator":
    with catalogue_at_hand():
        from camel_tools.disambig.mle import MLEDisambiguator  # noqa: PLC0415  # see the module's docstring
        from camel_tools.morphology.analyzer import Analyzer  # noqa: PLC0415
        from camel_tools.morphology.database import MorphologyDB  # noqa: PLC0415
    # No backoff: camel-tools' own would call every word that the database lacks a proper noun.
    return MLEDisambiguator(Analyzer(MorphologyDB(str(database))), str(model), top=_ALL, cache_size=0)
