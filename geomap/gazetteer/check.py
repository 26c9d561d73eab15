"""Checks all files of the gazetteer, the shipped ones and the user's, beyond the first error."""

from collections import deque
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteer import tables
from geomap.gazetteer.layers import REMOVED_COLUMNS, REMOVED_FILE, Layers, Removal, read_layers, removal
from geomap.gazetteer.tables import Report


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
    _check_removals(layers, user / REMOVED_FILE, once)
    return (
        f"checked {len(layers.shipped)} shipped places, {len(layers.own)} of your own, {len(layers.removed)} removals, "
        f"{len(layers.shipped_demonyms)} demonyms, {organizations} organizations, {statistics} names' statistics"
    )


def _check_removals(layers: Layers, path: Path, report: Report) -> None:
    """Report the rows that remove nothing; opening the gazetteer allows them, as a later geomap ships other places."""

    def parse(place_id: str, name: str) -> Removal:
        stated = removal(place_id, name)
        if place_id not in layers.shipped:
            raise ValueError(f"no shipped place has the id {place_id}")
        if name and stated.name not in layers.shipped_keys(place_id):
            raise ValueError(f"'{name}' is no shipped name of {place_id}")
        return stated

    if path.exists():
        deque(tables.rows(path, REMOVED_COLUMNS, parse, report), maxlen=0)
