from pathlib import Path

import pytest
from hypothesis import given

from geomap.records import Article, Sentence
from geomap.split import split
from strategies import articles, unpunctuated_texts

SEEDS = Path(__file__).parents[1] / "seeds"
LONGEST = 1000


def quoted(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in split(Article(id="a", text=text))]


def check(text: str, sentences: tuple[Sentence, ...]) -> None:
    assert [sentence.index for sentence in sentences] == list(range(len(sentences)))
    last = 0
    for sentence in sentences:
        assert sentence.article_id == "a"
        assert last <= sentence.start < sentence.end <= len(text)
        assert text[last : sentence.start].strip() == "", "only white space stands between sentences"
        quotation = text[sentence.start : sentence.end]
        assert quotation == quotation.strip()
        assert len(quotation) <= LONGEST
        assert "\n" not in quotation
        assert "\r" not in quotation
        last = sentence.end
    assert text[last:].strip() == ""


@given(article=articles)
def test_sentences_hold_all_that_is_written(article: Article) -> None:
    check(article.text, split(article))


@given(text=unpunctuated_texts)
def test_text_without_punctuation_is_cut(text: str) -> None:
    check(text, split(Article(id="a", text=text)))


@pytest.mark.parametrize(
    "text",
    [
        "ب" * 499 + "  " + "ت" * 499 + "  " + "ث" * 499,
        "ب" * 600 + " " * 1200 + "ت" * 800,
        "ب" + " " * 3000 + "ت",
        "ب" * 998 + "\t " + "ت" * 998,
        "ب" * 1000 + " ت",
    ],
    ids=["double", "gap", "abyss", "tab", "limit"],
)
def test_wide_spaces_stay_outside_of_what_is_cut(text: str) -> None:
    check(text, split(Article(id="a", text=text)))


def test_long_text_is_cut_between_words() -> None:
    text = " ".join(["كلمة"] * 1000)
    sentences = quoted(text)
    assert len(sentences) > 4
    assert " ".join(sentences) == text
    assert set(" ".join(sentences).split(" ")) == {"كلمة"}


def test_a_megabyte_on_one_line_is_split() -> None:
    assert len(quoted("وصل الوفد إلى سرت. " * 50_000)) == 50_000
    assert len(quoted("ب" * 1_000_000)) == 1000


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        (" \n\t\r\n ", []),
        ("هل وصل الوفد؟ نعم! وصل.", ["هل وصل الوفد؟", "نعم!", "وصل."]),
        ("وصل إلى سرت، ثم عاد؛ ولم يصرح.", ["وصل إلى سرت، ثم عاد؛ ولم يصرح."]),
        ("قال د. أحمد إن النمو بلغ 3.5 بالمئة. وأضاف.", ["قال د. أحمد إن النمو بلغ 3.5 بالمئة.", "وأضاف."]),
        ("قال: «لن نعود.» ثم غادر.", ["قال: «لن نعود.»", "ثم غادر."]),
        ("وصل. وصل. وصل.", ["وصل."] * 3),
    ],
)
def test_sentences_of_a_text(text: str, sentences: list[str]) -> None:
    assert quoted(text) == sentences


@pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n", "\n\n", " \n "])
def test_a_line_break_ends_a_sentence(line_break: str) -> None:
    assert quoted(f"عنوان بلا نقطة{line_break}ثم النص") == ["عنوان بلا نقطة", "ثم النص"]


def test_the_headline_of_a_seed_is_a_sentence() -> None:
    sentences = quoted((SEEDS / "003_2a47d67380bc8a8f.txt").read_bytes().decode())
    assert sentences[0] == "تنسيق أمني جزائري مصري تونسي لمواجهة «داعش» في ليبيا"
    assert sentences[1].endswith("انتقال تنظيم الدولة الإسلامية في العراق والشام (داعش) إلى ليبيا.")
    assert sentences[-1].endswith("على الولاء للظواهري.")
