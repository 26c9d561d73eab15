"""What the gazetteer has under a name, with what recognition asks of it at every occurrence, computed once."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from geomap.gazetteer import Entry, Gazetteer, Role
from geomap.memo import Memo
from geomap.records import Place

_TYPES = ("country", "capital", "million", "city", "town", "A", "L", "H", "T", "S")
"""Surest last-but-reversed: a name takes the first of these that one of its places has."""
_MILLION, _CITY = 1_000_000, 100_000
_COMMON = 1000.0  # occurrences per million words, which hardly any name exceeds
_STATISTICS = 5
DESCRIBED = len(_TYPES) + _STATISTICS
"""Length of a name's description."""
_CERTAIN_POPULATION = 300_000
_CERTAIN_CODES = frozenset({"CONT", "PPLC"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Meanings:
    """All that the gazetteer has under one name."""

    name: str = ""
    """The key under which the gazetteer holds it."""
    entries: tuple[Entry, ...] = ()
    """None where only longer names begin with it."""
    next_words: frozenset[str] = frozenset()
    """Those that follow it in longer names."""
    roles: frozenset[Role] = frozenset()
    is_country: bool = False
    """Whether it is that of a country or territory."""
    is_certain: bool = False
    """Whether it is that of a country, continent, capital or big city, and so hardly ever another word."""
    is_settlement: bool = False
    """Whether it is that of a town, village or quarter."""
    description: tuple[float, ...] = ()
    """What the tagger is told of a place's name wherever it stands, of length `DESCRIBED`."""


_NONE = Meanings()
Names = Memo[str, Meanings]
"""What a gazetteer has under each name, kept for those met before."""


@lru_cache(maxsize=4)
def known_names(gazetteer: Gazetteer) -> Names:
    """Return a gazetteer's names."""
    return Memo(lambda name: _meanings(name, gazetteer), most=1 << 17)


def _meanings(name: str, gazetteer: Gazetteer) -> Meanings:
    if not gazetteer.has_beginning(name):
        return _NONE
    entries = gazetteer.lookup(name)
    places = [entry.place for entry in entries if entry.place and entry.role == Role.PLACE]
    is_country = any(place.is_country for place in places)
    return Meanings(
        name=name,
        entries=entries,
        next_words=frozenset(_next_words(name, gazetteer)),
        roles=frozenset(entry.role for entry in entries),
        is_country=is_country,
        is_certain=is_country or any(map(_is_certain, places)),
        is_settlement=any(entry.place and entry.place.feature_class == "P" for entry in entries),
        description=_description(name, places, gazetteer) if places else (),
    )


def _next_words(name: str, gazetteer: Gazetteer) -> Iterator[str]:
    beginning = f"{name} "
    for longer in gazetteer.names(beginning):
        yield longer[len(beginning) :].partition(" ")[0]


def _is_certain(place: Place) -> bool:
    return place.feature_code in _CERTAIN_CODES or place.population >= _CERTAIN_POPULATION


def _description(name: str, places: list[Place], gazetteer: Gazetteer) -> tuple[float, ...]:
    kinds = set(map(_type, places))
    surest = next(kind for kind in _TYPES if kind in kinds)
    statistics = gazetteer.statistics(name)
    return (
        *(float(kind == surest) for kind in _TYPES),
        float(statistics.per_million == 0),
        math.log1p(statistics.per_million) / math.log1p(_COMMON),
        statistics.locative,
        statistics.personal,
        statistics.inflected,
    )


def _type(place: Place) -> str:
    if place.is_country or place.feature_code == "CONT":
        return "country"
    if place.feature_code == "PPLC":
        return "capital"
    if place.feature_class == "P":
        return "million" if place.population >= _MILLION else "city" if place.population >= _CITY else "town"
    return place.feature_class if place.feature_class in _TYPES else "S"
