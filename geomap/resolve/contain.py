"""Whether one place lies in another or near it, as far as the gazetteer's points and codes tell."""

import math
from functools import lru_cache

from geopy.distance import geodesic

from geomap.records import Place

# Kilometers from a place's point within which what it contains has its own, where no code of division tells. For
# settlements a radius grows with the root of the population, that is, area with population: 10 km more per million and
# up to 40, which takes in the new towns of Cairo (التجمع الخامس, 25 km from its point).
_SMALLEST_TOWN_KM = 8.0
_MILLIONS_TOWN_KM = 10.0
_LARGEST_TOWN_KM = 40.0
_RADIUS_KM = {"PPLX": 6.0, "ADM1": 120.0, "ADM2": 50.0, "ADM3": 30.0, "ISL": 80.0, "RGN": 250.0}
_AREA_KM = 150.0
_LANDMARK_KM = 5.0
_NEAR_KM = 120.0
"""On top of its size: what news calls west of a town or near it lies within the next province."""
_EARTH_KM = 6371.0


def lies_in(place: Place, container: Place) -> bool:
    """Tell whether a place lies in another."""
    if place.id == container.id or place.is_country or _differ(place.country_code, container.country_code):
        return False
    if container.is_country:
        return place.country_code == container.country_code
    if container.feature_code == "ADM1" and place.admin1_code and container.admin1_code:
        return place.admin1_code == container.admin1_code
    return is_closer(place, container, size_km(container))


def lies_near(place: Place, other: Place) -> bool:
    """Tell whether a place lies in what surrounds another, or in it where that is a country."""
    if other.is_country or place.is_country:
        return lies_in(place, other)
    return place.id != other.id and is_closer(place, other, size_km(other) + _NEAR_KM)


def nearness(place: Place, other: Place) -> float:
    """Return how near a place lies to another: 1 at its point, 0 at twice the reach of `lies_near`."""
    reach = 2 * (size_km(other) + _NEAR_KM)
    return max(0.0, 1 - distance_km(place.latitude, place.longitude, other.latitude, other.longitude) / reach)


def size_km(place: Place) -> float:
    """Return about how far from its point what a place contains may lie; not for countries."""
    if place.feature_code in _RADIUS_KM:
        return _RADIUS_KM[place.feature_code]
    if place.feature_class == "P":
        return min(_LARGEST_TOWN_KM, _SMALLEST_TOWN_KM + _MILLIONS_TOWN_KM * math.sqrt(place.population / 1e6))
    return _AREA_KM if place.is_area else _LANDMARK_KM


def is_closer(place: Place, other: Place, kilometers: float) -> bool:
    """Tell whether two places lie closer to each other than a distance."""
    if not may_be_closer(place, other, kilometers):
        return False
    return distance_km(place.latitude, place.longitude, other.latitude, other.longitude) <= kilometers


def may_be_closer(place: Place, other: Place, kilometers: float) -> bool:
    """Tell whether two places may, by the distance on a sphere, which is within 0.6% of the true one and cheap."""
    degrees = math.radians(place.latitude), math.radians(other.latitude)
    across = math.radians(place.longitude - other.longitude) / 2
    down = (degrees[0] - degrees[1]) / 2
    chord = math.sin(down) ** 2 + math.cos(degrees[0]) * math.cos(degrees[1]) * math.sin(across) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(chord))) <= kilometers * 1.01


@lru_cache(maxsize=1 << 16)
def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the geodesic distance of two points given in degrees; exact, and so worth remembering."""
    return float(geodesic((latitude, longitude), (other_latitude, other_longitude)).km)


def _differ(code: str, other: str) -> bool:
    return bool(code and other) and code != other
