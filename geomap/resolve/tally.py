"""Counts the countries or divisions of which an article speaks, by sentence and by the name that told of them."""

from collections import defaultdict
from typing import NamedTuple

from geomap.records import Mention

_NOTHING = 0.01  # of a mention: what is left of a difference of sums
_NONE: dict[str, float] = {}


class Shares(NamedTuple):
    """How much of what names other than a mention's own told is of one country or division."""

    nearby: float
    """Of the mention's sentence and its neighbors, from 0 to 1."""
    article: float
    """Of the whole article."""
    told: float
    """How much that is, in mentions."""


class View(NamedTuple):
    """What a mention of a name in a sentence sees of the counts: all but those of its own name."""

    total: dict[str, float]
    own: dict[str, float]
    nearby: dict[str, float]
    named: float
    others: float

    def shares(self, code: str) -> Shares | None:
        """Return the shares of a country or division, or None where no other name tells of any."""
        if self.others < _NOTHING:
            return None
        nearby = self.nearby.get(code, 0.0)
        article = self.total.get(code, 0.0) - self.own.get(code, 0.0)
        return Shares(nearby / self.named if nearby else 0.0, article / self.others, self.others)


class Tally:
    """Countries or divisions by where they are named."""

    def __init__(self) -> None:
        """Begin to count."""
        self.total: dict[str, float] = {}
        self.witnesses: dict[str, str] = {}
        """For each a word that named it."""
        self._by_sentence: defaultdict[int, dict[str, float]] = defaultdict(dict)
        self._by_toponym: defaultdict[str, dict[str, float]] = defaultdict(dict)
        """What each name contributed, so that no name is evidence for itself."""
        self._nearby: dict[int, dict[str, float]] = {}
        self._views: dict[tuple[int, str], View] = {}

    def count(self, mention: Mention, code: str, share: float = 1.0) -> None:
        """Count a country or division that a mention names, or to a share may lie in."""
        counts = self._by_toponym[mention.toponym]
        counts[code] = counts.get(code, 0.0) + share
        self.count_word(mention.surface, mention.sentence, code, share)

    def count_word(self, surface: str, sentence: int, code: str, share: float) -> None:
        """Count a country or division of which a word tells that is no mention."""
        if self._views:
            self._views.clear()
            self._nearby.clear()
        counts, total = self._by_sentence[sentence], self.total
        counts[code] = counts.get(code, 0.0) + share
        total[code] = total.get(code, 0.0) + share
        self.witnesses.setdefault(code, surface)

    def seen_from(self, mention: Mention) -> View:
        """Return what a mention sees of the counts, until more is counted."""
        key = mention.sentence, mention.toponym
        view = self._views.get(key)
        if view is None:
            view = self._views[key] = self._view(*key)
        return view

    def _view(self, sentence: int, toponym: str) -> View:
        own = self._by_toponym.get(toponym, _NONE)
        nearby = self._nearby.get(sentence)
        if nearby is None:
            nearby = self._nearby[sentence] = self._counts_near(sentence)
        if own:
            nearby = {code: left for code, count in nearby.items() if (left := count - own.get(code, 0.0)) > _NOTHING}
        others = sum(self.total.values()) - sum(own.values())
        return View(self.total, own, nearby, sum(nearby.values()), others)

    def _counts_near(self, sentence: int) -> dict[str, float]:
        nearby = dict(self._by_sentence.get(sentence - 1, _NONE))
        for each in (sentence, sentence + 1):
            for code, count in self._by_sentence.get(each, _NONE).items():
                nearby[code] = nearby.get(code, 0.0) + count
        return nearby
