"""Scores recognition on a fifth of geomap's own annotation that training did not see: `python -m training.held_out`.

Trains on the rest (five minutes on one core), reads the held-out texts as users do, and prints for real and made-up
ones and for each kind precision, recall and F1 of exact spans and of overlap, and how often mentions of a score are
right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from geomap.gazetteer import open_gazetteer
from geomap.recognize import recognize
from geomap.recognize.decode import KINDS
from geomap.recognize.labeler import TaggerLabeler
from geomap.recognize.tagger import Tagger, unpacked
from geomap.records import Article, Kind, Mention
from geomap.split import split_article
from training.corpora import Labeled, annotated
from training.network import pack
from training.recognizer import GEOMAP, Encoder, other_policies, own_policy, train
from training.vectors import read_vectors

_PART = 5
_REAL = ("ant-", "wiki-")
_BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)


@dataclass(frozen=True, slots=True)
class Read:
    """A held-out text with what is labelled in it and what was found."""

    is_made: bool
    """Whether the text was made up for training."""
    gold: dict[tuple[int, int], Kind]
    found: Sequence[Mention]


def main() -> None:
    """Train, read and print."""
    vectors, vocabulary = read_vectors()
    gazetteer = open_gazetteer()
    encoder = Encoder(gazetteer, vocabulary)
    texts = list(annotated())
    kept = [text for index, text in enumerate(texts) if index % _PART]
    network = train(other_policies(encoder) + own_policy(kept, encoder), vectors)
    tagger = Tagger(unpacked(pack(network, GEOMAP)), vocabulary)

    def read(text: Labeled) -> Read:
        article = Article(id=text.id, text=text.text)
        gold = {(start, end): KINDS[label] for start, end, label in text.spans}
        (found,) = recognize([split_article(article)], gazetteer, TaggerLabeler(tagger))
        return Read(not text.id.startswith(_REAL), gold, found)

    results = [read(text) for text in texts[::_PART]]
    for title, is_made in (("articles and paragraphs", False), ("made-up texts", True)):
        print(title)
        for kind in KINDS:
            _print_kind([read for read in results if read.is_made == is_made], kind)
    _print_reliability(results)


def _print_kind(results: Sequence[Read], kind: Kind) -> None:
    exact, overlap_found, overlap_gold, found, gold = 0, 0, 0, 0, 0
    for read in results:
        spans = [(mention.start, mention.end) for mention in read.found if mention.kind == kind]
        wanted = [span for span, label in read.gold.items() if label == kind]
        exact += len(set(spans) & set(wanted))
        overlap_found += sum(_meets(span, wanted) for span in spans)
        overlap_gold += sum(_meets(span, spans) for span in wanted)
        found, gold = found + len(spans), gold + len(wanted)
    print(f"{kind:12} {gold} labelled: exact P {exact / found:.3f} R {exact / gold:.3f}", end="")
    print(f" F1 {2 * exact / (found + gold):.3f}; overlap P {overlap_found / found:.3f} R {overlap_gold / gold:.3f}")


def _meets(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _print_reliability(results: Sequence[Read]) -> None:
    judged = [
        (mention.score, read.gold.get((mention.start, mention.end)) == Kind.LITERAL)
        for read in results
        for mention in read.found
        if mention.kind == Kind.LITERAL
    ]
    print("literal mentions by score: how many, mean score, share right")
    for low, high in pairwise(_BINS):
        inside = [(score, right) for score, right in judged if low <= score < high]
        if inside:
            mean = sum(score for score, _ in inside) / len(inside)
            right = sum(right for _, right in inside) / len(inside)
            print(f"  {low:.2f} to {min(high, 1):.2f}: {len(inside):4d}  {mean:.3f}  {right:.3f}")


if __name__ == "__main__":
    main()
