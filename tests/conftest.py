"""What all tests share: the shipped gazetteer, in a cache of the tests' own, and a folder of hostile articles."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer, open_gazetteer

HOSTILE_TEXTS = {
    "01-jinja.txt": "{{7*7}} {% raw {# {{ self }} {%- include 'x' -%} ثم مدينة طرابلس الليبية {% endraw %}.",
    "02-template-literal.txt": "`${alert(1)}` \\u003c \\` وصل إلى مدينة طرابلس الليبية ${alert(2)}.",
    "03-html.txt": "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    "<!-- مدينة طرابلس الليبية --> &amp; ]]>",
    "04-comment.txt": "<!-- <script> وصل إلى مدينة طرابلس الليبية",
    "05-marks.txt": "[/*geomap:data*/] <!--geomap:policy--> /*geomap:program*/ إلى مدينة طرابلس الليبية",
    "06-bidi.txt": "\N{RIGHT-TO-LEFT OVERRIDE}مدينة\N{RIGHT-TO-LEFT MARK} \N{LEFT-TO-RIGHT ISOLATE}طرابلس"
    "\N{POP DIRECTIONAL ISOLATE} الليبية\N{POP DIRECTIONAL FORMATTING}.",
    "07-separators.txt": "وصل\N{LINE SEPARATOR}إلى\N{PARAGRAPH SEPARATOR}مدينة طرابلس"
    "\N{NEXT LINE} الليبية\r\nثم\rعاد\n\n",
    "08-emoji.txt": "\N{FISHING POLE AND FISH}\N{MUSICAL SYMBOL G CLEF} مدينة طرابلس الليبية \N{FISHING POLE AND FISH}",
    "09-one-line.txt": "وصل الوفد إلى مدينة طرابلس الليبية " + "كلمة " * 200_000,
    "10-one-word.txt": "مدينة طرابلس الليبية " + "ب" * 100_000,
    "11-marks-only.txt": "مدينة طرابلس الليبية ب" + "\N{ARABIC FATHA}" * 20_000,
}
"""File name → text; each mentions Tripoli in Libya. The last are a line, a word and a letter without end."""

HOSTILE_RECORD = {
    "id": "</script>\"'<!--{{7*7}}#&only=x",
    "title": "</script><script>alert(1)</script>{{7*7}}{% raw %}",
    "text": "مدينة طرابلس الليبية {{7*7}}",
    "date": "2026-11-22",
    "source": "<img src=x onerror=alert(1)>${alert(1)}",
    "url": "javascript:alert(1)",
}

REFUSED = {
    "20-empty.txt": (b"", "holds no text"),
    "21-windows.txt": ("مدينة طرابلس الليبية".encode("windows-1256"), "not UTF-8 at byte 0"),
    "22-image.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not text: a zero byte at byte 8"),
    "23-image.csv": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not text: a zero byte at byte 8"),
    "24-broken.jsonl": (b'{"text": \n', ":1: not JSON"),
}
"""File name → content, and what the one line about it says."""


@dataclass(frozen=True, kw_only=True)
class Hostile:
    """A folder of hostile articles, and what `geomap map` made of it."""

    folder: Path
    texts: dict[str, str]
    """Article id → text."""
    map: Path
    done: subprocess.CompletedProcess[str]


@pytest.fixture(scope="session", autouse=True)
def cache_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the tests, and the processes that they start, out of the user's cache and away from the user's places."""
    home = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(home))
        patch.setenv("GEOMAP_GAZETTEER", str(tmp_path_factory.mktemp("user") / "gazetteer"))
        yield home


@pytest.fixture(scope="session")
def gazetteer(cache_home: Path) -> Gazetteer:
    opened = open_gazetteer()
    assert any(cache_home.rglob("names.marisa")), "compiled into the tests' cache"
    return opened


@pytest.fixture(scope="session")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    folder = tmp_path_factory.mktemp("hostile")
    for name, text in HOSTILE_TEXTS.items():
        (folder / name).write_bytes(text.encode())
    for name, (content, _) in REFUSED.items():
        (folder / name).write_bytes(content)
    (folder / "30-records.jsonl").write_text(json.dumps(HOSTILE_RECORD, ensure_ascii=False), encoding="utf-8")
    written = tmp_path_factory.mktemp("map") / "hostile.html"
    done = subprocess.run(  # noqa: S603  # geomap itself
        [sys.executable, "-m", "geomap.cli", "map", str(folder), "-o", str(written)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    texts = HOSTILE_TEXTS | {HOSTILE_RECORD["id"]: HOSTILE_RECORD["text"]}
    return Hostile(folder=folder, texts=texts, map=written, done=done)
