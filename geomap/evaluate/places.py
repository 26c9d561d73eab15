"""Scores what was found and placed: the mentions placed right, from end to end, and country by country."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geomap.evaluate.recognition import by_kind, comparable
from geomap.evaluate.records import FoundPlace, Gold, GoldMention, Prediction, Share, key_of, share
from geomap.evaluate.resolution import is_right


@dataclass(frozen=True, slots=True, kw_only=True)
class EndToEnd:
    """How many pins are right, and how many of the gold's places have one."""

    kind: str
    """As in `Score`."""
    precision: Share
    """Mentions with the right span, kind and place, of those placed.

    Placed mentions that the gold has without a place are left out: nobody knows whether they are right.
    """
    recall: Share
    """The same mentions, of the gold mentions with a place."""
    f1: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """The mentions of places in one country."""

    code: str
    """ISO 3166-1 alpha-2; empty for what is in none, or in nobody knows which."""
    gold: int
    """Gold mentions whose place is there; a gold mention without a place is where geomap or the other tool puts it."""
    found: int
    """Of those, found with that very span."""
    right: int | None
    """Of those found, placed right; None in a gold file without places."""
    spurious: int
    """Spans that are not in the gold, placed there."""


def end_to_end(gold: Gold, predictions: Sequence[Prediction]) -> tuple[EndToEnd, ...]:
    """Score each kind of mention that has places in the gold."""
    return tuple(
        _end_to_end(kind, mentions, found)
        for kind, mentions, found in by_kind(gold, predictions)
        if any(mention.place for mention in mentions)
    )


def _end_to_end(kind: str, mentions: Iterable[GoldMention], predictions: Iterable[Prediction]) -> EndToEnd:
    truths = {key_of(mention): mention.place for mention in mentions}
    known = sum(truth is not None for truth in truths.values())
    placed = {key_of(found): found.place for found in predictions if found.place}
    judged = {key: place for key, place in placed.items() if truths.get(key) or key not in truths}
    right = sum(is_right(truth, place) for key, place in judged.items() if (truth := truths.get(key)))
    total = len(judged) + known
    return EndToEnd(
        kind=kind,
        precision=share(right, len(judged)),
        recall=share(right, known),
        f1=2 * right / total if total else None,
    )


def countries(gold: Gold, predictions: Sequence[Prediction]) -> tuple[Country, ...]:
    """Count by country, the one with the most gold mentions first; kinds do not count, unless the gold has none."""
    places = {key_of(item): item.place for item in comparable(gold, predictions)}
    truths = {key_of(mention): mention for mention in gold.mentions}
    of_gold = {key: _country(mention, places.get(key)) for key, mention in truths.items()}
    right = Counter(of_gold[key] for key, mention in truths.items() if _is_placed_right(mention, places.get(key)))
    gold_counts = Counter(of_gold.values())
    found_counts = Counter(code for key, code in of_gold.items() if key in places)
    spurious = Counter(place.country_code for key, place in places.items() if place and key not in truths)
    has_places = any(mention.place for mention in gold.mentions)
    return _rows(gold_counts, found_counts, right if has_places else None, spurious)


def _rows(
    gold: Mapping[str, int], found: Mapping[str, int], right: Mapping[str, int] | None, spurious: Mapping[str, int]
) -> tuple[Country, ...]:
    rows = [
        Country(
            code=code,
            gold=gold.get(code, 0),
            found=found.get(code, 0),
            right=None if right is None else right.get(code, 0),
            spurious=spurious.get(code, 0),
        )
        for code in {*gold, *spurious}
    ]
    return tuple(sorted(rows, key=lambda row: (-row.gold, -row.spurious, row.code)))


def _country(mention: GoldMention, found: FoundPlace | None) -> str:
    if mention.place:
        return mention.place.country_code
    return found.country_code if found else ""


def _is_placed_right(mention: GoldMention, found: FoundPlace | None) -> bool:
    return mention.place is not None and is_right(mention.place, found)
