"""Lists the worst mistakes with the sentences in which they were made."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import attrgetter

from geomap.evaluate.recognition import comparable, spans_of
from geomap.evaluate.records import Gold, GoldMention, Prediction, key_of
from geomap.evaluate.resolution import Placing, distance_km, is_right
from geomap.evaluate.spans import Span, overlapping, overlaps
from geomap.records import Article
from geomap.split import split


class Fault(StrEnum):
    """What is wrong."""

    MISSED = "missed"
    """A gold mention of which nothing was found."""
    SPURIOUS = "spurious"
    """Found where the gold has nothing."""
    SPAN = "wrong span"
    """Found where the gold begins or ends elsewhere."""
    KIND = "wrong kind"
    PLACE = "wrong place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A mistake, and how often the same was made; article and sentence are those of the first."""

    fault: Fault
    count: int
    article: str
    start: int
    end: int
    surface: str
    expected: str
    """The gold's span, kind or place; empty where the gold has nothing."""
    found: str
    """The span, kind or place that was found."""
    distance_km: float | None
    """Of a wrong place."""
    sentence: str


def worst(gold: Gold, predictions: Sequence[Prediction], placings: Iterable[Placing], most: int) -> tuple[Mistake, ...]:
    """Return up to `most` mistakes of each fault: those made most often, or with the place furthest off."""
    groups: dict[tuple[Fault, str, str, str], Mistake] = {}
    articles = {article.id: article for article in gold.articles}
    for mistake in (*_recognition(gold, predictions, articles), *_resolution(placings, articles)):
        same = (mistake.fault, mistake.surface, mistake.expected, mistake.found)
        earlier = groups.get(same)
        groups[same] = replace(earlier, count=earlier.count + 1) if earlier else mistake
    ranked = sorted(groups.values(), key=lambda item: (-(item.distance_km or 0), -item.count, item.surface, item.found))
    chosen = [item for fault in Fault for item in [one for one in ranked if one.fault == fault][:most]]
    return tuple(replace(item, sentence=_sentence(articles[item.article], item.start)) for item in chosen)


def _recognition(gold: Gold, predictions: Sequence[Prediction], articles: Mapping[str, Article]) -> Iterator[Mistake]:
    found = comparable(gold, predictions)
    by_span = {key_of(mention): mention for mention in gold.mentions}
    found_spans, gold_spans = spans_of(found), spans_of(gold.mentions)
    are_met = {doc: overlapping(spans, found_spans.get(doc, ())) for doc, spans in gold_spans.items()}
    met = {doc: overlaps(spans, gold_spans.get(doc, ())) for doc, spans in found_spans.items()}
    for mention in gold.mentions:
        if (mention.start, mention.end) not in are_met[mention.article_id]:
            yield _mistake(Fault.MISSED, mention, articles)
    for item in found:
        meant = by_span.get(key_of(item))
        if meant and gold.has_kinds and meant.kind != item.kind:
            yield _mistake(Fault.KIND, item, articles, expected=meant.kind, found=item.kind)
        elif not meant:
            yield _wrong_span(item, met[item.article_id][item.start, item.end], articles)


def _wrong_span(item: Prediction, met: Sequence[Span], articles: Mapping[str, Article]) -> Mistake:
    text = articles[item.article_id].text
    fault = Fault.SPAN if met else Fault.SPURIOUS
    expected = " + ".join(text[start:end] for start, end in sorted(met))
    return _mistake(fault, item, articles, expected=expected, found=text[item.start : item.end])


def _resolution(placings: Iterable[Placing], articles: Mapping[str, Article]) -> Iterator[Mistake]:
    for item in placings:
        if item.found and not is_right(item.truth, item.found):
            point = item.truth.point
            expected = item.truth.id or (f"{point[0]:.2f} {point[1]:.2f}" if point else "")
            found = item.found.id or f"{item.found.latitude:.2f} {item.found.longitude:.2f}"
            mistake = _mistake(Fault.PLACE, item.gold, articles, expected=expected, found=found)
            yield replace(mistake, distance_km=distance_km(item.truth, item.found))


def _mistake(
    fault: Fault,
    item: GoldMention | Prediction,
    articles: Mapping[str, Article],
    *,
    expected: str = "",
    found: str = "",
) -> Mistake:
    return Mistake(
        fault=fault,
        count=1,
        article=item.article_id,
        start=item.start,
        end=item.end,
        surface=articles[item.article_id].text[item.start : item.end],
        expected=expected,
        found=found,
        distance_km=None,
        sentence="",
    )


def _sentence(article: Article, offset: int) -> str:
    """Return the sentence that holds this offset, or the one before where it is between two."""
    sentences = split(article)
    index = bisect_right(sentences, offset, key=attrgetter("start")) - 1
    return article.text[sentences[index].start : sentences[index].end] if index >= 0 else ""
