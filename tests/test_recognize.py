"""Finding mentions: spans, kinds, and names that are other words. The sentences are not from any gold file."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.arabic import fold, tokenize
from geomap.gazetteer import Gazetteer
from geomap.pipeline import geoparse
from geomap.recognize import recognize
from geomap.recognize.decode import (
    KINDS,
    LABELS,
    TokenSpan,
    columns_of,
    log_odds,
    log_odds_of_all,
    probability,
    propose,
)
from geomap.recognize.encode import encode
from geomap.recognize.evidence import contributions
from geomap.recognize.labeler import TaggerLabeler
from geomap.recognize.particles import without_particles
from geomap.recognize.tagger import shipped_tagger
from geomap.recognize.types import word_type
from geomap.records import Article, Kind, Mention
from geomap.split import SplitArticle, split_article
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
        ("توقف العمل بمستشفى القيروان وبمطار بنغازي أمس", [("مستشفى القيروان", L), ("مطار بنغازي", L)]),
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


@pytest.mark.parametrize("name", ["الخبر", "العين", "القائم"])
def test_a_name_that_is_sure_elsewhere_counts(gazetteer: Gazetteer, name: str) -> None:
    doubtful = f"هذا ما قاله عن {name} أمس."
    by_itself = [mention.score for mention in mentions(gazetteer, doubtful)]
    assert all(score < 0.8 for score in by_itself), "choose another name: this one needs no help"
    confirmed = mentions(gazetteer, f"احترق مصنع في مدينة {name}.\n{doubtful}")
    assert [mention.surface for mention in confirmed] == [name, name]
    assert all(confirmed[1].score > score for score in by_itself)
    assert "elsewhere" in {item.code for item in confirmed[1].evidence}


@given(article=articles)
def test_mentions_stand_in_the_text(gazetteer: Gazetteer, article: Article) -> None:
    text = split_article(article)
    last = 0
    (found,) = recognize([text], gazetteer, TaggerLabeler(shipped_tagger()))
    for mention in found:
        assert article.text[mention.start : mention.end] == mention.surface
        assert last <= mention.start < mention.end
        sentence = text.sentences[mention.sentence]
        assert sentence.start <= mention.start < mention.end <= sentence.end
        assert fold(mention.surface)
        assert 0 <= mention.score <= 1
        last = mention.end


@given(article=articles)
def test_a_sentence_is_read_alike_alone_and_among_others(gazetteer: Gazetteer, article: Article) -> None:
    tagger = shipped_tagger()
    text = split_article(article)
    together = {}
    for batch in encode([text], gazetteer, tagger):
        probabilities = tagger.probabilities(batch.rows, batch.named, batch.names)
        for encoded in batch.sentences:
            end = encoded.offset + len(encoded.tokens.all)
            together[encoded.sentence.index] = probabilities[encoded.offset : end]
    for sentence, tokens in zip(text.sentences, text.tokens, strict=True):
        (batch,) = encode([SplitArticle(article, (sentence,), (tokens,))], gazetteer, tagger)
        alone = tagger.probabilities(batch.rows, batch.named, batch.names)
        start = batch.sentences[0].offset
        same = together[sentence.index]
        assert (alone[start : start + len(same)] == same).all(), "to the last bit, or maps differ between machines"


def test_numbers_are_known_by_their_length() -> None:
    forms = tokenize("عام ١٩٧٣، 6 أشهر", 0, 16).all.forms
    assert list(map(word_type, forms)) == ["عام", "0000", "،", "0", "اشهر"]


def test_numbers_of_one_length_are_one_row() -> None:
    tagger = shipped_tagger()
    first, *others = tagger.rows(["1973", "2011", "0000", "١٩٧٣"]).tolist()
    assert others == [first] * 3
    assert tagger.rows(["2011", "سرت", "8"]).tolist() != [first] * 3


def test_spans_are_read_off_the_labels() -> None:
    rows = np.full((4, LABELS), 0.01)
    rows[0, 0] = rows[3, 0] = 0.95
    rows[1, 1], rows[2, 2] = 0.9, 0.8  # a literal mention of two tokens
    spans = list(propose(rows))
    assert spans == [TokenSpan(1, 3, Kind.LITERAL)]
    assert probability(log_odds(columns_of(rows), spans[0])) == pytest.approx(0.9 * 0.8 * 0.99)


@given(
    spans=st.lists(
        st.tuples(st.integers(0, 8), st.integers(1, 5), st.sampled_from(KINDS)).map(
            lambda span: TokenSpan(span[0], span[0] + span[1], span[2])
        ),
        min_size=1,
    ),
    shares=st.lists(st.floats(0, 1), min_size=14 * LABELS, max_size=14 * LABELS),
)
def test_many_spans_have_the_log_odds_that_each_has(spans: list[TokenSpan], shares: list[float]) -> None:
    rows = np.array(shares).reshape(-1, LABELS)
    firsts, lasts = (np.array(ends) for ends in zip(*(span[:2] for span in spans), strict=True))
    together = log_odds_of_all(rows, (firsts, lasts), [span.kind for span in spans])
    assert together.tolist() == pytest.approx([log_odds(columns_of(rows), span) for span in spans])


def test_what_made_the_tagger_decide_adds_up(gazetteer: Gazetteer) -> None:
    text = split_article(Article(id="a", text="وصل الوفد إلى مدينة بنغازي، ثم غادر ليبيا نحو مدينة صفاقس التونسية."))
    tagger = shipped_tagger()
    (batch,) = encode([text], gazetteer, tagger)
    probabilities = tagger.probabilities(batch.rows, batch.named, batch.names)
    spans = [span for span in propose(probabilities) if span.kind == Kind.LITERAL]
    whole = [log_odds(columns_of(probabilities), span) for span in spans]
    parts = contributions(tagger, batch, spans, whole)
    assert len(parts) >= 3
    for total, each in zip(whole, parts, strict=True):
        assert sum(each) == pytest.approx(total)
    first, _ = spans[0][:2]
    hidden = batch.rows.copy()
    hidden[:first] = 0  # as if the sentence began with the name
    named = batch.named >= first
    alone = tagger.probabilities(hidden, batch.named[named], batch.names[named])
    assert parts[0][1] == pytest.approx(whole[0] - log_odds(columns_of(alone), spans[0]))


def test_probability_is_that_of_the_log_odds() -> None:
    assert probability(0) == 0.5
    assert probability(2.1972) == pytest.approx(0.9, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("وقع الحادث في حي الزهور بسوسة أمس.", "الزهور", "سوسة"),
        ("زار الوزير القصر الجمهوري بصنعاء أمس.", "القصر الجمهوري", "صنعاء"),
    ],
)
def test_the_town_that_a_gazetteer_name_adds_is_a_mention_of_its_own(
    gazetteer: Gazetteer, text: str, inner: str, outer: str
) -> None:
    first, second = mentions(gazetteer, text)
    assert (first.surface, second.surface) == (inner, outer)
    assert first.toponym.endswith("ب" + second.toponym)


def test_letters_like_a_preposition_within_a_name_part_nothing(gazetteer: Gazetteer) -> None:
    assert [mention.surface for mention in mentions(gazetteer, "في ساو باولو")] == ["ساو باولو"]


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("والصفاوي", "الصفاوي"),
        ("وزمورارة", "زموراره"),
        ("بالزبلطاني", "الزبلطاني"),
        ("وبالزبلطاني", "الزبلطاني"),
        ("للياجورة", "الياجوره"),
        ("بـأمغرة", "امغره"),
        ("بأوسنابروك", "اوسنابروك"),
        ("ببنيدورم", "بنيدورم"),
        ("بوقطب", "بوقطب"),
        ("كرغنطة", "كرغنطه"),
        ("فازيلكا", "فازيلكا"),
        ("ب", "ب"),
    ],
)
def test_particles_are_told_from_first_letters_of_unlisted_names(word: str, stem: str) -> None:
    assert without_particles(word, fold(word), shipped_tagger().vocabulary).stem == stem


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("نقل المصابون إلى مستشفى الأمل بحلب.", {"حلب"}),
        ("سقط جرحى في شارع البحر بالعريش.", {"العريش"}),
        ("تجمع المحتجون في ساحة باب الديوان أمس.", set()),
        ("تعطلت الرحلات بين محطة باب الجديد ومحطة القطار.", set()),
    ],
)
def test_an_attached_preposition_sets_a_town_off(gazetteer: Gazetteer, text: str, towns: set[str]) -> None:
    assert {mention.surface for mention in mentions(gazetteer, text)} & {"حلب", "العريش", "اب", "اب الجديد"} == towns


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("توفي الفنان أمس في أحد مستشفيات باريس.", ["باريس"]),
        ("نزحت العائلات من مخيم جباليا إلى مدينة غزة.", ["جباليا", "غزة"]),
        ("أعلنت وزارة الصحة نقل المصاب إلى مستشفى القيروان التعليمي مساء أمس.", ["مستشفى القيروان"]),
        ("وقع الحادث في شارع الأمير شاكر بن زيد وسط عمان.", ["شارع الأمير شاكر بن زيد", "عمان"]),
    ],
)
def test_which_words_beside_a_name_belong_to_it(gazetteer: Gazetteer, text: str, surfaces: list[str]) -> None:
    found = geoparse(Article(id="a", text=text), gazetteer).resolutions
    assert [each.mention.surface for each in found] == surfaces
