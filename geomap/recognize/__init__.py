"""Finds the mentions of places in an article: sentences are read one by one, then what one shows counts for all."""

import math
from collections.abc import Iterable, Iterator, Sequence

from geomap.gazetteer import Gazetteer
from geomap.recognize.decode import bounded_log_odds, probability
from geomap.recognize.descriptions import find_descriptions
from geomap.recognize.encode import Batch, encode
from geomap.recognize.evidence import PARTS, contributions
from geomap.recognize.judge import Judgment, judge
from geomap.recognize.labeler import Labeler
from geomap.records import Article, Evidence, Kind, Mention, Sentence

THRESHOLD = 0.6
"""Probability from which a mention is believed unless a user sets another."""
_UNKNOWN = 1.8
"""Log-odds that a name must have beyond the threshold if the gazetteer lacks it: below 0.9, only 3 in 10 are right."""
_UNKNOWN_BUT_HEADED = -0.4
"""The same where it follows a noun of type: from 0.5 on, 8 in 10 overlap a labelled mention (held-out annotation)."""
_OVERCONFIDENCE = 1.3
"""By what the tagger's log-odds are divided: then mentions of a score are right as often as it says (held out)."""
_SURE = 0.8
_ELSEWHERE = 2.5
"""Log-odds for a name that another sentence of the article surely uses for a place."""
_LEAST_WEIGHT = 0.25  # log-odds; less would not change a reader's mind


def recognize(  # noqa: PLR0913  # what is read, with what, and how much is wanted
    article: Article,
    sentences: Iterable[Sentence],
    gazetteer: Gazetteer,
    labeler: Labeler,
    threshold: float = THRESHOLD,
    *,
    descriptions: bool = False,
) -> tuple[Mention, ...]:
    """Return the mentions of an article in text order; they do not overlap.

    Args:
        article: the article.
        sentences: its sentences.
        gazetteer: tells where names end.
        labeler: reads the sentences.
        threshold: probability, between 0 and 1, from which a mention is returned.
        descriptions: whether definite nouns that stand for places are returned too, which then may refer to none.
    """
    tagger, least = labeler.tagger, bounded_log_odds(threshold) * _OVERCONFIDENCE
    if tagger.is_full:
        tagger.forget()
    with tagger.single_thread():
        judged = [
            (batch, tuple(_judgments(article.text, batch, labeler)))
            for batch in encode(article.text, sentences, gazetteer, tagger)
        ]
        sure = {item.name for _, judgments in judged for item in judgments if probability(item.log_odds) >= _SURE}
        named = [
            mention
            for batch, judgments in judged
            for mention in _mentions(article, batch, _chosen(judgments, sure, least), labeler)
        ]
    described = _described(article, (batch for batch, _ in judged), named) if descriptions else ()
    return tuple(sorted((*named, *described), key=lambda mention: mention.start))


def _described(article: Article, batches: Iterable[Batch], named: Sequence[Mention]) -> Iterator[Mention]:
    return find_descriptions(article, (sentence for batch in batches for sentence in batch.sentences), named)


def _judgments(text: str, batch: Batch, labeler: Labeler) -> Iterator[Judgment]:
    """Yield what a batch's sentences may mention, with what the parts of speech did to it where they were read."""
    probabilities = labeler.probabilities(text, batch)
    for judgment in judge(text, batch, probabilities, labeler.tagger):
        remark = None
        if labeler.morphology and judgment.is_weighed:
            remark = labeler.morphology.remark(text, batch, judgment.tokens, probabilities)
        yield judgment._replace(remark=remark) if remark and abs(remark.weight) >= _LEAST_WEIGHT else judgment


def _chosen(judgments: Iterable[Judgment], sure: set[str], least: float) -> list[Judgment]:
    """Return what has at least these log-odds, in text order; of two judgments that overlap, the surer one."""
    believed = sorted(
        (_with_the_rest(judgment, sure) for judgment in judgments),
        key=lambda item: (not item.run_together, -item.log_odds, item.start - item.end),
    )
    taken: set[int] = set()
    chosen = []
    for judgment in believed:
        offsets = range(judgment.start, judgment.end)
        if judgment.any_kind >= least + _handicap(judgment) and taken.isdisjoint(offsets):
            taken.update(offsets)
            chosen.append(judgment)
    return sorted(chosen, key=lambda judgment: judgment.start)


def _handicap(judgment: Judgment) -> float:
    """Return the log-odds that are asked beyond the threshold; an unknown name inside another name places nothing."""
    if judgment.is_known:
        return 0.0
    if judgment.kind != Kind.LITERAL:
        return math.inf
    return _UNKNOWN_BUT_HEADED if judgment.is_headed else _UNKNOWN


def _with_the_rest(judgment: Judgment, sure: set[str]) -> Judgment:
    """Add what the rest of the article shows of the name."""
    if judgment.name not in sure or probability(judgment.log_odds) >= _SURE:
        return judgment
    return judgment._replace(
        log_odds=judgment.log_odds + _ELSEWHERE,
        any_kind=judgment.any_kind + _ELSEWHERE,
        elsewhere=_ELSEWHERE,
    )


def _mentions(article: Article, batch: Batch, judgments: Sequence[Judgment], labeler: Labeler) -> Iterator[Mention]:
    reader = labeler.code
    weighed = [] if reader else [judgment for judgment in judgments if judgment.is_weighed]
    parts = contributions(
        labeler.tagger,
        batch,
        [judgment.tokens for judgment in weighed],
        [judgment.read for judgment in weighed],
    )
    weights = iter(parts)
    for judgment in judgments:
        yield Mention(
            article_id=article.id,
            sentence=judgment.sentence,
            start=judgment.start,
            end=judgment.end,
            surface=article.text[judgment.start : judgment.end],
            toponym=judgment.name,
            kind=judgment.kind,
            score=round(probability(judgment.log_odds / _OVERCONFIDENCE), 4),
            evidence=tuple(_evidence(article.text, judgment, next(weights, ()) if judgment.is_weighed else (), reader)),
        )


def _evidence(text: str, judgment: Judgment, weights: Sequence[float], reader: str) -> Iterator[Evidence]:
    """Yield what speaks for a mention: how much each of `PARTS` adds where the tagger decided, or who else did.

    Weights add up to the log-odds of the mention's score, but for the slight ones left out.
    """
    found = [
        (code, weight, _beside(text, judgment, code))
        for code, weight in zip(PARTS, weights, strict=False)
        if abs(weight) >= _LEAST_WEIGHT
    ]
    if judgment.run_together:
        found.append(("run_together", judgment.log_odds, judgment.name))
    elif judgment.kind == Kind.DEMONYM:
        found.append(("demonym", judgment.log_odds, judgment.name))
    elif reader:
        found.append((reader, judgment.read, ""))
    if judgment.remark:
        found.append((judgment.remark.code, judgment.remark.weight, judgment.remark.detail))
    if judgment.elsewhere:
        found.append(("elsewhere", judgment.elsewhere, ""))
    for code, weight, detail in sorted(found, key=lambda item: -abs(item[1])):
        yield Evidence(code=code, weight=round(weight / _OVERCONFIDENCE, 3), detail=detail)


def _beside(text: str, judgment: Judgment, code: str) -> str:
    """Return the words beside a mention to show with a code of evidence."""
    if code == "before":
        return " ".join(text[max(0, judgment.start - _SHOWN) : judgment.start].split()[-_WORDS:]) or "…"
    if code == "after":
        return " ".join(text[judgment.end : judgment.end + _SHOWN].split()[:_WORDS]) or "…"
    return ""


_SHOWN = 60  # characters that hold what is shown
_WORDS = 3
