"""The command `geomap gazetteer import`."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.commandline import Commands, Errors, add_command
from geomap.errors import GazetteerError

if TYPE_CHECKING:  # every command would wait for it
    from geomap.gazetteer.imports import Order, Outcome

_FORMATS = ("geonames", "whosonfirst", "osm", "csv", "geojson")
_SHOWN = 20
"""Malformed items of which each is told."""


def declare(commands: Commands, country: Callable[[str], str]) -> None:
    """Declare the command; `country` reads a country's code."""
    summary = "add the places of GeoNames, Who's On First, OpenStreetMap, or a file of your own"
    command = add_command(commands, "import", _import, summary)
    command.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH",
        help="dump of GeoNames (.zip, .txt), GeoJSON, Overpass JSON, table (.csv, .tsv), or folder of Who's On First",
    )  # fmt: skip
    command.add_argument("--format", choices=_FORMATS, help="told by the files' beginnings unless given")
    command.add_argument(
        "--names", type=Path, metavar="FILE", help="GeoNames' alternateNamesV2.zip, which says which names are Arabic"
    )
    command.add_argument(
        "--name", default="", metavar="SLUG", help="name of the import, which replaces one of this name; the file's"
    )
    command.add_argument(
        "--country", nargs="+", type=country, default=[], metavar="XX",
        help="take only places of these; where the source states no country, as OpenStreetMap, the one that it is",
    )  # fmt: skip
    command.add_argument(
        "--licence", default="", metavar="TEXT", help="of a file of your own; 'not stated' unless given"
    )
    command.add_argument("--attribution", default="", metavar="TEXT", help="whom maps with that file's places name")
    command.add_argument("--strict", action="store_true", help="refuse everything if one row is malformed")
    command.add_argument("--remove", metavar="SLUG", help="remove the import of this name instead")


def _import(options: argparse.Namespace, _errors: Errors) -> None:
    from geomap.gazetteer.imports import Folders, import_places, remove_import
    from geomap.gazetteer.locate import cache_folder, data_folder, user_folder

    if (options.remove is None) == (not options.paths):
        raise GazetteerError("geomap gazetteer import: give files to import, or --remove with a name")
    if options.remove is not None:
        remove_import(user_folder(), options.remove)
        return
    malformed = _Malformed(is_strict=options.strict)
    folders = Folders(data=data_folder(), user=user_folder(), cache=cache_folder())
    try:
        outcome = import_places(_order(options), folders, malformed, _counter)
    except KeyboardInterrupt:
        print("geomap: interrupted; give the same command again to go on", file=sys.stderr)
        sys.exit(130)
    malformed.tell_rest()
    print(_summary(outcome))


class _Malformed:
    """Tells the first malformed items one by one, or refuses at the first one."""

    def __init__(self, *, is_strict: bool) -> None:
        self._is_strict = is_strict
        self._seen = 0
        self._show = Errors()  # its own: what is left out is no failure of the command

    def __call__(self, error: GazetteerError) -> None:
        if self._is_strict:
            raise error
        self._seen += 1
        if self._seen <= _SHOWN:
            self._show(error)

    def tell_rest(self) -> None:
        """Say how many were not shown."""
        if self._seen > _SHOWN:
            self._show(GazetteerError(f"{self._seen - _SHOWN} more are malformed; --strict refuses such files"))


def _order(options: argparse.Namespace) -> "Order":
    from geomap.gazetteer.imports import Format, Order

    return Order(
        paths=tuple(options.paths),
        format=Format(options.format) if options.format else None,
        alternates=options.names,
        slug=options.name,
        countries=frozenset(options.country),
        licence=options.licence,
        attribution=options.attribution,
    )


def _counter(stage: str) -> Callable[[int], object]:
    """Count on a terminal's stderr what is read."""
    from tqdm import tqdm

    return tqdm(desc=f"geomap: {stage}", unit=" read", unit_scale=True, disable=None).update


def _summary(outcome: "Outcome") -> str:
    from geomap.gazetteer.imports import told

    licence = f"{outcome.licence.title}: {outcome.licence.licence}"
    return f"{outcome.path}: {outcome.rows} places, left out are {told(outcome.left_out)} ({licence})"
