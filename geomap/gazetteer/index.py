"""Compiles the TSV files into an index that loads in milliseconds, and looks names up in it.

The index is a folder: a trie of folded names (marisa-trie, memory-mapped) whose values point into a JSON Lines file of
places, and a second trie with the statistics of names.
"""

import hashlib
import json
import mmap
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

import marisa_trie

from geomap.arabic import fold, words
from geomap.gazetteer import tables
from geomap.gazetteer.locate import cache_folder, data_folder
from geomap.gazetteer.tables import NameStatistics
from geomap.records import Place

_VERSION = "1"  # of the layout below; part of the folder's name, so that a new layout never meets an old index
_ENTRY = "<BQ"  # role, offset into places.jsonl
_STATISTICS = "<ffff"


class Role(IntEnum):
    """What a name is a name of."""

    PLACE = 0
    DEMONYM = 1
    ORGANIZATION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One meaning of a name."""

    role: Role
    place: Place | None
    """None for an organization."""


def key(name: str) -> str:
    """Return the form in which a name is looked up: its folded words, one space between them."""
    return " ".join(word.form for word in words(name))


class Gazetteer:
    """All names and places, read from a compiled index; cheap to open, safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open the index that `compile_index` wrote into `folder`."""
        self._names = marisa_trie.RecordTrie(_ENTRY).mmap(str(folder / "names.marisa"))
        self._statistics = marisa_trie.RecordTrie(_STATISTICS).mmap(str(folder / "statistics.marisa"))
        with (folder / "places.jsonl").open("rb") as file:
            self._places = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.lookup = lru_cache(maxsize=1 << 16)(self._lookup)
        self.begins = lru_cache(maxsize=1 << 16)(self._begins)
        self._place_at = lru_cache(maxsize=1 << 14)(self._read_place)

    def _lookup(self, name: str) -> tuple[Entry, ...]:
        """Return all meanings of a name given by its `key`."""
        return tuple(
            Entry(role=Role(role), place=None if role == Role.ORGANIZATION else self._place_at(offset))
            for role, offset in self._names.get(name, ())
        )

    def _begins(self, words_so_far: str) -> bool:
        """Tell whether a longer name begins with these folded words."""
        return next(self._names.iterkeys(words_so_far + " "), None) is not None

    def statistics(self, name: str) -> NameStatistics:
        """Return how a name is used in running text; zeros for one that was never seen."""
        per_million, locative, personal, inflected = self._statistics.get(name, ((0.0, 0.0, 0.0, 0.0),))[0]
        return NameStatistics(
            name=name, per_million=per_million, locative=locative, personal=personal, inflected=inflected
        )

    def names(self) -> Iterator[str]:
        """Yield the key of every name, in the trie's order."""
        return iter(self._names.iterkeys())

    def _read_place(self, offset: int) -> Place:
        return Place(**json.loads(self._places[offset : self._places.find(b"\n", offset)]))


def open_gazetteer(data: Path | None = None, cache: Path | None = None) -> Gazetteer:
    """Open the gazetteer of the TSV files in `data`, compiling it first unless `cache` holds it already.

    Args:
        data: the folder of TSV files; the shipped one unless given.
        cache: the folder of compiled indexes; the user's cache unless given.

    Raises:
        GazetteerError: a file is missing or malformed.
    """
    data = data or data_folder()
    folder = (cache or cache_folder()) / _digest(data)
    if not folder.is_dir():
        _compile_beside(data, folder)
    return Gazetteer(folder)


def _digest(data: Path) -> str:
    digest = hashlib.blake2b(_VERSION.encode(), digest_size=16)
    for file in tables.ALL_FILES:
        digest.update(tables.contents(data / file))
    return digest.hexdigest()


def _compile_beside(data: Path, folder: Path) -> None:
    """Compile under a temporary name and move into place, so that a parallel or aborted run never shows half of it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        compile_index(data, temporary)
        temporary.rename(folder)
    except OSError:
        if not folder.is_dir():  # otherwise another process has put the same index there first
            raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def compile_index(data: Path, folder: Path) -> None:
    """Write the index of the TSV files in `data` into the existing `folder`.

    Raises:
        GazetteerError: a malformed row.
    """
    entries: list[tuple[str, tuple[int, int]]] = []
    offsets: dict[str, int] = {}
    with (folder / "places.jsonl").open("wb") as file:
        for row in tables.places(data):
            offset = offsets[row.place.id] = file.tell()
            file.write(json.dumps(asdict(row.place), ensure_ascii=False).encode() + b"\n")
            for name in row.names:
                entries += ((name_key, (Role.PLACE, offset)) for name_key in _keys(name))
    for demonym in tables.demonyms(data, offsets):
        entries += ((fold(form), (Role.DEMONYM, offsets[demonym.place_id])) for form in demonym.forms)
    for name in tables.organizations(data):
        entries += ((name_key, (Role.ORGANIZATION, 0)) for name_key in _keys(name))
    marisa_trie.RecordTrie(_ENTRY, sorted(set(entries))).save(str(folder / "names.marisa"))
    statistics = [
        (row.name, (row.per_million, row.locative, row.personal, row.inflected)) for row in tables.statistics(data)
    ]
    marisa_trie.RecordTrie(_STATISTICS, statistics).save(str(folder / "statistics.marisa"))


def _keys(name: str) -> set[str]:
    """Return a name's key and, for one of several words, the key of those words run together by lost spaces."""
    spaced = key(name)
    return {spaced, spaced.replace(" ", "")}
