"""What a source's item becomes: a row of the gazetteer, or the reason why it is left out."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

from geomap.arabic import fold
from geomap.gazetteer import fields
from geomap.gazetteer.imports.feature_codes import Feature
from geomap.gazetteer.keys import key
from geomap.gazetteer.naming import clean
from geomap.gazetteer.tables import PlaceRow
from geomap.gazetteer.user import own_id, plain_name
from geomap.records import Place


class LeftOut(StrEnum):
    """Why an item is not imported, in words that follow a count."""

    MALFORMED = "malformed"
    NO_ARABIC_NAME = "without an Arabic name"
    COMMON_WORD = "named by an ordinary word alone"
    UNKNOWN_KIND = "of a kind that has no feature code"
    OBSOLETE = "superseded, deprecated or historical"
    ELSEWHERE = "of another country"
    REPEATED = "with the id of another"
    TWIN = "beside a larger place of the same name"


Item = TypeVar("Item")
Reading: TypeAlias = PlaceRow | LeftOut | None
"""What reading an item gives; None for what is no place at all, such as a corner of a way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Generic[Item]):
    """How the places of one format are read."""

    items: Callable[[Path], Iterator[tuple[int, Item]]]
    """Yields the items of a file, each with its line, or its number from 1; raises a GazetteerError where it breaks."""
    line_of: Callable[[Item], bytes | LeftOut | None]
    """Makes the line of one item, with its line end, or says in a ValueError what is wrong with it; None as above."""
    unit: str = ""
    """What the numbers count, if not lines."""

    def where(self, path: Path, number: int) -> str:
        """Return where an item is, as an error says it."""
        return f"{path}: {self.unit} {number}" if self.unit else f"{path}:{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which places of a public source are taken."""

    countries: frozenset[str] = frozenset()
    """ISO 3166-1 alpha-2 codes; every country if there are none."""
    common_words: frozenset[str] = frozenset()
    """Folded; a place whose usual name is one of them is left out, and they are no further name of any."""

    @property
    def only_country(self) -> str:
        """The one country that is wanted, or an empty text."""
        return next(iter(self.countries)) if len(self.countries) == 1 else ""

    def take(self, row: PlaceRow) -> PlaceRow | LeftOut:
        """Return the row with the names that are safe, or why it is left out."""
        if self.countries and row.place.country_code not in self.countries:
            return LeftOut.ELSEWHERE
        names = tuple(name for name in row.names if fold(name) not in self.common_words)
        return replace(row, names=names) if names[:1] == row.names[:1] else LeftOut.COMMON_WORD


def is_named_bare(feature: Feature, population: int) -> bool:
    """Tell whether text names such a place without the noun of type that may stand before its name: مدينة, محافظة, حي.

    It does so for first-level divisions and places of some size. A small one is left whole: قرية السلام is a village,
    السلام alone is peace. To anything but settlements and divisions the noun belongs (مركز الملك عبد العزيز).
    """
    feature_class, code = feature
    return code == "ADM1" or (feature_class in {"A", "P"} and population >= _LEAST_PEOPLE)


def arabic_names(names: Iterable[str], others: Iterable[str], latin: str, *, is_bare: bool) -> tuple[str, ...]:
    """Return the names that are spelled in Arabic, cleaned, without those that fold merges with an earlier one.

    Args:
        names: Names that a public source says are Arabic, the usual one first; without any, nothing is returned.
        others: Further such names, historic ones, say, of which none may become the usual one.
        latin: The place's usual name in Latin letters, or an empty text.
        is_bare: Whether the names lose a noun of type, see `is_named_bare`.
    """

    def cleaned(names: Iterable[str]) -> list[str]:
        return [clean for name in names if (clean := _arabic_name(name, latin, is_bare=is_bare))]

    usual = cleaned(names)
    unique: dict[str, str] = {}
    for name in (*usual, *cleaned(others)) if usual else ():
        unique.setdefault(key(name), name)
    return tuple(unique.values())


_ADMIN1 = re.compile("[A-Za-z0-9._-]{0,20}")
_MOST_PEOPLE = 10**10
_LEAST_PEOPLE = 10_000
_REMARK = re.compile(r"\s*[(،,].*")  # what tells namesakes apart: حلب (سوريا)


def _arabic_name(name: str, latin: str, *, is_bare: bool) -> str:
    text = _REMARK.sub("", plain_name(name))
    if is_bare:
        text = clean(text, latin)
    try:
        return fields.arabic_name(text)
    except ValueError:
        return ""


def place_row(  # noqa: PLR0913  # one parameter per thing that every source states
    *,
    place_id: str,
    name: str,
    names: tuple[str, ...],
    coordinates: tuple[float | str, float | str],
    feature: Feature,
    country_code: str = "",
    admin1_code: str = "",
    population: int = 0,
) -> PlaceRow:
    """Return a row whose fields hold what they should.

    Args:
        place_id: See `Place.id`; if empty, one that the same name and coordinates always give.
        name: Usual name in Latin letters, or an empty text: then the Arabic one is shown.
        names: Arabic names, the usual one first.
        coordinates: Latitude and longitude in WGS84 degrees.
        feature: Class and code.
        country_code: ISO 3166-1 alpha-2, in any case.
        admin1_code: Of GeoNames.
        population: Number of people.

    Raises:
        ValueError: A field does not.
    """
    latitude = fields.degrees(str(coordinates[0]), 90, "latitude")
    longitude = fields.degrees(str(coordinates[1]), 180, "longitude")
    if round(latitude, 5) == round(longitude, 5) == 0:
        raise ValueError("the coordinates are 0, 0, where there is no place")
    if not _ADMIN1.fullmatch(admin1_code):
        raise ValueError(f"the admin1_code '{admin1_code}' is no code of letters and digits")
    if population > _MOST_PEOPLE:
        raise ValueError(f"the population '{population}' is more than all people")
    place = Place(
        id=fields.place_id(place_id or own_id(names[0], round(latitude, 5), round(longitude, 5))),
        name=fields.latin_name(" ".join(name.split()) or names[0]),
        name_ar=names[0],
        latitude=round(latitude, 5),
        longitude=round(longitude, 5),
        feature_class=fields.feature_class(feature[0]),
        feature_code=fields.feature_code(feature[1]),
        country_code=fields.country_code(country_code.upper()),
        admin1_code=admin1_code,
        population=fields.population(str(population)),
    )
    return PlaceRow(place=place, names=names)


def line(row: PlaceRow, slug: str) -> bytes:
    """Return the row as a line of `imports/<slug>.tsv`."""
    place = row.place
    cells = (
        place.id, place.name, place.name_ar, "|".join(row.names[1:]), f"{place.latitude:.5f}", f"{place.longitude:.5f}",
        place.feature_class, place.feature_code, place.country_code, place.admin1_code, str(place.population), slug,
    )  # fmt: skip
    return ("\t".join(cells) + "\n").encode()
