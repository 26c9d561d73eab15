"""Finds the mentions of places in an article: spans of the gazetteer's names, judged by their context.

Each sentence is judged by itself; then a name that one sentence shows to be a place's counts for the others.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from geomap.arabic import Word, words
from geomap.gazetteer import Gazetteer, Role
from geomap.recognize.classifier import Model, probability
from geomap.recognize.features import Context, features, surroundings
from geomap.recognize.kinds import is_demonym, kind_of_place
from geomap.recognize.spans import Span, find_spans, is_certain, with_feature
from geomap.records import Article, Evidence, Kind, Mention, Sentence

_THRESHOLD = 0.55
"""Held-out F1 on anercorp_train is level from 0.5 to 0.7; on raw news (benchmarks, set `news`) more costs recall."""
_SURE = 0.8
_ELSEWHERE = 2.5
"""Log-odds for a name that another sentence of the article surely uses for a place."""
_DEMONYM = 3.0
_RUN_TOGETHER = 3.0
"""Log-odds of what no classifier judges: about 19 in 20."""


def recognize(
    article: Article, sentences: Iterable[Sentence], gazetteer: Gazetteer, model: Model
) -> tuple[Mention, ...]:
    """Return the mentions of an article in text order; they do not overlap."""
    judgments = [
        judgment for sentence in sentences for judgment in _judge_sentence(article.text, sentence, gazetteer, model)
    ]
    sure = {judgment.span.name for judgment in judgments if judgment.score >= _SURE}
    believed = [judgment if judgment.score >= _SURE else _with_the_rest(judgment, sure) for judgment in judgments]
    chosen = _select(judgment for judgment in believed if judgment.score >= _THRESHOLD)
    return tuple(sorted((_mention(article, judgment) for judgment in chosen), key=lambda mention: mention.start))


@dataclass(frozen=True, slots=True)
class _Judgment:
    """A span with the log-odds that it is a mention of the stated kind."""

    span: Span
    sentence: int
    kind: Kind
    log_odds: float
    evidence: tuple[Evidence, ...]

    @property
    def score(self) -> float:
        return probability(self.log_odds)


def _judge_sentence(text: str, sentence: Sentence, gazetteer: Gazetteer, model: Model) -> Iterator[_Judgment]:
    sentence_words = tuple(words(text, sentence.start, sentence.end))
    spans = tuple(find_spans(text, sentence_words, gazetteer))
    context = describe(text, sentence_words, spans, model)
    organizations = [span for span in spans if span.has(Role.ORGANIZATION)]
    for span in spans:
        if span.run_together:
            evidence = Evidence(code="run_together", weight=_RUN_TOGETHER, detail=context.words[span.first].form)
            yield _Judgment(span, sentence.index, Kind.LITERAL, _RUN_TOGETHER, (evidence,))
        elif is_demonym(span, context):
            evidence = Evidence(code="demonym", weight=_DEMONYM, detail=span.name)
            yield _Judgment(span, sentence.index, Kind.DEMONYM, _DEMONYM, (evidence,))
        elif span.has(Role.PLACE):
            described = tuple(features(span, context, gazetteer))
            log_odds = model.log_odds(described)
            if probability(log_odds + _ELSEWHERE) < _THRESHOLD:
                continue  # whatever the rest of the article shows
            kind = kind_of_place(span, context, organizations)
            named = with_feature(span, text, sentence_words) if kind == Kind.LITERAL else span
            why = model.evidence(described, surroundings(span, context))
            yield _Judgment(named, sentence.index, kind, log_odds, why)


def describe(text: str, sentence_words: Sequence[Word], spans: Iterable[Span], model: Model) -> Context:
    """Gather what the features of all spans of a sentence share."""
    names: set[int] = set()
    demonyms: set[int] = set()
    for span in spans:
        if is_certain(span.entries):
            names.update((span.first, span.last - 1))
        elif span.has(Role.DEMONYM):
            demonyms.add(span.first)
    return Context(
        text=text,
        words=sentence_words,
        names=frozenset(names),
        demonyms=frozenset(demonyms),
        person_words=model.person_words,
    )


def _with_the_rest(judgment: _Judgment, sure: set[str]) -> _Judgment:
    """Add what the rest of the article shows of the name."""
    if judgment.span.name not in sure:
        return judgment
    evidence = Evidence(code="elsewhere", weight=_ELSEWHERE)
    return replace(judgment, log_odds=judgment.log_odds + _ELSEWHERE, evidence=(*judgment.evidence, evidence))


def _select(judgments: Iterable[_Judgment]) -> Iterator[_Judgment]:
    """Yield judgments that do not overlap: of two that do, the name of more words, then the surer one."""
    taken: set[int] = set()
    for judgment in sorted(judgments, key=lambda item: (-item.span.name.count(" "), -item.log_odds)):
        offsets = range(judgment.span.start, judgment.span.end)
        if taken.isdisjoint(offsets):
            taken.update(offsets)
            yield judgment


def _mention(article: Article, judgment: _Judgment) -> Mention:
    span = judgment.span
    return Mention(
        article_id=article.id,
        sentence=judgment.sentence,
        start=span.start,
        end=span.end,
        surface=article.text[span.start : span.end],
        toponym=span.name,
        kind=judgment.kind,
        score=round(judgment.score, 4),
        evidence=judgment.evidence,
    )
