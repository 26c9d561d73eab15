"""Scores geomap against gold annotation: `python -m benchmarks.accuracy`.

Three sets. `seeds`, the five seed articles, were read while geomap was written. `news` and `unseen` are 45 articles
each of a news site (ids and spans in tests/gold; the text is in ../shared/data/articles_ant.jsonl.gz), annotated by
reading, without geomap. Scores on `news` were watched while a threshold and rules were chosen: it is for development.
`unseen` was drawn afterwards, and scored when nothing more was to be changed; whoever changes something for it must
replace it. `geomap evaluate` gives more figures of each; here they are side by side.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from geomap.evaluate.gold import read_gold as read_annotation
from geomap.evaluate.predictions import predicted
from geomap.evaluate.recognition import recognition
from geomap.evaluate.records import Gold, GoldMention, Prediction, key_of
from geomap.evaluate.resolution import is_right
from geomap.evaluate.spans import Rule, overlapping
from geomap.gazetteer import open_gazetteer
from geomap.pipeline import geoparse
from geomap.recognize.decode import KINDS
from geomap.records import Geoparse, Kind

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "gold"
NEWS = ROOT.parent / "shared" / "data" / "articles_ant.jsonl.gz"


class Score(NamedTuple):
    """Precision, recall and F1, each from 0 to 1; 0 where it is not defined."""

    precision: float
    recall: float
    f1: float


def read_gold(path: Path) -> tuple[GoldMention, ...]:
    """Read the mentions of an annotation file of tests/gold."""
    return _annotation(path).mentions


def _annotation(path: Path) -> Gold:
    return read_annotation(path, ROOT / "seeds" if path.stem == "seeds" else NEWS)


def seeds() -> tuple[Geoparse, ...]:
    """Geoparse the seed articles."""
    return _geoparses(_annotation(GOLD / "seeds.jsonl"))


def _geoparses(gold: Gold) -> tuple[Geoparse, ...]:
    gazetteer = open_gazetteer()
    return tuple(geoparse(article, gazetteer) for article in gold.articles)


def score(gold: Iterable[GoldMention], geoparses: Iterable[Geoparse], kind: Kind, *, overlap: bool = False) -> Score:
    """Score the mentions of one kind, by exact span or by any overlap."""
    parsed = tuple(geoparses)
    articles = tuple(one.article for one in parsed)
    annotation = Gold(name="", articles=articles, mentions=tuple(gold), has_kinds=True)
    rule = Rule.OVERLAP if overlap else Rule.EXACT
    results = recognition(annotation, _predictions(parsed))
    chosen = next(one for one in results if (one.kind, one.rule) == (kind, rule))
    return Score(*(figure.value or 0.0 for figure in (chosen.precision, chosen.recall, chosen.f1)))


def _predictions(geoparses: Iterable[Geoparse]) -> list[Prediction]:
    return [found for parsed in geoparses for found in predicted(parsed.resolutions)]


def misplaced(gold: Iterable[GoldMention], geoparses: Iterable[Geoparse]) -> list[tuple[GoldMention, str]]:
    """Return the exactly recognized mentions whose place is not the gold one, with the place id given instead."""
    chosen = {key_of(found): found.place for found in _predictions(geoparses)}
    return [
        (mention, place.id if place else "")
        for mention in gold
        if mention.place and key_of(mention) in chosen and not is_right(mention.place, place := chosen[key_of(mention)])
    ]


def fates(gold: Iterable[GoldMention], geoparses: Iterable[Geoparse]) -> Counter[str]:
    """Count what the proposed literal mentions are in the gold: a kind at that very span, another span, or nothing."""
    kinds = {key_of(mention): mention.kind.value for mention in gold}
    counts: Counter[str] = Counter()
    for found in _predictions(geoparses):
        if found.kind == Kind.LITERAL:
            others = [(start, end) for article_id, start, end in kinds if article_id == found.article_id]
            other = "another span" if overlapping([(found.start, found.end)], others) else "no mention"
            counts[kinds.get(key_of(found), other)] += 1
    return counts


def main() -> None:
    """Print the scores of all sets."""
    for name in ("seeds", "news", "unseen"):
        annotation = _annotation(GOLD / f"{name}.jsonl")
        gold, geoparses = annotation.mentions, _geoparses(annotation)
        for kind in KINDS:
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
