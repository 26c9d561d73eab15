"""Definite descriptions: which nouns stand for a place, for which, and when they do not. No sentence is from a gold."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import Done, invoke
from geomap.arabic import fold
from geomap.arabic.heads import DEFINITE_NOUNS
from geomap.corrections import Corrections, read_corrections
from geomap.gazetteer import Gazetteer
from geomap.pipeline import Settings, geoparse
from geomap.reasons import reason
from geomap.records import Article, Geoparse, Kind, Resolution
from geomap.store import read_store
from strategies import articles, texts

WANTED = Settings(descriptions=True)
Run = Callable[..., Done]


def described(gazetteer: Gazetteer, text: str, settings: Settings = WANTED) -> list[Resolution]:
    found = geoparse(Article(id="a", text=text), gazetteer, settings).resolutions
    return [resolution for resolution in found if resolution.mention.kind == Kind.DESCRIPTION]


def named(gazetteer: Gazetteer, text: str) -> list[tuple[str, str]]:
    """Each description with the English name of its place."""
    return [(found.mention.surface, found.place.name if found.place else "") for found in described(gazetteer, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل الوزير إلى العاصمة الليبية.", [("العاصمة", "Tripoli")]),
        ("عاد الوفد من العاصمة الليبية طرابلس.", [("العاصمة", "Tripoli")]),
        ("اجتمع الوزراء بالعاصمة الفرنسية أمس.", [("العاصمة", "Paris")]),
        ("وصل الوفد للعاصمة السودانية.", [("عاصمة", "Khartoum")]),
        ("وصل إلى العاصمة الكورية الجنوبية.", [("العاصمة", "Seoul")]),
        ("لندن هي عاصمة بريطانيا.", [("عاصمة", "London")]),
        ("أعلنت الحكومة اليمنية هدنة في اليمن.\nوهدأت عاصمة البلاد.", [("عاصمة", "Sanaa"), ("البلاد", "Yemen")]),
        ("شهدت مدن سوسة وصفاقس في تونس أمطارا.\nوانقطعت الكهرباء في العاصمة.", [("العاصمة", "Tunis")]),
    ],
)
def test_capitals(gazetteer: Gazetteer, text: str, expected: list[tuple[str, str]]) -> None:
    assert named(gazetteer, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل ثلاثة في مدينة سرت الليبية.\nوأغلقت المدينة مداخلها.", [("المدينة", "Sirte")]),
        ("قتل ثلاثة في مدينة سرت الليبية.\nودخلوا المدينة التي حوصرت.", [("المدينة", "Sirte")]),
        ("قتل ثلاثة في مدينة سرت.\nعادوا إلى المدينة الليبية.", [("المدينة", "Sirte")]),
        ("خرج من طرابلس إلى مدينة سرت الليبية، وفي المدينة قتل.", [("المدينة", "Sirte")]),
        ("احتج السكان في ولاية القصرين.\nوقال والي الولاية ذلك.", [("الولاية", "Kasserine")]),
        ("تحطمت طائرة في جزيرة أوكيناوا اليابانية.\nووصلت فرق إلى الجزيرة.", [("الجزيرة", "Okinawa")]),
        ("أعلنت الحكومة المصرية الحداد في البلاد.", [("البلاد", "Egypt")]),
        ("تهطل الأمطار على البلاد التونسية.", [("البلاد", "Tunisia")]),
        ("دعمت تونس للبلاد مشاريع.", [("بلاد", "Tunisia")]),
        ("قلق في منطقة القبائل الجزائرية.\nوانتشر الجيش في المنطقة.", [("المنطقة", "Kabylia")]),
    ],
)
def test_nouns_that_refer_back(gazetteer: Gazetteer, text: str, expected: list[tuple[str, str]]) -> None:
    assert named(gazetteer, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "دخل الجيش المدينة صباحا.",
        "قتل ثلاثة في مدينتي سرت وبنغازي.\nوأغلقت المدينة مداخلها.",
        "خرج من سرت إلى بنغازي أمس.\nوأغلقت المدينة مداخلها.",
        "قتل في مدينة سرت خمسة، وقالت قناة مقرها بنغازي إن الهدوء عاد إلى المدينة.",
        "قتل ثلاثة في مدينة سرت.\nثم في قرية شيبة قش قتل رابع.\nوأغلقت القرية مداخلها.",
        "قتل ثلاثة في مدينة سرت.\nوأغلقت المدينة القديمة.",
        "قتل ثلاثة في مدينة سرت.\nوأغلقت المدينة الجامعية.",
        "قتل ثلاثة في مدينة سرت.\nونشرت صحيفة المدينة الخبر.",
        "تحطمت طائرة في جزيرة أوكيناوا.\nوذكرت قناة الجزيرة ذلك.",
        "تحطمت طائرة في جزيرة أوكيناوا.\nالمصدر (الجزيرة)",
        "قتل ثلاثة في مدينة سرت.\nعادوا إلى المدينة المصرية.",
        "عاد الحجاج من مدينة سرت إلى المدينة المنورة.",
        "وصل الوفد إلى العاصمة اليمنية المؤقتة عدن.",
        "وصل الوفد إلى العاصمة اليمنية عدن.",
        "زار الدار البيضاء العاصمة الاقتصادية للمغرب.",
        "التقى الوفد السوري الوفد المصري في العاصمة.",
        "فازت تونس على مصر، وعم الفرح البلاد.",
        "أعلنت مصر ذلك، وهو ما يهم البلاد العربية.",
        "احتج السكان في ولاية القصرين.\nودعا إلى ضرورة المحافظة على الهدوء.",
        "قلق في منطقة القبائل.\nثم وصل الجيش إلى مدينة سطيف.\nوانتشر في المنطقة.",
        "هذه عاصمة الثقافة في مصر.",
    ],
)
def test_what_is_not_clear_is_left_out(gazetteer: Gazetteer, text: str) -> None:
    assert named(gazetteer, text) == []


def test_how_far_back_a_noun_may_refer(gazetteer: Gazetteer) -> None:
    far = "قتل ثلاثة في مدينة سرت.\nوحزن الناس.\nوبكوا.\nوصمتوا.\nثم هدأت المدينة."
    assert named(gazetteer, far) == [("المدينة", "Sirte")], "it is the only city"
    assert named(gazetteer, f"وصل من مدينة بنغازي.\n{far}") == []


def test_the_reason_is_told_in_both_languages(gazetteer: Gazetteer) -> None:
    city, capital = described(gazetteer, "قتل ثلاثة في مدينة سرت.\nوهدأت المدينة.\nثم وصلوا إلى العاصمة الليبية.")
    assert reason(city.evidence, "en") == "refers back to «سرت»"
    assert reason(city.evidence, "ar") == "يعود على «سرت»"
    assert reason(capital.evidence, "en") == "the capital of ليبيا (Libya)"
    assert reason(capital.evidence, "ar") == "عاصمة ليبيا (Libya)"


def test_a_description_follows_a_correction_and_can_be_corrected(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "by_hand.toml"
    path.write_text(
        '[[correction]]\nscope = "corpus"\nname = "سرت"\nplace = "geonames:88319"\n'
        '[[correction]]\nscope = "corpus"\nname = "البلاد"\nnot_a_place = true\n',
        encoding="utf-8",
    )
    corrections = Corrections(read_corrections([path], gazetteer))
    text = "قتل ثلاثة في مدينة سرت في ليبيا.\nوهدأت المدينة ثم البلاد."
    assert named(gazetteer, text) == [("المدينة", "Sirte"), ("البلاد", "Libya")]
    (city,) = described(gazetteer, text, Settings(descriptions=True, corrections=corrections))
    assert city.place
    assert city.place.id == "geonames:88319"
    assert list(corrections.stale()) == []


def without_descriptions(found: Geoparse) -> tuple[Resolution, ...]:
    return tuple(one for one in found.resolutions if one.mention.kind != Kind.DESCRIPTION)


_NOUNS = (*DEFINITE_NOUNS, "عاصمة")
_NAMED = ("مدينة سرت", "ولاية القصرين", "تونس", "الليبية", ".\n")
_nouns = st.builds(str.__add__, st.sampled_from(["", "و", "ب", "ول"]), st.sampled_from(_NOUNS))
described_articles = st.lists(st.one_of(_nouns, texts, st.sampled_from(_NAMED))).map(
    lambda parts: Article(id="a", text=" ".join(parts))
)


@settings(deadline=None)
@given(article=st.one_of(articles, described_articles))
def test_descriptions_change_nothing_else_and_overlap_nothing(gazetteer: Gazetteer, article: Article) -> None:
    found = geoparse(article, gazetteer, WANTED)
    assert without_descriptions(found) == geoparse(article, gazetteer).resolutions
    last = 0
    for resolution in found.resolutions:
        mention = resolution.mention
        assert last <= mention.start < mention.end
        assert article.text[mention.start : mention.end] == mention.surface
        last = mention.end
        if mention.kind == Kind.DESCRIPTION:
            sentence = found.sentences[mention.sentence]
            assert sentence.start <= mention.start < mention.end <= sentence.end
            assert fold(mention.toponym) == mention.toponym
            assert resolution.place
            assert 0 < resolution.score < 1


def test_the_table_of_capitals_has_one_per_country(gazetteer: Gazetteer) -> None:
    capitals = gazetteer.capitals
    assert {code: capitals[code].name for code in ("LY", "YE", "EH", "MA")} == {
        "LY": "Tripoli", "YE": "Sanaa", "EH": "Laayoune", "MA": "Rabat",
    }  # fmt: skip
    assert all((place.country_code, place.feature_code) == (code, "PPLC") for code, place in capitals.items())


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], gazetteer: Gazetteer) -> Run:  # noqa: ARG001  # compiled in the tests' cache
    return lambda *arguments: invoke(capsys, *arguments)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "sirte.txt"
    path.write_text("قتل ثلاثة في مدينة سرت الليبية.\nوهدأت المدينة.\n", encoding="utf-8")
    return path


def test_extract_and_explain_leave_them_out_unless_asked(run: Run, article: Path) -> None:
    usual, wanted = run("extract", article).out, run("extract", article, "--descriptions").out
    assert usual == [line for line in wanted if json.loads(line)["kind"] != "description"]
    (added,) = set(wanted) - set(usual)
    assert json.loads(added)["place_id"] == "geonames:2210554"
    text = article.read_text(encoding="utf-8")
    assert "description" not in "".join(run("explain", text).out)
    assert "«المدينة» [38, 45)  description  0.95" in run("explain", text, "--descriptions").out


def test_the_store_of_a_map_keeps_them(run: Run, article: Path, tmp_path: Path) -> None:
    done = run("map", article, "-o", tmp_path / "map.html", "--store", tmp_path / "store")
    assert done.status == 0
    assert not any("not in the gazetteer" in line for line in done.err)
    (stored,) = read_store(tmp_path / "store")
    assert [one.mention.surface for one in stored.resolutions if one.mention.kind == Kind.DESCRIPTION] == ["المدينة"]
