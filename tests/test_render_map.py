import re
import stat
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packs import tables, tables_of, unpacked

from browser.samples import PHRASES, TRIPOLI, hostile, seeds
from geomap import reasons
from geomap.errors import OutputError
from geomap.records import Candidate, Geoparse
from geomap.render import basemap, simplify
from geomap.render.chunk import utf16_offsets
from geomap.render.html import build_map, write_html
from geomap.render.pack import pack
from geomap.render.payload import Payload, payload, web_address
from geomap.render.placetype import PLACE_TYPES, place_type

ANY_TEXT = st.text(st.characters(exclude_categories=[]))  # half surrogate pairs too


@pytest.fixture(autouse=True)
def phrases(monkeypatch: pytest.MonkeyPatch) -> None:
    for code, wording in PHRASES.items():
        monkeypatch.setitem(reasons.PHRASES, code, wording)


@pytest.fixture
def geoparses() -> list[Geoparse]:
    return [*seeds(), *hostile()]


@pytest.fixture
def user_imports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of what the user imported."""
    folder = tmp_path / "mine" / "imports"
    folder.mkdir(parents=True)
    monkeypatch.setenv("GEOMAP_GAZETTEER", str(folder.parent))
    return folder


def assets() -> Path:
    return Path(basemap.__file__).with_name("assets")


def chunks_of(made: Payload) -> list[tuple[str, str]]:
    return [(chunk.texts, chunk.notes) for chunk in made.chunks]


def data(geoparses: Sequence[Geoparse]) -> dict[str, Any]:
    """The tables that a map of the articles holds."""
    made = payload(geoparses)
    return tables(made.index, chunks_of(made))


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def test_two_runs_write_the_same_bytes(geoparses: list[Geoparse], tmp_path: Path) -> None:
    write_html(geoparses, tmp_path / "a.html")
    write_html(geoparses, tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "b.html"]


def test_a_map_can_be_rendered_again(geoparses: list[Geoparse]) -> None:
    root = build_map(geoparses).get_root()
    assert root.render() == root.render()


def test_nothing_is_loaded_from_elsewhere(geoparses: list[Geoparse]) -> None:
    page = build_map(geoparses).get_root().render()
    markup = re.sub(r"(?s)<(script|style)\b([^>]*)>.*?</\1>", r"<\1\2>", page)
    assert not re.search(r"\b(src|srcset|style|on\w+)\s*=", markup)
    assert re.findall(r'href="([^"]*)"', markup) == ["data:,"]
    assert "url(" not in "".join(re.findall(r"(?s)<style>(.*?)</style>", page))
    assert "sourceMappingURL" not in page
    assert "@import" not in page


def test_the_policy_comes_first_and_allows_only_what_is_inline(geoparses: list[Geoparse]) -> None:
    page = build_map(geoparses).get_root().render()
    policy = re.search(r'<head>\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert page.count("'sha256-") == 4


def test_article_text_is_only_in_the_data_block(geoparses: list[Geoparse]) -> None:
    page = build_map(geoparses).get_root().render()
    assert tables_of(page)["articles"]["text"] == [geoparse.article.text for geoparse in geoparses]
    assert "alert(1)" not in page
    _, _, after_names = page.partition('<script type="application/octet-stream" id="geomap-index">')
    assert "طرابلس" not in page.partition('<script type="application/json" id="geomap-backdrop">')[0] + after_names


def test_folium_is_left_as_it_was(geoparses: list[Geoparse]) -> None:
    import folium  # noqa: PLC0415 - to see its state after a map was made

    loaded = list(folium.Map.default_js)
    build_map(geoparses).get_root().render()
    assert folium.Map.default_js == loaded


def test_offsets_in_the_payload_are_those_of_javascript(geoparses: list[Geoparse]) -> None:
    found = data(geoparses)
    mentions, sentences, articles = found["mentions"], found["sentences"], found["articles"]
    surfaces = [resolution.mention.surface for geoparse in geoparses for resolution in geoparse.resolutions]
    for row, surface in enumerate(surfaces):
        text = utf16(articles["text"][sentences["article"][mentions["sentence"][row]]])
        assert text[2 * mentions["start"][row] : 2 * mentions["end"][row]] == utf16(surface)


def test_reasons_and_places_stand_once(geoparses: list[Geoparse]) -> None:
    found = data([*geoparses, *geoparses])
    assert len(set(found["places"]["id"])) == len(found["places"]["id"])
    assert len(set(found["reasons"]["en"])) == len(found["reasons"]["en"])
    assert "أشهر مكان بهذا الاسم: Tripoli" in found["reasons"]["ar"]


def test_alternatives_are_places_and_each_set_of_them_stands_once() -> None:
    others = tuple(replace(TRIPOLI, id=f"geonames:{number}", name=str(number)) for number in range(1, 8))
    candidates = tuple(Candidate(place=other) for other in others)
    found = [
        replace(geoparse, resolutions=tuple(replace(item, alternatives=candidates) for item in geoparse.resolutions))
        for geoparse in seeds()
    ]
    made = data([*found, *hostile()])
    given = [[made["places"]["en"][row] for row in rows] for rows in made["alternatives"]]
    assert given == [["1", "2", "3", "4", "5"], []]
    seen = sum(len(geoparse.resolutions) for geoparse in found)
    assert made["mentions"]["alternatives"][: seen + 1] == [0] * seen + [1]


def test_no_articles_make_an_empty_map(tmp_path: Path) -> None:
    write_html([], tmp_path / "empty.html")
    assert tables_of((tmp_path / "empty.html").read_text(encoding="utf-8"))["mentions"]["place"] == []


def test_the_file_can_be_read_by_others(geoparses: list[Geoparse], tmp_path: Path) -> None:
    ordinary = tmp_path / "ordinary"
    ordinary.touch()
    write_html(geoparses, tmp_path / "map.html")
    assert stat.S_IMODE((tmp_path / "map.html").stat().st_mode) == stat.S_IMODE(ordinary.stat().st_mode)


def test_a_map_that_cannot_be_written_says_where(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"file/map\.html: cannot be written"):
        write_html([], tmp_path / "file" / "map.html")


def test_a_failed_write_leaves_the_old_map_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "map.html").mkdir()
    with pytest.raises(OutputError):
        write_html([], tmp_path / "map.html")
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        (" https://example.org", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(url: str, kept: bool) -> None:  # noqa: FBT001 - a column of the table above
    assert web_address(url) == (url if kept else "")


def test_the_articles_address_reaches_the_page(geoparses: list[Geoparse]) -> None:
    article = replace(geoparses[0].article, url="https://example.org/?a=1&b=2")
    assert data([replace(geoparses[0], article=article)])["articles"]["url"] == ["https://example.org/?a=1&b=2"]


HOSTILE_NOTE = """
title = "List"
licence = "{{{{7*7}}}} <b>free</b>"
licence_url = "javascript:alert(1)"
attribution = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
url = "{url}"
"""


@pytest.mark.parametrize(("url", "kept"), [("https://example.org/a?b&c", True), ("javascript:alert(1)", False)])
def test_whom_to_name_for_imports_is_data(
    user_imports: Path,
    url: str,
    kept: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    (user_imports / "list.tsv").touch()
    (user_imports / "list.toml").write_text(HOSTILE_NOTE.format(url=url), encoding="utf-8")
    page = build_map([]).get_root().render()
    assert tables_of(page)["attributions"] == {
        "text": ["</script><script>alert(1)</script><img src=x onerror=alert(1)>"],
        "url": [url if kept else ""],
        "licence": ["{{7*7}} <b>free</b>"],
        "licence_url": [""],
    }
    assert "alert(1)" not in page


def test_without_imports_nobody_else_is_named(geoparses: list[Geoparse]) -> None:
    assert data(geoparses)["attributions"] == {"text": [], "url": [], "licence": [], "licence_url": []}


@given(ANY_TEXT, st.dictionaries(ANY_TEXT, st.lists(st.integers(-(2**31), 2**31 - 1))))
def test_packs_read_back_and_hold_nothing_unsafe(text: str, columns: dict[str, list[int]]) -> None:
    packed = pack({"text": text}, columns)
    assert unpacked(packed) == ({"text": text}, columns)
    assert re.fullmatch("[A-Za-z0-9+/]+=*", packed)


def test_texts_come_in_chunks(geoparses: list[Geoparse], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = data(geoparses)
    monkeypatch.setattr("geomap.render.payload.CHUNK_SIZE", 1)
    made = payload(geoparses)
    assert len(made.chunks) == len(geoparses)
    by_chunk = dict.fromkeys(("reasons", "alternatives", "mentions", "chunks"), ANY)
    assert tables(made.index, chunks_of(made)) == whole | by_chunk


@given(ANY_TEXT, st.data())
def test_utf16_offsets_cut_where_python_cuts(text: str, drawn: st.DataObject) -> None:
    start = drawn.draw(st.integers(0, len(text)))
    end = drawn.draw(st.integers(start, len(text)))
    offset = utf16_offsets(text)
    assert utf16(text)[2 * offset(start) : 2 * offset(end)] == utf16(text[start:end])


LINES = st.lists(st.tuples(st.floats(-180, 180), st.floats(-80, 80)), min_size=2, max_size=30)


@given(LINES, st.floats(0.01, 5))
def test_a_thinned_line_stays_near_the_original(line: simplify.Line, tolerance: float) -> None:
    thinned = simplify.thin(line, tolerance)
    assert (thinned[0], thinned[-1]) == (line[0], line[-1])
    flat = [simplify.mercator(point) for point in thinned]
    for point in map(simplify.mercator, line):
        nearest = min(simplify.offset(point, *segment) for segment in pairwise(flat)) if len(flat) > 1 else 0
        assert nearest <= tolerance + 1e-9


def test_a_name_finds_the_widest_room() -> None:
    bottle = [(0, 0), (10, 0), (10, 10), (6, 10), (6, 30), (4, 30), (4, 10), (0, 10), (0, 0)]
    x, y, room = simplify.inner_point([(float(x), float(y)) for x, y in bottle])
    assert (x, y, room) == pytest.approx((5, 5, 5), abs=0.3)


def test_neighbors_share_their_border() -> None:
    arcs = [[[0, 0], [0, 10]], [[0, 10], [-10, 0], [0, -10], [10, 0]], [[0, 0], [10, 0], [0, 10], [-10, 0]]]
    countries = [
        {"type": "Polygon", "arcs": [[0, 1]], "id": "434", "properties": {"name": "Libya"}},
        {"type": "MultiPolygon", "arcs": [[[2, ~0]]], "id": "818", "properties": {"name": "Egypt"}},
    ]
    built = basemap.build(
        {
            "transform": {"scale": [1, 1], "translate": [25, 20]},
            "objects": {"countries": {"geometries": countries}},
            "arcs": arcs,
        }
    )
    assert built["rings"] == [[0, 1], [2, ~0]]
    assert built["borders"] == [0]
    assert built["arcs"][0] == basemap.encode([(25.0, 20.0), (25.0, 30.0)])  # type: ignore[index]
    assert [(label["code"], label["ar"]) for label in built["labels"]] == [  # type: ignore[attr-defined]
        ("EG", "مصر"),
        ("LY", "ليبيا"),
    ]


def test_no_wording_hides_another() -> None:
    keys = re.findall(r"^    (\w+): \[", assets().joinpath("i18n.js").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(keys) > 100
    assert [key for key, count in Counter(keys).items() if count > 1] == []


@pytest.mark.parametrize("kind", PLACE_TYPES)
def test_every_type_of_place_has_a_name(kind: str) -> None:
    assert re.search(f"type_{kind}: ", assets().joinpath("i18n.js").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("feature_class", "feature_code", "named"),
    [
        ("A", "PCLI", "country"),
        ("A", "ADM1", "division"),
        ("P", "PPLX", "settlement"),
        ("L", "RGN", "region"),
        ("L", "CONT", "region"),
        ("H", "SEA", "water"),
        ("T", "ISL", "terrain"),
        ("S", "MSQE", "site"),
        ("R", "ST", "site"),
        ("", "", "site"),
    ],
)
def test_places_are_of_the_type_that_readers_tell_apart(feature_class: str, feature_code: str, named: str) -> None:
    assert place_type(replace(TRIPOLI, feature_class=feature_class, feature_code=feature_code)) == named


def test_the_base_map_is_small() -> None:
    assert assets().joinpath("basemap.json").stat().st_size < 300_000
