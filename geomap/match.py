"""Finds the places that a mention's name may mean."""

import math

from geomap.gazetteer import Gazetteer, Role
from geomap.records import Candidate, Evidence, Kind, Match, Mention, Place

# Log-odds before any context. Countries, continents and capitals come before everything that bears the same name;
# otherwise a settlement's weight grows with the logarithm of its population, from -0.5 without one to 3.1 at a million.
_PRIOR_BY_CODE = {"CONT": 5.0, "PPLC": 3.4}
_PRIOR_BY_CLASS = {"L": 3.5, "H": 3.0, "T": 2.5, "S": 3.0, "A": 2.0}
_COUNTRY_PRIOR = 5.0
_WITHOUT_POPULATION = -0.5
_PER_MAGNITUDE = 0.6


def match(mention: Mention, gazetteer: Gazetteer) -> Match:
    """Return the mention with its candidates, each with its prior as evidence, the weightiest first."""
    role = Role.DEMONYM if mention.kind == Kind.DEMONYM else Role.PLACE
    places = {entry.place for entry in gazetteer.lookup(mention.toponym) if entry.role == role and entry.place}
    candidates = sorted((_candidate(place) for place in places), key=lambda item: (-item.score, item.place.id))
    return Match(mention=mention, candidates=tuple(candidates))


def _candidate(place: Place) -> Candidate:
    prior = round(_prior(place), 3)
    detail = f"{place.feature_code} {place.population:,}" if place.population else place.feature_code
    return Candidate(place=place, score=prior, evidence=(Evidence(code="prior", weight=prior, detail=detail),))


def _prior(place: Place) -> float:
    if place.is_country:
        return _COUNTRY_PRIOR
    if place.feature_code in _PRIOR_BY_CODE:
        return _PRIOR_BY_CODE[place.feature_code]
    if place.feature_class in _PRIOR_BY_CLASS:
        return _PRIOR_BY_CLASS[place.feature_class]
    return _WITHOUT_POPULATION + _PER_MAGNITUDE * math.log10(place.population + 1)
