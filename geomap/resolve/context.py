"""What the rest of the article says of a mention's place: which countries it speaks of, and where its places lie."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from geopy.distance import geodesic

from geomap.records import Evidence, Kind, Match, Mention, Place, Resolution

_NEARBY_SHARE = 1.5  # log-odds if all countries of the mention's sentence and its neighbours are the candidate's
_ARTICLE_SHARE = 1.5  # the same for the whole article
_ABSENT = -2.0  # the article speaks of countries, and the candidate's is none of them
_ABSENT_AND_DOUBTFUL = -3.5  # and the name may be no place's, or a hospital's elsewhere: مشهد without Iran is a scene
_DOUBTFUL = 0.75  # score of the mention below which that is so
_NEAR_KM = 300  # about the size of a province: a place farther from all others gains nothing by nearness
_NEAR_DEGREES = 3.0  # of latitude, a little more than _NEAR_KM: farther points need not be measured
_NEAR_WEIGHT = 1.0
_ANCHORS = 50  # at most; the most frequent places of an article tell where it plays


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Countries by where they are named, and the points of the places that are sure."""

    by_sentence: dict[int, Counter[str]] = field(default_factory=dict)
    by_toponym: dict[str, Counter[str]] = field(default_factory=dict)
    """What each name contributed, so that no name is evidence for itself."""
    total: Counter[str] = field(default_factory=Counter)
    witnesses: dict[str, str] = field(default_factory=dict)
    """For each country a word that named it."""
    anchors: tuple[Place, ...] = ()


def setting(matches: Sequence[Match], sure: Iterable[Resolution]) -> Setting:
    """Gather the countries that demonyms and countries' names state, and those of places already sure."""
    result = Setting()
    for match in matches:
        likeliest = min(match.candidates, key=lambda item: (-item.score, item.place.id), default=None)
        if likeliest and (match.mention.kind == Kind.DEMONYM or likeliest.place.is_country):
            _count(result, match.mention, likeliest.place.country_code)
    points: Counter[Place] = Counter()
    for resolution in sure:
        place = resolution.place
        if place and not place.is_country and resolution.mention.kind != Kind.DEMONYM:
            _count(result, resolution.mention, place.country_code)
            points[place] += not place.is_area
    anchors = sorted((place for place in points if points[place]), key=lambda place: (-points[place], place.id))
    return Setting(
        by_sentence=result.by_sentence,
        by_toponym=result.by_toponym,
        total=result.total,
        witnesses=result.witnesses,
        anchors=tuple(anchors[:_ANCHORS]),
    )


def _count(into: Setting, mention: Mention, country: str) -> None:
    if country:
        into.by_sentence.setdefault(mention.sentence, Counter())[country] += 1
        into.by_toponym.setdefault(mention.toponym, Counter())[country] += 1
        into.total[country] += 1
        into.witnesses.setdefault(country, mention.surface)


def country_context(mention: Mention, place: Place, around: Setting) -> Iterator[Evidence]:
    """Yield how much the article, and the sentences around the mention, speak of the candidate's country."""
    if not place.country_code:
        return
    own = around.by_toponym.get(mention.toponym, Counter())
    total = around.total.total() - own.total()
    if total <= 0:
        return
    in_article = around.total[place.country_code] - own[place.country_code]
    if in_article <= 0:
        if not place.is_country:
            is_doubtful = mention.score < _DOUBTFUL or place.is_namesake_of_many
            weight = _ABSENT_AND_DOUBTFUL if is_doubtful else _ABSENT
            yield Evidence(code="country_absent", weight=weight, detail=place.country_code)
        return
    nearby: Counter[str] = Counter()
    for sentence in (mention.sentence - 1, mention.sentence, mention.sentence + 1):
        nearby.update(around.by_sentence.get(sentence, Counter()))
    nearby.subtract(own)
    named = sum(count for count in nearby.values() if count > 0)
    share = max(nearby[place.country_code], 0) / named if named else 0.0
    weight = _NEARBY_SHARE * share + _ARTICLE_SHARE * in_article / total
    yield Evidence(code="country_context", weight=round(weight, 3), detail=around.witnesses[place.country_code])


def nearness(place: Place, around: Setting) -> Iterator[Evidence]:
    """Yield how near the candidate lies to the nearest other place of which the article's reading is sure."""
    if place.is_area:
        return
    near = [
        (_kilometers(place.latitude, place.longitude, anchor.latitude, anchor.longitude), anchor.id, anchor.name_ar)
        for anchor in around.anchors
        if anchor.id != place.id and abs(anchor.latitude - place.latitude) < _NEAR_DEGREES
    ]
    kilometers, _, name = min(near, default=(math.inf, "", ""))
    if kilometers < _NEAR_KM:
        weight = _NEAR_WEIGHT * (1 - kilometers / _NEAR_KM)
        yield Evidence(code="near", weight=round(weight, 3), detail=f"{name} {kilometers:.0f} km")


@lru_cache(maxsize=1 << 16)
def _kilometers(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the geodesic distance of two points given in degrees; exact, and so worth remembering."""
    return float(geodesic((latitude, longitude), (other_latitude, other_longitude)).km)
