"""Definite descriptions on the map: a layer that is off at first."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geomap.gazetteer import Gazetteer
from geomap.pipeline import Settings, geoparse
from geomap.records import Article
from geomap.render.html import write_html

Visit = Callable[..., Page]
TEXT = """قتل ثلاثة في مدينة سرت الليبية أمس.
وأغلقت المدينة مداخلها، ووصل الوزير من العاصمة المصرية.
"""
BOX = "#kinds input[name=description]"


@pytest.fixture(scope="module")
def described_map(gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("maps") / "seeds.html"
    write_html([geoparse(Article(id="a", text=TEXT), gazetteer, Settings(descriptions=True))], path)
    return path


def places(page: Page) -> dict[str, str]:
    """The places listed, with their counts."""
    names = page.locator(".row.place .first").all_text_contents()
    return dict(zip(names, page.locator(".row.place .count").all_text_contents(), strict=True))


def test_the_layer_is_off_until_it_is_switched_on(visit: Visit, described_map: Path) -> None:
    page = visit(described_map)
    assert not page.is_checked(BOX)
    assert places(page) == {"سرت": "1"}
    expect(page.locator("#kinds label", has=page.locator("input[name=description]"))).to_have_text("وصف بلا اسم2")
    page.check(BOX)
    assert places(page) == {"سرت": "2", "القاهرة": "1"}
    expect(page.locator(".legend")).to_contain_text("وصف بلا اسم")
    page.uncheck(BOX)
    assert places(page) == {"سرت": "1"}


def test_its_mentions_are_marked_and_say_what_they_refer_to(visit: Visit, described_map: Path) -> None:
    page = visit(described_map, "#kinds=literal,description")
    page.locator(".row.place").filter(has_text="القاهرة").click()
    assert page.locator(".sentence mark.description").all_text_contents() == ["العاصمة"]
    expect(page.locator(".reason")).to_contain_text("عاصمة مصر (Egypt)")
    page.locator(".back").click()
    page.locator(".row.place").filter(has_text="سرت").click()
    expect(page.locator(".sentence mark.description")).to_have_text("المدينة")
    expect(page.locator(".reason").last).to_contain_text("يعود على «سرت»")
