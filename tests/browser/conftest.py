"""A browser without a network, looking at maps on the disk and keeping account of all that should not happen."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

from browser.samples import LOCATED_TEXT, PHRASES, hostile, seeds
from geomap import reasons
from geomap.gazetteer import Gazetteer
from geomap.pipeline import geoparse
from geomap.records import Article, Geoparse
from geomap.render.html import write_html

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error("policy", event.violatedDirective, event.sourceFile, event.lineNumber, event.sample));
"""


@dataclass(kw_only=True)  # without slots: Playwright leaves a mark on the owner of a listener
class Seen:
    """What a page did beside showing itself."""

    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("request", lambda request: self.requests.append(request.url.partition("#")[0]))
        page.on("console", lambda message: self.console.append(message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", self.dismiss)

    def dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        if os.environ.get("GEOMAP_REQUIRE_BROWSER") == "1":
            pytest.fail(f"{CHROMIUM} is missing; install Chromium or unset GEOMAP_REQUIRE_BROWSER")
        pytest.skip(f"{CHROMIUM} is missing")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield started
        started.close()


def written(path: Path, geoparses: Sequence[Geoparse]) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        for code, wording in PHRASES.items():
            patch.setitem(reasons.PHRASES, code, wording)
        write_html(geoparses, path)
    return path


@pytest.fixture(scope="session")
def articles() -> list[Geoparse]:
    return list(seeds())


@pytest.fixture(scope="session")
def hostile_articles() -> list[Geoparse]:
    return list(hostile())


@pytest.fixture(scope="session")
def seed_map(articles: list[Geoparse], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("maps") / "seeds.html", articles)


@pytest.fixture(scope="session")
def hostile_map(hostile_articles: list[Geoparse], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("maps") / "hostile.html", hostile_articles)


@pytest.fixture(scope="session")
def located_article(gazetteer: Gazetteer) -> Geoparse:
    return geoparse(Article(id="a", text=LOCATED_TEXT), gazetteer)


@pytest.fixture(scope="session")
def located_map(located_article: Geoparse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("maps") / "seeds.html"
    write_html([located_article], path)
    return path


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a map at a hash; when the test is over, nothing but the file itself may have been asked for."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_offline(True)
    context.add_init_script(REPORT_VIOLATIONS)
    seen = Seen()

    def opened(path: Path, fragment: str = "") -> Page:
        page = context.new_page()
        seen.watch(page)
        page.goto(path.as_uri() + fragment)
        page.wait_for_selector("html[data-ready]")
        return page

    yield opened
    context.close()
    assert [url for url in seen.requests if not url.endswith(("/seeds.html", "/hostile.html", "/generated.html"))] == []
    assert seen.console == []
    assert seen.errors == []
    assert seen.dialogs == []
