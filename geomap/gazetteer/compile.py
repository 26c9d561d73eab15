"""Compiles the TSV files into the index that `Gazetteer` opens, a table after the other.

Rows are read one by one: of a million places only names and figures are in memory, some hundreds of megabytes.
"""

from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from geomap.arabic import fold
from geomap.gazetteer import nametable, placetable, searchtable, tables, usagetable
from geomap.gazetteer.keys import key
from geomap.gazetteer.layers import Layers, read_layers
from geomap.gazetteer.nametable import Role, meaning
from geomap.gazetteer.placetable import PlaceWriter
from geomap.gazetteer.tables import DemonymRow, PlaceRow

_PATIENCE = 3.0  # seconds before progress is shown


class _Column:
    """Names, each with the position of its place in reading order."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._positions = array("I")

    def add(self, text: str, position: int) -> None:
        self.texts.append(text)
        self._positions.append(position)

    def numbers(self, order: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """Return the number of each name's place, given the positions by number."""
        numbers = np.empty_like(order)
        numbers[order] = np.arange(len(order), dtype=np.uint32)
        return numbers[np.frombuffer(self._positions, np.uint32)]


class _Names:
    """The names of all places by what they are for."""

    def __init__(self, layers: Layers) -> None:
        self._demonyms = {
            Role.DEMONYM: _forms(layers.demonyms()),
            Role.LOCAL_DEMONYM: _forms(layers.local_demonyms()),
        }
        self.found = {role: _Column() for role in (Role.PLACE, *self._demonyms)}
        self.searched = _Column()

    def add(self, row: PlaceRow, position: int) -> None:
        """Add the names of a place, its demonyms, and its name in Latin letters, by which it is searched too."""
        for name_key in dict.fromkeys(map(key, row.names)):
            for spelling in _spellings(name_key):
                self.found[Role.PLACE].add(spelling, position)
            self.searched.add(spelling, position)  # the last, which has no spaces
        if latin := searchtable.form(row.place.name):
            self.searched.add(latin, position)
        for role, forms in self._demonyms.items():
            for form in forms.get(row.place.id, ()):
                self.found[role].add(fold(form), position)


def _forms(rows: Iterable[DemonymRow]) -> dict[str, tuple[str, ...]]:
    """Return the forms of all rows of each place."""
    forms: dict[str, tuple[str, ...]] = {}
    for row in rows:
        forms[row.place_id] = (*forms.get(row.place_id, ()), *row.forms)
    return forms


def compile_index(data: Path, user: Path, folder: Path) -> None:
    """Write the index of the files in `data` and of the user's in `user` into the existing `folder`.

    If it takes seconds, a terminal's stderr shows progress.

    Raises:
        GazetteerError: a malformed row.
    """
    layers = read_layers(data, user)
    names = _Names(layers)
    with (folder / placetable.TEXTS).open("wb") as texts:
        places = PlaceWriter(texts)
        for row in layers.places():
            names.add(row, places.add(row))
    organizations = list(tables.organizations(data))
    usagetable.write(folder, tables.statistics(data))
    steps = _write(folder, places, names, organizations)
    deque(tqdm(steps, desc="writing the index", total=3, disable=None, delay=_PATIENCE), maxlen=0)


def _write(folder: Path, places: PlaceWriter, names: _Names, organizations: Sequence[str]) -> Iterator[None]:
    """Write the large tables, one at each step."""
    order = np.array(places.write(folder), np.uint32)
    yield
    countries = np.array(places.countries, "S2")[order]
    searchtable.write(folder, names.searched.texts, names.searched.numbers(order), countries)
    yield
    _write_names(folder, names, order, organizations)
    yield


def _write_names(folder: Path, names: _Names, order: NDArray[np.uint32], organizations: Sequence[str]) -> None:
    keys = [spelling for name in organizations for spelling in _spellings(key(name))]
    meanings = array("I", [meaning(Role.ORGANIZATION)] * len(keys))
    for role, named in names.found.items():
        keys += named.texts
        meanings.frombytes((named.numbers(order) | meaning(role)).tobytes())
    nametable.write(folder, keys, meanings)


def _spellings(name_key: str) -> tuple[str, ...]:
    """Return a name's key and, for one of several words, the key of those words run together by lost spaces."""
    return (name_key, name_key.replace(" ", "")) if " " in name_key else (name_key,)
