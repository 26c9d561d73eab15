"""The pages of a place and of an article, and the keys."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from benchmarks.generated import corpus
from browser.pages import every_page
from geomap.arabic import fold
from geomap.records import Geoparse, Kind, Place, Resolution
from geomap.render.html import write_html

Visit = Callable[..., Page]
LIBYA = "geonames:2215636"
ARTICLE = "000_4c687fc5e6629840"
CURRENT = "document.querySelector('.text .current')"


@pytest.fixture(scope="module")
def generated() -> list[Geoparse]:
    """Articles of which most have a date, an address and ambiguous names."""
    made = list(corpus(mentions=900, articles=40, places=30))
    odd = replace(made[0].article, date="2031")
    return [replace(made[0], article=odd), *made[1:]]


@pytest.fixture(scope="module")
def generated_map(generated: list[Geoparse], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("maps") / "generated.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("geomap.render.payload.CHUNK_SIZE", 1)
        write_html(generated, path)
    return path


def press(page: Page, key: str) -> None:
    """Press a key of whatever keyboard, where the focus is."""
    send = """(key) => (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))"""
    page.evaluate(send, key)


def literal(geoparse: Geoparse) -> list[Resolution]:
    return [found for found in geoparse.resolutions if found.mention.kind is Kind.LITERAL and found.place]


def named(geoparse: Geoparse, place: Place) -> list[Resolution]:
    return [found for found in literal(geoparse) if found.place == place]


def most_mentioned(geoparses: list[Geoparse]) -> Place:
    places = [found.place for geoparse in geoparses for found in literal(geoparse) if found.place]
    return max(places, key=places.count)


def sentences(geoparse: Geoparse, listed: list[Resolution]) -> list[str]:
    spans = [geoparse.sentences[row] for row in sorted({found.mention.sentence for found in listed})]
    return [geoparse.article.text[span.start : span.end] for span in spans]


def test_a_place_lists_the_newest_article_first_in_pages(
    visit: Visit, generated_map: Path, generated: list[Geoparse]
) -> None:
    place = most_mentioned(generated)
    page = visit(generated_map, f"#place={place.id}&lang=en")
    own = [geoparse for geoparse in generated if named(geoparse, place)]
    dated = sorted((one for one in own if one.article.date), key=lambda one: one.article.date, reverse=True)
    ordered = dated + [one for one in own if not one.article.date]
    expected = [text for one in ordered for text in sentences(one, named(one, place))]
    assert len(expected) > 50
    expect(page.locator(".sentence")).to_have_count(25)
    expect(page.locator(".pages [role=status]")).to_have_text(f"Page 1 of {-(-len(expected) // 25)}")
    assert every_page(page, ".sentence") == expected
    counts = page.locator("#view .group .count").all_text_contents()
    assert counts[-1] == str(len(named(ordered[-1], place)))


def test_turning_pages_keeps_the_focus_and_the_page_is_found_again(
    visit: Visit, generated_map: Path, generated: list[Geoparse]
) -> None:
    page = visit(generated_map, f"#place={most_mentioned(generated).id}&lang=en")
    following = page.locator(".pages button").last
    following.focus()
    page.keyboard.press("Enter")
    expect(following).to_be_focused()
    expect(page.locator(".pages [role=status]")).to_contain_text("Page 2")
    said = page.locator(".sentence").nth(2).text_content()
    page.locator(".sentence").nth(2).click()
    expect(page.locator(".text .open")).to_have_text(said or "")
    page.locator(".back").click()
    expect(page.locator(".pages [role=status]")).to_contain_text("Page 2")


def test_what_is_mentioned_together_follows_the_filters(
    visit: Visit, generated_map: Path, generated: list[Geoparse]
) -> None:
    place = most_mentioned(generated)
    kept = [geoparse for geoparse in generated if named(geoparse, place)][:6]
    shared: dict[str, tuple[set[tuple[str, int]], set[str]]] = {}
    for geoparse in kept:
        own = {found.mention.sentence for found in named(geoparse, place)}
        for found in literal(geoparse):
            if found.place and found.place != place:
                spots, articles = shared.setdefault(found.place.id, (set(), set()))
                articles.add(geoparse.article.id)
                spots |= {(geoparse.article.id, found.mention.sentence)} if found.mention.sentence in own else set()
    expected = sorted(((len(spots), len(articles)) for spots, articles in shared.values()), reverse=True)
    only = "".join(f"&only={geoparse.article.id}" for geoparse in kept)
    page = visit(generated_map, f"#place={place.id}&lang=en{only}")
    page.locator(".together summary").click()
    if page.locator(".together .more").count():
        page.locator(".together .more").click()
    shown = page.locator(".together .row .hint").all_text_contents()
    assert shown == [f"sentences: {spots} · articles: {articles}" for spots, articles in expected]
    name = page.locator(".together .first").first.text_content()
    page.locator(".together .row").first.click()
    expect(page.locator("#view h2")).to_have_text(name or "")


def test_a_place_says_what_it_is(visit: Visit, generated_map: Path, generated: list[Geoparse]) -> None:
    place = most_mentioned(generated)
    page = visit(generated_map, f"#place={place.id}&lang=en")
    facts = dict(
        zip(
            page.locator(".facts dt").all_text_contents(),
            page.locator(".facts dd").all_text_contents(),
            strict=True,
        )
    )
    assert facts["Other names"].split(", ")[0] == place.name_ar
    assert facts["Coordinates"] == f"{place.latitude:.4f}, {place.longitude:.4f}"
    assert facts["Type of place"]
    link = page.locator(".facts a")
    if place.id.startswith("geonames:"):
        expect(link).to_have_attribute("href", f"https://www.geonames.org/{place.id.removeprefix('geonames:')}")
    else:
        expect(link).to_have_count(0)


def test_a_place_has_the_names_that_the_articles_write(visit: Visit, seed_map: Path, articles: list[Geoparse]) -> None:
    found = [one for geoparse in articles for one in literal(geoparse)]
    places = {one.place.id: one.place for one in found if one.place}
    place, written = next(
        (place, names)
        for place in places.values()
        if (
            names := {
                one.mention.surface
                for one in found
                if one.place == place and fold(one.mention.surface) != fold(place.name_ar)
            }
        )
    )
    page = visit(seed_map, f"#place={quote(place.id)}")
    shown = page.locator(".facts dd").first.text_content() or ""
    assert any(name in shown for name in written)
    page.locator(".back").click()
    page.fill("input[type=search]", next(name for name in written if name in shown))
    assert place.name_ar in page.locator(".row.place .first").all_text_contents()


def test_a_mention_tells_what_else_it_may_mean(visit: Visit, generated_map: Path, generated: list[Geoparse]) -> None:
    geoparse, found = next(
        (geoparse, found)
        for geoparse in generated
        for found in literal(geoparse)
        if len(found.alternatives) == 2 and found.place and named(geoparse, found.place) == [found]
    )
    assert found.place
    page = visit(generated_map, f"#place={found.place.id}&only={geoparse.article.id}&lang=en")
    page.locator(".why details summary").first.click()
    names = page.locator(".why details[open] li bdi:first-child").all_text_contents()
    assert names == [other.place.name for other in found.alternatives]


def test_one_walks_from_place_to_place_in_text_order(visit: Visit, seed_map: Path, articles: list[Geoparse]) -> None:
    own = literal(articles[0])
    page = visit(seed_map, f"#article={ARTICLE}&lang=en")
    for number, found in enumerate(own[:6]):
        page.keyboard.press("j")
        assert page.evaluate(f"{CURRENT}.textContent") == found.mention.surface
        expect(page.locator(".walk [role=status]")).to_have_text(f"Passage {number + 1} of {len(own)}")
        assert found.place
        assert page.evaluate(
            "([at]) => map_articles.getBounds().contains(at)", [[found.place.latitude, found.place.longitude]]
        )
        expect(page.locator(".text .current")).to_be_focused()
        expect(page.locator(".text .current")).to_be_in_viewport()
    press(page, "ن")
    page.keyboard.press("K")
    assert page.evaluate(f"{CURRENT}.textContent") == own[3].mention.surface
    number = articles[0].resolutions.index(own[3])
    page.wait_for_function(
        "(number) => location.hash.endsWith(`mention=${number}`) || location.hash.includes(`mention=${number}&`)",
        arg=number,
    )
    page.reload()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator(".walk [role=status]")).to_have_text(f"Passage 4 of {len(own)}")


def test_the_walk_ends_at_both_ends_and_follows_the_filters(
    visit: Visit, seed_map: Path, articles: list[Geoparse]
) -> None:
    libya = [found for found in literal(articles[0]) if found.place and found.place.id == LIBYA]
    page = visit(seed_map, f"#article={ARTICLE}&at={LIBYA}&lang=en")
    before, after = page.locator(".walk button").first, page.locator(".walk button").last
    expect(before).to_have_attribute("aria-disabled", "true")
    for _ in range(len(libya) + 2):
        page.keyboard.press("j")
    expect(page.locator(".walk [role=status]")).to_have_text(f"Passage {len(libya)} of {len(libya)}")
    expect(after).to_have_attribute("aria-disabled", "true")
    expect(page.locator(".chip").first).to_be_visible()


def test_a_place_leads_to_its_passages_one_after_the_other(
    visit: Visit, seed_map: Path, articles: list[Geoparse]
) -> None:
    own = literal(articles[0])
    at = [number for number, found in enumerate(own) if found.place and found.place.id == LIBYA]
    page = visit(seed_map, f"#article={ARTICLE}&lang=en")
    button = page.locator(".passages button").filter(has_text="Libya")
    for number in [*at, at[0]]:
        button.click()
        expect(page.locator(".walk [role=status]")).to_have_text(f"Passage {number + 1} of {len(own)}")


def test_an_article_links_only_to_the_web(
    visit: Visit, generated_map: Path, hostile_map: Path, generated: list[Geoparse]
) -> None:
    article = generated[3].article
    page = visit(generated_map, f"#article={article.id}&lang=en")
    expect(page.locator("#view .details a")).to_have_attribute("href", article.url)
    hostile = visit(hostile_map, "#tab=articles&lang=en")
    hostile.get_by_role("button", name="Open the article").first.click()
    expect(hostile.locator("#view .text")).to_be_visible()
    expect(hostile.locator("#view .details a")).to_have_count(0)


@pytest.mark.parametrize(("language", "key"), [("ar", "؟"), ("en", "?")])
def test_the_keys_are_listed_and_can_be_switched_off(visit: Visit, seed_map: Path, language: str, key: str) -> None:
    page = visit(seed_map, f"#lang={language}")
    page.locator("#language").focus()
    press(page, key)
    dialog = page.locator("dialog#help")
    expect(dialog).to_be_visible()
    expect(dialog.locator("dt")).to_have_count(10)
    dialog.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("#language")).to_be_focused()
    press(page, key)
    expect(dialog).to_be_hidden()
    page.click("#help-button")
    dialog.get_by_role("checkbox").check()
    dialog.get_by_role("button").click()
    page.keyboard.press("/")
    expect(page.locator("input[type=search]")).to_be_focused()


def test_keys_step_through_lists_and_back(visit: Visit, seed_map: Path) -> None:
    page = visit(seed_map)
    page.keyboard.press("j")
    press(page, "ت")
    expect(page.locator(".row.place").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(".row.place").nth(0)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#view h2")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".sentence").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#view .text")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator(".row.place").first).to_be_visible()


def test_letters_typed_in_a_field_are_only_letters(visit: Visit, seed_map: Path) -> None:
    page = visit(seed_map, "#lang=en")
    page.keyboard.press("/")
    page.keyboard.type("jk?/")
    expect(page.locator("input[type=search]")).to_have_value("jk?/")
    expect(page.locator("dialog#help")).to_be_hidden()
