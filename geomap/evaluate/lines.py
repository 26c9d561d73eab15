"""Reads the lines of a file, plain or gzip, and the typed fields of a line that is JSON."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.read.source import shown, unreadable

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a file, without its end."""

    where: str
    """`path:number`, as error messages begin."""
    number: int
    text: str


def read_lines(path: Path) -> Iterator[Line]:
    """Yield a file's lines, the blank ones too.

    Raises:
        InputError: it cannot be read as text in UTF-8, plain or gzip.
    """
    where = shown(str(path))
    try:
        content = path.read_bytes()
        text = (gzip.decompress(content) if content.startswith(_GZIP) else content).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: not UTF-8 at byte {error.start}; convert the file") from None
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise InputError(f"{where}: a broken gzip file; fetch or write it anew") from None
    except OSError as error:
        raise unreadable(where, error) from None
    for number, line in enumerate(text.split("\n"), start=1):
        yield Line(where=f"{where}:{number}", number=number, text=line.removesuffix("\r"))


class Record:
    """A JSON object whose fields are checked as they are taken."""

    def __init__(self, where: str, values: dict[str, Any]) -> None:
        """Take the object, and where it stands for error messages."""
        self.where = where
        self._values = values

    def __contains__(self, name: str) -> bool:
        """Tell whether a field is there and not null."""
        return self._values.get(name) is not None

    def text(self, name: str, default: str | None = None) -> str:
        """Return a field that is a string; without a default it must be there."""
        value = str(self._field(name, default, str, "a string"))
        try:
            value.encode()
        except UnicodeEncodeError:
            raise self._wrong(name, value, "Unicode") from None
        return value

    def offset(self, name: str) -> int:
        """Return a field that is a whole number from 0."""
        value: int = self._field(name, None, int, "a whole number from 0")
        if isinstance(value, bool) or value < 0:
            raise self._wrong(name, value, "a whole number from 0")
        return value

    def number(self, name: str) -> float:
        """Return a field that is a finite number."""
        value = self._field(name, None, int | float, "a number")
        if not _is_number(value):
            raise self._wrong(name, value, "a number")
        return float(value)

    def degrees(self, name: str, most: int) -> float:
        """Return a field that is a number from -`most` to `most`."""
        value = self.number(name)
        if abs(value) > most:
            raise self._wrong(name, value, f"within [-{most}, {most}]")
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a field that is true or false."""
        return bool(self._field(name, default, bool, "true or false"))

    def numbers(self, name: str, count: int) -> tuple[float, ...]:
        """Return a field that is a list of so many numbers."""
        values: list[Any] = self._field(name, None, list, f"a list of {count} numbers")
        if len(values) != count or not all(map(_is_number, values)):
            raise self._wrong(name, values, f"a list of {count} numbers")
        return tuple(map(float, values))

    def records(self, name: str) -> "tuple[Record, ...]":
        """Return a field that is a list of objects."""
        values: list[Any] = self._field(name, None, list, "a list of objects")
        if not all(isinstance(value, dict) for value in values):
            raise self._wrong(name, values, "a list of objects")
        return tuple(Record(f"{self.where}: {name}[{index}]", value) for index, value in enumerate(values))

    def _field(self, name: str, default: Any, wanted: Any, what: str) -> Any:  # noqa: ANN401  # of JSON
        value = self._values.get(name)
        if value is None:
            value = default
        if not isinstance(value, wanted):
            raise self._wrong(name, value, what)
        return value

    def _wrong(self, name: str, value: object, what: str) -> InputError:
        if value is None:
            return InputError(f"{self.where}: no field '{name}'; add it: {what}")
        return InputError(f"{self.where}: {name} is {shown(str(value)[:30])}, not {what}; correct it")


def _is_number(value: object) -> bool:
    """Tell whether a value of JSON is a number that a float holds."""
    try:
        return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    except OverflowError:
        return False


def parse(line: Line) -> Record:
    """Return the JSON object that a line is.

    Raises:
        InputError: it is none.
    """
    try:
        value = json.loads(line.text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{line.where}: not JSON: {error}; put one JSON object on the line") from None
    if not isinstance(value, dict):
        raise InputError(f"{line.where}: not a JSON object; put one on the line")
    return Record(line.where, value)
