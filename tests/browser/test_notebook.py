"""The map as a notebook shows it, with other folium layers on it."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import folium
import pytest
from playwright.sync_api import Browser, Frame, Page, expect

import geomap
from browser.conftest import Seen
from browser.samples import PHRASES
from geomap import reasons
from geomap.records import Geoparse
from geomap.render.html import ArticleMap

SQUARE = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "a square"},
            "geometry": {"type": "Polygon", "coordinates": [[[10, 24], [20, 24], [20, 30], [10, 30], [10, 24]]]},
        }
    ],
}
TIP = "#map .leaflet-tooltip"


@pytest.fixture
def map_(articles: list[Geoparse], monkeypatch: pytest.MonkeyPatch) -> ArticleMap:
    for code, wording in PHRASES.items():
        monkeypatch.setitem(reasons.PHRASES, code, wording)
    return geomap.map(articles)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without a network in which nothing may go wrong."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_offline(True)
    opened = context.new_page()
    seen = Seen()
    seen.watch(opened)
    yield opened
    context.close()
    assert [url for url in seen.requests if not url.startswith(("file:", "about:", "data:", "blob:"))] == []
    assert (seen.console, seen.errors, seen.dialogs) == ([], [], [])


def shown(page: Page, map_: ArticleMap, folder: Path) -> Page:
    path = folder / "map.html"
    map_.save(str(path))
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    return page


def in_notebook(page: Page, map_: ArticleMap, folder: Path) -> Frame:
    path = folder / "notebook.html"
    path.write_text(f"<!DOCTYPE html><title>notebook</title>{map_._repr_html_()}", encoding="utf-8")
    page.goto(path.as_uri())
    page.wait_for_function("() => frames[0]?.document?.documentElement?.dataset?.ready")
    return page.frames[1]


def test_a_notebook_shows_the_map(page: Page, map_: ArticleMap, tmp_path: Path) -> None:
    frame = in_notebook(page, map_, tmp_path)
    frame.locator(".row.place").first.click()
    expect(frame.locator("#view h2")).to_have_text("الجزائر")
    frame.evaluate("void map_articles.setView([30, 10], 5.5, { animate: false })")
    frame.wait_for_url("**#*view=30*")
    assert frame.evaluate("location.href").startswith("about:srcdoc#")
    expect(frame.locator("#view h2")).to_have_text("الجزائر")
    frame.locator(".back").click()
    expect(frame.locator(".row.place")).not_to_have_count(0)


def test_other_layers_are_on_the_map(page: Page, map_: ArticleMap, tmp_path: Path) -> None:
    folium.GeoJson(SQUARE, name="square", tooltip=folium.GeoJsonTooltip(["name"], labels=False)).add_to(map_)
    folium.Marker([35, 0], popup="<b>bold</b>", tooltip="a marker").add_to(map_)
    folium.Marker([40, 5], icon=folium.Icon(color="green")).add_to(map_)
    folium.LayerControl(collapsed=False).add_to(map_)
    shown(page, map_, tmp_path)
    square = page.locator(".leaflet-overlay-pane path")
    expect(square).to_have_count(1)
    square.hover(position={"x": 5, "y": 5})
    expect(page.locator(TIP)).to_contain_text("a square")
    marker = page.locator("img.leaflet-marker-icon")
    assert marker.evaluate("(img) => img.naturalWidth") > 0
    marker.hover()
    expect(page.locator(TIP).last).to_contain_text("a marker")
    marker.click()
    expect(page.locator(".leaflet-popup-content b")).to_have_text("bold")
    assert page.locator(".leaflet-marker-pane path").get_attribute("fill") == "green"
    page.locator(".leaflet-control-layers input[type=checkbox]").first.uncheck()
    expect(square).to_have_count(0)
    expect(page.locator(".row.place")).not_to_have_count(0)


def test_circles_can_be_clicked_under_other_layers(page: Page, map_: ArticleMap, tmp_path: Path) -> None:
    folium.Circle([45, 40], radius=100_000).add_to(map_)
    shown(page, map_, tmp_path)
    at = page.evaluate("""() => {
      map_articles.setView([31.2, 16.6], 7, { animate: false });
      const { x, y } = map_articles.latLngToContainerPoint([31.20892, 16.58866]);
      const { left, top } = map_articles.getContainer().getBoundingClientRect();
      return [left + x, top + y];
    }""")
    page.mouse.click(*at)
    expect(page.locator("#view h2")).to_have_text("سرت")


def test_other_layers_are_in_the_picture(page: Page, map_: ArticleMap, tmp_path: Path) -> None:
    folium.Rectangle([[20, 10], [30, 20]], fill=True, fill_color="#00ff00", fill_opacity=1, stroke=False).add_to(map_)
    shown(page, map_, tmp_path)
    page.locator("#export summary").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="PNG").click()
    data = Path(saved.value.path()).read_bytes()
    colors = page.evaluate(
        """async (png) => {
          const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes]));
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
          const context = canvas.getContext("2d");
          context.drawImage(bitmap, 0, 0);
          const { x, y } = map_articles.latLngToContainerPoint([22, 12]);
          return [...context.getImageData(Math.round(x), Math.round(y), 1, 1).data];
        }""",
        b64encode(data).decode(),
    )
    assert colors == [0, 255, 0, 255]
