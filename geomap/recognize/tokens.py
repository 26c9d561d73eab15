"""Cuts a sentence into what the tagger reads: words, and the marks between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geomap.arabic import Words, words

_MARK = re.compile(r"[^\w\s]|_")


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
    found = words(text, start, end)
    together = Words([], [], [])
    places: list[int] = []
    for index, (left, right) in enumerate(zip([start, *found.ends], [*found.starts, end], strict=True)):
        if text[left:right] != " " and (marks := list(_MARK.finditer(text, left, right))):
            _append(together, places, found[len(places) : index])
            together.starts.extend(mark.start() for mark in marks)
            together.ends.extend(mark.end() for mark in marks)
            together.forms.extend(mark.group() for mark in marks)
    _append(together, places, found[len(places) :])
    return Tokens(together, found, places)


def _append(together: Words, places: list[int], found: Words) -> None:
    places.extend(range(len(together), len(together) + len(found)))
    together.starts.extend(found.starts)
    together.ends.extend(found.ends)
    together.forms.extend(found.forms)


def known_forms(tokens: Words) -> list[str]:
    """Return what the tagger knows tokens by: the folded form, of numbers only how many digits they have."""
    return ["0" * min(len(form), 5) if form.isdigit() else form for form in tokens.forms]
