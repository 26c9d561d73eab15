"""Times what users wait for: `python -m benchmarks.speed`.

Throughput is over the articles of ../shared/data/articles_ant.jsonl.gz, on one core, with the garbage collector as the
commands set it, after the caches of word types are warm from a first tenth of them; the commands are run as a user runs
them, three times, of which the median is printed.
"""

import gc
import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.accuracy import NEWS, ROOT
from geomap.cli import SELDOM
from geomap.gazetteer import open_gazetteer
from geomap.match import match
from geomap.pipeline import geoparse, geoparse_each
from geomap.recognize import recognize
from geomap.recognize.labeler import TaggerLabeler
from geomap.recognize.tagger import shipped_tagger
from geomap.records import Article
from geomap.resolve import resolve
from geomap.split import split_article

_TIMES = 3
_LONG = 10_000_000  # bytes of UTF-8
_MENTIONS = (2_500, 5_000, 10_000, 20_000)  # in one article
_CHARACTERS_PER_MENTION = 200  # at least as many as news has


def _median_seconds(work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(_TIMES):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def _command(*arguments: str) -> Callable[[], object]:
    return lambda: subprocess.run(  # noqa: S603  # geomap itself
        [sys.executable, "-m", "geomap.cli", *arguments], check=True, capture_output=True
    )


def _articles() -> list[Article]:
    with gzip.open(NEWS, "rt", encoding="utf-8") as file:
        return [Article(id=record["id"], text=record["text"]) for record in map(json.loads, file)]


def _seconds_of_one_long_article(articles: list[Article]) -> float:
    text = " ".join(article.text for article in articles).encode()[:_LONG].decode(errors="ignore")
    start = time.perf_counter()
    geoparse(Article(id="long", text=text), open_gazetteer())
    return time.perf_counter() - start


def _resolution_of_long_articles(articles: list[Article]) -> Iterator[tuple[int, float]]:
    """Yield numbers of mentions in one article, and what matching and resolving each of them takes, in microseconds."""
    gazetteer, labeler = open_gazetteer(), TaggerLabeler(shipped_tagger())
    text = " ".join(article.text for article in articles)[: _MENTIONS[-1] * _CHARACTERS_PER_MENTION]
    whole = Article(id="long", text=text)
    (mentions,) = recognize([split_article(whole)], gazetteer, labeler)
    for count in _MENTIONS:
        first = mentions[:count]
        part = Article(id="long", text=text[: first[-1].end])
        start = time.perf_counter()
        resolve(split_article(part), [match(mention, gazetteer) for mention in first], gazetteer)
        yield len(first), (time.perf_counter() - start) / len(first) * 1e6


def _words_per_second(articles: list[Article]) -> float:
    gazetteer = open_gazetteer()
    deque(geoparse_each(articles[::10], gazetteer), maxlen=0)
    count = _words(articles)
    start = time.perf_counter()
    deque(geoparse_each(articles, gazetteer), maxlen=0)
    return count / (time.perf_counter() - start)


def _words(articles: list[Article]) -> int:
    return sum(len(article.text.split()) for article in articles)


def _microseconds_per_word(articles: list[Article]) -> tuple[float, float]:
    """Return what recognition takes, and what matching and resolution take, of articles read before."""
    gazetteer, labeler = open_gazetteer(), TaggerLabeler(shipped_tagger())
    texts = list(map(split_article, articles))
    deque(geoparse_each(articles, gazetteer), maxlen=0)
    recognition = _median_seconds(lambda: deque(recognize(texts, gazetteer, labeler), maxlen=0))
    everything = _median_seconds(lambda: deque(geoparse_each(articles, gazetteer), maxlen=0))
    million = _words(articles) / 1e6
    return recognition / million, (everything - recognition) / million


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        open_gazetteer(cache=Path(folder))
        print(f"compile the gazetteer's index    {time.perf_counter() - start:8.3f} s")
    print(f"open the compiled index          {_median_seconds(open_gazetteer):8.3f} s")
    print(f"geomap --help                    {_median_seconds(_command('--help')):8.3f} s")
    with tempfile.TemporaryDirectory() as folder:
        command = _command("map", str(ROOT / "seeds"), "-o", str(Path(folder) / "map.html"))
        print(f"geomap map seeds/                {_median_seconds(command):8.3f} s")
    gc.set_threshold(*SELDOM)
    articles = _articles()
    print(f"geoparse news, words per second  {_words_per_second(articles):8,.0f}")
    recognition, resolution = _microseconds_per_word(articles[::10])
    print(f"recognize a tenth again, a word  {recognition:8.1f} us")
    print(f"all else, a word                 {resolution:8.1f} us")
    for count, microseconds in _resolution_of_long_articles(articles):
        print(f"resolve each of {count:6,} mentions  {microseconds:8.1f} us")
    print(f"geoparse one article of 10 MB    {_seconds_of_one_long_article(articles):8.1f} s")


if __name__ == "__main__":
    main()
