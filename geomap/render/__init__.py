"""Write results to files that people and programs open."""

from collections.abc import Callable, Sequence
from pathlib import Path

from geomap.atomic import replacing
from geomap.errors import OutputError
from geomap.records import Geoparse
from geomap.render.geojson import write_geojson
from geomap.render.jsonl import write_jsonl
from geomap.render.kml import write_kml
from geomap.render.table import write_csv, write_parquet

__all__ = ["write", "write_jsonl"]


def write(geoparses: Sequence[Geoparse], path: Path, *, online_tiles: bool = False) -> None:
    """Write results in the format that the path's suffix names; a file that was there is replaced when all is done.

    Args:
        geoparses: The articles with their results.
        path: A file whose name ends in .jsonl, .csv, .geojson, .kml, .parquet or .html (the map).
        online_tiles: Whether the map lies on OpenStreetMap's tiles where a server hands it out.

    Raises:
        OutputError: The suffix names no format, or one without tiles, or the file cannot be written.
    """
    suffix = path.suffix.lower()
    writer = _write_tiled_map if online_tiles and suffix == ".html" else _WRITERS.get(suffix)
    if writer is None:
        raise OutputError(f"{path}: not a format that geomap writes; end the name in one of {', '.join(_WRITERS)}")
    if online_tiles and suffix != ".html":
        raise OutputError(f"{path}: only the map has tiles; end the name in .html or leave out --online-tiles")
    with replacing(path) as unfinished:
        writer(geoparses, unfinished)


def _write_jsonl_file(geoparses: Sequence[Geoparse], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        write_jsonl(geoparses, stream)


def _write_map(geoparses: Sequence[Geoparse], path: Path) -> None:
    from geomap.render.html import write_html  # noqa: PLC0415 - folium takes long to import, and only maps need it

    write_html(geoparses, path)


def _write_tiled_map(geoparses: Sequence[Geoparse], path: Path) -> None:
    from geomap.render.html import write_html  # noqa: PLC0415 - as above

    write_html(geoparses, path, online_tiles=True)


_WRITERS: dict[str, Callable[[Sequence[Geoparse], Path], None]] = {
    ".jsonl": _write_jsonl_file,
    ".csv": write_csv,
    ".geojson": write_geojson,
    ".kml": write_kml,
    ".parquet": write_parquet,
    ".html": _write_map,
}
