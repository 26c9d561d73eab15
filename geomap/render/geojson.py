"""Write results as GeoJSON (RFC 7946)."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from geomap.records import Geoparse
from geomap.render.rows import Context, MentionRow, context, rows


def write_geojson(geoparses: Iterable[Geoparse], path: Path) -> None:
    """Write a feature collection with one point per mention that has coordinates, one feature per line.

    A feature's properties are the fields of `MentionRow`, then those of `Context`.

    Args:
        geoparses: The articles with their results.
        path: The file to write.
    """
    features = (
        json.dumps(_feature(row, context(geoparse, row)), ensure_ascii=False)
        for geoparse in geoparses
        for row in rows(geoparse)
        if row.latitude is not None
    )
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write('{"type": "FeatureCollection", "features": [')
        separator = "\n"
        for feature in features:
            stream.write(separator + feature)
            separator = ",\n"
        stream.write("\n]}\n")


def _feature(row: MentionRow, around: Context) -> dict[str, object]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [row.longitude, row.latitude]},
        "properties": asdict(row) | asdict(around),
    }
