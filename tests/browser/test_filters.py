import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from packs import tables_of
from playwright.sync_api import Browser, Page, expect

from benchmarks.generated import corpus
from browser.pages import every_page, symbols
from geomap.records import Geoparse, Kind, Place, Resolution
from geomap.render.html import write_html
from geomap.render.placetype import place_type

Visit = Callable[..., Page]
DATES = ("2011", "2012-02", "2013-05-20", "2014-12-31T23:00:00Z", "yesterday", "2011-02-30")
"""Dates of less than a day, with a time, and that are none."""

GO = """(hash) => new Promise((resolve) => {
  addEventListener("hashchange", () => setTimeout(resolve), { once: true });
  location.hash = hash;
})"""
BOUNDS = """() => {
  const seen = map_articles.getBounds();
  return [seen.getSouth(), seen.getWest(), seen.getNorth(), seen.getEast()];
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A combination of filters, as the tests reckon it; None stands for all."""

    only: frozenset[str] | None = None
    span: tuple[str, str] | None = None
    source: frozenset[str] | None = None
    country: frozenset[str] | None = None
    type: frozenset[str] | None = None
    at: frozenset[str] | None = None
    kinds: frozenset[str] = frozenset({"literal"})
    score: int = 0
    view: tuple[float, float, float] | None = None

    def hash(self, **more: str) -> str:
        listed = [("kinds", ",".join(sorted(self.kinds))), ("score", str(self.score)), *more.items()]
        for name in ("only", "source", "country", "type", "at"):
            listed += [(name, value) for value in sorted(getattr(self, name) or ())]
        listed += zip(("from", "to"), self.span or (), strict=False)
        if self.view:
            listed += [("inview", "1"), ("view", ",".join(map(str, self.view)))]
        return urlencode(listed)


def last_day(date: str) -> str:
    """The last day that a date in `DATES`, or of a day, may mean, as text."""
    return {"2011": "2011-12-31", "2012-02": "2012-02-29"}.get(date, date[:10])


def takes_article(wanted: Wanted, geoparse: Geoparse) -> bool:
    article = geoparse.article
    if wanted.span:
        if article.date in {"", "yesterday", "2011-02-30"}:
            return False
        first, last = wanted.span
        if last_day(article.date) < first or article.date[:10].ljust(10, "-") > last:
            return False
    return (wanted.only is None or article.id in wanted.only) and (
        wanted.source is None or article.source in wanted.source
    )


def takes_place(wanted: Wanted, place: Place | None, bounds: list[float]) -> bool:
    if place is None:
        return all(test is None for test in (wanted.country, wanted.type, wanted.at, wanted.view))
    south, west, north, east = bounds
    return (
        (wanted.country is None or place.country_code in wanted.country)
        and (wanted.type is None or place_type(place) in wanted.type)
        and (wanted.at is None or place.id in wanted.at)
        and (wanted.view is None or (south <= place.latitude <= north and west <= place.longitude <= east))
    )


def expected(wanted: Wanted, geoparses: list[Geoparse], bounds: list[float]) -> list[tuple[Geoparse, Resolution]]:
    return [
        (geoparse, found)
        for geoparse in geoparses
        if takes_article(wanted, geoparse)
        for found in geoparse.resolutions
        if takes_place(wanted, found.place, bounds)
        and found.mention.kind.value in wanted.kinds
        and (found.place is None or round(found.score, 4) >= wanted.score / 100)
    ]


def drawn(rng: random.Random, geoparses: list[Geoparse]) -> Wanted:
    """Some filters at random, each set in about a third of all cases."""
    articles = [geoparse.article for geoparse in geoparses]
    places = [found.place for geoparse in geoparses for found in geoparse.resolutions if found.place]

    def some(values: list[str], most: int) -> frozenset[str] | None:
        return frozenset(rng.sample(sorted(set(values)), rng.randint(1, most))) if rng.random() < 0.35 else None

    days = sorted(f"{rng.randint(2005, 2025)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}" for _ in range(2))
    return Wanted(
        only=some([article.id for article in articles], 20),
        span=(days[0], days[1]) if rng.random() < 0.35 else None,
        source=some([article.source for article in articles], 20),
        country=some([place.country_code for place in places], 4),
        type=some([place_type(place) for place in places], 3),
        at=some([place.id for place in places], 30),
        kinds=frozenset(rng.sample([kind.value for kind in Kind], rng.randint(1, 3))),
        score=rng.choice([0, 0, 50, 75, 90]),
        view=(rng.randint(10, 40), rng.randint(0, 60), 5) if rng.random() < 0.35 else None,
    )


@pytest.fixture(scope="module")
def generated() -> list[Geoparse]:
    made = list(corpus(mentions=900, articles=40, places=80))
    for number, date in enumerate(DATES):
        made[number] = replace(made[number], article=replace(made[number].article, date=date))
    return made


@pytest.fixture(scope="module")
def generated_map(generated: list[Geoparse], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A map whose every article is a chunk of its own."""
    path = tmp_path_factory.mktemp("maps") / "generated.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("geomap.render.payload.CHUNK_SIZE", 1)
        write_html(generated, path)
    return path


def counted(page: Page, rows: str) -> dict[str, int]:
    """Name → count of the rows in the page, without those that count nothing."""
    read = """(rows) => rows.map((row) => [
      (row.querySelector(".first") ?? row.querySelector(".names")).textContent,
      Number(row.querySelector(".count").textContent.replaceAll(",", ""))])"""
    found: list[tuple[str, int]] = page.locator(rows).evaluate_all(read)
    return {name: count for name, count in found if count}


@pytest.mark.parametrize("seed", range(8))
def test_no_wrong_mention_is_left_on_the_map(
    visit: Visit, generated_map: Path, generated: list[Geoparse], seed: int
) -> None:
    page = visit(generated_map)
    ids = tables_of(generated_map.read_text(encoding="utf-8"))["places"]["id"]
    rng = random.Random(seed)  # noqa: S311  # no secret hangs on it
    for _ in range(6):
        wanted = drawn(rng, generated)
        page.evaluate(GO, wanted.hash(seed=str(rng.random())))
        bounds = page.evaluate(BOUNDS)
        kept = expected(wanted, generated, bounds)
        places = Counter(found.place for _, found in kept if found.place)
        assert sorted(ids[row] for found in symbols(page) for row in found["rows"]) == sorted(
            place.id for place in places
        ), wanted
        names = Counter[str]()
        for place, count in places.items():
            names[place.name_ar] += count
        summary = page.locator("#summary").text_content() or ""
        articles = {geoparse.article.id for geoparse, _ in kept}
        assert summary.replace(",", "") == (
            f"الأماكن: {len(places)} · الإشارات: {places.total()} · المقالات: {len(articles)} من {len(generated)}"
        )
        page.click("#tab-unplaced")
        unplaced = [found.mention.surface for _, found in kept if found.place is None]
        assert every_page(page, ".sentence mark") == unplaced


@pytest.mark.parametrize("seed", range(100, 103))
def test_each_list_counts_under_all_filters_but_its_own(
    visit: Visit, generated_map: Path, generated: list[Geoparse], seed: int
) -> None:
    wanted = drawn(random.Random(seed), generated)  # noqa: S311  # no secret hangs on it
    page = visit(generated_map, f"#{wanted.hash(tab='filters', lang='en')}")
    while page.locator("#filters .more").count():
        page.locator("#filters .more").first.click()
    bounds = page.evaluate(BOUNDS)

    def reckoned(own: dict[str, Any], name: Callable[[Geoparse, Resolution], str | None]) -> dict[str, int]:
        kept = expected(replace(wanted, **own), generated, bounds)
        named = [name(geoparse, found) for geoparse, found in kept]
        return dict(Counter(each for each in named if each is not None))

    sources = reckoned({"source": None}, lambda geoparse, _: geoparse.article.source)
    assert counted(page, "#filter-sources li") == sources
    types = reckoned({"type": None}, lambda _, found: place_type(found.place) if found.place else None)
    shown = counted(page, "#filter-types li")
    assert sorted(shown.values()) == sorted(types.values())
    countries = reckoned({"country": None}, lambda _, found: found.place.country_code if found.place else None)
    assert sorted(counted(page, "#filter-countries li").values()) == sorted(countries.values())
    kinds = reckoned({"kinds": frozenset(Kind)}, lambda _, found: found.mention.kind.value)
    for kind in Kind:
        box = page.locator(f"#kinds label:has(input[name={kind.value}]) .count")
        assert box.text_content() == f"{kinds.get(kind.value, 0):,}"
    page.click("#tab-articles")
    articles = reckoned({"only": None}, lambda geoparse, _: geoparse.article.title)
    assert counted(page, ".row.article") == articles


def test_chips_take_filters_away_one_by_one_and_together(visit: Visit, generated_map: Path) -> None:
    fresh = visit(generated_map)
    everything = fresh.locator("#summary").text_content()
    page = visit(
        generated_map, "#lang=ar&tab=filters&country=EG&type=settlement&score=60&from=2010-01-01&only=article-000009"
    )
    chips = page.locator(".chip")
    expect(chips).to_have_count(5)
    chips.nth(0).focus()
    page.keyboard.press("Enter")
    expect(chips).to_have_count(4)
    expect(chips.nth(0)).to_be_focused()
    assert "only=" not in page.evaluate("new Promise((done) => setTimeout(() => done(location.hash), 400))")
    page.click("#clear")
    expect(chips).to_have_count(0)
    assert page.locator("#summary").text_content() == everything
    expect(page.locator("#filters input:checked")).to_have_count(0)


def test_a_range_is_chosen_by_pointer_and_by_keyboard(visit: Visit, generated_map: Path) -> None:
    page = visit(generated_map, "#tab=filters&lang=en")
    box = page.locator(".histogram").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 20)
    page.mouse.up()
    first, last = page.get_by_role("slider").all()[:2]
    chosen = [first.get_attribute("aria-valuetext") or "", last.get_attribute("aria-valuetext") or ""]
    assert chosen[0][:3] in {"200", "201"}
    assert chosen[0] < "2013" < chosen[1] < "2023"
    assert page.locator(".chip").all_text_contents()[0].startswith("\N{LEFT-TO-RIGHT ISOLATE}" + chosen[0])
    first.focus()
    page.keyboard.press("Home")
    last.focus()
    page.keyboard.press("End")
    expect(page.locator(".chip")).to_have_count(0)


def test_the_view_limits_what_counts_as_it_moves(visit: Visit, generated_map: Path) -> None:
    page = visit(generated_map, "#tab=filters&view=27,30,6")
    places = tables_of(generated_map.read_text(encoding="utf-8"))["places"]
    page.get_by_label("ما يظهر الآن على الخريطة فقط").check()
    for at in ([27, 30], [40, -100], [35, 105]):
        page.evaluate("(at) => void map_articles.setView(at, 5, { animate: false })", at)
        south, west, north, east = page.evaluate(BOUNDS)
        drawn = [row for found in symbols(page) for row in found["rows"]]
        for row in drawn:
            assert south <= places["latitude"][row] <= north
            assert west <= places["longitude"][row] <= east
    assert drawn


def test_articles_can_be_inverted(visit: Visit, generated_map: Path) -> None:
    page = visit(generated_map, "#tab=articles&lang=en&only=article-000002&only=article-000005")
    page.get_by_role("button", name="Invert").click()
    unchecked = page.locator(".row.article input:not(:checked)")
    expect(unchecked).to_have_count(2)


def test_texts_come_when_they_are_shown_or_searched(
    visit: Visit, generated_map: Path, generated: list[Geoparse]
) -> None:
    page = visit(generated_map, "#tab=articles")
    sought = generated[7].article.text[:40]
    page.fill("input[type=search]", sought)
    expect(page.locator(".row.article .first")).to_have_text([generated[7].article.title])
    other = visit(generated_map)
    other.evaluate("location.hash = 'article=article-000011&sentence=3'")
    expect(other.locator("#view .text .open")).to_be_in_viewport()
    assert other.locator("#view .text").text_content() == generated[11].article.text


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("delete window.DecompressionStream", "This browser is too old"),
        ("Response.prototype.arrayBuffer = () => { throw new Error(); }", "The map's file is incomplete or damaged"),
    ],
)
def test_a_map_that_cannot_be_read_says_so(browser: Browser, generated_map: Path, script: str, said: str) -> None:
    page = browser.new_page()
    page.add_init_script(script)
    page.goto(generated_map.as_uri())
    expect(page.locator("#panel")).to_contain_text(said)
    page.close()
