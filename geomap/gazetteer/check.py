"""Checks all files of the gazetteer, the shipped ones, the imported ones and the user's, beyond the first error."""

from collections import deque
from collections.abc import Collection, Mapping
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteer import sources, tables
from geomap.gazetteer.keys import key
from geomap.gazetteer.layers import REMOVED_COLUMNS, REMOVED_FILE, Layers, Removal, read_layers, removal
from geomap.gazetteer.tables import Report

_Keys = Mapping[str, Collection[str]]
"""Id of a place → keys of its names."""


def check(data: Path, user: Path, report: Report) -> str:
    """Report every malformed row of the files in `data` and `user`, and return a line of what was checked.

    Args:
        data: the folder of shipped files.
        user: the user's folder, which may be missing.
        report: takes each error, as `file:line: what; what to do`.
    """
    told: set[str] = set()

    def once(error: GazetteerError) -> None:  # removed.tsv is read twice
        if str(error) not in told:
            told.add(str(error))
            report(error)

    layers = read_layers(data, user, once)
    organizations = sum(1 for _ in tables.organizations(data, once))
    statistics = sum(1 for _ in tables.statistics(data, once))
    _check_sources(data, once)
    imported, imported_keys = _check_imports(layers, user, once)
    _check_removals(layers, imported_keys, user / REMOVED_FILE, once)
    return (
        f"checked {len(layers.shipped)} shipped places, {len(layers.own)} of your own, {len(layers.removed)} removals, "
        f"{imported} imported places, "
        f"{len(layers.shipped_demonyms)} demonyms, {len(layers.shipped_local_demonyms)} local demonyms, "
        f"{len(layers.shipped_notes)} notes on names, {organizations} organizations, {statistics} names' statistics"
    )


def _check_sources(data: Path, report: Report) -> None:
    try:
        sources.shipped_sources(data)
    except GazetteerError as error:
        report(error)


def _check_imports(layers: Layers, user: Path, report: Report) -> tuple[int, _Keys]:
    """Report what is wrong with imported files; return the number of their rows, and the keys of places removed."""
    removed = {removal.place_id for removal in layers.removed}
    further = layers.joined(report).further if removed else {}
    keys = {place_id: set(map(key, names)) for place_id, names in further.items()}
    total = 0
    stated = {source.slug: source.rows for source in sources.imported_sources(user, report)}
    for path in layers.imported:
        rows = 0
        for row in tables.places(path.parent, report, (path.name,)):
            rows += 1
            if row.place.id in removed:
                keys.setdefault(row.place.id, set()).update(map(key, row.names))
        if stated.get(path.stem, rows) != rows:
            report(GazetteerError(f"{path}: {rows} good rows, not {stated[path.stem]} as imported; import it again"))
        total += rows
    return total, keys


def _check_removals(layers: Layers, imported: _Keys, path: Path, report: Report) -> None:
    """Report the rows that remove nothing; opening the gazetteer allows them, as a later geomap ships other places."""

    def parse(place_id: str, name: str) -> Removal:
        stated = removal(place_id, name)
        if place_id not in layers.shipped and place_id not in imported:
            raise ValueError(f"no shipped or imported place has the id {place_id}")
        if name and stated.name not in {*layers.shipped_keys(place_id), *imported.get(place_id, ())}:
            raise ValueError(f"'{name}' is no shipped or imported name of {place_id}")
        return stated

    if path.exists():
        deque(tables.rows(path, REMOVED_COLUMNS, parse, report), maxlen=0)
