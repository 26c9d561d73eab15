"""The types of place that a reader of the map tells apart: groups of GeoNames' feature classes."""

from geomap.records import Location, Place

PLACE_TYPES = ("country", "division", "settlement", "region", "water", "terrain", "site")
"""All types, from the widest and most mentioned on."""

_TYPES = {"A": "division", "P": "settlement", "L": "region", "H": "water", "T": "terrain", "U": "water", "V": "terrain"}


def place_type(place: Place | Location) -> str:
    """Return the type of a place: a building, road or anything else that GeoNames classes as such is a site.

    A location whose noun tells no class, such as the north of a country, is a region.
    """
    if isinstance(place, Location) and not place.feature_class:
        return "region"
    return "country" if isinstance(place, Place) and place.is_country else _TYPES.get(place.feature_class, "site")
