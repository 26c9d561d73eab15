"""The commands `geomap gazetteer ...`."""

import argparse
import re
import sys

from geomap import cli_geocode, cli_import
from geomap.commandline import Commands, Errors, add_command, add_commands

_COUNTRY_HELP = "ISO 3166-1 alpha-2 code, such as LY"


def declare(commands: Commands) -> None:
    """Declare `geomap gazetteer` with its own commands."""
    summary = "show, search, check and change the gazetteer"
    gazetteer = commands.add_parser("gazetteer", help=summary, description=summary.capitalize() + ".")
    own = add_commands(gazetteer)
    add_command(own, "info", _info, "show what the gazetteer holds, from which sources, and where its files lie")
    add_command(own, "check", _check, "check every row of the shipped files and of your own")

    command = add_command(
        own, "search", _search, "list the places of a name, then those whose names begin or are alike"
    )
    command.add_argument("query", metavar="QUERY", help="name in Arabic or Latin letters, or its beginning")
    command.add_argument("--country", type=_country, default="", metavar="XX", help=_COUNTRY_HELP)
    command.add_argument("--limit", type=_positive, default=10, metavar="N", help="places to list; %(default)s")
    command.add_argument(
        "--notes", action="store_true", help="below each place, list its contested and changed names with notes"
    )

    command = add_command(own, "add", _add, "add a place to your own file, which wins over the shipped ones")
    command.add_argument("name", metavar="NAME", help="name in Arabic letters")
    command.add_argument(
        "coordinates", metavar="COORDINATES",
        help="latitude and longitude: '32.75 13.27', '32°45′N 13°16′E', ...; -- before NAME where they begin with -",
    )  # fmt: skip
    command.add_argument("--name-en", default="", metavar="X", help="name in Latin letters; NAME unless given")
    command.add_argument(
        "--feature-code", default="PPL", metavar="CODE", help="GeoNames code, such as PPL or S.MUS; %(default)s"
    )
    command.add_argument("--country", type=_country, default="", metavar="XX", help=_COUNTRY_HELP)
    command.add_argument("--population", type=_count, default=0, metavar="N", help="people who live there; %(default)s")

    command = add_command(own, "remove", _remove, "remove a place, or one of its names")
    command.add_argument("id", metavar="ID", help="as geomap gazetteer search shows it")
    command.add_argument("name", nargs="?", default="", metavar="NAME", help="only this name")

    cli_import.declare(own, _country)
    cli_geocode.declare(own, _positive)


def _country(text: str) -> str:
    if not re.fullmatch("([A-Za-z]{2})?", text):
        raise argparse.ArgumentTypeError(f"'{text}' is not two letters such as LY")
    return text.upper()


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number")
    return int(text)


def _positive(text: str) -> int:
    if not _count(text):
        raise argparse.ArgumentTypeError("it must be at least 1")
    return _count(text)


def _info(_options: argparse.Namespace, _errors: Errors) -> None:
    from geomap.gazetteer.info import info
    from geomap.gazetteer.locate import cache_folder, data_folder, user_folder

    for line in info(data_folder(), user_folder(), cache_folder()):
        print(line)


def _check(_options: argparse.Namespace, errors: Errors) -> None:
    from geomap.gazetteer.check import check
    from geomap.gazetteer.locate import data_folder, user_folder

    summary = check(data_folder(), user_folder(), errors)
    if not errors.seen:
        print(summary)


def _search(options: argparse.Namespace, _errors: Errors) -> None:
    from geomap.gazetteer import open_gazetteer
    from geomap.gazetteer.layers import read_layers
    from geomap.gazetteer.locate import data_folder, user_folder
    from geomap.gazetteer.search import line, note_line, search

    layers = read_layers(data_folder(), user_folder()) if options.notes else None
    found = search(open_gazetteer(), options.query, country=options.country, limit=options.limit)
    for place in found:
        print(line(place))
        for note in layers.notes(place.id) if layers else ():
            print(note_line(note))
    if not found:
        print(f"{options.query}: no place of this name or one like it", file=sys.stderr)


def _add(options: argparse.Namespace, _errors: Errors) -> None:
    from geomap.gazetteer.layers import read_layers
    from geomap.gazetteer.locate import data_folder, user_folder
    from geomap.gazetteer.search import line
    from geomap.gazetteer.user import Addition, add

    addition = Addition(
        name_ar=options.name,
        coordinates=options.coordinates,
        name=options.name_en,
        feature_code=options.feature_code,
        country_code=options.country,
        population=options.population,
    )
    print(line(add(read_layers(data_folder(), user_folder()), user_folder(), addition)))


def _remove(options: argparse.Namespace, _errors: Errors) -> None:
    from geomap.gazetteer.layers import read_layers
    from geomap.gazetteer.locate import data_folder, user_folder
    from geomap.gazetteer.search import line
    from geomap.gazetteer.user import remove

    print(line(remove(read_layers(data_folder(), user_folder()), user_folder(), options.id, options.name)))
