"""Times the map in a real browser, beside folium's stock parts: `python -m benchmarks.map [--sizes 10k 100k 1m]`.

Prints per generated corpus how long the file takes to build and how large it is, then the medians of five visits: until
the circles are drawn and the page answers, what JavaScript holds and the page's process takes in memory, and how long
each filter takes until it is painted. Everything is read from the disk with the network off.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import folium
from folium.plugins import MarkerCluster
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.generated import copies, corpus
from geomap.records import Geoparse
from geomap.render.html import write_html

_CHROMIUM = "/usr/bin/chromium"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--enable-precise-memory-info"]
_VISITS = 5
_PATIENCE = 180_000  # milliseconds, for the stock map

_FILTERS = {
    "one article": '{ chosen: ["only", 7] }',
    "kind": "#kinds input[name=demonym]",
}

_PAINTED = """(name) => new Promise((resolve) => {
  const box = document.querySelector(`#kinds input[name=${name}]`);
  const start = performance.now();
  box.click();
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
})"""
"""Milliseconds from a click on a kind's box until the frame with its effect has been drawn."""


def build(geoparses: Sequence[Geoparse], path: Path) -> float:
    t = time.perf_counter()
    write_html(geoparses, path)
    return time.perf_counter() - t
