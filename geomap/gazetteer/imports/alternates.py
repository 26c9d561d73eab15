"""Reads alternateNamesV2, in which GeoNames says of each name in which language it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from geomap.gazetteer.imports.lines import numbered_lines
from geomap.gazetteer.imports.rows import Source

COLUMNS = 10
_ARABIC_SCRIPT = re.compile(rb"[\xd8-\xdb]|\xef[\xad-\xbb]")  # the first bytes of U+0600 to U+06FF and the old forms
_HISTORIC = "5"
_UNTAGGED = "6"


def has_arabic_script(text: bytes) -> bool:
    """Tell whether UTF-8 text has a letter of Arabic script."""
    return _ARABIC_SCRIPT.search(text) is not None


def line_of_alternate(line: bytes) -> bytes | None:
    """Return id, rank and name of a name in Arabic script that is tagged as Arabic, or not tagged; None for any other.

    The rank is a digit that sorts: preferred names come first, then short, plain, colloquial, historic and untagged.

    Raises:
        ValueError: The line is malformed.
    """
    columns = line.count(b"\t") + 1
    if columns != COLUMNS:
        raise ValueError(f"{columns} columns, not the {COLUMNS} of alternateNamesV2")
    if not has_arabic_script(line):
        return None
    _, geonameid, language, name, preferred, short, colloquial, historic, _, until = line.split(b"\t")
    if language not in {b"ar", b""} or not name.strip():
        return None
    rank = _UNTAGGED if not language else _rank(preferred, short, colloquial, historic or until)
    return b"%d\t%s\t%s\n" % (int(geonameid), rank.encode(), name)


def _rank(preferred: bytes, short: bytes, colloquial: bytes, historic: bytes) -> str:
    if historic:
        return _HISTORIC
    if colloquial:
        return "4"
    if preferred:
        return "0" if short else "1"
    return "2" if short else "3"


ALTERNATES = Source(items=numbered_lines, line_of=line_of_alternate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternates:
    """The names in Arabic script by GeoNames id: about a million, of the 16 million of all scripts."""

    ranked: Mapping[int, tuple[str, ...]]
    """Each name after the digit of its rank, sorted by that."""

    def current(self, geonameid: int) -> list[str]:
        """Return the Arabic names in use, the usual one first."""
        return [name[1:] for name in self.ranked.get(geonameid, ()) if name[0] < _HISTORIC]

    def historic(self, geonameid: int) -> list[str]:
        """Return the Arabic names of the past."""
        return [name[1:] for name in self.ranked.get(geonameid, ()) if name[0] == _HISTORIC]

    def untagged(self, geonameid: int) -> list[str]:
        """Return the names in Arabic script of which GeoNames does not say the language."""
        return [name[1:] for name in self.ranked.get(geonameid, ()) if name[0] == _UNTAGGED]


def read_alternates(gathered: Path) -> Alternates:
    """Read the lines that `line_of_alternate` made."""
    ranked: dict[int, list[str]] = {}
    with gathered.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            geonameid, rank, name = line.rstrip("\n").split("\t")
            ranked.setdefault(int(geonameid), []).append(rank + name)
    return Alternates(
        ranked={number: tuple(sorted(names, key=lambda name: name[0])) for number, names in ranked.items()}
    )
