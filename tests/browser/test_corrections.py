import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from commands import invoke
from geomap.render import html

Visit = Callable[..., Page]
TRIPOLI, OF_LEBANON, SIRTE = "geonames:2210247", "geonames:266826", "geonames:2210554"
TEXT = (
    "\N{FISHING POLE AND FISH} وصل الوفد إلى مدينة طرابلس قادما من مدينة سرت في ليبيا.\n"
    "ثم عاد \N{MUSICAL SYMBOL G CLEF} الوفد إلى مدينة طرابلس مساء الجمعة.\n"
)
HOSTILE = (
    '</script><img src=x onerror=alert(1)> "ا" \\ {{7*7}} \N{RIGHT-TO-LEFT OVERRIDE}\t\x7f '
    "]]> ''' \"\"\" # [[correction]]"
)
TOML = """(given) => {
  const geomap = {};
  %s
  const text = JSON.parse(given).map((fields) => geomap.toml.table("correction", fields)).join("\\n");
  return [text, geomap.toml.read("correction", text).found.map(({ fields }) => fields)];
}"""
"""What the page writes for tables, and what it reads of that."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "articles"
    path.mkdir()
    (path / "a.txt").write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def mapped(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Path]:
    """Map the folder, and return the map."""
    path = folder.parent / "seeds.html"

    def run(*arguments: object) -> Path:
        assert invoke(capsys, "map", folder, "-o", path, *arguments).status == 0
        return path

    return run


def extracted(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[tuple[str, str | None, str]]:
    """Surface, place and reason of each literal mention, after the corrections."""
    done = invoke(capsys, "extract", *arguments)
    assert (done.status, done.err) == (0, [])
    rows = map(json.loads, done.out)
    return [(row["surface"], row["place_id"], row["reason"]) for row in rows if row["kind"] == "literal"]


def open_form(page: Page, number: int = 0) -> None:
    page.locator(".wrong").nth(number).click()


def choose(page: Page, text: str) -> None:
    page.locator(".correction .choice").filter(has_text=text).locator("input").check()


def downloaded(page: Page, path: Path) -> Path:
    if not page.locator("#corrections").evaluate("(box) => box.open"):
        page.locator("#corrections summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="نزّل الملف").click()
    assert download.value.suggested_filename == "geomap-corrections.toml"
    download.value.save_as(path)
    return path


def marks(page: Page) -> list[str]:
    return page.locator("#corrections li .first").all_text_contents()


def test_a_marked_pin_moves_when_geomap_runs_again_with_the_file(
    visit: Visit, mapped: Callable[..., Path], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = visit(mapped(), f"#place={TRIPOLI}")
    open_form(page, 1)
    choose(page, "لبنان · PPL")
    page.locator(".correction > .field input").fill(HOSTILE)
    page.get_by_role("button", name="علِّم").click()
    expect(page.locator(".correction")).to_have_count(0)
    expect(page.locator("#corrections .count")).to_have_text("1")
    expect(page.locator(".marked").nth(1)).to_contain_text("طرابلس")
    expect(page.locator(".marked").nth(0)).to_be_empty()
    given = downloaded(page, folder.parent / "given.toml")
    page.close()

    (entry,) = tomllib.loads(given.read_text(encoding="utf-8"))["correction"]
    assert (TEXT[entry["start"] : entry["end"]], entry["surface"]) == ("طرابلس", "طرابلس")
    assert entry["start"] == TEXT.rindex("طرابلس")
    assert entry["context"] in TEXT
    assert entry["note"] == HOSTILE.strip()

    again = visit(mapped("--corrections", given), f"#place={OF_LEBANON}")
    assert again.locator("#view .sentence mark").all_text_contents() == ["طرابلس"]
    expect(again.locator("#view .reason")).to_contain_text("صُحِّح يدويا: </script><img src=x onerror=alert(1)>")
    shown = extracted(capsys, folder, "--corrections", given)
    assert [place for surface, place, _ in shown if surface == "طرابلس"] == [TRIPOLI, OF_LEBANON]
    assert shown[-1][2].startswith("corrected by hand: </script>")

    (folder / "a.txt").write_text("مقدمة جديدة. " + TEXT, encoding="utf-8")
    done = invoke(capsys, "extract", folder, "--corrections", given)
    assert done.status == 0
    assert [line.startswith(f"not applied: {given}: entry 1 ") for line in done.err] == [True]


def test_every_choice_does_what_it_says(
    visit: Visit, mapped: Callable[..., Path], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = visit(mapped(), f"#place={TRIPOLI}")
    open_form(page)
    page.locator(".correction select").select_option("corpus")
    page.locator(".point input").nth(0).fill("  ميناء «طرابلس»\u202e ")
    page.locator(".point input").nth(1).fill("٣٢٫٩، 13.18")
    page.get_by_role("button", name="علِّم").click()
    open_form(page, 1)
    choose(page, "نسبة إلى مكان")
    page.get_by_role("button", name="علِّم").click()
    page.evaluate("(hash) => { location.hash = hash; }", f"place={SIRTE}")
    expect(page.locator("#view h2")).to_have_text("سرت")
    open_form(page)
    choose(page, "ليس مكانا")
    page.locator(".correction select").select_option("article")
    page.get_by_role("button", name="علِّم").click()
    assert marks(page) == ["طرابلس", "طرابلس", "سرت"]
    downloaded(page, folder / "geomap-corrections.toml")

    done = invoke(capsys, "extract", folder)
    assert (done.status, done.err) == (0, [])
    rows = [json.loads(line) for line in done.out]
    tripoli = [(row["kind"], row["latitude"], row["longitude"]) for row in rows if row["surface"] == "طرابلس"]
    assert tripoli == [("literal", 32.9, 13.18), ("demonym", 32.9, 13.18)]
    assert "سرت" not in {row["surface"] for row in rows}

    own = visit(mapped())
    own.locator(".row.place").filter(has_text="ميناء").click()
    own.locator(".wrong").first.click()
    assert own.locator(".correction .choice").filter(has_text="ليبيا").count() >= 1, "the place it had is offered again"


def test_a_point_of_an_earlier_correction_can_be_chosen_again(
    visit: Visit, mapped: Callable[..., Path], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beside = folder / "geomap-corrections.toml"
    entry = '[[correction]]\nscope = "{}"\nname = "طرابلس"\n{}\n'
    own, back = 'coordinates = "32.9 13.2"\nplace_name = "ميناء"', f'place = "{TRIPOLI}"'
    beside.write_text(entry.format("corpus", own) + entry.format('article"\narticle = "a.txt', back), encoding="utf-8")
    page = visit(mapped(), f"#place={TRIPOLI}")
    open_form(page)
    choose(page, "32.9000, 13.2000")
    page.get_by_role("button", name="علِّم").click()
    given = downloaded(page, folder.parent / "given.toml")
    shown = extracted(capsys, folder, "--corrections", given)
    places = [place for surface, place, _ in shown if surface == "طرابلس"]
    assert places == ["geomap:correction/ميناء/32.90000,13.20000", TRIPOLI]


def test_coordinates_that_are_none_are_refused(visit: Visit, mapped: Callable[..., Path]) -> None:
    page = visit(mapped(), f"#place={TRIPOLI}")
    open_form(page)
    page.get_by_role("button", name="علِّم").click()
    expect(page.locator(".error")).to_have_text("اختر ما هو الصواب")
    for wrong in ("", "32.9", "north 3", "91 10", "10 181", "0 0", "1 2 3"):
        page.locator(".point input").nth(1).fill("1 1")
        page.locator(".point input").nth(1).fill(wrong)
        page.get_by_role("button", name="علِّم").click()
        expect(page.locator(".error")).to_contain_text("اكتب خط العرض ثم خط الطول")
    expect(page.locator("#corrections")).to_be_hidden()


def test_a_mark_can_be_undone_and_made_anew_by_keyboard_alone(visit: Visit, mapped: Callable[..., Path]) -> None:
    page = visit(mapped(), f"#lang=en&place={TRIPOLI}")
    page.locator(".wrong").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".correction .choice input").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".correction")).to_have_count(0)
    expect(page.locator(".wrong").first).to_be_focused()
    for _ in range(2):
        page.keyboard.press("Enter")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(page.locator(".wrong").first).to_be_focused()
    expect(page.locator("#corrections .count")).to_have_text("1")
    expect(page.locator(".marked").first).to_have_text("marked: Not a place ")
    page.locator("#corrections summary").press("Enter")
    page.get_by_role("button", name="Undo the correction: طرابلس").press("Enter")
    expect(page.locator("#corrections")).to_be_hidden()
    expect(page.locator(".marked").first).to_be_empty()


def test_marks_outlast_the_page_and_a_change_of_language(visit: Visit, mapped: Callable[..., Path]) -> None:
    page = visit(mapped(), f"#place={TRIPOLI}")
    open_form(page)
    choose(page, "ليس مكانا")
    page.get_by_role("button", name="علِّم").click()
    page.reload()
    expect(page.locator("#corrections .count")).to_have_text("1")
    page.click("#language")
    expect(page.locator(".marked").first).to_have_text("marked: Not a place ")
    assert marks(page) == ["طرابلس"]


@pytest.mark.parametrize(
    "script",
    [
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
        """localStorage.setItem("geomap-corrections " + location.pathname, JSON.stringify([
             null, 3, {}, { scope: "page" }, { scope: "corpus" }, { scope: "corpus", name: {} },
             { scope: "article", name: "x" }, { scope: "corpus", name: "x", constructor: "y" }]));""",
        "localStorage.setItem('geomap-corrections ' + location.pathname, '{');",
    ],
    ids=["refused", "foreign", "broken"],
)
def test_a_storage_that_is_of_no_use_does_no_harm(visit: Visit, mapped: Callable[..., Path], script: str) -> None:
    page = visit(mapped(), f"#place={TRIPOLI}")
    page.add_init_script(script)
    page.reload()
    expect(page.locator("#corrections")).to_be_hidden()
    open_form(page)
    choose(page, "ليس مكانا")
    page.get_by_role("button", name="علِّم").click()
    expect(page.locator("#corrections .count")).to_have_text("1")


def test_hostile_articles_can_be_corrected(visit: Visit, hostile_map: Path, tmp_path: Path) -> None:
    page = visit(hostile_map, f"#place={TRIPOLI}")
    count = page.locator(".wrong").count()
    assert count >= 5
    for number in range(count):
        open_form(page, number)
        choose(page, "ليس مكانا")
        page.get_by_role("button", name="علِّم").click()
    path = downloaded(page, tmp_path / "hostile.toml")
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["correction"]
    assert len({entry["article"] for entry in entries}) == 5
    assert {entry["surface"] for entry in entries} == {"طرابلس"}
    assert page.locator("#panel img, #panel script").count() == 0


def open_file(page: Page, path: Path) -> None:
    """Open it from the menu, and wait for what is said of it."""
    page.evaluate("document.querySelector('#corrections [role=status]').textContent = ''")
    page.locator("#export summary").click()
    with page.expect_file_chooser() as chooser:
        page.locator("#export button").last.click()
    chooser.value.set_files(path)
    page.locator("#corrections [role=status]:not(:empty)").wait_for()


def test_a_file_is_opened_again_on_a_map_that_forgot_it(
    visit: Visit, mapped: Callable[..., Path], tmp_path: Path
) -> None:
    map_ = mapped()
    page = visit(map_, f"#place={TRIPOLI}")
    open_form(page)
    page.locator(".point input").first.fill(HOSTILE)
    page.locator(".point input").last.fill("32.5 13.5")
    page.get_by_role("button", name="علِّم").click()
    page.locator(".back").click()
    page.locator(".row.place", has_text="سرت").click()
    open_form(page)
    choose(page, "ليس مكانا")
    page.get_by_role("button", name="علِّم").click()
    path = downloaded(page, tmp_path / "geomap-corrections.toml")
    page.evaluate("localStorage.clear()")
    again = visit(map_, f"#place={TRIPOLI}")
    assert marks(again) == []
    open_file(again, path)
    assert marks(again) == marks(page) == ["طرابلس", "سرت"]
    expect(again.locator("#corrections [role=status]")).to_contain_text("2")
    expect(again.locator("#view .marked").first).to_contain_text("32.5 13.5")
    assert downloaded(again, tmp_path / "again.toml").read_bytes() == path.read_bytes()
    open_file(again, path)
    assert marks(again) == ["طرابلس", "سرت"], "the same entries are there once"
    assert again.locator("#panel img").count() == 0


BAD_FILES = {
    "a picture": (b"\x89PNG\r\n\x1a\n\x00<img src=x onerror=alert(1)>", 1),
    "nothing": (b"", 1),
    "not TOML": (b'[[correction]]\nscope = "corpus"\nname = <b>\n', 3),
    "another table": (b'[[place]]\nname = "a"\n', 1),
    "a key before its table": (b'name = "a"\n', 1),
    "a key twice": (b'[[correction]]\nname = "a"\nname = "b"\n', 3),
    "an unknown field": (b'\n[[correction]]\nscope = "corpus"\nname = "a"\nkind = "literal"\n__proto__x = "b"\n', 2),
    "a merge, which no map writes": (b'[[correction]]\nscope = "corpus"\nmerge = "a"\nplace = "b"\n', 1),
    "an entry that says nothing": (b'[[correction]]\nscope = "corpus"\nname = "a"\n', 1),
}


def test_a_file_that_no_map_wrote_is_refused_in_one_line(
    visit: Visit, mapped: Callable[..., Path], tmp_path: Path
) -> None:
    page = visit(mapped(), "#lang=en")
    for content, line in BAD_FILES.values():
        path = tmp_path / "bad.toml"
        path.write_bytes(content)
        open_file(page, path)
        said = page.locator("#corrections .error")
        expect(said).to_contain_text(f"The file was not read: line {line} is not as a map writes it.")
        assert marks(page) == []
    page.click("#language")
    open_file(page, path)
    expect(page.locator("#corrections .error")).to_contain_text("لم يُقرأ الملف: السطر 1 ليس")


@pytest.fixture(scope="module")
def written_by_the_page(browser: Browser) -> Iterator[Callable[[list[dict[str, object]]], tuple[str, object]]]:
    page = browser.new_page()
    program = TOML % Path(html.__file__).with_name("assets").joinpath("toml.js").read_text(encoding="utf-8")
    yield lambda tables: tuple(page.evaluate(program, json.dumps(tables)))
    page.close()


ANY_TEXT = st.text(st.characters(exclude_categories=[]))  # half surrogate pairs too


@settings(max_examples=50, deadline=None)
@given(st.lists(st.fixed_dictionaries({"note": ANY_TEXT, "start": st.integers(0, 2**53), "flag": st.booleans()})))
def test_any_text_comes_back_from_the_file(
    written_by_the_page: Callable[[list[dict[str, object]]], tuple[str, object]], tables: list[dict[str, object]]
) -> None:
    expected = [table | {"note": re.sub("[\ud800-\udfff]", "\ufffd", paired(str(table["note"])))} for table in tables]
    text, read = written_by_the_page(tables)
    assert tomllib.loads(text).get("correction", []) == expected
    assert read == expected


def paired(text: str) -> str:
    """Join the halves of surrogate pairs that stand side by side, as JavaScript does."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def test_what_would_steer_the_eye_is_written_as_an_escape(
    written_by_the_page: Callable[[list[dict[str, object]]], tuple[str, object]],
) -> None:
    text, _ = written_by_the_page(
        [{"note": "\N{RIGHT-TO-LEFT OVERRIDE}\N{LINE SEPARATOR}\x1b\N{TAG LATIN SMALL LETTER A}"}]
    )
    assert text == '[[correction]]\nnote = "\\u202E\\u2028\\u001B\\U000E0061"\n'
