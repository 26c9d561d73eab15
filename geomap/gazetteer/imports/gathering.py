"""Gathers lines made from the items of a source in a file, batch by batch, so that an interrupted import goes on.

Beside the file stands a note of how many items its lines come from; both are written after each batch. What a batch
wrote before its note was written is cut off when the file is taken up again.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import chain, islice
from pathlib import Path

from geomap.atomic import replacing
from geomap.errors import GazetteerError
from geomap.gazetteer.imports.rows import Item, LeftOut, Source
from geomap.gazetteer.tables import Report

BATCH = 20_000
"""Items after which the file and the note are written."""

Progress = Callable[[int], object]
"""What is told after each batch of how many items it was, those taken up from before included."""


@dataclass(slots=True, kw_only=True)
class Note:
    """How far a file has come."""

    identity: str
    """Of what is imported; the file of another import is not taken up."""
    items: int = 0
    """Read so far, from the first file on."""
    length: int = 0
    """Bytes of the file that come from them."""
    left_out: dict[str, int] = field(default_factory=dict)
    """Items that are not in the file, by the value of `LeftOut`."""
    is_complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """A file of lines that grows until all items of some files are read."""

    path: Path
    """Of the file, with its note beside it; the folder must exist."""
    identity: str
    """Changes with whatever changes a line."""

    def fill(self, source: Source[Item], files: Iterable[Path], report: Report, progress: Progress) -> Note:
        """Write the lines that the items of the files become, from where it was left.

        Args:
            source: Reads the files.
            files: In the order in which they are read.
            report: Takes the malformed items' errors, as `file:line: what; what to do`.
            progress: Takes the number of items of each batch.

        Raises:
            GazetteerError: A file cannot be read to its end, or `report` raised it.
            OutputError: The note cannot be written.
        """
        note = self._note()
        progress(note.items)
        items = chain.from_iterable(((path, *item) for item in source.items(path)) for path in files)
        rest = islice(items, note.items, None)
        with self.path.open("r+b" if note.length else "wb") as file:
            file.truncate(note.length)
            file.seek(note.length)
            while not note.is_complete:
                before = note.items
                file.writelines(_lines(islice(rest, BATCH), source, note, report))
                file.flush()
                os.fsync(file.fileno())  # the note must not be ahead of the file, even after a power cut
                note.length = file.tell()
                note.is_complete = note.items == before
                self._write(note)
                progress(note.items - before)
        return note

    @property
    def _note_path(self) -> Path:
        return self.path.with_suffix(".json")

    def _note(self) -> Note:
        """Return the note beside the file if both are whole and of this identity, else one of a file to be begun."""
        fresh = Note(identity=self.identity)
        try:
            note = Note(**json.loads(self._note_path.read_bytes()))
            is_whole = self.path.stat().st_size >= note.length
        except (FileNotFoundError, ValueError, TypeError):  # none, or that of another version
            return fresh
        return note if note.identity == self.identity and is_whole else fresh

    def _write(self, note: Note) -> None:
        with replacing(self._note_path) as written:
            written.write_text(json.dumps(asdict(note)), encoding="utf-8")


def _lines(
    batch: Iterable[tuple[Path, int, Item]], source: Source[Item], note: Note, report: Report
) -> Iterator[bytes]:
    """Yield the lines of a batch, whose items are never in memory together, and count them in the note."""
    left_out = note.left_out
    for path, number, item in batch:
        note.items += 1
        try:
            line = source.line_of(item)
        except ValueError as error:
            left_out[LeftOut.MALFORMED] = left_out.get(LeftOut.MALFORMED, 0) + 1
            advice = "" if isinstance(error, GazetteerError) else "; correct it"  # the former say themselves what to do
            report(GazetteerError(f"{source.where(path, number)}: {error}{advice}"))
        else:
            if isinstance(line, bytes):
                yield line
            elif line:
                left_out[line] = left_out.get(line, 0) + 1
