"""Carries an import out: reads, gathers, rids of twins, and puts the result in place in one step."""

import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from geomap.atomic import replacing
from geomap.errors import GazetteerError
from geomap.gazetteer.imports.alternates import ALTERNATES, Alternates, read_alternates
from geomap.gazetteer.imports.gathering import Gathering, Note, Progress
from geomap.gazetteer.imports.licences import Licence, note
from geomap.gazetteer.imports.order import SLUG, Order, Plan, files_of, plan
from geomap.gazetteer.imports.readers import open_source
from geomap.gazetteer.imports.twins import copy_without_twins
from geomap.gazetteer.sources import IMPORTS
from geomap.gazetteer.tables import PLACE_COLUMNS, Report

Stages = Callable[[str], Progress]
"""Told what is read now, it returns what counts the items of that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where an import reads and writes."""

    data: Path
    """Of the shipped files."""
    user: Path
    cache: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an import did."""

    path: Path
    """Of the imported places."""
    rows: int
    left_out: Mapping[str, int]
    """How many items, by the value of `LeftOut`."""
    licence: Licence


def import_places(order: Order, folders: Folders, report: Report, stages: Stages) -> Outcome:
    """Import places into the user's folder, replacing an earlier import of the same name.

    An import that was interrupted goes on where it was when the same order is given again for the same files.

    Args:
        order: What to import.
        folders: Where to read and write.
        report: Takes malformed items' errors; if it raises one, the import is refused.
        stages: Takes how far the reading has come.

    Raises:
        GazetteerError: The order cannot be carried out, a file cannot be read to its end, nothing in it is a place that
            can be imported, or `report` raised it; nothing is written then.
        OutputError: The result cannot be written.
    """
    planned = plan(order)
    work = folders.cache / IMPORTS / planned.slug
    work.mkdir(parents=True, exist_ok=True)
    try:
        alternates = _alternates(planned, work, report, stages)
        source = open_source(planned, folders.data, alternates)
        rows = Gathering(path=work / "rows.tsv", identity=planned.identity)
        gathered = rows.fill(source, files_of(order.paths), report, stages("places"))
        outcome = _put(planned, folders.user, rows.path, gathered)
    except GazetteerError:  # the order or the files must change, and what was gathered goes with them
        shutil.rmtree(work)
        raise
    shutil.rmtree(work)
    return outcome


def told(left_out: Mapping[str, int]) -> str:
    """Return how many items are left out, and why, the most first."""
    counts = sorted(left_out.items(), key=lambda item: -item[1])
    return ", ".join(f"{count} {reason}" for reason, count in counts) or "none"


def remove_import(user: Path, slug: str) -> None:
    """Remove an import from the user's folder.

    Raises:
        GazetteerError: There is none of this name.
    """
    paths = [user / IMPORTS / f"{slug}{suffix}" for suffix in (".tsv", ".toml")]
    if not SLUG.fullmatch(slug) or not paths[0].exists():
        there = ", ".join(sorted(path.stem for path in (user / IMPORTS).glob("*.tsv")))
        raise GazetteerError(f"{slug}: no import has this name; choose one of these: {there or 'none yet'}")
    for path in paths:
        path.unlink(missing_ok=True)


def _alternates(planned: Plan, work: Path, report: Report, stages: Stages) -> Alternates | None:
    if planned.order.alternates is None:
        return None
    names = Gathering(path=work / "names.tsv", identity=planned.identity)
    names.fill(ALTERNATES, [planned.order.alternates], report, stages("names"))
    return read_alternates(names.path)


def _put(planned: Plan, user: Path, rows: Path, gathered: Note) -> Outcome:
    """Put the gathered rows in place, with the note of their licence."""
    left_out = Counter(gathered.left_out)
    if not gathered.length:
        raise GazetteerError(f"{planned.order.paths[0]}: no place in it can be imported: {told(left_out)}")
    path = user / IMPORTS / f"{planned.slug}.tsv"
    with replacing(path) as places, replacing(path.with_suffix(".toml")) as about:  # the note is put there first
        with places.open("wb") as file:
            file.write("\t".join(PLACE_COLUMNS).encode() + b"\n")
            kept, twins = copy_without_twins(rows, file)
        today = datetime.now(UTC).date().isoformat()
        text = note(planned.licence, version=planned.version, imported=today, rows=kept)
        about.write_text(text, encoding="utf-8", newline="\n")
    return Outcome(path=path, rows=kept, left_out=left_out + twins, licence=planned.licence)
