"""Tiles from the network: only where a server hands out the map. No test asks the real service for any."""

import re
from base64 import b64decode
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from browser.conftest import REPORT_VIOLATIONS, Seen
from browser.samples import PHRASES
from geomap import reasons
from geomap.records import Geoparse
from geomap.render.html import write_html

HOST = "https://tile.openstreetmap.org/"
RED = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==")
"""A red picture."""
MARKS = "html[data-ready]"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


@pytest.fixture(scope="module")
def folder(articles: list[Geoparse], tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tiles")
    with pytest.MonkeyPatch.context() as patch:
        for code, wording in PHRASES.items():
            patch.setitem(reasons.PHRASES, code, wording)
        write_html(articles, made / "tiled.html", online_tiles=True)
        write_html(articles, made / "plain.html")
    return made


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as started:
        thread = Thread(target=started.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{started.server_port}/"
        started.shutdown()
        thread.join()


@pytest.fixture
def tiles() -> list[Request]:
    """The requests for tiles."""
    return []


@pytest.fixture
def page(browser: Browser, tiles: list[Request]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.add_init_script(REPORT_VIOLATIONS)
    seen = Seen()

    def answer(route: Route) -> None:
        tiles.append(route.request)
        route.fulfill(body=RED, content_type="image/png", headers={"Access-Control-Allow-Origin": "*"})

    context.route(f"{HOST}**", answer)
    opened = context.new_page()
    seen.watch(opened)
    yield opened
    context.close()
    elsewhere = [
        url for url in seen.requests if not url.startswith((HOST, "http://127.0.0.1:", "file:", "blob:", "data:"))
    ]
    assert (elsewhere, seen.console, seen.errors, seen.dialogs) == ([], [], [], [])


COLOR = """async (bytes) => {
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d");
  context.drawImage(bitmap, 0, 0);
  return [...context.getImageData(300, 300, 1, 1).data];
}"""
"""The color of one point of a picture."""


def test_a_served_map_lies_on_tiles(page: Page, server: str, tiles: list[Request]) -> None:
    page.goto(f"{server}tiled.html#view=31,16,8")
    page.wait_for_selector(".leaflet-tile-loaded")
    assert tiles
    assert {request.headers.get("referer") for request in tiles} == {server}, "as the service requires"
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("© OpenStreetMap contributors · GeoNames")
    link = page.get_by_role("link", name="OpenStreetMap")
    assert link.get_attribute("href") == "https://www.openstreetmap.org/copyright"
    expect(page.locator(".notice")).to_have_count(0)
    expect(page.locator(".name.point").first).to_be_visible()
    page.evaluate("void map_articles.setZoom(18, { animate: false })")
    assert page.evaluate("map_articles.getZoom()") == 18


def test_the_picture_of_a_served_map_has_the_tiles(page: Page, server: str) -> None:
    page.goto(f"{server}tiled.html#view=25,25,8")
    page.wait_for_function("() => document.querySelectorAll('.leaflet-tile-loaded').length > 8")
    page.locator("#export summary").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="PNG").click()
    picture = list(Path(saved.value.path()).read_bytes())
    assert page.evaluate(COLOR, picture)[:3] == [255, 0, 0]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_map_on_the_disk_says_why_it_has_no_tiles(
    page: Page, folder: Path, tiles: list[Request], language: str
) -> None:
    page.goto((folder / "tiled.html").as_uri() + f"#lang={language}&view=31,16,8")
    page.wait_for_selector(MARKS)
    note = page.locator(".notice")
    expect(note).to_contain_text("لا تُحمَّل إلا" if language == "ar" else "loads only when a server")
    expect(page.locator(".leaflet-control-attribution")).not_to_contain_text("OpenStreetMap")
    note.get_by_role("button").press("Enter")
    expect(note).to_have_count(0)
    page.evaluate("void map_articles.panBy([300, 0], { animate: false })")
    assert page.locator(".leaflet-tile").count() == 0
    assert tiles == []


@pytest.mark.parametrize("served", [True, False])
def test_a_map_made_without_tiles_never_asks_for_any(
    page: Page, folder: Path, server: str, tiles: list[Request], *, served: bool
) -> None:
    page.goto(f"{server}plain.html" if served else (folder / "plain.html").as_uri())
    page.wait_for_selector(MARKS)
    expect(page.locator(".notice")).to_have_count(0)
    assert page.locator(".leaflet-tile").count() == 0
    assert tiles == []


def policy(path: Path) -> dict[str, str]:
    """Read the directives of a page's policy."""
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', path.read_text(encoding="utf-8"))
    assert found is not None
    return {name: values for name, _, values in (part.partition(" ") for part in found[1].split("; "))}


def test_only_the_tiles_host_may_send_pictures(folder: Path) -> None:
    tiled, plain = policy(folder / "tiled.html"), policy(folder / "plain.html")
    assert tiled.pop("img-src") == "data: https://tile.openstreetmap.org"
    assert plain.pop("img-src") == "data:"
    assert tiled.keys() == plain.keys()
    assert tiled["default-src"] == "'none'"
    assert "http" not in "".join(tiled.values())
