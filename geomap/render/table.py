"""Write results as tables: CSV for spreadsheets, Parquet for programs."""

import csv
from collections.abc import Iterable
from dataclasses import asdict, astuple, fields
from pathlib import Path

from geomap.records import Geoparse
from geomap.render.rows import Context, MentionRow, context, rows

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How text begins that a spreadsheet would execute (OWASP, "CSV Injection")."""


def write_csv(geoparses: Iterable[Geoparse], path: Path) -> None:
    """Write one row per mention as CSV (RFC 4180), which spreadsheets open without damage.

    The file is UTF-8 with a byte order mark, by which they know that it holds Arabic. Text that they would take for a
    formula begins with an apostrophe. Ids of alternatives are separated by spaces; empty cells stand for None. The
    columns are the fields of `MentionRow`, then those of `Context`.

    Args:
        geoparses: The articles with their results.
        path: The file to write.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(field.name for field in (*fields(MentionRow), *fields(Context)))
        for geoparse in geoparses:
            writer.writerows(_cells(row, context(geoparse, row)) for row in rows(geoparse))


def write_parquet(geoparses: Iterable[Geoparse], path: Path) -> None:
    """Write one row per mention as Parquet; `alternatives` is a list column.

    Args:
        geoparses: The articles with their results.
        path: The file to write.
    """
    import pyarrow as pa  # noqa: PLC0415 - takes long to import, and only this format needs it
    from pyarrow import parquet  # noqa: PLC0415 - likewise

    text, number = pa.string(), pa.float64()
    types: dict[object, pa.DataType] = {
        str: text,
        str | None: text,
        int: pa.int64(),
        float: number,
        float | None: number,
    }
    schema = pa.schema([(field.name, types.get(field.type, pa.list_(text))) for field in fields(MentionRow)])
    records = [asdict(row) for geoparse in geoparses for row in rows(geoparse)]
    parquet.write_table(pa.Table.from_pylist(records, schema), path)


def _cells(row: MentionRow, around: Context) -> list[object]:
    *cells, alternatives = astuple(row)
    every = (*cells, " ".join(alternatives), *astuple(around))
    return [_inert(cell) if isinstance(cell, str) else cell for cell in every]


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
