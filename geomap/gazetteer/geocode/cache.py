"""Keeps what services answered, also that they know nothing, so that no name is asked for twice."""

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import platformdirs

from geomap.errors import OutputError
from geomap.gazetteer.geocode.service import Service

Raw: TypeAlias = dict[str, Any]
"""One result, as the service's JSON has it."""

_TABLE = """
CREATE TABLE IF NOT EXISTS answers (
    kind TEXT, domain TEXT, language TEXT, country TEXT, name TEXT, time REAL, results TEXT,
    PRIMARY KEY (kind, domain, language, country, name)
) WITHOUT ROWID
"""
_THIS = "kind = ? AND domain = ? AND language = ? AND country = ? AND name = ?"


def cache_file() -> Path:
    """Return the cache's file in the user's cache folder; it need not exist."""
    return platformdirs.user_cache_path("geomap") / "geocoding.sqlite"


class Cache:
    """The answers in a file; each is there as soon as it is kept, whatever happens later."""

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        """Use an open database; `open_cache` opens one."""
        self.path = path
        self._database = database

    def get(self, service: Service, name: str) -> tuple[Raw, ...] | None:
        """Return what a service answered for a name, or None where it was not asked."""
        with _told(self.path):
            row = self._database.execute(f"SELECT results FROM answers WHERE {_THIS}", _key(service, name)).fetchone()  # noqa: S608  # a constant
        return tuple(json.loads(row[0])) if row else None

    def keep(self, service: Service, name: str, results: Sequence[Raw]) -> None:
        """Keep a service's answer for a name, in place of an earlier one."""
        values = (*_key(service, name), time.time(), json.dumps(results, ensure_ascii=False))
        with _told(self.path):
            self._database.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def seconds_since(self, service: Service) -> float:
        """Return how long ago a service last answered; infinity if it never did, at least 0 whatever the clock did."""
        with _told(self.path):
            (last,) = self._database.execute(
                "SELECT max(time) FROM answers WHERE domain = ?", (service.domain,)
            ).fetchone()
        return float("inf") if last is None else max(0.0, time.time() - last)


@contextmanager
def open_cache(path: Path) -> Iterator[Cache]:
    """Open the cache in a file, which is made, readable by the user alone, if need be.

    Raises:
        OutputError: the file cannot be made, read or written, now or later.
    """
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # it tells what its user is interested in
        database = sqlite3.connect(path, isolation_level=None)
    with closing(database):
        with _told(path):
            database.execute(_TABLE)
        yield Cache(path, database)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"{path}: the cache of answers cannot be used: {reason}; remove it or make room") from None


def _key(service: Service, name: str) -> tuple[str, ...]:
    return (service.kind, service.domain, service.language, service.country, name)
