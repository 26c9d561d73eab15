"""No view of the map may break a rule that axe-core can check."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

LIBYA = "geonames:2215636"
ARTICLE = "000_4c687fc5e6629840"
VIEWS = {
    "places": "",
    "place": f"&place={LIBYA}",
    "articles": "&tab=articles",
    "unplaced": "&tab=unplaced",
    "article": f"&article={ARTICLE}&sentence=2&place={LIBYA}&kinds=literal,demonym,associative",
}
SIZES = {"desktop": (1280, 800), "phone": (390, 844)}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=SIZES)
def page(browser: Browser, scheme: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = SIZES[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", offline=True
    )
    yield context.new_page()
    context.close()


def faults(page: Page) -> list[str]:
    """Name each rule broken, and the elements that break it."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:150]} {node.get('any', [{}])[:1]}" for rule in found for node in rule["nodes"]
    ]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_view_breaks_a_rule(page: Page, seed_map: Path, language: str) -> None:
    found = {}
    for name, view in VIEWS.items():
        page.goto("about:blank")
        page.goto(f"{seed_map.as_uri()}#lang={language}{view}")
        page.wait_for_selector("html[data-ready]")
        found[name] = faults(page)
    page.locator("#export summary").click()
    found["menu"] = faults(page)
    assert found == {name: [] for name in found}
