"""Where an article plays: the countries, divisions and places of which it speaks, as far as one pass knows them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from geomap.gazetteer.extents import radius_km
from geomap.gazetteer.hints import sharing
from geomap.records import Kind, Match, Place
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
