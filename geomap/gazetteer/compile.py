"""Compiles the TSV files into the index that `Gazetteer` opens.

The index is a folder: `places.jsonl` has a place per line, the most populous first; `names.marisa` is a trie of folded
names whose values point into it, `latin.marisa` one of the names in Latin letters, and `statistics.marisa` has the
statistics of names. marisa-trie maps all of them into memory.
"""

import json
from dataclasses import asdict
from enum import IntEnum
from pathlib import Path

import marisa_trie

from geomap.arabic import fold
from geomap.gazetteer import tables
from geomap.gazetteer.keys import keys, search_key
from geomap.gazetteer.layers import read_layers
from geomap.gazetteer.tables import PlaceRow

VERSION = "2"
"""Of the layout; part of the folder's name, so that a new layout never meets an old index."""
ENTRY = "<BQ"
"""A record of names.marisa: role, offset into places.jsonl."""
LATIN = "<Q"
STATISTICS = "<ffff"


class Role(IntEnum):
    """What a name is a name of."""

    PLACE = 0
    DEMONYM = 1
    ORGANIZATION = 2


def compile_index(data: Path, user: Path, folder: Path) -> None:
    """Write the index of the shipped files in `data` and the user's in `user` into the existing `folder`.

    Raises:
        GazetteerError: a malformed row.
    """
    layers = read_layers(data, user)
    rows = sorted(layers.places(), key=_rank)
    offsets = _write_places(rows, folder / "places.jsonl")
    entries = {
        (name_key, (Role.PLACE, offsets[row.place.id])) for row in rows for name in row.names for name_key in keys(name)
    }
    for demonym in layers.demonyms():
        entries |= {(fold(form), (Role.DEMONYM, offsets[demonym.place_id])) for form in demonym.forms}
    for name in tables.organizations(data):
        entries |= {(name_key, (Role.ORGANIZATION, 0)) for name_key in keys(name)}
    marisa_trie.RecordTrie(ENTRY, sorted(entries)).save(str(folder / "names.marisa"))
    latin = sorted((search_key(row.place.name), (offsets[row.place.id],)) for row in rows)
    marisa_trie.RecordTrie(LATIN, latin).save(str(folder / "latin.marisa"))
    statistics = [
        (row.name, (row.per_million, row.locative, row.personal, row.inflected)) for row in tables.statistics(data)
    ]
    marisa_trie.RecordTrie(STATISTICS, statistics).save(str(folder / "statistics.marisa"))


def _rank(row: PlaceRow) -> tuple[int, str]:
    return -row.place.population, row.place.id


def _write_places(rows: list[PlaceRow], path: Path) -> dict[str, int]:
    """Write the places and return the offset of each by its id."""
    offsets = {}
    with path.open("wb") as file:
        for row in rows:
            offsets[row.place.id] = file.tell()
            file.write(json.dumps(asdict(row.place), ensure_ascii=False).encode() + b"\n")
    return offsets
