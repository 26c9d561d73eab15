"""Finds the mentions of places in a sentence: spans of the gazetteer's names, judged by their context."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from geomap.arabic import Word, words
from geomap.gazetteer import Gazetteer, Role
from geomap.recognize.classifier import Model
from geomap.recognize.cues import LOCATIVES, ORGANIZATION_HEADS, PLACE_HEADS, bare
from geomap.recognize.features import Context, features
from geomap.recognize.spans import Span, find_spans, is_certain, is_country
from geomap.records import Article, Evidence, Kind, Mention, Sentence

_THRESHOLD = 0.5
_DEMONYM_SCORE = 0.95
_RUN_TOGETHER_SCORE = 0.95
_DEFINITE = ("ال", "وال", "بال", "فال", "كال", "لل", "ولل")


def recognize(article: Article, sentence: Sentence, gazetteer: Gazetteer, model: Model) -> tuple[Mention, ...]:
    """Return the mentions of a sentence in text order; they do not overlap."""
    sentence_words = tuple(words(article.text, sentence.start, sentence.end))
    spans = tuple(find_spans(article.text, sentence_words, gazetteer))
    context = describe(article.text, sentence_words, spans, model)
    organizations = [span for span in spans if span.has(Role.ORGANIZATION)]
    mentions = []
    for judgment in _select(_judge(spans, context, gazetteer, model)):
        span = judgment.span
        mention = Mention(
            article_id=article.id,
            sentence=sentence.index,
            start=span.start,
            end=span.end,
            surface=article.text[span.start : span.end],
            toponym=span.name,
            kind=judgment.kind or _kind(span, context, organizations),
            score=round(judgment.score, 4),
            evidence=judgment.evidence,
        )
        mentions.append(mention)
    return tuple(sorted(mentions, key=lambda mention: mention.start))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judgment:
    span: Span
    score: float
    evidence: tuple[Evidence, ...]
    kind: Kind | None = None
    """None where the surroundings of a place's name have yet to tell."""


def _judge(spans: Iterable[Span], context: Context, gazetteer: Gazetteer, model: Model) -> Iterator[_Judgment]:
    """Yield the spans that are taken for mentions."""
    for span in spans:
        if span.run_together:
            evidence = Evidence(code="run_together", detail=context.words[span.first].form)
            yield _Judgment(span=span, score=_RUN_TOGETHER_SCORE, evidence=(evidence,))
        elif span.has(Role.DEMONYM) and (not is_country(span.entries) or _is_adjective(span, context)):
            if not _is_surname(span, context):
                evidence = Evidence(code="demonym", detail=span.name)
                yield _Judgment(span=span, score=_DEMONYM_SCORE, evidence=(evidence,), kind=Kind.DEMONYM)
        elif span.has(Role.PLACE):
            described = tuple(features(span, context, gazetteer))
            score = model.score(described)
            if score >= _THRESHOLD:
                yield _Judgment(span=span, score=score, evidence=model.evidence(described))


def _is_adjective(span: Span, context: Context) -> bool:
    """Tell whether a country's name that is also its feminine adjective, السعودية or سورية, describes the noun before.

    An adjective agrees with its noun: القوات السعودية, طائرات سورية; after a preposition or a verb stands the country.
    """
    if not span.name.endswith("يه") or span.stripped or not span.first:
        return False
    noun = context.words[span.first - 1]
    if context.text[noun.end : span.start].strip() or bare(noun.form) in LOCATIVES:
        return False
    if span.name.startswith("ال"):
        return noun.form.startswith(_DEFINITE) or span.first - 1 in context.names
    return (
        noun.form.endswith(("ه", "ات")) and not noun.form.startswith(_DEFINITE) and bare(noun.form) not in PLACE_HEADS
    )


def _is_surname(span: Span, context: Context) -> bool:
    """Tell whether a nisba ends a person's name, as in محسن التونسي; given names rarely bear ال."""
    before = context.words[span.first - 1].form if span.first else ""
    return not span.stripped and before in context.person_words and not before.startswith("ال")


def _select(judgments: Iterable[_Judgment]) -> Iterator[_Judgment]:
    """Yield judgments that do not overlap: of two that do, the longer name, then the surer one."""
    taken: set[int] = set()
    for judgment in sorted(judgments, key=lambda item: (item.span.first - item.span.last, -item.score)):
        offsets = range(judgment.span.start, judgment.span.end)
        if taken.isdisjoint(offsets):
            taken.update(offsets)
            yield judgment


def _kind(span: Span, context: Context, organizations: Iterable[Span]) -> Kind:
    """Tell a place's name that stands for the place from one inside the proper name of something else."""
    inside = any(other.first <= span.first and span.last <= other.last for other in organizations)
    headed = span.first > 0 and bare(context.words[span.first - 1].form) in ORGANIZATION_HEADS and not span.stripped
    return Kind.ASSOCIATIVE if inside or headed else Kind.LITERAL
