"""The seven stages, joined: read → split → recognize → match → resolve → store → render."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from geomap.errors import GeomapError, InputError
from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.match import match
from geomap.read import read_articles
from geomap.recognize import recognize
from geomap.recognize.classifier import shipped_model
from geomap.records import Article, Geoparse
from geomap.render import write
from geomap.resolve import resolve
from geomap.split import split
from geomap.store import write_store

OnError = Callable[[GeomapError], None]
"""Takes the errors of inputs that cannot be read; the others go on."""
Progress = Callable[[Iterable[Article]], Iterable[Article]]
"""Passes articles on, and shows how many have come."""


def run(
    inputs: Iterable[str], output: Path, store: Path | None, on_error: OnError, progress: Progress = iter
) -> tuple[Geoparse, ...]:
    """Carry articles through all stages: what could be read ends in the output file, and in the store if one is named.

    Raises:
        InputError: no article could be read; then nothing is written.
        OutputError: the output cannot be written, or has a suffix that names no format.
    """
    geoparses = tuple(geoparse_all(inputs, on_error, progress))
    if not geoparses:
        raise InputError("no article could be read, so nothing was written; correct the input")
    if store:
        write_store(geoparses, store)
    write(geoparses, output)
    return geoparses


def geoparse_all(inputs: Iterable[str], on_error: OnError, progress: Progress = iter) -> Iterator[Geoparse]:
    """Read articles and geoparse each as it comes."""
    gazetteer = open_gazetteer()
    for article in progress(read_articles(inputs, on_error)):
        yield geoparse(article, gazetteer)


def geoparse(article: Article, gazetteer: Gazetteer) -> Geoparse:
    """Find and place every mention of an article."""
    sentences = split(article)
    mentions = recognize(article, sentences, gazetteer, shipped_model())
    matches = [match(mention, gazetteer) for mention in mentions]
    return Geoparse(article=article, sentences=sentences, resolutions=resolve(article, matches))
