"""Scores geomap against gold annotation: `python -m benchmarks.accuracy`.

Three sets. `seeds`, the five seed articles, were read while geomap was written. `news` and `unseen` are 45 articles
each of a news site (ids and spans in tests/gold; the text is in ../shared/data/articles_ant.jsonl.gz), annotated by
reading, without geomap. Scores on `news` were watched while a threshold and rules were chosen: it is for development.
`unseen` was drawn afterwards, and scored when nothing more was to be changed; whoever changes something for it must
replace it.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from geomap.gazetteer import open_gazetteer
from geomap.pipeline import geoparse
from geomap.records import Article, Geoparse, Kind

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "gold"
NEWS = ROOT.parent / "shared" / "data" / "articles_ant.jsonl.gz"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldMention:
    """One annotated mention; `place` is a place id, or empty where none was annotated."""

    doc: str
    start: int
    end: int
    text: str
    kind: Kind
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and F1, each from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def read_gold(path: Path) -> tuple[GoldMention, ...]:
    """Read an annotation file; its place ids `region:` and `landmark:` are the gazetteer's `geomap:`."""
    mentions = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        place = row.get("place", "").replace("region:", "geomap:").replace("landmark:", "geomap:")
        mentions.append(
            GoldMention(
                doc=row["doc"],
                start=row["start"],
                end=row["end"],
                text=row["text"],
                kind=Kind(row["kind"]),
                place=place,
            )
        )
    return tuple(mentions)


def score(gold: Iterable[GoldMention], geoparses: Iterable[Geoparse], kind: Kind, *, overlap: bool = False) -> Score:
    """Score the mentions of one kind, by exact span or by any overlap."""
    wanted = [(mention.doc, mention.start, mention.end) for mention in gold if mention.kind == kind]
    found = [
        (resolution.mention.article_id, resolution.mention.start, resolution.mention.end)
        for parsed in geoparses
        for resolution in parsed.resolutions
        if resolution.mention.kind == kind
    ]
    return Score(precision=_share(found, wanted, overlap=overlap), recall=_share(wanted, found, overlap=overlap))


_Spans = Sequence[tuple[str, int, int]]


def _share(spans: _Spans, others: _Spans, *, overlap: bool) -> float:
    """Return the share of `spans` that meet one of `others`."""
    if not spans:
        return 1.0
    if not overlap:
        exact = set(others)
        return sum(span in exact for span in spans) / len(spans)
    return sum(any(doc == d and start < e and s < end for d, s, e in others) for doc, start, end in spans) / len(spans)


def misplaced(gold: Iterable[GoldMention], geoparses: Iterable[Geoparse]) -> list[tuple[GoldMention, str]]:
    """Return the exactly recognized mentions whose place is not the gold one, with the place id given instead."""
    chosen = {
        (resolution.mention.article_id, resolution.mention.start, resolution.mention.end): resolution.place
        for parsed in geoparses
        for resolution in parsed.resolutions
    }
    wrong = []
    for mention in gold:
        span = (mention.doc, mention.start, mention.end)
        place = chosen.get(span)
        if span in chosen and mention.place != (place.id if place else ""):
            wrong.append((mention, place.id if place else ""))
    return wrong


def fates(gold: Iterable[GoldMention], geoparses: Iterable[Geoparse]) -> Counter[str]:
    """Count what the proposed literal mentions are in the gold: a kind at that very span, another span, or nothing."""
    kinds = {(mention.doc, mention.start, mention.end): mention.kind.value for mention in gold}
    counts: Counter[str] = Counter()
    for parsed in geoparses:
        for resolution in parsed.resolutions:
            found = resolution.mention
            span = (found.article_id, found.start, found.end)
            if found.kind == Kind.LITERAL:
                other = "another span" if _share([span], list(kinds), overlap=True) else "no mention"
                counts[kinds.get(span, other)] += 1
    return counts


def seeds() -> tuple[Geoparse, ...]:
    """Geoparse the seed articles."""
    gazetteer = open_gazetteer()
    return tuple(
        geoparse(Article(id=path.name, text=path.read_bytes().decode()), gazetteer)
        for path in sorted((ROOT / "seeds").glob("*.txt"))
    )


def news(name: str) -> tuple[Geoparse, ...]:
    """Geoparse the annotated news articles of the set of this name."""
    ids = set((GOLD / f"{name}_ids.txt").read_text(encoding="utf-8").split())
    gazetteer = open_gazetteer()
    with gzip.open(NEWS, "rt", encoding="utf-8") as file:
        records = [record for record in map(json.loads, file) if record["id"] in ids]
    return tuple(geoparse(Article(id=record["id"], text=record["text"]), gazetteer) for record in records)


def main() -> None:
    """Print the scores of all sets."""
    for name, geoparses in (("seeds", seeds()), ("news", news("news")), ("unseen", news("unseen"))):
        gold = read_gold(GOLD / f"{name}.jsonl")
        for kind in Kind:
            for overlap in (False, True):
                result = score(gold, geoparses, kind, overlap=overlap)
                how = "overlap" if overlap else "exact"
                print(f"{name:6} {kind:12} {how:8}", end="")
                print(f"P {result.precision:.3f}  R {result.recall:.3f}  F1 {result.f1:.3f}")
        fate = ", ".join(f"{what} {count}" for what, count in fates(gold, geoparses).most_common())
        print(f"{name:6} proposed literal mentions are: {fate}")
        if any(mention.place for mention in gold):
            print(f"{name:6} misplaced: {len(misplaced(gold, geoparses))}")


if __name__ == "__main__":
    main()
