"""The command `geomap evaluate`."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.commandline import Commands, Errors, add_command
from geomap.errors import InputError
from geomap.records import Article

if TYPE_CHECKING:  # importing the package imports numpy
    from geomap.evaluate import Report

_SHOWN = 5


def declare(commands: Commands) -> None:
    """Declare the command."""
    summary = "score recognition and resolution against annotated articles"
    command = add_command(commands, "evaluate", _evaluate, summary)
    command.add_argument(
        "gold", nargs="+", type=Path, metavar="GOLD",
        help="annotation as JSON Lines, a mention or an article with its mentions per line, or IOB2; plain or gzip",
    )  # fmt: skip
    command.add_argument(
        "--articles",
        type=Path,
        metavar="FOLDER|FILE",
        help="the articles that GOLD names by id; beside GOLD if left out",
    )
    command.add_argument(
        "--against", type=Path, metavar="PREDICTIONS",
        help="score these instead of running geomap: JSON Lines as geomap extract writes them, or IOB2",
    )  # fmt: skip
    command.add_argument("--json", action="store_true", help="write one JSON object per GOLD and line")
    command.add_argument(
        "--oracle", action="store_true", help="also let geomap place all gold mentions, given as spans"
    )
    command.add_argument(
        "--errors", type=_count, default=_SHOWN, metavar="N", help="mistakes to list of each fault; %(default)s"
    )


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number")
    return int(text)


def _evaluate(options: argparse.Namespace, _errors: Errors) -> None:
    from geomap.evaluate import Options, evaluate

    if options.oracle and options.against:
        raise InputError("geomap evaluate: --oracle runs geomap, --against does not; give one of them")
    wanted = Options(oracle=options.oracle, mistakes=options.errors)
    for number, report in enumerate(evaluate(options.gold, options.articles, options.against, wanted, _progress)):
        _print(report, as_json=options.json, is_first=not number)


def _print(report: "Report", *, as_json: bool, is_first: bool) -> None:
    import json
    from dataclasses import asdict

    from geomap.evaluate.table import lines

    if as_json:
        print(json.dumps(asdict(report), ensure_ascii=False))
        return
    if not is_first:
        print()
    for line in lines(report):
        print(line)


def _progress(articles: Iterable[Article]) -> Iterable[Article]:
    """Count the articles on a terminal's stderr."""
    from tqdm import tqdm

    return tqdm(articles, desc="geomap", unit=" articles", disable=None)
