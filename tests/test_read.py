import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from geomap.errors import GeomapError, InputError
from geomap.read import read_articles
from geomap.records import Article

TEXT = "وصل الوزير إلى باماكو.\r\nثم عاد إلى الجزائر 🌍.\n"


def read(*inputs: Path | str) -> tuple[list[Article], list[str]]:
    errors: list[GeomapError] = []
    articles = list(read_articles(map(str, inputs), errors.append))
    assert all(isinstance(error, InputError) for error in errors)
    messages = [str(error) for error in errors]
    assert all(message.isprintable() for message in messages), "one line each"
    return articles, messages


def only_article(*inputs: Path | str) -> Article:
    articles, errors = read(*inputs)
    assert errors == []
    (article,) = articles
    return article


def only_error(*inputs: Path | str) -> str:
    articles, errors = read(*inputs)
    assert articles == []
    (error,) = errors
    return error


def write(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def pipe_in(monkeypatch: pytest.MonkeyPatch, content: bytes | str) -> None:
    data = content if isinstance(content, bytes) else content.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


# Text


def test_a_text_file_is_one_article_named_after_it(tmp_path: Path) -> None:
    assert only_article(write(tmp_path / "خبر.txt", TEXT)) == Article(id="خبر.txt", text=TEXT)


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=1))
def test_text_is_never_altered(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    articles, errors = read(write(tmp_path_factory.mktemp("read") / "a.txt", f"من {text}"))
    assert (articles[0].text, errors) == (f"من {text}", [])


def test_a_byte_order_mark_stays_out(tmp_path: Path) -> None:
    assert only_article(write(tmp_path / "a.txt", TEXT.encode("utf-8-sig"))).text == TEXT


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "holds no text"),
        (b" \r\n\t\n", "holds no text"),
        (b"\xef\xbb\xbf", "holds no text"),
        (b"abc\xc7\xe1", "not UTF-8 at byte 3; convert it, for instance with iconv -f windows-1256 -t utf-8"),
        (b"\xef\xbb\xbfabc\xff", "not UTF-8 at byte 6"),
        ("مالي".encode("utf-16"), "UTF-16 text; convert it"),
        (b"a\0b", "not text: a zero byte at byte 1"),
        (b"%PDF-1.4 text", "a PDF"),
        (b"PK\x03\x04word", "office document"),
        (b"\xed\xa0\x80", "not UTF-8 at byte 0"),  # a surrogate
    ],
)
def test_a_file_that_is_no_utf_8_text_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = write(tmp_path / "a.txt", content)
    error = only_error(path)
    assert error.startswith(f"{path}: ")
    assert message in error


def test_ten_megabytes_in_one_line_are_fine(tmp_path: Path) -> None:
    text = "مالي " * 1_200_000
    assert only_article(write(tmp_path / "a.txt", text)).text == text
    assert only_article(write(tmp_path / "a.jsonl", json.dumps({"text": text}))).text == text
    assert only_article(write(tmp_path / "a.csv", f"text\r\n{text}")).text == text


def test_offsets_of_the_gold_hold_for_the_seed_articles() -> None:
    root = Path(__file__).parents[1]
    articles, errors = read(root / "seeds")
    texts = {article.id: article.text for article in articles}
    gold = [json.loads(line) for line in (root / "tests/gold/seeds.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(texts) == 5
    assert [texts[mention["doc"]][mention["start"] : mention["end"]] for mention in gold] == [
        mention["text"] for mention in gold
    ]
    assert errors == []


def test_slow_libraries_are_not_loaded_before_they_are_needed() -> None:
    code = """if True:
        import sys
        import geomap.read, geomap.render, geomap.store
        print([name for name in ("pyarrow", "trafilatura", "folium", "torch") if name in sys.modules])
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert done.stdout == "[]\n"


# Inputs


def test_a_folder_is_searched_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.TXT", "a.txt", "c/a.txt", "c/d/z.txt", ".hidden.txt", ".git/x.txt", "notes.md", "z.jsonl~"):
        write(tmp_path / name, TEXT)
    articles, errors = read(tmp_path)
    assert [article.id for article in articles] == ["a.txt", "b.TXT", "c/a.txt", "z.txt"]
    assert errors == []


def test_missing_and_unfit_inputs_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    good = write(tmp_path / "good.txt", TEXT)
    (tmp_path / "empty").mkdir()
    articles, errors = read(tmp_path / "none.txt", tmp_path / "empty", write(tmp_path / "a.docx", b"x"), good)
    assert [article.id for article in articles] == ["good.txt"]
    assert [error.partition("; ")[0] for error in errors] == [
        f"{tmp_path}/none.txt: no such file or folder",
        f"{tmp_path}/empty: holds no articles",
        f"{tmp_path}/a.docx: not a format that geomap reads",
    ]


def test_every_file_is_tried_though_some_are_bad(tmp_path: Path) -> None:
    write(tmp_path / "1.txt", b"\xff")
    write(tmp_path / "2.txt", TEXT)
    os.mkfifo(tmp_path / "3.txt")
    (tmp_path / "4.txt").symlink_to("nowhere")
    write(tmp_path / "5.txt", TEXT)
    articles, errors = read(tmp_path)
    assert [article.id for article in articles] == ["2.txt", "5.txt"]
    assert len(errors) == 3


def test_ids_are_unique_over_all_inputs(tmp_path: Path) -> None:
    first = write(tmp_path / "a.txt", TEXT)
    second = write(tmp_path / "b.jsonl", '{"id": "a.txt", "text": "مالي"}\n{"id": "x", "text": "ليبيا"}')
    articles, errors = read(first, second, first)
    assert [article.id for article in articles] == ["a.txt", "x"]
    assert errors == [
        f"{second}: id 'a.txt' is taken by an earlier article; give it another",
        f"{first}: id 'a.txt' is taken by an earlier article; give it another",
    ]


@pytest.mark.parametrize("name", ["two\nlines.txt", "\N{RIGHT-TO-LEFT OVERRIDE}.txt", "\x1b[2J.txt"])
def test_odd_file_names_do_not_break_the_line(tmp_path: Path, name: str) -> None:
    assert "holds no text" in only_error(write(tmp_path / name, ""))


def test_a_file_name_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = Path(os.fsdecode(bytes(tmp_path) + b"/\xc7.txt"))
    assert "file name is not UTF-8" in only_error(write(path, TEXT))


def test_overlong_paths_are_reported() -> None:
    assert "cannot be read: File name too long" in only_error("نص" * 3000)


def test_articles_are_read_only_as_they_are_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TEXT)

    def inputs() -> Iterator[str]:
        yield str(path)
        raise AssertionError

    assert next(read_articles(inputs(), print)).id == "a.txt"


@pytest.mark.parametrize("content", [TEXT, "\n\n" + TEXT])
def test_standard_input_is_one_article(monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    pipe_in(monkeypatch, content)
    assert only_article("-") == Article(id="stdin", text=content)


def test_standard_input_may_be_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe_in(monkeypatch, '\n {"text": "مالي"}\n{"id": "x", "text": "ليبيا"}\n')
    articles, errors = read("-")
    assert [(article.id, article.text) for article in articles] == [("stdin:2", "مالي"), ("x", "ليبيا")]
    assert errors == []


def test_empty_standard_input_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe_in(monkeypatch, b"")
    assert only_error("-").startswith("-: holds no text")


# JSON Lines

FULL = {
    "id": "7",
    "title": "عنوان",
    "text": TEXT,
    "date": "2014-09-30",
    "source": "البلاد",
    "url": "https://example.org/7",
}


def test_all_fields_of_a_json_line_are_read(tmp_path: Path) -> None:
    line = json.dumps(FULL | {"section": ["unknown"]})
    assert only_article(write(tmp_path / "a.jsonl", line.encode("utf-8-sig"))) == Article(**FULL)


def test_bad_json_lines_are_reported_by_number(tmp_path: Path) -> None:
    lines = [
        b'{"text": "\xd9\x85\xd8\xa7\xd9\x84\xd9\x8a"}',
        b"",
        b'{"text": ',
        b"[]",
        b'{"title": "x"}',
        b'{"text": 5}',
        b'{"text": "x", "title": ["y"]}',
        b'{"text": "\\ud800"}',
        b'{"text": "\xff"}',
        b'{"text": " "}',
        b"[" * 100_000,
        b"9" * 5_000,
        b'{"text": "x", "id": true}',
        b'{"id": 12, "text": "\\u0000 \xe2\x80\xa8", "date": null}',
    ]
    path = write(tmp_path / "a.jsonl", b"\r\n".join(lines))
    articles, errors = read(path)
    assert [article.id for article in articles] == ["a.jsonl:1", "12"]
    assert articles[1].text == "\0 \N{LINE SEPARATOR}"
    assert [error.partition(": ")[0] for error in errors] == [f"{path}:{number}" for number in range(3, 14)]
    assert [error.partition(": ")[2] for error in errors if "field" in error] == [
        "no field 'text'; name each field one of id, title, text, date, source, url; only text is needed",
        "field 'text' is int, not a string; put it in quotation marks",
        "field 'title' is list, not a string; put it in quotation marks",
        "field 'text' is not Unicode at character 0; convert the file to UTF-8",
        "field 'id' is bool, not a string; put it in quotation marks",
    ]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"text\r\n"])
def test_a_file_without_records_is_reported(tmp_path: Path, content: bytes) -> None:
    name = "a.csv" if content.startswith(b"text") else "a.jsonl"
    assert "holds no articles" in only_error(write(tmp_path / name, content))


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.html"])
def test_binary_files_are_reported_once(tmp_path: Path, name: str) -> None:
    assert "not text" in only_error(write(tmp_path / name, bytes(range(256)) * 20))
    assert "UTF-16" in only_error(write(tmp_path / name, '{"text": "مالي"}\n'.encode("utf-16") * 3))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2014-09-30", "2014-09-30"),
        ("20140930", "2014-09-30"),
        (" 2014-09-30 10:00Z ", "2014-09-30T10:00:00+00:00"),
        ("2014-09-30T10:00:00+01:00", "2014-09-30T10:00:00+01:00"),
        ("", ""),
    ],
)
def test_dates_are_kept_in_iso_8601(tmp_path: Path, written: str, kept: str) -> None:
    line = json.dumps({"text": "مالي", "date": written})
    assert only_article(write(tmp_path / "a.jsonl", line)).date == kept


@pytest.mark.parametrize("written", ["30/09/2014", "2014-13-01", "٢٠١٤-٠٩-٣٠", "أمس\n"])
def test_a_bad_date_is_reported_and_left_out(tmp_path: Path, written: str) -> None:
    path = write(tmp_path / "a.jsonl", json.dumps({"text": "مالي", "date": written}))
    articles, errors = read(path)
    assert articles == [Article(id="a.jsonl:1", text="مالي")]
    assert errors[0].startswith(f"{path}:1: date '")


# CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_with_any_delimiter(tmp_path: Path, delimiter: str) -> None:
    with (tmp_path / "a.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerows([[*FULL, "قسم"], [*FULL.values(), "أخبار"]])
    assert only_article(tmp_path / "a.csv") == Article(**FULL)


def test_bad_csv_rows_are_reported_by_line(tmp_path: Path) -> None:
    content = 'title,text\r\nأ,"سطر\r\nوسطر"\r\nب\r\n\r\nب,"مالي"x\r\nب,\xff\r\nت,ليبيا\r\nث,"بلا نهاية\r\n'
    path = write(tmp_path / "a.csv", content.encode().replace("\xff".encode(), b"\xff"))
    articles, errors = read(path)
    assert [(article.id, article.text) for article in articles] == [("a.csv:2", "سطر\r\nوسطر"), ("a.csv:8", "ليبيا")]
    assert [error.removeprefix(f"{path}:") for error in errors] == [
        "4: 1 cells under a header of 2; correct the row",
        "6: not CSV: ',' expected after '\"'; correct the row's quotation marks",
        "7: field 'text' is not Unicode at character 0; convert the file to UTF-8",
        "9: not CSV: unexpected end of data; correct the row's quotation marks",
    ]


def test_csv_needs_a_text_column(tmp_path: Path) -> None:
    assert "no column 'text'" in only_error(write(tmp_path / "a.csv", "id,body\r\n1,مالي\r\n"))
    assert "no column 'text'" in only_error(write(tmp_path / "b.csv", ""))


# Parquet


def test_parquet_is_read_row_by_row(tmp_path: Path) -> None:
    texts = [f"{TEXT}{number}" for number in range(200)]
    texts[150] = " "
    parquet.write_table(pa.table({"n": range(200), "text": texts, "id": range(200)}), tmp_path / "a.parquet")
    articles, errors = read(tmp_path / "a.parquet")
    assert [article.text for article in articles] == texts[:150] + texts[151:]
    assert articles[7].id == "7"
    assert errors == [f"{tmp_path}/a.parquet:151: holds no text; fill it in or leave it out"]


def test_parquet_dates_and_bad_cells(tmp_path: Path) -> None:
    broken = pa.array([b"\xff", "ليبيا".encode()]).cast(pa.binary()).view(pa.string())
    dates = pa.array([0, 86_400_000_000], pa.timestamp("us"))
    parquet.write_table(pa.table({"date": dates, "text": broken}), tmp_path / "a.parquet")
    articles, errors = read(tmp_path / "a.parquet")
    assert articles == [Article(id="a.parquet:2", text="ليبيا", date="1970-01-02T00:00:00")]
    assert errors[0].startswith(f"{tmp_path}/a.parquet:1: a cell cannot be read: 'utf-8' codec can't decode byte 0xff")


def test_parquet_dates_beyond_python_are_reported(tmp_path: Path) -> None:
    dates = pa.array([2**60, 0], pa.timestamp("us"))
    parquet.write_table(pa.table({"date": dates, "text": ["مالي", "ليبيا"]}), tmp_path / "a.parquet")
    articles, errors = read(tmp_path / "a.parquet")
    assert [article.id for article in articles] == ["a.parquet:2"]
    assert errors[0].startswith(f"{tmp_path}/a.parquet:1: a cell cannot be read: ")


def test_what_is_not_such_parquet_is_refused(tmp_path: Path) -> None:
    assert "not Parquet" in only_error(write(tmp_path / "a.parquet", b"PAR1 no PAR1"))
    assert "not Parquet" in only_error(write(tmp_path / "b.parquet", b""))
    parquet.write_table(pa.table({"body": ["مالي"]}), tmp_path / "c.parquet")
    assert "no column 'text'" in only_error(tmp_path / "c.parquet")
    parquet.write_table(pa.Table.from_arrays([pa.array(["مالي"])] * 2, ["text", "text"]), tmp_path / "e.parquet")
    assert "not Parquet" in only_error(tmp_path / "e.parquet")
    parquet.write_table(pa.table({"text": [str(number) * 99 for number in range(2000)]}), tmp_path / "d.parquet")
    damaged = bytearray((tmp_path / "d.parquet").read_bytes())
    damaged[50:9000] = bytes(8950)
    assert "d.parquet: not Parquet, or damaged: " in only_error(write(tmp_path / "d.parquet", bytes(damaged)))


# Web pages

SENTENCES = [f"وصل الوزير الجزائري في اليوم {day} إلى العاصمة باماكو لبحث الأزمة مع نظيره." for day in range(1, 5)]
PAGE = f"""<!DOCTYPE html>
<html lang="ar"><head><meta charset="windows-1256"><title>زيارة إلى مالي</title>
<meta property="og:site_name" content="البلاد"><meta property="article:published_time" content="2014-09-30T10:00:00Z">
<link rel="canonical" href="https://example.org/7"></head>
<body><nav><a href="/">الرئيسية</a></nav><article>{"".join(f"<p>{sentence}</p>" for sentence in SENTENCES)}</article>
<div class="comments"><p>تعليق من قارئ في تونس</p></div></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1256"])
def test_the_article_of_a_page_is_found(tmp_path: Path, encoding: str) -> None:
    assert only_article(write(tmp_path / "a.html", PAGE.encode(encoding))) == Article(
        id="a.html",
        text="\n".join(SENTENCES),
        title="زيارة إلى مالي",
        date="2014-09-30",
        source="البلاد",
        url="https://example.org/7",
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "holds no text"),
        ("<html><body></body></html>", "no article found"),
        ("ليست صفحة", "no article found"),
        ("<div>" * 100_000, "no article found"),
        (PAGE.replace("windows-1256", "utf-8").encode("windows-1256"), "not utf-8 as the page says"),
        (PAGE.replace("windows-1256", "klingon").encode("windows-1256"), "not klingon as the page says"),
        (PAGE.replace("charset", "x").encode("windows-1256"), "not UTF-8 at byte"),
    ],
)
def test_a_page_without_an_article_is_refused(tmp_path: Path, content: bytes | str, message: str) -> None:
    assert message in only_error(write(tmp_path / "a.htm", content))
