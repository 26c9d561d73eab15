"""Reads what a map shows: the symbols on its canvas, and lists that the panel shows in pages."""

from typing import Any

from playwright.sync_api import Page, expect

SYMBOLS = """() => {
  let found;
  map_articles.eachLayer((layer) => { found = layer.symbols ?? found; });
  const at = ({ x, y }) => map_articles.layerPointToContainerPoint([x, y]);
  return found.map((symbol) => ({ ...symbol, ...at(symbol) }));
}"""
"""For a canvas has no elements to look for."""


def symbols(page: Page) -> list[dict[str, Any]]:
    """What is drawn: rows of places, the radius, how it looks and where it stands, in pixels of the map."""
    return list(page.evaluate(SYMBOLS))


def texts(page: Page, selector: str) -> list[str]:
    """The texts of the elements, once every sentence that is listed has come."""
    expect(page.locator(".sentence-item:empty")).to_have_count(0)
    return page.locator(selector).all_text_contents()


def every_page(page: Page, selector: str) -> list[str]:
    """The texts of the elements on all pages of the list that is shown at its first."""
    found = texts(page, selector)
    following = page.locator(".pages button:last-child:not([aria-disabled=true])")
    while following.count():
        following.click()
        found += texts(page, selector)
    return found
