"""Build `assets/basemap.json`, the map that lies under the circles, from Natural Earth's public-domain borders.

It is run by hand when the borders should change, and needs Babel (an extra of development). With the npm package
`world-atlas` at version 2.0.2 unpacked into a folder:

    python -m geomap.render.basemap package/countries-50m.json geomap/render/assets/basemap.json

The 1:50m borders are kept in and around the Middle East and North Africa and thinned elsewhere to about the detail of
Natural Earth's 1:110m set. Both come from one topology, so neighbors keep sharing their border along the seam.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geomap.render.borders import split
from geomap.render.simplify import Line, inner_point, latitude_of, mercator, thin

PER_DEGREE = 100
"""Stored coordinates are whole hundredths of a degree, about 1 km."""

REGION = (-20.0, -5.0, 75.0, 45.0)
"""West, south, east, north of the part that keeps its detail, in degrees."""

FINE, COARSE = 0.01, 0.05
"""How far, in degrees at the equator, a thinned line may stray from the original inside and outside `REGION`."""

SMALLEST_ISLAND = 0.25
"""Width and height in degrees under which an island outside `REGION` is left out, unless it is all of its country."""

WITHOUT_ISO_NUMBER = {"Kosovo": "XK"}
"""Natural Earth names these without an ISO number; any other is drawn but not named."""


def decode_arcs(topology: dict[str, Any]) -> list[Line]:
    """Undo TopoJSON's delta encoding: the arcs as lists of (longitude, latitude) in degrees."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + left, y * scale_y + bottom))
        arcs.append(arc)
    return arcs


def in_region(arc: Line) -> bool:
    """Whether any point of the arc lies in `REGION`."""
    west, south, east, north = REGION
    return any(west <= x <= east and south <= y <= north for x, y in arc)


def encode(arc: Line) -> str:
    """Write an arc as text: zigzagged differences in base 32, five bits to a character from "?" on."""
    out = []
    last_x = last_y = 0
    for x, y in ((round(x * PER_DEGREE), round(y * PER_DEGREE)) for x, y in arc):
        for value in (x - last_x, y - last_y):
            left = value << 1 if value >= 0 else ~(value << 1)
            while left >> 5:
                out.append(chr((left & 31 | 32) + 63))
                left >>= 5
            out.append(chr(left + 63))
        last_x, last_y = x, y
    return "".join(out)


def rings_of(geometry: dict[str, Any]) -> list[list[int]]:
    """All rings of a TopoJSON polygon, each a list of arc numbers; `~n` is arc n backwards."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [ring for polygon in polygons for ring in polygon]


def stitch(ring: list[int], arcs: list[Line]) -> Line:
    """Join the arcs of a ring, letting longitudes run past 180 where it crosses the date line."""
    line: Line = []
    for number in ring:
        for x, y in arcs[number] if number >= 0 else reversed(arcs[~number]):
            turns = round((line[-1][0] - x) / 360) if line else 0
            line.append((x + 360 * turns, y))
    return line


def width_and_height(line: Line) -> tuple[float, float]:
    """The extent of a line, in degrees."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return max(xs) - min(xs), max(ys) - min(ys)


def kept_rings(geometry: dict[str, Any], arcs: list[Line]) -> list[list[int]]:
    """The rings of a country worth drawing: always its largest, and no speck far from `REGION`."""
    rings = sorted(rings_of(geometry), key=lambda ring: -max(width_and_height(stitch(ring, arcs))))
    return rings[:1] + [
        ring
        for ring in rings[1:]
        if in_region(stitch(ring, arcs)) or max(width_and_height(stitch(ring, arcs))) > SMALLEST_ISLAND
    ]


def labels(geometries: list[dict[str, Any]], arcs: list[Line]) -> Iterator[dict[str, object]]:
    """Name each country in both languages, at the point of its largest part that is farthest from the border."""
    from babel import Locale  # noqa: PLC0415 - a development extra, needed by this command alone
    from babel.core import get_global  # noqa: PLC0415 - as above

    arabic, english = Locale("ar").territories, Locale("en").territories
    numbers = get_global("territory_aliases")
    for geometry in geometries:
        iso = numbers.get(geometry.get("id", ""), [WITHOUT_ISO_NUMBER.get(geometry["properties"]["name"])])[0]
        if iso is None:
            continue
        ring = [mercator(point) for point in stitch(kept_rings(geometry, arcs)[0], arcs)]
        x, y, room = inner_point(ring)
        if room <= 0:  # Antarctica, which this projection cuts open
            continue
        yield {
            "code": iso,
            "ar": arabic[iso],
            "en": english[iso],
            "at": [round(latitude_of(y), 2), round((x + 180) % 360 - 180, 2)],
            "room": round(room, 2),
        }


def owners_of(geometries: list[dict[str, Any]]) -> dict[int, list[str]]:
    """Name the countries on the sides of each arc, by the arcs' numbers."""
    owners: dict[int, list[str]] = {}
    for geometry in geometries:
        for number in {number if number >= 0 else ~number for ring in rings_of(geometry) for number in ring}:
            owners.setdefault(number, []).append(geometry["properties"]["name"])
    return owners


def build(topology: dict[str, Any]) -> dict[str, object]:
    """Turn a world-atlas topology into what `basemap.js` draws."""
    arcs = decode_arcs(topology)
    geometries = topology["objects"]["countries"]["geometries"]
    rings = [ring for geometry in geometries for ring in kept_rings(geometry, arcs)]
    used = sorted({number if number >= 0 else ~number for ring in rings for number in ring})
    order = {number: position for position, number in enumerate(used)}
    owners = owners_of(geometries)
    thinned = {n: thin(arcs[n], FINE if in_region(arcs[n]) else COARSE) for n in used}
    agreed, disputed = split(
        {order[n]: line for n, line in thinned.items()}, {position: owners[n] for n, position in order.items()}
    )
    return {
        "source": "Natural Earth 4.1 (public domain) by way of world-atlas 2.0.2",
        "perDegree": PER_DEGREE,
        "arcs": [encode(line) for line in thinned.values()],
        "rings": [[order[n] if n >= 0 else ~order[~n] for n in ring] for ring in rings],
        "borders": [part[0] if part[1:] == (0, len(thinned[used[part[0]]]) - 1) else part for part in agreed],
        "disputed": disputed,
        "labels": sorted(labels(geometries, arcs), key=lambda label: str(label["code"])),
    }


def main() -> None:
    """Read the topology named first on the command line and write the base map to the file named second."""
    source, target = map(Path, sys.argv[1:])
    built = build(json.loads(source.read_text(encoding="utf-8")))
    target.write_text(json.dumps(built, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
