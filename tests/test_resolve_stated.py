"""What the words beside a name state of it, read from texts as they are geoparsed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.gazetteer import Gazetteer
from geomap.pipeline import geoparse
from geomap.reasons import reason
from geomap.records import Article, Resolution
from geomap.resolve.gap import Relation, relation
from geomap.resolve.nouns import noun_of


def found(gazetteer: Gazetteer, text: str, surface: str, **about: str) -> list[Resolution]:
    resolutions = geoparse(Article(id="a", text=text, **about), gazetteer).resolutions
    return [each for each in resolutions if each.mention.surface == surface]


def where(resolution: Resolution) -> str:
    place = resolution.place
    return f"{place.country_code} {place.feature_code}" if place else ""


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (" ", Relation.ADJACENT),
        (" في ", Relation.WITHIN),
        (" ب", Relation.WITHIN),
        (" بمدينة ", Relation.WITHIN),
        (" في محافظة ", Relation.WITHIN),
        (" التابعة لمحافظة ", Relation.WITHIN),
        (" الواقعة في ", Relation.WITHIN),
        (" (محافظة ", Relation.WITHIN),
        ("، محافظة ", Relation.WITHIN),
        (" من ولاية ", Relation.WITHIN),
        ("، آخر بلدة ساحلية في ", Relation.WITHIN),
        ("، المدينة التي هجرها أهلها في محافظة ", Relation.WITHIN),
        ("، وقتل ثلاثة في ", Relation.NONE),
        ("، أكبر مدن ", Relation.WITHIN),
        (" ثانية مدن إقليم ", Relation.WITHIN),
        (" وأكبر مدن ", Relation.NONE),
        (" قرب الحدود مع ", Relation.AT_BORDER),
        (" الواقعة على الحدود ", Relation.AT_BORDER),
        (" الحدودية مع ", Relation.AT_BORDER),
        (" قرب الحدود الشمالية مع ", Relation.NONE),
        (" غرب ", Relation.NEAR),
        (" القريبة من ", Relation.NEAR),
        (" الواقعة على بعد 40 كيلومترا غرب ", Relation.NEAR),
        (" في ريف ", Relation.NEAR),
        ("، ", Relation.BESIDE),
        (" (", Relation.BESIDE),
        (" – ", Relation.BESIDE),
        (" و", Relation.SIBLING),
        ("، و", Relation.SIBLING),
        (" وفي ", Relation.SIBLING),
        (" ومدينة ", Relation.SIBLING),
        (" إلى ", Relation.ROUTE),
        (" ثم عاد إلى ", Relation.NONE),
        (". في ", Relation.NONE),
        (" " * 100, Relation.NONE),
    ],
)
def test_what_stands_between_two_names_relates_them(gap: str, expected: Relation) -> None:
    text = f"درنة{gap}ليبيا"
    assert relation(text, len("درنة"), len("درنة" + gap)) == expected


@given(text=st.text(max_size=80), data=st.data())
def test_any_words_may_stand_between_two_names(text: str, data: st.DataObject) -> None:
    end = data.draw(st.integers(0, len(text)))
    start = data.draw(st.integers(end, len(text)))
    assert relation(text, end, start) in Relation
    assert (relation(text, end, start) == Relation.ADJACENT) == (text[end:start].isspace() and start - end <= 60)


@pytest.mark.parametrize(("word", "stem"), [("بمحافظة", "محافظه"), ("والي", "والي"), ("لقضاء", "قضاء"), ("حيي", "حيي")])
def test_nouns_of_type_are_known_with_their_particles(word: str, stem: str) -> None:
    noun = noun_of(word)
    assert noun is not None
    assert noun.stem == stem


@pytest.mark.parametrize("word", ["وإلى", "وإلي", "كتاب", ""])
def test_a_preposition_is_no_governor(word: str) -> None:
    assert noun_of(word) is None


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        # a container, in the ways in which texts name it
        ("وصلت القافلة إلى رفح في مصر مساء السبت.", "رفح", "EG PPL"),
        ("قال سكان من مدينة طرابلس، لبنان، إن الكهرباء عادت.", "طرابلس", "LB PPL"),
        ("شهدت مدينة الزاوية غرب طرابلس في ليبيا هدوءا.", "الزاوية", "LY PPL"),
        ("شيع أهالي مدينة صور في جنوب لبنان الضحايا.", "صور", "LB PPL"),
        # an adjective, also with another between
        ("افتتح السوق في مدينة صور العمانية أمس.", "صور", "OM PPL"),
        ("زار الوزير مدينة طرابلس الساحلية الليبية أمس.", "طرابلس", "LY PPLC"),
        # a masculine one, of an organization
        ("تعادل نادي فالنسيا الإسباني أمس.", "فالنسيا", "ES PPL"),
        # a border: what lies there is a neighbor's
        ("ضبطت الشرطة شحنة في القصير قرب الحدود مع لبنان.", "القصير", "SY PPL"),
        # one of its kind there
        ("افتتح سوق في المنصورة، أكبر أحياء عدن.", "المنصورة", "YE PPL"),
        # a list shares it
        ("زار الوفد مدينتي طرابلس وصيدا في لبنان.", "طرابلس", "LB PPL"),
        # a type
        ("أعلن محافظ حلب حالة الطوارئ.", "حلب", "SY ADM1"),
        ("أعلنت بلدية مدينة حلب حالة الطوارئ.", "حلب", "SY PPL"),
        ("أصبحت حلبجة المحافظة التاسعة عشرة في العراق.", "حلبجة", "IQ ADM1"),
        ("عين محافظ جديد لحمص.", "حمص", "SY ADM1"),
        ("زار أمير تبوك المصابين.", "تبوك", "SA ADM1"),
        ("زار أمير الكويت القاهرة.", "الكويت", "KW PCLI"),
        ("عبر النازحون من ولاية بورنو إلى النيجر المجاورة.", "النيجر", "NE PCLI"),
        ("انقطع الماء عن أحياء جيبوتي المجاورة للميناء.", "جيبوتي", "DJ PPLC"),
        ("التقى الرئيس في العاصمة تونس وفدا أجنبيا.", "تونس", "TN PPLC"),
        ("وقعت جمهورية تونس الاتفاق.", "تونس", "TN PCLI"),
        ("وقعت دولة الكويت الاتفاق.", "الكويت", "KW PCLI"),
        ("انتقل إلى لندن عاصمة بريطانيا.", "بريطانيا", "GB PCLI"),
        ("شهدت مدن ليبيا احتجاجات.", "ليبيا", "LY PCLI"),
        # vowels that are written
        ("وصل الوفد إلى عُمان مساء.", "عُمان", "OM PCLI"),
        ("وصل الوفد إلى عمّان مساء.", "عمّان", "JO PPLC"),
    ],
)
def test_what_is_stated_decides(gazetteer: Gazetteer, text: str, surface: str, expected: str) -> None:
    assert [where(each) for each in found(gazetteer, text, surface)] == [expected]


def test_the_list_of_a_plural_noun_is_of_its_type(gazetteer: Gazetteer) -> None:
    text = "امتدت الأمطار إلى محافظات حمص وحماة وإدلب في سوريا."
    for surface in ("حمص", "حماة", "إدلب"):
        assert [where(each) for each in found(gazetteer, text, surface)] == ["SY ADM1"]


def test_a_name_keeps_its_place_where_nothing_else_is_said(gazetteer: Gazetteer) -> None:
    text = "انفجرت سيارة في مدينة طرابلس اللبنانية صباحا.\nقال شهود إن الانفجار هز طرابلس كلها."
    first, second = found(gazetteer, text, "طرابلس")
    assert where(first) == where(second) == "LB PPL"
    assert "stated_elsewhere" in {item.code for item in second.evidence}


def test_a_name_has_two_places_where_the_text_says_so(gazetteer: Gazetteer) -> None:
    text = "انتقل من مدينة طرابلس اللبنانية إلى مدينة طرابلس الليبية."
    assert [where(each) for each in found(gazetteer, text, "طرابلس")] == ["LB PPL", "LY PPLC"]


def test_two_ambiguous_names_decide_each_other(gazetteer: Gazetteer) -> None:
    text = "وصلت الحافلة إلى مدينة القنيطرة قادمة من مدينة المحمدية."
    assert [where(each)[:2] for each in found(gazetteer, text, "المحمدية")] == ["MA"]


def test_a_quarter_far_from_the_places_of_the_article_is_another_towns(gazetteer: Gazetteer) -> None:
    text = "تولت أمانة جدة في السعودية إصلاح هبوط أرضي في حي الأندلس."
    (quarter,) = found(gazetteer, text, "الأندلس")
    assert quarter.place is None


def test_the_dateline_is_no_evidence_for_the_places_of_the_story(gazetteer: Gazetteer) -> None:
    text = "القاهرة (رويترز) – اشتبكت مجموعتان في مدينة طرابلس أمس، وقالت مصادر في ليبيا إن القتال توقف."
    assert [where(each) for each in found(gazetteer, text, "طرابلس")] == ["LY PPLC"]
    (cairo,) = found(gazetteer, text, "القاهرة")
    assert where(cairo) == "EG PPLC"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("تونس (وات) – أعلنت الوزارة نتائج المناظرة.", "TN PPLC"),
        ("تونس، 12 نوفمبر (وات) - أعلنت الوزارة نتائج المناظرة.", "TN PPLC"),
        ("تونس – أعلنت الوزارة نتائج المناظرة.", "TN PPLC"),
        ("تونس تعلن نتائج المناظرة – الوزارة تنشر القائمة.", "TN PCLI"),
        ("تونس وليبيا – تعاون جديد.", "TN PCLI"),
    ],
)
def test_articles_are_sent_from_towns(gazetteer: Gazetteer, text: str, expected: str) -> None:
    assert [where(each) for each in found(gazetteer, text, "تونس")] == [expected]


@pytest.mark.parametrize("about", [{"title": "هدوء في لبنان"}, {"source": "الوكالة الوطنية اللبنانية"}])
def test_title_and_source_tell_where_the_text_does_not(gazetteer: Gazetteer, about: dict[str, str]) -> None:
    text = "عادت الكهرباء إلى مدينة صور صباح اليوم."
    (bare,) = found(gazetteer, text, "صور")
    (told,) = found(gazetteer, text, "صور", **about)
    assert bare.place is None
    assert where(told) == "LB PPL"
    assert "background" in {item.code for item in told.evidence}


def test_the_reason_names_the_next_candidate(gazetteer: Gazetteer) -> None:
    (tripoli,) = found(gazetteer, "وصل إلى مدينة طرابلس اللبنانية.", "طرابلس")
    assert "the next candidate: " in reason(tripoli.evidence, "en")
    assert "أقرب بديل: " in reason(tripoli.evidence, "ar")


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("توقف المسافرون من صفاقس في محطة إشبيلية.", "محطة إشبيلية", ""),
        ("أعلنت إسبانيا أن القطار القادم من مدريد توقف في محطة إشبيلية.", "محطة إشبيلية", "ES PPL"),
        ("وصل المصابون إلى مستشفى ترهونة ليلا.", "مستشفى ترهونة", "LY PPL"),
        ("انهارت صخور على جبل إشبيلية شمال صفاقس.", "جبل إشبيلية", ""),
    ],
)
def test_a_station_or_hill_is_at_its_namesake_only_where_the_country_is_spoken_of(
    gazetteer: Gazetteer, text: str, surface: str, expected: str
) -> None:
    assert [where(each) for each in found(gazetteer, text, surface)] == [expected]


def test_a_list_of_towns_of_one_country_speaks_against_a_namesake_abroad(gazetteer: Gazetteer) -> None:
    (listed,) = found(gazetteer, "أغلقت مدارس حيدرة وتالة والعيون بسبب الثلوج.", "العيون")
    (alone,) = found(gazetteer, "نقل المصابون إلى مدينة العيون أمس.", "العيون")
    assert "it is listed with places of another country" in reason(listed.evidence, "en")
    assert listed.score < alone.score


def test_a_town_is_not_near_the_next_division_of_its_country(gazetteer: Gazetteer) -> None:
    (paradise,) = found(gazetteer, "حريق في كاليفورنيا: إجلاء سكان بلدة بارادايس.", "بارادايس")
    codes = {each.place.admin1_code: {item.code for item in each.evidence} for each in paradise.alternatives}
    assert "near" in codes["CA"]
    assert paradise.place is None or "near" not in {item.code for item in paradise.evidence}
