"""Finds the mentions of places in articles: sentences are read one by one, then what one shows counts for its article.

Short articles are read several at a time, as numpy's calls cost more than what they compute for a few words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from geomap.gazetteer import Gazetteer
from geomap.recognize.choose import THRESHOLD, choose, sure_names
from geomap.recognize.descriptions import find_descriptions
from geomap.recognize.encode import Batch, encode
from geomap.recognize.judge import Judgment, judge
from geomap.recognize.labeler import Labeler
from geomap.recognize.mentions import LEAST_WEIGHT, write_mentions
from geomap.records import Article, Mention
from geomap.split import SplitArticle

__all__ = ["THRESHOLD", "recognize"]
_TOGETHER = 1 << 14
"""Characters of articles that are read at a time, at least."""


def recognize(
    articles: Iterable[SplitArticle],
    gazetteer: Gazetteer,
    labeler: Labeler,
    threshold: float = THRESHOLD,
    *,
    descriptions: bool = False,
) -> Iterator[tuple[Mention, ...]]:
    """Yield the mentions of each article in text order; they do not overlap.

    Args:
        articles: of which no two have the same id.
        gazetteer: tells where names end.
        labeler: reads the sentences.
        threshold: probability, between 0 and 1, from which a mention is returned.
        descriptions: whether definite nouns that stand for places are returned too, which then may refer to none.
    """
    for group in _groups(articles):
        if labeler.tagger.is_full:
            labeler.tagger.forget()
        found: defaultdict[str, list[Mention]] = defaultdict(list)
        with labeler.tagger.single_thread():
            batches = tuple(encode(group, gazetteer, labeler.tagger))
            for mention in _named(batches, labeler, threshold):
                found[mention.article_id].append(mention)
        for text in group:
            mentions = found[text.article.id]
            if descriptions:
                mentions = [*mentions, *_described(text.article, batches, mentions)]
                mentions.sort(key=lambda mention: mention.start)
            yield tuple(mentions)


def _groups(articles: Iterable[SplitArticle]) -> Iterator[list[SplitArticle]]:
    """Yield articles in groups of some length."""
    group, length = [], 0
    for text in articles:
        group.append(text)
        length += len(text.article.text)
        if length >= _TOGETHER:
            yield group
            group, length = [], 0
    if group:
        yield group


def _named(batches: Sequence[Batch], labeler: Labeler, threshold: float) -> Iterator[Mention]:
    """Yield the mentions that batches name, in text order."""
    judged = [list(_judgments(batch, labeler)) for batch in batches]
    sure = sure_names(judgment for judgments in judged for judgment in judgments)
    for batch, judgments in zip(batches, judged, strict=True):
        yield from write_mentions(tuple(choose(judgments, sure, threshold)), batch, labeler)


def _judgments(batch: Batch, labeler: Labeler) -> Iterator[Judgment]:
    """Yield what a batch's sentences may mention, with what the parts of speech did to it where they were read."""
    probabilities = labeler.probabilities(batch)
    for judgment in judge(batch, probabilities, labeler.tagger):
        remark = None
        if labeler.morphology and judgment.is_weighed:
            remark = labeler.morphology.remark(batch, judgment.tokens, probabilities)
        yield judgment._replace(remark=remark) if remark and abs(remark.weight) >= LEAST_WEIGHT else judgment


def _described(article: Article, batches: Iterable[Batch], named: Sequence[Mention]) -> Iterator[Mention]:
    sentences = (one for batch in batches for one in batch.sentences if one.article.id == article.id)
    return find_descriptions(article, sentences, named)
