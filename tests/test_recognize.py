"""Finding mentions: spans, kinds, and names that are other words. The sentences are not from any gold file."""

import pytest
from hypothesis import given

from geomap.arabic import fold, words
from geomap.gazetteer import Gazetteer
from geomap.pipeline import geoparse
from geomap.recognize import describe, recognize
from geomap.recognize.classifier import probability, shipped_model
from geomap.recognize.features import features
from geomap.recognize.spans import find_spans
from geomap.records import Article, Kind, Mention
from geomap.split import split
from strategies import articles


def mentions(gazetteer: Gazetteer, text: str) -> list[Mention]:
    return [resolution.mention for resolution in geoparse(Article(id="a", text=text), gazetteer).resolutions]


def found(gazetteer: Gazetteer, text: str) -> list[tuple[str, Kind]]:
    return [(mention.surface, mention.kind) for mention in mentions(gazetteer, text)]


L, A, D = Kind.LITERAL, Kind.ASSOCIATIVE, Kind.DEMONYM


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سافر الوزير إلى عمّان وبغداد وصنعاء.", [("عمّان", L), ("بغداد", L), ("صنعاء", L)]),
        ("وصلت المساعدات للأردن وللبنان أمس.", [("أردن", L), ("لبنان", L)]),
        ("قال مسؤول في مكـــة المكرمة", [("مكـــة المكرمة", L)]),
        ("زار بنغازى وطبرق", [("بنغازى", L), ("طبرق", L)]),
        ("تجري محادثات بين مصروالسودان", [("مصر", L), ("السودان", L)]),
        ("رسالة للجزائروالمغرب", [("جزائر", L), ("المغرب", L)]),
        ("انسحبت المملكةالعربيةالسعودية من الاجتماع", [("المملكةالعربيةالسعودية", L)]),
        ("#بيروت_تنتفض", [("بيروت", L)]),
        ("دمشق – سانا", [("دمشق", L)]),
        ("نقلوا إلى مستشفى القيروان وبمطار بنغازي", [("مستشفى القيروان", L), ("مطار بنغازي", L)]),
        ("زار مدينة الكويت وجمهورية التشيك", [("الكويت", L), ("التشيك", L)]),
    ],
)
def test_spans_leave_particles_out_and_keep_names_whole(
    gazetteer: Gazetteer, text: str, expected: list[tuple[str, Kind]]
) -> None:
    assert found(gazetteer, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نشرت صحيفة الرياض الخبر", [("الرياض", A)]),
        ("فازت شبيبة القيروان على ضيفها", [("القيروان", A)]),
        ("تعادل مانشستر سيتي أمس", [("مانشستر", A)]),
        ("دعا تنظيم الدولة الإسلامية في العراق والشام أنصاره", [("العراق", A), ("الشام", A)]),
        ("انتشرت القوات الليبية والسودانية", [("الليبية", D), ("السودانية", D)]),
        ("قال الشاعر البغدادي إن الموصليين والأكراد والأوروبيين معه", []),
        ("أعلنت الحكومة السعودية ذلك", [("السعودية", D)]),
        ("عاد من السعودية", [("السعودية", L)]),
        ("وصل وزير الخارجية السوري إلى سوريا", [("السوري", D), ("سوريا", L)]),
    ],
)
def test_kinds(gazetteer: Gazetteer, text: str, expected: list[tuple[str, Kind]]) -> None:
    assert found(gazetteer, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "كان هذا الخبر الجديد بين الناس",
        "قال الكاتب محسن التونسي إن الكتاب جيد",
        "جلس في ميدان واسع أمام مشهد جميل",
        "اجتمع البنك المركزي لبحث الوضع المالي",
        "نفذ المنتخب حصة تدريبية يوم الخميس",
    ],
)
def test_other_words_are_no_mentions(gazetteer: Gazetteer, text: str) -> None:
    assert found(gazetteer, text) == []


@pytest.mark.parametrize("name", ["قبلي", "نابل", "الكاف"])
def test_a_name_that_is_sure_elsewhere_counts(gazetteer: Gazetteer, name: str) -> None:
    doubtful = f"وأفاد بذلك مراسل الإذاعة ب{name}."
    by_itself = [mention.score for mention in mentions(gazetteer, doubtful)]
    assert all(score < 0.8 for score in by_itself), "choose another name: this one needs no help"
    confirmed = mentions(gazetteer, f"احترق مصنع في مدينة {name}.\n{doubtful}")
    assert [mention.surface for mention in confirmed] == [name, name]
    assert all(confirmed[1].score > score for score in by_itself)
    assert "elsewhere" in {item.code for item in confirmed[1].evidence}


@given(article=articles)
def test_mentions_stand_in_the_text(gazetteer: Gazetteer, article: Article) -> None:
    sentences = split(article)
    last = 0
    for mention in recognize(article, sentences, gazetteer, shipped_model()):
        assert article.text[mention.start : mention.end] == mention.surface
        assert last <= mention.start < mention.end
        assert sentences[mention.sentence].start <= mention.start < mention.end <= sentences[mention.sentence].end
        assert fold(mention.surface)
        assert 0 <= mention.score <= 1
        last = mention.end


def test_a_feature_counts_once(gazetteer: Gazetteer) -> None:
    text = "وصل الوزير أمس إلى طرابلس ثم عاد إلى مسقط رأسها في تونس والجزائر."
    found_words = tuple(words(text))
    spans = tuple(find_spans(text, found_words, gazetteer))
    context = describe(text, found_words, spans, shipped_model())
    assert spans
    for span in spans:
        described = list(features(span, context, gazetteer))
        assert len(described) == len(set(described)), "training counts it once"


def test_probability_is_that_of_the_log_odds() -> None:
    assert probability(0) == 0.5
    assert probability(2.1972) == pytest.approx(0.9, abs=1e-4)
