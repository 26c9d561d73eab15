"""What the rest of the article says of a mention's place: which countries it speaks of, and where its places lie."""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from geomap.gazetteer.extents import radius_km
from geomap.gazetteer.hints import sharing
from geomap.records import Evidence, Kind, Match, Mention, Place
from geomap.resolve import weights
from geomap.resolve.choice import Likely
from geomap.resolve.contain import about_km, distance_km, may_be_closer
from geomap.resolve.tally import Shares, Tally
from geomap.resolve.terms import Term

_LEAST_SHARE = 0.1  # of what the article tells: less is not spoken of
_DOUBTFUL = 0.75  # score of the mention below which its name may be no place's
_NEAR_KM = 300  # about the size of a province: a place farther from all others gains nothing by nearness
_REMOTE_KM = 1000  # what lies so far from every country that is named is not spoken of with them
_CLOSE_KM = 10  # as within a town; twice as near counts alike from there on
_WIDEST_KM = 600  # of an area that still tells where: a sea such as the Red Sea, no ocean or continent
_SHARE_OF_AREAS = 0.5
_NO_TOWN = ""
_LIKELY = 0.5  # probability from which a place shows where the article plays
_ANCHORS = 50  # at most; the most frequent places of an article tell where it plays


class Anchor(NamedTuple):
    """The point of a place that a name of the article may mean."""

    place: Place
    toponym: str
    share: float
    """Its probability; half of it for an area, of which the rim may be meant."""
    reach_km: float
    """How far an area reaches from its point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where an article plays, as far as one pass knows it."""

    countries: Tally = field(default_factory=Tally)
    divisions: Tally = field(default_factory=Tally)
    towns: Tally = field(default_factory=Tally)
    """Countries once more, by towns alone; what else tells of countries has the code of none."""
    has_places: bool = False
    """Whether any country is known by more than adjectives."""
    named: tuple[Place, ...] = ()
    """The countries that are named, by adjectives or as such."""
    anchors: tuple[Anchor, ...] = ()
    """The likeliest first."""
    background: Counter[str] = field(default_factory=Counter)
    """Countries of the dateline, title and source: kept out of the counts, as an agency's desk may be anywhere."""


def setting(
    matches: Sequence[Match], likely: Sequence[Likely], terms: Sequence[Term], background: Counter[str]
) -> Setting:
    """Gather the countries that demonyms and countries' names state, and those of places, as far as they are likely.

    Args:
        matches: the mentions that count.
        likely: their likely places, or nothing where no pass has been made.
        terms: the words that tell of countries and are no mentions.
        background: the countries that are kept out of the counts.
    """
    found = _Gathered()
    for match in matches:
        found.name(match)
    for term in terms:
        for code in term.countries:
            found.countries.count_word(term.surface, term.sentence, code, 1 / len(term.countries))
    for match, one in zip(matches, likely, strict=False):
        if match.mention.kind != Kind.DEMONYM:
            found.place(match, one)
    anchors = sorted(found.anchors.values(), key=lambda anchor: (-anchor.share, anchor.place.id, anchor.toponym))
    return Setting(
        countries=found.countries,
        divisions=found.divisions,
        towns=found.towns,
        has_places=found.has_places,
        named=tuple(found.named[each] for each in sorted(found.named)[:_ANCHORS]),
        anchors=tuple(anchors[:_ANCHORS]),
        background=background,
    )


@dataclass(slots=True)
class _Gathered:
    """What one pass gathers of an article, mention by mention."""

    countries: Tally = field(default_factory=Tally)
    divisions: Tally = field(default_factory=Tally)
    towns: Tally = field(default_factory=Tally)
    named: dict[str, Place] = field(default_factory=dict)
    anchors: dict[tuple[str, str], Anchor] = field(default_factory=dict)
    has_places: bool = False

    def name(self, match: Match) -> None:
        """Count the country that a mention names."""
        if place := _likeliest_country(match):
            self.countries.count(match.mention, place.country_code)
            self.towns.count(match.mention, _NO_TOWN)
            self.named.setdefault(place.id, place)
            self.has_places = self.has_places or match.mention.kind != Kind.DEMONYM

    def place(self, match: Match, one: Likely) -> None:
        """Count where the likely places of a mention lie; one that several countries share, for each of them."""
        for place, share in one.places:
            if place.is_country:
                continue
            codes = (place.country_code,) if place.country_code else sharing(place.id)
            self.has_places = self.has_places or bool(codes)
            for code in codes:
                self.countries.count(match.mention, code, share / len(codes))
                self.towns.count(match.mention, code if place.feature_class == "P" else _NO_TOWN, share / len(codes))
            if place.admin1_code:
                self.divisions.count(match.mention, division(place), share)
            self._anchor(place, match.mention.toponym, share)

    def _anchor(self, place: Place, toponym: str, share: float) -> None:
        """Note that others may lie near a place, a river or sea too, but not near a continent."""
        reach = radius_km(place) if place.is_area else 0.0
        share *= _SHARE_OF_AREAS if place.is_area else 1.0
        key = place.id, toponym
        if reach <= _WIDEST_KM and (key not in self.anchors or self.anchors[key].share < share):
            self.anchors[key] = Anchor(place, toponym, share, reach)


def _likeliest_country(match: Match) -> Place | None:
    """Return the country that a mention names, if its name is first of all a country's."""
    if not match.candidates:
        return None
    place = min(match.candidates, key=lambda item: (-item.score, item.place.id)).place
    return place if place.is_country and place.country_code else None


def division(place: Place) -> str:
    """Return the code of a place's first-order division, unique in the world; empty where it is not known."""
    return f"{place.country_code}.{place.admin1_code}" if place.admin1_code else ""


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


def country_context(
    mention: Mention, place: Place, around: Setting, rivals: Collection[str] = ()
) -> Iterator[Evidence]:
    """Yield how much the article, and the sentences around the mention, speak of the candidate's country."""
    country = place.country_code
    if not country:
        yield from _shared_context(mention, place, around)
        return
    shares = around.countries.shares(mention, country)
    if country in _SPOKEN_OF_AS and shares:
        country = max(country, _SPOKEN_OF_AS[country], key=lambda code: around.countries.total.get(code, 0.0))
        other = around.countries.shares(mention, _SPOKEN_OF_AS[place.country_code]) or shares
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
