"""Towns that are called like a city of the gazetteer and that Arabic texts hardly ever name: Perth in Scotland.

They have no Arabic name in the gazetteer. To know of them is to know that the city may not be meant.
"""

from collections import defaultdict
from functools import cache

from geomap.gazetteer import fields
from geomap.gazetteer.locate import data_folder
from geomap.gazetteer.tables import rows
from geomap.records import Place

NAMESAKE_FILE = "namesakes.tsv"
NAMESAKE_COLUMNS = ("id", "name", "latitude", "longitude", "country_code", "admin1_code", "population")


def namesakes(name: str) -> tuple[Place, ...]:
    """Return the towns of a name in Latin letters that the gazetteer has not."""
    return tuple(_by_name().get(name, ()))


@cache
def _by_name() -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for place in rows(data_folder() / NAMESAKE_FILE, NAMESAKE_COLUMNS, _row):
        found[place.name].append(place)
    return found


def _row(*cells: str) -> Place:
    place_id, name, latitude, longitude, country, admin1, population = cells
    return Place(
        id=fields.place_id(place_id),
        name=fields.latin_name(name),
        name_ar="",
        latitude=fields.degrees(latitude, 90, "latitude"),
        longitude=fields.degrees(longitude, 180, "longitude"),
        feature_class="P",
        feature_code="PPL",
        country_code=fields.country_code(country),
        admin1_code=admin1,
        population=fields.population(population),
    )
