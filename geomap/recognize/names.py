"""Describes the gazetteer's names in a sentence by the features that the tagger reads at their tokens."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from geomap.gazetteer import Role
from geomap.recognize.meanings import DESCRIBED
from geomap.recognize.spans import Span

_AT_TOKEN = 5
FEATURES = DESCRIBED + _AT_TOKEN + 2
"""Length of a description."""
_NO_PLACE = (0.0,) * (DESCRIBED + _AT_TOKEN)


class _Longest(NamedTuple):
    """The longest name of a place at a token; of two as long, that with fewer particles taken off."""

    length: int
    stripped: int
    description: tuple[float, ...]


def describe_names(spans: Iterable[Span], places: Sequence[int]) -> dict[int, tuple[float, ...]]:
    """Return the description of the longest name at each token that a name covers, of length `FEATURES`.

    Args:
        spans: the gazetteer's names in a sentence.
        places: the token at which each word stands.
    """
    longest: dict[int, _Longest] = {}
    demonyms: set[int] = set()
    organizations: set[int] = set()
    for span in spans:
        first, last = places[span.first], places[span.last - 1]
        roles = span.meanings.roles
        if Role.DEMONYM in roles:
            demonyms.add(first)
        if Role.ORGANIZATION in roles:
            organizations.update(range(first, last + 1))
        if Role.PLACE in roles:
            length = span.last - span.first
            for token in range(first, last + 1):
                best = longest.get(token)
                if best is None or (best.length, -best.stripped) < (length, -span.stripped):
                    at_token = (token == first, token == last, length > 1, span.stripped > 0, bool(span.particle))
                    longest[token] = _Longest(length, span.stripped, (*span.meanings.description, *at_token))
    return {
        token: (
            *(longest[token].description if token in longest else _NO_PLACE),
            token in demonyms,
            token in organizations,
        )
        for token in sorted(longest.keys() | demonyms | organizations)
    }
