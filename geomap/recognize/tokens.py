"""Cuts a sentence into what the tagger reads: words, and the marks between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from geomap.arabic import WORD, Words, fold_words

_MARK = re.compile(r"[^\w\s]|_")
_BY_TOKENS = re.compile(rf"({WORD}|{_MARK.pattern})")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A sentence's words and marks in text order."""

    all: Words
    words: Words
    """Those of `all` that are words."""
    places: Sequence[int]
    """Where each of `words` stands in `all`."""


def tokenize(text: str, start: int, end: int) -> Tokens:
    """Return the tokens of `text[start:end]`, with offsets into `text`."""
    pieces = _BY_TOKENS.split(text[start:end])  # what stands between tokens, and tokens, by turns
    bounds = list(accumulate(map(len, pieces), initial=start))
    starts, ends, raw = bounds[1:-1:2], bounds[2:-1:2], pieces[1::2]
    is_mark = list(map(_MARK.match, raw))
    if not any(is_mark):
        found = Words(starts, ends, fold_words(raw))
        return Tokens(found, found, range(len(raw)))
    places = [place for place, mark in enumerate(is_mark) if not mark]
    forms = fold_words([raw[place] for place in places])
    for place, form in zip(places, forms, strict=True):
        raw[place] = form
    of_words = Words([starts[place] for place in places], [ends[place] for place in places], forms)
    return Tokens(Words(starts, ends, raw), of_words, places)


def known_forms(tokens: Words) -> list[str]:
    """Return what the tagger knows tokens by: the folded form, of numbers only how many digits they have."""
    return ["0" * min(len(form), 5) if form.isdigit() else form for form in tokens.forms]
