from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.arabic import (
    Analysis,
    Word,
    analyses,
    fold,
    fold_positions,
    nisba_forms,
    run_together,
    tokenize,
    word_forms,
    words,
)
from geomap.arabic.heads import HEADS
from strategies import INVISIBLE, arabic_texts, texts

RLM = "\N{RIGHT-TO-LEFT MARK}"
FATHA = "\N{ARABIC FATHA}"


# Folding


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("أإآٱا", "ااااا"),
        ("ليبيـــا", "ليبيا"),
        ("الجَزَائِرُ", "الجزائر"),
        ("بنغازى", "بنغازي"),
        ("مكّة المكرّمة", "مكه المكرمه"),
        ("کرکوک", "كركوك"),
        ("دبی", "دبي"),
        (f"{RLM}سرت\N{LEFT-TO-RIGHT MARK}\N{ARABIC LETTER MARK}", "سرت"),
        ("٢٠٢٦ ۴", "2026 4"),
        ("\N{ARABIC LIGATURE LAM WITH ALEF ISOLATED FORM}", "لا"),
        ("Tripoli", "tripoli"),
        ("مدن\N{NO-BREAK SPACE}عدة\t\n", "مدن عده  "),
    ],
)
def test_variants_of_a_spelling_fold_alike(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(text=arabic_texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_character_folds_to_what_folds_to_itself() -> None:
    unstable = [hex(point) for point in range(0x20000) if fold(fold(chr(point))) != fold(chr(point))]
    assert unstable == []


@given(text=texts)
def test_each_folded_character_has_the_offset_of_the_one_it_came_from(text: str) -> None:
    folded, positions = fold(text), fold_positions(text)
    assert len(positions) == len(folded) + 1
    assert positions[-1] == len(text)
    assert positions == sorted(positions)
    assert all(char in fold(text[at]) for char, at in zip(folded, positions, strict=False))
    assert "".join(fold(text[at]) for at in dict.fromkeys(positions[:-1])) == folded


def test_offsets_skip_marks_and_repeat_for_ligatures() -> None:
    assert fold_positions(f"ب{FATHA}\N{ARABIC LIGATURE LAM WITH ALEF ISOLATED FORM}د") == [0, 2, 2, 3, 4]


# Words


@given(text=texts, bounds=st.tuples(st.integers(0, 200), st.integers(0, 200)))
def test_words_lie_in_order_inside_the_part_asked_for(text: str, bounds: tuple[int, int]) -> None:
    start, end = (min(bound, len(text)) for bound in sorted(bounds))
    last = start
    for word in words(text, start, end):
        assert last <= word.start < word.end <= end
        assert word.form == fold(text[word.start : word.end])
        assert text[word.start].isalnum()
        assert text[word.end - 1] not in INVISIBLE
        last = word.end


@given(text=texts)
def test_every_letter_and_digit_is_in_a_word(text: str) -> None:
    inside = {at for word in words(text) for at in range(word.start, word.end)}
    lost = {char for at, char in enumerate(text) if char.isalnum() and at not in inside}
    assert lost <= {"\N{ARABIC TATWEEL}"}


@given(text=texts)
def test_tokens_are_the_words_and_the_marks_between(text: str) -> None:
    tokens = tokenize(text, 0, len(text))
    assert [tokens.all[place] for place in tokens.places] == list(tokens.words)
    marks = set(range(len(tokens.all))) - set(tokens.places)
    assert not any(tokens.all[place].form.isalnum() for place in marks)
    ends = [0, *(token.end for token in tokens.all)]
    assert all(end <= token.start for end, token in zip(ends, tokens.all, strict=False))


@given(text=texts)
def test_forms_alone_are_those_of_words_but_for_what_folding_removes(text: str) -> None:
    assert word_forms(text) == " ".join(words(text).forms).split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{RLM}طرابلس{RLM}.", [Word(1, 7, "طرابلس")]),
        (f"طرا{RLM}بلس", [Word(0, 7, "طرابلس")]),
        (f"طرابلـس{FATHA} ", [Word(0, 8, "طرابلس")]),
        ("#ليبيا_تونس", [Word(1, 6, "ليبيا"), Word(7, 11, "تونس")]),
        ("الأمريكي،باراك", [Word(0, 8, "الامريكي"), Word(9, 14, "باراك")]),
        ("«سرت»\n", [Word(1, 4, "سرت")]),
        (f"{FATHA}{RLM}_", []),
        ("ـ سرت ـ", [Word(2, 5, "سرت")]),
        ("\N{FISHING POLE AND FISH}سرت", [Word(1, 4, "سرت")]),
    ],
)
def test_words_of_a_text(text: str, expected: list[Word]) -> None:
    assert list(words(text)) == expected


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("ب" * 1_000_000, 1_000_000),
        ("ب" + FATHA * 200_000, 200_001),
        ("ب" + RLM * 200_000, 1),
        ("ب" + RLM * 200_000 + "ب", 200_002),
    ],
    ids=["letters", "marks", "controls", "controls inside"],
)
def test_one_endless_word_is_one_word(text: str, end: int) -> None:
    assert [(word.start, word.end) for word in words(text)] == [(0, end)]


def test_a_million_marks_without_a_letter_are_no_word() -> None:
    assert list(words(FATHA * 1_000_000)) == []


# Attached particles


@pytest.mark.parametrize(
    ("form", "reading"),
    [
        ("تونس", Analysis(0, "تونس")),
        ("وتونس", Analysis(1, "تونس")),
        ("فتونس", Analysis(1, "تونس")),
        ("بتونس", Analysis(1, "تونس", "ب")),
        ("لتونس", Analysis(1, "تونس", "ل")),
        ("كتونس", Analysis(1, "تونس", "ك")),
        ("وبتونس", Analysis(2, "تونس", "ب")),
        ("فلتونس", Analysis(2, "تونس", "ل")),
        ("والجزائر", Analysis(1, "الجزائر")),
        ("بالجزائر", Analysis(1, "الجزائر", "ب")),
        ("للجزائر", Analysis(2, "الجزائر", "ل")),
        ("وللجزائر", Analysis(3, "الجزائر", "ل")),
        ("لليبيا", Analysis(1, "ليبيا", "ل")),
        ("للبنان", Analysis(1, "لبنان", "ل")),
        ("واشنطن", Analysis(0, "واشنطن")),
    ],
)
def test_particles_come_off(form: str, reading: Analysis) -> None:
    assert reading in analyses(form)


@pytest.mark.parametrize("form", ["بوتونس", "وفتونس", "بلتونس", "اتونس", "فوتونس", "سوتونس"])
def test_only_a_conjunction_before_a_preposition_comes_off(form: str) -> None:
    assert "تونس" not in {reading.stem for reading in analyses(form)}


@pytest.mark.parametrize("form", ["", "و", "وب", "لل", "وبل", "ولل"])
def test_no_letter_by_itself_is_left_as_a_name(form: str) -> None:
    assert all(len(reading.stem.removeprefix("ال")) > 1 for reading in analyses(form))


@given(form=st.text(st.sampled_from("وفبلكاتيسن"), min_size=2, max_size=8))
def test_readings_are_the_word_less_its_particles(form: str) -> None:
    readings = analyses(form)
    assert readings[0] == Analysis(0, form)
    for reading in readings:
        attached, rest = form[: reading.length], form[reading.length :]
        assert reading.stem in ({rest, f"ال{rest}"} if attached.endswith("لل") else {rest})
        assert reading.particle in attached
        assert set(attached) <= set("وفبلك")


def test_heads_are_folded() -> None:
    assert HEADS["مدينه"].fits == ("P",)
    assert {fold(head) for head in HEADS} == set(HEADS)


# Adjectives of nationality


def test_forms_of_an_adjective_of_nationality() -> None:
    assert set(nisba_forms("جزائري")) == set(
        """
        جزائري جزائرية جزائريون جزائريين جزائريات جزائريان جزائريتان جزائريتين جزائريا
        الجزائري الجزائرية الجزائريون الجزائريين الجزائريات الجزائريان الجزائريتان الجزائريتين
        """.split()
    )


def test_a_broken_plural_is_not_inflected() -> None:
    assert set(nisba_forms("أتراك")) == {"أتراك", "الأتراك"}


# Words run together


def names(listed: str) -> Callable[[str], bool]:
    return set(map(fold, listed.split())).__contains__


@pytest.mark.parametrize(
    ("stem", "parts"),
    [
        ("تونسوالجزائر", "تونس الجزائر"),
        ("نيجيرياومالي", "نيجيريا مالي"),
        ("سورياوالعراق", "سوريا العراق"),
        ("ليبياوتونسوالجزائر", "ليبيا تونس الجزائر"),
        ("موريتانياومالي", "موريتانيا مالي"),
        ("واشنطنولندن", "واشنطن لندن"),
        ("تونسووهران", "تونس وهران"),
    ],
)
def test_names_run_together_are_parted(stem: str, parts: str) -> None:
    folded = fold(stem)
    spans = run_together(folded, names(parts))
    assert [folded[start:end] for start, end in spans] == [fold(part) for part in parts.split()]


@pytest.mark.parametrize("stem", ["تونس", "تونسو", "وتونس", "تونسوكتاب", "كتابوتونس", "تونسالجزائر", ""])
def test_what_is_not_all_names_stays_whole(stem: str) -> None:
    assert run_together(fold(stem), names("تونس الجزائر")) == ()


def test_the_longest_first_name_wins() -> None:
    assert run_together("تونسومصروقطر", names("تونس تونسومصر مصر قطر")) == ((0, 8), (9, 12))


short_names = st.text(st.sampled_from("اوتن"), min_size=2, max_size=4)


@given(listed=st.lists(short_names, min_size=2, max_size=5))
def test_any_names_joined_are_parted_into_names(listed: list[str]) -> None:
    stem = "و".join(listed)
    check_parts(stem, run_together(stem, set(listed).__contains__), set(listed))


@given(stem=st.text(st.sampled_from("اوتن"), max_size=12), listed=st.sets(short_names))
def test_parts_are_names_that_cover_the_stem_or_there_are_none(stem: str, listed: set[str]) -> None:
    if parts := run_together(stem, listed.__contains__):
        check_parts(stem, parts, listed)


def check_parts(stem: str, parts: tuple[tuple[int, int], ...], listed: set[str]) -> None:
    assert len(parts) >= 2
    assert all(stem[start:end] in listed for start, end in parts)
    assert "و".join(stem[start:end] for start, end in parts) == stem
    assert all(stem[left[1] : right[0]] == "و" for left, right in pairwise(parts))
