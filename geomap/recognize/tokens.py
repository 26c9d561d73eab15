"""Cuts a sentence into what the tagger reads: words, and the marks between them."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from geomap.arabic import LONG, WORD, Words, fold
from geomap.memo import Memo

_TOKEN = re.compile(rf"{WORD}|[^\w\s]|_")
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


def _pieces(chunk: str) -> tuple[tuple[int, int, str, str, bool], ...]:
    """Return the tokens of what stands between two spaces.

    Each has its bounds in there, its form, what the tagger knows it by, and whether it is a word.

    These are mere tuples: of those, unlike of others, the garbage collector loses sight, and there are many.
    """
    return tuple([(*token.span(), *_type(token.group())) for token in _TOKEN.finditer(chunk)])


def _type(token: str) -> tuple[str, str, bool]:
    """Return a token's form, what the tagger knows it by, and whether it is a word."""
    is_word = token[0].isalnum()
    form = fold(token) if is_word else token
    known = "0" * min(len(form), _LONGEST_NUMBER) if form.isdigit() else form
    return sys.intern(form), sys.intern(known), is_word  # a word is kept once, whatever marks stand beside it


_PIECES = Memo(_pieces, most=1 << 17)


def tokenize(text: str, start: int, end: int) -> Tokens:
    """Return the tokens of `text[start:end]`, with offsets into `text`.

    Most of what stands between two spaces has been met before, and is not cut again.
    """
    starts, ends, forms, known, are_words = [], [], [], [], []
    for chunk in text[start:end].split(" "):
        length = len(chunk)
        for first, last, form, known_by, is_word in _PIECES[chunk] if length < LONG else _pieces(chunk):
            starts.append(start + first)
            ends.append(start + last)
            forms.append(form)
            known.append(known_by)
            are_words.append(is_word)
        start += length + 1
    found = Words(starts, ends, forms)
    if all(are_words):
        return Tokens(found, found, range(len(forms)), known)
    of_words = Words(
        starts=list(compress(starts, are_words)),
        ends=list(compress(ends, are_words)),
        forms=list(compress(forms, are_words)),
    )
    return Tokens(found, of_words, list(compress(range(len(forms)), are_words)), known)
