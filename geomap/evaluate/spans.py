"""Compares the spans that were found in a text with those of the gold, by three rules."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from operator import itemgetter

Span = tuple[int, int]
"""Half-open offsets in code points."""


class Rule(StrEnum):
    """When a span that was found is right."""

    EXACT = "exact"
    """It is a gold span."""

    WORDS = "whole words"
    """Expanded to whole words, as white space delimits them, it is a gold span expanded likewise.

    So it does not count whether a span has the attached و or the punctuation. What expands to the same counts once.
    """

    OVERLAP = "overlap"
    """It shares a character with a gold span."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many distinct spans of one article are right."""

    found_right: int
    found: int
    gold_right: int
    """Gold spans that were found; with overlap not the same as `found_right`."""
    gold: int


def count(text: str, found: Iterable[Span], gold: Iterable[Span], rule: Rule) -> Counts:
    """Compare the spans of one article's text by a rule; a span that comes twice counts once."""
    found, gold = frozenset(found), frozenset(gold)
    if rule == Rule.WORDS:
        found, gold = whole_words(text, found), whole_words(text, gold)
    if rule == Rule.OVERLAP:
        found_right, gold_right = len(overlapping(found, gold)), len(overlapping(gold, found))
    else:
        found_right = gold_right = len(found & gold)
    return Counts(found_right=found_right, found=len(found), gold_right=gold_right, gold=len(gold))


def whole_words(text: str, spans: Collection[Span]) -> frozenset[Span]:
    """Return the spans from the beginning of the word they begin in to the end of the word they end in."""
    if not spans:
        return frozenset()
    words = [word.span() for word in re.finditer(r"\S+", text)]
    return frozenset((_word_at(words, start)[0], _word_at(words, end - 1)[1]) for start, end in spans)


def _word_at(words: Sequence[Span], offset: int) -> Span:
    """Return the word that holds the character at this offset, or that character alone where it is white space."""
    index = bisect_right(words, offset, key=itemgetter(0)) - 1
    return words[index] if index >= 0 and offset < words[index][1] else (offset, offset + 1)


def overlapping(spans: Collection[Span], others: Collection[Span]) -> frozenset[Span]:
    """Return those of the spans that share a character with one of the others."""
    return frozenset(span for span, met in overlaps(spans, others).items() if met)


def overlaps(spans: Collection[Span], others: Collection[Span]) -> dict[Span, tuple[Span, ...]]:
    """Return for each span the others that share a character with it, the last first."""
    ordered = sorted(others)
    starts = [start for start, _ in ordered]
    furthest = [0, *accumulate((end for _, end in ordered), max)]  # end of any that starts among the first n
    met = {}
    for start, end in spans:
        last = first = bisect_left(starts, end)
        while furthest[first] > start:
            first -= 1
        met[start, end] = tuple(other for other in ordered[first:last][::-1] if other[1] > start)
    return met
