"""Tells what the gazetteer holds, from where and under which licences, and where its files lie."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from geomap.gazetteer import tables
from geomap.gazetteer.build import ARAB_STATES
from geomap.gazetteer.index import index_folder, open_gazetteer
from geomap.gazetteer.layers import OWN_FILE, REMOVED_FILE, Layers, read_layers
from geomap.gazetteer.tables import PlaceRow

NEIGHBORS = frozenset("IR TR IL ML NE TD NG ET ER PK AF".split())
"""ISO 3166-1 codes of the countries around the Arab world that its news mentions most."""

_SOURCES_FILE = "SOURCES.toml"


def info(data: Path, user: Path, cache: Path) -> Iterator[str]:
    """Yield the lines of `geomap gazetteer info`, compiling the index if it is not there.

    Args:
        data: the folder of shipped files.
        user: the user's folder, which may be missing.
        cache: the folder of compiled indexes.

    Raises:
        GazetteerError: a file is missing or malformed.
    """
    open_gazetteer(data, cache, user)
    layers = read_layers(data, user)
    yield from _files(data, layers)
    yield ""
    yield from _groups(layers)
    yield ""
    yield from _sources(data)
    yield ""
    yield f"shipped files  {data}"
    yield f"your files     {user}" + ("" if user.is_dir() else " (none yet)")
    index = index_folder(data, user, cache)
    size = sum(path.stat().st_size for path in index.iterdir())
    yield f"index          {index} ({size / 1e6:.1f} MB)"


def _files(data: Path, layers: Layers) -> Iterator[str]:
    for file in tables.PLACE_FILES:
        yield _count(file, tables.places(data, files=(file,)))
    yield _count(f"{OWN_FILE} (yours)", layers.own.values())
    places = sum(1 for removal in layers.removed if not removal.name)
    yield f"{REMOVED_FILE + ' (yours)':24}{places:7} places {len(layers.removed) - places:7} names removed"
    yield _count("to be found", layers.places())


def _groups(layers: Layers) -> Iterator[str]:
    groups: dict[str, list[PlaceRow]] = {
        "Arab states": [],
        "their neighbors": [],
        "elsewhere": [],
        "no one country": [],
    }
    for row in layers.places():
        groups[_group(row.place.country_code)].append(row)
    for group, rows in groups.items():
        yield _count(group, rows)


def _group(country: str) -> str:
    if country in ARAB_STATES:
        return "Arab states"
    if country in NEIGHBORS:
        return "their neighbors"
    return "elsewhere" if country else "no one country"


def _count(what: str, rows: Iterable[PlaceRow]) -> str:
    counts = Counter[str]()
    for row in rows:
        counts.update(places=1, names=len(row.names))
    return f"{what:24}{counts['places']:7} places {counts['names']:7} names"


def _sources(data: Path) -> Iterator[str]:
    sources: Mapping[str, Mapping[str, str]] = tomllib.loads(tables.contents(data / _SOURCES_FILE).decode())
    for source in sources.values():
        yield ", ".join((f"{source['title']}: {source['licence']}", *filter(None, [source.get("url")])))
