"""Passes what is stated at one occurrence of a name on to the others: one name in one article means one place."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import compress

from geomap.records import Evidence, Kind, Match, Place
from geomap.resolve import weights
from geomap.resolve.stated import Stated


def donors(matches: Sequence[Match], stated: Sequence[Stated]) -> list[Stated | None]:
    """Return for each mention of which nothing is stated the nearest occurrence of its name that says where it lies.

    The one before counts, as a text introduces a place and then only names it; the first after it, in a later sentence,
    where none is before, as a headline only names it. Within a sentence what comes second is stated because it is
    another: السفارة في الرياض، ... حي الرياض في الرباط.
    """
    is_placed = [own.is_placed for own in stated]
    placed: dict[str, list[int]] = {}
    for index, match in compress(enumerate(matches), is_placed):
        if match.mention.kind == Kind.LITERAL:
            placed.setdefault(match.mention.toponym, []).append(index)
    if not placed:
        return [None] * len(matches)
    return [
        None if is_placed[index] else _nearest(placed.get(match.mention.toponym, ()), index, matches, stated)
        for index, match in enumerate(matches)
    ]


def contrasts(matches: Sequence[Match], stated: Sequence[Stated]) -> dict[int, Stated]:
    """Return, by index, what a sentence states of another place of a mention's name.

    One states where a place is at once or not at all: of two occurrences in a sentence, the second of which is stated
    to be somewhere, each is another place: يدرس في قرطبة ... قرطبة في الأرجنتين.
    """
    found: dict[int, Stated] = {}
    before: dict[tuple[int, str], int] = {}
    for index, (match, own) in enumerate(zip(matches, stated, strict=True)):
        if match.mention.kind != Kind.LITERAL:
            continue
        first = before.setdefault((match.mention.sentence, match.mention.toponym), index)
        if first != index and own.is_placed:
            found.setdefault(first, own)
            if stated[first].is_placed:
                found[index] = stated[first]
    return found


def told_apart(own: Stated, other: Stated, place: Place) -> Iterator[Evidence]:
    """Yield that a candidate is where the other place of its name is stated to be, rather than where it is itself."""
    found = [item for item in other.location(place) if item.weight > 0]
    if found and sum(item.weight for item in own.location(place)) < sum(item.weight for item in found):
        yield Evidence(code="stated_of_another", weight=weights.OF_ANOTHER, detail=found[0].detail)


def _nearest(placed: Sequence[int], index: int, matches: Sequence[Match], stated: Sequence[Stated]) -> Stated | None:
    at = bisect_left(placed, index)
    if at:
        return stated[placed[at - 1]]
    sentence = matches[index].mention.sentence
    return stated[placed[0]] if placed and matches[placed[0]].mention.sentence > sentence else None


def passed_on(donor: Stated, place: Place) -> Iterator[Evidence]:
    """Yield what is stated of a candidate's location at another occurrence of its name."""
    found = [item for item in donor.location(place) if item.weight > 0]
    if found:
        weight = weights.PASSED_ON * sum(item.weight for item in found)
        yield Evidence(code="stated_elsewhere", weight=round(weight, 3), detail=found[0].detail)
