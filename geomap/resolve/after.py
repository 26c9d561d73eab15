"""What does the word after a name say: its type, or that it is a state?"""

import re

from geomap.arabic import fold
from geomap.resolve.agreement import folded
from geomap.resolve.nouns import Noun, noun_of, noun_of_state

_REACH = 40  # characters that hold the word behind a mention, or it is no word
_WORD_AFTER = re.compile(r"[»\"”'’)]?\s+(\w+)")
_APPOSED = "العاصمة المدينة المحافظة الولاية المقاطعة المديرية القضاء المعتمدية الإقليم"
_TYPES = frozenset(map(fold, _APPOSED.split()))
"""Nouns of type in apposition: تونس العاصمة, حلب المدينة, حلبجة المحافظة التاسعة عشرة."""
_OF_NEIGHBORS = frozenset(map(fold, "المجاورة المجاور الجارة الشقيقة الشقيق الصديقة".split()))
"""Adjectives with which news name states: في النيجر المجاورة."""
_NEAR_TO = re.compile(r"\s+\w+\s+ل")


def word_after(text: str, end: int, limit: int) -> str:
    """Return the word after an offset, if it ends before a limit."""
    found = _WORD_AFTER.match(text, end, end + _REACH)
    return found[1] if found and found.end() <= limit else ""


def noun_after(text: str, end: int, raw: str, *, may_be_country: bool) -> Noun | None:
    """Return the noun of type that the word after a name is, or that of a state where the word says so.

    What is near something is no neighboring state: أحياء جيبوتي المجاورة للميناء.

    Args:
        text: the article's.
        end: where the name ends.
        raw: the word after it.
        may_be_country: whether the name is a country's, among others.
    """
    form = folded(raw)
    if may_be_country and form in _OF_NEIGHBORS and not _NEAR_TO.match(text, end):
        return noun_of_state(raw)
    return noun_of(raw) or noun_of(form.removeprefix("ال")) if form in _TYPES else None
