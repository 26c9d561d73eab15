"""The seven stages, joined: read → split → recognize → match → resolve → store → render.

Corrections by hand come between resolve and store.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from geomap.corrections import Corrections
from geomap.errors import GeomapError, InputError
from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.match import match
from geomap.read import read_articles
from geomap.recognize import recognize
from geomap.recognize.labeler import Labeler
from geomap.recognize.tagger import shipped_tagger
from geomap.records import Article, Geoparse
from geomap.render import write
from geomap.resolve import resolve
from geomap.split import split
from geomap.store import write_store

OnError = Callable[[GeomapError], None]
"""Takes the errors of inputs that cannot be read; the others go on."""
Progress = Callable[[Iterable[Article]], Iterable[Article]]
"""Passes articles on, and shows how many have come."""


def run(  # noqa: PLR0913  # one argument per option of the command
    inputs: Iterable[str],
    output: Path,
    store: Path | None,
    on_error: OnError,
    progress: Progress = iter,
    *,
    labeler: Labeler | None = None,
    corrections: Corrections | None = None,
) -> tuple[Geoparse, ...]:
    """Carry articles through all stages: what could be read ends in the output file, and in the store if one is named.

    Raises:
        InputError: no article could be read; then nothing is written.
        OutputError: the output cannot be written, or has a suffix that names no format.
    """
    geoparses = tuple(geoparse_all(inputs, on_error, progress, labeler=labeler, corrections=corrections))
    if not geoparses:
        raise InputError("no article could be read, so nothing was written; correct the input")
    if store:
        write_store(geoparses, store)
    write(geoparses, output)
    return geoparses


def geoparse_all(
    inputs: Iterable[str],
    on_error: OnError,
    progress: Progress = iter,
    *,
    labeler: Labeler | None = None,
    corrections: Corrections | None = None,
) -> Iterator[Geoparse]:
    """Read articles, geoparse each as it comes, and apply the corrections to it."""
    gazetteer = open_gazetteer()
    corrections = corrections or Corrections()
    for article in progress(read_articles(inputs, on_error)):
        yield corrections.apply(geoparse(article, gazetteer, labeler))


def geoparse(article: Article, gazetteer: Gazetteer, labeler: Labeler | None = None) -> Geoparse:
    """Find and place every mention of an article, as the labeler reads it, or the shipped tagger without one."""
    sentences = split(article)
    mentions = recognize(article, sentences, gazetteer, shipped_tagger(), labeler)
    matches = [match(mention, gazetteer) for mention in mentions]
    return Geoparse(article=article, sentences=sentences, resolutions=resolve(article, matches))
