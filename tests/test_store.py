from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from geomap.atomic import replacing
from geomap.errors import InputError, OutputError
from geomap.records import (
    Article,
    Candidate,
    Evidence,
    Geoparse,
    Kind,
    Location,
    Mention,
    Place,
    Relation,
    Resolution,
    Sentence,
)
from geomap.store import read_store, write_store

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
OFFSETS = st.integers(0, 2**40)
REALS = st.floats(allow_nan=False)
EVIDENCE = st.lists(st.builds(Evidence, code=TEXTS, weight=REALS, detail=TEXTS), max_size=3).map(tuple)
PLACES = [
    Place(
        id=f"geonames:{number}",
        name=f"Place {number}",
        name_ar=f"مكان {number}",
        latitude=number / 7,
        longitude=-number / 3,
        feature_class="P",
        feature_code="PPL",
        country_code="ML",
        admin1_code="01",
        population=number,
    )
    for number in range(5)
]


@st.composite
def geoparses(draw: st.DrawFn) -> Geoparse:
    strings = {name: draw(TEXTS) for name in ("id", "text", "title", "date", "source", "url")}
    article_id = strings["id"]
    places = st.sampled_from(PLACES)
    mentions = st.builds(
        Mention,
        article_id=st.just(article_id),
        sentence=OFFSETS,
        start=OFFSETS,
        end=OFFSETS,
        surface=TEXTS,
        toponym=TEXTS,
        kind=st.sampled_from(Kind),
        score=REALS,
        evidence=EVIDENCE,
    )
    candidates = st.builds(Candidate, place=places, score=REALS, evidence=EVIDENCE)
    locations = st.builds(
        Location,
        id=TEXTS,
        name=TEXTS,
        name_ar=TEXTS,
        latitude=REALS,
        longitude=REALS,
        uncertainty_km=REALS,
        relation=st.sampled_from(Relation),
        anchors=st.lists(places, max_size=2).map(tuple),
        feature_class=TEXTS,
        feature_code=TEXTS,
    )
    resolutions = st.builds(
        Resolution,
        mention=mentions,
        place=st.none() | places,
        score=REALS,
        evidence=EVIDENCE,
        alternatives=st.lists(candidates, max_size=2).map(tuple),
        location=st.none() | locations,
    )
    sentences = st.builds(Sentence, article_id=st.just(article_id), index=OFFSETS, start=OFFSETS, end=OFFSETS)
    return Geoparse(
        article=Article(**strings),
        sentences=draw(st.lists(sentences, max_size=3).map(tuple)),
        resolutions=draw(st.lists(resolutions, max_size=3).map(tuple)),
    )


def example(article_id: str = "a.txt", place: Place | None = PLACES[1]) -> Geoparse:
    mention = Mention(
        article_id=article_id,
        sentence=0,
        start=0,
        end=4,
        surface="مالي",
        toponym="مالي",
        kind=Kind.LITERAL,
        score=0.9,
    )
    return Geoparse(
        article=Article(id=article_id, text="مالي."),
        sentences=(Sentence(article_id=article_id, index=0, start=0, end=5),),
        resolutions=(Resolution(mention=mention, place=place, score=0.5, evidence=()),),
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@settings(deadline=None, max_examples=60)
@given(results=st.lists(geoparses(), max_size=4))
def test_results_come_back_equal_and_in_order(
    tmp_path_factory: pytest.TempPathFactory, results: list[Geoparse]
) -> None:
    folder = tmp_path_factory.mktemp("store") / "s"
    write_store(results, folder)
    assert list(read_store(folder)) == results
    first = contents(folder)
    write_store(iter(results), folder)
    assert contents(folder) == first


def test_a_store_may_be_larger_than_a_batch(tmp_path: Path) -> None:
    results = [example(str(number)) for number in range(700)]
    write_store((result for result in results), tmp_path / "deep" / "store")
    assert list(read_store(tmp_path / "deep" / "store")) == results


def test_the_tables_can_be_joined_by_others(tmp_path: Path) -> None:
    write_store([example("a"), example("b", None)], tmp_path / "s")
    tables = {path.stem: parquet.read_table(path) for path in (tmp_path / "s").iterdir()}
    assert sorted(tables) == ["articles", "mentions", "places", "sentences"]
    assert tables["mentions"]["article_id"].to_pylist() == ["a", "b"]
    assert tables["mentions"]["place_id"].to_pylist() == ["geonames:1", None]
    assert tables["places"]["name_ar"].to_pylist() == ["مكان 1"]


def test_one_id_cannot_mean_two_places(tmp_path: Path) -> None:
    other = Place(
        id="geonames:1", name="", name_ar="", latitude=0.0, longitude=0.0, feature_class="P", feature_code="PPL"
    )
    with pytest.raises(OutputError, match="geonames:1: two places have this id"):
        write_store([example("a"), example("b", other)], tmp_path / "s")
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_old_store(tmp_path: Path) -> None:
    write_store([example()], tmp_path / "s")

    def failing() -> Iterator[Geoparse]:
        yield example("b")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_store(failing(), tmp_path / "s")
    assert list(read_store(tmp_path / "s")) == [example()]
    assert [path.name for path in tmp_path.iterdir()] == ["s"]


def test_only_a_store_is_ever_replaced(tmp_path: Path) -> None:
    write_store([example()], tmp_path)  # an empty folder may become one
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="not a store; choose another folder"):
        write_store([example()], tmp_path)
    with pytest.raises(OutputError, match="not a store"):
        write_store([example()], tmp_path / "notes.txt")
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_what_is_not_a_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"not a store: no file articles\.parquet"):
        next(read_store(tmp_path / "none"))
    write_store([example()], tmp_path / "s")
    (tmp_path / "s" / "places.parquet").unlink()
    with pytest.raises(InputError, match=r"not a store: no file places\.parquet"):
        next(read_store(tmp_path / "s"))


@pytest.mark.parametrize("name", ["articles", "sentences", "mentions", "places"])
@pytest.mark.parametrize("damage", ["bytes", "columns", "rows"])
def test_a_damaged_store_is_refused(tmp_path: Path, name: str, damage: str) -> None:
    write_store([example("a"), example("b")], tmp_path)
    path = tmp_path / f"{name}.parquet"
    table = parquet.read_table(path)
    if damage == "bytes":
        path.write_bytes(b"PAR1")
    elif damage == "columns":
        parquet.write_table(pa.table({"id": ["a"]}), path)
    elif name == "articles":
        parquet.write_table(table.take([1, 0]), path)
    else:
        parquet.write_table(table.slice(1), path)
    with pytest.raises(InputError, match=r"make (it|the store) anew") as caught:
        list(read_store(tmp_path))
    assert str(caught.value).isprintable()


# The atomic replacement that every output goes through


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "new" / "deep" / "a.txt"
    with replacing(target) as unfinished:
        assert unfinished.name == "a.txt"
        unfinished.write_text("مالي", encoding="utf-8")
        assert not target.exists()
    assert target.read_text(encoding="utf-8") == "مالي"
    plain = tmp_path / "plain.txt"
    plain.touch()
    assert target.stat().st_mode == plain.stat().st_mode


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "a.txt"
    target.write_text("قديم", encoding="utf-8")
    with pytest.raises(error), replacing(target) as unfinished:  # noqa: PT012 - the block's failure is the subject
        unfinished.write_text("جديد", encoding="utf-8")
        raise error
    assert contents(tmp_path) == {"a.txt": "قديم".encode()}


def test_a_place_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "folder.csv" / "precious").touch()
    for target in (tmp_path / "file" / "a.txt", tmp_path / "folder.csv", tmp_path / ("نص" * 200)):
        with pytest.raises(OutputError, match="cannot be written: ") as caught, replacing(target) as unfinished:
            unfinished.write_text("x", encoding="utf-8")
        assert str(caught.value).startswith(f"{target}: ")
        assert "\n" not in str(caught.value)
    assert (tmp_path / "folder.csv" / "precious").exists()


def test_a_full_disk_is_reported(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="No space left on device"), replacing(tmp_path / "a.txt"):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []
