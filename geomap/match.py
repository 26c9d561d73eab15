"""Finds the places that a mention's name may mean."""

import math

from geomap.gazetteer import Gazetteer, Role
from geomap.records import Candidate, Evidence, Kind, Match, Mention, Place

# Log-odds before any context. Countries, continents and capitals come before everything that bears the same name;
# otherwise a settlement's weight grows with the logarithm of its population, from -0.5 without one to 3.1 at a million.
_COUNTRY = 5.0
_CAPITAL = 3.4
_BY_CLASS = {"L": 3.5, "H": 3.0, "T": 2.5, "S": 3.0, "A": 2.5}
_NAMED_AFTER_SEAT = 1.0  # a division; the bare name means the city
_WITHOUT_POPULATION = -0.5
_PER_MAGNITUDE = 0.6


def match(mention: Mention, gazetteer: Gazetteer) -> Match:
    """Return the mention with its candidates, each with its prior as evidence, the weightiest first."""
    role = Role.DEMONYM if mention.kind == Kind.DEMONYM else Role.PLACE
    places = {entry.place for entry in gazetteer.lookup(mention.toponym) if entry.role == role and entry.place}
    seats = frozenset(place.country_code for place in places if place.feature_class == "P")
    candidates = sorted((_candidate(place, seats) for place in places), key=lambda item: (-item.score, item.place.id))
    return Match(mention=mention, candidates=tuple(candidates))


def _candidate(place: Place, seats: frozenset[str]) -> Candidate:
    prior = _prior(place, seats)
    return Candidate(place=place, score=prior.weight, evidence=(prior,))


def _prior(place: Place, seats: frozenset[str]) -> Evidence:
    """Weigh a place before any context, given the countries that have a settlement of the same name."""
    if place.is_country or place.feature_code == "CONT":
        return Evidence(code="country" if place.is_country else "region", weight=_COUNTRY)
    if place.feature_code == "PPLC":
        return Evidence(code="capital", weight=_CAPITAL)
    if place.feature_class == "A" and place.country_code in seats:
        return Evidence(code="named_after_seat", weight=_NAMED_AFTER_SEAT)
    if place.feature_class in _BY_CLASS:
        return Evidence(code="region" if place.is_area else "landmark", weight=_BY_CLASS[place.feature_class])
    if not place.population:
        return Evidence(code="no_population", weight=_WITHOUT_POPULATION)
    weight = _WITHOUT_POPULATION + _PER_MAGNITUDE * math.log10(place.population + 1)
    return Evidence(code="population", weight=round(weight, 3), detail=f"{place.population:,}")
