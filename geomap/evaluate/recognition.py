"""Scores recognition: precision, recall and F1 with their 95% intervals."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geomap.evaluate.records import Gold, GoldMention, Prediction
from geomap.evaluate.spans import Counts, Rule, Span, count

_RESAMPLES = 1000
_SEED = 20140930
_BOUNDS = (2.5, 97.5)  # percent

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure from 0 to 1 with the interval that holds it in 95 of 100 samples; None where it is not defined."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How well the mentions of one kind were found, by one rule."""

    kind: str
    """A kind of mention; `any` where kinds do not count; `place` where the gold has no kinds."""
    rule: Rule
    gold: int
    found: int
    right: int
    """Of those found."""
    precision: Estimate
    """Share of those found that are right; not defined where nothing was found."""
    recall: Estimate
    """Share of the gold that was found; not defined where there is none."""
    f1: Estimate
    """Harmonic mean of the two: 0 if nothing is right, not defined where there is neither gold nor anything found."""


def recognition(gold: Gold, predictions: Sequence[Prediction]) -> tuple[Score, ...]:
    """Score predictions by each rule and kind.

    Where the gold has no kinds, its mentions are compared with the predictions that are literal.
    """
    return tuple(
        score(name, rule, _article_counts(gold, mentions, found, rule))
        for name, mentions, found in by_kind(gold, predictions)
        for rule in Rule
    )


def by_kind(gold: Gold, predictions: Sequence[Prediction]) -> Iterator[tuple[str, list[GoldMention], list[Prediction]]]:
    """Yield what is compared: a name, the gold mentions and the predictions."""
    compared = comparable(gold, predictions)
    if not gold.has_kinds:
        yield "place", list(gold.mentions), compared
        return
    for kind in gold.kinds:
        mentions = [mention for mention in gold.mentions if mention.kind == kind]
        yield kind.value, mentions, [found for found in compared if found.kind == kind]
    yield "any", list(gold.mentions), compared


def comparable(gold: Gold, predictions: Iterable[Prediction]) -> list[Prediction]:
    """Return the predictions of kinds that the gold has: without kinds it has places alone, so the literal ones."""
    kinds = gold.kinds
    return [found for found in predictions if found.kind in kinds]


def _article_counts(
    gold: Gold, mentions: Iterable[GoldMention], predictions: Iterable[Prediction], rule: Rule
) -> list[Counts]:
    wanted, found = spans_of(mentions), spans_of(predictions)
    return [
        count(article.text, found.get(article.id, ()), wanted.get(article.id, ()), rule) for article in gold.articles
    ]


def spans_of(items: Iterable[GoldMention | Prediction]) -> dict[str, list[Span]]:
    """Return the spans of each article that has any."""
    spans: dict[str, list[Span]] = {}
    for item in items:
        spans.setdefault(item.article_id, []).append((item.start, item.end))
    return spans


def score(kind: str, rule: Rule, articles: Sequence[Counts]) -> Score:
    """Score the counts of all articles.

    The intervals are percentile bootstrap intervals (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993,
    chapter 13): articles, not mentions, are drawn with replacement, as the mentions of an article depend on each other.
    The same counts give the same intervals.
    """
    rows = [(item.found_right, item.found, item.gold_right, item.gold) for item in articles]
    table = np.array(rows, dtype=np.float64).reshape(len(rows), 4)
    sums = table.sum(axis=0)
    estimates = _estimates(figures(sums[np.newaxis])[0], figures(_resampled(table)))
    return Score(
        kind=kind,
        rule=rule,
        gold=int(sums[3]),
        found=int(sums[1]),
        right=int(sums[0]),
        precision=estimates[0],
        recall=estimates[1],
        f1=estimates[2],
    )


def figures(sums: Floats) -> Floats:
    """Return precision, recall and F1, as rows of three, of rows of `Counts` summed over articles; NaN if undefined."""
    found_right, found, gold_right, gold = sums.T
    precision = np.divide(found_right, found, out=np.full_like(found, np.nan), where=found > 0)
    recall = np.divide(gold_right, gold, out=np.full_like(gold, np.nan), where=gold > 0)
    total = precision + recall
    f1 = np.where(found + gold > 0, 0.0, np.nan)
    np.divide(2 * precision * recall, total, out=f1, where=total > 0)
    return np.column_stack((precision, recall, f1))


def _resampled(table: Floats) -> Floats:
    """Return the sums over each resample of the articles."""
    generator = np.random.default_rng(_SEED)
    size = len(table)
    drawn = (np.bincount(generator.integers(size, size=size), minlength=size) for _ in range(_RESAMPLES))
    return np.array([weights @ table for weights in drawn])


def _estimates(values: Floats, resamples: Floats) -> list[Estimate]:
    return [_estimate(value, column[~np.isnan(column)]) for value, column in zip(values, resamples.T, strict=True)]


def _estimate(value: float, defined: Floats) -> Estimate:
    if np.isnan(value):
        return Estimate(value=None, low=None, high=None)
    low, high = np.percentile(defined, _BOUNDS)
    return Estimate(value=float(value), low=float(low), high=float(high))
