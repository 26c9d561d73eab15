import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from browser.pages import symbols
from browser.samples import HOSTILE_PLACE, TRIPOLI
from geomap.records import Geoparse, Kind, Resolution

Visit = Callable[..., Page]
LIBYA = "geonames:2215636"

CONTRAST = """(names) => {
  const [high, low] = names.map((name) => {
    const color = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }).sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}"""
"""Contrast of two colors named in the style sheet, as WCAG 2 reckons it."""


def resolutions(geoparses: Iterable[Geoparse], *kinds: Kind) -> list[Resolution]:
    wanted = kinds or (Kind.LITERAL,)
    return [found for geoparse in geoparses for found in geoparse.resolutions if found.mention.kind in wanted]


def place_counts(geoparses: Iterable[Geoparse], *kinds: Kind) -> dict[str, int]:
    """Name of each place to show → its mentions."""
    places = [found.place for found in resolutions(geoparses, *kinds) if found.place]
    return dict(Counter(place.name_ar for place in places))


def listed_places(page: Page) -> dict[str, int]:
    names = page.locator(".row.place .first").all_text_contents()
    counts = page.locator(".row.place .count").all_text_contents()
    return dict(zip(names, map(int, counts), strict=True))


def expected_sentences(geoparses: Iterable[Geoparse], place: str, *kinds: Kind) -> list[str]:
    shown = []
    for geoparse in geoparses:
        spans = {
            found.mention.sentence
            for found in resolutions([geoparse], *kinds)
            if found.place is not None and found.place.id == place
        }
        shown += [geoparse.article.text[geoparse.sentences[i].start : geoparse.sentences[i].end] for i in sorted(spans)]
    return shown


def only(page: Page, number: int) -> None:
    page.click("#tab-articles")
    page.locator(".row.article").nth(number).get_by_role("button").first.click()


def test_the_map_opens_with_its_literal_places(visit: Visit, seed_map: Path, articles: list[Geoparse]) -> None:
    page = visit(seed_map)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert listed_places(page) == place_counts(articles)
    assert len(symbols(page)) == len(place_counts(articles))
    assert page.evaluate("getComputedStyle(map_articles.getContainer()).direction") == "ltr"


def test_all_circles_are_in_view_at_first(visit: Visit, seed_map: Path) -> None:
    page = visit(seed_map)
    size = page.evaluate("map_articles.getSize()")
    drawn = symbols(page)
    assert drawn
    assert all(0 < found["x"] < size["x"] and 0 < found["y"] < size["y"] for found in drawn)


@pytest.mark.parametrize("number", range(5))
def test_one_article_leaves_exactly_its_places(
    visit: Visit, seed_map: Path, articles: list[Geoparse], number: int
) -> None:
    page = visit(seed_map)
    only(page, number)
    page.click("#tab-places")
    assert listed_places(page) == place_counts([articles[number]])
    assert len(symbols(page)) == len(place_counts([articles[number]]))


def test_several_articles_can_be_chosen_and_counts_follow(
    visit: Visit, seed_map: Path, articles: list[Geoparse]
) -> None:
    page = visit(seed_map)
    page.click("#tab-articles")
    page.get_by_role("button", name="ألغِ الكل").click()
    assert len(symbols(page)) == 0
    for number in (1, 3):
        page.locator(".row.article input").nth(number).check()
    page.click("#tab-places")
    assert listed_places(page) == place_counts([articles[1], articles[3]])
    page.click("#tab-articles")
    page.get_by_role("button", name="اختر الكل").click()
    page.click("#tab-places")
    assert listed_places(page) == place_counts(articles)


def test_kinds_are_layers_to_switch_on(visit: Visit, seed_map: Path, articles: list[Geoparse]) -> None:
    page = visit(seed_map)
    page.check("#kinds input[name=demonym]")
    assert listed_places(page) == place_counts(articles, Kind.LITERAL, Kind.DEMONYM)
    page.uncheck("#kinds input[name=literal]")
    page.check("#kinds input[name=associative]")
    assert listed_places(page) == place_counts(articles, Kind.ASSOCIATIVE, Kind.DEMONYM)


def test_search_folds_arabic_letters(visit: Visit, seed_map: Path) -> None:
    page = visit(seed_map, "#tab=articles")
    page.fill("input[type=search]", "الإسـلاميَّه  داعِش")
    expect(page.locator(".row.article")).not_to_have_count(0)
    page.fill("input[type=search]", "لا شيء من هذا القبيل")
    expect(page.locator(".row.article")).to_have_count(0)
    page.click("#tab-places")
    page.fill("input[type=search]", "أفريقيا")
    expect(page.locator(".row.place .first")).to_have_text(["شمال إفريقيا", "إفريقيا"])


@pytest.mark.parametrize("chosen", [(0, 1, 2, 3, 4), (0,), (2, 4)])
def test_a_place_shows_exactly_its_sentences(
    visit: Visit, seed_map: Path, articles: list[Geoparse], chosen: tuple[int, ...]
) -> None:
    kept = [articles[number] for number in chosen]
    fragment = "".join(f"&only={geoparse.article.id}" for geoparse in kept)
    page = visit(seed_map, f"#kinds=literal,demonym{fragment}&place={LIBYA}")
    kinds = (Kind.LITERAL, Kind.DEMONYM)
    assert page.locator(".sentence").all_text_contents() == expected_sentences(kept, LIBYA, *kinds)
    own = [found for found in resolutions(kept, *kinds) if found.place is not None and found.place.id == LIBYA]
    assert page.locator(".sentence mark").all_text_contents() == [found.mention.surface for found in own]
    assert page.locator("#view .group h3 bdi").all_text_contents() == [geoparse.article.id for geoparse in kept]
    expect(page.locator(".why").first).to_contain_text("أشهر مكان بهذا الاسم: Libya")


def test_unplaced_mentions_are_listed_with_the_reason(visit: Visit, seed_map: Path, articles: list[Geoparse]) -> None:
    page = visit(seed_map)
    page.click("#tab-unplaced")
    unplaced = [found.mention.surface for found in resolutions(articles) if found.place is None]
    assert page.locator(".sentence mark").all_text_contents() == unplaced
    expect(page.locator(".why").first).to_contain_text("لا مكان بهذا الاسم في المعجم")


def test_a_sentence_opens_its_article_there_and_a_mention_leads_to_its_place(
    visit: Visit, seed_map: Path, articles: list[Geoparse]
) -> None:
    page = visit(seed_map, f"#place={LIBYA}")
    sentence = page.locator(".sentence").nth(3)
    said = sentence.text_content()
    sentence.click()
    assert page.locator(".text .open").text_content() == said
    expect(page.locator(".text .open")).to_be_in_viewport()
    shown = next(item for item in articles if item.article.text == page.locator(".text").text_content())
    marks = page.locator(".text mark")
    assert marks.all_text_contents() == [found.mention.surface for found in shown.resolutions]
    tunisia = page.locator(".text mark[data-place='geonames:2464461']").first
    tunisia.click()
    expect(page.locator(".back")).to_contain_text("تونس")
    assert page.evaluate("map_articles.getBounds().contains([34, 9])")
    page.locator(".back").click()
    expect(page.locator("#view h2")).to_have_text("تونس")


def test_a_mention_of_a_hidden_kind_is_shown_when_it_is_clicked(visit: Visit, seed_map: Path) -> None:
    page = visit(seed_map, "#only=001_1ad56eb88de55d1a&article=000_4c687fc5e6629840")
    page.locator(".text mark.demonym").first.click()
    assert page.is_checked("#kinds input[name=demonym]")
    page.locator(".back").click()
    expect(page.locator("#view .group h3 bdi")).to_have_text(["000_4c687fc5e6629840", "001_1ad56eb88de55d1a"])


def test_a_circle_opens_its_place(visit: Visit, seed_map: Path) -> None:
    page = visit(seed_map, "#view=31.2,16.6,9")
    at = page.evaluate("""() => {
      const { x, y } = map_articles.latLngToContainerPoint([31.20892, 16.58866]);
      const { left, top } = map_articles.getContainer().getBoundingClientRect();
      return [left + x, top + y];
    }""")
    page.mouse.move(*at)
    expect(page.locator(".leaflet-tooltip")).to_contain_text("سرت")
    page.mouse.click(*at)
    expect(page.locator("#view h2")).to_have_text("سرت")


def test_the_keyboard_reaches_everything(visit: Visit, seed_map: Path) -> None:
    page = visit(seed_map)
    page.locator(".row.place").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#view h2")).to_be_focused()
    page.locator(".sentence").first.focus()
    page.keyboard.press("Enter")
    page.locator(".text mark[role=button]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".text mark.selected").first).to_be_visible()
    page.locator("#tab-places").focus()
    page.keyboard.press("ArrowLeft")  # right to left: on to the next
    expect(page.locator("#tab-articles")).to_have_attribute("aria-selected", "true")


def test_the_address_restores_everything(visit: Visit, seed_map: Path) -> None:
    fragment = f"#kinds=literal,demonym&only=000_4c687fc5e6629840&only=003_2a47d67380bc8a8f&place={LIBYA}"
    page = visit(seed_map, fragment)
    page.locator(".sentence").nth(1).click()
    page.click("#language")
    page.evaluate("void map_articles.setView([30, 10], 5.5, { animate: false })")
    page.wait_for_url("**#lang=en*view=30%2C10%2C5.5")

    def seen() -> list[object]:
        return [
            page.locator("html").get_attribute("lang"),
            page.locator("#view").inner_html(),
            page.locator("#summary").text_content(),
            len(symbols(page)),
            page.evaluate("map_articles.getZoom()"),
        ]

    before = seen()
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert seen() == before
    center = page.evaluate("[map_articles.getCenter().lat, map_articles.getCenter().lng]")
    assert center == pytest.approx([30, 10], abs=0.02)  # about a pixel


def test_back_and_forward_walk_through_the_steps(visit: Visit, seed_map: Path) -> None:
    page = visit(seed_map)
    page.locator(".row.place").nth(1).click()
    name = page.locator("#view h2").text_content()
    page.locator(".sentence").first.click()
    expect(page.locator(".text")).to_be_visible()
    page.go_back()
    expect(page.locator("#view h2")).to_have_text(name or "")
    page.go_back()
    expect(page.locator(".row.place").first).to_be_visible()
    page.go_forward()
    page.go_forward()
    expect(page.locator(".text .open")).to_be_in_viewport()


@pytest.mark.parametrize(
    "fragment",
    [
        "#place=nowhere&article=none&sentence=1&kinds=x&view=1,2&tab=constructor&lang=xx&only=zz&without=yy",
        "#place=__proto__&article=toString&view=NaN,0,3&kinds=__proto__",
        "#place=%E0%A4%A&view=Infinity,Infinity,Infinity&sentence=-1",
        "#<img src=x onerror=alert(1)>",
        "#article=000_4c687fc5e6629840x&sentence=1e9&view=95,0,3",
        "#tab=<script>alert(1)</script>&lang={{7*7}}",
        "#mode=constructor&disputed=x&compare=__proto__",
        "#compare=ab&a.only=zz&b.source=zz",
    ],
)
def test_bad_addresses_are_ignored(visit: Visit, seed_map: Path, articles: list[Geoparse], fragment: str) -> None:
    page = visit(seed_map, fragment)
    page.click("#tab-places")
    expected = place_counts(articles) if "kinds=" not in fragment else {}
    assert listed_places(page) == expected


def test_an_address_changed_by_hand_is_followed(visit: Visit, seed_map: Path) -> None:
    page = visit(seed_map)
    page.evaluate(f"location.hash = 'lang=en&place={LIBYA}'")
    expect(page.locator("#view h2")).to_have_text("Libya")
    assert page.locator("html").get_attribute("dir") == "ltr"


def test_the_language_can_be_switched(visit: Visit, seed_map: Path) -> None:
    page = visit(seed_map)
    for language, direction, title in (("en", "ltr", "Article map"), ("ar", "rtl", "خريطة المقالات")):
        page.click("#language")
        expect(page.locator("h1")).to_have_text(title)
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("html").get_attribute("dir") == direction
        for tab in ("articles", "unplaced", "places"):
            page.click(f"#tab-{tab}")
            letters = "".join(page.locator("#panel header, #kinds, [role=tablist]").all_text_contents())
            assert bool(re.search("[a-z]{3}", letters.replace("English", ""))) == (language == "en")


def test_hostile_text_stays_text(visit: Visit, hostile_map: Path, hostile_articles: list[Geoparse]) -> None:
    page = visit(hostile_map)
    assert listed_places(page) == place_counts(hostile_articles)
    page.click("#tab-articles")
    expect(page.locator(".row.article")).to_have_count(len(hostile_articles))
    for geoparse in hostile_articles:
        fragment = f"article={quote(geoparse.article.id)}&sentence=0"
        page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
        page.wait_for_function(
            "(text) => document.querySelector('.text')?.textContent === text", arg=geoparse.article.text
        )
        expect(page.locator("#view h2")).to_have_text(geoparse.article.title)
        marks = page.locator(".text mark").all_text_contents()
        assert marks == [found.mention.surface for found in geoparse.resolutions]
        assert page.locator("#view a").count() == 0
    assert page.locator("img, script[src], iframe").count() == 0


def test_hostile_places_stay_text(visit: Visit, hostile_map: Path, hostile_articles: list[Geoparse]) -> None:
    page = visit(hostile_map, f"#place={quote(HOSTILE_PLACE.id)}")
    assert page.locator("#view h2").text_content() == HOSTILE_PLACE.name_ar
    assert page.locator(".facts dd bdi").last.text_content() == HOSTILE_PLACE.id
    page.click("#language")
    assert page.locator("#view h2").text_content() == HOSTILE_PLACE.name
    page.goto(hostile_map.as_uri() + f"#place={TRIPOLI.id}")
    expect(page.locator("#view h2")).to_have_text("طرابلس")
    marks = page.locator(".sentence mark").all_text_contents()
    assert marks == ["طرابلس"] * place_counts(hostile_articles)["طرابلس"]
    assert page.locator(".sentence").all_text_contents() == expected_sentences(hostile_articles, TRIPOLI.id)


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_nothing_sticks_out_of_the_window(visit: Visit, seed_map: Path, size: tuple[int, int]) -> None:
    page = visit(seed_map, f"#place={LIBYA}")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.getElementById('panel').scrollWidth <= document.getElementById('panel').clientWidth")
    assert page.evaluate("map_articles.getContainer().clientHeight > 150")


def test_the_step_back_leads_to_the_choice_made_just_before(visit: Visit, seed_map: Path) -> None:
    page = visit(seed_map)
    page.evaluate("""() => {
      document.querySelector("#kinds input[name=demonym]").click();
      document.querySelector(".row.place").click();
    }""")
    page.uncheck("#kinds input[name=demonym]")
    page.go_back()
    expect(page.locator(".row.place").first).to_be_visible()
    assert page.is_checked("#kinds input[name=demonym]")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_from_their_ground(visit: Visit, seed_map: Path, scheme: str) -> None:
    page = visit(seed_map)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the names it takes
    pairs = [
        *(("--ink", ground) for ground in ("--paper", "--raised", "--accent-soft", "--open")),
        *(("--ink", f"--{kind}-soft") for kind in ("literal", "associative", "demonym", "description", "unresolved")),
        *(("--quiet", ground) for ground in ("--paper", "--raised")),
        *((name, "--land") for name in ("--area", "--country", "--ink")),
        ("--accent", "--paper"),
    ]
    for ink, ground in pairs:
        assert page.evaluate(CONTRAST, [ink, ground]) >= 4.5, (ink, ground)


NAMES_ON_CIRCLES = """(drawn) => {
  const { left, top } = map_articles.getContainer().getBoundingClientRect();
  const locations = drawn.filter(({ look }) => !look.dash);
  const circles = locations.map(({ x, y, radius }) => ({ x: left + x, y: top + y, r: radius - 1 }));
  return [...document.querySelectorAll(".name")].filter((name) => {
    const box = name.getBoundingClientRect();
    const covers = ({ x, y, r }) => box.left < x + r && box.right > x - r && box.top < y + r && box.bottom > y - r;
    return circles.some(covers);
  }).map((name) => name.textContent);
}"""
"""The names of which a part lies on a location's circle, be it only a corner of the circle's box."""


@pytest.mark.parametrize("zoom", [3, 5, 6])
def test_no_name_covers_a_location(visit: Visit, seed_map: Path, zoom: int) -> None:
    page = visit(seed_map, f"#view=31,15,{zoom}")
    assert page.locator(".name").count() >= 3
    drawn = symbols(page)
    assert any(not found["look"]["dash"] for found in drawn)
    assert page.evaluate(NAMES_ON_CIRCLES, drawn) == []
