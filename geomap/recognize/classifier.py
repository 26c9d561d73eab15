"""Weighs the features of a span: a log-linear (logistic) model, trained by `training.recognizer`."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from geomap.records import Evidence

_EVIDENCE_SHOWN = 3
_LEAST_WEIGHT = 0.25  # log-odds; less would not change a reader's mind

_CODES = {
    "name_length": "name",
    "name_frequency": "name",
    "name_use": "name",
    "name_personal": "name",
    "name_inflected": "name",
    "place_type": "name",
    "particle": "before",
    "previous_word": "before",
    "previous_class": "before",
    "second_word_before": "before",
    "quoted": "before",
    "next_word": "after",
    "next_class": "after",
    "next_mark": "after",
    "beside_place": "beside_place",
}
"""Group of features → code of the evidence in which a reader is shown their sum; the bias is nobody's evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Weights in log-odds by feature, and the words that mostly stand in persons' names."""

    weights: dict[str, float]
    person_words: frozenset[str]

    def log_odds(self, features: Iterable[str]) -> float:
        """Return the log-odds that a span with these features is a mention of a place."""
        return sum(self.weights.get(feature, 0.0) for feature in features)

    def evidence(self, features: Iterable[str], details: Mapping[str, str]) -> tuple[Evidence, ...]:
        """Return what counted most for or against a span with these features, the weightiest first.

        Args:
            features: the span's features.
            details: for a code of evidence, what to show with it.
        """
        weights: dict[str, float] = defaultdict(float)
        for feature in features:
            if code := _CODES.get(feature.partition("=")[0]):
                weights[code] += self.weights.get(feature, 0.0)
        strongest = sorted(weights, key=lambda code: -abs(weights[code]))[:_EVIDENCE_SHOWN]
        return tuple(
            Evidence(code=code, weight=round(weights[code], 3), detail=details.get(code, ""))
            for code in strongest
            if abs(weights[code]) >= _LEAST_WEIGHT
        )


def probability(log_odds: float) -> float:
    """Return the probability that has these log-odds."""
    return 1 / (1 + math.exp(-log_odds))


@cache
def shipped_model() -> Model:
    """Load the model that geomap ships."""
    folder = files("geomap.recognize") / "model"
    rows = (folder / "weights.tsv").read_text(encoding="utf-8").splitlines()
    return Model(
        weights={feature: float(weight) for feature, weight in (row.split("\t") for row in rows)},
        person_words=frozenset((folder / "person_words.txt").read_text(encoding="utf-8").split()),
    )
