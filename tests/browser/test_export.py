"""What a reader takes away must be what geomap itself writes for the mentions that are shown."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from base64 import b64decode, b64encode
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Hostile
from playwright.sync_api import Page, expect

from browser.pages import symbols
from browser.samples import PHRASES
from geomap import reasons
from geomap.pipeline import geoparse_all
from geomap.records import Geoparse, Kind, Relation, Resolution
from geomap.render import write
from geomap.render.chunk import MOST_ALTERNATIVES
from geomap.render.rows import context, rows

NAMES = {"geojson": "GeoJSON", "csv": "CSV", "kml": "KML", "png": "PNG"}


@pytest.fixture(autouse=True)
def _phrases(monkeypatch: pytest.MonkeyPatch) -> None:
    for code, wording in PHRASES.items():
        monkeypatch.setitem(reasons.PHRASES, code, wording)


def shown(
    geoparses: Sequence[Geoparse], kinds: Collection[Kind] = (Kind.LITERAL,), chosen: Collection[int] = range(5)
) -> list[Geoparse]:
    """Leave only the mentions that the map shows."""
    return [
        replace(
            geoparse,
            resolutions=tuple(found for found in geoparse.resolutions if found.mention.kind in kinds),
        )
        for number, geoparse in enumerate(geoparses)
        if number in chosen
    ]


@dataclass(kw_only=True)
class Taker:
    """A reader who takes away files from a map."""

    visit: Callable[..., Page]
    map: Path
    folder: Path
    page: Page | None = None

    def open(self, fragment: str = "") -> Page:
        self.page = self.visit(self.map, fragment)
        return self.page

    def take(self, suffix: str) -> Path:
        """Choose a file from the menu with the keyboard, and return where it was saved."""
        page = self.page or self.open()
        page.locator("#export summary").press("Enter")
        with page.expect_download() as saved:
            page.locator("#export button", has_text=NAMES[suffix]).press("Enter")
        assert saved.value.suggested_filename == f"geomap.{suffix}"
        path = self.folder / f"taken.{suffix}"
        saved.value.save_as(path)
        return path

    def expected(self, geoparses: Sequence[Geoparse], suffix: str) -> Path:
        """Let geomap write these."""
        path = self.folder / f"expected.{suffix}"
        write(geoparses, path)
        return path


@pytest.fixture
def taker(visit: Callable[..., Page], seed_map: Path, tmp_path: Path) -> Taker:
    return Taker(visit=visit, map=seed_map, folder=tmp_path)


@pytest.fixture
def hostile_taker(visit: Callable[..., Page], hostile_map: Path, tmp_path: Path) -> Taker:
    return Taker(visit=visit, map=hostile_map, folder=tmp_path)


def table(path: Path) -> list[list[str]]:
    """Read the cells of a CSV file, with numbers as Python writes them."""
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert not data.startswith(b"\xef\xbb\xbf\xef\xbb\xbf")
    cells = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    return [[re.sub(r"^(-?\d+)\.0$", r"\1", cell) for cell in row] for row in cells]


def placemarks(path: Path) -> list[list[object]]:
    """Read the elements of a KML file in their order: name, and text or coordinates."""
    found: list[list[object]] = []
    for element in ET.parse(path).getroot().iter():  # noqa: S314 - the file is our own
        text = (element.text or "").strip().replace("\r\n", "\n").replace("\r", "\n")
        numbers = element.tag.endswith("coordinates")
        found.append([element.tag, element.attrib, list(map(float, text.split(","))) if numbers else text])
    return found


READ: dict[str, Callable[[Path], object]] = {
    "csv": table,
    "geojson": lambda path: json.loads(path.read_text(encoding="utf-8")),
    "kml": placemarks,
}


@pytest.mark.parametrize(
    ("fragment", "kinds", "chosen"),
    [
        ("", [Kind.LITERAL], {0, 1, 2, 3, 4}),
        ("#kinds=literal,associative,demonym", list(Kind), {0, 1, 2, 3, 4}),
        ("#kinds=demonym&only=002_e52d62f420c400cf", [Kind.DEMONYM], {2}),
        ("#none=1", [Kind.LITERAL], set()),
    ],
)
def test_the_files_are_those_geomap_writes_for_what_is_shown(
    taker: Taker, articles: list[Geoparse], fragment: str, kinds: list[Kind], chosen: set[int]
) -> None:
    taker.open(fragment)
    for suffix, read in READ.items():
        assert read(taker.take(suffix)) == read(taker.expected(shown(articles, kinds, chosen), suffix))


def test_the_files_follow_a_change_of_choice(taker: Taker, articles: list[Geoparse]) -> None:
    page = taker.open()
    page.check("#kinds input[name=demonym]")
    page.click("#tab-articles")
    page.locator(".row.article input").nth(0).uncheck()
    kept = shown(articles, (Kind.LITERAL, Kind.DEMONYM), {1, 2, 3, 4})
    assert table(taker.take("csv")) == table(taker.expected(kept, "csv"))


def storable(geoparse: Geoparse) -> Geoparse:
    """Write halves of surrogate pairs as a browser does in a file, where they cannot stand."""
    article = geoparse.article
    return replace(geoparse, article=replace(article, text=re.sub("[\ud800-\udfff]", "\ufffd", article.text)))


def test_hostile_text_stays_text_in_csv(hostile_taker: Taker, hostile_articles: list[Geoparse]) -> None:
    wanted = hostile_taker.expected(list(map(storable, hostile_articles)), "csv")
    assert table(hostile_taker.take("csv")) == table(wanted)


def test_hostile_text_stays_text_in_kml(hostile_taker: Taker, hostile_articles: list[Geoparse]) -> None:
    taken = hostile_taker.take("kml")
    assert placemarks(taken) == placemarks(hostile_taker.expected(hostile_articles, "kml"))
    assert "javascript:" not in taken.read_text(encoding="utf-8")


def test_hostile_text_stays_text_in_geojson(hostile_taker: Taker, hostile_articles: list[Geoparse]) -> None:
    taken = json.loads(hostile_taker.take("geojson").read_text(encoding="utf-8"))
    texts = {geoparse.article.id: geoparse.article.text for geoparse in hostile_articles}
    assert len(taken["features"]) == sum(len(geoparse.resolutions) for geoparse in hostile_articles)
    for feature in taken["features"]:
        own = feature["properties"]
        assert texts[own["article"]][own["start"] : own["end"]] == own["surface"]
        assert own["quotation"] in texts[own["article"]]


@pytest.mark.parametrize("suffix", READ)
def test_the_files_of_a_real_hostile_map_are_those_geomap_writes(taker: Taker, mapped: Hostile, suffix: str) -> None:
    geoparses = shown(list(geoparse_all([str(mapped.folder)], lambda _: None)), chosen=range(len(mapped.texts)))
    taker.map = mapped.map
    wanted = READ[suffix](taker.expected(list(map(as_in_page, geoparses)), suffix))
    assert READ[suffix](taker.take(suffix)) == wanted


def as_in_page(geoparse: Geoparse) -> Geoparse:
    """Leave the alternatives that the page knows."""
    found = (replace(item, alternatives=item.alternatives[:MOST_ALTERNATIVES]) for item in geoparse.resolutions)
    return replace(geoparse, resolutions=tuple(found))


@pytest.mark.parametrize("fragment", ["", "#kinds=literal,associative,demonym"])
def test_mentions_at_locations_are_written_as_geomap_writes_them(
    taker: Taker, located_map: Path, located_article: Geoparse, fragment: str
) -> None:
    kinds = list(Kind) if fragment else [Kind.LITERAL]
    (wanted,) = shown([as_in_page(located_article)], kinds)
    assert {found.location.relation for found in wanted.resolutions if found.location} == set(Relation)
    taker.map = located_map
    taker.open(fragment)
    for suffix, read in READ.items():
        assert read(taker.take(suffix)) == read(taker.expected([wanted], suffix))


BORDER = "border:geonames:2215636+geonames:2464461"
FILTERED: dict[str, Callable[[Resolution], bool]] = {
    f"#at={BORDER}": lambda found: found.spot is not None and found.spot.id == BORDER,
    "#country=ML": lambda found: found.spot is not None and found.spot.country_code == "ML",
    "#score=99": lambda found: found.spot is not None and found.score >= 0.99,
}


@pytest.mark.parametrize("fragment", FILTERED)
def test_the_files_have_what_the_filters_leave(
    taker: Taker, located_map: Path, located_article: Geoparse, fragment: str
) -> None:
    (literal,) = shown([as_in_page(located_article)])
    left = tuple(filter(FILTERED[fragment], literal.resolutions))
    assert 0 < len(left) < len(literal.resolutions)
    taker.map = located_map
    taker.open(fragment.replace("+", "%2B"))
    wanted = taker.expected([replace(literal, resolutions=left)], "csv")
    assert table(taker.take("csv")) == table(wanted)


def test_paper_says_how_far_a_location_may_lie(taker: Taker, located_map: Path) -> None:
    taker.map = located_map
    page = taker.open()
    page.evaluate("window.print = () => {}")
    page.keyboard.press("Control+KeyP")
    border = page.locator("#paper section", has_text="حدود ليبيا وتونس")
    expect(border.locator("h2")).to_contain_text("موقع تقريبي · حتى 223 كم من هذه النقطة · عدد الإشارات: 2")
    expect(border.locator("li")).to_have_count(1)


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'x", 'خبر, "أول"\n', " =1", "\N{BYTE ORDER MARK}=1"]


def test_no_cell_is_a_formula(taker: Taker, hostile_articles: list[Geoparse]) -> None:
    original = storable(hostile_articles[0])
    geoparses = [
        replace(original, article=replace(original.article, id=f"{text}{number}", title=text, source=text))
        for number, text in enumerate(FORMULAS)
    ]
    taker.map = taker.folder / "hostile.html"
    write(geoparses, taker.map)
    taken = table(taker.take("csv"))
    assert taken == table(taker.expected(geoparses, "csv"))
    inert = [f"'{text}" if text[0] in "=+-@\t\r" else text for text in FORMULAS]
    assert [row[19] for row in taken[1::2]] == [row[21] for row in taken[1::2]] == inert


def test_the_menu_closes_on_escape_and_outside(taker: Taker) -> None:
    page = taker.open()
    summary, menu = page.locator("#export summary"), page.locator("#export .menu")
    for leave in (lambda: page.keyboard.press("Escape"), lambda: page.locator("h1").click()):
        summary.click()
        expect(menu).to_be_visible()
        leave()
        expect(menu).to_be_hidden()
    summary.press("Enter")
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()


LOOK = """async ([png, points]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const { width, height } = image;
  const context = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const colors = points.map((point) => {
    const { x, y } = map_articles.latLngToContainerPoint(point);
    const at = 4 * (Math.round(y) * width + Math.round(x));
    return [...data.slice(at, at + 4)];
  });
  let ink = 0;
  for (let at = 0; at < data.length; at += 4) ink += data[at] < 60 && data[at + 1] < 60 && data[at + 2] < 80;
  return { size: [width, height], colors, ink };
}"""
"""The size of a picture, its colors at points of the map, and how many pixels are as dark as names."""


def look(page: Page, picture: Path, *points: tuple[float, float]) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(LOOK, [b64encode(picture.read_bytes()).decode(), points])
    return found


def test_the_picture_is_what_the_map_shows(taker: Taker) -> None:
    page = taker.open("#view=31.2,16.6,7")
    found = look(page, taker.take("png"), (31.20892, 16.58866), (32.5, 18.5), (30.0, 14.5))
    box = page.locator("#map").bounding_box()
    assert box is not None
    assert found["size"] == [box["width"], box["height"]]
    sirte, sea, land = found["colors"]
    assert sea == [0xDB, 0xE6, 0xEC, 255]
    assert land == [0xF6, 0xF4, 0xEE, 255]
    assert sirte[0] - sirte[1] > 40, "the red of a location, lighter for a score of 0.8"


def test_the_picture_has_the_names(taker: Taker) -> None:
    page = taker.open("#view=31.2,16.6,7")
    named = look(page, taker.take("png"))
    page.evaluate("document.querySelector('.leaflet-names-pane').replaceChildren()")
    assert named["ink"] > look(page, taker.take("png"))["ink"] + 100


def test_the_picture_has_clusters_and_heat(taker: Taker) -> None:
    page = taker.open("#mode=clusters&view=31.2,16.6,4")
    cluster = next(found for found in symbols(page) if len(found["rows"]) > 1)
    ring = page.evaluate(
        "({ x, y, radius }) => Object.values(map_articles.containerPointToLatLng([x + radius - 2, y]))", cluster
    )
    (drawn,) = look(page, taker.take("png"), ring)["colors"]
    assert drawn == pytest.approx([0x3D, 0x55, 0x68, 255], abs=25)
    page.get_by_role("radio", name="كثافة").check()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    ((red, green, blue, _),) = look(page, taker.take("png"), (32.5, 17.2))["colors"]
    assert red > green > blue, "the sea off Sirte is warm"


def test_paper_has_every_place_shown_with_its_sentences(taker: Taker, articles: list[Geoparse]) -> None:
    page = taker.open()
    page.evaluate("window.print = () => {}")
    page.keyboard.press("Control+KeyP")
    paper = page.locator("#paper")
    expect(paper).to_be_attached()
    page.emulate_media(media="print")
    expect(paper.locator("canvas")).to_be_visible()
    expect(paper.locator(".legend p").first).to_be_visible()
    expect(page.locator("#panel")).to_be_hidden()
    wanted: dict[str, dict[tuple[str, int], str]] = {}
    for geoparse in articles:
        for row in rows(shown([geoparse])[0]):
            if row.name_ar is not None:
                own = wanted.setdefault(row.name_ar, {})
                own[row.article, row.sentence] = context(geoparse, row).quotation
    printed = {
        section.locator("h2 > bdi").text_content(): section.locator("li > bdi").all_text_contents()
        for section in paper.locator("section").all()
    }
    assert printed == {name: list(sentences.values()) for name, sentences in wanted.items()}
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(paper).to_have_count(0)


SET_A, SEA = [0x00, 0x72, 0xB2, 255], [0xDB, 0xE6, 0xEC, 255]
"""Colors of paper, which a dark screen does not have."""


COLORS = """async (png) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 40).map(([pixel]) =>
    "#" + [0, 8, 16].map((shift) => ((pixel >>> shift) & 255).toString(16).padStart(2, "0")).join(""));
}"""
"""All colors that more than a few pixels of a picture have."""


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        ("", set()),
        ("&compare=ab&a.only=000_4c687fc5e6629840&b.only=003_2a47d67380bc8a8f", {"#0072b2", "#d55e00"}),
        ("&mode=heat", {"#fde3a7", "#fdb863"}),
    ],
)
def test_a_picture_says_what_the_colors_of_sets_and_heat_mean(taker: Taker, seen: str, told: set[str]) -> None:
    page = taker.open(f"#view=0,-140,6{seen}")  # where the sea is all that the map has
    colors = set(page.evaluate(COLORS, b64encode(taker.take("png").read_bytes()).decode()))
    assert colors & {"#0072b2", "#d55e00", "#fde3a7", "#fdb863"} == told


def test_a_dark_screen_prints_in_the_colors_of_paper(taker: Taker) -> None:
    page = taker.open("#compare=ab&a.only=000_4c687fc5e6629840&b.only=003_2a47d67380bc8a8f&view=31.2,16.6,7")
    page.emulate_media(color_scheme="dark")
    page.evaluate("window.print = () => {}")
    points = ((31.20892, 16.58866), (32.5, 18.5))
    page.keyboard.press("Control+KeyP")
    paper = page.locator("#paper canvas")
    paper.wait_for(state="attached")
    printed = taker.folder / "printed.png"
    printed.write_bytes(b64decode(paper.evaluate("(canvas) => canvas.toDataURL().split(',')[1]")))
    assert look(page, printed, *points)["colors"] == [SET_A, SEA]
    assert SEA not in look(page, taker.take("png"), *points)["colors"], "the screen is dark as before"


def test_paper_says_what_its_mentions_were_chosen_by(taker: Taker) -> None:
    one, other = "000_4c687fc5e6629840", "003_2a47d67380bc8a8f"
    page = taker.open(f"#lang=en&score=70&compare=ab&a.only={one}&b.only={other}")
    page.evaluate("window.print = () => {}")
    page.keyboard.press("Control+KeyP")
    page.locator("#paper").wait_for(state="attached")
    page.emulate_media(media="print")
    said = page.locator("#paper").inner_text()
    assert "Filters in use: Least confidence in the place: 70% or more\n" in said
    assert re.search(f"A\\s*{one}\\s+B\\s*{other}\\s+Places: .*only in A", said)


def test_hostile_text_stays_text_on_paper(hostile_taker: Taker, hostile_articles: list[Geoparse]) -> None:
    page = hostile_taker.open()
    page.evaluate("window.print = () => {}")
    page.locator("#export summary").click()
    page.get_by_role("button", name="طباعة").click()
    expect(page.locator("#paper li")).not_to_have_count(0)
    printed = page.locator("#paper li > bdi").all_text_contents()
    assert set(printed) == {context(g, row).quotation for g in hostile_articles for row in rows(g)}
    assert page.locator("#paper :is(img, script, a, b)").count() == 0
