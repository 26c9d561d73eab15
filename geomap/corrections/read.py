"""Reads files of corrections (TOML), and checks every entry before any is applied."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from geomap.corrections.entry import Fields, correction, place_ids
from geomap.corrections.records import Correction
from geomap.errors import CorrectionError
from geomap.gazetteer import Gazetteer
from geomap.records import Place

_TABLE = "correction"
_HEADER = re.compile(rf"[ \t]*\[\[[ \t]*{_TABLE}[ \t]*\]\]")


def read_corrections(paths: Iterable[Path], gazetteer: Gazetteer) -> tuple[Correction, ...]:
    """Return all entries of the files, in their order.

    Args:
        paths: TOML files with an array of tables `correction`; docs/corrections.md states the fields.
        gazetteer: where the places that entries name are looked up.

    Raises:
        CorrectionError: A file cannot be read, or an entry is malformed or names an unknown place.
    """
    entries = [entry for path in paths for entry in _entries(path)]
    wanted = {place_id for entry in entries for place_id in place_ids(entry)}
    places: Mapping[str, Place] = gazetteer.places(wanted) if wanted else {}
    return tuple(correction(entry, places) for entry in entries)


def _entries(path: Path) -> list[Fields]:
    text = _contents(path)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CorrectionError(f"{path}: not TOML: {error}; correct the file") from None
    tables = document.pop(_TABLE, [])
    if document or not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        unknown = next(iter(document), _TABLE)
        raise CorrectionError(f"{path}: '{unknown}' is no entry; begin each one with [[{_TABLE}]]")
    numbered = zip(tables, _names(text, len(tables)), strict=True)
    return [Fields(file=str(path), entry=name, values=table) for table, name in numbered]


def _contents(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CorrectionError(f"{path}: cannot be read: {error.strerror or error}; check the path") from None
    except UnicodeDecodeError as error:
        raise CorrectionError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None


def _names(text: str, count: int) -> list[str]:
    """Name the entries by number and, unless what only looks like a header stands in some string, by line."""
    lines = [number for number, line in enumerate(text.split("\n"), 1) if _HEADER.match(line)]
    if len(lines) != count:
        return [f"entry {number}" for number in range(1, count + 1)]
    return [f"entry {number} (line {line})" for number, line in enumerate(lines, 1)]
