"""Reads what the gazetteer was made from: the shipped files' SOURCES.toml, and the note beside each imported file."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteer import tables
from geomap.gazetteer.tables import Report, refuse

IMPORTS = "imports"
"""The folder, within the user's, of imported files: `<slug>.tsv`, and `<slug>.toml` that says where it comes from."""

_SOURCES_FILE = "SOURCES.toml"
_REQUIRED = ("title", "licence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One origin of data; what is not stated is empty."""

    slug: str
    title: str
    licence: str
    url: str = ""
    licence_url: str = ""
    attribution: str = ""
    """The line that the licence asks to be shown."""
    version: str = ""
    imported: str = ""
    """ISO 8601 date; empty for what is shipped, as is the next."""
    rows: int = 0


def shipped_sources(data: Path) -> tuple[Source, ...]:
    """Return the sources of the shipped files.

    Raises:
        GazetteerError: the file that states them is missing or malformed.
    """
    path = data / _SOURCES_FILE
    return tuple(_source(path, slug, table) for slug, table in _tables(path).items())


def imported_files(user: Path) -> tuple[Path, ...]:
    """Return the imported TSV files, by slug."""
    return tuple(sorted((user / IMPORTS).glob("*.tsv"), key=lambda path: path.stem))


def imported_sources(user: Path, report: Report = refuse) -> Iterator[Source]:
    """Yield the source of each imported file, by slug.

    Raises:
        GazetteerError: a note is missing or malformed, unless `report` takes it.
    """
    for path in imported_files(user):
        note = path.with_suffix(".toml")
        try:
            yield _source(note, path.stem, _tables(note))
        except GazetteerError as error:
            report(error)


def _tables(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(tables.contents(path).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{path}: not TOML: {error}; correct the file") from None


def _source(path: Path, slug: str, table: object) -> Source:
    if not isinstance(table, Mapping) or not all(isinstance(table.get(key), str) for key in _REQUIRED):
        raise GazetteerError(f"{path}: no {' and '.join(_REQUIRED)} for '{slug}'; state them")
    rows = table.get("rows", 0)
    if not isinstance(rows, int):
        raise GazetteerError(f"{path}: rows = '{rows}' is not a whole number; correct it")
    texts = ("title", "licence", "url", "licence_url", "attribution", "version", "imported")
    return Source(slug=slug, rows=rows, **{key: str(table.get(key, "")) for key in texts})
