"""Finds every stretch of a sentence that spells a name of the gazetteer, whatever it means there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geomap.arabic import HEADS, Analysis, Word, analyses, fold_positions, run_together
from geomap.gazetteer import Entry, Gazetteer, Role
from geomap.recognize.cues import FEATURE_HEADS

_WITHIN_NAME = re.compile(r"[\s\-_\N{EN DASH}]*\Z")
_LONGEST_WORD = 60
"""Characters; longer runs of letters are not words, and looking inside them would take quadratic time."""
_SHORTEST_RUN_TOGETHER = 7
_CERTAIN_POPULATION = 300_000
_CERTAIN_CODES = frozenset({"CONT", "PPLC"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
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


def find_spans(text: str, words: Sequence[Word], gazetteer: Gazetteer) -> Iterator[Span]:
    """Yield all spans of a sentence's words, by first word, the longest first, unstripped readings before others."""
    for index, word in enumerate(words):
        if len(word.form) > _LONGEST_WORD:
            continue
        found = [
            span for analysis in analyses(word.form) for span in _spans_from(text, words, index, analysis, gazetteer)
        ]
        found.sort(key=lambda span: (-span.last, span.stripped))
        yield from found
        if not found and len(word.form) >= _SHORTEST_RUN_TOGETHER:
            yield from _spans_within(text, word, index, gazetteer)


def _spans_from(
    text: str, words: Sequence[Word], first: int, analysis: Analysis, gazetteer: Gazetteer
) -> Iterator[Span]:
    name, last = analysis.stem, first + 1
    while True:
        if entries := gazetteer.lookup(name):
            head = HEADS.get(analysis.stem)
            if last - first > 1 and head and head.is_outer:  # listed with its head, as مدينة الشريعة is
                yield Span(
                    first=first + 1, last=last, start=words[first + 1].start, end=words[last - 1].end, name=name,
                    entries=entries, particle="", stripped=0,
                )  # fmt: skip
            else:
                yield Span(
                    first=first, last=last, start=_offset(text, words[first], analysis.length),
                    end=words[last - 1].end, name=name, entries=entries, particle=analysis.particle,
                    stripped=analysis.length,
                )  # fmt: skip
        if last == len(words) or not gazetteer.begins(name) or not _adjacent(text, words[last - 1], words[last]):
            return
        name, last = f"{name} {words[last].form}", last + 1


def _adjacent(text: str, left: Word, right: Word) -> bool:
    return bool(_WITHIN_NAME.match(text[left.end : right.start]))


def _offset(text: str, word: Word, folded: int) -> int:
    """Return the offset in the text of a word's folded letter number `folded`."""
    return word.start + fold_positions(text[word.start : word.end])[folded] if folded else word.start


def _spans_within(text: str, word: Word, index: int, gazetteer: Gazetteer) -> Iterator[Span]:
    for analysis in analyses(word.form):
        parts = run_together(analysis.stem, lambda name: is_certain(gazetteer.lookup(name)))
        shift = len(word.form) - len(analysis.stem)  # not the particles' length where لل gave ال back
        for first, last in parts:
            stripped = max(analysis.length, shift + first)
            yield Span(
                first=index, last=index + 1,
                start=_offset(text, word, stripped), end=_offset(text, word, shift + last),
                name=analysis.stem[first:last], entries=gazetteer.lookup(analysis.stem[first:last]),
                particle="", stripped=stripped, run_together=True,
            )  # fmt: skip
        if parts:
            return


def with_feature(span: Span, text: str, words: Sequence[Word]) -> Span:
    """Return the span with the noun of a facility or natural feature that heads it, if one does: [مستشفى القيروان]."""
    if not span.first or span.stripped or is_country(span.entries):
        return span
    word = words[span.first - 1]
    particles = next((reading.length for reading in analyses(word.form) if reading.stem in FEATURE_HEADS), None)
    if particles is None or not text[word.end : span.start].isspace():
        return span
    return replace(span, first=span.first - 1, start=_offset(text, word, particles))


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
