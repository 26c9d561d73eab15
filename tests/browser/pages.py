"""Reads lists that the panel shows in pages."""

from playwright.sync_api import Page, expect


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
