"""Reads places of GeoNames' dumps, whose lines have 19 columns, and chooses their Arabic names."""

import re
from dataclasses import dataclass

from geomap.arabic import fold
from geomap.gazetteer import fields
from geomap.gazetteer.build import ARAB_STATES
from geomap.gazetteer.imports.alternates import Alternates, has_arabic_script
from geomap.gazetteer.imports.rows import LeftOut, Reading, Wanted, arabic_names, is_named_bare, place_row
from geomap.gazetteer.naming import choose, clean, variants
from geomap.gazetteer.user import plain_name

COLUMNS = 19
_FORMER_DIVISION = re.compile("ADM.?H")
_LATIN = re.compile("[A-Za-z]")
_ARABIC = re.compile("[\u0600-\u06ff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """What is used of a line."""

    geonameid: int
    name: str
    alternate_names: tuple[str, ...]
    coordinates: tuple[str, str]
    feature: tuple[str, str]
    country_code: str
    admin1_code: str
    population: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GeoNames:
    """Reads lines of country dumps and of allCountries alike."""

    wanted: Wanted
    alternates: Alternates | None = None
    """None where only the dump itself is given."""

    def read(self, line: bytes) -> Reading:
        """Return the place of a line, or why it is left out.

        Raises:
            ValueError: The line is malformed.
        """
        columns = line.count(b"\t") + 1
        if columns != COLUMNS:
            raise ValueError(f"{columns} columns, not the {COLUMNS} of a GeoNames dump")
        if not has_arabic_script(line) and not self._has_alternates(line):
            return LeftOut.NO_ARABIC_NAME  # nine lines of ten, told without parting them
        row = _row(line)
        if not row.feature[1]:
            return LeftOut.UNKNOWN_KIND
        if _FORMER_DIVISION.fullmatch(row.feature[1]):
            return LeftOut.OBSOLETE
        names = self._names(row)
        if not names:
            return LeftOut.NO_ARABIC_NAME
        return self.wanted.take(
            place_row(
                place_id=f"geonames:{row.geonameid}",
                name=row.name,
                names=names,
                coordinates=row.coordinates,
                feature=row.feature,
                country_code=row.country_code,
                admin1_code=row.admin1_code,
                population=row.population,
            )
        )

    def _has_alternates(self, line: bytes) -> bool:
        return self.alternates is not None and int(line.partition(b"\t")[0]) in self.alternates.ranked

    def _names(self, row: _Row) -> tuple[str, ...]:
        """Return the names tagged as Arabic; in the Arab world else those of no tag that sound like the Latin ones."""
        is_bare, untagged = is_named_bare(row.feature, row.population), row.alternate_names
        if self.alternates:
            current, historic = self.alternates.current(row.geonameid), self.alternates.historic(row.geonameid)
            if names := arabic_names(current, historic, row.name, is_bare=is_bare):
                return _with_article(names, row)
            untagged = tuple(self.alternates.untagged(row.geonameid))
        if row.country_code not in ARAB_STATES:
            return ()
        latin = [row.name, *(name for name in row.alternate_names if _LATIN.search(name) and not _ARABIC.search(name))]
        chosen = choose(
            (name for name in untagged if _ARABIC.search(name) and (is_bare or _is_whole(name, row.name))), latin
        )
        return (chosen[0], *variants(chosen[0], chosen)) if chosen else ()


def _with_article(names: tuple[str, ...], row: _Row) -> tuple[str, ...]:
    """Return tagged names with the article that the usual one lacks, where another name has it: البصرة for بصرة."""
    full = f"ال{names[0]}"
    if row.country_code in ARAB_STATES and full in map(plain_name, row.alternate_names):
        return (full, *(name for name in names[1:] if fold(name) != fold(full)))
    return names


def _is_whole(name: str, latin: str) -> bool:
    """Tell whether `choose` would leave a name as it is, with its noun of type if it has one."""
    return clean(name, latin) == plain_name(name).replace("-", " ")


def _row(line: bytes) -> _Row:
    cells = line.decode().split("\t")
    return _Row(
        geonameid=int(cells[0]),
        name=cells[1],
        alternate_names=tuple(filter(None, cells[3].split(","))),
        coordinates=(cells[4], cells[5]),
        feature=(cells[6], cells[7]),
        country_code=cells[8],
        admin1_code=cells[10],
        population=fields.population(cells[14]),
    )
