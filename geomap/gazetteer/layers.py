"""The shipped files, the imported ones and the user's own as one gazetteer.

The user's own places win over all; what the user removed is left out. Imported rows are never held in memory together.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from geomap.gazetteer import fields, tables
from geomap.gazetteer.imported import Joined, join, new_places
from geomap.gazetteer.keys import key
from geomap.gazetteer.notes import NameNote, name_notes
from geomap.gazetteer.sources import imported_files
from geomap.gazetteer.tables import DemonymRow, PlaceRow, Report

OWN_FILE = "places.tsv"
"""A user's places, with the columns of the shipped place files."""
REMOVED_FILE = "removed.tsv"
"""The shipped and imported places and names that a user does not want."""
REMOVED_COLUMNS = ("id", "name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A shipped or imported place, or one of its names, that a user does not want."""

    place_id: str
    name: str
    """As its `key`; empty for the whole place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """What the place files and the demonyms hold, of all three kinds."""

    shipped: Mapping[str, PlaceRow]
    """By id, as for the next."""
    own: Mapping[str, PlaceRow]
    removed: frozenset[Removal]
    shipped_demonyms: tuple[DemonymRow, ...]
    shipped_local_demonyms: tuple[DemonymRow, ...]
    shipped_notes: tuple[NameNote, ...]

    imported: tuple[Path, ...]
    """The imported files, by slug; each call below that yields places reads them anew."""

    def places(self) -> Iterator[PlaceRow]:
        """Yield every place that is to be found, with the names that are left: own, shipped, then imported ones.

        Raises:
            GazetteerError: a malformed row of an imported file.
        """
        joined = self.joined()
        yield from self.own.values()
        for place_id, shipped in self.shipped.items():
            if place_id not in self.own:
                yield from self._left_of(joined.with_further_names(shipped))
        for row in new_places(self.imported, joined):
            yield from self._left_of(row)

    def joined(self, report: Report = tables.refuse) -> Joined:
        """Return which imported rows are shipped or own places; errors as for `places`, unless `report` takes them."""
        return join(self.imported, {**self.shipped, **self.own}, report) if self.imported else Joined()

    def demonyms(self) -> Iterator[DemonymRow]:
        """Yield the demonyms of the shipped places among those, with the forms that are left."""
        return self._forms_left(self.shipped_demonyms)

    def local_demonyms(self) -> Iterator[DemonymRow]:
        """Yield the adjectives of the cities and regions among those, with the forms that are left."""
        return self._forms_left(self.shipped_local_demonyms)

    def notes(self, place_id: str) -> Iterator[NameNote]:
        """Yield the notes on the names that the shipped files give a place and the user left it."""
        if place_id not in self.own:
            for note in self.shipped_notes:
                if note.place_id == place_id and not self.has_removed(place_id, note.name):
                    yield note

    def _forms_left(self, rows: Iterable[DemonymRow]) -> Iterator[DemonymRow]:
        for row in rows:
            shipped = self.shipped[row.place_id]
            if row.place_id in self.own or any(self._left_of(shipped)):
                yield replace(row, forms=tuple(form for form in row.forms if not self.has_removed(row.place_id, form)))

    def has_removed(self, place_id: str, name: str = "") -> bool:
        """Tell whether the user removed a shipped or imported place, or this name of it."""
        return bool(self.removed) and Removal(place_id=place_id, name=key(name)) in self.removed

    def shipped_keys(self, place_id: str) -> frozenset[str]:
        """Return the keys of all names and demonyms that the shipped files give a place."""
        rows = (*self.shipped_demonyms, *self.shipped_local_demonyms)
        forms = (form for row in rows if row.place_id == place_id for form in row.forms)
        names = self.shipped[place_id].names if place_id in self.shipped else ()
        return frozenset(map(key, (*names, *forms)))

    def _left_of(self, row: PlaceRow) -> Iterator[PlaceRow]:
        """Yield a place without the names that the user removed, if any is left; the first is its usual name."""
        if not self.removed:
            yield row
        elif not self.has_removed(row.place.id):
            names = tuple(name for name in row.names if not self.has_removed(row.place.id, name))
            if names:
                yield PlaceRow(place=replace(row.place, name_ar=names[0]), names=names)


def own_files(user: Path) -> tuple[Path, ...]:
    """Return the user's files that exist."""
    return tuple(path for path in (user / OWN_FILE, user / REMOVED_FILE) if path.exists())


def read_layers(data: Path, user: Path, report: Report = tables.refuse) -> Layers:
    """Read the shipped places, demonyms and notes in `data`, and the files in `user`, each of which may be missing.

    The imported files are not read yet, as they may be long.

    Raises:
        GazetteerError: a malformed row, as `file:line: what; what to do`, unless `report` takes it.
    """
    shipped = {row.place.id: row for row in tables.places(data, report)}
    removed = user / REMOVED_FILE
    own = {row.place.id: row for row in tables.places(user, report, (OWN_FILE,) if (user / OWN_FILE).exists() else ())}
    return Layers(
        shipped=shipped,
        own=own,
        removed=frozenset(tables.rows(removed, REMOVED_COLUMNS, removal, report) if removed.exists() else ()),
        shipped_demonyms=tuple(tables.demonyms(data, shipped, report)),
        shipped_local_demonyms=tuple(tables.demonyms(data, shipped, report, tables.LOCAL_DEMONYM_FILE)),
        shipped_notes=tuple(name_notes(data, shipped, report)),
        imported=imported_files(user),
    )


def removal(place_id: str, name: str) -> Removal:
    """Return what a row of removed.tsv states, or raise a ValueError that says what is wrong with it."""
    if name and not key(name):
        raise ValueError(f"'{name}' is no name")
    return Removal(place_id=fields.place_id(place_id), name=key(name))
