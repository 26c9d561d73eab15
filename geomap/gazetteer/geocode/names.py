"""Collects the names to look up: those written on the command line or in a file, and those left unresolved."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from geomap.errors import InputError
from geomap.gazetteer.keys import key
from geomap.gazetteer.user import plain_name

LONGEST = 100
"""Characters of a name; what is longer is text, which must not go to a service by mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A name to look up, in its most frequent spelling."""

    name: str
    count: int
    """How often it occurs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One occurrence or more of a name, and where it was found."""

    where: str
    name: str
    count: int = 1


def collect(found: Iterable[Found]) -> tuple[Asked, ...]:
    """Return each name once, the most frequent first; spellings that the gazetteer does not tell apart are one name.

    Raises:
        InputError: what should be a name has no letter or digit, or is too long to be one.
    """
    spellings: dict[str, Counter[str]] = {}
    for one in found:
        name = _plain(one.name)
        if not key(name) or len(name) > LONGEST:
            raise InputError(f"{one.where}: '{name[:30]}' is no name, or one of over {LONGEST} characters; correct it")
        spellings.setdefault(key(name), Counter())[name] += one.count
    asked = (Asked(name=counts.most_common(1)[0][0], count=counts.total()) for counts in spellings.values())
    return tuple(sorted(asked, key=lambda one: -one.count))


def _plain(name: str) -> str:
    """Return a name as a service is to read it: on one line, without vowel signs and invisible characters."""
    return plain_name("".join(char if char.isprintable() else " " * char.isspace() for char in name))


def listed(path: Path) -> Iterator[Found]:
    """Yield the names of a file with a name per line, which a tab and its number of occurrences may follow.

    Raises:
        InputError: the file cannot be read as that.
    """
    for where, line in _lines(path):
        name, _, count = line.partition("\t")
        if count and not count.strip().isdecimal():
            raise InputError(f"{where}: '{count[:30]}' after the tab is no number of occurrences; correct it")
        yield Found(where=where, name=name, count=int(count or 1))


def unresolved(path: Path) -> Iterator[Found]:
    """Yield the mentions without a place of a file that `geomap extract` wrote as JSON Lines, less the demonyms.

    Raises:
        InputError: the file cannot be read as that.
    """
    for where, line in _lines(path):
        try:
            record = json.loads(line)
            surface, kind, place_id = record["surface"], record["kind"], record["place_id"]
        except (ValueError, KeyError, TypeError):
            raise InputError(
                f"{where}: not a mention as JSON; give what geomap extract -o mentions.jsonl wrote"
            ) from None
        if place_id is None and kind != "demonym":
            yield Found(where=where, name=str(surface))


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the lines that are not blank, each after where it is."""
    try:
        text = (sys.stdin.buffer.read() if path == Path("-") else path.read_bytes()).decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; give a file of names") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; convert the file") from None
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield f"{path}:{number}", line.strip()
