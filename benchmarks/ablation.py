"""Takes each weight of resolution away in turn: `python -m benchmarks.ablation`.

Gold spans are given. Counted are mentions placed right and wrong, and those that should have no pin but got one, on the
files for development: the tweets of ../shared/data/idrisi_resolution_dev.jsonl.gz, and tests/gold/ambiguous_dev.jsonl.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.accuracy import GOLD, ROOT
from geomap.evaluate.candidates import Matches, match_gold, most_populous, resolve_gold
from geomap.evaluate.gold import read_gold
from geomap.evaluate.predictions import found_place
from geomap.evaluate.records import FoundPlace, Gold, Key, key_of
from geomap.evaluate.resolution import is_right
from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.resolve import weights

_TWEETS = ROOT.parent / "shared" / "data" / "idrisi_resolution_dev.jsonl.gz"
_AMBIGUOUS = GOLD / "ambiguous_dev.jsonl"
_SHARES = frozenset(
    {"UNCERTAIN", "PASSED_ON", "ABSENT_BUT_CAPITAL", "ABSENT_BUT_FOR_PEOPLE", "ABSENT_BUT_NEAR", "ABSENT_BUT_ONLY"}
)
"""Factors: without them the weight counts in full, but for `PASSED_ON`, which then counts for nothing."""


class Outcome(NamedTuple):
    """How the mentions of a file were placed."""

    right: int
    wrong: int
    needless: int
    """Pins where the text does not decide."""


class _Set(NamedTuple):
    gold: Gold
    matches: Matches
    undecided: frozenset[Key]


def _read(path: Path, articles: Path | None, gazetteer: Gazetteer) -> _Set:
    gold = read_gold(path, articles)
    return _Set(gold, match_gold(gold, gazetteer), _undecided(path) if articles else frozenset())


def _undecided(path: Path) -> frozenset[Key]:
    """Return the mentions whose place the text leaves open: those with neither an id nor coordinates."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return frozenset(
        (line["doc"], line["start"], line["end"]) for line in lines if line["place"] is None and line["lat"] is None
    )


def _outcome(chosen: Mapping[Key, FoundPlace | None], one: _Set) -> Outcome:
    placed = [(mention.place, chosen[key_of(mention)]) for mention in one.gold.mentions if mention.place]
    right = sum(is_right(truth, found) for truth, found in placed)
    return Outcome(
        right=right,
        wrong=sum(found is not None for _, found in placed) - right,
        needless=sum(chosen[key] is not None for key in one.undecided),
    )


def _resolved(one: _Set, gazetteer: Gazetteer) -> Outcome:
    chosen = {
        (found.mention.article_id, found.mention.start, found.mention.end): found_place(found.place)
        if found.place
        else None
        for found in resolve_gold(one.gold, one.matches, gazetteer)
    }
    return _outcome(chosen, one)


def _baseline(one: _Set) -> Outcome:
    places = {key: most_populous(found) for key, found in one.matches.items()}
    return _outcome({key: found_place(place) if place else None for key, place in places.items()}, one)


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    figures = (f"{one.right} | {one.wrong}" for one in outcomes)
    return f"| {name} | {' | '.join(figures)} | {outcomes[-1].needless} |"


def main() -> None:
    """Print the table of docs/resolution.md."""
    gazetteer = open_gazetteer()
    texts = _AMBIGUOUS.with_name("ambiguous_dev_texts.jsonl")
    sets = (_read(_TWEETS, None, gazetteer), _read(_AMBIGUOUS, texts, gazetteer))
    print("| without | tweets right | wrong | ambiguous right | wrong | needless |\n|---|---|---|---|---|---|")
    print(_row("the whole resolver: the most populous", [_baseline(one) for one in sets]))
    print(_row("nothing", [_resolved(one, gazetteer) for one in sets]))
    for name in sorted(name for name in vars(weights) if name.isupper()):
        value = getattr(weights, name)
        setattr(weights, name, 1.0 if name in _SHARES - {"PASSED_ON"} else 0.0)
        if getattr(weights, name) != value:
            print(_row(f"`{name}` ({value:+.2g})", [_resolved(one, gazetteer) for one in sets]), flush=True)
        setattr(weights, name, value)


if __name__ == "__main__":
    main()
