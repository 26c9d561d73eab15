"""Read files that hold one article per line or row: JSON Lines, CSV and Parquet."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, BinaryIO

from geomap.errors import InputError
from geomap.read.source import Source, shown
from geomap.read.text import decode, refuse_binary, with_words
from geomap.records import Article

_FIELDS = ("id", "title", "text", "date", "source", "url")
_CELL_LIMIT = 2**31 - 1
"""Characters of a CSV cell; the most that every platform's C long holds (csv's own limit is 131,072)."""
_HEAD = 4096
"""Bytes at the beginning of a CSV file by which it is told from what is no text."""
_BATCH = 64
"""Rows of a Parquet file held in memory at a time."""


def read_jsonl(lines: Iterable[bytes], source: Source) -> Iterator[Article | InputError]:
    """Read one article from each line that is not blank.

    Args:
        lines: The file's lines.
        source: Where they are from.

    Yields:
        An article, or the error that stands in its place; for a bad date both.

    Raises:
        InputError: The file is no text.
    """
    for number, line in enumerate(lines, start=1):
        if number == 1:
            refuse_binary(line, source.where)
        if line.strip():
            yield from _articles(partial(_json_object, line), source, number)


def read_csv(stream: BinaryIO, source: Source) -> Iterator[Article | InputError]:
    """Read one article from each row below a header that names the columns.

    Args:
        stream: The file, separated by commas, semicolons or tabs.
        source: Where it is from.

    Yields:
        An article, or the error that stands in its place; for a bad date both.

    Raises:
        InputError: The file is no text, or its header has no column `text`.
    """
    refuse_binary(stream.read(_HEAD), source.where)
    stream.seek(0)
    # A row with bytes that are not UTF-8 is refused by itself: they are let through as lone surrogates until then.
    with io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="") as lines:
        csv.field_size_limit(_CELL_LIMIT)
        header, delimiter = _header(lines.readline(), source.where)
        rows = csv.reader(lines, delimiter=delimiter, strict=True)
        number = 2
        for row in _csv_rows(rows):
            if row:
                yield from _articles(partial(_csv_record, header, row), source, number)
            number = rows.line_num + 2  # the line after the row; the reader has not counted the header


def read_parquet(stream: BinaryIO, source: Source) -> Iterator[Article | InputError]:
    """Read one article from each row.

    Args:
        stream: The file.
        source: Where it is from.

    Yields:
        An article, or the error that stands in its place; for a bad date both.

    Raises:
        InputError: The file is not Parquet, or has no column `text`.
    """
    import pyarrow as pa  # noqa: PLC0415 - takes long to import, and only Parquet files need it
    from pyarrow import parquet  # noqa: PLC0415 - likewise

    try:
        table = parquet.ParquetFile(stream)
        names = [name for name in _FIELDS if name in table.schema_arrow.names]
        if "text" not in names:
            raise _no_text(source.where, "column")
        batches = (batch.select(names) for batch in table.iter_batches(batch_size=_BATCH, columns=names))
        cells = (row for batch in batches for row in zip(*batch.columns, strict=True))
        for number, row in enumerate(cells, start=1):
            yield from _articles(partial(_parquet_record, names, row), source, number)
    except InputError:
        raise
    except (pa.ArrowException, OSError, KeyError, ValueError) as error:  # a damaged file may raise any of them
        what = shown(" ".join(str(error).split()))
        raise InputError(f"{source.where}: not Parquet, or damaged: {what}; write it anew") from error


def _articles(
    parse: Callable[[str], Mapping[str, object]], source: Source, number: int
) -> Iterator[Article | InputError]:
    """Make an article of the record that `parse` returns for the line or row of that number."""
    where = f"{source.where}:{number}"
    try:
        record = parse(where)
        if record.get("text") is None:
            raise _no_text(where, "field")
        fields = {name: _string(name, record.get(name), where) for name in _FIELDS}
        with_words(fields["text"], where)
    except InputError as error:
        yield error
        return
    fields["id"] = fields["id"] or f"{source.name}:{number}"
    try:
        fields["date"] = _iso_date(fields["date"])
    except ValueError:
        yield InputError(f"{where}: date '{shown(fields['date'])}' is left out: not ISO 8601; write it as 2014-09-30")
        fields["date"] = ""
    yield Article(**fields)


def _json_object(line: bytes, where: str) -> Mapping[str, object]:
    try:
        value = json.loads(decode(line, where))
    except InputError:
        raise
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where}: not JSON: {error}; put one JSON object on the line") from None
    if not isinstance(value, dict):
        raise InputError(f'{where}: not a JSON object; write it as {{"text": "..."}}')
    return value


def _header(line: str, where: str) -> tuple[list[str], str]:
    """Return the names of the columns and the delimiter with which one of them is `text`."""
    for delimiter in ",;\t":
        names = [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
        if "text" in names:
            return names, delimiter
    raise _no_text(where, "column")


def _no_text(where: str, what: str) -> InputError:
    return InputError(f"{where}: no {what} 'text'; name each {what} one of {', '.join(_FIELDS)}; only text is needed")


def _csv_rows(rows: Iterator[list[str]]) -> Iterator[list[str] | csv.Error]:
    """Yield each row or what is wrong with it; the reader goes on with the line below."""
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield error


def _csv_record(header: list[str], row: list[str] | csv.Error, where: str) -> Mapping[str, object]:
    if isinstance(row, csv.Error):
        raise InputError(f"{where}: not CSV: {row}; correct the row's quotation marks")
    if len(row) != len(header):
        raise InputError(f"{where}: {len(row)} cells under a header of {len(header)}; correct the row")
    return dict(zip(header, row, strict=True))


def _parquet_record(names: list[str], row: tuple[Any, ...], where: str) -> Mapping[str, object]:
    try:
        return {name: cell.as_py() for name, cell in zip(names, row, strict=True)}
    except (ValueError, OverflowError, KeyError) as error:
        raise InputError(f"{where}: a cell cannot be read: {shown(str(error))}; correct the row") from None


def _string(name: str, value: object, where: str) -> str:
    """Return a field's value as a string: no value is an empty one, and numbers serve as ids."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise InputError(f"{where}: field '{name}' is {type(value).__name__}, not a string; put it in quotation marks")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"{where}: field '{name}' is not Unicode at character {error.start}; convert the file to UTF-8"
        ) from None
    return value


def _iso_date(text: str) -> str:
    """Return a date or a date with time in ISO 8601's extended form.

    Raises:
        ValueError: It is neither.
    """
    text = text.strip()
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return datetime.fromisoformat(text).isoformat()
