"""Keeps places in files mapped into memory, numbered from the most populous: figures of fixed width, and texts."""

import struct
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from geomap.gazetteer.mapped import contents
from geomap.gazetteer.tables import PlaceRow
from geomap.records import Place

_FIGURES, TEXTS, _COUNTS = "places.bin", "places.txt", "counts.tsv"
_FIGURE = struct.Struct("=ddqII")  # latitude, longitude, population, where the texts begin, their length in bytes


_CAPITAL = b"\tPPLC\t"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryCount:
    """How many places of a country are to be found, and under how many Arabic names."""

    country_code: str
    places: int
    names: int


class PlaceWriter:
    """Writes places one by one, of which it keeps only the figures in memory."""

    def __init__(self, texts: BinaryIO) -> None:
        """Start with the file that takes the texts, `TEXTS` in the folder where the index is written."""
        self._texts = texts
        self._starts = array("I", [0])  # 4 GB are enough for some 60 million places
        self._latitudes, self._longitudes, self._populations = array("d"), array("d"), array("q")
        self.countries: list[str] = []
        """Code of each place's country, in reading order."""
        self._names = Counter[str]()

    def add(self, row: PlaceRow) -> int:
        """Write a place's texts, and return its position in reading order."""
        place = row.place
        texts = (place.id, place.name, place.name_ar, place.feature_class, place.feature_code, place.country_code)
        size = self._texts.write("\t".join((*texts, place.admin1_code)).encode())
        self._starts.append(self._starts[-1] + size)
        self._latitudes.append(place.latitude)
        self._longitudes.append(place.longitude)
        self._populations.append(place.population)
        self.countries.append(place.country_code)
        self._names[place.country_code] += len(row.names)
        return len(self.countries) - 1

    def write(self, folder: Path) -> Sequence[int]:
        """Write the figures and counts, and return the places' positions by their numbers.

        The most populous is number 0; of equals, the one that was read first comes first.
        """
        populations = self._populations
        order = sorted(range(len(populations)), key=populations.__getitem__, reverse=True)
        with (folder / _FIGURES).open("wb") as file:
            for row in order:
                start, end = self._starts[row], self._starts[row + 1]
                figures = self._latitudes[row], self._longitudes[row], populations[row], start, end - start
                file.write(_FIGURE.pack(*figures))
        places = Counter(self.countries)
        lines = (f"{country}\t{places[country]}\t{names}\n" for country, names in sorted(self._names.items()))
        (folder / _COUNTS).write_text("".join(lines), encoding="utf-8")
        return order


class PlaceTable:
    """The places that `PlaceWriter` wrote."""

    def __init__(self, folder: Path) -> None:
        """Map the files in a folder into memory."""
        self._figures, self._texts = contents(folder / _FIGURES), contents(folder / TEXTS)
        self._counts = contents(folder / _COUNTS)

    def place(self, number: int) -> Place:
        """Return the place of a number."""
        latitude, longitude, population, start, size = _FIGURE.unpack_from(self._figures, number * _FIGURE.size)
        texts = self._texts[start : start + size].decode().split("\t")
        place_id, name, name_ar, feature_class, feature_code, country_code, admin1_code = texts
        return Place(
            id=place_id,
            name=name,
            name_ar=name_ar,
            latitude=latitude,
            longitude=longitude,
            feature_class=feature_class,
            feature_code=feature_code,
            country_code=country_code,
            admin1_code=admin1_code,
            population=population,
        )

    def ids(self) -> Iterator[str]:
        """Yield the id of every place, by number."""
        for _, _, _, start, size in _FIGURE.iter_unpack(self._figures):
            yield self._texts[start : start + size].split(b"\t", 1)[0].decode()

    def capitals(self) -> Iterator[int]:
        """Yield the numbers of the capitals of countries and territories."""
        for number, (_, _, _, start, size) in enumerate(_FIGURE.iter_unpack(self._figures)):
            if self._texts.find(_CAPITAL, start, start + size) >= 0:
                yield number

    def counts(self) -> tuple[CountryCount, ...]:
        """Return the counts of every country, and of the places that are in none, by code."""
        lines = self._counts[:].decode().splitlines()
        return tuple(
            CountryCount(country_code=country, places=int(places), names=int(names))
            for country, places, names in (line.split("\t") for line in lines)
        )
