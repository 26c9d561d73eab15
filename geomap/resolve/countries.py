"""How much an article speaks of a candidate's country, or of others instead."""

from collections.abc import Collection, Iterator, Sequence

from geomap.gazetteer.extents import radius_km
from geomap.gazetteer.hints import sharing
from geomap.records import Evidence, Mention, Place
from geomap.resolve import weights
from geomap.resolve.contain import about_km
from geomap.resolve.setting import Setting
from geomap.resolve.tally import Shares

_LEAST_SHARE = 0.1  # of what the article tells: less is not spoken of
_DOUBTFUL = 0.75  # score of the mention below which its name may be no place's
_REMOTE_KM = 1000  # what lies so far from every country that is named is not spoken of with them


def country_context(
    mention: Mention, place: Place, around: Setting, rivals: Collection[str] = ()
) -> Iterator[Evidence]:
    """Yield how much the article, and the sentences around the mention, speak of the candidate's country."""
    country = place.country_code
    if not country:
        yield from _shared_context(mention, place, around)
        return
    shares = around.countries.shares(mention, country)
    other = around.countries.shares(mention, _SPOKEN_OF_AS[country]) if country in _SPOKEN_OF_AS else None
    if shares and other:
        country = max(country, _SPOKEN_OF_AS[country], key=lambda code: around.countries.total.get(code, 0.0))
        shares = Shares(shares.nearby + other.nearby, shares.article + other.article, shares.told)
    if shares and shares.article >= _LEAST_SHARE:
        weight = weights.SENTENCE_COUNTRY * shares.nearby + weights.ARTICLE_COUNTRY * shares.article
        yield Evidence(code="country_context", weight=round(weight, 3), detail=around.countries.witnesses[country])
    elif around.background[country]:
        weight = weights.BACKGROUND * around.background[country] / around.background.total()
        yield Evidence(code="background", weight=round(weight, 3), detail=country)
    elif shares and (weight := _absent(mention, place, around, rivals, min(1.0, shares.told))):
        yield Evidence(code="country_absent", weight=round(weight, 3), detail=country)


def _shared_context(mention: Mention, place: Place, around: Setting) -> Iterator[Evidence]:
    """Yield how much the article speaks of several of the countries that share a candidate.

    Where it speaks of one of them, the part of that one is meant as likely.
    """
    told = [around.countries.shares(mention, code) for code in sharing(place.id)]
    nearby, article = (
        _of_several([getattr(shares, reach) for shares in told if shares]) for reach in Shares._fields[:2]
    )
    if article >= _LEAST_SHARE:
        weight = weights.SENTENCE_COUNTRY * nearby + weights.ARTICLE_COUNTRY * article
        witness = max(sharing(place.id), key=lambda code: (around.countries.total.get(code, 0.0), code))
        yield Evidence(code="country_context", weight=round(weight, 3), detail=around.countries.witnesses[witness])


def _of_several(shares: Sequence[float]) -> float:
    """Return the share of two countries together, as far as both are spoken of; half of it where one is."""
    *_, second, first = (0.0, 0.0, *sorted(shares))
    return min(1.0, max(2 * second, first / 2))


def _absent(mention: Mention, place: Place, around: Setting, rivals: Collection[str], share: float) -> float:
    """Weigh that the article does not speak of a candidate's country, though of others to a share."""
    if place.is_country:
        is_rivaled = any(_is_spoken_of(rival, mention, around) for rival in rivals)
        near = max(weights.ABSENT_BUT_NEAR, _remoteness(mention, place, around))
        return share * near * weights.COUNTRY_ITSELF_ABSENT if is_rivaled else 0.0
    if _is_told_of_with(place.country_code, around):
        return 0.0
    if mention.score < _DOUBTFUL or place.is_namesake_of_many:
        return share * weights.COUNTRY_ABSENT_AND_DOUBTFUL
    if place.feature_code == "PPLC":
        share *= weights.ABSENT_BUT_CAPITAL
    if not around.has_places:
        share *= weights.ABSENT_BUT_FOR_PEOPLE
    share *= max(weights.ABSENT_BUT_NEAR, _remoteness(mention, place, around))
    return share * weights.COUNTRY_ABSENT


def _is_spoken_of(country: str, mention: Mention, around: Setting) -> bool:
    shares = around.countries.shares(mention, country)
    return shares is not None and shares.article >= _LEAST_SHARE


def _remoteness(mention: Mention, place: Place, around: Setting) -> float:
    """Return how far a place lies from all countries that are named and all other places: 0 there, 1 from afar."""
    own = radius_km(place) if place.is_country else 0.0
    others = [(country, radius_km(country) + own) for country in around.named]
    others += [(anchor.place, anchor.reach_km) for anchor in around.anchors if anchor.toponym != mention.toponym]
    gaps = (about_km(place, other) - reach for other, reach in others)
    return min(1.0, max(0.0, min(gaps, default=_REMOTE_KM)) / _REMOTE_KM)


_SPOKEN_OF_AS = {"EH": "MA"}
"""A territory most of whose towns news names among those of the state that governs them: الداخلة والعيون وأكادير."""
_TOLD_OF_WITH = {"PS": "IL", "LB": "IL", "SY": "IL", "IL": "PS"}
"""Countries that news speaks of by the other's forces or authorities: قوات إسرائيلية في نابلس."""


def _is_told_of_with(country: str, around: Setting) -> bool:
    return _TOLD_OF_WITH.get(country, "") in around.countries.total
