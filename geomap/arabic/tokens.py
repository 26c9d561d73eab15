"""Cuts text into words, and into tokens: words and the marks between them."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple, overload

from geomap.arabic.letters import fold
from geomap.memo import Memo

_TATWEEL = "\N{ARABIC TATWEEL}"
_MARKS = f"{_TATWEEL}\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_INVISIBLE = (
    "\N{ARABIC LETTER MARK}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{LEFT-TO-RIGHT MARK}"
    "\N{RIGHT-TO-LEFT MARK}\N{LEFT-TO-RIGHT EMBEDDING}\N{RIGHT-TO-LEFT EMBEDDING}\N{POP DIRECTIONAL FORMATTING}"
    "\N{LEFT-TO-RIGHT OVERRIDE}\N{RIGHT-TO-LEFT OVERRIDE}\N{WORD JOINER}\N{LEFT-TO-RIGHT ISOLATE}"
    "\N{RIGHT-TO-LEFT ISOLATE}\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}\N{ZERO WIDTH NO-BREAK SPACE}"
)
_LETTER = rf"[^\W_{_TATWEEL}]"
_WORD = rf"{_LETTER}+(?:[{_MARKS}{_INVISIBLE}]+{_LETTER}+)*(?:[{_MARKS}{_INVISIBLE}]*[{_MARKS}])?"
"""Pattern of a word: letters and digits, marks and invisible characters between them, and marks behind them."""
_JOINS = re.compile(f"[{_MARKS}{_INVISIBLE}]")
_TOKEN = re.compile(rf"{_WORD}|[^\w\s]|_")
_LONG = 40
"""Characters; what has as many between two spaces will hardly be met again, and is not worth remembering."""


class Word(NamedTuple):
    """A run of letters and digits in a text, at `[start, end)`, with its folded form; or a mark."""

    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True)
class Words(Sequence[Word]):
    """Words in text order, kept as columns: an object for each of a long text's words would take most of the time."""

    starts: list[int]
    ends: list[int]
    forms: list[str]

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.forms)

    @overload
    def __getitem__(self, index: int) -> Word: ...

    @overload
    def __getitem__(self, index: slice) -> "Words": ...

    def __getitem__(self, index: int | slice) -> "Word | Words":
        """Return a word, or those of a slice."""
        if isinstance(index, slice):
            return Words(self.starts[index], self.ends[index], self.forms[index])
        return Word(self.starts[index], self.ends[index], self.forms[index])


@dataclass(frozen=True, slots=True)
class Tokens:
    """A sentence's words and marks in text order."""

    all: Words
    words: Words
    """Those of `all` that are words."""
    places: Sequence[int]
    """Where each of `words` stands in `all`."""


def tokenize(text: str, start: int, end: int) -> Tokens:
    """Return the tokens of `text[start:end]`, with offsets into `text`.

    Most of what stands between two spaces has been met before, and is not cut again.
    """
    starts, ends, forms, are_words = [], [], [], []
    chunks = text[start:end].replace("\n", " ").split(" ")  # no word has a line break in it
    for chunk, pieces in zip(chunks, map(_PIECES.__getitem__, chunks), strict=True):
        for first, last, form, is_word in pieces:
            starts.append(start + first)
            ends.append(start + last)
            forms.append(form)
            are_words.append(is_word)
        start += len(chunk) + 1
    found = Words(starts, ends, forms)
    if all(are_words):
        return Tokens(found, found, range(len(forms)))
    of_words = Words(
        starts=list(compress(starts, are_words)),
        ends=list(compress(ends, are_words)),
        forms=list(compress(forms, are_words)),
    )
    return Tokens(found, of_words, list(compress(range(len(forms)), are_words)))


def words(text: str, start: int = 0, end: int | None = None) -> Words:
    """Return the words of `text[start:end]` with offsets into `text`; underscores separate words, as in hashtags."""
    return tokenize(text, start, len(text) if end is None else end).words


def word_forms(text: str) -> list[str]:
    """Return the folded forms of a text's words, in a third of the time that `words` takes to tell where they stand.

    Those of which folding leaves nothing are left out.
    """
    return text.translate(_WORDS_ALONE).split()


class _WordsAlone(dict[int, str]):
    """`str.translate` table that folds letters and turns into spaces what parts words."""

    def __missing__(self, code_point: int) -> str:
        char = chr(code_point)
        folded = self[code_point] = fold(char) if char.isalnum() or _JOINS.match(char) else " "
        return folded


_WORDS_ALONE = _WordsAlone()


_Piece = tuple[int, int, str, bool]
"""A token's bounds in what stands between two spaces, its form, and whether it is a word.

It is a mere tuple: of those, unlike of others, the garbage collector loses sight, and there are many.
"""


class _Pieces(Memo[str, tuple[_Piece, ...]]):
    """The tokens of what stands between two spaces, kept for what may be met again."""

    def __missing__(self, chunk: str) -> tuple[_Piece, ...]:
        return super().__missing__(chunk) if len(chunk) < _LONG else _pieces(chunk)


def _pieces(chunk: str) -> tuple[_Piece, ...]:
    if chunk.isalnum() and _TATWEEL not in chunk:  # most are one word, with nothing that a pattern is needed for
        return ((0, len(chunk), sys.intern(fold(chunk)), True),)
    return tuple([(*token.span(), *_typed(token.group())) for token in _TOKEN.finditer(chunk)])


def _typed(token: str) -> tuple[str, bool]:
    """Return a token's form, and whether it is a word."""
    is_word = token[0].isalnum()
    return sys.intern(fold(token) if is_word else token), is_word  # a word is kept once, whatever marks are beside it


_PIECES = _Pieces(_pieces, most=1 << 17)
