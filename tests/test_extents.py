"""How wide places are, against what Natural Earth's outlines and the gazetteer itself say."""

import math

import pytest
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.gazetteer import extents, tables
from geomap.gazetteer.locate import data_folder
from geomap.records import Place

PLACES = {row.place.id: row.place for row in tables.places(data_folder())}
COUNTRIES = [place for place in PLACES.values() if extents.part_of_country(place, extents.CENTER)]
LIBYA, MALI, TUNISIA, ALGERIA = "geonames:2215636", "geonames:2453866", "geonames:2464461", "geonames:2589581"

TOWNS = {
    ("geonames:2453866", "N"): "geonames:2455290",  # Kidal
    (LIBYA, "S"): "geonames:2212775",  # Sebha
    (LIBYA, "NW"): "geonames:2210247",  # Tripoli
    (LIBYA, "E"): "geonames:88319",  # Benghazi
    (TUNISIA, "S"): "geonames:2464701",  # Tataouine
}


def within(place: Place, circle: extents.Extent, slack_km: float = 1.0) -> bool:
    away = geodesic((place.latitude, place.longitude), (circle.latitude, circle.longitude)).km
    return bool(away <= circle.radius_km + slack_km)


def test_most_countries_have_an_outline() -> None:
    with_outline = {place.country_code for place in COUNTRIES}
    assert {"LY", "TN", "DZ", "ML", "SY", "PS", "EH", "US", "RU"} <= with_outline
    assert len(with_outline) > 200


@pytest.mark.parametrize("side", extents.SIDES)
def test_a_part_lies_on_its_side_of_the_country(side: str) -> None:
    bearing = math.radians(45 * extents.SIDES.index(side))
    for place in COUNTRIES:
        part, center = extents.part_of_country(place, side), extents.part_of_country(place, extents.CENTER)
        if part and center:
            north = part.latitude - center.latitude
            east = (part.longitude - center.longitude) * math.cos(math.radians(center.latitude))
            assert north * math.cos(bearing) + east * math.sin(bearing) > 0, place.name
            assert part.radius_km <= 2.5 * center.radius_km, place.name


@pytest.mark.parametrize(("country", "side", "town"), [(*key, town) for key, town in TOWNS.items()])
def test_known_towns_lie_in_the_parts_where_news_put_them(country: str, side: str, town: str) -> None:
    part = extents.part_of_country(PLACES[country], side)
    assert part
    assert within(PLACES[town], part)


@pytest.mark.parametrize("country", [LIBYA, MALI, TUNISIA, ALGERIA])
def test_a_country_s_circle_holds_its_cities(country: str) -> None:
    place = PLACES[country]
    whole = extents.Extent(latitude=place.latitude, longitude=place.longitude, radius_km=extents.radius_km(place))
    cities = [other for other in PLACES.values() if other.country_code == place.country_code and other.population]
    assert len(cities) > 10
    assert all(within(city, whole, slack_km=10) for city in cities)


def test_a_border_is_the_same_from_both_sides_and_only_between_neighbors() -> None:
    assert extents.border("TN", "LY") == extents.border("LY", "TN")
    assert extents.border("TN", "EG") is None
    found = extents.border("LY", "TN")
    assert found
    assert within(PLACES["geonames:2472431"], found), "Ben Gardane, 25 km from the crossing of Ras Ajdir"
    assert not within(PLACES["geonames:2210247"], found), "Tripoli"


@settings(deadline=None)
@given(place=st.sampled_from([place for place in PLACES.values() if place.feature_class == "P"]))
def test_a_town_has_a_size_that_grows_with_its_people(place: Place) -> None:
    assert 1 < extents.radius_km(place) <= 70


def test_a_division_is_as_wide_as_its_towns_lie_apart() -> None:
    assert extents.radius_km(PLACES["geomap:dz-algiers"]) < 40
    assert extents.radius_km(PLACES["geomap:sa-riyadh"]) > 150


def test_every_row_of_the_files_is_of_a_place_of_the_gazetteer() -> None:
    def ids(first: str, *_: str) -> str:
        return first

    folder = data_folder()
    assert set(tables.rows(folder / extents.EXTENT_FILE, extents.EXTENT_COLUMNS, ids)) <= set(PLACES)
