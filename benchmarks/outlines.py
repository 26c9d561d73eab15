"""Writes the outlines of countries that the test of the gazetteer's coordinates reads, from Natural Earth's borders.

It needs the `dev` extra, and the npm package `world-atlas` at version 2.0.2, unpacked:

    npm pack world-atlas@2.0.2                              # tar xzf
    python -m benchmarks.outlines package/countries-10m.json tests/data/outlines.json.gz

The file is compressed JSON: ISO 3166-1 alpha-2 code to a shape in WKT, longitude before latitude, to 0.01 degrees.
"""

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from babel.core import get_global
from shapely.affinity import translate

from geomap.render.basemap import REGION, decode_arcs, stitch
from geomap.render.simplify import Line

_FINE, _COARSE = 0.015, 0.06  # degrees that a line may stray, in countries that touch REGION and in others
_LEAST_POINTS = 4  # a ring of fewer is an islet that the source's grid has flattened
_WITHOUT_NUMBER = {
    "Kosovo": "XK",
    "Somaliland": "SO",
    "N. Cyprus": "CY",
    "Cyprus U.N. Buffer Zone": "CY",
    "Akrotiri": "CY",
    "Dhekelia": "CY",
    "USNB Guantanamo Bay": "CU",
    "Baikonur": "KZ",
    "Indian Ocean Ter.": "CX",
}
"""Natural Earth's names of what it draws apart, and the code that GeoNames gives places there; others are left out."""


def _polygons(geometry: dict[str, Any], arcs: list[Line]) -> Iterator[shapely.Geometry]:
    """Yield a country's parts; what runs past the date line appears on its other side."""
    for rings in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
        lines = [line for ring in rings if len(line := stitch(ring, arcs)) >= _LEAST_POINTS]
        if lines:
            whole = shapely.make_valid(shapely.Polygon(lines[0], lines[1:]))
            turned = (translate(whole, turn) for turn in (-360, 0, 360))
            yield from (shapely.intersection(part, shapely.box(-180, -90, 180, 90)) for part in turned)


def outlines(topology: dict[str, Any]) -> dict[str, shapely.Geometry]:
    """Return the simplified shape of each country of a world-atlas topology, in degrees, by its code."""
    arcs = decode_arcs(topology)
    parts = defaultdict(list)
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = code_of(geometry)
        if code and code != "AQ":  # no place lies in Antarctica, and its outline is long
            parts[code] += _polygons(geometry, arcs)
    return {code: _simplified(shapely.union_all(parts[code])) for code in sorted(parts)}


def code_of(geometry: dict[str, Any]) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of one of the topology's countries, if it has one."""
    named = _WITHOUT_NUMBER.get(geometry["properties"]["name"])
    code: str | None = get_global("territory_aliases").get(geometry.get("id", ""), [named])[0]
    return code


def _simplified(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.simplify(shape, _FINE if shapely.intersects(shape, shapely.box(*REGION)) else _COARSE)


def main() -> None:
    """Read the topology named first on the command line and write the outlines to the file named second."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("topology", type=Path)
    parser.add_argument("target", type=Path)
    arguments = parser.parse_args()
    shapes = outlines(json.loads(arguments.topology.read_text(encoding="utf-8")))
    text = json.dumps({code: shapely.to_wkt(shape, rounding_precision=2) for code, shape in shapes.items()})
    arguments.target.write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    main()
