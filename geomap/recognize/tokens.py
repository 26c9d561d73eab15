"""Cuts a sentence into what the tagger reads: words, and the marks between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, compress

from geomap.arabic import WORD, Words, fold
from geomap.memo import Memo

_BY_TOKENS = re.compile(rf"({WORD}|[^\w\s]|_)")
_LONGEST_NUMBER = 5
"""Digits; longer numbers are all alike to the tagger."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A sentence's words and marks in text order."""

    all: Words
    words: Words
    """Those of `all` that are words."""
    places: Sequence[int]
    """Where each of `words` stands in `all`."""
    known: Sequence[str]
    """What the tagger knows each of `all` by: its folded form, of numbers only how many digits they have."""


def _type(token: str) -> tuple[str, str, bool]:
    """Return a token's form, what the tagger knows it by, and whether it is a word.

    It is a mere tuple: of those, unlike of others, the garbage collector loses sight, and there are many.
    """
    is_word = token[0].isalnum()
    form = fold(token) if is_word else token
    known = "0" * min(len(form), _LONGEST_NUMBER) if form.isdigit() else form
    return form, known, is_word


_TYPES = Memo(_type, most=1 << 17)


def tokenize(text: str, start: int, end: int) -> Tokens:
    """Return the tokens of `text[start:end]`, with offsets into `text`."""
    pieces = _BY_TOKENS.split(text[start:end])  # what stands between tokens, and tokens, by turns
    bounds = list(accumulate(map(len, pieces), initial=start))
    starts, ends = bounds[1:-1:2], bounds[2:-1:2]
    types = list(map(_TYPES.__getitem__, pieces[1::2]))
    forms, known, are_words = map(list, zip(*types, strict=True)) if types else ([], [], [])
    found = Words(starts, ends, forms)
    if all(are_words):
        return Tokens(found, found, range(len(forms)), known)
    of_words = Words(
        starts=list(compress(starts, are_words)),
        ends=list(compress(ends, are_words)),
        forms=list(compress(forms, are_words)),
    )
    return Tokens(found, of_words, list(compress(range(len(forms)), are_words)), known)
