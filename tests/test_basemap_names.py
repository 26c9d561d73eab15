from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from geomap.render.backdrop import EARLY, LATER, LATEST, cities, city_zoom, columns, waters
from geomap.render.borders import split

DEGREES = st.tuples(st.floats(60, 90), st.floats(20, 40))


def row(**cells: str) -> dict[str, str]:
    known = {"id": "geonames:1", "name": "Name", "name_ar": "اسم", "latitude": "1.234", "longitude": "5.678"}
    kind = {"feature_class": "P", "feature_code": "PPL", "country_code": "FR", "population": "0"}
    return {**known, **kind, **cells}


@given(st.lists(DEGREES, min_size=2, max_size=30))
def test_the_parts_of_a_border_make_up_the_whole_line(line: list[tuple[float, float]]) -> None:
    agreed, disputed = split({7: line}, {7: ["India", "Pakistan"]})
    parts = sorted(agreed + disputed, key=lambda part: part[1])
    assert [number for number, _, _ in parts] == [7] * len(parts)
    assert parts[0][1] == 0
    assert parts[-1][2] == len(line) - 1
    assert all(before[2] == after[1] for before, after in pairwise(parts))
    for _, first, last in disputed:
        assert all(latitude >= 32.5 for _, latitude in line[first : last + 1])


def test_a_border_is_disputed_whatever_the_order_of_its_countries_and_a_coast_is_none() -> None:
    line = [(35.0, 31.5), (35.2, 32.0), (35.5, 32.4)]
    assert split({0: line}, {0: ["Palestine", "Israel"]}) == ([], [(0, 0, 2)])
    assert split({0: line}, {0: ["Israel", "Jordan"]}) == ([(0, 0, 2)], [])
    assert split({0: line}, {0: ["Palestine"]}) == ([], [])


def test_larger_cities_are_named_earlier_and_smaller_ones_only_around_the_arab_world() -> None:
    assert city_zoom(row(population="3000000")) == EARLY
    assert city_zoom(row(feature_code="PPLC")) == EARLY
    assert city_zoom(row(population="1000000")) == LATER
    assert city_zoom(row(population="200000", country_code="LY")) == LATEST
    assert city_zoom(row(population="200000")) is None


def test_names_without_arabic_and_parts_of_waters_are_left_out() -> None:
    listed = [row(population="5000000"), row(population="6000000", name_ar=""), row(feature_code="SEA")]
    assert [found["population"] for found, _ in cities(iter(listed))] == ["5000000"]
    sea, part = row(feature_code="SEA", name="Red Sea"), row(feature_code="OCN", name="North Atlantic")
    assert columns(waters(iter([part, sea]))) == {
        "id": ["geonames:1"],
        "ar": ["اسم"],
        "en": ["Red Sea"],
        "at": [[1.23, 5.68]],
        "zoom": [3.5],
    }
