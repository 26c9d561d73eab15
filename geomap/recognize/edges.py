"""Tells which words beside a name belong to its mention: the noun that heads it, an epithet, quotation marks."""

import re
from functools import lru_cache
from typing import NamedTuple

from geomap.arabic import Words, analyses
from geomap.recognize.cues import DESCRIPTIONS, EPITHETS, FEATURE_HEADS, UNFINISHED
from geomap.recognize.spans import offset_within

_OPENING, _CLOSING = '"«“', '"»”'
_HEAD_AND_NAME = 2  # words
_BEFORE_NAME = re.compile(rf"\s+[{_OPENING}]?\s?")


class Name(NamedTuple):
    """The words `[first, last)` of a sentence as a name that begins at `start`, behind attached particles."""

    first: int
    last: int
    start: int


def finished(text: str, words: Words, last: int) -> int:
    """Return the end of a name, behind the words for which its last one calls: شارع الأمير شاكر بن [زيد].

    Args:
        text: the article's.
        words: the sentence's.
        last: the first word behind the name as it was read.
    """
    while (
        last < len(words.forms)
        and words.forms[last - 1] in UNFINISHED
        and text[words.ends[last - 1] : words.starts[last]].isspace()
    ):
        last += 1
    return last


def edges(text: str, words: Words, name: Name, *, takes_head: bool, goes_on: bool) -> tuple[int, int]:
    """Return where the mention of a name begins and ends in the text.

    Args:
        text: the article's.
        words: the sentence's.
        name: the name.
        takes_head: whether a noun before it may belong to it, as none belongs to a country's.
        goes_on: whether the word behind it may be a place's too.
    """
    headed_from = _head_before(text, words, name) if takes_head else None
    begin = name.start if headed_from is None else headed_from
    if _is_described(words, name, is_headed=headed_from is not None):
        return begin, words.ends[name.last - 2]
    end = words.ends[name.last - 1]
    if goes_on and words.forms[name.last] in EPITHETS and text[end : words.starts[name.last]].isspace():
        return begin, words.ends[name.last]
    return begin, _closed(text, begin, end)


def _head_before(text: str, words: Words, name: Name) -> int | None:
    """Return where the noun begins that heads a facility's or natural feature's name: مستشفى القيروان, جزيرة "وايت"."""
    first, _, start = name
    if not first or start != words.starts[first]:
        return None
    length = _particles_of_head(words.forms[first - 1])
    if length is None or not _BEFORE_NAME.fullmatch(text, words.ends[first - 1], start):
        return None
    return offset_within(text, words, first - 1, length)


@lru_cache(maxsize=1 << 14)
def _particles_of_head(form: str) -> int | None:
    """Return how many letters of particles the noun of a facility or natural feature bears; None if it is no such."""
    return next((reading.length for reading in analyses(form) if reading.stem in FEATURE_HEADS), None)


def _is_described(words: Words, name: Name, *, is_headed: bool) -> bool:
    """Tell whether the last word only describes the facility: قاعدة العند الجوية."""
    length = name.last - name.first
    if length == 1 or words.forms[name.last - 1] not in DESCRIPTIONS:
        return False
    return is_headed or (length > _HEAD_AND_NAME and _particles_of_head(words.forms[name.first]) is not None)


def _closed(text: str, start: int, end: int) -> int:
    """Return the end of a name, behind the quotation mark that closes it if it holds the opening one."""
    if text[end : end + 1] not in _CLOSING or end == len(text):
        return end
    return end + any(mark in text[start:end] for mark in _OPENING)
