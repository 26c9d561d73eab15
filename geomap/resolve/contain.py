"""Whether one place lies in another or near it, as far as the gazetteer's points and codes tell."""

import math
from functools import lru_cache

from geopy.distance import geodesic

from geomap.gazetteer.extents import border, radius_km
from geomap.records import Place

# What a place contains may lie a little outside of the circle that stands for it: half its radius, and 10 km for the
# points of both. That takes in the new towns of Cairo (التجمع الخامس, 25 km from its point).
_SLACK_KM, _SLACK = 10.0, 1.5
_NEAR_KM = 200.0
"""On top of its size: what news calls west of a town or near it lies in this province or the next."""
_FROM_BORDER_KM = 100.0
_EARTH_KM = 6371.0
_SPHERE = 0.01
"""Share of a distance by which that on a sphere may be off, at most."""


def lies_in(place: Place, container: Place) -> bool:
    """Tell whether a place lies in another."""
    if place.id == container.id or place.is_country or _differ(place.country_code, container.country_code):
        return False
    if container.is_country:
        return place.country_code == container.country_code
    if container.feature_code == "ADM1" and place.admin1_code and container.admin1_code:
        return place.admin1_code == container.admin1_code
    if container.feature_class == "A" and _differ(place.admin1_code, container.admin1_code):
        return False
    holds = container.feature_code != "PPLX" or place.feature_class not in {"A", "P"}  # no town lies in a quarter
    return holds and is_closer(place, container, size_km(container))


def lies_near(place: Place, other: Place) -> bool:
    """Tell whether a place lies in what surrounds another, or in it where that is a country."""
    if other.is_country or place.is_country:
        return lies_in(place, other)
    return place.id != other.id and is_closer(place, other, size_km(other) + _NEAR_KM)


def lies_at_border(place: Place, country: Place) -> bool:
    """Tell whether a place lies in a neighbor of a country, within reach of their border."""
    middle = border(place.country_code, country.country_code) if country.is_country else None
    if middle is None:
        return False
    kilometers = distance_km(place.latitude, place.longitude, middle.latitude, middle.longitude)
    return kilometers <= middle.radius_km + _FROM_BORDER_KM


def nearness(place: Place, other: Place) -> float:
    """Return how near a place lies to another: 1 at its point, 0 at twice the reach of `lies_near`."""
    reach = 2 * (size_km(other) + _NEAR_KM)
    return max(0.0, 1 - distance_km(place.latitude, place.longitude, other.latitude, other.longitude) / reach)


def size_km(place: Place) -> float:
    """Return about how far from its point what a place contains may lie."""
    return _SLACK_KM + _SLACK * radius_km(place)


def is_closer(place: Place, other: Place, kilometers: float) -> bool:
    """Tell whether two places lie closer to each other than a distance.

    The distance on a sphere, cheap and within 0.6% of the true one, mostly tells.
    """
    about = about_km(place, other)
    if abs(about - kilometers) > _SPHERE * kilometers:
        return about < kilometers
    return distance_km(place.latitude, place.longitude, other.latitude, other.longitude) <= kilometers


def about_km(place: Place, other: Place) -> float:
    """Return the distance of two places on a sphere, within 0.6% of the true one."""
    degrees = math.radians(place.latitude), math.radians(other.latitude)
    across = math.radians(place.longitude - other.longitude) / 2
    down = (degrees[0] - degrees[1]) / 2
    chord = math.sin(down) ** 2 + math.cos(degrees[0]) * math.cos(degrees[1]) * math.sin(across) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


@lru_cache(maxsize=1 << 16)
def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the geodesic distance of two points given in degrees; exact, and so worth remembering."""
    return float(geodesic((latitude, longitude), (other_latitude, other_longitude)).km)


def _differ(code: str, other: str) -> bool:
    return bool(code and other) and code != other
