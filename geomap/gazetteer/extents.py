"""How wide places are, where the parts of countries lie, and where countries border on each other.

A circle about a point stands for each, as in the point-radius method: the radius reaches the farthest that may be meant
(Wieczorek, Guo and Hijmans, "The point-radius method for georeferencing locality descriptions", 2004).
"""

import math
from dataclasses import dataclass
from functools import cache

from geomap.gazetteer import fields
from geomap.gazetteer.locate import data_folder
from geomap.gazetteer.tables import rows
from geomap.records import Location, Place

EXTENT_FILE = "extents.tsv"
EXTENT_COLUMNS = ("id", "part", "latitude", "longitude", "radius_km")
BORDER_FILE = "borders.tsv"
BORDER_COLUMNS = ("country_code", "other_code", "latitude", "longitude", "radius_km")

WHOLE = "whole"
CENTER = "C"
SIDES = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
"""The points of the compass, clockwise in steps of 45 degrees."""

# Kilometers, where no file says more. The half diagonals of the boxes that OpenStreetMap gives the places in the IDRISI
# tweets' development set have these medians: ADM2 23 km, villages 3, quarters 1 to 2, ports 1, airports 3.
_RADII = {
    "CONT": 4000, "OCN": 4000, "SEA": 500, "RGN": 100, "RGNH": 100, "RGNE": 100, "GULF": 250, "DSRT": 400, "MTS": 200,
    "PEN": 200, "STM": 200, "CNL": 100, "PLAT": 150, "PLN": 100, "DPR": 100, "VAL": 60, "ISLS": 60, "STRT": 50,
    "BAY": 30, "ISL": 20, "LK": 20, "ADM1": 75, "ADM2": 25, "ADM3": 15, "PPLX": 2,
}  # fmt: skip
_OTHER_AREA = 30
_ACROSS_COUNTRIES = 500  # for regions
_LEAST_TOWN = 2
_PER_SQUARE_KILOMETER = 2500
"""People: a city of a million reaches 11 km.

Built-up areas hold two to four times as many (Angel et al., "Atlas of Urban Expansion"), but cities are no circles: the
seven cities of a million and more in IDRISI's set would have 2,100.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """A circle that holds an area: its middle in degrees, and its radius."""

    latitude: float
    longitude: float
    radius_km: float


def radius_km(place: Place) -> float:
    """Return how far a place reaches from its point, in kilometers: measured for countries, else a rule of thumb."""
    if measured := _extents().get((place.id, WHOLE)):
        return measured.radius_km
    if place.feature_class == "P" and place.feature_code != "PPLX":
        return float(max(_LEAST_TOWN, round(math.sqrt(place.population / _PER_SQUARE_KILOMETER / math.pi))))
    if place.feature_class == "L" and place.is_area and not place.country_code:
        return float(max(_ACROSS_COUNTRIES, _RADII.get(place.feature_code, 0)))
    if place.is_area or place.feature_code == "PPLX":
        return float(_RADII.get(place.feature_code, _OTHER_AREA))
    return 1.0


def uncertainty_km(spot: Place | Location | None) -> float | None:
    """Return how far what is meant may lie or reach from a spot, in kilometers; None for a place that is a point."""
    if isinstance(spot, Location):
        return spot.uncertainty_km
    return radius_km(spot) if spot and spot.is_area else None


def part_of_country(place: Place, part: str) -> Extent | None:
    """Return the circle about one of the `SIDES`, or the `CENTER`, of a country; None where it has no outline."""
    return _extents().get((place.id, part))


def border(country_code: str, other_code: str) -> Extent | None:
    """Return the middle of the border of two countries, with half its length; None where they share none."""
    first, second = sorted((country_code, other_code))
    return _borders().get((first, second))


@cache
def _extents() -> dict[tuple[str, str], Extent]:
    return dict(rows(data_folder() / EXTENT_FILE, EXTENT_COLUMNS, _row))


@cache
def _borders() -> dict[tuple[str, str], Extent]:
    return dict(rows(data_folder() / BORDER_FILE, BORDER_COLUMNS, _row))


def _row(first: str, second: str, latitude: str, longitude: str, radius: str) -> tuple[tuple[str, str], Extent]:
    middle = Extent(
        latitude=fields.degrees(latitude, 90, "latitude"),
        longitude=fields.degrees(longitude, 180, "longitude"),
        radius_km=float(radius),
    )
    return (first, second), middle
