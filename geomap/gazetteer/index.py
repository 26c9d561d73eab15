"""Opens the compiled index of the TSV files, which loads in milliseconds, and looks names up in it."""

import hashlib
import shutil
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.gazetteer import layers, sources, tables
from geomap.gazetteer.locate import cache_folder, data_folder, user_folder
from geomap.gazetteer.mapped import all_contents
from geomap.gazetteer.nametable import NameTable, Role
from geomap.gazetteer.placetable import CountryCount, PlaceTable
from geomap.gazetteer.usagetable import UsageTable
from geomap.records import Place

if TYPE_CHECKING:
    from geomap.gazetteer.searchtable import SearchTable

_VERSION = "9"  # of the tables' layout; part of the folder's name, so that a new layout never meets an old index
_KEPT = 8  # indexes in the cache: each change to a user's files makes one, of some 4 MB
_KEPT_BYTES = 500_000_000  # and those of imported files are larger
_UNFINISHED = "compiling-"
_ABANDONED = 86400  # seconds after which nobody is at work on an unfinished one


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
        self._search_files = all_contents(folder, "search_")
        self._names = NameTable(folder)
        self._places = PlaceTable(folder)
        self.statistics = UsageTable(folder).statistics
        self.lookup = lru_cache(maxsize=1 << 16)(self._lookup)
        self.place_at = lru_cache(maxsize=1 << 14)(self._places.place)

    def _lookup(self, name: str) -> tuple[Entry, ...]:
        """Return all meanings of a name given by its `key`."""
        meanings = self._names.meanings(name)
        return tuple([self._entry(role, number) for role, number in meanings]) if meanings else ()

    def _entry(self, role: Role, number: int) -> Entry:
        return Entry(role=role, place=None if role == Role.ORGANIZATION else self.place_at(number))

    def has_beginning(self, beginning: str) -> bool:
        """Tell whether any name begins with these letters, be it amid a word."""
        return self._names.begins(beginning)

    def names(self, beginning: str = "") -> Iterator[str]:
        """Yield the key of every name that begins with these letters, in the trie's order."""
        return self._names.names(beginning)

    def places(self, ids: Collection[str]) -> dict[str, Place]:
        """Return the places of these ids, by id, leaving out those it has not; it reads through all, so ask once."""
        return {found: self.place_at(number) for number, found in enumerate(self._places.ids()) if found in ids}

    def counts(self) -> tuple[CountryCount, ...]:
        """Return how many places and names each country has."""
        return self._places.counts()

    @cached_property
    def capitals(self) -> Mapping[str, Place]:
        """The capital of each country or territory that has one, by ISO 3166-1 alpha-2 code; it reads through all."""
        capitals = [self.place_at(number) for number in self._places.capitals()]
        return {place.country_code: place for place in reversed(capitals)}  # the most populous, if there are several

    @cached_property
    def search_table(self) -> "SearchTable":
        """The table of names to search, whose numbers `place_at` takes."""
        from geomap.gazetteer.searchtable import SearchTable  # noqa: PLC0415  # numpy, which no look-up needs

        return SearchTable(self._search_files)


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
    digest = hashlib.blake2b(_VERSION.encode(), digest_size=16)
    for path in (*(data / file for file in tables.ALL_FILES), *layers.own_files(user)):
        digest.update(tables.contents(path))
    for path in sources.imported_files(user):  # too long to be read each time
        state = path.stat()
        digest.update(f"{path.name}|{state.st_size}|{state.st_mtime_ns}|".encode())
    return cache / digest.hexdigest()


def _compile_beside(data: Path, user: Path, folder: Path) -> None:
    """Compile under a temporary name and move into place, so that a parallel or aborted run never shows half of it."""
    from geomap.gazetteer.compile import compile_index  # noqa: PLC0415  # numpy, which no look-up needs

    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder.parent))
    try:
        compile_index(data, user, temporary)
        temporary.rename(folder)
    except OSError:
        if not folder.is_dir():  # otherwise another process has put the same index there first
            raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    with suppress(FileNotFoundError):  # another process may discard them at the same time
        _discard_old(folder.parent)


def _discard_old(cache: Path) -> None:
    """Remove all but the newest indexes, and unfinished ones; what another process has opened stays readable to it."""
    indexes = [path.parent for path in cache.glob("*/names.marisa") if not path.parent.name.startswith(_UNFINISHED)]
    size = 0
    for position, index in enumerate(sorted(indexes, key=_age)):
        size += sum(path.stat().st_size for path in index.iterdir())
        if position and (position >= _KEPT or size > _KEPT_BYTES):
            shutil.rmtree(index, ignore_errors=True)
    for unfinished in cache.glob(f"{_UNFINISHED}*"):
        if unfinished.stat().st_mtime < time.time() - _ABANDONED:
            shutil.rmtree(unfinished, ignore_errors=True)


def _age(index: Path) -> int:
    return -(index / "names.marisa").stat().st_mtime_ns
