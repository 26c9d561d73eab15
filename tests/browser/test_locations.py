"""What is known only about: drawn as rings, with a circle in kilometers for the one that is selected."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]
RINGS = {"شمال مالي", "40 كم جنوب سرت", "حدود ليبيا وتونس", "شارع عشرين"}
REACH = """() => {
  const found = [];
  map_articles.eachLayer((layer) => {
    if (!(layer instanceof L.Circle)) return;
    const { lat, lng } = layer.getLatLng();
    found.push([lat, lng, layer.getRadius(), layer.options.fill]);
  });
  return found;
}"""
"""The circles in meters: latitude, longitude, radius, whether filled."""


def test_locations_are_listed_apart_and_say_that_they_are_approximate(visit: Visit, located_map: Path) -> None:
    page = visit(located_map)
    approximate = page.locator(".row.place").filter(has_text="موقع تقريبي")
    assert set(approximate.locator(".first").all_text_contents()) == RINGS
    assert page.locator(".row.place", has=page.get_by_text("سرت", exact=True)).count() == 0
    assert "موقع تقريبي" in page.locator(".legend").inner_text()
    assert page.evaluate(REACH) == []


def test_a_selected_location_shows_how_far_it_may_lie(visit: Visit, located_map: Path) -> None:
    page = visit(located_map)
    page.locator(".row.place").filter(has_text="40 كم جنوب سرت").click()
    ((latitude, longitude, radius, filled),) = page.evaluate(REACH)
    assert (latitude, longitude) == pytest.approx((30.848, 16.589), abs=0.01)
    assert 30_000 < radius < 40_000
    assert filled is False
    assert page.evaluate("map_articles.getBounds().contains(L.latLng(30.848, 16.589).toBounds(60000))")
    expect(page.locator(".note")).to_contain_text("35 كم")
    expect(page.locator(".reason")).to_contain_text("المقصود موضع يبعد عن المكان: «40 كم جنوب سرت»")
    page.locator(".back").click()
    assert page.evaluate(REACH) == []


def test_a_location_has_an_address_of_its_own(visit: Visit, located_map: Path) -> None:
    page = visit(located_map, f"#lang=en&place={quote('within:geonames:88319:شارع_عشرين')}")
    expect(page.locator("#view h2")).to_have_text("شارع عشرين")
    expect(page.locator(".note")).to_contain_text("at most 10 km")
    expect(page.locator(".reason")).to_contain_text("within «بنغازي», which is named beside it")
    assert len(page.evaluate(REACH)) == 1
