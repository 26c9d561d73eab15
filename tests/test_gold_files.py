"""The ambiguous names' gold: every line fits its text and the shipped gazetteer, and the halves share nothing."""

from itertools import pairwise
from pathlib import Path

import pytest

from geomap.evaluate.gold import read_gold
from geomap.evaluate.lines import Record, parse, read_lines
from geomap.evaluate.records import Gold
from geomap.gazetteer import Gazetteer

FOLDER = Path(__file__).parent / "gold"
HALVES = ("ambiguous_dev", "ambiguous_held_out")


def gold(half: str) -> Gold:
    return read_gold(FOLDER / f"{half}.jsonl", FOLDER / f"{half}_texts.jsonl")


def records(half: str) -> list[Record]:
    return [parse(line) for line in read_lines(FOLDER / f"{half}.jsonl") if line.text]


def ambiguous(half: str) -> list[Record]:
    return [record for record in records(half) if record.flag("ambiguous", default=False)]


@pytest.mark.parametrize("half", HALVES)
def test_offsets_and_kinds_fit_the_texts(half: str) -> None:
    mentions = gold(half).mentions  # read_gold refuses a line that does not fit
    assert all("text" in record and "kind" in record for record in records(half))
    assert len(mentions) == len(records(half))


@pytest.mark.parametrize("half", HALVES)
def test_mentions_stand_in_text_order_and_do_not_overlap(half: str) -> None:
    for one, next_one in pairwise(gold(half).mentions):
        assert one.article_id != next_one.article_id or one.end <= next_one.start


@pytest.mark.parametrize("half", HALVES)
def test_every_text_tests_a_name(half: str) -> None:
    assert {record.text("doc") for record in ambiguous(half)} == {article.id for article in gold(half).articles}


@pytest.mark.parametrize("half", HALVES)
def test_places_are_the_gazetteers(half: str, gazetteer: Gazetteer) -> None:
    places = {place.id: place for place in map(gazetteer.place_at, range(sum(c.places for c in gazetteer.counts())))}
    for mention in gold(half).mentions:
        if mention.place and mention.place.id:
            place = places[mention.place.id]
            assert mention.place.point == pytest.approx((place.latitude, place.longitude), abs=0.1)  # degrees


def test_both_halves_are_large_enough_and_share_no_text() -> None:
    dev, held_out = ({article.text for article in gold(half).articles} for half in HALVES)
    assert not dev & held_out
    assert all(len(ambiguous(half)) >= 150 for half in HALVES)
    assert len(dev) >= 0.9 * len(held_out)  # the held-out half is fixed; the development half may grow
