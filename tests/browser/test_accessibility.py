"""No view of the map may break a rule that axe-core can check."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from browser.conftest import written
from geomap.records import Geoparse

LIBYA = "geonames:2215636"
ARTICLE = "000_4c687fc5e6629840"
VIEWS = {
    "places": "",
    "articles": "&tab=articles",
    "unplaced": "&tab=unplaced",
    "clusters": "&mode=clusters",
    "heat": "&mode=heat",
    "kept": f"&compare=a&a.only={ARTICLE}&without={ARTICLE}",
    "compared": f"&compare=ab&a.only={ARTICLE}&b.without={ARTICLE}",
    "filters": "&tab=filters&from=2026-11-02&score=30",
    "article": f"&article={ARTICLE}&sentence=2&place={LIBYA}&kinds=literal,demonym,associative",
    "place": f"&place={LIBYA}",
}
SIZES = {"desktop": (1280, 800), "phone": (390, 844)}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLORS = {"runOnly": ["color-contrast"]}
"""All that a dark map may break and a light one does not."""

TO_TOP = "() => { for (const id of ['panel', 'view']) document.getElementById(id).scrollTop = 0; }"
"""So that nothing stands half under the bar that sticks to the top, as anything may that is scrolled."""

FAULTS = """async (options) => {
  const { violations } = await axe.run(options);
  const told = ({ html, any }) => `${html.slice(0, 150)} ${any[0]?.message}`;
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${told(node)}`));
}"""

GO = """(hash) => new Promise((resolve) => {
  addEventListener("hashchange", () => setTimeout(resolve), { once: true });
  location.hash = hash;
})"""


@pytest.fixture(scope="module")
def full_map(articles: list[Geoparse], located_article: Geoparse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A map with something in every view: the seeds with dates and sources, and locations."""
    dated = [
        replace(one, article=replace(one.article, date=f"2026-11-{day:02}", source="وكالة", url="https://example.org/"))
        for day, one in enumerate(articles, start=1)
    ]
    return written(tmp_path_factory.mktemp("maps") / "full.html", [*dated, located_article])


@pytest.fixture(params=SIZES)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", offline=True)
    yield context.new_page()
    context.close()


def faults(page: Page, rules: dict[str, list[str]]) -> list[str]:
    """Name each rule broken, and the elements that break it."""
    return list(page.evaluate(FAULTS, {**rules, "resultTypes": ["violations"]}))


def states(page: Page, language: str) -> Iterator[str]:
    """Bring the map from one state to the next, and name each."""
    for name, view in VIEWS.items():
        page.evaluate(GO, f"lang={language}{view}")
        yield name
    page.locator(".wrong").first.click()
    page.locator(".correction [type=submit]").click()
    yield "form with a complaint"
    page.locator(".correction [type=radio]").first.check()
    page.locator(".correction [type=submit]").click()
    page.locator("#corrections summary").click()
    yield "corrections"
    page.locator("#export summary").click()
    yield "menu"
    page.keyboard.press("Escape")
    yield from found(page, language)
    page.keyboard.press("Escape")
    page.locator("#help-button").click()
    yield "help"


def found(page: Page, language: str) -> Iterator[str]:
    """Search for what is there, as a filter too, and for what is not."""
    page.evaluate(GO, f"lang={language}")
    for name, words, answer in (("nothing found", "لالالا", ".empty"), ("found", "ليبيا", ".sentence")):
        page.fill("#view input[type=search]", words)
        page.locator(f"section.results {answer}").first.wait_for()
        yield name
    page.locator("#keep").click()
    page.locator(".chip").first.wait_for()
    yield "found, as a filter"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_view_breaks_a_rule(page: Page, full_map: Path, language: str) -> None:
    page.goto(full_map.as_uri())
    page.wait_for_selector("html[data-ready]")
    page.evaluate(AXE_SCRIPT)
    found = {}
    for state in states(page, language):
        page.evaluate(TO_TOP)
        for scheme, rules in (("light", RULES), ("dark", COLORS)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a word is no literal in a loop
            found[state, scheme] = faults(page, rules)
    assert found == {key: [] for key in found}
