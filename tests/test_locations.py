"""Mentions that are not at their places' points: offsets, parts, borders, and what lies within another place."""

from dataclasses import replace

import pytest
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.gazetteer import Gazetteer, extents, tables
from geomap.gazetteer.locate import data_folder
from geomap.pipeline import geoparse
from geomap.reasons import reason
from geomap.records import Article, Kind, Location, Place, Relation, Resolution
from geomap.resolve.directions import AROUND, COUNTRYSIDE, Direction, Offset
from geomap.resolve.relative import at_offset, part_of

PLACES = [row.place for row in tables.places(data_folder())]
TOWNS = st.sampled_from([place for place in PLACES if place.feature_class == "P" and abs(place.latitude) < 70])
COUNTRIES = st.sampled_from([place for place in PLACES if place.is_country])
SIDES = st.sampled_from(extents.SIDES)


def found_in(gazetteer: Gazetteer, text: str) -> list[Resolution]:
    return list(geoparse(Article(id="a", text=text), gazetteer).resolutions)


def located(gazetteer: Gazetteer, text: str) -> dict[str, Location]:
    """The location of each mention that has one, by its words."""
    return {found.mention.surface: found.location for found in found_in(gazetteer, text) if found.location}


def ids(gazetteer: Gazetteer, text: str) -> dict[str, str]:
    return {surface: location.id for surface, location in located(gazetteer, text).items()}


# Offsets


@settings(deadline=None)
@given(place=TOWNS, side=SIDES, kilometers=st.integers(1, 1000))
def test_an_offset_is_as_far_as_stated_and_in_its_direction(place: Place, side: str, kilometers: int) -> None:
    found = at_offset(place, Offset(kilometers=kilometers, direction=Direction(side=side)))
    assert geodesic((place.latitude, place.longitude), (found.latitude, found.longitude)).km == pytest.approx(
        kilometers, abs=0.01
    )
    if "N" in side or "S" in side:
        assert (found.latitude > place.latitude) == ("N" in side)
    if kilometers < 500 and ("E" in side or "W" in side):
        east = (found.longitude - place.longitude + 180) % 360 - 180
        assert (east > 0) == ("E" in side)


@settings(deadline=None)
@given(place=TOWNS, side=SIDES, near=st.integers(1, 400), farther=st.integers(1, 400))
def test_the_farther_an_offset_the_less_sure_it_is(place: Place, side: str, near: int, farther: int) -> None:
    first, second = (
        at_offset(place, Offset(kilometers=distance, direction=Direction(side=side)))
        for distance in (near, near + farther)
    )
    assert 0 < first.uncertainty_km < second.uncertainty_km


@pytest.mark.parametrize("turn", [-45, -30, 0, 45])
def test_wherever_the_direction_may_point_the_circle_holds_it(turn: int) -> None:
    sirte = next(place for place in PLACES if place.id == "geonames:2210554")
    found = at_offset(sirte, Offset(kilometers=40, direction=Direction(side="S")))
    meant = geodesic(kilometers=40).destination((sirte.latitude, sirte.longitude), 180 + turn)
    assert geodesic(meant, (found.latitude, found.longitude)).km <= found.uncertainty_km


def test_an_offset_keeps_its_anchor_as_the_place(gazetteer: Gazetteer) -> None:
    sirte, libya = found_in(gazetteer, "وقع الهجوم على بعد 40 كيلومترا جنوب سرت في ليبيا.")
    assert sirte.place
    assert sirte.place.name == "Sirte"
    assert sirte.location
    assert sirte.location.id == "offset:geonames:2210554:40km-S"
    assert sirte.location.anchors == (sirte.place,)
    assert sirte.location.name_ar == "40 كم جنوب سرت"
    assert sirte.location.name == "40 km south of Sirte"
    assert "«40 كم جنوب سرت»" in reason(sirte.evidence)
    assert libya.location is None


def test_a_distance_in_no_direction_is_a_circle_about_the_place(gazetteer: Gazetteer) -> None:
    (sirte,) = located(gazetteer, "وقع الهجوم على بعد 40 كيلومترا من مدينة سرت أمس.").values()
    (place,) = sirte.anchors
    assert (sirte.id, sirte.relation) == ("offset:geonames:2210554:40km", Relation.OFFSET)
    assert (sirte.name, sirte.name_ar) == ("40 km from Sirte", "40 كم من سرت")
    assert (sirte.latitude, sirte.longitude) == (place.latitude, place.longitude)
    assert sirte.uncertainty_km == 40 + extents.radius_km(place)


@pytest.mark.parametrize(
    "text",
    [
        "وصل الوفد إلى بنغازي الواقعة على بعد 40 كيلومترا من سرت.",
        "وصل الوفد إلى بنغازي التي تبعد 40 كيلومترا عن سرت.",
        "يمتد الطريق مسافة 40 كيلومترا من سرت.",
    ],
)
def test_a_distance_that_tells_where_another_place_lies_moves_no_pin(gazetteer: Gazetteer, text: str) -> None:
    assert "سرت" not in ids(gazetteer, text)


def test_a_distance_from_a_country_is_no_point(gazetteer: Gazetteer) -> None:
    assert not any(key.startswith("offset") for key in ids(gazetteer, "على بعد 40 كيلومترا جنوب ليبيا.").values())


# Parts


@settings(deadline=None)
@given(place=TOWNS, side=SIDES)
def test_the_part_of_a_town_lies_on_its_side_and_touches_the_town(place: Place, side: str) -> None:
    found = part_of(place, side)
    assert found
    away = geodesic((place.latitude, place.longitude), (found.latitude, found.longitude)).km
    assert 0 < away <= found.uncertainty_km
    if "N" in side or "S" in side:
        assert (found.latitude > place.latitude) == ("N" in side)


@settings(deadline=None)
@given(place=COUNTRIES, part=st.sampled_from([AROUND, COUNTRYSIDE]))
def test_a_country_has_no_suburbs(place: Place, part: str) -> None:
    assert part_of(place, part) is None


@pytest.mark.parametrize(
    ("text", "surface", "part"),
    [
        ("قتل ثلاثة جنود في شمال مالي أمس.", "مالي", "part:geonames:2453866:N"),
        ("تحطمت طائرة في جنوب غربي ليبيا أمس.", "ليبيا", "part:geonames:2215636:SW"),
        ("انفجرت عبوة في ضواحي دمشق مساء أمس.", "دمشق", "part:geonames:170654:around"),
        ("احتشد الآلاف وسط مدينة بغداد في العراق.", "بغداد", "part:geonames:98182:C"),
        ("دارت معارك شرقي الموصل في العراق.", "الموصل", "part:geonames:99072:E"),
    ],
)
def test_a_part_is_told_by_the_words_before_the_name(gazetteer: Gazetteer, text: str, surface: str, part: str) -> None:
    assert ids(gazetteer, text)[surface] == part


@pytest.mark.parametrize(
    "text",
    [
        "عقد المؤتمر في شمال إفريقيا.",  # one name
        "انتشر الجيش في جنوب السودان.",  # another
        "دارت معارك في شمال وشرق ليبيا.",  # in two parts
        "وصل الوفد إلى ليبيا.",
        "أبحرت السفينة شمال البحر الأحمر.",
    ],
)
def test_no_part_is_told_by_others(gazetteer: Gazetteer, text: str) -> None:
    assert ids(gazetteer, text) == {}


def test_the_words_that_tell_where_another_place_lies_move_no_pin(gazetteer: Gazetteer) -> None:
    assert "طرابلس" not in ids(gazetteer, "وصل الوفد من مدينة بنغازي إلى مدينة صبراتة غرب طرابلس في ليبيا.")


# Borders


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("أغلقت السلطات الحدود الليبية التونسية أمس.", {"الليبية", "التونسية"}),
        ("أغلقت السلطات الحدود الليبية-التونسية أمس.", {"الليبية", "التونسية"}),
        ("أغلقت السلطات الحدود بين ليبيا وتونس أمس.", {"ليبيا", "تونس"}),
        ("وصل الرتل إلى الحدود التونسية مع ليبيا أمس.", {"التونسية", "ليبيا"}),
        ("قالت ليبيا إن الوضع في ليبيا هادئ على الشريط الحدودي مع تونس.", {"تونس"}),
    ],
)
def test_a_border_is_where_both_countries_meet(gazetteer: Gazetteer, text: str, surfaces: set[str]) -> None:
    found = located(gazetteer, text)
    assert set(found) == surfaces
    assert {location.id for location in found.values()} == {"border:geonames:2215636+geonames:2464461"}


def test_a_demonym_in_a_border_s_name_stays_a_demonym(gazetteer: Gazetteer) -> None:
    first, second = found_in(gazetteer, "أغلقت السلطات الحدود الليبية التونسية أمس.")
    assert first.mention.kind == second.mention.kind == Kind.DEMONYM
    assert first.place != second.place
    assert first.location == second.location


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("أغلقت السلطات الحدود الليبية أمس.", "الليبية"),
        ("توتر على الحدود مع ليبيا.", "ليبيا"),  # whose?
        ("توتر على الحدود مع ليبيا، قالت مصر والجزائر.", "ليبيا"),  # of one or of the other
    ],
)
def test_of_one_country_the_whole_border_is_meant(gazetteer: Gazetteer, text: str, surface: str) -> None:
    found = located(gazetteer, text)[surface]
    (libya,) = found.anchors
    assert (found.id, found.relation, libya.name) == (f"border:{libya.id}", Relation.BORDER, "Libya")
    assert found.uncertainty_km == extents.radius_km(libya)


def test_the_other_country_is_the_same_however_many_borders_are_named(gazetteer: Gazetteer) -> None:
    found = found_in(gazetteer, "قالت ليبيا إن ليبيا هادئة. " + "توتر على الحدود مع تونس. " * 3)
    assert {each.location.id for each in found if each.mention.surface == "تونس" and each.location} == {
        "border:geonames:2215636+geonames:2464461"
    }


@pytest.mark.parametrize(
    "text",
    [
        "اجتمع الوفدان على الحدود الليبية التونسية الجزائرية.",  # a triangle
        "أغلقت السلطات الحدود بين ليبيا والمغرب.",  # there is none
        "وقعت الحكومتان الليبية التونسية اتفاقا.",
        "بقي المسلحون داخل حدود ليبيا.",
        "لن تقتصر الحرب على الحدود الليبية.",
    ],
)
def test_a_border_that_is_not_clear_is_not_drawn(gazetteer: Gazetteer, text: str) -> None:
    assert ids(gazetteer, text) == {}


# Within


@pytest.mark.parametrize(
    ("text", "surface", "place_id", "code"),
    [
        ("وقع الحادث في شارع عشرين بمدينة بنغازي الليبية.", "شارع عشرين", "geonames:88319", "ST"),
        ("اندلع حريق في حي البهلوان بمدينة حمص السورية.", "البهلوان", "geonames:169577", "PPLX"),
        ("نقل المصابون إلى مستشفى الأمل في مدينة حلب السورية.", "مستشفى الأمل", "geonames:170063", "HSP"),
        ("زار الوزير مسجد الصديق (الدوحة) في قطر.", "مسجد الصديق", "geonames:290030", "MSQE"),
        ("قتل شخصان في مدينة بنغازي (شارع عشرين) في ليبيا.", "شارع عشرين", "geonames:88319", "ST"),
    ],
)
def test_what_the_gazetteer_lacks_lies_within_what_is_named_beside_it(
    gazetteer: Gazetteer, text: str, surface: str, place_id: str, code: str
) -> None:
    found = next(found for found in found_in(gazetteer, text) if found.mention.surface == surface)
    assert found.place is None
    assert found.location
    assert found.location.relation == Relation.WITHIN
    assert found.location.anchors[0].id == place_id
    assert found.location.feature_code == code
    assert found.location.uncertainty_km >= extents.radius_km(found.location.anchors[0])
    assert found.location.id.startswith(f"within:{place_id}:")
    assert 0.5 <= found.score <= 1
    assert reason(found.evidence).startswith("within «")
    assert reason(found.evidence, "ar").startswith("ضمن «")


def test_a_street_lies_in_the_town_that_the_article_is_about(gazetteer: Gazetteer) -> None:
    text = "اندلعت اشتباكات في مدينة بنغازي الليبية أمس.\nوأغلقت قوات الأمن شارع عشرين أمام المارة."
    assert ids(gazetteer, text)["شارع عشرين"] == "within:geonames:88319:شارع_عشرين"


def test_the_middle_of_a_town_is_in_it_and_its_surroundings_are_not(gazetteer: Gazetteer) -> None:
    text = "اندلعت اشتباكات {} مدينة بنغازي الليبية أمس.\nوأغلقت قوات الأمن شارع عشرين أمام المارة."
    assert "شارع عشرين" in ids(gazetteer, text.format("في وسط"))
    assert "شارع عشرين" not in ids(gazetteer, text.format("في ضواحي"))


@pytest.mark.parametrize(
    "text",
    [
        "وقع الحادث في شارع عشرين.",  # nowhere
        "وقع الحادث في شارع عشرين في ليبيا.",  # a country is too wide
        "سافر الوفد من مدينة بنغازي إلى مدينة سرت في ليبيا، وأغلق شارع عشرين.",  # in one or in the other
        "وصلت الجثث من مدينة بنغازي الليبية إلى شارع عشرين.",  # not said to be there
        "بنى في مدينة الكوفة ومسجد الصديق (البحرين) ثم عاد.",  # elsewhere
        "بنيت كنيسة قبطية بمدينة طنطا في مصر.",
        "يمتد الطريق في ولاية أريانة على شاطئ ززززز.",  # perhaps not only there
        "في مدينة بنغازي الليبية قال ززززز إن الأمر خطير.",  # of no known type
    ],
)
def test_what_nothing_contains_is_not_placed(gazetteer: Gazetteer, text: str) -> None:
    assert ids(gazetteer, text) == {}


def test_a_town_named_behind_a_list_holds_its_last_item_only(gazetteer: Gazetteer) -> None:
    text = "انقطع الماء في شارع عشرين وشارع ثلاثين وشارع الأمل بمدينة بنغازي الليبية."
    assert {"شارع عشرين", "شارع الأمل"} <= {found.mention.surface for found in found_in(gazetteer, text)}
    assert set(ids(gazetteer, text)) == {"شارع الأمل"}


def test_a_hospital_behind_a_comma_is_not_in_the_town_before_it(gazetteer: Gazetteer) -> None:
    text = "نقل التلميذ الذي أصيب في مدينة بنغازي، بمستشفى الحروق البليغة ببن عروس في تونس."
    found = ids(gazetteer, text).get("مستشفى الحروق", "")
    assert "88319" not in found


def test_an_article_s_town_does_not_hold_a_hospital_or_an_airport(gazetteer: Gazetteer) -> None:
    text = "اندلعت اشتباكات في مدينة بنغازي الليبية أمس.\nونقل المصابون إلى مستشفى زهرة الخليج ثم إلى مطار ززززز."
    assert ids(gazetteer, text) == {}


def test_the_same_name_in_the_same_town_is_one_location(gazetteer: Gazetteer) -> None:
    text = "أغلق شارع عشرين بمدينة بنغازي الليبية. ثم فتح شارع عشرين ببنغازي."
    (first, second) = (found.location for found in found_in(gazetteer, text) if found.mention.surface == "شارع عشرين")
    assert first == second


# For all articles

PHRASES = st.sampled_from(
    """
    شمال مالي|على بعد 40 كم جنوب سرت|الحدود الليبية التونسية|الحدود مع الجزائر|شارع عشرين|بمدينة بنغازي|في حي الزهراء
    بحمص|قرية الزعفرانة|مستشفى الأمل|ضواحي دمشق|في ليبيا|، ثم|.|ريف حلب الشمالي|غرب طرابلس|بنحو 20 كم|(
    """.replace("\n", "|").split("|")
).map(str.strip)


@settings(deadline=None)
@given(text=st.lists(PHRASES, max_size=14).map(" ".join))
def test_locations_are_circles_about_places_that_the_article_names(gazetteer: Gazetteer, text: str) -> None:
    resolutions = found_in(gazetteer, text)
    named = {found.place for found in resolutions if found.place}
    for found in resolutions:
        if not found.location:
            continue
        location = found.location
        assert location.uncertainty_km > 0
        assert named.issuperset(location.anchors)
        assert (location.relation == Relation.WITHIN) == (found.place is None)
        assert location.id.startswith(f"{location.relation}:{location.anchors[0].id}")
        assert found.spot == location
        if location.relation == Relation.WITHIN:
            assert not location.anchors[0].is_country
            assert found.mention.kind == Kind.LITERAL
    assert found_in(gazetteer, text) == resolutions


def test_a_location_s_country_is_that_of_its_anchors(gazetteer: Gazetteer) -> None:
    found = located(gazetteer, "في شمال مالي وعلى الحدود الليبية التونسية.")
    assert found["مالي"].country_code == "ML"
    assert found["الليبية"].country_code == ""
    assert replace(found["مالي"], anchors=()).country_code == ""


@pytest.mark.parametrize(
    ("text", "surface", "code", "radius"),
    [
        ("نقل الجرحى إلى مستشفى القيروان في تونس.", "مستشفى القيروان", "HSP", 4),
        ("هبطت الطائرة في مطار درنة أمس.", "مطار درنة", "AIRP", 25),
    ],
)
def test_a_facility_called_after_its_town_lies_somewhere_in_it(
    gazetteer: Gazetteer, text: str, surface: str, code: str, radius: float
) -> None:
    found = located(gazetteer, text)[surface]
    assert (found.relation, found.feature_code, found.name_ar) == (Relation.WITHIN, code, surface)
    assert found.uncertainty_km == radius
    assert found.anchors[0].feature_class == "P"


def test_a_facility_that_the_gazetteer_has_is_at_its_point(gazetteer: Gazetteer) -> None:
    (airport,) = found_in(gazetteer, "هبطت الطائرة في مطار دمشق الدولي مساء أمس.")
    assert airport.place
    assert airport.place.feature_code == "AIRP"
    assert airport.location is None
