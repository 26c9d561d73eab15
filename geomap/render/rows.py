"""Results as a table: one row per mention, with the columns that every export shares."""

from collections.abc import Iterator
from dataclasses import dataclass

from geomap.gazetteer.extents import uncertainty_km
from geomap.reasons import reason
from geomap.records import Geoparse, Relation, Resolution
from geomap.render.chunk import SCORE_DIGITS
from geomap.render.payload import web_address


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRow:
    """One mention and the place it was resolved to, whose fields are None where there is none."""

    article: str
    """Id of the article."""
    sentence: int
    """Index of the sentence in the article, from 0."""
    start: int
    """Offset of the mention in the article's text, in code points."""
    end: int
    """Offset of the first code point after it."""
    surface: str
    kind: str
    score: float
    """Probability, from 0 to 1, that this is a mention of the stated kind."""
    place_id: str | None
    name: str | None
    name_ar: str | None
    latitude: float | None
    """WGS84 degrees: those of the place, unless the mention lies elsewhere, within or away from it."""
    longitude: float | None
    feature_code: str | None
    country_code: str | None
    uncertainty_km: float | None
    """How far what is meant may lie or reach from the coordinates, in kilometers; None for a place that is a point."""
    resolution_score: float
    """Probability, from 0 to 1, that the place is right; 0 where there is none."""
    reason: str
    """The evidence for mention and place, in English."""
    alternatives: tuple[str, ...]
    """Ids of the places not chosen, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Where a mention stands, for whoever checks it: the columns that people's formats have after a row's."""

    quotation: str
    """The sentence that holds the mention, without white space around it."""
    title: str
    """The article's, as are the others."""
    date: str
    source: str
    url: str
    """Empty unless it is one to which a browser may be sent."""


def rows(geoparse: Geoparse) -> Iterator[MentionRow]:
    """Yield one row per mention of an article, in text order.

    Args:
        geoparse: The article with its results.

    Yields:
        The rows; scores are rounded to four digits.
    """
    for resolution in geoparse.resolutions:
        yield _row(geoparse.article.id, resolution)


def context(geoparse: Geoparse, row: MentionRow) -> Context:
    """Return what the article says where a row's mention stands, and whose words they are."""
    article, sentence = geoparse.article, geoparse.sentences[row.sentence]
    return Context(
        quotation=article.text[sentence.start : sentence.end].strip(),
        title=article.title,
        date=article.date,
        source=article.source,
        url=web_address(article.url),
    )


def _row(article_id: str, resolution: Resolution) -> MentionRow:
    mention, place, location = resolution.mention, resolution.place, resolution.location
    point = place if location and location.relation == Relation.PART else resolution.spot
    kind = place or location
    return MentionRow(
        article=article_id,
        sentence=mention.sentence,
        start=mention.start,
        end=mention.end,
        surface=mention.surface,
        kind=mention.kind.value,
        score=round(mention.score, SCORE_DIGITS),
        place_id=place.id if place else None,
        name=place.name if place else None,
        name_ar=place.name_ar if place else None,
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        feature_code=kind.feature_code if kind else None,
        country_code=kind.country_code if kind else None,
        uncertainty_km=uncertainty_km(resolution.spot),
        resolution_score=round(resolution.score, SCORE_DIGITS),
        reason=reason(mention.evidence + resolution.evidence, "en"),
        alternatives=tuple(candidate.place.id for candidate in resolution.alternatives),
    )
