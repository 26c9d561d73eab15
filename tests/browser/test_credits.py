from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from geomap.render.html import write_html

Visit = Callable[..., Page]
LINE = ".leaflet-control-attribution"
SHIPPED = "GeoNames (CC BY 4.0) · Natural Earth · Leaflet"
HOSTILE = "<img src=x onerror=alert(1)>{{7*7}}${alert(1)} \N{RIGHT-TO-LEFT OVERRIDE}</a></div><script>alert(1)</script>"
NOTES = {
    "hostile": f"""
title = "x"
url = "javascript:alert(1)"
attribution = '{HOSTILE}'
licence = '<b onclick="alert(1)">free</b>'
licence_url = "data:text/html,<script>alert(1)</script>"
""",
    "osm": """
title = "OpenStreetMap"
url = "https://www.openstreetmap.org"
attribution = "© OpenStreetMap contributors"
licence = "ODbL 1.0"
licence_url = "https://opendatacommons.org/licenses/odbl/1-0/"
""",
}


@pytest.fixture
def credited_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A map made by a user with imports; `visit` sees to it that none of them does anything."""
    imports = tmp_path / "mine" / "imports"
    imports.mkdir(parents=True)
    for slug, note in NOTES.items():
        (imports / f"{slug}.tsv").touch()
        (imports / f"{slug}.toml").write_text(note, encoding="utf-8")
    monkeypatch.setenv("GEOMAP_GAZETTEER", str(imports.parent))
    path = tmp_path / "hostile.html"
    write_html([], path)
    return path


def links(page: Page) -> list[tuple[str | None, str | None]]:
    return [(link.text_content(), link.get_attribute("href")) for link in page.locator(f"{LINE} a").all()]


def test_the_map_names_the_shipped_sources(visit: Visit, seed_map: Path) -> None:
    page = visit(seed_map)
    assert page.locator(LINE).text_content() == SHIPPED
    assert links(page) == [
        ("GeoNames", "https://www.geonames.org/"),
        ("Natural Earth", "https://www.naturalearthdata.com/"),
        ("Leaflet", "https://leafletjs.com/"),
    ]


def test_the_map_names_what_was_imported_as_text(visit: Visit, credited_map: Path) -> None:
    page = visit(credited_map)
    hostile = f'{HOSTILE} (<b onclick="alert(1)">free</b>)'
    assert page.locator(LINE).text_content() == f"{SHIPPED} · {hostile} · © OpenStreetMap contributors (ODbL 1.0)"
    assert links(page)[3:] == [
        ("© OpenStreetMap contributors", "https://www.openstreetmap.org"),
        ("ODbL 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    ]
    assert page.locator(f"{LINE} :is(img, script, b)").count() == 0


def test_a_long_attribution_leaves_the_map_in_sight(visit: Visit, credited_map: Path) -> None:
    note = credited_map.parent / "mine" / "imports" / "osm.toml"
    note.write_text(f'title = "{"word " * 5000}"\nlicence = "CC0"\n', encoding="utf-8")
    write_html([], credited_map)
    page = visit(credited_map)
    box = page.locator(LINE).bounding_box()
    assert box is not None
    assert box["height"] < 100
    assert box["width"] < 800
