"""The table of proposals: written for a person to review in a spreadsheet, and read back with the person's marks."""

import codecs
import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from io import StringIO
from pathlib import Path

from geomap.atomic import replacing
from geomap.errors import GazetteerError, OutputError
from geomap.gazetteer.geocode.answers import ARABIC_SCRIPT, Result, tidy
from geomap.gazetteer.user import Addition

MARK = "x"
"""What a person writes in the first column of the rows that are right."""
COLUMNS = ("accept", "query", "count", "rank", *(field.name for field in fields(Result)), "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A place that a service offers for a name, for review."""

    query: str
    count: int
    """How often the name occurs."""
    rank: int
    """From 1, in the service's order."""
    result: Result
    source: str
    """Attribution, licence and service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A row with what the person wrote before it."""

    where: str
    """The file and line."""
    mark: str
    """In lower case; empty where the row was passed over."""
    addition: Addition


def write_proposals(proposals: Iterable[Proposal], path: Path) -> None:
    """Write proposals as TSV with a byte order mark, by which spreadsheets know that it holds Arabic.

    Raises:
        OutputError: the file cannot be written.
    """
    with replacing(path) as written, written.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
        writer.writerow(COLUMNS)
        for one in proposals:
            writer.writerow(("", tidy(one.query), one.count, one.rank, *astuple(one.result), one.source))


def refuse_to_lose(path: Path) -> None:
    """Raise an OutputError where writing to the path would lose a person's marks, or what is no table of proposals."""
    try:
        is_reviewed = path.exists() and any(row.mark for row in read_reviewed(path))
    except GazetteerError:
        raise OutputError(f"{path}: there is another file of this name; choose another name by -o") from None
    if is_reviewed:
        raise OutputError(f"{path}: it holds marks of yours; accept and remove it, or choose another name by -o")


def read_reviewed(path: Path) -> Iterator[Reviewed]:
    """Yield the rows of a table of proposals, as a text editor or a spreadsheet saved it.

    Columns may be moved or added; cells may be changed.

    Raises:
        GazetteerError: the file cannot be read as that.
    """
    reader = csv.DictReader(StringIO(_text(path), newline=""), delimiter="\t", restval="", strict=True)
    try:
        if missing := [column for column in COLUMNS if column not in (reader.fieldnames or ())]:
            raise GazetteerError(f"{path}:1: no column {missing[0]}; keep the header and the tabs that geocode wrote")
        for row in reader:
            where = f"{path}:{reader.line_num}"
            yield Reviewed(where=where, mark=row["accept"].strip().lower(), addition=_addition(row))
    except csv.Error as error:  # a quotation mark without its like would swallow the rows after it
        raise GazetteerError(f"{path}:{reader.line_num + 1}: {error}; correct the quotation marks") from None


def _addition(row: Mapping[str, str]) -> Addition:
    """Return the place that a row states; what the name is in the articles becomes one of its names."""
    return Addition(
        name_ar=row["name_ar"] or row["query"],
        other_names_ar=(row["query"],) if row["name_ar"] and ARABIC_SCRIPT.search(row["query"]) else (),
        coordinates=f"{row['latitude']} {row['longitude']}",
        name=row["name"],
        feature_code=f"{row['feature_class']}.{row['feature_code']}".strip("."),
        country_code=row["country_code"],
        source=tidy(", ".join(filter(None, (row["source"], row["id"])))),
    )


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
        is_utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # Excel's "Unicode text"
        return content.decode("utf-16" if is_utf_16 else "utf-8-sig")
    except OSError as error:
        raise GazetteerError(f"{path}: {error.strerror}; give the table that geocode wrote") from None
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8 text with tabs") from None
