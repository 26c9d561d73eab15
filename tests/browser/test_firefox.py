"""The map in Firefox, driven by the protocol it speaks itself (WebDriver BiDi), for Debian has no geckodriver."""

import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from browser.pages import SYMBOLS
from geomap.records import Geoparse, Kind

PATIENCE = 60.0
"""Seconds to wait for Firefox to start, or to answer, on a busy machine."""
SETTINGS = """
user_pref("browser.download.folderList", 2);
user_pref("browser.download.dir", "{folder}");
user_pref("browser.download.always_ask_before_handling_new_types", false);
"""


@dataclass(kw_only=True)
class Firefox:
    """One window of a Firefox, and what went wrong in it."""

    socket: ClientConnection
    downloads: Path
    window: str = ""
    number: int = 0
    complaints: list[str] = field(default_factory=list)

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message: dict[str, Any] = json.loads(self.socket.recv(timeout=PATIENCE))
            if message.get("method") == "log.entryAdded":
                self.complaints.append(message["params"]["text"])
            if message.get("id") == self.number:
                assert message["type"] == "success", message
                return dict(message["result"])

    def ask(self, expression: str) -> Any:  # noqa: ANN401 - whatever JavaScript gives
        target = {"context": self.window}
        done = self.call(
            "script.evaluate", expression=f"JSON.stringify({expression})", target=target, awaitPromise=True
        )
        assert done["type"] == "success", done
        return json.loads(done["result"].get("value", "null"))

    def wait_for(self, expression: str) -> None:
        until = time.monotonic() + PATIENCE
        while not self.ask(expression):
            assert time.monotonic() < until, expression
            time.sleep(0.1)

    def open(self, path: Path, fragment: str = "") -> None:
        self.call("browsingContext.navigate", context=self.window, url=path.as_uri() + fragment, wait="complete")
        self.wait_for("document.documentElement.dataset.ready === 'true'")

    def saved(self, suffix: str) -> bytes:
        """Choose a file from the menu and return it once it is whole."""
        buttons = "[...document.querySelectorAll('#export button')]"
        self.ask(f"{buttons}.find((one) => one.textContent.includes('{suffix}')).click()")
        path = self.downloads / f"geomap.{suffix.lower()}"
        until = time.monotonic() + PATIENCE
        while not path.exists() or not path.stat().st_size or [*self.downloads.glob("*.part")]:
            assert time.monotonic() < until, path
            time.sleep(0.1)
        return path.read_bytes()


def connected(port: str) -> ClientConnection:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return connect(f"ws://127.0.0.1:{port}/session", max_size=None)
        except (OSError, WebSocketException):
            assert time.monotonic() < until
            time.sleep(0.2)


def port_of(log: Path) -> str:
    """Read which port Firefox chose."""
    until = time.monotonic() + PATIENCE
    while not (found := re.search(r"ws://127\.0\.0\.1:(\d+)", log.read_text(encoding="utf-8"))):
        assert time.monotonic() < until
        time.sleep(0.2)
    return found[1]


@pytest.fixture
def firefox(tmp_path: Path) -> Iterator[Firefox]:
    """Start one; when the test is over, nothing may have gone wrong in it."""
    command = shutil.which("firefox-esr") or shutil.which("firefox")
    if command is None:
        pytest.skip("Firefox is missing")
    profile, downloads, log = tmp_path / "profile", tmp_path / "downloads", tmp_path / "log"
    profile.mkdir()
    downloads.mkdir()
    (profile / "user.js").write_text(SETTINGS.format(folder=downloads), encoding="utf-8")
    arguments = ["--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    with (
        log.open("wb") as stream,
        subprocess.Popen([command, *arguments], stdout=stream, stderr=stream) as started,  # noqa: S603 - Firefox
    ):
        try:
            with connected(port_of(log)) as socket:
                driven = Firefox(socket=socket, downloads=downloads)
                driven.call("session.new", capabilities={})
                driven.call("session.subscribe", events=["log.entryAdded"])
                driven.window = driven.call("browsingContext.getTree")["contexts"][0]["context"]
                yield driven
                assert driven.complaints == []
        finally:
            started.terminate()


def test_the_map_opens_and_its_address_is_followed(firefox: Firefox, seed_map: Path) -> None:
    firefox.open(seed_map, "#view=31.2,16.6,7")
    assert firefox.ask("document.querySelectorAll('.row.place').length") > 20
    assert firefox.ask("document.querySelectorAll('.name.point').length") > 0
    firefox.ask("document.querySelector('.row.place').click()")
    assert firefox.ask("document.querySelector('#view h2').textContent") == "الجزائر"
    firefox.wait_for("location.hash.startsWith('#place=')")


def test_hostile_text_stays_text_and_can_be_saved(
    firefox: Firefox, hostile_map: Path, hostile_articles: list[Geoparse]
) -> None:
    firefox.open(hostile_map)
    features = json.loads(firefox.saved("GeoJSON"))["features"]
    found = [
        (geoparse.article.id, item.mention.start, item.mention.surface)
        for geoparse in hostile_articles
        for item in geoparse.resolutions
    ]
    columns = ("article", "start", "surface")
    assert [tuple(feature["properties"][column] for column in columns) for feature in features] == found
    assert firefox.saved("PNG").startswith(b"\x89PNG")
    assert firefox.saved("CSV").startswith(b"\xef\xbb\xbf")
    assert b"<kml" in firefox.saved("KML")
    assert firefox.ask("document.querySelectorAll('img, iframe, #view a').length") == 0


def test_filters_search_and_the_ways_of_seeing(firefox: Firefox, seed_map: Path, articles: list[Geoparse]) -> None:
    first, other = (articles[number].article.id for number in (0, 3))
    firefox.open(seed_map, "#lang=en&view=31.2,16.6,4")
    drawn = f"({SYMBOLS})()"
    points = firefox.ask(drawn)
    firefox.ask("document.querySelector('input[value=clusters]').click()")
    clusters = firefox.ask(drawn)
    assert len(clusters) < len(points)
    assert sorted(row for found in clusters for row in found["rows"]) == sorted(found["rows"][0] for found in points)
    firefox.ask("document.querySelector('input[value=heat]').click()")
    heat = "document.querySelector('.leaflet-heat-pane canvas')"
    assert firefox.ask(f"{heat}.getContext('2d').getImageData(0, 0, {heat}.width, {heat}.height).data.some(Boolean)")
    firefox.ask("document.querySelector('#kinds input[name=demonym]').click()")
    firefox.wait_for("location.hash.includes('kinds=literal%2Cdemonym')")
    kinds = {Kind.LITERAL, Kind.DEMONYM}
    placed = [found for one in articles for found in one.resolutions if found.place and found.mention.kind in kinds]
    assert f"mentions: {len(placed)} " in firefox.ask("document.querySelector('#summary').textContent")
    firefox.ask(f"location.hash = 'lang=en&compare=ab&a.only={first}&b.only={other}'")
    firefox.wait_for("document.querySelector('#tally')?.textContent.includes('only in A')")
    assert all(found["look"]["shares"] for found in firefox.ask(drawn))
    firefox.ask("""(() => {
      const input = document.querySelector("#view input[type=search]");
      input.value = "ليبيا";
      input.dispatchEvent(new Event("input"));
    })()""")
    firefox.wait_for("document.querySelectorAll('.results .sentence mark.hit').length > 3")
    firefox.ask("document.querySelector('#keep').click()")
    firefox.wait_for("location.hash.includes('q=')")
    assert firefox.ask("document.querySelectorAll('.row.place').length") > 0
