"""Reads spans of places off the probabilities that the tagger gives to the labels of tokens."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geomap.records import Kind

KINDS = (Kind.LITERAL, Kind.ASSOCIATIVE, Kind.DEMONYM)
LABELS = 1 + 2 * len(KINDS)
"""Outside, then for each kind its first token and its further tokens: labels 1 and 2 are of literal mentions."""
LEAST = 0.05
"""Probability from which a span is worth judging: the rest of the article can add 2.5 log-odds."""
_CONTINUES = 0.5


Indices = NDArray[np.intp]
"""Numbers of tokens."""
Columns = Sequence[Sequence[float]]
"""For each label its probability at each token: lists, as single numbers come slowly out of numpy's arrays, and few of
them, as every list more is one more for the garbage collector."""


class TokenSpan(NamedTuple):
    """The tokens `[first, last)` of a sentence as a mention of a kind."""

    first: int
    last: int
    kind: Kind


def propose(probabilities: NDArray[np.float64], kinds: Sequence[Kind] = KINDS) -> Iterator[TokenSpan]:
    """Yield the spans that are probable enough to be judged, those of one kind after those of another.

    Args:
        probabilities: of the labels of tokens, shape (tokens, LABELS).
        kinds: those wanted, in the order of `KINDS`.
    """
    for number, kind in enumerate(kinds):
        goes_on = (probabilities[:, 2 + 2 * number] >= _CONTINUES).tolist()
        for first in np.flatnonzero(probabilities[:, 1 + 2 * number] >= LEAST).tolist():
            last = first + 1
            while last < len(goes_on) and goes_on[last]:
                last += 1
            yield TokenSpan(first, last, kind)


def columns_of(probabilities: NDArray[np.float64]) -> Columns:
    """Return probabilities of labels, shape (tokens, LABELS), by label."""
    columns: Columns = probabilities.T.tolist()
    return columns


def log_odds(columns: Columns, span: TokenSpan) -> float:
    """Return the log-odds that the tokens of a span, and no more, are a mention of its kind."""
    first, last, kind = span
    begin = 1 + 2 * KINDS.index(kind)
    odds, further = columns[begin][first], columns[begin + 1]
    for token in range(first + 1, last):
        odds *= further[token]
    if last < len(further):
        odds *= 1 - further[last]
    return bounded_log_odds(odds)


def log_odds_of_all(
    probabilities: NDArray[np.float64], spans: tuple[Indices, Indices], kinds: Sequence[Kind]
) -> NDArray[np.float64]:
    """Return what `log_odds` does, of many spans at once.

    Args:
        probabilities: of the labels of tokens, shape (tokens, LABELS), of which one at least follows each span.
        spans: the first token of each, and the first behind it.
        kinds: the kind of each.
    """
    firsts, lasts = spans
    begins = np.array([1 + 2 * KINDS.index(kind) for kind in kinds])
    odds = probabilities[firsts, begins] * (1 - probabilities[lasts, begins + 1])
    for further in range(1, int((lasts - firsts).max())):
        longer = firsts + further < lasts
        odds[longer] *= probabilities[firsts[longer] + further, begins[longer] + 1]
    bounded = np.clip(odds, _NEAR_ZERO, 1 - _NEAR_ZERO)
    found: NDArray[np.float64] = np.log(bounded / (1 - bounded))
    return found


_NEAR_ZERO = 1e-6


def bounded_log_odds(probability: float) -> float:
    """Return the log-odds of a probability, those of the next that is not quite sure for 0 or 1 and beyond."""
    bounded = min(max(probability, _NEAR_ZERO), 1 - _NEAR_ZERO)
    return math.log(bounded / (1 - bounded))


def probability(log_odds: float) -> float:
    """Return the probability that has these log-odds."""
    return 1 / (1 + math.exp(-log_odds))
