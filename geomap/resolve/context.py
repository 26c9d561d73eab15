"""What the rest of the article says of a mention's place: which countries it speaks of, and where its places lie."""

import math
from collections.abc import Iterator

from geomap.records import Evidence, Match, Mention, Place
from geomap.resolve import weights
from geomap.resolve.contain import distance_km, may_be_closer
from geomap.resolve.countries import country_context
from geomap.resolve.setting import Anchor, Setting, division

_NEAR_KM = 300  # about the size of a province: a place farther from all others gains nothing by nearness
_CLOSE_KM = 10  # as within a town; twice as near counts alike from there on
_LIKELY = 0.5  # probability from which a place shows where the article plays


def contextual(match: Match, place: Place, around: Setting) -> Iterator[Evidence]:
    """Yield what the article says for or against a candidate, coarse before fine.

    Places near a capital speak as much for the country of the same name: they lie in it.
    """
    mention = match.mention
    is_like = is_like_its_country(place, match)
    context = country_context(mention, place, around, _rivals(place, match))
    if is_like and not place.is_country:  # what counts against it would count against the country too
        context = (each for each in context if each.weight > 0)
    yield from context
    if place.feature_code == "PPLC" and any(each.place.is_country for each in match.candidates):
        yield from _among_towns(mention, place, around)
    if not place.is_country and not is_like:
        yield from division_context(mention, place, around)
        yield from nearness(mention, _seat(place, match), around)


def _seat(place: Place, match: Match) -> Place:
    """Return the town after which a division is called, whose point tells more than the division's middle."""
    if place.feature_class != "A":
        return place
    towns = (each.place for each in match.candidates if each.place.feature_class == "P")
    near = (town for town in towns if division(town) == division(place) and town.country_code == place.country_code)
    return max(near, key=lambda town: (town.population, town.id), default=place)


def is_like_its_country(place: Place, match: Match) -> bool:
    """Tell whether a candidate's country is a candidate too, as of تونس."""
    return any(other.place.is_country and other.place.country_code == place.country_code for other in match.candidates)


def _rivals(place: Place, match: Match) -> frozenset[str]:
    """Return the countries of the other candidates."""
    return frozenset(each.place.country_code for each in match.candidates) - {place.country_code}


def _among_towns(mention: Mention, place: Place, around: Setting) -> Iterator[Evidence]:
    """Yield how far all that is named with a capital are towns of its country."""
    shares = around.towns.shares(mention, place.country_code)
    if shares and (share := (shares.nearby + shares.article) / 2):
        detail = around.countries.witnesses[place.country_code]
        yield Evidence(code="among_towns", weight=round(weights.AMONG_TOWNS * share, 3), detail=detail)


def division_context(mention: Mention, place: Place, around: Setting) -> Iterator[Evidence]:
    """Yield how much the article speaks of the candidate's first-order division."""
    code = division(place)
    shares = around.divisions.shares(mention, code) if code else None
    if shares and shares.article:
        weight = weights.SENTENCE_DIVISION * shares.nearby + weights.ARTICLE_DIVISION * shares.article
        yield Evidence(code="division_context", weight=round(weight, 3), detail=around.divisions.witnesses[code])


def nearness(mention: Mention, place: Place, around: Setting) -> Iterator[Evidence]:
    """Yield how near the candidate lies to another name's place, as far as that one is likely.

    A quarter, hospital or street that is far from all of them is one of the same name elsewhere.
    """
    others = [anchor for anchor in around.anchors if anchor.toponym != mention.toponym and anchor.place.id != place.id]
    near = [anchor for anchor in others if may_be_closer(place, anchor.place, _NEAR_KM + anchor.reach_km)]
    weight, _, nearest = max(
        ((_closeness(place, anchor) * anchor.share, anchor.place.id, anchor.place) for anchor in near),
        default=(0.0, "", place),
    )
    if weight > 0:
        kilometers = distance_km(place.latitude, place.longitude, nearest.latitude, nearest.longitude)
        detail = f"{nearest.name_ar} {kilometers:.0f} km"
        yield Evidence(code="near", weight=round(weights.NEARNESS * weight, 3), detail=detail)
    elif place.is_namesake_of_many and any(anchor.share > _LIKELY for anchor in others):
        yield Evidence(code="far", weight=weights.FAR)


def _closeness(place: Place, anchor: Anchor) -> float:
    """Return how near a place lies to an anchor, by the logarithm of the distance: 1 there, 0 from `_NEAR_KM`."""
    other = anchor.place
    kilometers = distance_km(place.latitude, place.longitude, other.latitude, other.longitude) - anchor.reach_km
    return max(0.0, 1 - math.log1p(max(0.0, kilometers) / _CLOSE_KM) / math.log1p(_NEAR_KM / _CLOSE_KM))
