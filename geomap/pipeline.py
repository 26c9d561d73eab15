"""The seven stages, joined: read → split → recognize → match → resolve → store → render.

Corrections by hand come between resolve and store.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import tee
from pathlib import Path

from geomap.corrections import Corrections
from geomap.errors import GeomapError, InputError
from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.match import match
from geomap.read import read_articles
from geomap.recognize import THRESHOLD, recognize
from geomap.recognize.labeler import Labeler, TaggerLabeler
from geomap.recognize.tagger import shipped_tagger
from geomap.records import Article, Geoparse, Kind, Mention
from geomap.render import write
from geomap.resolve import resolve
from geomap.resolve.descriptions import resolve_descriptions
from geomap.split import split_article
from geomap.store import write_store

OnError = Callable[[GeomapError], None]
"""Takes the errors of inputs that cannot be read; the others go on."""
Progress = Callable[[Iterable[Article]], Iterable[Article]]
"""Passes articles on, and shows how many have come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user may choose for a run."""

    labeler: Labeler | None = None
    """Reads the sentences; the shipped tagger does where it is None."""
    threshold: float = THRESHOLD
    """Probability from which a mention is kept."""
    corrections: Corrections = field(default_factory=Corrections)
    """What a reader corrected by hand."""
    descriptions: bool = False
    """Whether definite nouns that stand for a place, as المدينة, are mentions too."""


def run(  # noqa: PLR0913  # what goes in, what comes out, and whom to tell
    inputs: Iterable[str],
    output: Path,
    on_error: OnError,
    progress: Progress = iter,
    *,
    settings: Settings | None = None,
    store: Path | None = None,
    online_tiles: bool = False,
) -> tuple[Geoparse, ...]:
    """Carry articles through all stages: what could be read ends in the output file, and in the store if one is named.

    Raises:
        InputError: no article could be read; then nothing is written.
        OutputError: the output cannot be written, or has a suffix that names no format.
    """
    geoparses = tuple(geoparse_all(inputs, on_error, progress, settings))
    if not geoparses:
        raise InputError("no article could be read, so nothing was written; correct the input")
    if store:
        write_store(geoparses, store)
    write(geoparses, output, online_tiles=online_tiles)
    return geoparses


def geoparse_all(
    inputs: Iterable[str], on_error: OnError, progress: Progress = iter, settings: Settings | None = None
) -> Iterator[Geoparse]:
    """Read articles, and geoparse each as it comes."""
    gazetteer = open_gazetteer()
    settings = settings or Settings()
    yield from geoparse_each(progress(read_articles(inputs, on_error)), gazetteer, settings)


def geoparse(article: Article, gazetteer: Gazetteer, settings: Settings | None = None) -> Geoparse:
    """Find and place every mention of an article, and apply the corrections to what was found."""
    (found,) = geoparse_each([article], gazetteer, settings)
    return found


def geoparse_each(
    articles: Iterable[Article], gazetteer: Gazetteer, settings: Settings | None = None
) -> Iterator[Geoparse]:
    """Geoparse articles, of which no two have the same id; several short ones together take less time than alone."""
    settings = settings or Settings()
    labeler = settings.labeler or TaggerLabeler(shipped_tagger())
    waiting, splitting = tee(map(split_article, articles))
    found = recognize(splitting, gazetteer, labeler, settings.threshold, descriptions=settings.descriptions)
    for text, mentions in zip(waiting, found, strict=True):
        matches = [match(mention, gazetteer) for mention in mentions if mention.kind != Kind.DESCRIPTION]
        resolved = Geoparse(
            article=text.article, sentences=text.sentences, resolutions=resolve(text, matches, gazetteer)
        )
        corrected = settings.corrections.apply(resolved)
        described = [mention for mention in mentions if mention.kind == Kind.DESCRIPTION]
        yield _with_descriptions(corrected, described, gazetteer, settings.corrections) if described else corrected


def _with_descriptions(
    found: Geoparse, described: Sequence[Mention], gazetteer: Gazetteer, corrections: Corrections
) -> Geoparse:
    """Add the descriptions whose place is clear: they refer to what corrections left, and may be corrected."""
    referring = resolve_descriptions(found.article.text, described, found.resolutions, gazetteer)
    corrected = corrections.apply(replace(found, resolutions=referring))
    both = sorted((*found.resolutions, *corrected.resolutions), key=lambda resolution: resolution.mention.start)
    return replace(found, resolutions=tuple(both))
