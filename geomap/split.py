"""Splits an article into sentences, and these into tokens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from simplemma.sentences import split_sentences

from geomap.arabic import Tokens, tokenize
from geomap.records import Article, Sentence

_LINE = re.compile(r"[^\r\n]+")
_LONGEST = 1000
"""Characters. Of the 33,871 sentences of a real news corpus 24 are longer; what is longer is text without punctuation,
cut at a space so that a reader is never shown a megabyte as one quotation."""

_PART = re.compile(rf"\S(?:.{{0,{_LONGEST - 2}}}\S)?(?!\S)|\S{{1,{_LONGEST}}}", re.DOTALL)
"""As many whole words as fit, or the beginning of a longer one."""


def split(article: Article) -> tuple[Sentence, ...]:
    """Return the article's sentences in text order, without surrounding white space; a line break always ends one."""
    return tuple(
        Sentence(article_id=article.id, index=index, start=start, end=end)
        for index, (start, end) in enumerate(_spans(article.text))
    )


@dataclass(frozen=True, slots=True)
class SplitArticle:
    """An article with its sentences, and the tokens of each: what the stages that read its words share."""

    article: Article
    sentences: tuple[Sentence, ...]
    tokens: tuple[Tokens, ...]


def split_article(article: Article) -> SplitArticle:
    """Split an article, and its sentences."""
    sentences = split(article)
    tokens = [tokenize(article.text, sentence.start, sentence.end) for sentence in sentences]
    return SplitArticle(article, sentences, tuple(tokens))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(text):
        start = line.start()
        for sentence in split_sentences(line.group(), lang="ar"):
            start = text.index(sentence, start)
            end = start + len(sentence)
            yield from _cut(text, start, end)
            start = end


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start <= _LONGEST:
        yield start, end
    else:
        yield from (part.span() for part in _PART.finditer(text, start, end))
