"""A country or its capital, a division or its seat, a namesake abroad: what texts say without saying where."""

import pytest

from geomap.gazetteer import Gazetteer
from geomap.match import match
from geomap.pipeline import geoparse
from geomap.records import Article, Kind, Mention

TUNISIA, TUNIS, SOUSSE, SUSA_LIBYA = "geonames:2464461", "geonames:2464470", "geonames:2464915", "geonames:81584"
OMAN, AMMAN = "geonames:286963", "geonames:250441"
HOMS, HOMS_GOVERNORATE = "geonames:169577", "geomap:sy-homs"
GEORGIA_USA, GEORGIA = "geomap:us-ga", "geonames:614540"
NIGER = "geonames:2440476"
DJIBOUTI_CITY, SAN_JOSE = "geonames:223817", "geonames:3621849"
ALGIERS_PROVINCE, SOUSSE_PROVINCE = "geomap:dz-algiers", "geomap:tn-sousse"


def placed(gazetteer: Gazetteer, text: str, surface: str) -> list[str | None]:
    found = geoparse(Article(id="a", text=text), gazetteer).resolutions
    return [each.place.id if each.place else None for each in found if each.mention.surface == surface]


@pytest.mark.parametrize(
    ("text", "surface", "place"),
    [
        ("انطلق القطار من صفاقس وسوسة ووصل إلى تونس بعد ساعات.", "تونس", TUNIS),
        ("وقعت تونس مع إيطاليا اتفاقا لمكافحة الهجرة.", "تونس", TUNISIA),
        ("تونس 3 مارس (وات) - افتتح المعرض أمس.", "تونس", TUNIS),
        ("استقبل الوزير سفير عمان لدى الأردن.", "عمان", OMAN),
        ("نقل المصابون من إربد والزرقاء إلى عمان.", "عمان", AMMAN),
        ("انتشر الجيش على الحدود مع النيجر قرب ولاية كيبي النيجيرية.", "النيجر", NIGER),
        ("أقلعت الطائرة العسكرية من تونس صباح اليوم.", "تونس", TUNIS),
        ("وصلت إلى جيبوتي سفينة محملة بالقمح.", "جيبوتي", DJIBOUTI_CITY),
        ("بدأ الرئيس رحلته من تونس.", "تونس", TUNISIA),
        ("هبطت في تونس مروحية عسكرية.", "تونس", TUNIS),
        ("تأخرت الرحلة من تونس إلى القاهرة.", "تونس", TUNIS),
        ("تعطل المترو في تونس صباح اليوم.", "تونس", TUNIS),
        ("استدعت كراكاس القائم بالأعمال في سان خوسيه.", "سان خوسيه", SAN_JOSE),
        ("تضررت ولايات الشمال، ومنها الجزائر والبليدة.", "الجزائر", ALGIERS_PROVINCE),
        ("تأخر صرف الرواتب في عدة ولايات منها سوسة.", "سوسة", SOUSSE_PROVINCE),
        ("زادت حقول النفط في حمص إنتاجها، وفق الحكومة السورية.", "حمص", HOMS_GOVERNORATE),
        ("فاز المرشح في جورجيا وفلوريدا وتكساس.", "جورجيا", GEORGIA_USA),
        ("زار رئيس جورجيا باكو ويريفان.", "جورجيا", GEORGIA),
    ],
)
def test_a_country_or_a_namesake_by_what_is_done_there(
    gazetteer: Gazetteer, text: str, surface: str, place: str
) -> None:
    assert placed(gazetteer, text, surface) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("أتلفت الأمطار محصول القمح في حمص، خصوصا في الرستن وتدمر.", HOMS_GOVERNORATE),
        ("قال مدير صحة حمص إن المستشفيات جاهزة في سوريا.", HOMS_GOVERNORATE),
        ("قال مدير التربية في حمص إن المدارس السورية جاهزة.", HOMS_GOVERNORATE),
        ("تضررت المدارس في حمص، خصوصا في منطقتي الرستن وتلكلخ.", HOMS_GOVERNORATE),
        ("احتشد آلاف السوريين وسط حمص أمس.", HOMS),
        ("قال المحافظ خلال اجتماع في حمص إن المدارس السورية جاهزة.", HOMS),
        ("وصل الوفد السوري إلى حمص صباح أمس.", HOMS),
    ],
)
def test_a_division_by_its_lands_and_bodies_and_a_town_by_its_streets(
    gazetteer: Gazetteer, text: str, place: str
) -> None:
    assert placed(gazetteer, text, "حمص") == [place]


def test_what_is_stated_second_in_a_sentence_is_another_place(gazetteer: Gazetteer) -> None:
    text = "سافر الطالب الليبي من سوسة قرب درنة في ليبيا إلى مدينة سوسة التونسية."
    assert placed(gazetteer, text, "سوسة") == [SUSA_LIBYA, SOUSSE]


def test_what_a_sentence_states_of_the_second_place_of_a_name_is_not_true_of_the_first(gazetteer: Gazetteer) -> None:
    text = "درس الكاتب في قرطبة تاريخ الأندلس ثم انتقل إلى قرطبة في الأرجنتين."
    assert placed(gazetteer, text, "قرطبة") == ["geonames:2519240", "geonames:3860259"]


def test_a_place_that_is_stated_to_be_near_is_not_far(gazetteer: Gazetteer) -> None:
    assert "geonames:3871336" not in placed(gazetteer, "ضرب الزلزال بلدة سانتياغو قرب هافانا.", "سانتياغو")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("البيضاء", "geonames:2553604"),  # الدار البيضاء
        ("المدينة", "geonames:109223"),  # المدينة المنورة
        ("برشلونة", "geonames:3648559"),  # listed as برشلونة الفنزويلية
        ("سانتياغو", "geonames:3536729"),  # listed as سانتياغو دي كوبا
        ("جزيرة دومينيكا", "geonames:3575830"),  # listed without the noun
        ("الشرقية", "geomap:eastern-province"),  # المنطقة الشرقية
    ],
)
def test_longer_and_shorter_names_give_candidates_too(gazetteer: Gazetteer, name: str, place: str) -> None:
    mention = Mention(
        article_id="a", sentence=0, start=0, end=len(name), surface=name,
        toponym=name.replace("ة", "ه"), kind=Kind.LITERAL, score=1.0,
    )  # fmt: skip
    assert place in [candidate.place.id for candidate in match(mention, gazetteer).candidates]


def test_of_two_countries_of_one_name_the_larger_comes_first(gazetteer: Gazetteer) -> None:
    (first, second, *_) = match(
        Mention(
            article_id="a", sentence=0, start=0, end=7, surface="الكونغو", toponym="الكونغو", kind=Kind.LITERAL,
            score=1.0,
        ),
        gazetteer,
    ).candidates  # fmt: skip
    assert (first.place.country_code, second.place.country_code) == ("CD", "CG")
    assert first.score > second.score


def test_of_two_countries_of_a_name_none_is_chosen_without_context(gazetteer: Gazetteer) -> None:
    assert placed(gazetteer, "قال الدبلوماسي إنه خدم في الكونغو سنتين.", "الكونغو") == [None]
    assert placed(gazetteer, "خدم في الكونغو سنتين، وأقام في كينشاسا.", "الكونغو") == ["geonames:203312"]
