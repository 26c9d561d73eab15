"""Chooses among judgments: which are sure enough, also by the rest of their article, and which of two that overlap."""

import math
from collections.abc import Iterable, Iterator
from itertools import groupby

from geomap.recognize.decode import bounded_log_odds, probability
from geomap.recognize.judge import Judgment
from geomap.records import Kind

THRESHOLD = 0.6
"""Probability from which a mention is believed unless a user sets another."""
_UNKNOWN = 1.8
"""Log-odds that a name must have beyond the threshold if the gazetteer lacks it: below 0.9, only 3 in 10 are right."""
_UNKNOWN_BUT_HEADED = -0.4
"""The same where it follows a noun of type: from 0.5 on, 8 in 10 overlap a labelled mention (held-out annotation)."""
OVERCONFIDENCE = 1.7
"""By what the tagger's log-odds are divided: then mentions of a score are right as often as it says (held out)."""
_SURE = 0.8
_ELSEWHERE = 2.5
"""Log-odds for a name that another sentence of the article surely uses for a place."""

Name = tuple[str, str]
"""An article's id and a name in it."""


def sure_names(judgments: Iterable[Judgment]) -> set[Name]:
    """Return the names that some sentence of their article surely uses for a place."""
    return {_name(judgment) for judgment in judgments if _is_sure(judgment)}


def choose(judgments: Iterable[Judgment], sure: set[Name], threshold: float) -> Iterator[Judgment]:
    """Yield the judgments believed, in text order; they do not overlap.

    Args:
        judgments: of sentences in text order, those of a sentence one after another.
        sure: what `sure_names` says of all articles in question.
        threshold: probability, between 0 and 1, from which a judgment is believed.
    """
    least = bounded_log_odds(threshold) * OVERCONFIDENCE
    for _, of_sentence in groupby(judgments, key=lambda judgment: judgment.encoded.offset):
        informed = (_with_the_rest(judgment, sure) for judgment in of_sentence)
        yield from _apart([judgment for judgment in informed if judgment.any_kind >= least + _handicap(judgment)])


def _apart(judgments: list[Judgment]) -> list[Judgment]:
    """Return, in text order, what overlaps nothing surer."""
    if len(judgments) == 1:
        return judgments
    chosen: list[Judgment] = []
    for judgment in sorted(judgments, key=lambda item: (not item.run_together, -item.log_odds, item.start - item.end)):
        if all(judgment.end <= other.start or other.end <= judgment.start for other in chosen):
            chosen.append(judgment)
    return sorted(chosen, key=lambda judgment: judgment.start)


def _handicap(judgment: Judgment) -> float:
    """Return the log-odds that are asked beyond the threshold; an unknown name inside another name places nothing."""
    if judgment.is_known:
        return 0.0
    if judgment.kind != Kind.LITERAL:
        return math.inf
    return _UNKNOWN_BUT_HEADED if judgment.is_headed else _UNKNOWN


def _with_the_rest(judgment: Judgment, sure: set[Name]) -> Judgment:
    """Add what the rest of the article shows of the name."""
    if _name(judgment) not in sure or _is_sure(judgment):
        return judgment
    return judgment._replace(
        log_odds=judgment.log_odds + _ELSEWHERE,
        any_kind=judgment.any_kind + _ELSEWHERE,
        elsewhere=_ELSEWHERE,
    )


def _name(judgment: Judgment) -> Name:
    return judgment.encoded.article.id, judgment.name


def _is_sure(judgment: Judgment) -> bool:
    return probability(judgment.log_odds) >= _SURE
