"""Finds the places that a mention's name may mean."""

import math
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache

from geomap.arabic import fold
from geomap.arabic.heads import FEATURES, HEADS
from geomap.gazetteer import Gazetteer, Role
from geomap.gazetteer.coordinates import are_near
from geomap.gazetteer.namesakes import namesakes
from geomap.gazetteer.short_names import full_name
from geomap.records import Candidate, Evidence, Kind, Match, Mention, Place

# Log-odds before any context. Countries, continents and capitals come before everything that bears the same name;
# otherwise a settlement's weight grows with the logarithm of its population, from -0.5 without one to 3.1 at a million.
_COUNTRY = 5.0
_LEAST_OF_COUNTRIES = 1.5  # less for the smaller of two countries of one name: الكونغو is mostly the one of Kinshasa
_CAPITAL = 3.4
_CAPITAL_LIKE_A_COUNTRY = 4.4  # of another country: عمان is Amman about as often as Oman
_BY_CLASS = {"L": 3.5, "H": 3.0, "T": 2.5, "S": 3.0, "A": 1.5}
_FIRST_ORDER = 2.5  # a first-order division or its like, of which news speaks more than of the lower ones
_NAMED_AFTER_SEAT = 0.5  # a division; the bare name means the seat
_SEAT = 2.2  # at least, if a division is named after it: قعطبة without population before its district
_WITHOUT_POPULATION = -0.5
_FIRST_INHABITANT = -1.2
_UNNAMED = -5.0  # of a town that has a city's name but no Arabic one: what is named beside it must outweigh the city
_PER_MAGNITUDE = 0.75
_ONLY = 1.5  # a small place of which the gazetteer knows no namesake: 23 of 24 such names in idrisi_resolution_dev
_DOUBTFUL = 0.75  # score of a mention below which its name may be no place's, and says nothing by being the only one
_QUALIFIED = -2.0  # of a place listed under a noun and this name: الشرقية alone for محافظة الشرقية
_QUALIFIED_DIVISION = -1.0  # of the first order: listed so as a namesake is better known, جورجيا beside the state

_VOCALIZED = 3.0
_VOWELS = {"عمان": {"\N{ARABIC SHADDA}": "JO", "\N{ARABIC DAMMA}": "OM"}}

_QUALIFYING = """
    محافظة ولاية منطقة مديرية قضاء ناحية لواء مركز حي ضاحية بلدة قرية مدينة إمارة إقليم معتمدية بلدية مخيم
"""
_QUALIFIERS = tuple(map(fold, _QUALIFYING.split()))
"""Nouns of type with which the gazetteer lists places to tell them from namesakes."""
_DISTRICTS = frozenset(map(fold, ("مركز", "لواء")))
"""Those that are also a building's or a brigade's: مركز المملكة."""
_DEFINITE_QUALIFIERS = tuple(map(fold, "المنطقة المحافظة الولاية الإقليم المديرية".split()))
"""The same before an adjective: المنطقة الشرقية."""
_BESIDE = fold("في|وسط|شمال|جنوب|شرق|غرب|شمالي|جنوبي|شرقي|غربي|دي|دو|ديل")
_LOCATED = re.compile(rf"(?:ب(?=\w)|(?:{_BESIDE}) )(?P<place>.+)")
"""What follows a name that is listed with where it is: حي الزهراء بحمص, الزهراء شمال حلب, سانتياغو دي كوبا."""


def match(mention: Mention, gazetteer: Gazetteer) -> Match:
    """Return the mention with its candidates, each with its prior as evidence, the weightiest first."""
    is_demonym, is_sure = mention.kind == Kind.DEMONYM, mention.score >= _DOUBTFUL
    candidates = _candidates(mention.toponym, is_demonym, is_sure, gazetteer)
    if mention.toponym in _VOWELS:
        candidates = _vocalized(mention, candidates)
    return Match(mention=mention, candidates=candidates)


@lru_cache(maxsize=1 << 14)
def _candidates(toponym: str, is_demonym: bool, is_sure: bool, gazetteer: Gazetteer) -> tuple[Candidate, ...]:  # noqa: FBT001  # positional, for lru_cache
    role = Role.DEMONYM if is_demonym else Role.PLACE
    places = _places(toponym, role, gazetteer) or _synonymous(toponym, gazetteer) or _without_head(toponym, gazetteer)
    qualified = {} if is_demonym else _qualified(toponym, gazetteer, places)
    named = frozenset([*places, *qualified])
    is_only = is_sure and len(named) == 1
    found = [_candidate(place, named, qualified.get(place, ""), is_only=is_only) for place in named]
    found += _unnamed(places)
    return tuple(sorted(found, key=lambda item: (-item.score, item.place.id)))


def _unnamed(places: Collection[Place]) -> Iterator[Candidate]:
    """Yield the towns that are called like one of the cities, and that hardly any Arabic text means.

    Of two cities called alike, each town takes the Arabic name of the larger.
    """
    cities = [place for place in places if place.feature_class == "P"]
    cities.sort(key=lambda city: (city.population, city.id))
    names = {town: city.name_ar for city in cities for town in namesakes(city.name)}
    for town, name_ar in names.items():
        prior = Evidence(code="population", weight=round(_by_population(town.population), 3))
        price = Evidence(code="unnamed", weight=_UNNAMED)
        place = replace(town, name_ar=name_ar)
        yield Candidate(place=place, score=round(prior.weight + price.weight, 3), evidence=(prior, price))


def _vocalized(mention: Mention, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Tell عُمان, Oman, from عمّان, Amman, where the vowels are written that folding takes off."""
    marks = _VOWELS[mention.toponym]
    country = next((country for mark, country in marks.items() if mark in mention.surface), "")
    told = Evidence(code="vowels", weight=_VOCALIZED, detail=mention.surface)
    return tuple(_with(each, told) if country == each.place.country_code else each for each in candidates)


def _with(candidate: Candidate, told: Evidence) -> Candidate:
    return replace(candidate, score=candidate.score + told.weight, evidence=(*candidate.evidence, told))


def _places(name: str, role: Role, gazetteer: Gazetteer) -> frozenset[Place]:
    return frozenset(entry.place for entry in gazetteer.lookup(name) if entry.role == role and entry.place)


def _synonymous(toponym: str, gazetteer: Gazetteer) -> frozenset[Place]:
    """Return the places that are listed under another noun of the same type: معبر القائم for منفذ القائم."""
    noun, _, name = toponym.partition(" ")
    others = (other for other, code in FEATURES.items() if name and code == FEATURES.get(noun) and other != noun)
    return frozenset(place for other in others for place in _places(f"{other} {name}", Role.PLACE, gazetteer))


def _without_head(toponym: str, gazetteer: Gazetteer) -> frozenset[Place]:
    """Return the places of a natural feature's type that are listed without its noun: دومينيكا for جزيرة دومينيكا."""
    noun, _, name = toponym.partition(" ")
    if not name or noun not in HEADS or noun not in FEATURES:
        return frozenset()
    found = _places(name, Role.PLACE, gazetteer)
    return frozenset(
        place for place in found if f"{place.feature_class}.{place.feature_code}".startswith(HEADS[noun].fits)
    )


def _qualified(toponym: str, gazetteer: Gazetteer, places: Collection[Place]) -> dict[Place, str]:
    """Return the places that are listed only under a noun and the name, with where they are, or under a longer name.

    Each comes with the noun, with where it is said to be, or with the longer name.
    """
    found: dict[Place, str] = {}
    nouns = _QUALIFIERS + (_DEFINITE_QUALIFIERS if toponym.startswith("ال") else ())
    for noun in ("", *nouns):
        name = f"{noun} {toponym}".strip()
        if not gazetteer.has_beginning(name):
            continue
        listed = [(name, noun)] if noun else []
        for key in gazetteer.names(f"{name} "):
            where = key[len(name) + 1 :]
            if _says_where(where, gazetteer):
                listed.append((key, where))
        for key, how in listed:
            for place in _places(key, Role.PLACE, gazetteer):
                if how not in _DISTRICTS or place.feature_class == "A":
                    found.setdefault(place, how)
    found = _of_countries(toponym, gazetteer) | found
    if longer := full_name(toponym):
        found |= dict.fromkeys(_places(longer, Role.PLACE, gazetteer), longer)
    return {place: how for place, how in found.items() if place not in places}


def _says_where(words: str, gazetteer: Gazetteer) -> bool:
    """Tell whether the words behind a name say where the place is: بحمص."""
    located = _LOCATED.fullmatch(words)
    return located is not None and bool(_places(located["place"], Role.PLACE, gazetteer))


def _of_countries(toponym: str, gazetteer: Gazetteer) -> dict[Place, str]:
    """Return the towns and divisions that are listed with their country or its adjective: برشلونة الفنزويلية."""
    found: dict[Place, str] = {}
    for key in gazetteer.names(f"{toponym} "):
        where = key[len(toponym) + 1 :]
        codes = {
            entry.place.country_code for entry in gazetteer.lookup(where) if entry.place and entry.place.is_country
        }
        for place in _places(key, Role.PLACE, gazetteer):
            if place.country_code in codes and not place.is_country and place.feature_class in {"A", "P"}:
                found.setdefault(place, where)
    return found


def _candidate(place: Place, named: Collection[Place], noun: str, *, is_only: bool) -> Candidate:
    evidence = [_prior(place, named)]
    if is_only and evidence[0].weight < _ONLY:
        evidence.append(Evidence(code="only", weight=_ONLY))
    if noun:
        weight = _QUALIFIED_DIVISION if place.feature_code == "ADM1" else _QUALIFIED
        evidence.append(Evidence(code="qualified", weight=weight, detail=noun))
    return Candidate(place=place, score=sum(item.weight for item in evidence), evidence=tuple(evidence))


def _prior(place: Place, named: Collection[Place]) -> Evidence:
    """Weigh a place before any context, given all places of the name."""
    if place.is_country:
        largest = max((other.population for other in named if other.is_country), default=0)
        less = _PER_MAGNITUDE * math.log10(max(1, largest) / max(1, place.population))
        return Evidence(code="country", weight=round(_COUNTRY - min(less, _LEAST_OF_COUNTRIES), 3))
    if place.feature_code == "CONT":
        return Evidence(code="region", weight=_COUNTRY)
    if place.feature_code == "PPLC":
        is_like = any(other.is_country and other.country_code != place.country_code for other in named)
        weight = _CAPITAL_LIKE_A_COUNTRY if is_like else max(_CAPITAL, _by_population(place.population))
        return Evidence(code="capital", weight=round(weight, 3))
    if place.feature_class == "A" and any(_is_seat(other, place) for other in named):
        return Evidence(code="named_after_seat", weight=_NAMED_AFTER_SEAT)
    if place.feature_class in _BY_CLASS:
        weight = _FIRST_ORDER if place.feature_code == "ADM1" else _BY_CLASS[place.feature_class]
        return Evidence(code="region" if place.is_area else "landmark", weight=weight)
    return _settlement_prior(place, named)


def _settlement_prior(place: Place, named: Collection[Place]) -> Evidence:
    weight = _by_population(place.population)
    if weight < _SEAT and any(_is_seat(place, other) for other in named):
        return Evidence(code="seat", weight=_SEAT)
    if not place.population:
        return Evidence(code="no_population", weight=weight)
    return Evidence(code="population", weight=round(weight, 3), detail=f"{place.population:,}")


def _by_population(population: int) -> float:
    if not population:
        return _WITHOUT_POPULATION
    return max(_WITHOUT_POPULATION, _FIRST_INHABITANT + _PER_MAGNITUDE * math.log10(population))


def _is_seat(place: Place, division: Place) -> bool:
    """Tell whether a settlement may be that after which a division of the same name is called.

    GeoNames has Karak in the wrong division, and the city of Sanaa is one of its own.
    """
    return (
        place.feature_class == "P"
        and division.feature_class == "A"
        and not division.is_country
        and place.country_code == division.country_code
        and (
            place.admin1_code == division.admin1_code
            or not (place.admin1_code and division.admin1_code)
            or are_near(place.latitude, place.longitude, division.latitude, division.longitude)
        )
    )
