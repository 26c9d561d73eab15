"""Tells whether scores of resolution can be believed: of places with a score near 0.8, about 0.8 should be right."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from geomap.evaluate.records import Share, share
from geomap.evaluate.resolution import Placing, is_right

_BOUNDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
"""Finer towards 1, where most scores are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBin:
    """The placed mentions whose scores lie in `[low, high)`; 1 itself is in the last bin."""

    spans: str
    """`found` or `given`, as in the figures of resolution."""
    low: float
    high: float
    mean_score: float
    right: Share


def reliability(spans: str, placings: Sequence[Placing]) -> tuple[ScoreBin, ...]:
    """Return the bins that hold a placed mention with a score, from the lowest; together a reliability diagram.

    Method: DeGroot and Fienberg, "The comparison and evaluation of forecasters" (The Statistician 32, 1983).
    """
    scored = [item for item in placings if item.found and item.score is not None]
    bins = (
        (low, high, [item for item in scored if low <= (item.score or 0) < high or (item.score == high == 1)])
        for low, high in pairwise(_BOUNDS)
    )
    return tuple(
        ScoreBin(
            spans=spans,
            low=low,
            high=high,
            mean_score=fmean(item.score or 0 for item in held),
            right=share(sum(is_right(item.truth, item.found) for item in held), len(held)),
        )
        for low, high, held in bins
        if held
    )


def calibration_error(bins: Sequence[ScoreBin]) -> float | None:
    """Return the expected calibration error: the mean distance of score and share right, over all placed mentions.

    Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning" (AAAI 2015).
    """
    placed = sum(one.right.of for one in bins)
    if not placed:
        return None
    return sum(one.right.of * abs(one.mean_score - (one.right.value or 0)) for one in bins) / placed
