"""Gathers where an article plays: the countries and divisions that it speaks of, and the places that it names."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from geomap.gazetteer.extents import radius_km
from geomap.gazetteer.hints import sharing
from geomap.records import Kind, Match, Mention, Place
from geomap.resolve.choice import Likely
from geomap.resolve.tally import Tally
from geomap.resolve.terms import Term

_WIDEST_KM = 600  # of an area that still tells where: a sea such as the Red Sea, no ocean or continent
_SHARE_OF_AREAS = 0.5
_NO_TOWN = ""
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


class Gathering:
    """Gathers an article's setting, mention by mention."""

    def __init__(self, matches: Sequence[Match], terms: Sequence[Term]) -> None:
        """Count the countries that demonyms and countries' names state.

        Args:
            matches: the mentions that count.
            terms: the words that tell of countries and are no mentions.
        """
        self._countries, self._divisions, self._towns = Tally(), Tally(), Tally()
        self._named: dict[str, Place] = {}
        self._anchors: dict[tuple[str, str], Anchor] = {}
        self._has_places = False
        for match in matches:
            self._name(match)
        for term in terms:
            for code in term.countries:
                self._countries.count_word(term.surface, term.sentence, code, 1 / len(term.countries))

    def setting(self, background: Counter[str]) -> Setting:
        """Return what is gathered so far; it says the same only until more is.

        Args:
            background: the countries that are kept out of the counts.
        """
        anchors = sorted(self._anchors.values(), key=lambda anchor: (-anchor.share, anchor.place.id, anchor.toponym))
        return Setting(
            countries=self._countries,
            divisions=self._divisions,
            towns=self._towns,
            has_places=self._has_places,
            named=tuple(self._named[each] for each in sorted(self._named)[:_ANCHORS]),
            anchors=tuple(anchors[:_ANCHORS]),
            background=background,
        )

    def _name(self, match: Match) -> None:
        """Count the country that a mention names."""
        if place := _likeliest_country(match):
            self._countries.count(match.mention, place.country_code)
            self._towns.count(match.mention, _NO_TOWN)
            self._named.setdefault(place.id, place)
            self._has_places = self._has_places or match.mention.kind != Kind.DEMONYM

    def place(self, mention: Mention, one: Likely) -> None:
        """Count where the likely places of a mention lie; one that several countries share, for each of them."""
        if mention.kind == Kind.DEMONYM:
            return
        for place, share in one.places:
            if place.is_country:
                continue
            codes = (place.country_code,) if place.country_code else sharing(place.id)
            self._has_places = self._has_places or bool(codes)
            for code in codes:
                self._countries.count(mention, code, share / len(codes))
                self._towns.count(mention, code if place.feature_class == "P" else _NO_TOWN, share / len(codes))
            if place.admin1_code:
                self._divisions.count(mention, division(place), share)
            self._anchor(place, mention.toponym, share)

    def _anchor(self, place: Place, toponym: str, share: float) -> None:
        """Note that others may lie near a place, a river or sea too, but not near a continent."""
        reach = radius_km(place) if place.is_area else 0.0
        share *= _SHARE_OF_AREAS if place.is_area else 1.0
        key = place.id, toponym
        if reach <= _WIDEST_KM and (key not in self._anchors or self._anchors[key].share < share):
            self._anchors[key] = Anchor(place, toponym, share, reach)


def _likeliest_country(match: Match) -> Place | None:
    """Return the country that a mention names, if its name is first of all a country's."""
    if not match.candidates:
        return None
    place = min(match.candidates, key=lambda item: (-item.score, item.place.id)).place
    return place if place.is_country and place.country_code else None


def division(place: Place) -> str:
    """Return the code of a place's first-order division, unique in the world; empty where it is not known."""
    return f"{place.country_code}.{place.admin1_code}" if place.admin1_code else ""
