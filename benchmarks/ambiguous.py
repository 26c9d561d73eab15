"""Counts how often ambiguous names get the place that their text means: `python -m benchmarks.ambiguous`.

Both halves of the set that docs/ambiguous.md describes, gold spans given, the names tested alone. The held-out half
is only for measuring: whoever changes something after looking at what geomap makes of it must replace it.
"""

import json
from collections import Counter

from benchmarks.accuracy import GOLD
from geomap.evaluate.candidates import match_gold, most_populous, resolve_gold
from geomap.evaluate.gold import read_gold
from geomap.evaluate.predictions import found_place
from geomap.evaluate.records import FoundPlace, GoldMention, Key, key_of
from geomap.evaluate.resolution import is_near, is_right
from geomap.gazetteer import open_gazetteer

_PLACE, _NEAR, _OPEN, _NONE, _WRONG = (
    "right place",
    "another id within 161 km",
    "rightly none",
    "none, though the text decides",
    "wrong",
)


def _verdict(mention: GoldMention, found: FoundPlace | None) -> str:
    truth = mention.place
    if found is None:
        return _NONE if truth and truth.id else _OPEN
    if truth is None:
        return _WRONG
    if is_right(truth, found):
        return _PLACE
    return _NEAR if is_near(truth, found) else _WRONG


def _tested(half: str) -> frozenset[Key]:
    lines = map(json.loads, (GOLD / f"ambiguous_{half}.jsonl").read_text(encoding="utf-8").splitlines())
    return frozenset((line["doc"], line["start"], line["end"]) for line in lines if line.get("ambiguous"))


def _row(title: str, verdicts: Counter[str]) -> str:
    total = verdicts.total()
    right = verdicts[_PLACE] + verdicts[_OPEN]
    figures = ", ".join(f"{verdict} {count}" for verdict, count in verdicts.most_common())
    near = right + verdicts[_NEAR]
    return f"{title}: {right / total:.3f} right, {near / total:.3f} right or near, of {total}: {figures}"


def main() -> None:
    """Print the figures of both halves, and of the most populous candidate."""
    gazetteer = open_gazetteer()
    for half in ("dev", "held_out"):
        gold = read_gold(GOLD / f"ambiguous_{half}.jsonl", GOLD / f"ambiguous_{half}_texts.jsonl")
        matches = match_gold(gold, gazetteer)
        chosen = {
            (found.mention.article_id, found.mention.start, found.mention.end): found.place
            for found in resolve_gold(gold, matches, gazetteer)
        }
        populous = {key: most_populous(found) for key, found in matches.items()}
        tested = _tested(half)
        for title, places in (("geomap", chosen), ("most populous", populous)):
            verdicts = Counter(
                _verdict(mention, found_place(place) if (place := places[key_of(mention)]) else None)
                for mention in gold.mentions
                if key_of(mention) in tested
            )
            print(_row(f"{half}, {title}", verdicts))


if __name__ == "__main__":
    main()
