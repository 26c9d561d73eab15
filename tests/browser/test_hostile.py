from collections.abc import Callable
from urllib.parse import quote

from conftest import Hostile
from playwright.sync_api import Page

SHOWN = "(text) => document.querySelector('#view .text')?.textContent === text"


def test_the_real_map_shows_every_hostile_article_as_it_is(visit: Callable[..., Page], mapped: Hostile) -> None:
    """`visit` sees to it that there is no error, no dialog, no violation of the policy and no request."""
    page = visit(mapped.map)
    for article, text in mapped.texts.items():
        page.evaluate("(hash) => { location.hash = hash; }", f"article={quote(article, safe='')}&sentence=0")
        page.wait_for_function(SHOWN, arg=text)
        assert "طرابلس" in page.locator("#view .text mark").all_text_contents(), article
    assert page.locator("img, iframe, object, script[src], #view a").count() == 0


def test_the_real_map_places_them_all_in_tripoli(visit: Callable[..., Page], mapped: Hostile) -> None:
    page = visit(mapped.map, "#place=geonames:2210247")
    assert page.locator("#view h2").text_content() == "طرابلس"
    assert page.locator("#view .group h3").count() == len(mapped.texts)
