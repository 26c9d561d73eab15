"""Geometry of containment, and the counts of what an article speaks of."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.records import Kind, Mention, Place
from geomap.resolve.contain import about_km, distance_km, is_closer, lies_in, lies_near, nearness, size_km
from geomap.resolve.tally import Tally

CITY = Place(
    id="geomap:city",
    name="City",
    name_ar="مدينة",
    latitude=30.0,
    longitude=31.0,
    feature_class="P",
    feature_code="PPL",
    country_code="EG",
    admin1_code="11",
    population=9_000_000,
)
QUARTER = replace(CITY, id="geomap:quarter", latitude=30.1, feature_code="PPLX", population=0)
COUNTRY = replace(CITY, id="geomap:country", feature_class="A", feature_code="PCLI", admin1_code="")
DIVISION = replace(CITY, id="geomap:division", latitude=29.0, feature_class="A", feature_code="ADM1", population=0)

places = st.builds(
    replace,
    st.just(CITY),
    id=st.sampled_from(["geomap:1", "geomap:2", "geomap:3"]),
    latitude=st.floats(-89, 89),
    longitude=st.floats(-180, 180),
    feature_code=st.sampled_from(["PPL", "PPLX", "ADM1", "RGN", "AIRP"]),
    country_code=st.sampled_from(["EG", "LY", ""]),
    admin1_code=st.sampled_from(["11", "12", ""]),
    population=st.integers(0, 20_000_000),
)


@pytest.mark.parametrize("container", [CITY, COUNTRY, DIVISION])
def test_a_quarter_lies_in_its_city_division_and_country(container: Place) -> None:
    assert lies_in(QUARTER, container)
    assert not lies_in(container, QUARTER)


def test_codes_decide_before_distances() -> None:
    assert not lies_in(replace(QUARTER, admin1_code="12"), DIVISION)
    assert not lies_in(replace(QUARTER, country_code="SD"), CITY)
    assert lies_in(replace(QUARTER, latitude=22.0), COUNTRY)


@given(place=places, other=places)
def test_nothing_lies_in_itself_and_what_lies_in_a_place_is_near_it(place: Place, other: Place) -> None:
    assert not lies_in(place, place)
    assert size_km(place) > 0
    assert 0 <= nearness(place, other) <= 1
    if lies_in(place, other) and other.feature_code != "ADM1":
        assert lies_near(place, other)


@given(place=places, other=places, kilometers=st.floats(1, 3000))
def test_the_sphere_tells_what_the_ellipsoid_does(place: Place, other: Place, kilometers: float) -> None:
    exact = distance_km(place.latitude, place.longitude, other.latitude, other.longitude)
    assert is_closer(place, other, kilometers) == (exact <= kilometers)
    assert abs(about_km(place, other) - exact) <= 0.006 * exact + 1e-6


def mention(toponym: str, sentence: int) -> Mention:
    return Mention(
        article_id="a",
        sentence=sentence,
        start=0,
        end=1,
        surface=toponym,
        toponym=toponym,
        kind=Kind.LITERAL,
        score=1.0,
    )


counted = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 5), st.sampled_from(["LY", "LB", "TN"])), max_size=30
)


@given(counts=counted, toponym=st.sampled_from("abcd"), sentence=st.integers(0, 5))
def test_shares_leave_a_names_own_counts_out(counts: list[tuple[str, int, str]], toponym: str, sentence: int) -> None:
    tally = Tally()
    for name, at, code in counts:
        tally.count(mention(name, at), code)
    others = Counter(code for name, _, code in counts if name != toponym)
    for code in ("LY", "LB", "TN"):
        shares = tally.seen_from(mention(toponym, sentence)).shares(code)
        if shares is None:
            assert not others
        else:
            assert shares.article == pytest.approx(others[code] / others.total())
            assert 0 <= shares.nearby <= 1
