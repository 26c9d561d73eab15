"""Weighs the features of a span: a log-linear (logistic) model, trained by `training.recognizer`."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from geomap.records import Evidence

_EVIDENCE_SHOWN = 3
_LEAST_WEIGHT = 0.25  # log-odds; less would not change a reader's mind


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Weights in log-odds by feature, and the words that mostly stand in persons' names."""

    weights: dict[str, float]
    person_words: frozenset[str]

    def log_odds(self, features: Iterable[str]) -> float:
        """Return the log-odds that a span with these features is a mention of a place."""
        return sum(self.weights.get(feature, 0.0) for feature in features)

    def evidence(self, features: Iterable[str]) -> tuple[Evidence, ...]:
        """Return what counted most for or against a span with these features, the weightiest first."""
        weights: dict[str, float] = {}
        details: dict[str, str] = {}
        for feature in features:
            group, _, value = feature.partition("=")
            weights[group] = weights.get(group, 0.0) + self.weights.get(feature, 0.0)
            details.setdefault(group, value)
        weights.pop("bias", None)
        strongest = sorted(weights, key=lambda group: -abs(weights[group]))[:_EVIDENCE_SHOWN]
        return tuple(
            Evidence(code=group, weight=round(weights[group], 3), detail=details[group])
            for group in strongest
            if abs(weights[group]) >= _LEAST_WEIGHT
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
