"""Search of places and sentences, and what is found as a filter."""

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from browser.pages import every_page
from geomap.arabic import fold, fold_positions, words
from geomap.records import Geoparse, Kind
from geomap.render.folding import by_rule, fold_table

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def program() -> str:
    """The page's own folding, as a function of the table and texts."""
    source = files("geomap.render") / "assets" / "fold.js"
    return f"""([folding, texts]) => {{
      const geomap = {{ data: {{ folding }} }};
      {source.read_text(encoding="utf-8")}
      return texts.map((text) => [geomap.fold(text), geomap.fold.positions(text)]);
    }}"""


def test_the_table_and_the_rule_fold_every_character_as_geomap_does() -> None:
    table = fold_table()
    everything = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    assert [one for one in everything if table.get(one, by_rule(one)) != fold(one)] == []


def units(text: str) -> int:
    """Length as JavaScript counts it."""
    return len(text.encode("utf-16-le")) // 2


TEXTS = st.text(
    st.one_of(
        st.sampled_from(
            "أإآٱاىيیئؤةهکكگپچـًَُِّْٰ٠١۴ﷲﻻ.,،؟! «»“”\"'İẞΣς𐐀😀éÉ\n\t\N{RIGHT-TO-LEFT MARK}\N{ZERO WIDTH NO-BREAK SPACE}"
        ),
        st.characters(exclude_categories=("Cs", "Cn", "Co")),
    ),
    max_size=30,
)


def test_the_page_folds_as_geomap_does(visit: Visit, seed_map: Path, program: str) -> None:
    page = visit(seed_map)
    table = fold_table()

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(TEXTS, min_size=1, max_size=20))
    def check(texts: list[str]) -> None:
        for text, (form, at) in zip(texts, page.evaluate(program, [table, texts]), strict=True):
            assert form == fold(text)
            places = fold_positions(text)
            expected = [units(text[: places[i]]) for i, one in enumerate(fold(text)) for _ in range(units(one))]
            assert at == [*expected, units(text)]

    check()


def contains(sentence: str, query: str) -> bool:
    """Whether each word of the query begins a word of the sentence, bare or behind particles: reckoned by words."""
    forms = words(sentence).forms

    def begins(form: str, word: str) -> bool:
        if form.startswith(word):
            return True
        if len(word) < 3:
            return False
        heads = ["", "ال"] if not word.startswith("ال") else [""]
        stems = [f"{head}{word}" for head in heads]
        spelled = {f"{c}{p}{stem}" for c in ("", "و", "ف") for p in ("", "ب", "ل", "ك") for stem in stems}
        bare = word[2:] if word.startswith("ال") and len(word) > 3 else word
        spelled |= {f"{c}لل{bare}" for c in ("", "و", "ف")}
        return any(form.startswith(one) for one in spelled)

    return all(any(begins(form, word) for form in forms) for word in words(fold(query)).forms)


def found_in(geoparses: list[Geoparse], query: str) -> list[str]:
    texts = [
        geoparse.article.text[sentence.start : sentence.end]
        for geoparse in geoparses
        for sentence in geoparse.sentences
    ]
    return [text for text in texts if contains(text, query)]


QUERIES = ["ليبيا", "الجزائر", "داعِش", "تنظـيم الدوله", "في", "امريكي", "العراق سوريا", "2015"]


@pytest.mark.parametrize("query", QUERIES)
def test_all_sentences_with_the_words_are_found_and_no_others(
    visit: Visit, seed_map: Path, articles: list[Geoparse], query: str
) -> None:
    page = visit(seed_map)
    page.fill("input[type=search]", query)
    expected = found_in(articles, query)
    expect(page.locator("section.results h2 .count").first).to_have_text(str(len(expected)))
    assert every_page(page, ".results .sentence") == expected


def test_words_in_quotation_marks_are_taken_as_they_are(visit: Visit, seed_map: Path, articles: list[Geoparse]) -> None:
    page = visit(seed_map)
    page.fill("input[type=search]", "«شمال إفريقيا»")
    pattern = re.compile(r"(?<!\w)شمال\W+[إأا]فريقيا(?!\w)")
    texts = [
        geoparse.article.text[sentence.start : sentence.end] for geoparse in articles for sentence in geoparse.sentences
    ]
    expected = [text for text in texts if pattern.search(text)]
    assert expected
    expect(page.locator("section.results h2 .count").first).to_have_text(str(len(expected)))
    assert every_page(page, ".results .sentence") == expected
    assert set(map(fold, page.locator(".results .hit").all_text_contents())) == {"شمال افريقيا"}


def mentions_in(geoparses: list[Geoparse], query: str) -> int:
    return sum(
        contains(geoparse.article.text[sentence.start : sentence.end], query)
        for geoparse in geoparses
        for found in geoparse.resolutions
        if found.place is not None and found.mention.kind is Kind.LITERAL
        for sentence in [geoparse.sentences[found.mention.sentence]]
    )


def total(page: Page) -> int:
    return int((page.locator("#kinds label:has(input[name=literal]) .count").text_content() or "").replace(",", ""))


def placed(page: Page) -> int:
    return sum(map(int, page.locator(".row.place .count").all_text_contents()))


def test_what_was_found_becomes_a_filter_among_others(visit: Visit, seed_map: Path, articles: list[Geoparse]) -> None:
    page = visit(seed_map)
    before = total(page)
    page.fill("input[type=search]", "تونس")
    page.locator("#keep").click()
    expect(page.locator(".chip")).to_have_text(["جمل فيها: تونس×"])
    expect(page.locator("#keep")).to_be_focused()
    page.fill("input[type=search]", "")
    assert placed(page) == mentions_in(articles, "تونس")
    page.click("#tab-articles")
    page.locator(".row.article").nth(1).get_by_role("button").first.click()
    page.click("#tab-places")
    page.fill("input[type=search]", "")
    assert placed(page) == mentions_in([articles[1]], "تونس")
    page.locator(".chip").last.click()
    page.locator("#clear").click()
    expect(page.locator(".chip")).to_have_count(0)
    assert total(page) == before


def test_the_filter_is_in_the_address(visit: Visit, seed_map: Path, articles: list[Geoparse]) -> None:
    page = visit(seed_map, f"#q={quote('مصر')}&only={articles[0].article.id}")
    page.fill("input[type=search]", "")
    assert placed(page) == mentions_in([articles[0]], "مصر")
    expect(page.locator(".chip").last).to_have_text("جمل فيها: مصر×")
    page.evaluate("location.hash = 'q=' + encodeURIComponent('ليبيا')")
    page.wait_for_function("() => document.querySelector('.chip')?.textContent.includes('ليبيا')")
    page.wait_for_function("() => document.querySelector('.row.place')")
    page.fill("input[type=search]", "")
    assert placed(page) == mentions_in(articles, "ليبيا")


def test_a_query_without_words_is_none(visit: Visit, seed_map: Path) -> None:
    page = visit(seed_map, "#q=%22%22...%3Cimg%3E&lang=en")
    expect(page.locator(".chip")).to_have_text(['Sentences with: ""...<img>×'])
    expect(page.locator(".row.place")).to_have_count(0)
    fresh = visit(seed_map, "#q=..%22%22%21")
    expect(fresh.locator(".chip")).to_have_count(0)


def test_what_the_filters_leave_out_is_counted(visit: Visit, seed_map: Path, articles: list[Geoparse]) -> None:
    page = visit(seed_map, f"#only={articles[2].article.id}&lang=en")
    page.fill("input[type=search]", "ليبيا")
    own = len(found_in([articles[2]], "ليبيا"))
    expect(page.locator("section.results h2 .count").first).to_have_text(str(own))
    others = len(found_in(articles, "ليبيا")) - own
    expect(page.locator("section.results > .hint")).to_have_text(
        f"And in articles that the filters leave out: {others}"
    )


def test_a_place_is_found_by_either_name(visit: Visit, seed_map: Path) -> None:
    page = visit(seed_map)
    for query in ("libya", "LIBYA", "ليبيـا"):
        page.fill("input[type=search]", query)
        expect(page.locator(".row.place .first")).to_have_text(["ليبيا"])


def test_a_found_sentence_opens_its_article(visit: Visit, seed_map: Path) -> None:
    page = visit(seed_map)
    page.fill("input[type=search]", "داعش")
    first = page.locator(".results .sentence").first
    said = first.text_content()
    first.click()
    expect(page.locator(".text .open")).to_have_text(said or "")
    expect(page.locator(".text .open")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator("input[type=search]")).to_have_value("داعش")
