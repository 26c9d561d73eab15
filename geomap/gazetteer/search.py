"""Searches places by a name as a person types it: exactly, as a beginning, or with slips of the pen."""

from collections.abc import Iterator

from geomap.errors import GazetteerError
from geomap.gazetteer.index import Gazetteer
from geomap.gazetteer.keys import search_key
from geomap.records import Place

LEAST_ALIKE = 0.6
"""Share of the longer name's letters that must be right; the others are left out, put in, changed or swapped.

Of 150 names of places over 10,000 people, 99% find their place among the first ten with one random slip, whatever the
value from 0.5 to 0.75; with two slips 97% at 0.5, amid nine places, 89% at 0.6, amid three, and 79% at 0.67."""


def search(gazetteer: Gazetteer, query: str, *, country: str = "", limit: int = 10) -> tuple[Place, ...]:
    """Return the places of this name, then those whose names begin so, then those with names alike.

    Within the first two kinds the most populous place comes first, within the last the one whose name is most alike.

    Args:
        gazetteer: where to search.
        query: a name in Arabic or Latin letters; neither diacritics nor the spelling of hamza matter.
        country: ISO 3166-1 alpha-2 code of the country to search in; everywhere unless given.
        limit: the number of places that is enough.

    Raises:
        GazetteerError: the query has no letter or digit.
    """
    wanted = search_key(query)
    if not wanted:
        raise GazetteerError(f"'{query}': no letter or digit to search for; write a name or its beginning")
    found: dict[str, Place] = {}
    for number in _ranked(gazetteer, wanted):
        place = gazetteer.place_at(number)
        if country in {"", place.country_code}:
            found[place.id] = place
        if len(found) == limit:
            break
    return tuple(found.values())


def _ranked(gazetteer: Gazetteer, wanted: str) -> Iterator[int]:
    """Yield the numbers of places, the best first; the names alike are sought only when they are asked for."""
    beginning = sorted((name != wanted, number) for name, number in gazetteer.named(wanted))
    yield from (number for _, number in beginning)
    yield from _alike(gazetteer, wanted)


def _alike(gazetteer: Gazetteer, wanted: str) -> Iterator[int]:
    from rapidfuzz import process  # noqa: PLC0415  # most searches end before
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    names, numbers = zip(*gazetteer.named(), strict=True)
    alike = process.extract(
        wanted, names, scorer=OSA.normalized_similarity, processor=None, limit=None, score_cutoff=LEAST_ALIKE
    )
    ranked = sorted((-similarity, numbers[index]) for _, similarity, index in alike)
    yield from (number for _, number in ranked)


def line(place: Place) -> str:
    """Return a place as tab-separated name_ar, name, id, country_code, feature_code, coordinates and population."""
    coordinates = f"{place.latitude}, {place.longitude}"
    cells = (place.name_ar, place.name, place.id, place.country_code, place.feature_code, coordinates)
    return "\t".join((*cells, str(place.population)))
