"""What a user orders to be imported, and what follows from it before anything is read."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteer.imports.guess import guess
from geomap.gazetteer.imports.licences import KNOWN, Format, Licence
from geomap.gazetteer.imports.whosonfirst import is_place_file

SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
"""The form of an import's name."""

_LAYOUT = 1
"""Of the gathered files and their rows; what another layout gathered is not taken up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a user wants imported."""

    paths: tuple[Path, ...]
    format: Format | None = None
    """Told by the files' beginnings if None."""
    alternates: Path | None = None
    """GeoNames' alternateNamesV2, as text or zip."""
    slug: str = ""
    """Name of the import; made from the first file's name if empty."""
    countries: frozenset[str] = frozenset()
    """See `Wanted.countries`."""
    licence: str = ""
    """Of a user's own data, as the next."""
    attribution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An order of which everything is known that can be told without reading the files to their end."""

    order: Order
    format: Format
    slug: str
    licence: Licence
    identity: str
    """Changes with the files and with how they are read."""
    version: str
    """The files' names with their dates."""


def plan(order: Order) -> Plan:
    """Return the plan of an order.

    Raises:
        GazetteerError: The order contradicts itself, the files' format cannot be told, or a file is missing.
    """
    found = order.format or guess(order.paths)
    if order.alternates and found is not Format.GEONAMES:
        raise GazetteerError(f"{order.alternates}: --names goes with GeoNames, not with {found}; leave it out")
    given = (*order.paths, *([order.alternates] if order.alternates else []))
    stated = (_LAYOUT, found.value, sorted(order.countries), *(_state(path) for path in files_of(given)))
    return Plan(
        order=order,
        format=found,
        slug=_slug(order, found),
        licence=_licence(order, found),
        identity=hashlib.blake2b(repr(stated).encode(), digest_size=16).hexdigest(),
        version=", ".join(f"{path.name} of {_day(path)}" for path in given),
    )


def files_of(paths: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the files of a user's paths: a folder's are those of Who's On First, in the order of their names."""
    for path in paths:
        if path.is_dir():
            yield from filter(is_place_file, sorted(path.rglob("*.geojson")))
        else:
            yield path


def _state(path: Path) -> tuple[str, int, int]:
    try:
        status = path.stat()
    except OSError as error:
        raise GazetteerError(f"{path}: {error.strerror}; choose another file") from None
    return str(path.resolve()), status.st_size, status.st_mtime_ns


def _day(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()


def _slug(order: Order, found: Format) -> str:
    """Return the name of the import: that given, or the first file's after the name of a public source."""
    stem = re.sub("[^a-z0-9]+", "-", order.paths[0].name.partition(".")[0].lower())
    slug = order.slug or (f"{found}-{stem}" if found in KNOWN else stem).strip("-")
    if not SLUG.fullmatch(slug):
        raise GazetteerError(
            f"'{slug}' cannot name an import; give a name of small letters, digits and hyphens with --name"
        )
    return slug


def _licence(order: Order, found: Format) -> Licence:
    if found not in KNOWN:
        title = ", ".join(path.name for path in order.paths)
        return Licence(title=title, licence=order.licence or "not stated", attribution=order.attribution)
    if order.licence or order.attribution:
        raise GazetteerError(
            f"the licence of {found} is known; leave out --licence and --attribution, which are for your own files"
        )
    return KNOWN[found]
