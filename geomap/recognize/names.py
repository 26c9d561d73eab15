"""Describes the gazetteer's names in a sentence by the features that the tagger reads at their tokens."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geomap.gazetteer import Entry, Gazetteer, Role
from geomap.recognize.spans import Span
from geomap.records import Place

_TYPES = ("country", "capital", "million", "city", "town", "A", "L", "H", "T", "S")
"""Surest last-but-reversed: a name takes the first of these that one of its places has."""
_MILLION, _CITY = 1_000_000, 100_000
_COMMON = 1000.0  # occurrences per million words, which hardly any name exceeds
_STATISTICS = 5
_AT_TOKEN = 7
FEATURES = len(_TYPES) + _STATISTICS + _AT_TOKEN
"""Length of a description."""


def describe_names(
    spans: Iterable[Span], gazetteer: Gazetteer, places: Sequence[int]
) -> dict[int, NDArray[np.float64]]:
    """Return the description of the longest name at each token that a name covers.

    Args:
        spans: the gazetteer's names in a sentence.
        gazetteer: where they were found.
        places: the token at which each word stands.
    """
    described: dict[int, NDArray[np.float64]] = {}
    longest: dict[int, tuple[int, int]] = {}
    demonyms: set[int] = set()
    organizations: set[int] = set()
    for span in spans:
        covered = range(places[span.first], places[span.last - 1] + 1)
        if span.has(Role.DEMONYM):
            demonyms.add(covered[0])
        if span.has(Role.ORGANIZATION):
            organizations.update(covered)
        rank = (span.last - span.first, -span.stripped)
        if span.has(Role.PLACE):
            of_name = _of_name(span.name, span.entries, gazetteer)
            for token in covered:
                if token not in longest or longest[token] < rank:
                    longest[token] = rank
                    described[token] = _at(of_name, span, token == covered[0], token == covered[-1])
    for column, tokens in ((-2, demonyms), (-1, organizations)):
        for token in tokens:
            described.setdefault(token, np.zeros(FEATURES))[column] = 1
    return described


def _at(of_name: NDArray[np.float64], span: Span, first: bool, last: bool) -> NDArray[np.float64]:  # noqa: FBT001
    row = of_name.copy()
    row[-_AT_TOKEN:-2] = (first, last, span.last - span.first > 1, span.stripped > 0, bool(span.particle))
    return row


@lru_cache(maxsize=1 << 15)
def _of_name(name: str, entries: tuple[Entry, ...], gazetteer: Gazetteer) -> NDArray[np.float64]:
    row = np.zeros(FEATURES)
    kinds = {_type(entry.place) for entry in entries if entry.place and entry.role == Role.PLACE}
    row[next(index for index, kind in enumerate(_TYPES) if kind in kinds)] = 1
    statistics = gazetteer.statistics(name)
    row[len(_TYPES) : len(_TYPES) + _STATISTICS] = (
        statistics.per_million == 0,
        math.log1p(statistics.per_million) / math.log1p(_COMMON),
        statistics.locative,
        statistics.personal,
        statistics.inflected,
    )
    return row


def _type(place: Place) -> str:
    if place.is_country or place.feature_code == "CONT":
        return "country"
    if place.feature_code == "PPLC":
        return "capital"
    if place.feature_class == "P":
        return "million" if place.population >= _MILLION else "city" if place.population >= _CITY else "town"
    return place.feature_class if place.feature_class in _TYPES else "S"
