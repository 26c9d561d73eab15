"""Cuts a sentence into what the tagger reads: words, and the marks between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from geomap.arabic import WORD, Words, fold_word

_BY_TOKENS = re.compile(rf"({WORD}|[^\w\s]|_)")


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
    places = [place for place, token in enumerate(raw) if token[0].isalnum()]
    together = Words(starts, ends, [fold_word(token) if token[0].isalnum() else token for token in raw])
    if len(places) == len(raw):
        return Tokens(together, together, places)
    of_words = Words(
        [starts[place] for place in places],
        [ends[place] for place in places],
        [together.forms[place] for place in places],
    )
    return Tokens(together, of_words, places)


def known_forms(tokens: Words) -> list[str]:
    """Return what the tagger knows tokens by: the folded form, of numbers only how many digits they have."""
    return ["0" * min(len(form), 5) if form.isdigit() else form for form in tokens.forms]
