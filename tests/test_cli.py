import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree import ElementTree as ET

import pytest
from packs import tables_of
from pyarrow import parquet

SEEDS = Path(__file__).parents[1] / "seeds"
FIELDS = """
    article sentence start end surface kind score place_id name name_ar latitude longitude feature_code country_code
    uncertainty_km resolution_score reason alternatives
""".split()
PLACE_FIELDS = "place_id name name_ar latitude longitude feature_code country_code".split()
TEXT = "وصل الوفد إلى مدينة بنغازي في ليبيا.\nوعاد من مدينة بيروت اللبنانية \N{FISHING POLE AND FISH} إلى مدينة سرت.\n"

Done = subprocess.CompletedProcess[str]
Geomap = Callable[..., Done]


@pytest.fixture
def environment(cache_home: Path) -> dict[str, str]:
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return buffered | {"XDG_CACHE_HOME": str(cache_home)}


@pytest.fixture
def geomap(tmp_path: Path, environment: dict[str, str]) -> Geomap:
    """Run geomap in a folder of its own, as a user would."""

    def run(*arguments: str | Path, stdin: str = "") -> Done:
        return subprocess.run(  # noqa: S603  # geomap itself
            [sys.executable, "-m", "geomap.cli", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=environment,
            check=False,
        )

    return run


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "خبر.txt"
    path.write_bytes(TEXT.encode())
    return path


def succeeded(done: Done) -> Done:
    assert (done.returncode, "geomap: " in done.stderr, "Traceback" in done.stderr) == (0, False, False), done.stderr
    return done


def refused(done: Done) -> str:
    """Return the one line that says what the user has to correct."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("geomap")
    return line


def texts_of(drawn: Path) -> list[str]:
    """The articles' texts in a map."""
    texts: list[str] = tables_of(drawn.read_text(encoding="utf-8"))["articles"]["text"]
    return texts


def records(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


# Starting


HEAVY = """
import sys
from geomap.cli import main
try:
    main(["--help"])
except SystemExit as stop:
    assert stop.code == 0
heavy = {"folium", "pyarrow", "torch", "camel_tools", "simplemma", "geopy", "trafilatura", "marisa_trie"}
print(sorted(heavy & {name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def test_help_imports_nothing_heavy(environment: dict[str, str]) -> None:
    done = subprocess.run(  # noqa: S603  # Python itself
        [sys.executable, "-c", HEAVY], capture_output=True, encoding="utf-8", env=environment, check=True
    )
    assert done.stderr == "[]\n"
    assert all(command in done.stdout for command in ("map", "extract", "explain", "export"))


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["bogus"],
        ["map"],
        ["extract", "--bogus", "x"],
        ["export", "store"],
        ["explain"],
    ],
)
def test_a_wrong_command_line_is_told_in_one_line(geomap: Geomap, arguments: list[str]) -> None:
    assert "--help" in refused(geomap(*arguments))


# geomap map


def test_map_writes_the_same_file_each_time(geomap: Geomap, article: Path, tmp_path: Path) -> None:
    done = succeeded(geomap("map", article, SEEDS))
    assert done.stdout == ""
    written = tmp_path / "maps" / "map.html"
    assert f"{written.relative_to(tmp_path)}: 6 articles, " in done.stderr
    succeeded(geomap("map", article, SEEDS, "-o", "again.html"))
    assert written.read_bytes() == (tmp_path / "again.html").read_bytes()
    assert "وعاد من مدينة بيروت اللبنانية" in texts_of(written)[0]
    assert [path.name for path in written.parent.iterdir()] == ["map.html"], "nothing else is left there"


def test_no_order_of_sets_shows_in_what_is_written(geomap: Geomap, tmp_path: Path, environment: dict[str, str]) -> None:
    articles = Path(__file__).parent / "gold" / "ambiguous_dev_texts.jsonl"
    for seed in ("1", "2"):
        environment["PYTHONHASHSEED"] = seed
        succeeded(geomap("extract", articles, "-o", f"{seed}.jsonl"))
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


def test_a_map_can_lie_on_tiles(geomap: Geomap, article: Path, tmp_path: Path) -> None:
    succeeded(geomap("map", article, "-o", "plain.html"))
    succeeded(geomap("map", article, "-o", "tiled.html", "--online-tiles"))
    tiled = (tmp_path / "tiled.html").read_text(encoding="utf-8")
    assert "img-src data: https://tile.openstreetmap.org;" in tiled
    assert "https://tile.openstreetmap.org" not in (tmp_path / "plain.html").read_text(encoding="utf-8")


def test_only_a_map_has_tiles(geomap: Geomap, article: Path, tmp_path: Path) -> None:
    line = refused(geomap("map", article, "-o", "a.csv", "--online-tiles"))
    assert "a.csv: only the map has tiles; end the name in .html or leave out --online-tiles" in line
    assert not (tmp_path / "a.csv").exists()


def test_a_store_exports_what_was_extracted(geomap: Geomap, article: Path, tmp_path: Path) -> None:
    succeeded(geomap("map", article, SEEDS, "-o", "map.html", "--store", "store"))
    succeeded(geomap("export", "store", "-o", "exported.jsonl"))
    succeeded(geomap("export", "store", "-o", "exported.html"))
    exported = (tmp_path / "exported.jsonl").read_text(encoding="utf-8")
    assert records(exported) == records(succeeded(geomap("extract", article, SEEDS, "--descriptions")).stdout)
    assert (tmp_path / "exported.html").read_bytes() == (tmp_path / "map.html").read_bytes()


def test_exporting_what_is_no_store_is_refused(geomap: Geomap, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "empty: not a store" in refused(geomap("export", "empty", "-o", "a.csv"))
    assert not (tmp_path / "a.csv").exists()


# geomap extract


def test_extract_writes_the_fields_of_the_design(geomap: Geomap, article: Path) -> None:
    found = records(succeeded(geomap("extract", article, SEEDS)).stdout)
    assert len(found) > 100
    for record in found:
        assert list(record) == FIELDS
        assert record["kind"] in {"literal", "associative", "demonym"}
        assert record["reason"]
        placed = [record[field] is not None for field in PLACE_FIELDS]
        assert placed == [record["place_id"] is not None] * len(PLACE_FIELDS)
        assert (record["resolution_score"] == 0) == (record["place_id"] is None)


def test_offsets_are_those_of_the_files_in_text_order(geomap: Geomap, article: Path) -> None:
    texts = {path.name: path.read_bytes().decode() for path in (article, *SEEDS.iterdir())}
    found = records(succeeded(geomap("extract", article, SEEDS)).stdout)
    seeds = sorted(path.name for path in SEEDS.iterdir())
    assert list(dict.fromkeys(record["article"] for record in found)) == [article.name, *seeds]
    for name, group in groupby(found, itemgetter("article")):
        last = 0
        for record in group:
            assert last <= record["start"] < record["end"]
            assert texts[name][record["start"] : record["end"]] == record["surface"]
            last = record["end"]


def test_extract_finds_what_the_text_says(geomap: Geomap, article: Path) -> None:
    found = records(succeeded(geomap("extract", article)).stdout)
    shown = [(record["surface"], record["kind"], record["country_code"], record["sentence"]) for record in found]
    assert shown == [
        ("بنغازي", "literal", "LY", 0),
        ("ليبيا", "literal", "LY", 0),
        ("بيروت", "literal", "LB", 1),
        ("اللبنانية", "demonym", "LB", 1),
        ("سرت", "literal", "LY", 1),
    ]
    assert found[-1]["start"] == TEXT.index("سرت")


def test_extract_reads_standard_input(geomap: Geomap, article: Path) -> None:
    (record, *_) = records(succeeded(geomap("extract", "-", stdin=TEXT)).stdout)
    assert (record["article"], record["surface"]) == ("stdin", "بنغازي")
    line = json.dumps({"id": "x1", "text": TEXT}, ensure_ascii=False)
    from_lines = records(succeeded(geomap("extract", "-", stdin=f"{line}\n")).stdout)
    from_file = records(succeeded(geomap("extract", article)).stdout)
    assert from_lines == [record | {"article": "x1"} for record in from_file]


def test_extract_writes_every_format(geomap: Geomap, article: Path, tmp_path: Path) -> None:
    expected = [record["surface"] for record in records(succeeded(geomap("extract", article)).stdout)]
    for suffix in ("jsonl", "csv", "geojson", "kml", "parquet", "html"):
        done = succeeded(geomap("extract", article, "-o", f"out.{suffix}"))
        assert done.stdout == ""
        assert f"out.{suffix}: 1 articles, {len(expected)} mentions, " in done.stderr
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert [record["surface"] for record in records(lines)] == expected
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["surface"] for row in rows] == expected
    assert list(rows[0]) == [*FIELDS, "quotation", "title", "date", "source", "url"]
    table = parquet.read_table(tmp_path / "out.parquet")
    assert table.column_names == FIELDS
    assert table["surface"].to_pylist() == expected
    features = json.loads((tmp_path / "out.geojson").read_text(encoding="utf-8"))["features"]
    assert {feature["properties"]["surface"] for feature in features} == set(expected)
    kml = ET.parse(tmp_path / "out.kml")  # noqa: S314  # our own file
    assert len(kml.findall(".//{http://www.opengis.net/kml/2.2}Placemark")) > 0
    assert "</html>" in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_an_unknown_format_is_refused(geomap: Geomap, article: Path, tmp_path: Path) -> None:
    assert "out.docx: not a format that geomap writes" in refused(geomap("extract", article, "-o", "out.docx"))
    assert {path.name for path in tmp_path.iterdir()} == {article.name}


# geomap explain


def test_explain_shows_each_mention_of_a_text(geomap: Geomap) -> None:
    shown = succeeded(geomap("explain", "انتشر الجيش في مدينة طرابلس اللبنانية.")).stdout
    first, second = shown.split("\n\n")[1:]
    assert first.startswith("«طرابلس» [21, 27)  literal")
    assert "  = طرابلس (Tripoli) geonames:266826 LB PPL 34.4335, 35.8441" in first
    assert "  ≠ طرابلس (Tripoli) geonames:2210247 LY PPLC" in first
    assert "its country as stated, «اللبنانية» — بلده المذكور بجانبه «اللبنانية»" in first
    assert second.startswith("«اللبنانية» [28, 37)  demonym")


def test_explain_takes_one_article_of_an_input(geomap: Geomap) -> None:
    shown = succeeded(geomap("explain", SEEDS, "--article", "004_5dec121a016646a4.txt")).stdout
    assert shown.startswith("004_5dec121a016646a4.txt: ")
    assert "000_4c687fc5e6629840.txt" not in shown


def test_explain_refuses_an_unknown_article(geomap: Geomap) -> None:
    assert "no article has the id 17; run geomap extract" in refused(geomap("explain", SEEDS, "--article", "17"))


# What users get wrong


@pytest.mark.parametrize("command", [["map"], ["extract"], ["extract", "-o", "out.csv"]])
def test_a_missing_input_is_refused(geomap: Geomap, tmp_path: Path, command: list[str]) -> None:
    done = geomap(command[0], "nowhere.txt", *command[1:])
    first, *others = done.stderr.splitlines()
    assert done.returncode == 2
    assert first == "geomap: nowhere.txt: no such file or folder; check the path"
    assert all(other.startswith("geomap: no article could be read") for other in others)
    assert list(tmp_path.iterdir()) == []


def test_a_bad_file_among_good_ones_costs_only_itself(geomap: Geomap, article: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes("طرابلس".encode("windows-1256"))
    done = geomap("map", bad, article, "-o", "map.html")
    assert done.returncode == 2
    assert [line for line in done.stderr.splitlines() if line.startswith("geomap: ")] == [
        f"geomap: {bad}: not UTF-8 at byte 0; convert it, for instance with iconv -f windows-1256 -t utf-8"
    ]
    assert "map.html: 1 articles, 5 mentions, " in done.stderr
    assert any("وعاد من مدينة بيروت اللبنانية" in text for text in texts_of(tmp_path / "map.html"))
    assert len(records(geomap("extract", bad, article).stdout)) == 5


@pytest.mark.parametrize("output", ["file/map.html", "folder.html"])
def test_an_output_that_cannot_be_written_is_told(geomap: Geomap, article: Path, tmp_path: Path, output: str) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "folder.html" / "inside").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    assert f"geomap: {output}: cannot be written" in refused(geomap("map", article, "-o", output))
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_store_never_replaces_another_folder(geomap: Geomap, article: Path, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"mine")
    done = geomap("map", article, "-o", "map.html", "--store", "photos")
    assert done.returncode == 2
    assert "photos: is there already and is not a store" in done.stderr
    assert (tmp_path / "photos" / "a.jpg").read_bytes() == b"mine"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_an_output_whose_name_is_not_utf8_is_written(geomap: Geomap, article: Path, tmp_path: Path) -> None:
    succeeded(geomap("map", article, "-o", "\udcff.html"))
    assert (tmp_path / "\udcff.html").exists()


def test_a_cache_that_cannot_be_made_is_told(article: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    done = subprocess.run(  # noqa: S603  # geomap itself
        [sys.executable, "-m", "geomap.cli", "extract", str(article)],
        capture_output=True,
        encoding="utf-8",
        env=environment | {"XDG_CACHE_HOME": str(tmp_path / "cache")},
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert (done.returncode, len(done.stderr.splitlines())) in {(0, 0), (2, 1)}


# Standard output


def to_file(stdout: BinaryIO, environment: dict[str, str], *arguments: str | Path) -> Done:
    return subprocess.run(  # noqa: S603  # geomap itself
        [sys.executable, "-m", "geomap.cli", *map(str, arguments)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
        check=False,
    )


@pytest.mark.parametrize("command", ["extract", "explain"])
@pytest.mark.parametrize("much", [False, True], ids=["little", "much"])
def test_a_reader_may_stop_reading(
    article: Path,
    environment: dict[str, str],
    command: str,
    much: bool,  # noqa: FBT001  # a column of the table above
) -> None:
    reading, writing = os.pipe()
    os.close(reading)  # as head does, here before the first line
    with os.fdopen(writing, "wb") as closed:
        done = to_file(closed, environment, command, SEEDS if much else article)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is Linux's")
def test_a_full_disk_is_told_in_one_line(article: Path, environment: dict[str, str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = to_file(full, environment, "extract", article)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_a_lower_threshold_finds_at_least_as_much(geomap: Geomap) -> None:
    every, usual, surest = (
        geomap("extract", SEEDS, *option).stdout.splitlines()
        for option in (("--threshold", "0.2"), (), ("--threshold", "0.97"))
    )
    assert 0 < len(surest) < len(usual) <= len(every)


@pytest.mark.parametrize("text", ["0", "1", "-0.5", "nan", "half"])
def test_a_threshold_that_is_no_probability_is_refused(geomap: Geomap, text: str) -> None:
    result = geomap("extract", SEEDS, f"--threshold={text}")
    assert result.returncode == 2
    assert "between 0 and 1" in result.stderr
    assert not result.stdout
