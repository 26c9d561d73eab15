"""Finds places by the beginning of a name or by a name much like it, in a table mapped into memory.

The table has the `form` of each name, Arabic or Latin, once, in order, and the numbers of the places so named. Of each
form it has two sets of 64 bits besides, for the letters and for the pairs of letters that are in it. A slip of the pen
changes few of these bits; so the names whose bits differ least from a query's, which numpy counts for a million names
in milliseconds, hold those that are most alike, and only these few are compared letter by letter.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from geomap.gazetteer.keys import search_key
from geomap.gazetteer.mapped import Contents

_FORMS, _FORM_STARTS = "search_forms.txt", "search_form_starts.u4"
_OWNERS, _OWNER_STARTS = "search_owners.u4", "search_owner_starts.u4"
_LETTERS, _PAIRS = "search_letters.u8", "search_pairs.u8"
_COUNTRIES = "search_countries.s2"
_BY_COUNTRY, _COUNTRY_STARTS = "search_by_country.u4", "search_country_starts.u4"  # the latter by the code's two bytes

_CODES = 1 << 16
_BLOCK = 1 << 16  # names whose bits are counted at once: what fits a processor's cache
_COMPARED = (
    2000  # names, at the least, that are compared letter by letter; as good as all for finding a place with two slips
)
_EDGE = "\0"  # stands before and after each name, so that its first and last letter make a pair too
_MIXER = np.uint64(0x9E3779B97F4A7C15)  # the golden ratio, whose multiples spread evenly
_TO_SIX_BITS = np.uint64(58)
_HIGH, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)  # the halves of 64 bits

_Numbers = NDArray[np.uint32]
_Bits = NDArray[np.uint64]


def form(name: str) -> str:
    """Return the form in which a name is searched: its `search_key` without spaces, which people often misplace."""
    return search_key(name).replace(" ", "")


def write(folder: Path, forms: Sequence[str], owners: _Numbers, countries: NDArray[np.bytes_]) -> None:
    """Write the table of the forms of places' names into a folder.

    Args:
        folder: where the index is written.
        forms: of every name of every place.
        owners: the number of each form's place.
        countries: code of each place's country in two bytes, by the place's number.
    """
    distinct = sorted(set(forms))
    ranks = dict(zip(distinct, range(len(distinct)), strict=True))
    ids = np.fromiter(map(ranks.__getitem__, forms), np.uint64, len(forms))
    pairs = np.unique(ids << _HIGH | owners)
    (pairs & _LOW).astype(np.uint32).tofile(folder / _OWNERS)
    starts = np.searchsorted(pairs >> _HIGH, np.arange(len(distinct) + 1, dtype=np.uint64))
    starts.astype(np.uint32).tofile(folder / _OWNER_STARTS)
    countries.tofile(folder / _COUNTRIES)
    by_country = np.unique(_code(countries)[pairs & _LOW] << _HIGH | pairs >> _HIGH)
    (by_country & _LOW).astype(np.uint32).tofile(folder / _BY_COUNTRY)
    starts = np.searchsorted(by_country >> _HIGH, np.arange(_CODES + 1, dtype=np.uint64))
    starts.astype(np.uint32).tofile(folder / _COUNTRY_STARTS)
    _write_forms(folder, distinct)


def _code(countries: NDArray[np.bytes_]) -> _Bits:
    """Return the two bytes of each country's code as a number below `_CODES`."""
    return countries.view(np.uint16).astype(np.uint64)


def _write_forms(folder: Path, forms: Sequence[str]) -> None:
    sizes = np.zeros(len(forms) + 1, np.uint32)
    with (
        (folder / _FORMS).open("wb") as texts,
        (folder / _LETTERS).open("wb") as letters,
        (folder / _PAIRS).open("wb") as pairs,
    ):
        for start in range(0, len(forms), _BLOCK):
            block = forms[start : start + _BLOCK]
            encoded = [text.encode() for text in block]
            sizes[start + 1 : start + 1 + len(block)] = [len(text) for text in encoded]
            texts.write(b"".join(encoded))
            for file, bits in zip((letters, pairs), _signatures(block), strict=True):
                file.write(bits.tobytes())
    np.cumsum(sizes, dtype=np.uint32).tofile(folder / _FORM_STARTS)


def _signatures(forms: Sequence[str]) -> tuple[_Bits, _Bits]:
    """Return the bits of each form's letters, and of its pairs of letters."""
    text = "".join(f"{_EDGE}{form}" for form in forms) + _EDGE
    codes = np.frombuffer(text.encode("utf-32-le"), "<u4").astype(np.uint64)
    starts = np.cumsum([0, *(len(form) + 1 for form in forms[:-1])])
    letters = np.uint64(1) << (codes[:-1] & np.uint64(63))
    pairs = np.uint64(1) << ((codes[:-1] << np.uint64(21) | codes[1:]) * _MIXER >> _TO_SIX_BITS)
    return np.bitwise_or.reduceat(letters, starts), np.bitwise_or.reduceat(pairs, starts)


_ROUNDING = 1e-4
"""rapidfuzz 3 leaves out a share such as 3/5 that equals its cutoff, and within 1e-6 of it; shares differ by more."""


class SearchTable:
    """The table that `write` wrote; numbers of places come in ascending order, and so the most populous place first."""

    def __init__(self, files: Mapping[str, Contents]) -> None:
        """Open the table of these files, by name."""
        self._forms = files[_FORMS]
        self._form_starts = np.frombuffer(files[_FORM_STARTS], np.uint32)
        self._owners = np.frombuffer(files[_OWNERS], np.uint32)
        self._owner_starts = np.frombuffer(files[_OWNER_STARTS], np.uint32)
        self._letters = np.frombuffer(files[_LETTERS], np.uint64)
        self._pairs = np.frombuffer(files[_PAIRS], np.uint64)
        self._by_country = np.frombuffer(files[_BY_COUNTRY], np.uint32)
        self._country_starts = np.frombuffer(files[_COUNTRY_STARTS], np.uint32)
        self._countries = np.frombuffer(files[_COUNTRIES], "S2")

    def named(self, wanted: str, country: str) -> Iterator[int]:
        """Yield the numbers of the places, of one country unless it is empty, with a name of this form."""
        first = self._position(wanted.encode())
        if first < len(self) and self._form(first) == wanted:
            yield from self._owners_within(first, first + 1, country).tolist()

    def beginning(self, wanted: str, country: str) -> Iterator[int]:
        """Yield the numbers of those with a name whose form begins so."""
        raw = wanted.encode()
        owners = self._owners_within(self._position(raw), self._position(raw + b"\xff"), country)
        is_found = np.zeros(len(self._countries), bool)
        is_found[owners] = True
        yield from map(int, np.flatnonzero(is_found))

    def alike(self, wanted: str, country: str, least: float) -> Iterator[int]:
        """Yield the numbers of those with a name alike, the most alike first.

        Args:
            wanted: the form of a name.
            country: ISO 3166-1 alpha-2 code, or an empty text for everywhere.
            least: share of the longer form's letters that must be right, from 0 to 1.
        """
        names = self._nearest(wanted, country).tolist()
        forms = map(self._form, names)
        alike = process.extract(
            wanted, forms, scorer=OSA.normalized_similarity, processor=None, limit=None, score_cutoff=least - _ROUNDING
        )
        ranked = sorted(
            (-similarity, number)
            for _, similarity, index in alike
            for number in self._owners_within(names[index], names[index] + 1, country).tolist()
        )
        yield from (number for _, number in ranked)

    def __len__(self) -> int:
        """Return the number of forms."""
        return len(self._letters)

    def _form(self, name: int) -> str:
        return self._raw_form(name).decode()

    def _raw_form(self, name: int) -> bytes:
        return self._forms[self._form_starts[name] : self._form_starts[name + 1]]

    def _position(self, raw: bytes) -> int:
        return bisect_left(range(len(self)), raw, key=self._raw_form)

    def _owners_within(self, first: int, last: int, country: str) -> _Numbers:
        """Return the numbers of the places of the names from `first` to before `last`."""
        owners = self._owners[self._owner_starts[first] : self._owner_starts[last]]
        return owners[self._countries[owners] == country.encode()] if country else owners

    def _nearest(self, wanted: str, country: str) -> NDArray[np.integer]:
        """Return some thousands of names, those whose bits differ least from the wanted one's."""
        among = self._names_of(country) if country else None
        differences = self._differences(wanted, among)
        limit = bisect_left(range(128), _COMPARED, key=lambda most: int(np.count_nonzero(differences <= most)))
        nearest = np.flatnonzero(differences <= limit)
        return nearest if among is None else among[nearest]

    def _names_of(self, country: str) -> NDArray[np.uint32]:
        code = int(_code(np.array([country.encode()], "S2"))[0])
        return self._by_country[self._country_starts[code] : self._country_starts[code + 1]]

    def _differences(self, wanted: str, among: NDArray[np.uint32] | None) -> NDArray[np.uint8]:
        """Return how many bits of each name are not as the wanted one's."""
        letters, pairs = _signatures([wanted])
        differences = np.empty(len(self) if among is None else len(among), np.uint8)
        for start in range(0, len(differences), _BLOCK):
            block = slice(start, start + _BLOCK)
            chosen = block if among is None else among[block]
            np.add(
                np.bitwise_count(self._letters[chosen] ^ letters),
                np.bitwise_count(self._pairs[chosen] ^ pairs),
                out=differences[block],
            )
        return differences
