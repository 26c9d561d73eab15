"""What the tagger knows of a word type: its vector, and its beginnings and endings.

The vectors are fastText's (Bojanowski et al., "Enriching word vectors with subword information", 2017), learned on
running text by `training.vectors`.
"""

import zlib
from collections.abc import Sequence

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from geomap.memo import Memo

BUCKETS = 1 << 14
"""Rows of the table of affixes; the first is none's."""
AFFIXES = 4
"""Letters of the longest beginning and ending."""
UNKNOWN = 0
"""Number of the words without a vector; the others are numbered from 1, the most frequent first."""


_LAST = 1 << 31
_LONGEST_NUMBER = 5
"""Digits; longer numbers are all alike to the tagger."""


def word_type(form: str) -> str:
    """Return what the tagger knows a token by: its folded form, of numbers only how many digits they have."""
    return "0" * min(len(form), _LONGEST_NUMBER) if form.isdigit() else form


class Vocabulary:
    """The words that have a vector."""

    def __init__(self, trie: marisa_trie.RecordTrie) -> None:
        """Take a trie of words, whose records are their numbers."""
        self._trie = trie

    def number(self, form: str) -> int:
        """Return the number of a folded word, `UNKNOWN` if it has none."""
        found = self._trie.get(form) if form.isprintable() else None  # the trie has bytes of its own
        return found[0][0] if found else UNKNOWN

    def rank(self, form: str) -> int:
        """Return a word's place among all by frequency, from 1; those unknown come last."""
        number = self.number(form)
        return number if number != UNKNOWN else _LAST


def beginnings(form: str) -> list[int]:
    """Return the bucket of each beginning of a word."""
    return _BEGINNINGS[form[:AFFIXES]]


def endings(form: str) -> list[int]:
    """Return the bucket of each ending of a word."""
    return _ENDINGS[form[-AFFIXES:]]


def _bucket(affix: str) -> int:
    return zlib.crc32(affix.encode()) % (BUCKETS - 1) + 1


_Buckets = Memo[str, list[int]]
_LENGTHS = range(1, AFFIXES + 1)
_BEGINNINGS = _Buckets(lambda first: [_bucket("p" + first[:length]) for length in _LENGTHS], most=1 << 16)
"""Of words that begin with the same letters, of which there are many."""
_ENDINGS = _Buckets(lambda last: [_bucket("s" + last[-length:]) for length in _LENGTHS], most=1 << 16)


def describe(
    forms: Sequence[str], vocabulary: Vocabulary, vectors: NDArray[np.floating], affixes: NDArray[np.floating]
) -> NDArray[np.float64]:
    """Return a row per form, shape (len(forms), word dimensions + 2 * affix dimensions).

    Args:
        forms: folded words or marks.
        vocabulary: numbers the rows of `vectors`.
        vectors: shape (words + 1, word dimensions); row `UNKNOWN` is zero.
        affixes: shape (BUCKETS, affix dimensions).
    """
    parts = (
        vectors[[vocabulary.number(form) for form in forms]],
        affixes[[beginnings(form) for form in forms]].sum(axis=1),
        affixes[[endings(form) for form in forms]].sum(axis=1),
    )
    return np.concatenate(parts, axis=1, dtype=np.float64)
