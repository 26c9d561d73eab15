"""Tells which rows of the imported files are new places, and which only name a place that is known already."""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from geomap.gazetteer import tables
from geomap.gazetteer.coordinates import are_near
from geomap.gazetteer.keys import key
from geomap.gazetteer.tables import PLACE_COLUMNS, PlaceRow, Report
from geomap.records import Place

_PATIENCE = 3.0  # seconds before progress is shown

_Row = TypeVar("_Row")
_Anchors = Mapping[tuple[str, str], Sequence[Place]]
"""Key of a name and feature class → the known places of that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The imported rows that are known places: by their id, or by name, class and coordinates."""

    ids: frozenset[str] = frozenset()
    """Of those rows."""
    further: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Id of a known place → the names that those rows give it."""

    def with_further_names(self, row: PlaceRow) -> PlaceRow:
        """Return a known place with those names after its own."""
        further = self.further.get(row.place.id)
        return replace(row, names=tuple(dict.fromkeys((*row.names, *further)))) if further else row


def join(files: Sequence[Path], known: Mapping[str, PlaceRow], report: Report = tables.refuse) -> Joined:
    """Return which rows of imported files are places of `known`, which is by id.

    Only these rows are parsed in full, so that the pass is a quick one.

    Raises:
        GazetteerError: such a row is malformed, unless `report` takes it.
    """
    anchors = _anchors(known)
    ids: set[str] = set()
    further: dict[str, tuple[str, ...]] = {}

    def parse(*cells: str) -> None:
        place_id = cells[0] if cells[0] in known else _near(anchors, *cells)
        if place_id:
            ids.add(cells[0])
            further[place_id] = (*further.get(place_id, ()), *tables.place_row(*cells).names)

    for path in files:
        deque(_progress(tables.rows(path, PLACE_COLUMNS, parse, report), f"{path.name}, known places"), maxlen=0)
    return Joined(ids=frozenset(ids), further=further)


def _anchors(known: Mapping[str, PlaceRow]) -> _Anchors:
    anchors = defaultdict[tuple[str, str], list[Place]](list)
    for row in known.values():
        for name in dict.fromkeys(map(key, row.names)):
            anchors[name, row.place.feature_class].append(row.place)
    return anchors


def _near(anchors: _Anchors, *cells: str) -> str:
    """Return the id of a known place of the row's usual name and class that lies near, or an empty text."""
    _, _, name, _, latitude, longitude, feature_class, *_ = cells
    for place in anchors.get((key(name), feature_class), ()):
        if are_near(place.latitude, place.longitude, float(latitude), float(longitude)):
            return place.id
    return ""


def new_places(files: Sequence[Path], joined: Joined) -> Iterator[PlaceRow]:
    """Yield the other rows of imported files; of rows with one id in several files, that of the first file.

    Raises:
        GazetteerError: a malformed row.
    """
    before: set[str] = set()
    for path in files:
        ids = []
        for row in _progress(tables.places(path.parent, files=(path.name,)), path.name):
            if row.place.id not in joined.ids and row.place.id not in before:
                yield row
                ids.append(row.place.id)
        before.update(ids)


def _progress(rows: Iterator[_Row], what: str) -> Iterator[_Row]:
    """Count rows on a terminal's stderr if that takes seconds."""
    from tqdm import tqdm  # noqa: PLC0415  # most users import nothing

    yield from tqdm(rows, desc=what, unit=" rows", disable=None, delay=_PATIENCE)
