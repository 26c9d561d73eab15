"""Times the map in a real browser: `python -m benchmarks.map [--sizes small] [--stock FOLDER]`.

For corpora generated of real Arabic words it prints how long the file takes to build and how large it is; then medians
of five visits by Chromium with the network off: the time until the circles are drawn and the page answers, the memory
of JavaScript and of the page's whole process, how long each filter takes until its effect is painted, and a search from
its last key until the sentences are painted: the first one, which finds no text read, and a later one. Times are by
the clock and, for machines that have other work, of the processor. With `--stock` the smallest corpus is also drawn as
users of folium do it, with a marker and popup for every mention in a MarkerCluster; what that page loads from the
network is read from the folder, in which the npm packages `leaflet`, `leaflet.markercluster` and `jquery` lie unpacked.
"""

import argparse
import gc
import html
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import folium
from folium.plugins import MarkerCluster
from playwright.sync_api import Browser, Page, Route, sync_playwright

from benchmarks.generated import copies, corpus
from geomap.records import Geoparse
from geomap.render.html import write_html

_CHROMIUM = "/usr/bin/chromium"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--enable-precise-memory-info"]
_VISITS = 5
_PAUSE = 400  # milliseconds after a change, in which its address is written
_PATIENCE = 180_000  # milliseconds

_SIZES = {"small": (10_000, 500, 1_500, 1), "large": (100_000, 4_000, 5_000, 1), "huge": (100_000, 4_000, 5_000, 10)}
"""Mentions, articles, places and how often all is repeated under other ids."""

_READY = "performance.getEntriesByName('geomap-ready')[0].startTime"
_PAINTED = """async ([selector, value]) => {
  const input = document.querySelector(selector);
  const start = performance.now();
  if (value === null) input.click();
  else {
    input.value = value;
    input.dispatchEvent(new Event("input"));
  }
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - start;
}"""
_SEARCHED = """async (query) => {
  const input = document.querySelector("#view input[type=search]");
  const box = document.querySelector("section.results");
  box.replaceChildren();
  const start = performance.now();
  input.focus();
  input.value = query;
  input.dispatchEvent(new Event("input"));
  await new Promise((resolve) => {
    new MutationObserver(() => box.hasChildNodes() && resolve()).observe(box, { childList: true });
  });
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - start;
}"""
_QUERIES = {"first search": "كان", "later search": "ليبيا"}
_CHANGES = {
    "kind": ("#kinds input[name=demonym]", None),
    "country": ("#filter-countries input", None),
    "clear": ("#clear", None),
    "dates": ("#filter-dates input", "14000"),
    "score": ("#filter-score input", "80"),
    "type": ("#filter-types input", None),
    "view": ("#filter-inView input", None),
    "all again": ("#clear", None),
}
"""What is done with each filter, in this order: the input and its value, or none for a click."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copies(Sequence[Geoparse]):
    """Articles repeated under other ids, made as they are asked for."""

    articles: list[Geoparse]
    times: int

    def __iter__(self) -> Iterator[Geoparse]:
        return copies(self.articles, self.times)

    def __len__(self) -> int:
        return len(self.articles) * self.times

    def __getitem__(self, position: object) -> Geoparse:
        raise NotImplementedError


@dataclass(slots=True)
class _Visits:
    """What visits of one map took."""

    ready: list[float] = field(default_factory=list)
    ready_processor: list[float] = field(default_factory=list)
    heap: list[float] = field(default_factory=list)
    process: list[float] = field(default_factory=list)
    acts: list[list[tuple[float, float]]] = field(default_factory=list)
    """Of each search and then of each filter: until it is painted, by the clock and of the processor."""


def _stock(geoparses: Iterable[Geoparse], path: Path) -> None:
    made = folium.Map(location=(25, 25), zoom_start=3, tiles=None, prefer_canvas=True, maxZoom=18)
    cluster = MarkerCluster().add_to(made)
    for geoparse in geoparses:
        for found in geoparse.resolutions:
            if found.place is None:
                continue
            sentence = geoparse.sentences[found.mention.sentence]
            text = html.escape(geoparse.article.text[sentence.start : sentence.end])
            folium.Marker((found.place.latitude, found.place.longitude), popup=text).add_to(cluster)
    made.save(path)


def _renderer(browser: Browser) -> Path:
    """The process of the page, which of the browser's renderers has worked most."""
    session = browser.new_browser_cdp_session()
    running = session.send("SystemInfo.getProcessInfo")["processInfo"]
    found = [Path(f"/proc/{process['id']}") for process in running if process["type"] == "renderer"]
    return max(found, key=_processor)


def _processor(process: Path) -> float:
    """Milliseconds for which the main thread has had a processor, which other programs' load does not lengthen."""
    return int((process / "schedstat").read_text().split()[0]) / 1e6


def _megabytes(process: Path) -> float:
    """Memory of a process, in which what it shares with others counts in part."""
    lines = (process / "smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


def _visit(launch: Callable[[], Browser], path: Path, visits: _Visits) -> None:
    browser = launch()
    page = _opened(browser, path)
    page.wait_for_selector("html[data-ready]", timeout=_PATIENCE)
    renderer = _renderer(browser)
    visits.ready.append(page.evaluate(_READY))
    visits.ready_processor.append(_processor(renderer))
    page.wait_for_load_state("load")
    visits.heap.append(page.evaluate("performance.memory.usedJSHeapSize") / 1e6)
    visits.process.append(_megabytes(renderer))
    searches = [_taken(page, renderer, _SEARCHED, query) for query in _QUERIES.values()]
    page.fill("#view input[type=search]", "")
    page.click("#tab-filters")
    page.wait_for_timeout(_PAUSE)
    visits.acts.append(searches + [_taken(page, renderer, _PAINTED, change) for change in _CHANGES.values()])
    browser.close()


def _taken(page: Page, renderer: Path, program: str, what: object) -> tuple[float, float]:
    """Milliseconds until what the program does is painted, by the clock and of the processor."""
    before = _processor(renderer)
    taken: float = page.evaluate(program, what)
    processor = _processor(renderer) - before
    page.wait_for_timeout(_PAUSE)
    return taken, processor


def _opened(browser: Browser, path: Path) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_offline(True)
    page = context.new_page()
    page.set_default_timeout(_PATIENCE)
    page.goto(path.as_uri(), wait_until="commit")
    return page


def _report(name: str, path: Path, seconds: float, visits: _Visits) -> None:
    middle = statistics.median
    print(
        f"{name:14} built {seconds:6.2f} s  {path.stat().st_size / 1e6:6.2f} MB  ready {middle(visits.ready):5.0f} ms "
        f"({middle(visits.ready_processor):.0f} of the processor)  "
        f"JavaScript {middle(visits.heap):4.0f} MB  process {middle(visits.process):4.0f} MB"
    )
    columns = zip(*visits.acts, strict=True)
    for what, taken in zip([*_QUERIES, *_CHANGES], columns, strict=True):
        clock, processor = (middle(each) for each in zip(*taken, strict=True))
        print(f"{'':14} {what}: painted in {clock:.0f} ms ({processor:.0f} of the processor)")


def _measure(name: str, folder: Path, launch: Callable[[], Browser]) -> None:
    mentions, articles, places, times = _SIZES[name]
    made = list(corpus(mentions, articles, places))
    gc.freeze()  # what is measured is not the collector's walk through the generated articles
    geoparses = made if times == 1 else _Copies(articles=made, times=times)
    path = folder / f"{name}.html"
    start = time.perf_counter()
    write_html(geoparses, path)
    seconds = time.perf_counter() - start
    visits = _Visits()
    for _ in range(_VISITS):
        _visit(launch, path, visits)
    _report(f"{mentions * times:,}", path, seconds, visits)


def _serve(packages: Path, route: Route) -> None:
    """Answer for the network with the file of that name in the packages, or with nothing."""
    name = re.sub(r"-[\d.]+(?=\.min)", "", route.request.url.rpartition("/")[2])
    found = next(packages.rglob(name), None)
    route.fulfill(path=found) if found else route.fulfill(body="")


def _stock_ready(launch: Callable[[], Browser], path: Path, packages: Path) -> float:
    """Milliseconds until the stock map is loaded and painted."""
    browser = launch()
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(_PATIENCE)
    page.route(re.compile("^https:"), lambda route: _serve(packages, route))
    page.goto(path.as_uri(), wait_until="load", timeout=_PATIENCE)
    taken: float = page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"
    )
    if not page.locator(".marker-cluster").count():
        raise SystemExit(f"{packages}: the stock map shows no clusters; unpack the npm packages there")
    browser.close()
    return taken


def _measure_stock(geoparses: Sequence[Geoparse], path: Path, launch: Callable[[], Browser], packages: Path) -> None:
    start = time.perf_counter()
    _stock(geoparses, path)
    seconds = time.perf_counter() - start
    ready = statistics.median(_stock_ready(launch, path, packages) for _ in range(_VISITS))
    print(f"{'stock folium':14} built {seconds:6.2f} s  {path.stat().st_size / 1e6:6.2f} MB  ready {ready:5.0f} ms")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="time the map in a real browser")
    parser.add_argument("--sizes", nargs="+", choices=list(_SIZES), default=list(_SIZES), help="which corpora")
    parser.add_argument("--stock", type=Path, metavar="FOLDER", help="unpacked npm packages that the stock map loads")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:

        def launch() -> Browser:
            return playwright.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS)

        for name in options.sizes:
            _measure(name, Path(folder), launch)
        if options.stock:
            mentions, articles, places, _ = _SIZES["small"]
            _measure_stock(list(corpus(mentions, articles, places)), Path(folder) / "stock.html", launch, options.stock)


if __name__ == "__main__":
    main()
