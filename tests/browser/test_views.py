"""Ways of seeing: points, clusters and heat, two sets of articles compared, the legend, and the base map's names."""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import combinations
from math import hypot
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from packs import tables_of
from playwright.sync_api import Page, expect

from benchmarks.generated import corpus
from browser.pages import symbols
from browser.samples import resolution, sentences
from geomap.records import Article, Geoparse, Kind, Place
from geomap.render.html import write_html

Visit = Callable[..., Page]
REACH = 60
"""Pixels between two clusters, at least: as in `clusters.js`."""

HEAT = """([x, y]) => {
  const canvas = document.querySelector(".leaflet-heat-pane canvas");
  const box = canvas.getBoundingClientRect();
  const map = map_articles.getContainer().getBoundingClientRect();
  const at = [map.left + x - box.left, map.top + y - box.top].map((value, axis) =>
    Math.floor((value * [canvas.width, canvas.height][axis]) / [box.width, box.height][axis]));
  const copy = new OffscreenCanvas(1, 1).getContext("2d");
  copy.drawImage(canvas, ...at, 1, 1, 0, 0, 1, 1);
  const [red, green, blue, alpha] = copy.getImageData(0, 0, 1, 1).data;
  if (!alpha) return null;
  const shade = "#" + [red, green, blue].map((value) => value.toString(16).padStart(2, "0")).join("");
  const style = getComputedStyle(document.documentElement);
  const channel = (color, at) => parseInt(color.slice(at, at + 2), 16);
  return [1, 2, 3, 4, 5, 6].find((step) => {
    const wanted = style.getPropertyValue(`--heat-${step}`).trim();
    return [1, 3, 5].every((at) => Math.abs(channel(wanted, at) - channel(shade, at)) <= 1);
  });
}"""
"""Which of the legend's colors the heat has at a point of the map; null where it has none."""


def place(name: str, latitude: float, longitude: float, sort: str = "P.PPL") -> Place:
    feature_class, _, feature_code = sort.partition(".")
    return Place(
        id=f"geomap:{name}",
        name=name,
        name_ar=name,
        latitude=latitude,
        longitude=longitude,
        feature_class=feature_class,
        feature_code=feature_code,
    )


TWINS = (place("twin-1", 30.0, 20.0), place("twin-2", 30.0, 20.0))
NEIGHBOR = place("neighbor", 30.0, 20.4)
SURE, LIKELY, DOUBTFUL = place("sure", 45.0, 5.0), place("likely", 45.0, 15.0), place("doubtful", 45.0, 25.0)
COUNTRY = place("country", 20.0, 5.0, "A.PCLI")
MOUNTAIN, RIVER, HOSPITAL = (
    place("mountain", 10.0, 5.0, "T.MT"),
    place("river", 10.0, 15.0, "H.STM"),
    place("hospital", 10.0, 25.0, "S.HSP"),
)
SCORES = {SURE.id: 0.95, LIKELY.id: 0.8, DOUBTFUL.id: 0.55}


def article(name: str, places: Iterable[Place]) -> Geoparse:
    """An article that mentions each of the places once, under its name."""
    listed = list(places)
    text = " ".join(found.name for found in listed) + "."
    (where,) = sentences(name, text)
    starts = [sum(len(found.name) + 1 for found in listed[:number]) for number in range(len(listed))]
    found = (
        replace(resolution(where, start, own.name, Kind.LITERAL, own), score=SCORES.get(own.id, 0.9), evidence=())
        for start, own in zip(starts, listed, strict=True)
    )
    return Geoparse(article=Article(id=name, text=text), sentences=(where,), resolutions=tuple(found))


ARTICLES = [
    article("one", [*TWINS, NEIGHBOR, SURE, SURE, SURE, COUNTRY, COUNTRY]),
    article("two", [LIKELY, DOUBTFUL, SURE, COUNTRY]),
    article("three", [MOUNTAIN, RIVER, HOSPITAL]),
]


@pytest.fixture(scope="module")
def small_map(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("maps") / "generated.html"
    write_html(ARTICLES, path)
    return path


@pytest.fixture(scope="module")
def generated() -> list[Geoparse]:
    return list(corpus(mentions=1500, articles=60, places=120, seed=7))


@pytest.fixture(scope="module")
def generated_map(generated: list[Geoparse], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("maps") / "generated.html"
    write_html(generated, path)
    return path


def place_ids(path: Path) -> list[str]:
    return list(tables_of(path.read_text(encoding="utf-8"))["places"]["id"])


def counts_of(geoparses: Iterable[Geoparse], kinds: Iterable[str] = ("literal",), score: int = 0) -> Counter[str]:
    """Mentions of each place, by its id, that pass filters by kind and score."""
    return Counter(
        found.place.id
        for geoparse in geoparses
        for found in geoparse.resolutions
        if found.place and found.mention.kind.value in kinds and round(found.score, 4) >= score / 100
    )


def parts_of(symbol: dict[str, Any]) -> list[float]:
    """The shares of the sets in a symbol's mentions."""
    return [share["part"] for share in symbol["look"]["shares"]]


def symbol_of(page: Page, path: Path, wanted: Place) -> dict[str, Any]:
    row = place_ids(path).index(wanted.id)
    return next(found for found in symbols(page) if row in found["rows"])


def test_the_view_is_switched_by_mouse_and_keyboard_and_stands_in_the_address(visit: Visit, small_map: Path) -> None:
    page = visit(small_map)
    switch = page.get_by_role("group", name="طريقة العرض")
    expect(switch.get_by_role("radio", name="نقاط")).to_be_checked()
    switch.get_by_role("radio", name="مجموعات").click()
    page.wait_for_url("**#*mode=clusters*")
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**#*mode=heat*")
    assert page.evaluate("document.activeElement.value") == "heat"
    again = visit(small_map, "#mode=heat&lang=en")
    expect(again.get_by_role("radio", name="Heat")).to_be_checked()


@pytest.mark.parametrize("seed", range(6))
def test_clusters_hold_each_place_once_with_exactly_the_filtered_mentions(
    visit: Visit, generated_map: Path, generated: list[Geoparse], seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311  # no secret hangs on it
    kinds = rng.sample([kind.value for kind in Kind], rng.randint(1, 3))
    score = rng.choice([0, 60, 85])
    chosen = rng.sample(generated, rng.randint(1, 40))
    expected = counts_of(chosen, kinds, score)
    parts = [("mode", "clusters"), ("kinds", ",".join(kinds)), ("score", str(score)), ("view", f"25,30,{2 + seed / 2}")]
    page = visit(generated_map, "#" + urlencode([*parts, *(("only", found.article.id) for found in chosen)]))
    ids = place_ids(generated_map)
    drawn = symbols(page)
    assert Counter(ids[row] for found in drawn for row in found["rows"]) == Counter(dict.fromkeys(expected, 1))
    for found in drawn:
        own = [expected[ids[row]] for row in found["rows"]]
        assert own[0] == max(own)
        if len(own) > 1:
            assert int(found["look"]["count"].replace(",", "")) == sum(own)
    assert all(hypot(a["x"] - b["x"], a["y"] - b["y"]) >= REACH for a, b in combinations(drawn, 2))
    assert f"الإشارات: {sum(expected.values()):,}" in page.inner_text("#summary")


def click(page: Page, found: dict[str, Any]) -> None:
    box = page.locator(".folium-map").bounding_box()
    assert box
    page.mouse.click(box["x"] + found["x"], box["y"] + found["y"])


def test_a_cluster_opens_to_its_places_or_to_their_list(visit: Visit, small_map: Path) -> None:
    page = visit(small_map, "#mode=clusters&view=30,20,5")
    before = symbol_of(page, small_map, NEIGHBOR)
    assert len(before["rows"]) == 3
    click(page, before)
    page.wait_for_function("() => map_articles.getZoom() > 5")
    twins = symbol_of(page, small_map, TWINS[0])
    assert len(twins["rows"]) == 2
    assert symbol_of(page, small_map, NEIGHBOR)["rows"] == [place_ids(small_map).index(NEIGHBOR.id)]
    click(page, twins)
    listed = page.locator(".crowd button")
    assert [text.strip() for text in listed.locator("bdi").all_text_contents()] == ["twin-1", "twin-2"]
    expect(listed.first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#view h2")).to_have_text("twin-2")
    expect(page.locator(".crowd")).to_have_count(0)


def test_clusters_part_and_join_with_the_zoom(visit: Visit, generated_map: Path) -> None:
    page = visit(generated_map, "#mode=clusters&view=30,30,3")
    far = len(symbols(page))
    page.evaluate("void map_articles.setZoom(6, { animate: false })")
    near = len(symbols(page))
    page.evaluate("void map_articles.setZoom(3, { animate: false })")
    assert far < near
    assert len(symbols(page)) == far


def test_heat_counts_mentions_at_locations_and_none_at_areas(visit: Visit, small_map: Path) -> None:
    page = visit(small_map, "#mode=heat&view=25,15,4")
    spots = {found.id: symbol_of(page, small_map, found) for found in (SURE, LIKELY, COUNTRY)}
    assert page.evaluate(HEAT, [spots[SURE.id]["x"], spots[SURE.id]["y"]]) == 2  # four mentions: from 2 on, under 5
    assert page.evaluate(HEAT, [spots[LIKELY.id]["x"], spots[LIKELY.id]["y"]]) == 1
    assert page.evaluate(HEAT, [spots[COUNTRY.id]["x"], spots[COUNTRY.id]["y"]]) is None
    assert page.locator(".legend .band").all_text_contents() == ["1", "2"]
    only_two = visit(small_map, "#mode=heat&view=25,15,4&only=two")
    assert only_two.evaluate(HEAT, [spots[SURE.id]["x"], spots[SURE.id]["y"]]) == 1
    assert only_two.locator(".legend .band").all_text_contents() == ["1"]
    points = visit(small_map, "#view=25,15,4")
    expect(points.locator(".leaflet-heat-pane canvas")).to_be_hidden()


def test_certainty_and_type_are_told_by_fill_and_shape(visit: Visit, small_map: Path) -> None:
    page = visit(small_map, "#view=25,15,4")
    fills = [symbol_of(page, small_map, found)["look"]["fillOpacity"] for found in (SURE, LIKELY, DOUBTFUL)]
    assert fills == sorted(fills, reverse=True)
    assert len(set(fills)) == 3
    found = {own.name: symbol_of(page, small_map, own)["look"]["shape"] for own in (SURE, MOUNTAIN, RIVER, HOSPITAL)}
    assert found == {"sure": "round", "mountain": "triangle", "river": "diamond", "hospital": "square"}
    assert page.locator(".legend polygon").count() == 3
    cities = visit(small_map, "#only=two").locator(".legend")
    expect(cities.locator("polygon")).to_have_count(0)
    page.get_by_text("مفتاح الخريطة").click()
    expect(page.get_by_text("الثقة في المكان")).to_be_hidden()


def keep(page: Page, number: int, button: str) -> None:
    page.click("#tab-articles")
    page.locator(".row.article").nth(number).get_by_role("button").first.click()
    page.locator("#compare").get_by_role("button", name=button).click()


def set_counts(page: Page) -> dict[str, tuple[int, int]]:
    """Name of each place in the list → its mentions in the first and the second set."""
    names = page.locator(".row.place .first").all_text_contents()
    texts = page.locator(".row.place .count").all_text_contents()
    return {name: (int(text.split()[1]), int(text.split()[4])) for name, text in zip(names, texts, strict=True)}


def test_two_sets_are_kept_compared_linked_and_left(visit: Visit, small_map: Path) -> None:
    page = visit(small_map, "#lang=en")
    expect(page.locator("#compare")).to_be_hidden()
    keep(page, 0, "Keep these articles as A")
    assert "A n" not in page.inner_text("#compare")
    expect(page.get_by_text("Now choose other articles")).to_be_visible()
    keep(page, 1, "Keep these articles as B")
    expect(page.locator("#tally")).to_have_text("Places: only in A 3 · only in B 2 · in both 2")
    page.click("#tab-places")
    compared = {
        "sure": (3, 1),
        "country": (2, 1),
        "twin-1": (1, 0),
        "twin-2": (1, 0),
        "neighbor": (1, 0),
        "likely": (0, 1),
        "doubtful": (0, 1),
    }
    assert set_counts(page) == compared
    parts = {name: parts_of(symbol_of(page, small_map, own)) for name, own in (("sure", SURE), ("country", COUNTRY))}
    assert parts == {"sure": [0.75, 0.25], "country": pytest.approx([2 / 3, 1 / 3])}
    page.wait_for_url("**#*compare=ab&a.only=one&b.only=two*")
    linked = visit(small_map, "#" + page.url.partition("#")[2])
    assert set_counts(linked) == compared
    expect(linked.locator(".legend")).to_contain_text("Only in A")
    linked.get_by_role("button", name="Leave the comparison").click()
    expect(linked.locator("#compare")).to_be_hidden()
    assert linked.locator(".row.place").count() == 10


@pytest.mark.parametrize("seed", range(4))
def test_sets_by_source_and_article_count_as_the_records_do(
    visit: Visit, generated_map: Path, generated: list[Geoparse], seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311  # no secret hangs on it
    sources = rng.sample(sorted({found.article.source for found in generated}), 6)
    first = [found for found in generated if found.article.source in sources]
    second = rng.sample(generated, 12)  # some of which are in the first set too
    a, b = counts_of(first), counts_of(second)
    parts = [("lang", "en"), ("compare", "ab"), *(("a.source", source) for source in sources)]
    page = visit(generated_map, "#" + urlencode([*parts, *(("b.only", found.article.id) for found in second)]))
    only_a, only_b, both = len(a.keys() - b.keys()), len(b.keys() - a.keys()), len(a.keys() & b.keys())
    expect(page.locator("#tally")).to_have_text(f"Places: only in A {only_a} · only in B {only_b} · in both {both}")
    union = {found.article.id: found for found in (*first, *second)}
    assert f"mentions: {counts_of(union.values()).total():,} " in page.inner_text("#summary")
    ids = place_ids(generated_map)
    for found in symbols(page):
        (key,) = (ids[row] for row in found["rows"])
        expected = [count / (a[key] + b[key]) for count in (a[key], b[key]) if count]
        assert parts_of(found) == pytest.approx(expected)


def test_seas_and_cities_are_named_in_the_language_of_the_page(visit: Visit, small_map: Path) -> None:
    page = visit(small_map, "#view=32,30,6")
    names = page.locator(".name").all_text_contents()
    assert {"القاهرة", "الإسكندرية", "بيروت", "لبنان", "خليج السويس"} <= set(names)
    english = visit(small_map, "#view=32,30,6&lang=en").locator(".name").all_text_contents()
    assert {"Cairo", "Alexandria", "Beirut", "Lebanon", "Gulf of Suez"} <= set(english)
    far = visit(small_map, "#view=32,30,3.5").locator(".name").all_text_contents()
    assert "البحر الأبيض المتوسط" in far
    assert "الإسكندرية" not in far


def test_a_city_that_articles_name_is_not_named_twice(visit: Visit, seed_map: Path) -> None:
    names = visit(seed_map, "#view=32,16,6").locator(".name").all_text_contents()
    assert names.count("طرابلس") == 1


def test_a_place_with_room_is_named_below_itself_wherever_it_stands(visit: Visit, small_map: Path) -> None:
    page = visit(small_map, "#view=45,15,5")
    for step in range(4):
        page.evaluate("(step) => void map_articles.panBy([step, 1], { animate: false })", step)
        top = page.locator(".folium-map").bounding_box()
        assert top
        for own in (SURE, LIKELY, DOUBTFUL):
            name = page.locator(".name.point", has_text=own.name).bounding_box()
            symbol = symbol_of(page, small_map, own)
            assert name
            assert 0 < name["y"] - top["y"] - symbol["y"] - symbol["radius"] < 8
            assert name["x"] - top["x"] < symbol["x"] < name["x"] - top["x"] + name["width"]


DRAWN_DASHED = """() => {
  let found = 0;
  map_articles.eachLayer(({ options: { pane, dashArray, stroke } }) => {
    if (pane === "basemap" && dashArray && stroke) found += 1;
  });
  return found;
}"""


def test_disputed_borders_are_dashed_and_can_be_left_out(visit: Visit, small_map: Path) -> None:
    page = visit(small_map, "#lang=en")
    assert page.evaluate(DRAWN_DASHED) == 1
    page.get_by_label("Disputed borders").uncheck()
    assert page.evaluate(DRAWN_DASHED) == 0
    expect(page.get_by_label("Disputed borders")).to_be_focused()
    page.wait_for_url("**#*disputed=0*")
    assert visit(small_map, "#disputed=0").evaluate(DRAWN_DASHED) == 0


PIXEL = """([x, y]) => {
  const canvas = document.querySelector(".leaflet-places-pane canvas");
  const [box, map] = [canvas, map_articles.getContainer()].map((element) => element.getBoundingClientRect());
  const copy = new OffscreenCanvas(1, 1).getContext("2d");
  copy.drawImage(canvas, box.left - map.left - x, box.top - map.top - y, box.width, box.height);
  const [red, green, blue, alpha] = copy.getImageData(0, 0, 1, 1).data;
  return alpha && "#" + [red, green, blue].map((value) => value.toString(16).padStart(2, "0")).join("");
}"""
"""The color of the symbols' canvas at a point of the map, or 0 where nothing is drawn."""


def test_a_symbol_is_drawn_where_it_stands_and_stays_there(visit: Visit, small_map: Path) -> None:
    page = visit(small_map, "#view=45,10,4")
    for change in ("panBy([40, -30], { animate: false })", "setZoom(5.5, { animate: false })"):
        page.evaluate(f"void map_articles.{change}")
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        found = symbol_of(page, small_map, SURE)
        assert page.evaluate(PIXEL, [found["x"], found["y"]]) == found["look"]["fillColor"]
        assert page.evaluate(PIXEL, [found["x"] + found["radius"] + 4, found["y"]]) == 0
        at = page.evaluate("map_articles.latLngToContainerPoint([45, 5])")
        assert (found["x"], found["y"]) == (at["x"], at["y"])


def test_names_and_symbols_are_larger_on_a_wall(visit: Visit, small_map: Path) -> None:
    page = visit(small_map, "#view=25,15,4")
    desk = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.name.point')).fontSize)")
    page.set_viewport_size({"width": 3840, "height": 2160})
    page.reload()
    page.wait_for_selector("html[data-ready]")
    wall = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.name.point')).fontSize)")
    assert wall == 1.5 * desk
    assert page.evaluate("document.documentElement.scrollWidth") == 3840
