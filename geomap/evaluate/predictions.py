"""Gets what is scored: geomap's own results, or another tool's from a file."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from geomap.errors import InputError
from geomap.evaluate.gold import read_kind
from geomap.evaluate.iob import align, read_sentences
from geomap.evaluate.lines import Record, parse, read_lines
from geomap.evaluate.records import FoundPlace, Prediction
from geomap.read.source import shown
from geomap.records import Article, Place, Resolution


def predicted(resolutions: Iterable[Resolution]) -> Iterator[Prediction]:
    """Yield geomap's results as predictions."""
    for resolution in resolutions:
        mention = resolution.mention
        yield Prediction(
            article_id=mention.article_id,
            start=mention.start,
            end=mention.end,
            kind=mention.kind,
            place=found_place(resolution.place) if resolution.place else None,
            score=resolution.score,
        )


def found_place(place: Place) -> FoundPlace:
    """Return what is compared of a place of the gazetteer."""
    return FoundPlace(id=place.id, latitude=place.latitude, longitude=place.longitude, country_code=place.country_code)


def read_predictions(path: Path, articles: Sequence[Article]) -> tuple[Prediction, ...]:
    """Read the predictions for these articles: JSON Lines as `geomap extract` writes them, or IOB2.

    JSON Lines may hold other articles' mentions too, which are passed over. Only `article`, `start` and `end` must be
    there; `kind` is literal unless given, and `resolution_score` is unknown.

    Raises:
        InputError: the file is malformed, does not fit the texts, or is about none of the articles.
    """
    lines = tuple(read_lines(path))
    first = next((line.text.strip() for line in lines if line.text.strip()), "")
    if first and not first.startswith("{"):
        return tuple(align(shown(str(path)), read_sentences(lines), articles))
    lengths = {article.id: len(article.text) for article in articles}
    records = [parse(line) for line in lines if line.text.strip()]
    ours = [record for record in records if record.text("article") in lengths]
    if not ours:
        raise InputError(f"{shown(str(path))}: no mention in an article of the gold; use the gold's ids of articles")
    return tuple(_prediction(record, lengths) for record in ours)


def _prediction(record: Record, lengths: dict[str, int]) -> Prediction:
    article_id, start, end = record.text("article"), record.offset("start"), record.offset("end")
    if not start < end <= lengths[article_id]:
        raise InputError(
            f"{record.where}: [{start}:{end}] is no span of article {shown(article_id)}; count offsets in code points"
        )
    return Prediction(
        article_id=article_id,
        start=start,
        end=end,
        kind=read_kind(record),
        place=_place(record),
        score=record.number("resolution_score") if "resolution_score" in record else None,
    )


def _place(record: Record) -> FoundPlace | None:
    if "latitude" not in record and "longitude" not in record:
        return None
    return FoundPlace(
        id=record.text("place_id", ""),
        latitude=record.degrees("latitude", 90),
        longitude=record.degrees("longitude", 180),
        country_code=record.text("country_code", "").upper(),
    )
