"""Says what each ingredient of the tagger is worth: `python -m training.ablation` (an hour on one core).

Trains without one input or one corpus at a time, and counts places, whole word for whole word, on a fifth of
anercorp_train and a fifth of geomap's own annotation that training did not see.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.gazetteer import open_gazetteer
from training.corpora import Labeled, annotated, labeled
from training.network import Example
from training.recognizer import (
    GEOMAP,
    INPUTS,
    NEWS,
    WIKI,
    Encoder,
    count,
    encode_sentences,
    made_examples,
    own_texts,
    report,
    sentences_of,
    train,
)
from training.vectors import read_vectors

_PART = 5


@dataclass(frozen=True, slots=True)
class _Corpus:
    """What a corpus has to train on, and what is held out."""

    kept: Sequence[Labeled]
    held_out: Sequence[Labeled]


def _parted(texts: Sequence[Labeled]) -> _Corpus:
    kept = [text for index, text in enumerate(texts) if index % _PART]
    return _Corpus(kept, texts[::_PART])


def _variants() -> Iterator[tuple[str, frozenset[str]]]:
    """Yield what is left out, with a title."""
    yield "everything", frozenset()
    for name in (*INPUTS, "wikifane", "anercorp_train", "geomap's annotation", "made examples"):
        yield f"without {name}", frozenset({name})


def main() -> None:
    """Print the table."""
    vectors, vocabulary = read_vectors()
    news, own = _parted(list(labeled("anercorp_train"))), _parted(list(annotated()))
    for title, without in _variants():
        encoder = Encoder(open_gazetteer(), vocabulary, without)
        network = train(list(_examples(encoder, news, own, without)), vectors)
        if "anercorp_train" not in without:
            report(f"{title}: anercorp_train", count(network, NEWS, news.held_out, encoder))
        if "geomap's annotation" not in without:
            report(f"{title}: geomap's annotation", count(network, GEOMAP, sentences_of(own.held_out), encoder))


def _examples(encoder: Encoder, news: _Corpus, own: _Corpus, without: frozenset[str]) -> Iterator[Example]:
    if "anercorp_train" not in without:
        yield from encode_sentences(news.kept, NEWS, encoder)
    if "wikifane" not in without:
        yield from encode_sentences(labeled("wikifane"), WIKI, encoder)
    if "geomap's annotation" not in without:
        yield from own_texts(own.kept, encoder)
    if "made examples" not in without:
        yield from made_examples(encoder)


if __name__ == "__main__":
    main()
