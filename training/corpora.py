"""Reads the corpora under ../shared/data (see the README there for their licences) and the annotation kept here."""

import gzip
import json
from collections.abc import Iterator
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
    """Yield the articles and paragraphs annotated by geomap's policy: training/annotations holds spans, not texts."""
    articles = {record["id"]: record["text"] for record in _records("articles_ant")}
    paragraphs = dict(enumerate(_paragraphs()))
    for path in sorted(ANNOTATIONS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            source, _, number = row["doc"].partition("-")
            text = paragraphs[int(number)].strip() if source == "wiki" else articles[row["doc"]]
            spans = tuple((start, end, _CLASSES[Kind(kind)]) for start, end, kind in row["spans"])
            yield Labeled(id=row["doc"], text=text, spans=spans)


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
