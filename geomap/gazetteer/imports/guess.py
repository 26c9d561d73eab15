"""Tells by a file's beginning in which format it is, where that is safe."""

import codecs
import re
from collections.abc import Sequence
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteer.imports import alternates, geonames
from geomap.gazetteer.imports.licences import Format
from geomap.gazetteer.imports.lines import is_archive, numbered_lines
from geomap.gazetteer.imports.whosonfirst import is_place_file

_HEAD = 1 << 16
_JSON = re.compile(rb"\s*[{\x1e]")
_SIGNS = (
    (Format.WHOSONFIRST, re.compile(rb'"wof:[a-z]+"\s*:')),
    (Format.GEOJSON, re.compile(rb'"name_ar"\s*:')),
    (Format.OSM, re.compile(rb'"osm3s"|"elements"\s*:|"@?id"\s*:\s*"(?:(?:node|way|relation)/|[nwra])\d+"')),
)
_HELP = "say which with --format"


def guess(paths: Sequence[Path]) -> Format:
    """Return the one format of files and folders.

    Raises:
        GazetteerError: It cannot be told, they differ, or a file cannot be read.
    """
    formats = {path: _format(path) for path in paths}
    first = formats[paths[0]]
    for path, other in formats.items():
        if other != first:
            raise GazetteerError(f"{path}: this is {other}, but {paths[0]} is {first}; import them one by one")
    return first


def _format(path: Path) -> Format:
    if path.is_dir():
        found = next(filter(is_place_file, sorted(path.rglob("*.geojson"))), None)
        if found is None:
            raise GazetteerError(f"{path}: there is no .geojson file in the folder; give files instead")
        return _format(found)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD).removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        raise GazetteerError(f"{path}: {error.strerror}; choose another file") from None
    if b"OSMHeader" in head[:64]:
        raise GazetteerError(f"{path}: PBF is not read; export it: osmium export --add-unique-id=type_id -o X.geojson")
    return _format_of_json(path, head) if _JSON.match(head) else _format_of_lines(path, head)


def _format_of_json(path: Path, head: bytes) -> Format:
    found = [candidate for candidate, sign in _SIGNS if sign.search(head)]
    if len(found) != 1:
        raise GazetteerError(f"{path}: its first features do not tell what it is; {_HELP} whosonfirst, osm or geojson")
    return found[0]


def _format_of_lines(path: Path, head: bytes) -> Format:
    first = next(numbered_lines(path), (0, b""))[1] if is_archive(path) else head.partition(b"\n")[0]
    columns, is_numbered = first.count(b"\t") + 1, first.partition(b"\t")[0].isdigit()
    if columns == geonames.COLUMNS and is_numbered:
        return Format.GEONAMES
    if columns == alternates.COLUMNS and is_numbered:
        raise GazetteerError(f"{path}: this is alternateNamesV2; give it with --names, beside a dump of places")
    if b"name_ar" in first.lower():
        return Format.CSV
    raise GazetteerError(f"{path}: neither JSON, a GeoNames dump nor a table with a column name_ar; {_HELP}")
