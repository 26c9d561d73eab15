"""Cuts a sentence into what the tagger reads: words, and the marks between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.arabic import Word, words

_MARK = re.compile(r"[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A sentence's words and marks in text order."""

    all: tuple[Word, ...]
    words: tuple[Word, ...]
    """Those of `all` that are words."""
    places: tuple[int, ...]
    """Where each of `words` stands in `all`."""


def tokenize(text: str, start: int, end: int) -> Tokens:
    """Return the tokens of `text[start:end]`, with offsets into `text`."""
    found = tuple(words(text, start, end))
    together: list[Word] = []
    places = []
    before = start
    for word in found:
        if text[before : word.start] != " ":
            together.extend(_marks(text, before, word.start))
        places.append(len(together))
        together.append(word)
        before = word.end
    together.extend(_marks(text, before, end))
    return Tokens(tuple(together), found, tuple(places))


def _marks(text: str, start: int, end: int) -> Iterator[Word]:
    return (Word(mark.start(), mark.end(), mark.group()) for mark in _MARK.finditer(text, start, end))


def forms(tokens: Sequence[Word]) -> list[str]:
    """Return what the tagger knows tokens by: the folded form, of numbers only how many digits they have."""
    return ["0" * min(len(token.form), 5) if token.form.isdigit() else token.form for token in tokens]
