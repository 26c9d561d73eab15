"""Which countries an article's terms speak of: معتمدية, a division that only Tunisia has; الحوثيون of Yemen."""

from collections.abc import Iterator
from typing import NamedTuple

from geomap.gazetteer.hints import terms
from geomap.split import SplitArticle


class Term(NamedTuple):
    """An occurrence of a term."""

    surface: str
    countries: tuple[str, ...]
    sentence: int
    """Index of the sentence that holds it."""


def find_terms(text: SplitArticle) -> Iterator[Term]:
    """Yield the terms of an article in their order."""
    listed = terms()
    for sentence, tokens in zip(text.sentences, text.tokens, strict=True):
        found = tokens.words
        if listed.keys().isdisjoint(found.forms):
            continue
        for index in [index for index, form in enumerate(found.forms) if form in listed]:
            for rest, countries in listed[found.forms[index]]:
                last = index + len(rest)
                if tuple(found.forms[index + 1 : last + 1]) == rest:
                    surface = text.article.text[found.starts[index] : found.ends[last]]
                    yield Term(surface, countries, sentence.index)
