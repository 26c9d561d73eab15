"""Directions and distances as Arabic news word them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.gazetteer.extents import CENTER, SIDES
from geomap.resolve.directions import (
    ARABIC,
    AROUND,
    COUNTRYSIDE,
    Direction,
    distance_before,
    folded,
    may_tell,
    offset_beside,
    part_before,
    side_of_countryside,
)


@pytest.mark.parametrize(
    ("before", "after", "kilometers", "side"),
    [
        ("وقع على بعد 40 كيلومترا جنوب ", "", 40, "S"),
        ("على بعد ٤٠ كيلومترًا جنوبي ", "", 40, "S"),
        ("في بلدة تبعد 40 كلم غرب ", "", 40, "W"),
        ("على بعد 1,5 كلم شرق مدينة ", "", 1.5, "E"),
        ("على بعد 1.200 كم شمال ", "", 1200, "N"),
        ("على بعد عشرين كيلومترا إلى الشمال من ", "", 20, "N"),
        ("مسافة 30 كم شمالا من ", "", 30, "N"),
        ("على بعد 15 كيلومترا إلى الجنوب الغربي من مدينة ", "", 15, "SW"),
        ("تبعد 60كم جنوب شرقي العاصمة الليبية ", "", 60, "SE"),
        ("على بعد كيلومترين شمال ", "", 2, "N"),
        ("على بعد 300 متر غرب ", "", 0.3, "W"),
        ("على بعد 100 ميل بحري شمال مدينة ", "", 185.2, "N"),
        ("شمال شرق ", " بنحو 20 كم", 20, "NE"),
        ("شرقي مدينة ", " بـ 12 كيلومترا", 12, "E"),
        ("جنوب ", " (30 كلم)", 30, "S"),
    ],
)
def test_a_distance_with_its_direction_is_read(before: str, after: str, kilometers: float, side: str) -> None:
    found = offset_beside(folded(before), folded(after))
    assert found
    assert (found.kilometers, found.direction.side) == (kilometers, side)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("على بعد 40 كيلومترا من ", ""),  # in no direction
        ("بين 40 كيلومترا مربعا جنوب ", ""),
        ("خمسة وعشرين كيلومترا جنوب ", ""),  # a number of two words
        ("جنوب ", " على بعد 20 كم من المطار"),  # from elsewhere
        ("جنوب ", " التي تبلغ مساحتها 20 كم مربع"),
        ("جنوب ", ""),
        ("", ""),
    ],
)
def test_what_is_no_distance_from_the_place_is_left_alone(before: str, after: str) -> None:
    assert offset_beside(folded(before), folded(after)) is None


@settings(deadline=None)
@given(distance=st.integers(1, 999), side=st.sampled_from(SIDES), unit=st.sampled_from(["كم", "كلم", "كيلومترا"]))
def test_every_distance_is_read_in_every_direction(distance: int, side: str, unit: str) -> None:
    found = offset_beside(folded(f"على بعد {distance} {unit} {ARABIC[side]} "), "")
    assert found
    assert (found.kilometers, found.direction) == (distance, Direction(side=side))


@pytest.mark.parametrize(
    ("before", "part"),
    [
        ("في شمال ", "N"),
        ("بشمالي ", "N"),
        ("وجنوب غربي ", "SW"),
        ("في أقصى جنوب ", "S"),
        ("شرق مدينة ", "E"),
        ("جنوب العاصمة الليبية ", "S"),
        ("بوسط ", CENTER),
        ("ووسط ", CENTER),
        ("كمين محكم وسط مدينة ", CENTER),
        ("في ضواحي العاصمة ", AROUND),
        ("بريف ", COUNTRYSIDE),
    ],
)
def test_the_part_of_a_place_is_read(before: str, part: str) -> None:
    found, at = part_before(folded(before)) or ("", -1)
    assert found == part
    assert folded(before)[at:].split()[0] in {"شمال", "شمالي", "جنوب", "اقصي", "شرق", "وسط", "ضواحي", "ريف"}


@pytest.mark.parametrize(
    "before", ["شمال وشرق ", "خمسة وعشرين كيلومترا جنوب ", "شمال غرب و", "في ", "شمالها ", "الشمالية ", "تشرق ", ""]
)
def test_no_part_is_read_into_other_words(before: str) -> None:
    assert part_before(folded(before)) is None


def test_the_countryside_s_side_stands_behind_the_name() -> None:
    assert side_of_countryside("في ريف ", folded(" الشمالي، أمس")) == "N"
    assert side_of_countryside("في ريف ", folded(" الجنوبي الشرقي")) == "SE"
    assert side_of_countryside("في مدينة ", folded(" الشمالي")) is None
    assert side_of_countryside("في ريف ", folded(" الشماليون")) is None


@settings(deadline=None)
@given(before=st.text(max_size=60), after=st.text(max_size=40))
def test_any_text_can_be_read(before: str, after: str) -> None:
    offset = offset_beside(folded(before), folded(after))
    assert offset is None or offset.kilometers >= 0
    part = part_before(folded(before))
    assert part is None or part[0] in {*SIDES, CENTER, AROUND, COUNTRYSIDE}


@pytest.mark.parametrize(("side", "bearing", "spread"), [("N", 0, 45), ("NE", 45, 22.5), ("W", 270, 45)])
def test_a_direction_has_a_bearing_and_a_spread(side: str, bearing: int, spread: float) -> None:
    assert (Direction(side=side).bearing, Direction(side=side).spread) == (bearing, spread)


BEFORE_NAMES = st.lists(
    st.sampled_from("على بعد ٤٠ كيلومترًا 3 كم مسافة شمالَ جنوبي الشـمالي شرقی وسط أواسط ضواحي ريف مدينة من إلى".split()),
    max_size=6,
)


@given(words=BEFORE_NAMES)
def test_what_may_not_tell_a_part_or_distance_tells_none(words: list[str]) -> None:
    before = "".join(f"{word} " for word in words)
    if not may_tell(before):
        assert offset_beside(folded(before), folded(" (30 كلم)")) is None
        assert distance_before(folded(before)) is None
        assert part_before(folded(before)) is None
        assert side_of_countryside(folded(before), " الشمالي") is None
