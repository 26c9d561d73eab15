"""Applies corrections to what was found in each article, and remembers which of them nothing matched."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from geomap.arabic import fold
from geomap.corrections.records import Correction, Passage, Scope
from geomap.gazetteer import key
from geomap.records import Article, Candidate, Evidence, Geoparse, Mention, Place, Resolution

_ORDER = list(Scope)
_SURE = 1.0
_MERGES = "merges"
_Selector = tuple[object, ...]


class Corrections:
    """Corrections to apply to one article after another.

    They are applied the widest scope first and within a scope in the order of the entries, each to what the earlier
    ones left: so a narrower one wins over a wider, and a later one over an earlier.
    """

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        """Take the entries in the order of the files and of the entries in them."""
        self._entries = tuple(corrections)
        self._numbers: dict[_Selector, list[int]] = defaultdict(list)
        for number, entry in enumerate(self._entries):
            self._numbers[_selector(entry)].append(number)
        self._applied: set[int] = set()
        self._shifted: set[int] = set()
        self._read: set[str] = set()

    def apply(self, geoparse: Geoparse) -> Geoparse:
        """Return an article's results as corrected."""
        if not self._entries:
            return geoparse
        self._read.add(geoparse.article.id)
        corrected = (self._correct(geoparse.article, resolution) for resolution in geoparse.resolutions)
        return replace(geoparse, resolutions=tuple(resolution for resolution in corrected if resolution))

    def stale(self) -> Iterator[str]:
        """Yield a line for each correction that matched nothing so far: where it stands, why not, and what to do."""
        for number, entry in enumerate(self._entries):
            if number not in self._applied:
                yield f"{entry.where}: {self._why_not(number)}; mark it anew on the map, or remove the entry"

    def _why_not(self, number: int) -> str:
        entry = self._entries[number]
        if entry.article_id and entry.article_id not in self._read:
            return f"the input has no article {entry.article_id!r}"
        whose = f"article {entry.article_id!r}" if entry.article_id else "the input"
        if number in self._shifted:
            return f"{whose} now reads otherwise there"
        if entry.passage:
            span = f"{entry.passage.start}-{entry.passage.end}"
            return f"{whose} has no mention {entry.passage.surface!r} at {span}"
        return f"{whose} has no mention of {(entry.merged or entry.name)!r}"

    def _correct(self, article: Article, found: Resolution) -> Resolution | None:
        """Return the mention's resolution after all corrections that concern it, or None if it is no place."""
        current: Resolution | None = found
        for number in self._concerning(article, found.mention):
            entry = self._entries[number]
            if entry.merged and not (current and current.place and current.place.id == entry.merged):
                continue
            if entry.passage and not _reads(article.text, found.mention, entry.passage):
                self._shifted.add(number)
                continue
            self._applied.add(number)
            current = _corrected(entry, current or found)
        return current

    def _concerning(self, article: Article, mention: Mention) -> list[int]:
        """Return the numbers of the entries that may concern a mention, in the order in which they are applied."""
        selectors = {
            (_MERGES,),
            (key(mention.surface),),
            (mention.toponym,),
            (article.id, mention.start, mention.end),
        }
        numbers = [number for selector in selectors for number in self._numbers.get(selector, ())]
        own = (number for number in numbers if self._entries[number].article_id in {"", article.id})
        return sorted(own, key=lambda number: (_ORDER.index(self._entries[number].scope), number))


def _selector(entry: Correction) -> _Selector:
    """Return that by which a mention finds the entries that may concern it."""
    if entry.passage:
        return (entry.article_id, entry.passage.start, entry.passage.end)
    return (_MERGES,) if entry.merged else (key(entry.name),)


def _reads(text: str, mention: Mention, passage: Passage) -> bool:
    """Tell whether the mention and the text around it are still those that the entry quotes."""
    reach = len(passage.context)
    around = text[max(0, mention.start - reach) : mention.end + reach]
    return fold(mention.surface) == fold(passage.surface) and _plain(passage.context) in _plain(around)


def _plain(text: str) -> str:
    """Return a text in which neither spelling nor white space makes a difference."""
    return " ".join(fold(text).split())


def _corrected(entry: Correction, found: Resolution) -> Resolution | None:
    """Return what an entry makes of a mention; a hand's decision takes the place of the evidence for the other."""
    if entry.is_no_place:
        return None
    evidence = (Evidence(code="correction", detail=entry.note or f"{Path(entry.file).name}: {entry.entry}"),)
    mention = replace(found.mention, score=_SURE, kind=entry.kind or found.mention.kind)
    if entry.place is None:
        return replace(found, mention=replace(mention, evidence=evidence))
    return Resolution(
        mention=replace(mention, evidence=()),
        place=entry.place,
        score=_SURE,
        evidence=evidence,
        alternatives=_others(found, entry.place),
    )


def _others(found: Resolution, chosen: Place) -> tuple[Candidate, ...]:
    """Return what else the mention may mean: the place it had, then its alternatives."""
    weight = round(sum(item.weight for item in found.evidence), 3)
    before = [Candidate(place=found.place, score=weight, evidence=found.evidence)] if found.place else []
    return tuple(candidate for candidate in (*before, *found.alternatives) if candidate.place.id != chosen.id)
