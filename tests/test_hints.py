"""What speaks of a country without naming it: places that several share, and terms that few have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.arabic import analyses, with_particles
from geomap.gazetteer import Gazetteer, hints, tables
from geomap.gazetteer.locate import data_folder
from geomap.pipeline import geoparse
from geomap.records import Article
from geomap.resolve.terms import find_terms
from geomap.split import split_article

PLACES = {row.place.id: row.place for row in tables.places(data_folder())}
COUNTRIES = {place.country_code for place in PLACES.values() if place.is_country}
SHARED = [line.split("\t")[0] for line in (data_folder() / hints.SHARED_FILE).read_text("utf-8").splitlines()[1:]]
QUSAYR_EGYPT, QUSAYR_SYRIA = "geonames:360531", "geonames:173322"


@pytest.mark.parametrize("place_id", SHARED)
def test_what_is_shared_is_a_place_without_a_country_of_its_own(place_id: str) -> None:
    codes = hints.sharing(place_id)
    assert not PLACES[place_id].country_code
    assert 1 <= len(codes) <= 10
    assert set(codes) <= COUNTRIES


def test_terms_are_of_known_countries_and_no_term_is_there_twice() -> None:
    listed = hints.terms()
    for form, found in listed.items():
        assert len({term.rest for term in found}) == len(found), form
        assert all(set(term.country_codes) <= COUNTRIES for term in found), form


@given(stem=st.text(alphabet="ابتلمنهو", min_size=4, max_size=8))
def test_particles_that_are_attached_are_taken_off_again(stem: str) -> None:
    assert all(stem in {reading.stem for reading in analyses(form)} for form in with_particles(stem))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قالت معتمدية القصور", [("معتمدية", ("TN",))]),
        ("نفى الحوثيون وحزب الله ذلك في بيروت", [("الحوثيون", ("YE",)), ("وحزب الله", ("LB", "SY"))]),
        ("تحدث الحزب والله أعلم من بيروت", []),
        ("فوز ريال مدريد في بيروت", []),
    ],
)
def test_terms_are_found_with_particles_and_all_their_words(
    text: str, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    found = find_terms(split_article(Article(id="a", text=text)))
    assert [(term.surface, term.countries) for term in found] == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("وصلت الشاحنات إلى مدينة القصير على البحر الأحمر.", QUSAYR_EGYPT),
        ("سيطرت قوات النظام على مدينة القصير.", QUSAYR_SYRIA),
    ],
)
def test_shared_places_and_terms_tell_namesakes_apart(text: str, place: str, gazetteer: Gazetteer) -> None:
    found = geoparse(Article(id="a", text=text), gazetteer).resolutions
    assert place in [resolution.place.id for resolution in found if resolution.place]
