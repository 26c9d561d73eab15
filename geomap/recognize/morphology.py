"""Tells by the part of speech of a word how much more or less likely it belongs to a place's name."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geomap.recognize.camel import plain_words, sentences
from geomap.recognize.camel_morphology import MorphologyModel, Reading
from geomap.recognize.decode import TokenSpan, columns_of, log_odds
from geomap.recognize.encode import Batch
from geomap.records import Evidence

_WEIGHTS = {"noun_prop": 0.5, "verb": -2.0, "prep": -2.0, "conj": -2.0, "part": -2.0, "pron": -2.0, "interj": -2.0}
"""Log-odds that a part of speech, or the family it belongs to (part_neg, pron_dem), adds to the labels of places.

Not measured: the data of camel-tools' analyzer was not at hand. They are small because the tagger knows the word itself
already. A proper noun tells little: of the words of names in ANERcorp's training part, a third are of places, and more
of persons. A verb or particle is hardly ever a place. Nouns and adjectives add nothing, for many towns are called by
one (البيضاء, المرج).
"""
_PLACES = slice(1, 5)
"""Labels of literal and associative mentions; adjectives of nationality are no nouns, and listed in the gazetteer."""
_KEPT = 1 << 17
"""Word types whose evidence is kept. camel-tools analyzes a word whenever it is asked: its disambiguator looks into a
cache that it never fills."""


class Morphology:
    """What camel-tools' disambiguator reads in words, as evidence for or against places."""

    def __init__(self, model: MorphologyModel) -> None:
        """Take a model of camel-tools."""
        self._model = model
        self.evidence: Callable[[str], Evidence] = lru_cache(_KEPT)(self._evidence)
        """Of a word: the mean weight of its readings, each as much as it is probable, and which reading tells most."""

    def _evidence(self, word: str) -> Evidence:
        readings = self._model.readings(word)
        weight = sum(map(_weight, readings))
        if not weight:
            return Evidence(code="morphology")
        decisive = max(readings, key=lambda reading: _weight(reading) / weight)
        return Evidence(code="morphology", weight=round(weight, 3), detail=_shown(decisive))

    def shifts(self, batch: Batch) -> NDArray[np.float64]:
        """Return how many log-odds the labels of places gain at each token, shape (len(batch.rows),).

        Args:
            batch: sentences of articles.
        """
        shifts = np.zeros(len(batch.rows))
        for encoded, words in zip(batch.sentences, sentences(batch), strict=True):
            shifts[encoded.offset : encoded.offset + len(words)] = [self.evidence(word).weight for word in words]
        return shifts

    def remark(self, batch: Batch, span: TokenSpan, probabilities: NDArray[np.float64]) -> Evidence | None:
        """Return how many log-odds the shifts of its tokens gave a span, and the reading that tells most, if any does.

        Args:
            batch: sentences of articles.
            span: tokens counted from the batch's first.
            probabilities: of labels of the batch's tokens as `shifts` has shifted them.
        """
        place = bisect_right(batch.sentences, span.first, key=lambda encoded: encoded.offset) - 1
        encoded = batch.sentences[place]
        length = span.last - span.first
        first = span.first - encoded.offset
        tokens = encoded.tokens.all[first : first + length + 1]  # with the next, which might have gone on the name
        seen = [self.evidence(word) for word in plain_words(encoded.article.text, tokens)]
        rows = probabilities[span.first : span.first + len(seen)]
        unshifted = shifted(rows, np.array([-evidence.weight for evidence in seen]))
        moved = TokenSpan(0, length, span.kind)
        weight = log_odds(columns_of(rows), moved) - log_odds(columns_of(unshifted), moved)
        decisive = max(seen[:length], key=lambda evidence: evidence.weight * weight)
        return replace(decisive, weight=round(weight, 3)) if decisive.weight * weight > 0 else None


def _weight(reading: Reading) -> float:
    family = reading.pos.partition("_")[0]
    return reading.probability * _WEIGHTS.get(reading.pos, _WEIGHTS.get(family, 0))


def _shown(reading: Reading) -> str:
    """Word a reading as its part of speech and the first of its English words: noun_prop, Libya."""
    return ", ".join(filter(None, (reading.pos, reading.gloss.partition(";")[0])))


def shifted(probabilities: NDArray[np.float64], shifts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return probabilities such that the log-odds of a place against anything else have grown.

    Args:
        probabilities: of labels, shape (tokens, LABELS).
        shifts: log-odds, shape (tokens,).
    """
    odds = probabilities.copy()
    odds[:, _PLACES] *= np.exp(shifts)[:, None]
    shares: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
    return shares
