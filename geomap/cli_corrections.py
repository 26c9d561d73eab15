"""The option --corrections, which several commands have: which files count, and what is said of them."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.corrections import Corrections


def add_corrections(command: argparse.ArgumentParser) -> None:
    """Let a command take files of corrections."""
    command.add_argument(
        "--corrections", type=Path, action="append", default=[], metavar="FILE",
        help="corrections by hand (docs/corrections.md), which win over a geomap-corrections.toml beside the input; "
        "may be given several times",
    )  # fmt: skip


def open_corrections(inputs: Iterable[str], given: Iterable[Path]) -> "Corrections":
    """Read the corrections that lie beside the inputs, then those that were given.

    Raises:
        CorrectionError: A file cannot be read, or an entry is malformed or names an unknown place.
    """
    from geomap.corrections import Corrections, files_beside, read_corrections
    from geomap.gazetteer import open_gazetteer

    paths = {path.resolve(): path for path in (*files_beside(inputs), *given)}
    return Corrections(read_corrections(paths.values(), open_gazetteer()) if paths else ())


def report_stale(corrections: "Corrections") -> None:
    """Say of each correction that matched nothing why, and what to do."""
    for line in corrections.stale():
        print("not applied:", " ".join(line.split()), file=sys.stderr)
