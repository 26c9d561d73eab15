"""Reads what is to be said of contested and changed names: who uses them, and from when until when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from geomap.gazetteer import tables
from geomap.gazetteer.keys import key
from geomap.gazetteer.tables import PlaceRow, Report, refuse

COLUMNS = ("place_id", "name", "kind", "since", "until", "note_ar", "note_en")


class NoteKind(StrEnum):
    """What sort of name it is, beside the usual one."""

    FORMER = "former"
    """The official or usual one of an earlier time."""

    CONTESTED = "contested"
    """Used by one side of a dispute over the place, its past or its state."""

    ALTERNATIVE = "alternative"
    """As current as the usual one: another language's form, a translation, a longer form."""

    OFFICIAL = "official"
    """The official one, where news use another."""

    LOCAL = "local"
    """That of a language spoken at the place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameNote:
    """A remark on one of a place's names."""

    place_id: str
    name: str
    kind: NoteKind
    since: str
    """The year in which the name came into use, as for the next; empty where it is not known or does not apply."""
    until: str
    """The year in which it was given up."""
    text_ar: str
    text_en: str


def name_notes(folder: Path, shipped: Mapping[str, PlaceRow], report: Report = refuse) -> Iterator[NameNote]:
    """Yield the notes on names of shipped places.

    Raises:
        GazetteerError: a malformed row, or one of a place or name that is not shipped, unless `report` takes it.
    """

    def parse(place_id: str, name: str, kind: str, *cells: str) -> NameNote:
        if place_id not in shipped:
            raise ValueError(f"no place has the id {place_id}")
        if key(name) not in map(key, shipped[place_id].names):
            raise ValueError(f"'{name}' is no name of {place_id}")
        return _note(place_id, name, kind, *cells)

    return tables.rows(folder / tables.NAME_NOTE_FILE, COLUMNS, parse, report)


def _note(  # noqa: PLR0913, PLR0917  # one parameter per column of the file
    place_id: str, name: str, kind: str, since: str, until: str, text_ar: str, text_en: str
) -> NameNote:
    if kind not in set(NoteKind):
        raise ValueError(f"the kind '{kind}' is none of {' '.join(NoteKind)}")
    for year in filter(None, (since, until)):
        if not year.isdecimal():
            raise ValueError(f"'{year}' is no year")
    if since and until and int(since) > int(until):
        raise ValueError(f"{since} is after {until}")
    if not (text_ar and text_en):
        raise ValueError("a note is empty")
    return NameNote(
        place_id=place_id, name=name, kind=NoteKind(kind), since=since, until=until, text_ar=text_ar, text_en=text_en
    )
