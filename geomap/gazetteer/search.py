"""Searches places by a name as a person types it: exactly, as a beginning, or with slips of the pen."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap.errors import GazetteerError
from geomap.gazetteer.index import Gazetteer
from geomap.gazetteer.notes import NameNote
from geomap.records import Place

if TYPE_CHECKING:
    from geomap.gazetteer.searchtable import SearchTable

LEAST_ALIKE = 0.6
"""Share of the longer name's letters that must be right; the others are left out, put in, changed or swapped.

Of 300 names of places over 10,000 people, 99.7% find their place among the first ten with one random slip; with two
slips 82% at 0.6. Of 150 names two slips are found for 97% at 0.5, amid nine places, 89% at 0.6, amid three, and 79% at
0.67. Amid a million other places it is 95% with one slip and 80% with two (`python -m benchmarks.index`)."""


def search(gazetteer: Gazetteer, query: str, *, country: str = "", limit: int = 10) -> tuple[Place, ...]:
    """Return the places of this name, then those whose names begin so, then those with names alike.

    Within the first two kinds the most populous place comes first, within the last the one whose name is most alike.

    Args:
        gazetteer: where to search.
        query: a name in Arabic or Latin letters; neither diacritics, spaces nor the spelling of hamza matter.
        country: ISO 3166-1 alpha-2 code of the country to search in; everywhere unless given.
        limit: the number of places that is enough.

    Raises:
        GazetteerError: the query has no letter or digit.
    """
    from geomap.gazetteer.searchtable import form  # noqa: PLC0415  # numpy, which no look-up needs

    wanted = form(query)
    if not wanted:
        raise GazetteerError(f"'{query}': no letter or digit to search for; write a name or its beginning")
    found: dict[str, Place] = {}
    for number in _ranked(gazetteer.search_table, wanted, country):
        place = gazetteer.place_at(number)
        found[place.id] = place
        if len(found) == limit:
            break
    return tuple(found.values())


def _ranked(table: "SearchTable", wanted: str, country: str) -> Iterator[int]:
    """Yield the numbers of places, the best first; the names alike are sought only when they are asked for."""
    yield from table.named(wanted, country)
    yield from table.beginning(wanted, country)
    yield from table.alike(wanted, country, LEAST_ALIKE)


def line(place: Place) -> str:
    """Return a place as tab-separated name_ar, name, id, country_code, feature_code, coordinates and population."""
    coordinates = f"{place.latitude}, {place.longitude}"
    cells = (place.name_ar, place.name, place.id, place.country_code, place.feature_code, coordinates)
    return "\t".join((*cells, str(place.population)))


def note_line(note: NameNote) -> str:
    """Return a note as a tab, then tab-separated name, kind, years, and the note in Arabic and English."""
    years = f"{note.since}-{note.until}" if note.since or note.until else ""
    return f"\t{note.name}\t{note.kind}\t{years}\t{note.text_ar}\t{note.text_en}"
