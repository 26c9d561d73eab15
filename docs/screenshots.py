"""Takes the screenshots of README.md and docs/: `python docs/screenshots.py` after `make map` and `make test`."""

from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
MAP = (ROOT / "maps" / "seeds.html").as_uri()
CHROMIUM = "/usr/bin/chromium"


def main() -> None:
    """Write docs/*.png."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        _shoot(browser, "desktop", 1440, 900)
        _shoot(browser, "english", 1440, 900, language="en")
        _shoot(browser, "dark", 1440, 900, dark=True)
        _shoot(browser, "phone", 390, 844)
        _shoot(browser, "place", 1440, 900, place="سرت")
        _shoot(browser, "article", 1440, 900, place="سرت", sentence=True)
        browser.close()


def _shoot(  # noqa: PLR0913  # what a picture shows
    browser: Browser,
    name: str,
    width: int,
    height: int,
    *,
    language: str = "ar",
    dark: bool = False,
    place: str = "",
    sentence: bool = False,
) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", locale="ar"
    )
    page.goto(MAP)
    if language == "en":
        page.get_by_role("button", name="English").click()
    if place:
        page.get_by_role("button", name=place).first.click()
    if sentence:
        _open_sentence(page)
    page.wait_for_timeout(600)  # the map's panning, which has no event to wait for from outside
    page.screenshot(path=ROOT / "docs" / f"{name}.png")
    page.close()


def _open_sentence(page: Page) -> None:
    page.locator("mark").first.click()


if __name__ == "__main__":
    main()
