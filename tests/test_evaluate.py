"""The metrics against figures worked out by hand, every format, and the command from end to end."""

import contextlib
import gzip
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.cli import main
from geomap.errors import InputError
from geomap.evaluate.calibration import calibration_error, reliability
from geomap.evaluate.candidates import match_gold, most_populous, resolve_gold
from geomap.evaluate.gold import read_gold
from geomap.evaluate.mistakes import Fault, worst
from geomap.evaluate.places import countries, end_to_end
from geomap.evaluate.predictions import read_predictions
from geomap.evaluate.recognition import Score, recognition, score
from geomap.evaluate.records import Box, FoundPlace, Gold, GoldMention, GoldPlace, Prediction
from geomap.evaluate.report import Options, report
from geomap.evaluate.resolution import Placing, distance_km, error_auc, is_near, is_right, resolved
from geomap.evaluate.spans import Counts, Rule, Span, count, overlapping, overlaps, whole_words
from geomap.gazetteer import Gazetteer
from geomap.records import Article, Kind
from strategies import texts

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
SEED_GOLD = ROOT / "tests" / "gold" / "seeds.jsonl"
BENGHAZI, LIBYA, LEBANON = "geonames:88319", "geonames:2215636", "geonames:272103"

Records = Sequence[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Done:
    status: int
    out: str
    err: str


Evaluate = Callable[..., Done]


@pytest.fixture
def geomap(capsys: pytest.CaptureFixture[str]) -> Evaluate:
    def run(*arguments: str | Path) -> Done:
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = int(str(stop.code))
        out, err = capsys.readouterr()
        return Done(status=status, out=out, err=err)

    return run


def written(path: Path, records: Records) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def refused(done: Done) -> str:
    assert (done.status, done.out) == (2, "")
    (line,) = done.err.splitlines()
    return line


# Spans: the text is وصل إلى بيروت وتونس، ثم

TEXT = "وصل إلى بيروت وتونس، ثم"
BEIRUT, TUNIS, AND_TUNIS = (8, 13), (15, 19), (14, 19)


def test_offsets_of_the_text() -> None:
    assert [TEXT[slice(*span)] for span in (BEIRUT, TUNIS, AND_TUNIS)] == ["بيروت", "تونس", "وتونس"]


@pytest.mark.parametrize(
    ("rule", "counts"),
    [
        (Rule.EXACT, (1, 3, 1, 2)),  # found بيروت, وتونس and ثم; the gold is بيروت and تونس
        (Rule.WORDS, (2, 3, 2, 2)),
        (Rule.OVERLAP, (2, 3, 2, 2)),
    ],
)
def test_rules(rule: Rule, counts: tuple[int, int, int, int]) -> None:
    found_right, found, gold_right, gold = counts
    expected = Counts(found_right=found_right, found=found, gold_right=gold_right, gold=gold)
    assert count(TEXT, [BEIRUT, AND_TUNIS, (21, 23)], [BEIRUT, TUNIS], rule) == expected


def test_overlap_counts_each_side_by_itself() -> None:
    found, gold = [(0, 10)], [(0, 2), (3, 5), (9, 12)]
    assert count("ب" * 12, found, gold, Rule.OVERLAP) == Counts(found_right=1, found=1, gold_right=3, gold=3)


def test_neighbors_do_not_overlap() -> None:
    assert overlapping([(0, 3), (5, 6)], [(3, 5)]) == frozenset()


def test_what_expands_to_the_same_word_counts_once() -> None:
    text = "وتونسوالجزائر معا"
    assert whole_words(text, [(1, 5), (6, 13)]) == {(0, 13)}
    assert count(text, [(1, 5)], [(1, 5), (6, 13)], Rule.WORDS).gold == 1


@st.composite
def spanned(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(texts.filter(bool))
    starts = draw(st.lists(st.integers(0, len(text) - 1), max_size=8))
    return text, [(start, draw(st.integers(start + 1, len(text)))) for start in starts]


@settings(deadline=None)
@given(spanned())
def test_expanded_spans_hold_the_span_and_end_at_white_space(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    for span in spans:
        ((start, end),) = whole_words(text, [span])
        assert start <= span[0] < span[1] <= end
        assert start == span[0] or not any(char.isspace() for char in text[start : span[0] + 1])
        assert end == span[1] or not any(char.isspace() for char in text[span[1] - 1 : end])
        assert whole_words(text, [(start, end)]) == {(start, end)}


@settings(deadline=None)
@given(spanned(), spanned())
def test_overlap_is_what_comparing_all_pairs_gives(one: tuple[str, list[Span]], other: tuple[str, list[Span]]) -> None:
    slow = {span for span in one[1] if any(span[0] < end and start < span[1] for start, end in other[1])}
    assert overlapping(one[1], other[1]) == slow
    for span, met in overlaps(one[1], other[1]).items():
        assert sorted(met) == sorted((start, end) for start, end in other[1] if span[0] < end and start < span[1])


# Recognition

COUNTS = [Counts(found_right=3, found=4, gold_right=2, gold=5), Counts(found_right=0, found=1, gold_right=1, gold=1)]


def test_precision_recall_and_f1() -> None:
    result = score("literal", Rule.OVERLAP, COUNTS)
    assert (result.gold, result.found, result.right) == (6, 5, 3)
    assert result.precision.value == pytest.approx(3 / 5)
    assert result.recall.value == pytest.approx(3 / 6)
    assert result.f1.value == pytest.approx(2 * 0.6 * 0.5 / 1.1)


def test_interval_of_two_articles() -> None:
    """A quarter of the resamples are the first twice, recall 2/5, and a quarter the second twice, recall 1."""
    recall = score("literal", Rule.OVERLAP, COUNTS).recall
    assert (recall.low, recall.high) == (pytest.approx(0.4), pytest.approx(1))


def test_interval_of_many_articles_is_that_of_the_normal_approximation() -> None:
    hits = [Counts(found_right=i % 2, found=1, gold_right=i % 2, gold=1) for i in range(400)]
    precision = score("literal", Rule.EXACT, hits).precision
    assert precision.low == pytest.approx(0.5 - 1.96 * math.sqrt(0.25 / 400), abs=0.005)
    assert precision.high == pytest.approx(0.5 + 1.96 * math.sqrt(0.25 / 400), abs=0.005)


def test_what_is_not_defined() -> None:
    nothing = score("literal", Rule.EXACT, [Counts(found_right=0, found=0, gold_right=0, gold=0)])
    assert (nothing.precision.value, nothing.recall.value, nothing.f1.value) == (None, None, None)
    unfound = score("literal", Rule.EXACT, [Counts(found_right=0, found=0, gold_right=0, gold=2)])
    assert (unfound.precision.value, unfound.recall.value, unfound.f1.value) == (None, 0, 0)
    wrong = score("literal", Rule.EXACT, [Counts(found_right=0, found=2, gold_right=0, gold=2)])
    assert (wrong.precision.value, wrong.recall.value, wrong.f1.value) == (0, 0, 0)


@st.composite
def article_counts(draw: st.DrawFn) -> Counts:
    found, gold = draw(st.integers(0, 20)), draw(st.integers(0, 20))
    right = draw(st.integers(0, min(found, gold)))
    return Counts(found_right=right, found=found, gold_right=right, gold=gold)


@settings(deadline=None)
@given(st.lists(article_counts(), min_size=1, max_size=12))
def test_interval_holds_the_estimate(counts: list[Counts]) -> None:
    result = score("literal", Rule.EXACT, counts)
    for estimate in (result.precision, result.recall, result.f1):
        if estimate.value is not None:
            assert estimate.low is not None
            assert estimate.high is not None
            assert 0 <= estimate.low <= estimate.value + 1e-9
            assert estimate.value - 1e-9 <= estimate.high <= 1 + 1e-9
    assert result == score("literal", Rule.EXACT, counts), "the same counts give the same intervals"


def as_gold(text: str, spans: Sequence[Span]) -> Gold:
    mentions = tuple(GoldMention(article_id="a", start=start, end=end) for start, end in spans)
    return Gold(name="g", articles=(Article(id="a", text=text),), mentions=mentions, has_kinds=False)


def as_predictions(spans: Sequence[Span]) -> list[Prediction]:
    return [Prediction(article_id="a", start=start, end=end) for start, end in spans]


@settings(deadline=None, max_examples=30)
@given(spanned(), st.data())
def test_swapping_gold_and_found_swaps_precision_and_recall(case: tuple[str, list[Span]], data: st.DataObject) -> None:
    text, spans = case
    others = data.draw(st.lists(st.sampled_from(spans), max_size=8)) if spans else []
    others += [(start, len(text)) for start, _ in spans[::2]]
    there = recognition(as_gold(text, spans), as_predictions(others))
    back = recognition(as_gold(text, others), as_predictions(spans))
    for one, other in zip(there, back, strict=True):
        assert (one.precision.value, one.recall.value) == (other.recall.value, other.precision.value)
        assert one.f1.value == other.f1.value


@settings(deadline=None)
@given(spanned())
def test_finding_all_scores_one(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    for result in recognition(as_gold(text, spans), as_predictions(spans)):
        assert result.f1.value == (1 if spans else None)


def by_name(scores: Sequence[Score], rule: Rule = Rule.EXACT) -> dict[str, tuple[int, int, int]]:
    return {one.kind: (one.gold, one.found, one.right) for one in scores if one.rule == rule}


def test_kinds() -> None:
    mentions = (
        GoldMention(article_id="a", start=8, end=13, kind=Kind.LITERAL),
        GoldMention(article_id="a", start=15, end=19, kind=Kind.ASSOCIATIVE),
    )
    gold = Gold(name="g", articles=(Article(id="a", text=TEXT),), mentions=mentions, has_kinds=True)
    found = as_predictions([BEIRUT, TUNIS])
    assert by_name(recognition(gold, found)) == {
        "literal": (1, 2, 1), "associative": (1, 0, 0), "demonym": (0, 0, 0), "any": (2, 2, 2),
    }  # fmt: skip


def test_without_kinds_the_literal_predictions_count() -> None:
    found = [*as_predictions([BEIRUT]), Prediction(article_id="a", start=15, end=19, kind=Kind.DEMONYM)]
    assert by_name(recognition(as_gold(TEXT, [BEIRUT, TUNIS]), found)) == {"place": (2, 1, 1)}


def test_descriptions_count_only_where_the_gold_has_them() -> None:
    gold = Gold(
        name="g",
        articles=(Article(id="a", text=TEXT),),
        mentions=(GoldMention(article_id="a", start=8, end=13, kind=Kind.LITERAL),),
        has_kinds=True,
    )
    described = Prediction(article_id="a", start=15, end=19, kind=Kind.DESCRIPTION)
    found = [*as_predictions([BEIRUT]), described]
    assert by_name(recognition(gold, found)) == by_name(recognition(gold, found[:1]))
    wanted = GoldMention(article_id="a", start=15, end=19, kind=Kind.DESCRIPTION)
    counted = by_name(recognition(replace(gold, mentions=(*gold.mentions, wanted)), found))
    assert (counted["description"], counted["any"]) == ((1, 1, 1), (2, 2, 2))


# Resolution

AT_ZERO = GoldPlace(id="geonames:1", point=(0.0, 20.0), country_code="LY")
MENTION = GoldMention(article_id="a", start=8, end=13, place=AT_ZERO)


def place(latitude: float, longitude: float, *, place_id: str = "", country: str = "") -> FoundPlace:
    return FoundPlace(id=place_id, latitude=latitude, longitude=longitude, country_code=country)


def test_a_degree_of_longitude_on_the_equator() -> None:
    assert distance_km(AT_ZERO, place(0, 21)) == pytest.approx(2 * math.pi * 6378.137 / 360, rel=1e-6)
    assert distance_km(GoldPlace(id="geonames:1"), place(0, 21)) is None


def test_near_is_within_161_km_or_in_the_widened_box_or_the_same_place() -> None:
    assert is_near(AT_ZERO, place(0, 21.446))  # 160.97 km
    assert not is_near(AT_ZERO, place(0, 21.447))  # 161.08 km
    assert is_near(AT_ZERO, place(0, 90, place_id="geonames:1"))
    assert not is_near(AT_ZERO, None)
    boxed = GoldPlace(point=(0.0, 20.0), box=Box(south=-1, north=1, west=15, east=30))
    assert is_near(boxed, place(1.05, 30.05))
    assert not is_near(boxed, place(1.06, 30))
    assert not is_near(boxed, place(1, 30.06))


def test_right_is_the_id_where_both_have_one() -> None:
    assert not is_right(AT_ZERO, place(0, 20, place_id="geonames:2"))
    assert is_right(AT_ZERO, place(0, 20))
    assert not is_right(AT_ZERO, place(0, 40))


def test_figures_of_resolution() -> None:
    def placing(found: FoundPlace | None, *, reachable: bool) -> Placing:
        return Placing(gold=MENTION, truth=AT_ZERO, found=found, reachable=reachable)

    figures = resolved(
        [
            placing(place(0, 20, place_id="geonames:1", country="LY"), reachable=True),
            placing(place(0, 21, place_id="geonames:2", country="LY"), reachable=True),  # 111.3 km
            placing(place(0, 30, place_id="geonames:3", country="TD"), reachable=False),  # 1113.2 km
            placing(None, reachable=True),
        ]
    )
    shares = (figures.placed, figures.right_id, figures.near, figures.near_of_placed, figures.near_of_reachable)
    assert [(one.count, one.of) for one in shares] == [(3, 4), (1, 4), (2, 4), (2, 3), (2, 3)]
    assert (figures.ceiling.value, figures.country.value) == (3 / 4, pytest.approx(2 / 3))
    assert figures.mean_km == pytest.approx((111.319 + 1113.195) / 3, abs=0.01)
    assert figures.median_km == pytest.approx(111.319, abs=0.01)
    assert figures.auc == pytest.approx((math.log(112.32) + math.log(1114.19) / 2) / (2 * math.log(20039)), abs=1e-5)


def test_auc_by_hand() -> None:
    """ln of 1, e and e² are 0, 1 and 2: half of the first and the last and all of the middle one, over 2 ln 20039."""
    assert error_auc([math.e**2 - 1, 0, math.e - 1]) == pytest.approx(2 / (2 * math.log(20039)))
    assert error_auc([math.e - 1]) == pytest.approx(1 / math.log(20039))
    assert error_auc([]) is None


@settings(deadline=None)
@given(st.lists(st.floats(0, 20038), min_size=1))
def test_auc_is_between_the_errors_whatever_their_order(errors: list[float]) -> None:
    auc = error_auc(errors)
    assert auc is not None
    assert auc == error_auc(errors[::-1])
    low, high = (math.log(error + 1) / math.log(20039) for error in (min(errors), max(errors)))
    assert low - 1e-12 <= auc <= high + 1e-12


def test_nothing_to_place() -> None:
    figures = resolved([])
    assert (figures.placed.value, figures.mean_km, figures.median_km, figures.auc) == (None, None, None, None)


PLACED_GOLD = Gold(
    name="g",
    articles=(Article(id="a", text=TEXT),),
    mentions=(
        MENTION,
        GoldMention(article_id="a", start=15, end=19, place=GoldPlace(id="geonames:9", country_code="TN")),
        GoldMention(article_id="a", start=21, end=23),
    ),
    has_kinds=False,
)
PLACED = [
    Prediction(article_id="a", start=8, end=13, place=place(0, 20, place_id="geonames:1", country="LY")),
    Prediction(article_id="a", start=21, end=23, place=place(5, 5, country="NG")),  # without a place in the gold
    Prediction(article_id="a", start=0, end=3, place=place(5, 5, country="LY")),
    Prediction(article_id="a", start=4, end=7),  # no pin, so no wrong one
]


def test_end_to_end() -> None:
    (row,) = end_to_end(PLACED_GOLD, PLACED)
    assert (row.precision.count, row.precision.of, row.recall.count, row.recall.of) == (1, 2, 1, 2)
    assert row.f1 == pytest.approx(0.5)


def test_by_country() -> None:
    rows = [(row.code, row.gold, row.found, row.right, row.spurious) for row in countries(PLACED_GOLD, PLACED)]
    assert rows == [("LY", 1, 1, 1, 1), ("NG", 1, 1, 0, 0), ("TN", 1, 0, 0, 0)]
    (unplaced,) = countries(as_gold(TEXT, [BEIRUT]), [])
    assert (unplaced.code, unplaced.gold, unplaced.right) == ("", 1, None)


def test_mistakes_are_counted_and_shown_with_their_sentence() -> None:
    text = "وصل إلى سرت. عاد من سرت. ثم زار مدينة درنة."
    at = [text.index("سرت"), text.rindex("سرت"), text.index("مدينة"), text.index("درنة")]
    truth = GoldPlace(id="geonames:1", point=(0.0, 20.0))
    gold = Gold(
        name="g",
        articles=(Article(id="a", text=text),),
        mentions=(
            GoldMention(article_id="a", start=at[0], end=at[0] + 3),
            GoldMention(article_id="a", start=at[1], end=at[1] + 3),
            GoldMention(article_id="a", start=at[3], end=at[3] + 4, place=truth),
        ),
        has_kinds=False,
    )
    found = as_predictions([(0, 3), (at[2], at[3] + 4)])
    placings = [Placing(gold=gold.mentions[2], truth=truth, found=place(0, 30, place_id="x"), reachable=True)]
    mistakes = worst(gold, found, placings, 5)
    assert [(one.fault, one.count, one.surface, one.expected, one.sentence) for one in mistakes] == [
        (Fault.MISSED, 2, "سرت", "", "وصل إلى سرت."),
        (Fault.SPURIOUS, 1, "وصل", "", "وصل إلى سرت."),
        (Fault.SPAN, 1, "مدينة درنة", "درنة", "ثم زار مدينة درنة."),
        (Fault.PLACE, 1, "درنة", "geonames:1", "ثم زار مدينة درنة."),
    ]
    assert mistakes[-1].distance_km == pytest.approx(1113.2, abs=0.1)
    assert worst(gold, found, placings, 0) == ()


def test_the_most_frequent_mistakes_come_first() -> None:
    text = "سرت درنة سرت"
    gold = as_gold(text, [(0, 3), (4, 8), (9, 12)])
    mistakes = worst(gold, [], [], 2)
    assert [(one.surface, one.count, one.start) for one in mistakes] == [("سرت", 2, 0), ("درنة", 1, 4)]
    assert worst(gold, [], [], 1) == mistakes[:1]


# Formats

ARTICLE = {
    "id": "t1",
    "text": "وصل إلى #بنغازي ثم بيروت",
    "mentions": [
        {"start": 9, "end": 15, "text": "بنغازي", "type": "GPE", "raw_type": "City/town", "lat": 32.1167,
         "lon": 20.0667, "country_code": "ly", "bbox": [32.0, 32.2, 20.0, 20.2], "eval_admin": True,
         "suspect_coord": False},
        {"start": 19, "end": 24, "text": "بيروت", "type": "GPE", "lat": 1, "lon": 1, "suspect_coord": True},
    ],
}  # fmt: skip


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_articles_with_their_mentions(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "g.jsonl.gz"
    path.write_bytes(pack(json.dumps(ARTICLE).encode()))
    gold = read_gold(path, None)
    assert [(article.id, article.text) for article in gold.articles] == [("t1", ARTICLE["text"])]
    first, second = gold.mentions
    box = Box(south=32.0, north=32.2, west=20.0, east=20.2)
    assert first.place == GoldPlace(point=(32.1167, 20.0667), box=box, country_code="LY")
    assert (first.type, first.in_hashtag, first.kind) == ("City/town", True, Kind.LITERAL)
    assert (second.type, second.in_hashtag, second.place) == ("GPE", False, None)
    assert not gold.has_kinds


def test_mentions_by_the_line(tmp_path: Path) -> None:
    folder = tmp_path / "g"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("لا مكان هنا", encoding="utf-8")
    (tmp_path / "g_ids.txt").write_text("a.txt\nb.txt\n", encoding="utf-8")
    line = {"doc": "a.txt", "start": 8, "end": 13, "text": "بيروت", "kind": "associative", "place": "region:levant"}
    gold = read_gold(written(tmp_path / "g.jsonl", [line]), None)
    assert [article.id for article in gold.articles] == ["a.txt", "b.txt"]
    (mention,) = gold.mentions
    assert (mention.kind, mention.place) == (Kind.ASSOCIATIVE, GoldPlace(id="geomap:levant"))
    assert gold.has_kinds


def test_texts_in_a_packed_file_of_articles(tmp_path: Path) -> None:
    packed = tmp_path / "articles.jsonl.gz"
    packed.write_bytes(gzip.compress(json.dumps({"id": "n1", "text": TEXT}).encode()))
    gold = read_gold(written(tmp_path / "g.jsonl", [{"doc": "n1", "start": 8, "end": 13, "kind": "literal"}]), packed)
    assert gold.articles == (Article(id="n1", text=TEXT),)


IOB = """-DOCSTART- X O

وصل X O
بيروت X B-LOC
الغربية X I-LOC
طرابلس X B-GPE

قال\tO
أحمد\tB-PERS
الطرابلسي\tI-PERS
في\tO
سرت\tI-LOC
درنة\tB-LOC
"""


def test_iob2(tmp_path: Path) -> None:
    path = tmp_path / "g.iob"
    path.write_text(IOB, encoding="utf-8")
    gold = read_gold(path, None)
    texts_of = {article.id: article.text for article in gold.articles}
    assert texts_of == {"g.iob:3": "وصل بيروت الغربية طرابلس", "g.iob:8": "قال أحمد الطرابلسي في سرت درنة"}
    surfaces = [(texts_of[one.article_id][one.start : one.end], one.type) for one in gold.mentions]
    assert surfaces == [("بيروت الغربية", "LOC"), ("طرابلس", "GPE"), ("سرت", "LOC"), ("درنة", "LOC")]


TOKEN = st.text("ابتثجحخ.،", min_size=1, max_size=4)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.lists(st.tuples(TOKEN, st.sampled_from(["O", "B-LOC"])), min_size=1), min_size=1))
def test_iob2_against_itself_is_perfect(sentences: list[list[tuple[str, str]]]) -> None:
    """The same tokens serve as predictions, whether or not the gold was made of them."""
    from geomap.evaluate.iob import align, gold_of, read_sentences  # noqa: PLC0415  # beside what it is used for
    from geomap.evaluate.lines import Line  # noqa: PLC0415

    rows = [row for sentence in [[("سرت", "B-LOC")], *sentences] for row in (*sentence, None)]
    lines = [
        Line(where=f"g:{number}", number=number, text="\t".join(row) if row else "")
        for number, row in enumerate(rows, start=1)
    ]
    gold = gold_of("g", read_sentences(lines))
    assert len(gold.mentions) == sum(row is not None and row[1] != "O" for row in rows)
    found = list(align("p", read_sentences(lines), gold.articles))
    assert all(one.f1.value == 1 for one in recognition(gold, found))


def test_iob2_predictions_for_articles_of_several_sentences(tmp_path: Path) -> None:
    path = tmp_path / "p.iob"
    path.write_text("وصل O\nإلى O\nبيروت B-LOC\n\nو O\nتونس B-LOC\n، O\nثم O\n", encoding="utf-8")
    found = read_predictions(path, [Article(id="a", text=TEXT), Article(id="empty", text=" ")])
    assert [(one.start, one.end) for one in found] == [BEIRUT, TUNIS]


def test_predictions_of_another_tool(tmp_path: Path) -> None:
    records = [
        {"article": "a", "start": 8, "end": 13},
        {"article": "a", "start": 15, "end": 19, "kind": "demonym", "latitude": 34, "longitude": 9},
        {"article": "elsewhere", "start": 0, "end": 99},
    ]
    found = read_predictions(written(tmp_path / "p.jsonl", records), [Article(id="a", text=TEXT)])
    assert found == (
        Prediction(article_id="a", start=8, end=13),
        Prediction(article_id="a", start=15, end=19, kind=Kind.DEMONYM, place=place(34, 9)),
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "holds no annotation"),
        (b"\n\n", "holds no annotation"),
        (b"\xff\xfe", "not UTF-8 at byte 0"),
        (gzip.compress(b"{}", mtime=0)[:-6], "a broken gzip file"),
        (b"\x1f\x8b nothing", "a broken gzip file"),
        (b'{"id": ', ":1: not JSON"),
        ("وصل".encode(), ":1: not a token and its label"),
        ("وصل LOC".encode(), ":1: not a token and its label"),
        ("وصل O\n\nقال B-PERS".encode(), "no place"),
        (b'{"id": "a"}', ":1: no field 'text'"),
        (b'{"id": "a", "text": "x", "mentions": []}', "holds no mention"),
        (b'{"id": "a", "text": "x", "mentions": {}}', "mentions is {}, not a list"),
        (b'{"id": "a", "text": "x", "mentions": [1]}', "not a list of objects"),
        (b'{"id": "a", "text": "x", "mentions": [{"start": -1, "end": 1}]}', "mentions[0]: start is -1"),
        (b'{"id": "a", "text": "x", "mentions": [{"start": true, "end": 1}]}', "start is True"),
        (b'{"id": "a", "text": "x", "mentions": [{"start": 0, "end": 2}]}', "[0:2] of article a is 'x'"),
        (b'{"id": "a", "text": "x", "mentions": [{"start": 0, "end": 1, "text": "y"}]}', "correct the offsets"),
        (b'{"id": "a", "text": "x", "mentions": [{"start": 0, "end": 1, "kind": "k"}]}', "kind 'k' is none of"),
        (
            b'{"id": "a", "text": "x", "mentions": [{"start": 0, "end": 1, "lat": 91, "lon": 0}]}',
            "not within [-90, 90]",
        ),
        (b'{"id": "a", "text": "x", "mentions": [{"start": 0, "end": 1, "lat": NaN, "lon": 0}]}', "lat is nan"),
        (
            b'{"id": "a", "text": "x", "mentions": [{"start": 0, "end": 1, "lat": 1, "lon": 0, "bbox": [1]}]}',
            "4 numbers",
        ),
        (b'{"id": "a", "text": "x", "mentions": []}\n{"id": "a", "text": "x", "mentions": []}', ":2: id 'a' is taken"),
        (b'{"id": "a", "text": "\\ud800", "mentions": []}', "not Unicode"),
        (b'{"doc": "x.txt", "start": 0, "end": 1}', "give the articles by --articles"),
        (b'{"doc": "../x.txt", "start": 0, "end": 1}', "give the articles by --articles"),
    ],
)
def test_malformed_gold(tmp_path: Path, geomap: Evaluate, content: bytes, told: str) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x.txt").write_text("نص", encoding="utf-8")
    path = tmp_path / "x" / "gold"
    path.write_bytes(content)
    line = refused(geomap("evaluate", path))
    assert line.startswith("geomap: ")
    assert told in line


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "no mention in an article of the gold"),
        ('{"article": "elsewhere", "start": 0, "end": 1}', "no mention in an article of the gold"),
        ('{"article": "a", "start": 8, "end": 99}', ":1: [8:99] is no span"),
        ('{"article": "a", "start": 8, "end": 9, "latitude": 1}', ":1: no field 'longitude'"),
        ("وصل O\nمن O", ":2: 'من' where article a goes on with 'إلى"),
        ("وصل O\n", "ends before article a does"),
        (TEXT.replace(" ", " O\n") + " O\n\nزيادة O\n", "goes on after the gold has ended"),
    ],
)
def test_malformed_predictions(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "p"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_predictions(path, [Article(id="a", text=TEXT)])
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@settings(deadline=None)
@given(st.binary(max_size=60) | st.text("{}[]\"':,abo \n\tOB-LC", max_size=60).map(str.encode))
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any-gold"
    path.write_bytes(content)
    with contextlib.suppress(InputError):
        assert read_gold(path, None).mentions


# Gold spans through match and resolve


def test_given_spans_are_looked_up_without_particles_hashes_and_nouns_of_type(gazetteer: Gazetteer) -> None:
    text = "وبنغازي ثم مدينة بنغازي ثم #بنغازي ثم بنغازي ثم الليبية ثم اسمغريب"
    spans = [(0, 7), (11, 23), (27, 34), (38, 44), (48, 55), (59, 66)]
    kinds = [*[Kind.LITERAL] * 4, Kind.DEMONYM, Kind.LITERAL]
    mentions = tuple(
        GoldMention(article_id="a", start=start, end=end, kind=kind)
        for (start, end), kind in zip(spans, kinds, strict=True)
    )
    gold = Gold(name="g", articles=(Article(id="a", text=text),), mentions=mentions, has_kinds=True)
    matches = match_gold(gold, gazetteer)
    assert all(BENGHAZI in {one.place.id for one in found.candidates} for found in list(matches.values())[:4])
    chosen = [resolution.place for resolution in resolve_gold(gold, matches, gazetteer)]
    assert [place and place.id for place in chosen] == [*[BENGHAZI] * 4, LIBYA, None]


def test_a_span_after_both_lams_is_looked_up_with_its_article(gazetteer: Gazetteer) -> None:
    gold = as_gold("سلم رسالة للكويت", [(12, 16)])
    (found,) = match_gold(gold, gazetteer).values()
    assert found.mention.surface == "كويت"
    assert "geonames:285570" in {one.place.id for one in found.candidates}


@settings(deadline=None)
@given(spanned())
def test_any_span_can_be_given(gazetteer: Gazetteer, case: tuple[str, list[Span]]) -> None:
    text, spans = case
    gold = as_gold(text, spans)
    chosen = list(resolve_gold(gold, match_gold(gold, gazetteer), gazetteer))
    assert [(one.mention.start, one.mention.end) for one in chosen] == sorted(set(spans))


def test_baseline_is_the_candidate_with_most_inhabitants(gazetteer: Gazetteer) -> None:
    (found,) = match_gold(as_gold("طرابلس", [(0, 6)]), gazetteer).values()
    chosen = most_populous(found)
    assert chosen is not None
    assert len(found.candidates) > 1
    assert chosen.population == max(one.place.population for one in found.candidates)


def test_mistakes_of_place_are_those_of_the_given_spans(gazetteer: Gazetteer) -> None:
    text = "وصل إلى بنغازي"
    mention = GoldMention(article_id="a", start=8, end=14, place=AT_ZERO)
    gold = Gold(name="g", articles=(Article(id="a", text=text),), mentions=(mention,), has_kinds=False)
    for oracle, faults in ((False, [Fault.MISSED]), (True, [Fault.MISSED, Fault.PLACE])):
        made = report(gold, [], gazetteer, Options(oracle=oracle, mistakes=1))
        assert [mistake.fault for mistake in made.mistakes] == faults
        assert [(row.spans, row.method) for row in made.resolution] == [
            ("given", "predicted"), ("given", "most populous"),
        ] * oracle  # fmt: skip


# The command


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("extract") / "p.jsonl"
    assert main(["extract", str(SEEDS), "-o", str(path)]) == 0
    return path


def test_seeds(geomap: Evaluate) -> None:
    done = geomap("evaluate", SEED_GOLD, "--articles", SEEDS, "--json", "--oracle")
    assert (done.status, done.err) == (0, "")
    made = json.loads(done.out)
    assert (made["articles"], made["mentions"]) == (5, 222)
    exact = {row["kind"]: row for row in made["recognition"] if row["rule"] == "exact"}
    assert [exact[kind]["gold"] for kind in ("literal", "associative", "demonym", "any")] == [151, 16, 55, 222]
    assert exact["literal"]["f1"]["low"] <= exact["literal"]["f1"]["value"] <= exact["literal"]["f1"]["high"]
    given_spans = [row["figures"] for row in made["resolution"] if row["spans"] == "given" and row["type"] == "all"]
    assert [figures["mentions"] for figures in given_spans] == [222, 222]
    assert given_spans[0]["near"]["value"] > 0.95
    by_country = {row["code"]: row["gold"] for row in made["countries"]}
    assert (sum(by_country.values()), by_country["LY"]) == (222, 40)
    assert all(mistake["surface"] in mistake["sentence"] for mistake in made["mistakes"])


@pytest.mark.parametrize("how", [[], ["--json"]])
def test_against_its_own_extract_is_the_same(geomap: Evaluate, extracted: Path, how: list[str]) -> None:
    command = ["evaluate", SEED_GOLD, "--articles", SEEDS, *how]
    direct = geomap(*command)
    assert direct.status == 0
    assert geomap(*command, "--against", extracted) == direct
    assert geomap(*command) == direct, "the same again"


def test_table(geomap: Evaluate, extracted: Path) -> None:
    done = geomap("evaluate", SEED_GOLD, SEED_GOLD, "--articles", SEEDS, "--against", extracted, "--errors", "0")
    one, other = done.out.split("\nseeds.jsonl: ")
    assert one.startswith("seeds.jsonl: 5 articles, 222 mentions\n\nRecognition")
    assert one.rstrip("\n").removeprefix("seeds.jsonl: ") == other.rstrip("\n")
    (row,) = [line.split() for line in one.splitlines() if line.startswith("literal") and " exact " in line]
    assert row[:3] == ["literal", "exact", "151"]
    assert "Worst mistakes" not in one


def test_iob2_from_end_to_end(tmp_path: Path, geomap: Evaluate) -> None:
    gold, against = tmp_path / "g.iob", tmp_path / "p.iob"
    gold.write_text("وصل O\nإلى O\nبنغازي B-LOC\n\nثم O\nسرت B-LOC\n", encoding="utf-8")
    against.write_text("وصل O\nإلى O\nبنغازي B-LOC\n\nثم B-LOC\nسرت O\n", encoding="utf-8")
    made = json.loads(geomap("evaluate", gold, "--against", against, "--json").out)
    assert [(row["rule"], row["right"]) for row in made["recognition"]] == [
        ("exact", 1), ("whole words", 1), ("overlap", 1),
    ]  # fmt: skip
    assert (made["resolution"], made["end_to_end"]) == ([], [])
    assert [(one["fault"], one["surface"]) for one in made["mistakes"]] == [("missed", "سرت"), ("spurious", "ثم")]


def test_text_that_steers_a_terminal_is_escaped(tmp_path: Path, geomap: Evaluate) -> None:
    article = {"id": "a\x1b[2J", "text": "وصل\x1b[31m إلى قريةغريبة", "mentions": [{"start": 13, "end": 22}]}
    done = geomap("evaluate", written(tmp_path / "g.jsonl", [article]))
    assert done.status == 0
    assert "\x1b" not in done.out
    assert "\\x1b[31m" in done.out


def test_options_that_contradict_each_other(geomap: Evaluate) -> None:
    assert "give one of them" in refused(geomap("evaluate", SEED_GOLD, "--oracle", "--against", SEED_GOLD))
    assert "not a whole number" in refused(geomap("evaluate", SEED_GOLD, "--errors", "-1"))


def test_missing_files(geomap: Evaluate, tmp_path: Path) -> None:
    assert "nowhere: cannot be read" in refused(geomap("evaluate", "nowhere"))
    assert "nowhere: no such file" in refused(geomap("evaluate", SEED_GOLD, "--articles", "nowhere"))
    assert "nowhere.jsonl.gz: cannot" in refused(geomap("evaluate", SEED_GOLD, "--articles", "nowhere.jsonl.gz"))
    assert "cannot be read" in refused(geomap("evaluate", SEED_GOLD, "--articles", SEEDS, "--against", tmp_path))


def scored(longitude: float, score: float | None) -> Placing:
    return Placing(gold=MENTION, truth=AT_ZERO, found=place(0, longitude), reachable=True, score=score)


def test_scores_are_compared_with_what_is_right() -> None:
    unplaced = Placing(gold=MENTION, truth=AT_ZERO, found=None, reachable=True, score=0.0)
    placings = [scored(20, 0.92), scored(50, 0.94), scored(20, 1.0), scored(20, None), unplaced]
    bins = reliability("given", placings)
    assert [(one.low, one.high, one.right.count, one.right.of) for one in bins] == [
        (0.9, 0.95, 1, 2),
        (0.99, 1.0, 1, 1),
    ]
    assert bins[0].mean_score == pytest.approx(0.93)
    assert calibration_error(bins) == pytest.approx((2 * 0.43 + 0) / 3)
    assert calibration_error(()) is None


@settings(deadline=None)
@given(st.lists(st.floats(0, 1)))
def test_every_score_is_in_one_bin(scores: list[float]) -> None:
    bins = reliability("found", [scored(20, score) for score in scores])
    assert sum(one.right.of for one in bins) == len(scores)
    rounding = 1e-9  # the mean of three 0.95 is a little less
    assert all(one.low - rounding <= one.mean_score <= one.high + rounding for one in bins)
