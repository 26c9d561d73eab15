"""Reads the data of a map back, by a decoder of its own."""

import json
import re
import zlib
from base64 import b64decode
from itertools import accumulate
from typing import Any

import numpy as np

ELEMENT = re.compile(
    r'<script type="application/octet-stream" id="geomap-(index|(?:texts|notes)-\d+)">([^<]*)</script>'
)


def unpacked(text: str) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """The values and the columns of a pack."""
    plain = zlib.decompress(b64decode(text, validate=True))
    at = 4 + int.from_bytes(plain[:4], "little")
    values = json.loads(plain[4:at])
    columns = {}
    for name, width, count in values.pop("columns"):
        planes = np.frombuffer(plain, np.uint8, width * count, at).reshape(width, count).astype(np.int64)
        zigzag = sum((plane << (8 * weight) for weight, plane in enumerate(planes)), start=np.zeros(count, np.int64))
        columns[name] = [number >> 1 if number % 2 == 0 else -(number >> 1) - 1 for number in map(int, zigzag)]
        at += width * count
    assert at == len(plain)
    return values, columns


def tables_of(page: str) -> dict[str, Any]:
    """All tables of a map as the page sees them once every chunk has come: offsets from the article's start."""
    (_, index), *chunks = ELEMENT.findall(page)
    parts = [part for _, part in chunks]
    return tables(index, list(zip(parts[::2], parts[1::2], strict=True)))


def tables(index: str, chunks: list[tuple[str, str]]) -> dict[str, Any]:
    """The tables of an index and its chunks, of which each has its texts and its notes."""
    values, columns = unpacked(index)
    parts = [[both[0] | both[1] for both in zip(*map(unpacked, chunk), strict=True)] for chunk in chunks]
    found = {**values, "mentions": {name: columns[name] for name in ("kind", "place")}}
    found["mentions"]["score"] = [score / 10_000 for score in columns["score"]]
    found["articles"]["source"] = [values["sources"][row] for row in columns["source"]]
    found["articles"]["text"] = []
    found["reasons"] = {"ar": [], "en": []}
    found["sentences"] = {"article": [], "start": [], "end": []}
    for own, own_columns in parts:
        _add_chunk(found, own, own_columns)
    assert len(found["articles"]["text"]) == len(found["articles"]["id"])
    for article, count in enumerate(columns["sentences"]):
        found["sentences"]["article"] += [article] * count
    _add_bounds(found, columns, [own_columns for _, own_columns in parts])
    return found


def _add_chunk(found: dict[str, Any], values: dict[str, Any], columns: dict[str, list[int]]) -> None:
    first, known = len(found["reasons"]["ar"]), found.setdefault("alternatives", [])
    found["mentions"].setdefault("alternatives", []).extend(len(known) + row for row in columns["alternatives"])
    known += values["alternatives"]
    found["articles"]["text"] += values["text"]
    found["mentions"].setdefault("reason", []).extend(first + row for row in columns["reason"])
    for language, known in found["reasons"].items():
        worded = values["phrases"][language]
        known += [found["joiners"][language].join(worded[part] for part in parts) for parts in values["reasons"]]


def _add_bounds(found: dict[str, Any], columns: dict[str, list[int]], chunks: list[dict[str, list[int]]]) -> None:
    joined = {
        name: [number for chunk in chunks for number in chunk[name]]
        for name in ("sentence_gap", "sentence_length", "mention_start", "mention_length")
    }
    last, first_of = 0, list(accumulate(columns["sentences"], initial=0))
    firsts = set(first_of)
    for row, (gap, length) in enumerate(zip(joined["sentence_gap"], joined["sentence_length"], strict=True)):
        start = gap if row in firsts else last + gap
        last = start + length
        found["sentences"]["start"].append(start)
        found["sentences"]["end"].append(last)
    row = 0
    mentions = found["mentions"] | {"sentence": [], "start": [], "end": []}
    for article, count in enumerate(columns["mentions"]):
        sentence = first_of[article]
        for _ in range(count):
            sentence += columns["sentence_step"][row]
            start = found["sentences"]["start"][sentence] + joined["mention_start"][row]
            mentions["sentence"].append(sentence)
            mentions["start"].append(start)
            mentions["end"].append(start + joined["mention_length"][row])
            row += 1
    found["mentions"] = mentions
