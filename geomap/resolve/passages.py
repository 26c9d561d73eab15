"""Cuts an article where its mentions begin: what is told between two counts for the sentence of the first."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from geomap.arabic import word_forms
from geomap.records import Match


class Passage(NamedTuple):
    """The part `[start, end)` of a text, from one mention to the next."""

    start: int
    end: int
    sentence: int
    """That of the mention with which it begins; of what is before all mentions, that of the first."""
    forms: list[str]
    """Those of its words."""


def passages(text: str, matches: Sequence[Match]) -> Iterator[Passage]:
    """Yield the passages of a text, which together are all of it.

    Args:
        text: an article's.
        matches: its mentions, at least one, in text order.
    """
    starts = [0, *(match.mention.start for match in matches[1:]), len(text)]
    for match, (start, end) in zip(matches, pairwise(starts), strict=True):
        yield Passage(start, end, match.mention.sentence, word_forms(text[start:end]))
