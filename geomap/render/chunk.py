"""A chunk of the map's data: the texts of some articles, and what is only needed where their mentions are shown."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from geomap.reasons import in_order, phrase
from geomap.records import Evidence, Geoparse, Place
from geomap.render.pack import pack

MOST_ALTERNATIVES = 5
"""Of a mention, for a reader of the map to choose from who corrects it."""

SCORE_DIGITS = 4
"""Decimals of a probability, as in the exports; it is stored as a whole number of that unit."""

_TEXT_COLUMNS = ("sentence_gap", "sentence_length")
"""Of sentences."""

_NOTE_COLUMNS = ("mention_start", "mention_length", "found", "named", "reason", "alternatives")
"""Of mentions; `named` is the row of a place that is named, but drawn at a location, else -1."""


def utf16_offsets(text: str) -> Callable[[int], int]:
    """Give the function that turns a code-point offset in the text into JavaScript's, in UTF-16 code units."""
    wide = [position for position, character in enumerate(text) if character > "\uffff"]
    return lambda offset: offset + bisect_left(wide, offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedChunk:
    """Two packs, of which a search of the texts reads only the first, which is a third of both."""

    texts: str
    notes: str


@dataclass(slots=True, kw_only=True)
class Chunk:
    """Texts, the bounds of sentences and mentions in them, and reasons made of phrases that stand once each."""

    texts: list[str] = field(default_factory=list)
    size: int = 0
    """Of the texts, in code points."""
    columns: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    phrases: dict[tuple[str, str, bool], Evidence] = field(default_factory=dict)
    reasons: dict[tuple[Evidence, ...], int] = field(default_factory=dict)
    alternatives: dict[tuple[int, ...], int] = field(default_factory=dict)

    def add(self, geoparse: Geoparse, place_row: Callable[[Place], int]) -> None:
        """Append an article's text, bounds, reasons and what else its mentions may mean, as rows of places."""
        text = geoparse.article.text
        offset = utf16_offsets(text)
        self.texts.append(text)
        self.size += len(text)
        starts = [offset(sentence.start) for sentence in geoparse.sentences]
        self._add_sentences(starts, [offset(sentence.end) for sentence in geoparse.sentences])
        for resolution in geoparse.resolutions:
            mention, others = resolution.mention, resolution.alternatives[:MOST_ALTERNATIVES]
            rows = tuple(place_row(other.place) for other in others)
            self.columns["alternatives"].append(self.alternatives.setdefault(rows, len(self.alternatives)))
            start, end = offset(mention.start), offset(mention.end)
            self.columns["mention_start"].append(start - starts[mention.sentence])
            self.columns["mention_length"].append(end - start)
            self.columns["found"].append(round(mention.score * 10**SCORE_DIGITS))
            named = resolution.place if resolution.location else None
            self.columns["named"].append(place_row(named) if named else -1)
            self.columns["reason"].append(self._reason(mention.evidence + resolution.evidence))

    def _add_sentences(self, starts: Iterable[int], ends: Iterable[int]) -> None:
        last = 0
        for start, end in zip(starts, ends, strict=True):
            self.columns["sentence_gap"].append(start - last)
            self.columns["sentence_length"].append(end - start)
            last = end

    def _reason(self, why: tuple[Evidence, ...]) -> int:
        for evidence in why:
            self.phrases.setdefault(_phrase_key(evidence), evidence)
        return self.reasons.setdefault(why, len(self.reasons))

    def packed(self) -> PackedChunk:
        """Compress the chunk."""
        texts = pack({"text": self.texts}, {name: self.columns[name] for name in _TEXT_COLUMNS})
        return PackedChunk(texts=texts, notes=self._packed_notes())

    def _packed_notes(self) -> str:
        rows = {key: row for row, key in enumerate(self.phrases)}
        values = {
            "phrases": {lang: [phrase(one, lang) for one in self.phrases.values()] for lang in ("ar", "en")},
            "alternatives": list(self.alternatives),
            "reasons": [[rows[_phrase_key(one)] for one in in_order(why)] for why in self.reasons],
        }
        return pack(values, {name: self.columns[name] for name in _NOTE_COLUMNS})


def _phrase_key(evidence: Evidence) -> tuple[str, str, bool]:
    """What two pieces of evidence that are worded alike have in common."""
    return evidence.code, evidence.detail, evidence.weight >= 0
