"""Reads coordinates in any notation that geopy knows, and tells when two places of a name are one."""

from geomap.errors import GazetteerError
from geomap.gazetteer import fields

DEGREES_APART = 0.15
"""Rows of one name, and one class, nearer than this are one place: GeoNames lists a commune beside its seat, say."""
_EXAMPLES = "write them as '32.75 13.27' or '32°45′N 13°16′E', latitude first"


def read_coordinates(text: str) -> tuple[float, float]:
    """Return the latitude and longitude, in degrees, of coordinates in a notation that `geopy.Point` reads.

    geopy skips what precedes the last two numbers (32,75 13,27 would be 13° N, 27° E) and wraps longitudes around the
    earth; both are refused here.

    Raises:
        GazetteerError: the coordinates are in no such notation, off the earth, or 0, 0.
    """
    from geopy import Point  # noqa: PLC0415  # 60 ms, and only adding a place needs it

    found = Point.POINT_PATTERN.match(text.strip())
    if not found or any(char.isdigit() for char in text.strip()[: found.start("latitude")]):
        raise GazetteerError(f"'{text}': not coordinates; {_EXAMPLES}")
    try:
        fields.degrees(found["latitude_degrees"], 90, "latitude")
        fields.degrees(found["longitude_degrees"], 180, "longitude")
        point = Point(text.strip())
    except ValueError as error:
        raise GazetteerError(f"'{text}': {error}; {_EXAMPLES}") from None
    if point.latitude == point.longitude == 0:
        raise GazetteerError(f"'{text}': there is no place at 0, 0; {_EXAMPLES}")
    return round(point.latitude, 5), round(point.longitude, 5)


def are_near(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> bool:
    """Tell whether two points, in degrees, are so near that places of one name and class there are one."""
    return abs(latitude - other_latitude) < DEGREES_APART and abs(longitude - other_longitude) < DEGREES_APART
