"""Writes mentions, with what speaks for each, in the words of its article."""

from collections.abc import Iterable, Iterator, Sequence

from geomap.recognize.choose import OVERCONFIDENCE
from geomap.recognize.decode import probability
from geomap.recognize.encode import Batch
from geomap.recognize.evidence import PARTS, contributions
from geomap.recognize.judge import Judgment
from geomap.recognize.labeler import Labeler
from geomap.records import Evidence, Kind, Mention

LEAST_WEIGHT = 0.25  # log-odds; less would not change a reader's mind
_SHOWN = 60  # characters that hold what is shown
_WORDS = 3


def write_mentions(judgments: Sequence[Judgment], batch: Batch, labeler: Labeler) -> Iterator[Mention]:
    """Yield a mention for each judgment.

    Args:
        judgments: those believed of a batch's sentences.
        batch: the sentences.
        labeler: what has read them.
    """
    weighed = [] if labeler.code else [judgment for judgment in judgments if judgment.is_weighed]
    parts = contributions(
        labeler.tagger,
        batch,
        [judgment.tokens for judgment in weighed],
        [judgment.read for judgment in weighed],
    )
    weights = iter(parts)
    for judgment in judgments:
        text = judgment.encoded.article.text
        yield Mention(
            article_id=judgment.encoded.article.id,
            sentence=judgment.encoded.sentence.index,
            start=judgment.start,
            end=judgment.end,
            surface=text[judgment.start : judgment.end],
            toponym=judgment.name,
            kind=judgment.kind,
            score=round(probability(judgment.log_odds / OVERCONFIDENCE), 4),
            evidence=_evidence(text, judgment, next(weights, ()) if judgment.is_weighed else (), labeler.code),
        )


def _evidence(text: str, judgment: Judgment, weights: Iterable[float], reader: str) -> tuple[Evidence, ...]:
    """Return what speaks for a mention: how much each of `PARTS` adds where the tagger decided, or who else did.

    Weights add up to the log-odds of the mention's score, but for the slight ones left out.
    """
    found = [
        (code, weight, _beside(text, judgment, code))
        for code, weight in zip(PARTS, weights, strict=False)
        if abs(weight) >= LEAST_WEIGHT
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
    found.sort(key=lambda item: -abs(item[1]))
    return tuple(
        [Evidence(code=code, weight=round(weight / OVERCONFIDENCE, 3), detail=detail) for code, weight, detail in found]
    )


def _beside(text: str, judgment: Judgment, code: str) -> str:
    """Return the words beside a mention to show with a code of evidence."""
    if code == "before":
        return " ".join(text[max(0, judgment.start - _SHOWN) : judgment.start].rsplit(maxsplit=_WORDS)[-_WORDS:]) or "…"
    if code == "after":
        return " ".join(text[judgment.end : judgment.end + _SHOWN].split(maxsplit=_WORDS)[:_WORDS]) or "…"
    return ""
