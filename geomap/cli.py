"""The commands; everything they do is done elsewhere, and imported only when a command needs it."""

import argparse
import gc
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path

from geomap import cli_evaluate, cli_gazetteer
from geomap.cli_corrections import report_stale
from geomap.cli_settings import add_descriptions, add_settings, open_settings
from geomap.commandline import Errors, Parser, add_command, add_commands
from geomap.errors import GeomapError, InputError, OutputError
from geomap.records import Article, Geoparse

_UNKNOWN_SHOWN = 10
_INPUT_HELP = "file or folder (.txt, .jsonl, .csv, .parquet, .html), or - for standard input"


SELDOM = 100_000, 50, 100
"""Objects made before the garbage collector looks at new, older and all objects: what geomap reads, it keeps, and
looking through it as often as Python does by itself takes a tenth of the time."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0, or 2 where the user has something to correct."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    gc.set_threshold(*SELDOM)
    options = _parser().parse_args(arguments)
    errors = Errors()
    try:
        options.run(options, errors)
        sys.stdout.flush()
    except GeomapError as error:
        errors(error)
    except BrokenPipeError:  # the reader of our output, such as head, has seen enough
        _discard_output()
    except OSError as error:
        errors(
            OutputError(f"{error.filename or 'standard output'}: {error.strerror}; make room or choose another place")
        )
        _discard_output()
    return 2 if errors.seen else 0


def _discard_output() -> None:
    """Send what is still buffered nowhere, so that Python does not fail once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="geomap", description="Find the places that Arabic articles mention, and map them.")
    commands = add_commands(parser)

    command = add_command(commands, "map", _map, "draw the map of articles as one HTML file")
    command.add_argument("inputs", nargs="+", metavar="INPUT", help=_INPUT_HELP)
    command.add_argument("-o", "--output", type=Path, default=Path("maps/map.html"), metavar="FILE", help="%(default)s")
    command.add_argument("--store", type=Path, metavar="DIR", help="also keep the results there, as Parquet")
    command.add_argument(
        "--online-tiles", action="store_true",
        help="lay the map on OpenStreetMap's tiles where it is opened from a server (http), not from the disk",
    )  # fmt: skip
    add_settings(command)
    command.set_defaults(descriptions=True)  # a layer of the map that is off at first

    command = add_command(commands, "extract", _extract, "write one record per mention")
    command.add_argument("inputs", nargs="+", metavar="INPUT", help=_INPUT_HELP)
    command.add_argument(
        "-o", "--output", type=Path, metavar="FILE",
        help=".jsonl, .csv, .geojson, .kml, .parquet or .html; JSON Lines on standard output unless given",
    )  # fmt: skip
    add_settings(command)
    add_descriptions(command)

    command = add_command(commands, "explain", _explain, "show for every mention its candidates and the evidence")
    command.add_argument("subject", metavar="TEXT|INPUT", help=f"Arabic text, or {_INPUT_HELP}")
    command.add_argument("--article", metavar="ID", help="only this article of the input")
    add_settings(command)
    add_descriptions(command)

    command = add_command(commands, "export", _export, "write the results of a store in another format")
    command.add_argument("store", type=Path, metavar="STORE", help="folder that geomap map --store wrote")
    command.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help=".geojson, .csv, .kml, .parquet, .jsonl, .html"
    )

    cli_evaluate.declare(commands)
    cli_gazetteer.declare(commands)
    return parser


def _map(options: argparse.Namespace, errors: Errors) -> None:
    _write(options, options.store, errors, online_tiles=options.online_tiles)


def _extract(options: argparse.Namespace, errors: Errors) -> None:
    if options.output:
        _write(options, None, errors)
    else:
        from geomap.pipeline import geoparse_all
        from geomap.render import write_jsonl

        settings = open_settings(options, options.inputs)
        write_jsonl(geoparse_all(options.inputs, errors, _progress, settings), sys.stdout)
        report_stale(settings.corrections)


def _write(options: argparse.Namespace, store: Path | None, errors: Errors, *, online_tiles: bool = False) -> None:
    from geomap.pipeline import run

    settings = open_settings(options, options.inputs)
    found = run(
        options.inputs,
        options.output,
        errors,
        _progress,
        settings=settings,
        store=store,
        online_tiles=online_tiles,
    )
    _report(found, options.output)
    report_stale(settings.corrections)


def _explain(options: argparse.Namespace, errors: Errors) -> None:
    from geomap.gazetteer import open_gazetteer
    from geomap.pipeline import geoparse
    from geomap.render.explain import explain

    articles = [
        article
        for article in _subject(options.subject, errors)
        if options.article is None or article.id == options.article
    ]
    if not articles and not errors.seen:
        raise InputError(
            f"{options.subject}: no article has the id {options.article}; run geomap extract to see the ids"
        )
    settings = open_settings(options, [options.subject] if _exists(options.subject) else [])
    gazetteer = open_gazetteer()
    for article in articles:
        print("\n".join(explain(geoparse(article, gazetteer, settings))))
    if options.article is None:  # else the other articles were not looked at
        report_stale(settings.corrections)


def _export(options: argparse.Namespace, _errors: Errors) -> None:
    from geomap.render import write
    from geomap.store import read_store

    geoparses = tuple(read_store(options.store))
    write(geoparses, options.output)
    _report(geoparses, options.output)


def _subject(subject: str, errors: Errors) -> Iterator[Article]:
    """Read the input of this name, or take what is none for a text itself."""
    from geomap.read import read_articles

    if subject == "-" or _exists(subject):
        yield from read_articles([subject], errors)
    else:
        yield Article(id="text", text=subject)


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # too long for a name, or with a NUL in it: a text
        return False


def _progress(articles: Iterable[Article]) -> Iterable[Article]:
    """Count the articles on a terminal's stderr."""
    from tqdm import tqdm

    return tqdm(articles, desc="geomap", unit=" articles", disable=None)


def _report(geoparses: Iterable[Geoparse], output: Path) -> None:
    resolutions = [resolution for geoparse in geoparses for resolution in geoparse.resolutions]
    places = len({resolution.place.id for resolution in resolutions if resolution.place})
    articles = len(tuple(geoparses))
    print(f"{output}: {articles} articles, {len(resolutions)} mentions, {places} places", file=sys.stderr)
    unknown = Counter(resolution.mention.surface for resolution in resolutions if resolution.is_unknown)
    if unknown:
        shown = "، ".join(f"{name} ({count})" for name, count in unknown.most_common(_UNKNOWN_SHOWN))
        print(f"not in the gazetteer: {len(unknown)} names, most often {shown}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
