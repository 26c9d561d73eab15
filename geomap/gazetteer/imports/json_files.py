"""Reads GeoJSON and Overpass JSON feature by feature, however large the file is, and gives a geometry one point."""

import codecs
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from geomap.errors import GazetteerError

Feature = Mapping[str, Any]
"""A GeoJSON feature or an element of OpenStreetMap, as it stands in the file."""

_SEPARATOR = bytes.maketrans(b"\x1e", b" ")  # stands before each feature of a text sequence (RFC 8142)
_LISTS = {"features": "features.item", "elements": "elements.item"}


class _Text:
    """A file as `ijson` reads it, without byte order mark and record separators."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        if file.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
            file.seek(0)

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size).translate(_SEPARATOR)


def features(path: Path) -> Iterator[tuple[int, Feature]]:
    """Yield the features of a file, numbered from 1.

    Args:
        path: A GeoJSON feature, FeatureCollection, or features one after another (RFC 8142, or one per line), or the
            JSON of OpenStreetMap's Overpass, whose elements are its features.

    Raises:
        GazetteerError: The file cannot be read, or is no JSON to its end.
    """
    import ijson  # noqa: PLC0415  # only imports need it

    number = 0
    try:
        prefix = _prefix(path)
        with path.open("rb") as file:
            found = ijson.items(_Text(file), prefix, multiple_values=not prefix, use_float=True)
            for number, feature in enumerate(found, start=1):
                yield number, feature
    except ijson.JSONError as error:
        reason = " ".join(str(error).split("\n")[0].split())
        raise GazetteerError(f"{path}: not JSON after feature {number} ({reason}); download the file again") from None
    except OSError as error:
        raise GazetteerError(f"{path}: {error.strerror}; choose another file") from None


def _prefix(path: Path) -> str:
    """Return where in the document `ijson` finds the features; nowhere deeper where features stand one after another.

    The first key of the outermost object that has the features decides.
    """
    import ijson  # noqa: PLC0415  # as above

    with path.open("rb") as file:
        for prefix, event, value in ijson.parse(_Text(file), multiple_values=True):
            if not prefix and event == "map_key" and value in _LISTS:
                return _LISTS[value]
            if prefix == "type" and value == "Feature":
                return ""
    return ""


def point(geometry: object) -> tuple[float, float]:
    """Return the latitude and longitude, in degrees, of a point in a GeoJSON geometry: for an area, one inside it.

    Raises:
        ValueError: It is no geometry, or an empty one.
    """
    import shapely  # noqa: PLC0415  # 0.1 s, and only imports need it

    if not isinstance(geometry, dict):
        raise ValueError("there is no geometry")  # noqa: TRY004  # told as what else is wrong with the feature
    try:
        inside = shapely.geometry.shape(geometry).representative_point()
        return float(inside.y), float(inside.x)
    except (shapely.errors.ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        raise ValueError("the geometry is malformed or empty") from None
