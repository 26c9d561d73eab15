"""Tells what the gazetteer holds, from where and under which licences, and where its files lie."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from geomap.gazetteer import tables
from geomap.gazetteer.build import ARAB_STATES
from geomap.gazetteer.index import index_folder, open_gazetteer
from geomap.gazetteer.layers import OWN_FILE, REMOVED_FILE, Layers, read_layers
from geomap.gazetteer.placetable import CountryCount
from geomap.gazetteer.sources import Source, imported_sources, shipped_sources
from geomap.gazetteer.tables import PlaceRow

NEIGHBORS = frozenset("IR TR IL ML NE TD NG ET ER PK AF".split())
"""ISO 3166-1 codes of the countries around the Arab world that its news mentions most."""


def info(data: Path, user: Path, cache: Path) -> Iterator[str]:
    """Yield the lines of `geomap gazetteer info`, compiling the index if it is not there.

    Args:
        data: the folder of shipped files.
        user: the user's folder, which may be missing.
        cache: the folder of compiled indexes.

    Raises:
        GazetteerError: a file is missing or malformed.
    """
    counts = open_gazetteer(data, cache, user).counts()
    imported = tuple(imported_sources(user))
    yield from _files(data, read_layers(data, user), imported)
    yield from _groups(counts)
    yield ""
    yield from map(_source, (*shipped_sources(data), *imported))
    yield ""
    yield f"shipped files  {data}"
    yield f"your files     {user}" + ("" if user.is_dir() else " (none yet)")
    index = index_folder(data, user, cache)
    size = sum(path.stat().st_size for path in index.iterdir())
    yield f"index          {index} ({size / 1e6:.1f} MB)"


def _files(data: Path, layers: Layers, imported: Iterable[Source]) -> Iterator[str]:
    for file in tables.PLACE_FILES:
        yield _count_rows(file, tables.places(data, files=(file,)))
    for source in imported:
        yield f"{source.slug + '.tsv (imported)':24}{source.rows:7} rows, {source.licence}, {source.imported}"
    yield _count_rows(f"{OWN_FILE} (yours)", layers.own.values())
    places = sum(1 for removal in layers.removed if not removal.name)
    yield f"{REMOVED_FILE + ' (yours)':24}{places:7} places {len(layers.removed) - places:7} names removed"


def _groups(counts: Iterable[CountryCount]) -> Iterator[str]:
    """Count what is to be found, imported places among it, as the index does."""
    places, names = Counter[str](), Counter[str]()
    for count in counts:
        for group in ("to be found", _group(count.country_code)):
            places[group] += count.places
            names[group] += count.names
    yield _count("to be found", places["to be found"], names["to be found"])
    yield ""
    for group in ("Arab states", "their neighbors", "elsewhere", "no one country"):
        yield _count(group, places[group], names[group])


def _group(country: str) -> str:
    if country in ARAB_STATES:
        return "Arab states"
    if country in NEIGHBORS:
        return "their neighbors"
    return "elsewhere" if country else "no one country"


def _count_rows(what: str, rows: Iterable[PlaceRow]) -> str:
    names = [len(row.names) for row in rows]
    return _count(what, len(names), sum(names))


def _count(what: str, places: int, names: int) -> str:
    return f"{what:24}{places:7} places {names:7} names"


def _source(source: Source) -> str:
    return ", ".join((f"{source.title}: {source.licence}", *filter(None, [source.url])))
