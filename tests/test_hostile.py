import json
import subprocess
import sys
from itertools import groupby
from operator import itemgetter
from typing import Any

import pytest
from conftest import REFUSED, Hostile
from packs import tables_of

TRIPOLI = "geonames:2210247"


@pytest.fixture(scope="module")
def extracted(mapped: Hostile) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603  # geomap itself
        [sys.executable, "-m", "geomap.cli", "extract", str(mapped.folder)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def page(mapped: Hostile) -> str:
    return mapped.map.read_bytes().decode()


@pytest.fixture(scope="module")
def data(page: str) -> dict[str, Any]:
    """The tables in the page."""
    return tables_of(page)


def records(done: "subprocess.CompletedProcess[str]") -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.split("\n")[:-1]]


def complaints(done: "subprocess.CompletedProcess[str]") -> list[str]:
    return [line for line in done.stderr.split("\n") if line.startswith("geomap: ")]


def test_each_unreadable_file_costs_one_line(mapped: Hostile, extracted: "subprocess.CompletedProcess[str]") -> None:
    for done in (mapped.done, extracted):
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        lines = complaints(done)
        assert len(lines) == len(REFUSED)
        for line, (name, (_, what)) in zip(lines, REFUSED.items(), strict=True):
            assert line.startswith(f"geomap: {mapped.folder / name}")
            assert what in line


def test_every_other_article_is_mapped(mapped: Hostile, data: dict[str, Any]) -> None:
    assert f"hostile.html: {len(mapped.texts)} articles, " in mapped.done.stderr
    articles = data["articles"]
    assert dict(zip(articles["id"], articles["text"], strict=True)) == mapped.texts


def test_every_article_has_its_mention_at_its_place(
    mapped: Hostile, extracted: "subprocess.CompletedProcess[str]"
) -> None:
    found = {name: list(group) for name, group in groupby(records(extracted), itemgetter("article"))}
    assert found.keys() == mapped.texts.keys()
    for name, mentions in found.items():
        for mention in mentions:
            assert mapped.texts[name][mention["start"] : mention["end"]] == mention["surface"]
        assert (TRIPOLI, mapped.texts[name].index("طرابلس")) in {
            (mention["place_id"], mention["start"]) for mention in mentions
        }


def test_offsets_in_the_page_count_utf16_units(mapped: Hostile, data: dict[str, Any]) -> None:
    sentences, mentions, articles = data["sentences"], data["mentions"], data["articles"]
    tripoli = data["places"]["id"].index(TRIPOLI)
    marked = set()
    columns = (mentions[column] for column in ("sentence", "start", "end", "place"))
    for sentence, start, end, place in zip(*columns, strict=True):
        article = sentences["article"][sentence]
        assert sentences["start"][sentence] <= start < end <= sentences["end"][sentence]
        units = articles["text"][article].encode("utf-16-le")[2 * start : 2 * end]
        if place == tripoli and units.decode("utf-16-le") == "طرابلس":
            marked.add(articles["id"][article])
    assert marked == mapped.texts.keys()


def test_templates_are_not_executed(page: str, data: dict[str, Any]) -> None:
    held = json.dumps(data)
    assert held.count("{{7*7}}") >= 4, "a text, the record's id, title and text, and words quoted in reasons"
    assert "{{7*7}}" not in page, "not but in the packs"
    for written in ("{% raw {# {{ self }}", "{%- include 'x' -%}", "{% endraw %}", "`${alert(1)}`", "${alert(2)}"):
        assert written in held


def test_nothing_hostile_stands_in_the_page_itself(page: str) -> None:
    assert "<img" not in page
    assert "javascript:" not in page
