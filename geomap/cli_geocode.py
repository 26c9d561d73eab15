"""The commands `geomap gazetteer geocode` and `accept`."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.commandline import Commands, Errors, add_command
from geomap.errors import InputError
from geomap.records import Place

if TYPE_CHECKING:  # importing the package imports geopy
    from geomap.gazetteer.geocode.names import Asked, Found
    from geomap.gazetteer.geocode.proposals import Proposal
    from geomap.gazetteer.geocode.service import Service

_SHOWN = 10


def declare(commands: Commands, positive: Callable[[str], int]) -> None:
    """Declare both commands; `positive` reads a whole number of at least 1."""
    summary = "look names that the gazetteer lacks up with a web service, and write what it offers for review"
    command = add_command(commands, "geocode", _geocode, summary)
    _declare_names(command, positive)
    _declare_service(command)
    summary = "add the rows of a reviewed table of proposals that you marked with x to your own file"
    command = add_command(commands, "accept", _accept, summary)
    command.add_argument("proposals", type=Path, metavar="FILE", help="what geomap gazetteer geocode wrote")


def _declare_names(command: argparse.ArgumentParser, positive: Callable[[str], int]) -> None:
    command.add_argument("name", nargs="*", metavar="NAME", help="name to look up")
    command.add_argument("--names", type=Path, metavar="FILE", help="file with a name per line; - for standard input")
    command.add_argument(
        "--unresolved", type=Path, metavar="FILE",
        help="mentions that geomap extract wrote as .jsonl; those without a place are looked up",
    )  # fmt: skip
    command.add_argument("--limit", type=positive, metavar="N", help="look only the N most frequent names up")
    command.add_argument("--dry-run", action="store_true", help="print the names with their counts, and ask nobody")
    command.add_argument(
        "-o", "--output", type=Path, default=Path("proposals.tsv"), metavar="FILE", help="%(default)s unless given"
    )


def _declare_service(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--service", choices=("nominatim", "geonames", "photon"), default="nominatim", help="%(default)s unless given"
    )
    command.add_argument("--domain", default="", metavar="HOST[:PORT]", help="a service of your own")
    command.add_argument("--scheme", choices=("https", "http"), default="https", help="%(default)s unless given")
    command.add_argument(
        "--user-agent", default=os.environ.get("GEOMAP_USER_AGENT", ""), metavar="TEXT",
        help="who asks, with a contact: the public Nominatim demands it; $GEOMAP_USER_AGENT unless given",
    )  # fmt: skip
    command.add_argument(
        "--username", default=os.environ.get("GEOMAP_GEONAMES_USERNAME", ""), metavar="NAME",
        help="your account at GeoNames; $GEOMAP_GEONAMES_USERNAME unless given",
    )  # fmt: skip
    command.add_argument("--country", default="", metavar="XX", help="search only there: ISO 3166-1 alpha-2 code")
    command.add_argument("--delay", type=float, metavar="SECONDS", help="between requests to a service of your own")
    command.add_argument("--timeout", type=float, default=10, metavar="SECONDS", help="%(default)s unless given")


def _geocode(options: argparse.Namespace, errors: Errors) -> None:
    from geomap.gazetteer.geocode.names import collect

    asked = collect(_found(options))
    asked = asked[: options.limit]
    if not asked:
        raise InputError("no names to look up; write them, or give a file by --names or --unresolved")
    if options.dry_run:
        for one in asked:
            print(one.name, one.count, sep="\t")
    else:
        _look_up(asked, options, errors)


def _found(options: argparse.Namespace) -> "Iterator[Found]":
    from geomap.gazetteer.geocode.names import Found, listed, unresolved

    for name in options.name:
        yield Found(where="NAME", name=name)
    if options.names:
        yield from listed(options.names)
    if options.unresolved:
        yield from unresolved(options.unresolved)


def _look_up(asked: "tuple[Asked, ...]", options: argparse.Namespace, errors: Errors) -> None:
    from tqdm import tqdm

    from geomap.gazetteer.geocode import announcement, geocode
    from geomap.gazetteer.geocode.cache import cache_file, open_cache
    from geomap.gazetteer.geocode.proposals import refuse_to_lose, write_proposals

    service = _service(options)
    refuse_to_lose(options.output)
    with open_cache(cache_file()) as cache:
        print(announcement(asked, service, cache), file=sys.stderr)
        progress = tqdm(asked, desc="geocode", unit=" names", disable=None)
        proposals = tuple(geocode(progress, service, cache, errors))
        answered = [one for one in asked if cache.get(service, one.name) is not None]
    if proposals:
        write_proposals(proposals, options.output)
    _report(answered, proposals, options.output)


def _service(options: argparse.Namespace) -> "Service":
    from geomap.gazetteer.geocode.service import Kind, choose_service

    return choose_service(
        Kind(options.service),
        domain=options.domain,
        scheme=options.scheme,
        user_agent=options.user_agent,
        username=options.username,
        country=options.country,
        delay=options.delay,
        timeout=options.timeout,
    )


def _report(answered: "Iterable[Asked]", proposals: "Iterable[Proposal]", output: Path) -> None:
    """Say what was found for how many names, for which nothing was, and what comes next."""
    found = {proposal.query for proposal in proposals}
    lacking = [one.name for one in answered if one.name not in found]
    if lacking:
        names = "، ".join(lacking[:_SHOWN]) + ("، …" if len(lacking) > _SHOWN else "")
        print(f"nothing for {len(lacking)} names: {names}", file=sys.stderr)
    if found:
        print(
            f"{output}: {len(tuple(proposals))} proposals for {len(found)} names; nothing is used until you write x in "
            f"the column accept of what is right and run: geomap gazetteer accept {output}",
            file=sys.stderr,
        )


def _accept(options: argparse.Namespace, errors: Errors) -> None:
    from geomap.gazetteer.geocode.accept import accept
    from geomap.gazetteer.geocode.proposals import read_reviewed
    from geomap.gazetteer.layers import read_layers
    from geomap.gazetteer.locate import data_folder, user_folder
    from geomap.gazetteer.search import line

    def known(place: Place) -> None:
        print(f"{place.name_ar}: {place.id} is in your file already", file=sys.stderr)

    layers = read_layers(data_folder(), user_folder())
    reviewed = tuple(read_reviewed(options.proposals))
    for place in accept(reviewed, layers, user_folder(), errors, known):
        print(line(place))
    if not any(row.mark for row in reviewed):
        print(f"{options.proposals}: no row is marked; write x in its column accept", file=sys.stderr)
