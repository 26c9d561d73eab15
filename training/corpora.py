"""Reads the corpora under ../shared/data; see the README there for their licences."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parents[2] / "shared" / "data"
GOLD = Path(__file__).parents[1] / "tests" / "gold"


LABELED = ("anercorp_train", "wikifane")
"""The corpora with persons and organizations labelled as well as places, which the recognizer is trained on."""


@dataclass(frozen=True, slots=True)
class Labeled:
    """A sentence with the half-open spans of its places and of its other entities."""

    id: str
    text: str
    places: tuple[tuple[int, int], ...]
    persons: tuple[tuple[int, int], ...]
    others: tuple[tuple[int, int], ...]


_PERSON_TYPES = frozenset(
    "PERS Politician Other_PER Artist Scientist Religious_PER Athlete Businessperson Engineer Lawyer".split()
)


def labeled(name: str) -> Iterator[Labeled]:
    """Yield the sentences of one of `LABELED`."""
    with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            others = record.get("other_entities", [])
            yield Labeled(
                id=record["id"],
                text=record["text"],
                places=tuple((m["start"], m["end"]) for m in record["mentions"]),
                persons=tuple((m["start"], m["end"]) for m in others if m["type"] in _PERSON_TYPES),
                others=tuple((m["start"], m["end"]) for m in others if m["type"] not in _PERSON_TYPES),
            )


def plain() -> Iterator[str]:
    """Yield paragraphs of Arabic Wikipedia, and articles of a news site less those that accuracy is tested on."""
    tested = {article for ids in GOLD.glob("*_ids.txt") for article in ids.read_text(encoding="utf-8").split()}
    with gzip.open(DATA / "arabic_wikipedia_text.txt.gz", "rt", encoding="utf-8") as file:
        yield from file
    with gzip.open(DATA / "articles_ant.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            if record["id"] not in tested:
                yield record["text"]
