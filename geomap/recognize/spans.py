"""Finds every stretch of a sentence that spells a name of the gazetteer, whatever it means there."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from geomap.arabic import Analysis, Words, analyses, fold_positions, run_together
from geomap.arabic.heads import HEADS
from geomap.gazetteer import Entry, Gazetteer
from geomap.memo import Memo
from geomap.recognize.meanings import Meanings, Names, known_names

_WITHIN_NAME = re.compile(r"[\s\-_\N{EN DASH}]*\Z")
_LONGEST_WORD = 60
"""Characters; longer runs of letters are not words, and looking inside them would take quadratic time."""
_SHORTEST_RUN_TOGETHER = 7
_WITHIN_DEGREES = 1.0
"""Between a quarter or village and the middle of the town or province that its name adds."""


class Span(NamedTuple):
    """A name as it stands in the text: the words `[first, last)`, the code points `[start, end)`."""

    first: int
    last: int
    start: int
    end: int
    meanings: Meanings
    particle: str
    """The preposition attached before it, if any."""
    stripped: int
    """How many letters of attached particles were taken off."""
    run_together: bool = False
    """Whether it was found inside a word that lost its spaces."""

    @property
    def name(self) -> str:
        """The key under which the gazetteer holds it."""
        return self.meanings.name


def find_spans(text: str, words: Words, gazetteer: Gazetteer) -> Iterator[Span]:
    """Yield all spans of a sentence's words, by first word, the longest first, unstripped readings before others."""
    names = known_names(gazetteer)
    for index, known in enumerate(map(_known_words(gazetteer).__getitem__, words.forms)):
        if known:
            following = words.forms[index + 1] if index + 1 < len(words.forms) else ""
            found = [
                span
                for reading in known.readings
                if reading.meanings.entries or following in reading.meanings.next_words
                for span in _spans_from(text, words, index, reading, names)
            ]
            if len(found) > 1:
                found.sort(key=lambda span: (-span.last, span.stripped, -span.name.count(" ")))
            yield from found or _spans_within(text, words, index, known.parts, names)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A word as attached particles and a stem, with what the gazetteer has of the stem."""

    analysis: Analysis
    meanings: Meanings


@dataclass(frozen=True, slots=True)
class _Part:
    """A name inside a word, from folded letter `first` to `last`."""

    first: int
    last: int
    name: str


@dataclass(frozen=True, slots=True)
class _Known:
    """The readings of a word with which a name may begin, and the names that ran together in it."""

    readings: tuple[_Reading, ...]
    parts: tuple[_Part, ...]


@lru_cache(maxsize=4)
def _known_words(gazetteer: Gazetteer) -> Memo[str, _Known | None]:
    names = known_names(gazetteer)
    return Memo(lambda form: _known(form, names), most=1 << 17)


def _known(form: str, names: Names) -> _Known | None:
    """Return what the gazetteer knows of a folded word, if anything: for most words it is nothing."""
    if len(form) > _LONGEST_WORD:
        return None
    meant = [(analysis, names[analysis.stem]) for analysis in analyses(form)]
    readings = tuple([_Reading(*each) for each in meant if each[1].entries or each[1].next_words])
    parts = _names_within(form, names)
    return _Known(readings, parts) if readings or parts else None


def _spans_from(text: str, words: Words, first: int, reading: _Reading, names: Names) -> Iterator[Span]:
    analysis, last, meanings = reading.analysis, first + 1, reading.meanings
    while True:
        if meanings.entries:
            head = HEADS.get(analysis.stem) if last - first > 1 else None
            is_headed = head is not None and head.is_outer  # listed with its head: مدينة الشريعة
            start = words.starts[first + 1] if is_headed else offset_within(text, words, first, analysis.length)
            end = _before_added_place(words, first + is_headed, last, meanings.entries, names)
            yield Span(
                first=first + is_headed, last=end, start=start, end=words.ends[end - 1], meanings=meanings,
                particle="" if is_headed else analysis.particle, stripped=0 if is_headed else analysis.length,
            )  # fmt: skip
        if not _goes_on(text, words, last, meanings):
            return
        meanings = names[f"{meanings.name} {words.forms[last]}"]
        last += 1


def _goes_on(text: str, words: Words, last: int, meanings: Meanings) -> bool:
    """Tell whether the word `last` may continue a name: some name goes on so, and nothing parts the two."""
    return last < len(words.forms) and words.forms[last] in meanings.next_words and _adjacent(text, words, last - 1)


def _before_added_place(words: Words, first: int, last: int, entries: tuple[Entry, ...], names: Names) -> int:
    """Return where a name of the words `[first, last)` ends: before the place that it adds to be told from others.

    In حي الزهور بسوسة that place is a mention of its own; in سيام باراغون there is none, as Aragon is elsewhere.
    """
    for index in range(first + 1, last):
        for analysis in analyses(words.forms[index]):
            if analysis.particle == "ب":
                added = names[" ".join([analysis.stem, *words.forms[index + 1 : last]])]
                if _lie_within(entries, added.entries):
                    return index
    return last


def _lie_within(entries: tuple[Entry, ...], others: tuple[Entry, ...]) -> bool:
    """Tell whether one of a name's places lies where one of another's does."""
    return any(
        inner.country_code == outer.country_code
        and abs(inner.latitude - outer.latitude) < _WITHIN_DEGREES
        and abs(inner.longitude - outer.longitude) < _WITHIN_DEGREES
        for inner in (entry.place for entry in entries if entry.place)
        for outer in (entry.place for entry in others if entry.place)
    )


def _adjacent(text: str, words: Words, index: int) -> bool:
    """Tell whether nothing parts a word from the next that could not stand within a name."""
    left, right = words.ends[index], words.starts[index + 1]
    return (right == left + 1 and text[left] == " ") or bool(_WITHIN_NAME.match(text[left:right]))


def offset_within(text: str, words: Words, index: int, folded: int) -> int:
    """Return the offset in the text of a word's folded letter number `folded`."""
    start = words.starts[index]
    return start + fold_positions(text[start : words.ends[index]])[folded] if folded else start


def _spans_within(text: str, words: Words, index: int, parts: Iterable[_Part], names: Names) -> Iterator[Span]:
    for part in parts:
        yield Span(
            first=index, last=index + 1, start=offset_within(text, words, index, part.first),
            end=offset_within(text, words, index, part.last), meanings=names[part.name],
            particle="", stripped=part.first, run_together=True,
        )  # fmt: skip


def _names_within(form: str, names: Names) -> tuple[_Part, ...]:
    """Return the names of unmistakable places that ran together in a word."""
    if len(form) < _SHORTEST_RUN_TOGETHER or "و" not in form:
        return ()
    for analysis in analyses(form):
        parts = run_together(analysis.stem, lambda name: names[name].is_certain)
        shift = len(form) - len(analysis.stem)  # not the particles' length where لل gave ال back
        if parts:
            return tuple(
                _Part(max(analysis.length, shift + first), shift + last, analysis.stem[first:last])
                for first, last in parts
            )
    return ()
