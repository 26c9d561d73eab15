"""Towns that have a city's name and no Arabic one: that they may be meant takes the pin away, and no pin is theirs."""

import pytest

from geomap.arabic import fold
from geomap.gazetteer import Gazetteer, tables
from geomap.gazetteer.locate import data_folder
from geomap.gazetteer.namesakes import NAMESAKE_FILE, namesakes
from geomap.gazetteer.short_names import SHORT_NAME_FILE, full_name
from geomap.match import match
from geomap.pipeline import geoparse
from geomap.records import Article, Kind, Mention

PLACES = {row.place.id: row.place for row in tables.places(data_folder())}
NAMES = sorted({line.split("\t")[1] for line in (data_folder() / NAMESAKE_FILE).read_text("utf-8").splitlines()[1:]})
SHORT_NAMES = [
    fold(line.split("\t")[0]) for line in (data_folder() / SHORT_NAME_FILE).read_text("utf-8").splitlines()[1:]
]


def test_namesakes_are_called_like_a_city_that_the_gazetteer_has() -> None:
    cities = {place.name for place in PLACES.values() if place.feature_class == "P"}
    assert set(NAMES) <= cities


@pytest.mark.parametrize("name", NAMES)
def test_no_namesake_is_a_place_of_the_gazetteer(name: str) -> None:
    assert namesakes(name)
    assert all(town.id not in PLACES for town in namesakes(name))


def test_of_other_names_there_are_none() -> None:
    assert namesakes("Nowhere") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أعلنت الشرطة في ملبورن قرب أورلاندو في ولاية فلوريدا الأميركية إخلاء المدرسة.", None),
        ("افتتح المعرض في مدينة سيدني الأسترالية أمس.", "Sydney"),
        ("قالت واشنطن إنها ستنسحب من اتفاقية باريس.", "Paris"),
        ("انتقل اللاعب من نيويورك إلى باريس.", "Paris"),
    ],
)
def test_a_namesake_takes_the_pin_only_where_its_surroundings_are_named(
    gazetteer: Gazetteer, text: str, expected: str | None
) -> None:
    found = geoparse(Article(id="a", text=text), gazetteer).resolutions
    (named,) = [each for each in found if each.mention.surface in {"ملبورن", "سيدني", "باريس"}]
    assert (named.place.name if named.place else None) == expected


def test_of_two_cities_called_alike_each_namesake_takes_the_larger_ones_name(gazetteer: Gazetteer) -> None:
    surface = "فالنسيا"  # of Venezuela, with 1.6 million; that of Spain is called بلنسية first
    mention = Mention(
        article_id="a", sentence=0, start=0, end=7, surface=surface, toponym=surface, kind=Kind.LITERAL, score=0.9
    )
    towns = {town.id for town in namesakes("Valencia")}
    found = [each.place for each in match(mention, gazetteer).candidates if each.place.id in towns]
    assert sorted(place.id for place in found) == sorted(towns)
    assert {place.name_ar for place in found} == {surface}


def test_a_short_name_may_be_that_of_a_longer_one(gazetteer: Gazetteer) -> None:
    for name in SHORT_NAMES:
        assert any(entry.place for entry in gazetteer.lookup(full_name(name)))
    found = geoparse(Article(id="a", text="انتقل القطار من الرباط إلى البيضاء في المغرب."), gazetteer).resolutions
    assert [each.place.name for each in found if each.place] == ["Rabat", "Casablanca", "Morocco"]
    assert full_name("الدار") == ""
