"""Leaves out places that stand beside a larger one of the same name and class, as a commune beside its seat."""

from array import array
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import BinaryIO

from geomap.gazetteer.coordinates import DEGREES_APART, are_near
from geomap.gazetteer.imports.rows import LeftOut
from geomap.gazetteer.keys import key


class _Places:
    """What decides of each place, in arrays: an import may have a million of them."""

    def __init__(self) -> None:
        self.ids: list[bytes] = []
        self.latitudes = array("d")
        self.longitudes = array("d")
        self.populations = array("q")
        self.names = array("q")
        """Hash of the name's key and the class."""

    def add(self, line: bytes) -> None:
        """Take the place of a row of the gazetteer."""
        cells = line.split(b"\t")
        self.ids.append(cells[0])
        self.latitudes.append(float(cells[4]))
        self.longitudes.append(float(cells[5]))
        self.populations.append(int(cells[10]))
        self.names.append(hash((key(cells[2].decode()), cells[6])))

    def cells_around(self, index: int) -> Iterator[int]:
        """Yield the cells of the earth, for this name and class alone, in which a twin may be; its own comes first."""
        row, column = int(self.latitudes[index] // DEGREES_APART), int(self.longitudes[index] // DEGREES_APART)
        for rows, columns in product((0, -1, 1), repeat=2):
            yield hash((self.names[index], row + rows, column + columns))

    def is_near(self, one: int, other: int) -> bool:
        """Tell whether two places are within a few miles of each other."""
        here = (self.latitudes[one], self.longitudes[one])
        return are_near(*here, self.latitudes[other], self.longitudes[other])


def copy_without_twins(gathered: Path, written: BinaryIO) -> tuple[int, Counter[str]]:
    """Copy the rows of a file but for twins and repeated ids, in their order.

    Of places that have the same id, the same usual name by its key and class within 0.15 degrees, the most populous is
    kept, else the first.

    Args:
        gathered: Lines of a place file without its header.
        written: Where they are copied to.

    Returns:
        How many are copied, and how many left out, by the value of `LeftOut`.
    """
    places = _places(gathered)
    left_out = dict(_left_out(places))
    with gathered.open("rb") as lines:
        written.writelines(line for index, line in enumerate(lines) if index not in left_out)
    return len(places.ids) - len(left_out), Counter(left_out.values())


def _places(gathered: Path) -> _Places:
    places = _Places()
    with gathered.open("rb") as lines:
        for line in lines:
            places.add(line)
    return places


def _left_out(places: _Places) -> Iterator[tuple[int, LeftOut]]:
    """Yield the numbers of the rows to leave out, and why."""
    ids: set[bytes] = set()
    kept: dict[int, list[int]] = {}
    for index in sorted(range(len(places.ids)), key=lambda index: -places.populations[index]):
        cells = tuple(places.cells_around(index))
        if places.ids[index] in ids:
            yield index, LeftOut.REPEATED
        elif any(places.is_near(index, other) for cell in cells for other in kept.get(cell, ())):
            yield index, LeftOut.TWIN
        else:
            ids.add(places.ids[index])
            kept.setdefault(cells[0], []).append(index)
