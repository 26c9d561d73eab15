"""Opens the compiled index of the TSV files, which loads in milliseconds, and looks names up in it."""

import hashlib
import json
import mmap
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import marisa_trie

from geomap.gazetteer import layers, tables
from geomap.gazetteer.compile import ENTRY, LATIN, STATISTICS, VERSION, Role, compile_index
from geomap.gazetteer.locate import cache_folder, data_folder, user_folder
from geomap.gazetteer.tables import NameStatistics
from geomap.records import Place

_KEPT = 8  # indexes in the cache: each change to a user's files makes one, of some 4 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One meaning of a name."""

    role: Role
    place: Place | None
    """None for an organization."""


class Gazetteer:
    """All names and places, read from a compiled index; cheap to open, safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open the index that `compile_index` wrote into `folder`."""
        self._names = marisa_trie.RecordTrie(ENTRY).mmap(str(folder / "names.marisa"))
        self._latin = marisa_trie.RecordTrie(LATIN).mmap(str(folder / "latin.marisa"))
        self._statistics = marisa_trie.RecordTrie(STATISTICS).mmap(str(folder / "statistics.marisa"))
        with (folder / "places.jsonl").open("rb") as file:
            self._places = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.lookup = lru_cache(maxsize=1 << 16)(self._lookup)
        self.begins = lru_cache(maxsize=1 << 16)(self._begins)
        self.place_at = lru_cache(maxsize=1 << 14)(self._read_place)

    def _lookup(self, name: str) -> tuple[Entry, ...]:
        """Return all meanings of a name given by its `key`."""
        return tuple(
            Entry(role=Role(role), place=None if role == Role.ORGANIZATION else self.place_at(offset))
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

    def named(self, beginning: str = "") -> Iterator[tuple[str, int]]:
        """Yield all names of places, Arabic and Latin, whose `search_key` begins so, each with the number of its place.

        `place_at` takes these numbers, and a more populous place has a lower one.
        """
        for name, (role, offset) in self._names.iteritems(beginning):
            if role == Role.PLACE:
                yield name, offset
        for name, (offset,) in self._latin.iteritems(beginning):
            yield name, offset

    def _read_place(self, offset: int) -> Place:
        """Return the place of a number that `named` gave."""
        return Place(**json.loads(self._places[offset : self._places.find(b"\n", offset)]))


def open_gazetteer(data: Path | None = None, cache: Path | None = None, user: Path | None = None) -> Gazetteer:
    """Open the gazetteer of the TSV files in `data` and `user`, compiling it first unless `cache` holds it already.

    Args:
        data: the folder of TSV files; the shipped one unless given.
        cache: the folder of compiled indexes; the user's cache unless given.
        user: the folder of the user's own files, which may be missing; `user_folder()` unless given.

    Raises:
        GazetteerError: a file is missing or malformed.
    """
    data, user = data or data_folder(), user or user_folder()
    folder = index_folder(data, user, cache or cache_folder())
    if not folder.is_dir():
        _compile_beside(data, user, folder)
    return Gazetteer(folder)


def index_folder(data: Path, user: Path, cache: Path) -> Path:
    """Return where the index of these files lies, or is to lie.

    Raises:
        GazetteerError: a file is missing.
    """
    digest = hashlib.blake2b(VERSION.encode(), digest_size=16)
    for path in (*(data / file for file in tables.ALL_FILES), *layers.own_files(user)):
        digest.update(tables.contents(path))
    return cache / digest.hexdigest()


def _compile_beside(data: Path, user: Path, folder: Path) -> None:
    """Compile under a temporary name and move into place, so that a parallel or aborted run never shows half of it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        compile_index(data, user, temporary)
        temporary.rename(folder)
    except OSError:
        if not folder.is_dir():  # otherwise another process has put the same index there first
            raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    _discard_old(folder.parent)


def _discard_old(cache: Path) -> None:
    """Remove all but the newest indexes; what another process has opened stays readable to it."""
    indexes = sorted(cache.glob("*/names.marisa"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for index in indexes[_KEPT:]:
        shutil.rmtree(index.parent, ignore_errors=True)
