"""Build `assets/backdrop.json`, the names of seas and large cities on the base map, from the gazetteer.

It is run by hand when the gazetteer's names should be taken over:

    python -m geomap.render.backdrop gazetteer geomap/render/assets/backdrop.json
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

WATERS = {"OCN": 2, "SEA": 3.5, "GULF": 5, "STRT": 6.5}
"""GeoNames' codes of the waters that are named, each with the zoom from which: about where the largest has room."""

PARTS = frozenset(
    (
        "North Atlantic", "South Atlantic", "North Pacific", "South Pacific", "Western Pacific", "West Philippine Sea",
        "Western Mediterranean", "Central Mediterranean", "Eastern Mediterranean",
    )
)  # fmt: skip
"""Waters whose whole is named as well."""

REGION = frozenset("AE BH DJ DZ EG EH ER IL IQ IR JO KM KW LB LY MA MR OM PS QA SA SD SO SS SY TD TN TR YE".split())
"""Countries in and beside the Arab world, of which smaller cities are named too."""

LARGEST, LARGE, REGIONAL = 3_000_000, 1_000_000, 200_000
"""Inhabitants from which a city is named early, anywhere, and in `REGION`."""

EARLY, LATER, LATEST = 5, 6, 7
"""Zoom from which capitals and the largest, other large, and regional cities are named."""

Row = dict[str, str]
Named = tuple[Row, float]
"""An entry of the gazetteer and the zoom from which it is named."""


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream, delimiter="\t")


def waters(rows: Iterator[Row]) -> Iterator[Named]:
    """Yield the oceans, seas, gulfs and straits, the widest sort first."""
    found = [row for row in rows if row["feature_code"] in WATERS and row["name"] not in PARTS]
    for row in sorted(found, key=lambda row: (WATERS[row["feature_code"]], row["name"])):
        yield row, WATERS[row["feature_code"]]


def city_zoom(row: Row) -> int | None:
    """Return the zoom from which a city is named; None for never."""
    population = int(row["population"] or 0)
    if population >= LARGEST or row["feature_code"] == "PPLC":
        return EARLY
    if population >= LARGE:
        return LATER
    return LATEST if population >= REGIONAL and row["country_code"] in REGION else None


def cities(rows: Iterator[Row]) -> Iterator[Named]:
    """Yield the large cities that have an Arabic name, the largest first."""
    named = [row for row in rows if row["feature_class"] == "P" and row["feature_code"] != "PPLX" and row["name_ar"]]
    for row in sorted(named, key=lambda row: (-int(row["population"] or 0), row["id"])):
        zoom = city_zoom(row)
        if zoom is not None:
            yield row, zoom


def columns(named: Iterable[Named]) -> dict[str, list[object]]:
    """Turn names into what `labels.js` reads: ids, names, points as latitude and longitude in degrees, and zooms."""
    found = list(named)
    return {
        "id": [row["id"] for row, _ in found],
        "ar": [row["name_ar"] for row, _ in found],
        "en": [row["name"] for row, _ in found],
        "at": [[round(float(row[axis]), 2) for axis in ("latitude", "longitude")] for row, _ in found],
        "zoom": [zoom for _, zoom in found],
    }


def main() -> None:
    """Read the gazetteer in the folder named first on the command line and write the names to the file named second."""
    gazetteer, target = map(Path, sys.argv[1:])
    built = {
        "waters": columns(waters(_rows(gazetteer / "regions.tsv"))),
        "cities": columns(cities(_rows(gazetteer / "cities.tsv"))),
    }
    target.write_text(json.dumps(built, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
