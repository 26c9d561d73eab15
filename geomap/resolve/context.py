"""What the rest of the article says of a mention's place: which countries it speaks of, and where its places lie."""

import math
from collections.abc import Sequence

from geomap.gazetteer.extents import radius_km
from geomap.gazetteer.hints import sharing
from geomap.records import Evidence, Match, Place
from geomap.resolve import weights
from geomap.resolve.contain import about_km
from geomap.resolve.setting import Anchor, Setting, division
from geomap.resolve.tally import Shares

_LEAST_SHARE = 0.1  # of what the article tells: less is not spoken of
_DOUBTFUL = 0.75  # score of the mention below which its name may be no place's
_NEAR_KM = 300  # about the size of a province: a place farther from all others gains nothing by nearness
_REMOTE_KM = 1000  # what lies so far from every country that is named is not spoken of with them
_LEAST_KM_PER_DEGREE = 110.0  # of latitude, on the sphere and off it
_CLOSE_KM = 10  # as within a town; twice as near counts alike from there on
_LIKELY = 0.5  # probability from which a place shows where the article plays

_SPOKEN_OF_AS = {"EH": "MA"}
"""A territory most of whose towns news names among those of the state that governs them: الداخلة والعيون وأكادير."""
_TOLD_OF_WITH = {"PS": "IL", "LB": "IL", "SY": "IL", "IL": "PS"}
"""Countries that news speaks of by the other's forces or authorities: قوات إسرائيلية في نابلس."""


class Context:
    """What the article says for or against each candidate of a mention."""

    def __init__(self, match: Match, around: Setting) -> None:
        """Take a mention with its candidates, and where its article plays."""
        self._mention, self._around = match.mention, around
        self._places = [candidate.place for candidate in match.candidates]
        self._states = {place.country_code for place in self._places if place.is_country}
        self._countries = around.countries.seen_from(match.mention)
        self._others = [anchor for anchor in around.anchors if anchor.toponym != match.mention.toponym]

    def is_like_its_country(self, place: Place) -> bool:
        """Tell whether a candidate's country is a candidate too, as of تونس."""
        return place.country_code in self._states

    def evidence(self, place: Place) -> list[Evidence]:
        """Return what the article says for or against a candidate, coarse before fine.

        Places near a capital speak as much for the country of the same name: they lie in it.
        """
        found: list[Evidence | None] = []
        is_country, is_like = place.is_country, self.is_like_its_country(place)
        told = self._of_country(place) if place.country_code else self._of_sharing_countries(place)
        if told and (told.weight > 0 or is_country or not is_like):  # what else counts against a capital
            found.append(told)  # would count against its country too
        if place.feature_code == "PPLC" and self._states:
            found.append(self._among_towns(place))
        if not (is_country or is_like):
            found += self._of_division(place), self._nearness(self._seat(place))
        return [each for each in found if each]

    def _seat(self, place: Place) -> Place:
        """Return the town after which a division is called, whose point tells more than the division's middle."""
        if place.feature_class != "A":
            return place
        code = place.country_code, place.admin1_code
        towns = [
            each for each in self._places if each.feature_class == "P" and (each.country_code, each.admin1_code) == code
        ]
        return max(towns, key=lambda town: (town.population, town.id), default=place)

    def _among_towns(self, place: Place) -> Evidence | None:
        """Return how far all that is named with a capital are towns of its country."""
        shares = self._around.towns.seen_from(self._mention).shares(place.country_code)
        if shares and (share := (shares.nearby + shares.article) / 2):
            detail = self._around.countries.witnesses[place.country_code]
            return Evidence(code="among_towns", weight=round(weights.AMONG_TOWNS * share, 3), detail=detail)
        return None

    def _of_country(self, place: Place) -> Evidence | None:
        """Return how much the article, and the sentences around the mention, speak of the candidate's country."""
        country = place.country_code
        countries, background = self._around.countries, self._around.background
        shares = self._countries.shares(country)
        if country in _SPOKEN_OF_AS and shares:
            country = max(country, _SPOKEN_OF_AS[country], key=lambda code: countries.total.get(code, 0.0))
            other = self._countries.shares(_SPOKEN_OF_AS[place.country_code]) or shares
            shares = Shares(shares.nearby + other.nearby, shares.article + other.article, shares.told)
        if shares and shares.article >= _LEAST_SHARE:
            weight = weights.SENTENCE_COUNTRY * shares.nearby + weights.ARTICLE_COUNTRY * shares.article
            return Evidence(code="country_context", weight=round(weight, 3), detail=countries.witnesses[country])
        if country in background:
            weight = weights.BACKGROUND * background[country] / background.total()
            return Evidence(code="background", weight=round(weight, 3), detail=country)
        if shares and (weight := self._absent(place, min(1.0, shares.told))):
            return Evidence(code="country_absent", weight=round(weight, 3), detail=country)
        return None

    def _of_sharing_countries(self, place: Place) -> Evidence | None:
        """Return how much the article speaks of several of the countries that share a candidate.

        Where it speaks of one of them, the part of that one is meant as likely.
        """
        codes, countries = sharing(place.id), self._around.countries
        told = [shares for code in codes if (shares := self._countries.shares(code))]
        article = _of_several([shares.article for shares in told])
        if article >= _LEAST_SHARE:
            nearby = _of_several([shares.nearby for shares in told])
            weight = weights.SENTENCE_COUNTRY * nearby + weights.ARTICLE_COUNTRY * article
            witness = max(codes, key=lambda code: (countries.total.get(code, 0.0), code))
            return Evidence(code="country_context", weight=round(weight, 3), detail=countries.witnesses[witness])
        return None

    def _absent(self, place: Place, share: float) -> float:
        """Weigh that the article does not speak of a candidate's country, though of others to a share."""
        if place.is_country:
            rivals = {other.country_code for other in self._places} - {place.country_code}
            if not any(map(self._is_spoken_of, rivals)):
                return 0.0
            near = max(weights.ABSENT_BUT_NEAR, self._remoteness(place))
            return share * near * weights.COUNTRY_ITSELF_ABSENT
        if _TOLD_OF_WITH.get(place.country_code, "") in self._around.countries.total:
            return 0.0
        if self._mention.score < _DOUBTFUL or place.is_namesake_of_many:
            return share * weights.COUNTRY_ABSENT_AND_DOUBTFUL
        if place.feature_code == "PPLC":
            share *= weights.ABSENT_BUT_CAPITAL
        elif len(self._places) == 1:
            share *= weights.ABSENT_BUT_ONLY
        if not self._around.has_places:
            share *= weights.ABSENT_BUT_FOR_PEOPLE
        share *= max(weights.ABSENT_BUT_NEAR, self._remoteness(place))
        return share * weights.COUNTRY_ABSENT

    def _is_spoken_of(self, country: str) -> bool:
        shares = self._countries.shares(country)
        return shares is not None and shares.article >= _LEAST_SHARE

    def _remoteness(self, place: Place) -> float:
        """Return how far a place lies from all countries that are named and all other places: 0 there, 1 from afar."""
        own = radius_km(place) if place.is_country else 0.0
        named = (country for country in self._around.named if country.id != place.id)  # no name tells of itself
        countries = ((country, radius_km(country) + own) for country in named)
        nearest = _REMOTE_KM + 0.0
        for other, reach in (*countries, *((anchor.place, anchor.reach_km) for anchor in self._others)):
            nearest = min(nearest, about_km(place, other) - reach)
            if nearest <= 0:
                return 0.0
        return nearest / _REMOTE_KM

    def _of_division(self, place: Place) -> Evidence | None:
        """Return how much the article speaks of the candidate's first-order division."""
        divisions = self._around.divisions
        code = division(place) if divisions.total else ""
        shares = divisions.seen_from(self._mention).shares(code) if code in divisions.total else None
        if shares and shares.article:
            weight = weights.SENTENCE_DIVISION * shares.nearby + weights.ARTICLE_DIVISION * shares.article
            return Evidence(code="division_context", weight=round(weight, 3), detail=divisions.witnesses[code])
        return None

    def _nearness(self, place: Place) -> Evidence | None:
        """Return how near the candidate lies to another name's place, as far as that one is likely.

        A quarter, hospital or street that is far from all of them is one of the same name elsewhere.
        """
        others = [anchor for anchor in self._others if anchor.place.id != place.id]
        near = [(each, about_km(place, each.place)) for each in _on_like_latitudes(place, others)]
        counting = [(_closeness(place, each, km), each.place.id, each, km) for each, km in near if km < _farthest(each)]
        if counting:
            closeness, _, nearest, kilometers = max(counting, key=lambda item: item[:2])
            if closeness:
                where = f" {kilometers:.0f} km" if kilometers > _reach_km(place, nearest) else ""  # else in it
                weight = round(weights.NEARNESS * closeness, 3)
                return Evidence(code="near", weight=weight, detail=f"{nearest.place.name_ar}{where}")
        if place.is_namesake_of_many and any(anchor.share > _LIKELY for anchor in others):
            return Evidence(code="far", weight=weights.FAR)
        return None


def _of_several(shares: Sequence[float]) -> float:
    """Return the share of two countries together, as far as both are spoken of; half of it where one is."""
    *_, second, first = (0.0, 0.0, *sorted(shares))
    return min(1.0, max(2 * second, first / 2))


def _on_like_latitudes(place: Place, anchors: Sequence[Anchor]) -> list[Anchor]:
    """Return the anchors near enough to count by their latitude alone, which most of another place's are not."""
    latitude = place.latitude
    return [
        anchor for anchor in anchors if abs(latitude - anchor.place.latitude) * _LEAST_KM_PER_DEGREE < _farthest(anchor)
    ]


def _farthest(anchor: Anchor) -> float:
    return _NEAR_KM + anchor.reach_km


def _closeness(place: Place, anchor: Anchor, kilometers: float) -> float:
    """Return how near a place is to an anchor, by the logarithm: the anchor's share there, 0 from `_NEAR_KM`."""
    beyond = kilometers - _reach_km(place, anchor)
    if beyond >= _NEAR_KM:
        return 0.0
    return anchor.share * (1 - math.log1p(max(0.0, beyond) / _CLOSE_KM) / _LOG_RANGE)


def _reach_km(place: Place, anchor: Anchor) -> float:
    """Return how far from its point an anchor reaches towards a place: not into another division of its country."""
    other = anchor.place
    is_beside = (
        other.feature_code == "ADM1"
        and place.country_code == other.country_code
        and bool(place.admin1_code and other.admin1_code)
        and place.admin1_code != other.admin1_code
    )
    return 0.0 if is_beside else anchor.reach_km


_LOG_RANGE = math.log1p(_NEAR_KM / _CLOSE_KM)
