"""Writes how wide countries and divisions are, where their parts lie, and where countries border on each other.

It needs the `dev` extra, and the npm package `world-atlas` at version 2.0.2, unpacked:

    npm pack world-atlas@2.0.2                              # tar xzf
    python -m benchmarks.extents package/countries-10m.json gazetteer

It writes extents.tsv and borders.tsv, which gazetteer/README.md describes.
"""

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import shapely
from geopy.distance import geodesic

from benchmarks.outlines import code_of, outlines
from geomap.gazetteer import tables
from geomap.gazetteer.extents import BORDER_COLUMNS, BORDER_FILE, CENTER, EXTENT_COLUMNS, EXTENT_FILE, SIDES, WHOLE
from geomap.records import Place
from geomap.render.basemap import decode_arcs, rings_of

_WIDE = 400.0  # degrees; wider than the earth
_LEAST_SHARE, _NEAR_DEGREES = 0.05, 5.0
"""What belongs to a country's body: islands of some size not far from its largest part; neither Alaska nor Guiana."""
_BEYOND = 0.15
"""Share of a country's width: Timbuktu is in the north of Mali, though south of its centroid."""
_ASIDE = 0.1
"""Share of a country's width by which a part must lie on its side: Chile has no east to speak of."""
_FEWEST_TOWNS = 3
_NINE_TENTHS = 0.9

_Row = tuple[str, str, float, float, int]


def body(shape: shapely.Geometry) -> shapely.Geometry:
    """Return the parts of a country that its name brings to mind, without far or tiny ones."""
    parts = shapely.get_parts(shape)
    largest = max(parts, key=shapely.area)
    kept = [
        part
        for part in parts
        if shapely.area(part) >= _LEAST_SHARE * shapely.area(largest)
        and shapely.distance(part, largest) < _NEAR_DEGREES
    ]
    return shapely.union_all(kept)


def kilometers_around(shape: shapely.Geometry, latitude: float, longitude: float) -> int:
    """Return the radius of the circle about a point that holds a shape, in kilometers, rounded up."""
    points = {(round(x, 1), round(y, 1)) for x, y in shapely.get_coordinates(shape).tolist()}
    return math.ceil(max(geodesic((latitude, longitude), (y, x)).km for x, y in points))


def middle(shape: shapely.Geometry) -> tuple[float, float]:
    """Return the latitude and longitude of a shape's centroid, or of a point inside where that is outside."""
    point = shapely.centroid(shape)
    point = point if shapely.covers(shape, point) else shapely.point_on_surface(shape)
    return round(point.y, 2), round(point.x, 2)


def parts(shape: shapely.Geometry) -> Iterator[tuple[str, float, float, int]]:
    """Yield the circles about what lies on each side of a country, if enough does."""
    center, origin = shapely.centroid(shape), middle(shape)
    stretch = 1 / math.cos(math.radians(center.y))
    width = math.sqrt(shapely.area(shape) / stretch)
    for number, side in enumerate(SIDES):
        bearing = math.radians(45 * number)
        part = shapely.intersection(shape, fan(center, bearing, stretch, -_BEYOND * width))
        if not shapely.area(part):
            continue
        latitude, longitude = middle(part)
        north, east = latitude - origin[0], (longitude - origin[1]) / stretch
        if north * math.cos(bearing) + east * math.sin(bearing) > _ASIDE * width:
            yield side, latitude, longitude, kilometers_around(part, latitude, longitude)


def fan(center: shapely.Point, bearing: float, stretch: float, start: float) -> shapely.Polygon:
    """Return what lies within 45 degrees of a bearing, in radians, as seen from `start` degrees along it."""
    rays = ((start, 0.0), (_WIDE, -math.pi / 4), (_WIDE, 0.0), (_WIDE, math.pi / 4))
    return shapely.Polygon(
        (center.x + far * stretch * math.sin(bearing + turn), center.y + far * math.cos(bearing + turn))
        for far, turn in rays
    )


def of_country(place: Place, shape: shapely.Geometry) -> Iterator[_Row]:
    """Yield the rows of a country: the whole about the gazetteer's point, its center, its sides."""
    main = body(shape)
    yield place.id, WHOLE, place.latitude, place.longitude, kilometers_around(main, place.latitude, place.longitude)
    latitude, longitude = middle(main)
    yield place.id, CENTER, latitude, longitude, math.ceil(kilometers_around(main, latitude, longitude) / 2)
    yield from ((place.id, *part) for part in parts(main))


def of_divisions(places: list[Place]) -> Iterator[_Row]:
    """Yield how far nine tenths of the towns of each first-level division lie from its point, where it has a few."""
    towns = defaultdict(list)
    for place in places:
        if place.feature_class == "P":
            towns[place.country_code, place.admin1_code].append((place.latitude, place.longitude))
    for place in places:
        own = towns[place.country_code, place.admin1_code]
        if place.feature_code == "ADM1" and place.admin1_code and len(own) >= _FEWEST_TOWNS:
            distances = sorted(geodesic((place.latitude, place.longitude), town).km for town in own)
            radius = math.ceil(distances[int(_NINE_TENTHS * (len(distances) - 1))])
            yield place.id, WHOLE, place.latitude, place.longitude, radius


def borders(topology: dict[str, Any]) -> Iterator[_Row]:
    """Yield for each two neighbors the middle of the longest piece of their border, and half the border's length."""
    arcs = decode_arcs(topology)
    by_code = defaultdict(set)
    for geometry in topology["objects"]["countries"]["geometries"]:
        if code := code_of(geometry):
            by_code[code].update(arc if arc >= 0 else ~arc for ring in rings_of(geometry) for arc in ring)
    for code, other in combinations(sorted(by_code), 2):
        if shared := by_code[code] & by_code[other]:
            lines = shapely.MultiLineString([arcs[arc] for arc in sorted(shared)])
            yield code, other, *half(shapely.simplify(shapely.line_merge(lines), 0.02))


def half(line: shapely.Geometry) -> tuple[float, float, int]:
    """Return the middle of a border's longest piece, and the radius about it that half the border's length gives."""
    longest = max(shapely.get_parts(line), key=shapely.length)
    point = shapely.line_interpolate_point(longest, 0.5, normalized=True)
    latitude, longitude = round(point.y, 2), round(point.x, 2)
    length = sum(
        geodesic((y1, x1), (y2, x2)).km
        for piece in shapely.get_parts(line)
        for (x1, y1), (x2, y2) in zip(
            shapely.get_coordinates(piece)[:-1], shapely.get_coordinates(piece)[1:], strict=True
        )
    )
    return latitude, longitude, max(math.ceil(length / 2), kilometers_around(line, latitude, longitude))


def write(path: Path, columns: tuple[str, ...], rows: Iterator[_Row]) -> None:
    """Write rows below a header."""
    lines = ("\t".join(map(str, row)) for row in (columns, *rows))
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def main() -> None:
    """Read the topology named first on the command line and write the files to the folder named second."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("topology", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    topology = json.loads(arguments.topology.read_text(encoding="utf-8"))
    shapes = outlines(topology)
    places = [row.place for row in tables.places(arguments.folder)]
    countries = [place for place in places if place.is_country and shapely.area(shapes.get(place.country_code)) > 0]
    extents = [row for place in countries for row in of_country(place, shapes[place.country_code])]
    write(arguments.folder / EXTENT_FILE, EXTENT_COLUMNS, iter([*extents, *of_divisions(places)]))
    write(arguments.folder / BORDER_FILE, BORDER_COLUMNS, borders(topology))


if __name__ == "__main__":
    main()
