"""Finds every stretch of a sentence that spells a name of the gazetteer, whatever it means there."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from geomap.arabic import HEADS, Analysis, Word, Words, analyses, fold_positions, run_together
from geomap.gazetteer import Entry, Gazetteer, Role

_WITHIN_NAME = re.compile(r"[\s\-_\N{EN DASH}]*\Z")
_LONGEST_WORD = 60
"""Characters; longer runs of letters are not words, and looking inside them would take quadratic time."""
_SHORTEST_RUN_TOGETHER = 7
_CERTAIN_POPULATION = 300_000
_WITHIN_DEGREES = 1.0
"""Between a quarter or village and the middle of the town or province that its name adds."""
_CERTAIN_CODES = frozenset({"CONT", "PPLC"})


class Span(NamedTuple):
    """A name as it stands in the text: the words `[first, last)`, the code points `[start, end)`."""

    first: int
    last: int
    start: int
    end: int
    name: str
    """The key under which the gazetteer holds it."""
    entries: tuple[Entry, ...]
    particle: str
    """The preposition attached before it, if any."""
    stripped: int
    """How many letters of attached particles were taken off."""
    run_together: bool = False
    """Whether it was found inside a word that lost its spaces."""

    def has(self, role: Role) -> bool:
        """Tell whether the name has a meaning of this role."""
        return any(entry.role == role for entry in self.entries)


def find_spans(text: str, words: Words, gazetteer: Gazetteer) -> Iterator[Span]:
    """Yield all spans of a sentence's words, by first word, the longest first, unstripped readings before others."""
    known_words = map(_known_words(gazetteer).__getitem__, words.forms)
    for index, known in [(index, known) for index, known in enumerate(known_words) if known]:
        following = _next(text, words, index)
        found = [
            span
            for reading in known.readings
            if reading.entries or (following and gazetteer.has_beginning(f"{reading.analysis.stem} {following}"))
            for span in _spans_from(text, words, index, reading, gazetteer)
        ]
        if found:
            found.sort(key=lambda span: (-span.last, span.stripped, -span.name.count(" ")))
            yield from found
        else:
            yield from _spans_within(text, words[index], index, known.parts, gazetteer)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A word's stem with what the gazetteer has of it alone, and whether it has longer names that begin so."""

    analysis: Analysis
    entries: tuple[Entry, ...]
    begins: bool


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


class _KnownWords(dict[str, _Known | None]):
    """What a gazetteer knows of the words met so far."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Take the gazetteer."""
        super().__init__()
        self._gazetteer = gazetteer

    def __missing__(self, form: str) -> _Known | None:
        if len(self) >= _MOST_WORDS:
            self.clear()
        known = self[form] = _known(form, self._gazetteer)
        return known


_known_words = lru_cache(maxsize=4)(_KnownWords)
_MOST_WORDS = 1 << 17


def _known(form: str, gazetteer: Gazetteer) -> _Known | None:
    """Return what the gazetteer knows of a folded word, if anything: for most words it is nothing."""
    if len(form) > _LONGEST_WORD:
        return None
    found = (
        _Reading(analysis, gazetteer.lookup(analysis.stem), gazetteer.begins(analysis.stem))
        for analysis in analyses(form)
    )
    known = _Known(
        readings=tuple(reading for reading in found if reading.entries or reading.begins),
        parts=_names_within(form, gazetteer),
    )
    return known if known.readings or known.parts else None


def _spans_from(text: str, words: Words, first: int, reading: _Reading, gazetteer: Gazetteer) -> Iterator[Span]:
    analysis = reading.analysis
    name, last, entries, longer = analysis.stem, first + 1, reading.entries, reading.begins
    while True:
        if entries:
            head = HEADS.get(analysis.stem)
            is_headed = last - first > 1 and head is not None and head.is_outer  # listed with its head: مدينة الشريعة
            start = words.starts[first + 1] if is_headed else offset_within(text, words[first], analysis.length)
            end = _before_added_place(words, first + is_headed, last, entries, gazetteer)
            yield Span(
                first=first + is_headed, last=end, start=start, end=words.ends[end - 1], name=name, entries=entries,
                particle="" if is_headed else analysis.particle, stripped=0 if is_headed else analysis.length,
            )  # fmt: skip
        if last == len(words) or not longer or not _adjacent(text, words.ends[last - 1], words.starts[last]):
            return
        name, last = f"{name} {words.forms[last]}", last + 1
        entries, longer = gazetteer.lookup(name), gazetteer.begins(name)


def _before_added_place(words: Words, first: int, last: int, entries: tuple[Entry, ...], gazetteer: Gazetteer) -> int:
    """Return where a name of the words `[first, last)` ends: before the place that it adds to be told from others.

    In حي الزهور بسوسة that place is a mention of its own; in سيام باراغون there is none, as Aragon is elsewhere.
    """
    for index in range(first + 1, last):
        for analysis in analyses(words.forms[index]):
            if analysis.particle == "ب":
                added = gazetteer.lookup(" ".join([analysis.stem, *words.forms[index + 1 : last]]))
                if _lie_within(entries, added):
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


def _next(text: str, words: Words, index: int) -> str:
    """Return the folded word after one, if nothing parts them that could not stand within a name."""
    if index + 1 < len(words.forms) and _adjacent(text, words.ends[index], words.starts[index + 1]):
        return words.forms[index + 1]
    return ""


def _adjacent(text: str, left: int, right: int) -> bool:
    between = text[left:right]
    return between == " " or bool(_WITHIN_NAME.match(between))


def offset_within(text: str, word: Word, folded: int) -> int:
    """Return the offset in the text of a word's folded letter number `folded`."""
    return word.start + fold_positions(text[word.start : word.end])[folded] if folded else word.start


def _spans_within(text: str, word: Word, index: int, parts: Iterable[_Part], gazetteer: Gazetteer) -> Iterator[Span]:
    for part in parts:
        yield Span(
            first=index, last=index + 1, start=offset_within(text, word, part.first),
            end=offset_within(text, word, part.last), name=part.name, entries=gazetteer.lookup(part.name),
            particle="", stripped=part.first, run_together=True,
        )  # fmt: skip


def _names_within(form: str, gazetteer: Gazetteer) -> tuple[_Part, ...]:
    """Return the names of unmistakable places that ran together in a word."""
    if len(form) < _SHORTEST_RUN_TOGETHER:
        return ()
    for analysis in analyses(form):
        parts = run_together(analysis.stem, lambda name: is_certain(gazetteer.lookup(name)))
        shift = len(form) - len(analysis.stem)  # not the particles' length where لل gave ال back
        if parts:
            return tuple(
                _Part(max(analysis.length, shift + first), shift + last, analysis.stem[first:last])
                for first, last in parts
            )
    return ()


def is_country(entries: tuple[Entry, ...]) -> bool:
    """Tell whether a name is that of a country or territory."""
    return any(entry.role == Role.PLACE and entry.place is not None and entry.place.is_country for entry in entries)


def is_certain(entries: tuple[Entry, ...]) -> bool:
    """Tell whether a name is that of a country, continent, capital or big city, and so hardly ever another word."""
    return is_country(entries) or any(
        entry.role == Role.PLACE
        and entry.place is not None
        and (entry.place.feature_code in _CERTAIN_CODES or entry.place.population >= _CERTAIN_POPULATION)
        for entry in entries
    )
