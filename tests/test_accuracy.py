"""The seed articles against their gold annotation, and names that are no places there."""

import tomllib
from pathlib import Path

import pytest

from benchmarks.accuracy import GOLD, GoldMention, misplaced, read_gold, score, seeds
from geomap.records import Geoparse, Kind

FLOORS = tomllib.loads((Path(__file__).parent / "gold" / "floors.toml").read_text(encoding="utf-8"))["seeds"]


@pytest.fixture(scope="module")
def geoparses() -> tuple[Geoparse, ...]:
    return seeds()


@pytest.fixture(scope="module")
def gold() -> tuple[GoldMention, ...]:
    return read_gold(GOLD / "seeds.jsonl")


@pytest.mark.parametrize(
    ("kind", "overlap", "floor"),
    [
        (Kind.LITERAL, False, "literal_exact"),
        (Kind.LITERAL, True, "literal_overlap"),
        (Kind.ASSOCIATIVE, False, "associative_exact"),
        (Kind.DEMONYM, False, "demonym_exact"),
    ],
)
def test_mentions_are_found(
    gold: tuple[GoldMention, ...], geoparses: tuple[Geoparse, ...], kind: Kind, *, overlap: bool, floor: str
) -> None:
    assert score(gold, geoparses, kind, overlap=overlap).f1 >= FLOORS[floor]


def test_every_hit_has_the_gold_place(gold: tuple[GoldMention, ...], geoparses: tuple[Geoparse, ...]) -> None:
    assert len(misplaced(gold, geoparses)) <= FLOORS["misplaced"]


@pytest.mark.parametrize("name", ["الخبر", "البلاد", "عقبة بن نافع", "عقبة", "بان", "سلال", "الظواهري", "البغدادي"])
def test_newspapers_brigades_and_people_are_no_places(geoparses: tuple[Geoparse, ...], name: str) -> None:
    assert any(name in geoparse.article.text for geoparse in geoparses)
    found = {resolution.mention.surface for geoparse in geoparses for resolution in geoparse.resolutions}
    assert name not in found
