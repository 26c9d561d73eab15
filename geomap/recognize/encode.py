"""Lays sentences out as the rows of numbers that the tagger reads."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geomap.arabic import Tokens
from geomap.gazetteer import Gazetteer
from geomap.recognize.names import FEATURES, describe_names
from geomap.recognize.spans import Span, find_spans
from geomap.recognize.tagger import EMPTY, PADDING, Tagger
from geomap.records import Article, Sentence
from geomap.split import SplitArticle

_TOKENS = 1 << 13
"""In one batch at least: enough that numpy's calls cost little, few enough that a long article takes little memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A sentence's tokens, the gazetteer's names among them, and where its first token stands in the batch."""

    article: Article
    sentence: Sentence
    tokens: Tokens
    spans: tuple[Span, ...]
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Sentences with `PADDING` empty tokens before, between and after them."""

    sentences: tuple[Encoded, ...]
    rows: NDArray[np.intp]
    """Of each token in the tagger's table of word types."""
    named: NDArray[np.intp]
    """The tokens that names cover, in ascending order."""
    names: NDArray[np.float64]
    """What the tagger is told of those names, shape (len(named), FEATURES)."""


def encode(articles: Iterable[SplitArticle], gazetteer: Gazetteer, tagger: Tagger) -> Iterator[Batch]:
    """Yield articles' sentences in batches."""
    waiting: list[Encoded] = []
    offset = PADDING
    for text in articles:
        for sentence, tokens in zip(text.sentences, text.tokens, strict=True):
            spans = tuple(find_spans(text.article.text, tokens.words, gazetteer))
            waiting.append(Encoded(article=text.article, sentence=sentence, tokens=tokens, spans=spans, offset=offset))
            offset += len(tokens.all) + PADDING
            if offset > _TOKENS:
                yield _batch(waiting, tagger)
                waiting, offset = [], PADDING
    if waiting:
        yield _batch(waiting, tagger)


def _batch(sentences: Sequence[Encoded], tagger: Tagger) -> Batch:
    padding = [EMPTY] * PADDING
    forms = padding.copy()
    named: dict[int, tuple[float, ...]] = {}
    for sentence in sentences:
        forms += sentence.tokens.all.forms
        forms += padding
        described = describe_names(sentence.spans, sentence.tokens.places) if sentence.spans else {}
        for token, description in described.items():
            named[sentence.offset + token] = description
    return Batch(
        sentences=tuple(sentences),
        rows=tagger.rows(forms),
        named=np.fromiter(named, np.intp, len(named)),
        names=np.array(list(named.values()), np.float64).reshape(len(named), FEATURES),
    )
