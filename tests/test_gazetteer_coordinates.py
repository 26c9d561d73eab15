"""Every shipped place lies in its country, as Natural Earth draws it, and among its cities, as GeoNames has them.

Both tell a wrong country and a gross slip, not a village that is two kilometers off.
"""

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from geomap.gazetteer import tables
from geomap.gazetteer.build import ARAB_STATES
from geomap.gazetteer.locate import data_folder
from geomap.records import Place

OUTLINES = Path(__file__).parent / "data" / "outlines.json.gz"
"""Written by benchmarks/outlines.py."""

ON_LAND = 9
"""How many kilometers a place may lie outside its country's outline.

The outline strays up to 7 km from the border, 2 km in and around the Arab states, and lacks islets and reclaimed land.
"""
ALLOWANCES = (
    ({"PRT", "BDG"}, 40, "oil terminals at sea, deep-water ports on islets, and bridges over straits"),
    ({"OILF", "GASF"}, 300, "offshore fields, within the 370 km of an exclusive economic zone"),
    ({"ISL", "ISLS", "REEF", "VLC", "CAPE"}, 120, "islands too small for the outlines, some of them volcanoes"),
    (set("BAY CHN GULF LK SEA STRT".split()), 70, "waters of one country: their middle is off its shore"),
)
"""Feature codes that may lie farther out than `ON_LAND`, how many kilometers, and why."""

DRAWN_WITH = {"GF": "FR", "GP": "FR", "MQ": "FR", "RE": "FR", "YT": "FR", "SJ": "NO", "VA": "IT", "CC": "CX"}
"""Countries and territories that have no outline of their own → whose outline holds them."""

DISPUTED = (
    ("EH", "MA", (-17.2, 20.7, -8.6, 27.7), "Western Sahara west of the wall is held by Morocco"),
    ("UA", "RU", (32.4, 44.3, 36.7, 46.3), "Crimea is Ukraine's in GeoNames; Natural Earth draws who holds it"),
    ("SY", "IL", (35.6, 32.6, 35.9, 33.4), "the Golan is Syria's in the gazetteer; Natural Earth draws who holds it"),
    ("SS", "SD", (24.0, 8.5, 26.0, 10.5), "Kafia Kingi is claimed by both Sudans"),
)
"""Country code, the outline that holds the place instead, within west, south, east, north; and why.

The other disputed places need no exception: East Jerusalem, Abyei, Halayeb, Kosovo and Kashmir have the code of the
outline that they lie in; Somaliland is merged into Somalia, and Northern Cyprus into Cyprus.
"""

OUTSIDE = {
    "geonames:8199394": "Ariel, a settlement in the West Bank, which GeoNames gives to Israel",
    "geomap:das-island-airport-ae": "on an island in the Gulf, which the outlines lack",
    "geomap:kastellorizo": "a Greek island off Turkey's shore, which the outlines lack",
    "geomap:matsu-islands": "Taiwan's, off the mainland",
    "geomap:pratas": "Taiwan's, in the South China Sea",
}
"""Places that lie farther from their country than `ALLOWANCES` admit, and why that is right."""

NEIGHBORS, NEIGHBOR_KM = 5, 250
"""One of so many nearest cities, no farther off than this, must be in a place's own country."""
NEAR_BORDER = 2
"""Outside the Arab states cities.tsv is sparse; there, places are looked at that lie so many kilometers out or more."""

ALONE = {
    "geonames:2461423": "EH: Zug, beyond the wall; a city of Morocco's code is the nearest",
    "geonames:373130": "SS: Kafia Kingi, claimed by both Sudans",
    "geonames:3133895": "NO: Tromso, north of all cities of 100,000",
    "geonames:11748651": "MR: Bir Mogrein, whose neighbors are Western Sahara's",
    "geomap:ain-ben-tili": "MR: on the northern border, as the former",
    "geomap:al-kharkhir-sa": "SA: in the Empty Quarter, on the border of Yemen and Oman",
    "geomap:avaza": "TM: on the Caspian, far from all cities of 100,000",
    "geomap:batha-crossing-sa": "SA: a crossing; Qatar's cities are nearer",
    "geomap:chegga": "MR: in the desert between Algeria and Mali",
    "geomap:debdeb-crossing": "DZ: a crossing, opposite Ghadames in Libya",
    "geomap:dibba-al-baya-om": "OM: one town with Dibba Al-Hisn of the Emirates, in an exclave",
    "geomap:jisr-al-qamar-crossing": "LB: a crossing, in a corner of Syrian towns",
    "geomap:kirkenes": "NO: on Russia's border",
    "geomap:maaten-al-sarra-air-base": "LY: in the desert, 317 km from Kufra",
    "geomap:narvik": "NO: north of all cities of 100,000",
    "geomap:port-say": "DZ: on the border, 3 km from Morocco's Saidia",
    "geomap:ramot-golan": "SY: a settlement in the Golan, see DISPUTED",
    "geomap:salwa-sa": "SA: on the border of Qatar",
    "geomap:shaibah-airport-sa": "SA: in the Empty Quarter; the Emirates' towns are nearer",
    "geomap:sharq-el-owainat-airport": "EG: in the desert, 299 km from Abu Simbel",
    "geomap:tummo-crossing": "LY: a crossing, 260 km from Qatrun",
}
"""Places with no city of their country among the nearest, and why that is right."""

FAR_DIVISIONS = {
    "geomap:sa-al-qunfudhah": "Mecca's province reaches 300 km along the coast",
    "geomap:sa-rafha": "280 km from the other towns of the Northern Borders",
}
"""Second-level divisions that lie farther from their first-level division's cities than other ones' cities."""

Shapes = Mapping[str, shapely.Geometry]
Vectors = NDArray[np.float64]


def vectors(places: Sequence[Place]) -> Vectors:
    """The places as points on a globe of radius 1."""
    latitudes, longitudes = np.radians([(place.latitude, place.longitude) for place in places]).T
    flat = np.cos(latitudes)
    return np.stack([flat * np.cos(longitudes), flat * np.sin(longitudes), np.sin(latitudes)], axis=1)


def kilometers(points: Vectors, others: Vectors) -> Vectors:
    """Distances between such points, along the Earth's surface."""
    chords = np.linalg.norm(points - others, axis=1)
    return np.asarray(2 * 6371 * np.arcsin(np.minimum(1, chords / 2)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cities:
    """GeoNames' cities, whose positions nobody wrote by hand."""

    places: Sequence[Place]
    points: Vectors

    @classmethod
    def of(cls, places: Sequence[Place]) -> "Cities":
        return cls(places=places, points=vectors(places))

    def near(self, place: Place) -> list[Place]:
        """The few nearest, no farther off than `NEIGHBOR_KM`."""
        distances = kilometers(self.points, vectors([place]))
        nearest = np.argsort(distances)[:NEIGHBORS]
        return [self.places[i] for i in nearest if distances[i] <= NEIGHBOR_KM]


@pytest.fixture(scope="module")
def outlines() -> Shapes:
    texts = json.loads(gzip.decompress(OUTLINES.read_bytes()))
    shapes = {code: shapely.from_wkt(text) for code, text in texts.items()}
    shapely.prepare(list(shapes.values()))
    return shapes


@pytest.fixture(scope="module")
def places() -> list[Place]:
    """Those that are said to lie in one country; not the countries, whose middle may be in the sea."""
    files = tuple(file for file in tables.PLACE_FILES if file != "countries.tsv")
    return [row.place for row in tables.places(data_folder(), files=files) if row.place.country_code]


@pytest.fixture(scope="module")
def cities() -> Cities:
    rows = tables.places(data_folder(), files=("cities.tsv",))
    return Cities.of([row.place for row in rows if row.place.id.startswith("geonames:")])


def distance(place: Place, code: str, outlines: Shapes) -> float:
    """How many kilometers a place lies outside a country's outline, at most; 0 within."""
    shape = outlines[DRAWN_WITH.get(code, code)]
    point = shapely.Point(place.longitude, place.latitude)
    if shape.covers(point):
        return 0.0
    longitude, latitude = shapely.get_coordinates(shapely.shortest_line(point, shape))[1]
    border = replace(place, latitude=latitude, longitude=longitude)
    return float(kilometers(vectors([place]), vectors([border]))[0])


def allowance(place: Place) -> float:
    return next((most for codes, most, _why in ALLOWANCES if place.feature_code in codes), ON_LAND)


def is_out(place: Place, code: str, outlines: Shapes) -> bool:
    """Whether a place lies farther outside a country's outline than is to be expected of its kind."""
    return distance(place, code, outlines) > allowance(place)


def dispute(place: Place, outlines: Shapes) -> str:
    """Why the place may lie in another country's outline, or nothing."""
    point = shapely.Point(place.longitude, place.latitude)
    reasons = (
        why
        for code, holder, box, why in DISPUTED
        if place.country_code == code and shapely.box(*box).covers(point) and not is_out(place, holder, outlines)
    )
    return next(reasons, "")


def is_alone(place: Place, cities: Cities) -> bool:
    return all(city.country_code != place.country_code for city in cities.near(place))


def is_looked_at(place: Place, outlines: Shapes) -> bool:
    """Whether a place's neighbors tell something."""
    if place.feature_class not in {"P", "S", "R"}:
        return False
    return place.country_code in ARAB_STATES or distance(place, place.country_code, outlines) > NEAR_BORDER


def test_every_place_lies_in_its_country(places: list[Place], outlines: Shapes) -> None:
    out = [place for place in places if is_out(place, place.country_code, outlines)]
    reasons = {place.id: dispute(place, outlines) for place in out}
    assert {place_id for place_id, why in reasons.items() if not why} == set(OUTSIDE)
    assert set(reasons.values()) - {""} == {why for *_, why in DISPUTED}, "an exception that nothing needs"


def test_every_place_has_a_city_of_its_country_among_its_neighbors(outlines: Shapes, cities: Cities) -> None:
    rows = tables.places(data_folder(), files=("localities.tsv", "landmarks.tsv"))
    looked_at = [row.place for row in rows if row.place.country_code and is_looked_at(row.place, outlines)]
    assert len(looked_at) > 3000
    assert {place.id for place in looked_at if is_alone(place, cities)} == set(ALONE)


def test_every_second_level_division_lies_among_the_cities_of_its_first_level_one(
    places: list[Place], cities: Cities
) -> None:
    by_country = {
        code: Cities.of(found)
        for code in {place.country_code for place in places}
        if (found := [city for city in cities.places if city.country_code == code])
    }
    divisions = [place for place in places if place.feature_code == "ADM2" and place.admin1_code]
    assert len(divisions) > 900
    far = {
        place.id
        for place in divisions
        if all(city.admin1_code != place.admin1_code for city in by_country[place.country_code].near(place))
    }
    assert far == set(FAR_DIVISIONS)


TRIPOLI = Place(
    id="geonames:2210247",
    name="Tripoli",
    name_ar="طرابلس",
    latitude=32.887,
    longitude=13.187,
    feature_class="P",
    feature_code="PPLC",
    country_code="LY",
)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(TRIPOLI, country_code="LB"),
        replace(TRIPOLI, latitude=TRIPOLI.longitude, longitude=TRIPOLI.latitude),
        replace(TRIPOLI, longitude=-TRIPOLI.longitude),
        replace(TRIPOLI, latitude=33.0),
        replace(TRIPOLI, country_code="EH"),
        replace(TRIPOLI, country_code="TN", longitude=11.57),
    ],
    ids=[
        "the country of a namesake",
        "swapped",
        "west for east",
        "in the sea",
        "a disputed country",
        "over the border",
    ],
)
def test_a_wrong_position_is_noticed(wrong: Place, outlines: Shapes) -> None:
    assert not is_out(TRIPOLI, TRIPOLI.country_code, outlines)
    assert is_out(wrong, wrong.country_code, outlines)
    assert not dispute(wrong, outlines)


def test_a_wrong_country_is_noticed_by_the_neighbors(cities: Cities) -> None:
    assert not is_alone(TRIPOLI, cities)
    assert is_alone(replace(TRIPOLI, country_code="LB"), cities)
    assert is_alone(replace(TRIPOLI, latitude=24.0, longitude=-30.0), cities)
