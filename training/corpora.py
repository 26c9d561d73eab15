"""Reads the corpora under ../shared/data (see the README there for their licences) and the annotation kept here."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geomap.records import Kind

DATA = Path(__file__).parents[2] / "shared" / "data"
GOLD = Path(__file__).parents[1] / "tests" / "gold"
ANNOTATIONS = Path(__file__).parent / "annotations"

_PERSON_TYPES = frozenset(
    "PERS Politician Other_PER Artist Scientist Religious_PER Athlete Businessperson Engineer Lawyer".split()
)
LABELED = ("anercorp_train", "wikifane")
"""The corpora with persons and organizations labelled as well as places."""

_TESTED = ("c1-", "c2-")
"""How the texts of tests/gold/ambiguous_dev begin that training does not read."""
_PLACE, PERSON, _OTHER = range(3)
_CLASSES = {Kind.LITERAL: 0, Kind.ASSOCIATIVE: 1, Kind.DEMONYM: 2}


@dataclass(frozen=True, slots=True)
class Labeled:
    """A text with labelled spans, each half-open, with the number of its class.

    The classes of anercorp_train and wikifane are places, persons and other entities; those of geomap's own annotation
    are the kinds of mentions. The first is that of places in all.
    """

    id: str
    text: str
    spans: tuple[tuple[int, int, int], ...]

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """The spans of the first class."""
        return tuple((start, end) for start, end, label in self.spans if label == _PLACE)


def labeled(name: str) -> Iterator[Labeled]:
    """Yield the sentences of anercorp_train or wikifane."""
    for record in _records(name):
        places = [(m["start"], m["end"], _PLACE) for m in record["mentions"]]
        others = [
            (m["start"], m["end"], PERSON if m["type"] in _PERSON_TYPES else _OTHER)
            for m in record.get("other_entities", [])
        ]
        yield Labeled(id=record["id"], text=record["text"], spans=(*places, *others))


def annotated() -> Iterator[Labeled]:
    """Yield the texts annotated by geomap's policy: articles and paragraphs, kept as spans only, and made ones."""
    articles = {record["id"]: record["text"] for record in _records("articles_ant")}
    paragraphs = dict(enumerate(_paragraphs()))
    for path in sorted(ANNOTATIONS.glob("*.jsonl")):
        for row in _rows(path):
            source, _, number = row["doc"].partition("-")
            text = row.get("text") or (paragraphs[int(number)].strip() if source == "wiki" else articles[row["doc"]])
            yield _labeled(row["doc"], text, row["spans"])
    yield from _ambiguous()


def _ambiguous() -> Iterator[Labeled]:
    """Yield the texts made to develop resolution with, but those on which recognition is tested."""
    spans = defaultdict(list)
    for row in _rows(GOLD / "ambiguous_dev.jsonl"):
        spans[row["doc"]].append((row["start"], row["end"], row["kind"]))
    for row in _rows(GOLD / "ambiguous_dev_texts.jsonl"):
        if not row["id"].startswith(_TESTED):
            yield _labeled(row["id"], row["text"], spans[row["id"]])


def _rows(path: Path) -> Iterator[Any]:
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _labeled(name: str, text: str, spans: Iterable[tuple[int, int, str]]) -> Labeled:
    found = tuple((start, end, _CLASSES[Kind(kind)]) for start, end, kind in spans)
    return Labeled(id=name, text=text, spans=found)


def plain() -> Iterator[str]:
    """Yield paragraphs of Arabic Wikipedia, and articles of a news site less those that accuracy is tested on."""
    tested = {article for ids in GOLD.glob("*_ids.txt") for article in ids.read_text(encoding="utf-8").split()}
    yield from _paragraphs()
    for record in _records("articles_ant"):
        if record["id"] not in tested:
            yield record["text"]


def _paragraphs() -> Iterator[str]:
    with gzip.open(DATA / "arabic_wikipedia_text.txt.gz", "rt", encoding="utf-8") as file:
        yield from file


def _records(name: str) -> Iterator[Any]:
    with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)
