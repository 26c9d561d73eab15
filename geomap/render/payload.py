"""The data inside the HTML map: columns in which each text, sentence and reason stands once."""

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from geomap.gazetteer.attributions import Attribution
from geomap.reasons import reason
from geomap.records import Article, Evidence, Geoparse, Kind, Location, Place, Resolution

Columns = dict[str, list[str] | list[int] | list[float]]
"""Name of a column → its cells; all columns of a table are equally long."""

KINDS = list(Kind)
"""A mention's kind is stored as a position in this list."""

MOST_ALTERNATIVES = 5
"""Of a mention, for a reader of the map to choose from who corrects it."""

UNSAFE = re.compile("[<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}\ud800-\udfff]")
"""What may not stand as itself inside a script element or, being half a surrogate pair, in a UTF-8 file."""


def escape_json(value: object) -> str:
    """Write a value as compact JSON in which nothing can end or comment out the script element around it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def utf16_offsets(text: str) -> Callable[[int], int]:
    """Give the function that turns a code-point offset in the text into JavaScript's, in UTF-16 code units."""
    wide = [position for position, character in enumerate(text) if character > "\uffff"]
    return lambda offset: offset + bisect_left(wide, offset)


def web_address(url: str) -> str:
    """Return the address if a browser may be sent there, which is only for http and https, else nothing."""
    return url if url.lower().startswith(("http://", "https://")) else ""


@dataclass(slots=True, kw_only=True)
class _Tables:
    """The columns as they grow, and where each place and reason already stands."""

    articles: list[Article] = field(default_factory=list)
    sentences: list[tuple[int, int, int]] = field(default_factory=list)
    mentions: list[tuple[int, int, int, int, int, float, int, int]] = field(default_factory=list)
    places: list[Place | Location] = field(default_factory=list)
    place_rows: dict[str, int] = field(default_factory=dict)
    reasons: dict[tuple[Evidence, ...], int] = field(default_factory=dict)
    alternatives: dict[tuple[int, ...], int] = field(default_factory=dict)

    def add(self, geoparse: Geoparse) -> None:
        """Append one article with its sentences and mentions."""
        offset = utf16_offsets(geoparse.article.text)
        first = len(self.sentences)
        number = len(self.articles)
        self.articles.append(geoparse.article)
        self.sentences += [(number, offset(s.start), offset(s.end)) for s in geoparse.sentences]
        self.mentions += [self._mention(resolution, first, offset) for resolution in geoparse.resolutions]

    def _mention(
        self, resolution: Resolution, first: int, offset: Callable[[int], int]
    ) -> tuple[int, int, int, int, int, float, int, int]:
        mention, place = resolution.mention, resolution.spot
        why = mention.evidence + resolution.evidence
        row = -1 if place is None else self._place_row(place)
        others = tuple(self._place_row(other.place) for other in resolution.alternatives[:MOST_ALTERNATIVES])
        return (
            first + mention.sentence,
            offset(mention.start),
            offset(mention.end),
            KINDS.index(mention.kind),
            row,
            round(resolution.score, 2),
            self.reasons.setdefault(why, len(self.reasons)),
            self.alternatives.setdefault(others, len(self.alternatives)),
        )

    def _place_row(self, place: Place | Location) -> int:
        if place.id not in self.place_rows:
            self.place_rows[place.id] = len(self.places)
            self.places.append(place)
        return self.place_rows[place.id]


def _columns(names: str, rows: Sequence[tuple[int | float, ...]]) -> Columns:
    """Turn rows of numbers into named columns."""
    cells: Iterator[tuple[int | float, ...]] = zip(*rows, strict=True) if rows else iter([()] * len(names.split()))
    return {name: list(column) for name, column in zip(names.split(), cells, strict=True)}


def _place_columns(places: Sequence[Place | Location]) -> Columns:
    return {
        "id": [place.id for place in places],
        "en": [place.name for place in places],
        "ar": [place.name_ar for place in places],
        "latitude": [place.latitude for place in places],
        "longitude": [place.longitude for place in places],
        "area": [int(place.is_area) for place in places],
        "code": [place.feature_code for place in places],
        "country": [place.country_code for place in places],
        "relation": [place.relation if isinstance(place, Location) else "" for place in places],
        "radius": [place.uncertainty_km if isinstance(place, Location) else 0 for place in places],
    }


def _article_columns(articles: Sequence[Article]) -> Columns:
    return {
        "id": [article.id for article in articles],
        "title": [article.title for article in articles],
        "date": [article.date for article in articles],
        "source": [article.source for article in articles],
        "url": [web_address(article.url) for article in articles],
        "text": [article.text for article in articles],
    }


def _attribution_columns(attributions: Sequence[Attribution]) -> Columns:
    return {
        "text": [attribution.text for attribution in attributions],
        "url": [web_address(attribution.url) for attribution in attributions],
        "licence": [attribution.licence for attribution in attributions],
        "licence_url": [web_address(attribution.licence_url) for attribution in attributions],
    }


def payload(
    geoparses: Sequence[Geoparse], attributions: Sequence[Attribution] = ()
) -> dict[str, Columns | list[str] | list[list[int]]]:
    """Gather geoparsed articles, and whom to name for the user's places, into the tables that `assets/` reads.

    Offsets count UTF-16 code units. A mention's `place` is -1 where it was not resolved; `start` and `end` of
    sentences and mentions index the article's text, `sentence` and `article` the tables of those names. A mention's
    `alternatives` is a position in the list of that name, of rows of places that it may mean instead.
    """
    tables = _Tables()
    for geoparse in geoparses:
        tables.add(geoparse)
    return {
        "kinds": [str(kind) for kind in KINDS],
        "articles": _article_columns(tables.articles),
        "sentences": _columns("article start end", tables.sentences),
        "places": _place_columns(tables.places),
        "mentions": _columns("sentence start end kind place score reason alternatives", tables.mentions),
        "alternatives": [list(rows) for rows in tables.alternatives],
        "attributions": _attribution_columns(attributions),
        "reasons": {language: [reason(why, language) for why in tables.reasons] for language in ("ar", "en")},
    }
