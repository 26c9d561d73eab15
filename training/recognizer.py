"""Trains the tagger: `python -m training.recognizer` (five minutes on one core, twenty with --cross-validate).

Three corpora teach one network, each through an output layer of its own, for they differ in what they call a place:
anercorp_train, wikifane, and articles and paragraphs annotated by geomap's policy (training/annotations), beside which
stand made examples (training.synthetic). The last layer is the one that is shipped, in model/weights.npz.
Cross-validation holds a fifth of anercorp_train out at a time and counts what the layer for anercorp_train finds there;
with --without-wikifane it holds out all of wikifane instead, and counts there.
"""

import random
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

import numpy as np
import torch

from geomap.arabic import tokenize
from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.recognize.decode import TokenSpan, columns_of, log_odds, propose
from geomap.recognize.names import FEATURES, describe_names
from geomap.recognize.spans import find_spans
from geomap.recognize.types import Vocabulary, beginnings, endings, word_type
from geomap.records import Article, Kind
from geomap.split import split
from training.corpora import Labeled, annotated, labeled
from training.network import UNLABELED, Example, Network, lay, pack
from training.synthetic import IGNORED, common_words, compositions, datelines, deeds, regions
from training.vectors import MODEL, read_vectors

NEWS, WIKI, GEOMAP = range(3)
_FOLDS = 5
_EPOCHS = 6
_TOKENS = 1500  # in a batch
_SEED = 1
"""Of three trainings that differ in it alone, the one that reads the development sets (seeds and news) best."""
_RATE = 3e-3
_DECAY = 0.01
_WANTED_TIMES = 3
"""How often the texts of the policy that is wanted are read in an epoch, as the other corpora are larger together."""


INPUTS = ("words", "affixes", "names")
"""What the network sees of a token: its word's vector, beginnings and endings, the gazetteer's names."""


class Encoder:
    """Turns labelled sentences into numbers."""

    def __init__(self, gazetteer: Gazetteer, vocabulary: Vocabulary, hidden: Collection[str] = ()) -> None:
        """Take what knows names and words, and which of `INPUTS` the network is not to see."""
        self.gazetteer = gazetteer
        self._hidden = hidden
        self._vocabulary = vocabulary
        self._word = cache(self._describe_word)

    def encode(self, text: str, spans: Iterable[tuple[int, int, int]], scheme: int) -> Example:
        """Return a sentence, with the labels of its spans, as numbers."""
        tokens = tokenize(text, 0, len(text))
        names = np.zeros((len(tokens.all), FEATURES), np.float32)
        found = find_spans(text, tokens.words, self.gazetteer)
        for token, described in describe_names(found, tokens.places).items():
            names[token] = described
        described = [self._word(word_type(form)) for form in tokens.all.forms]
        words = np.array([number for number, _ in described], np.int64)
        affixes = np.array([affixes for _, affixes in described], np.int64).reshape(len(words), 2, -1)
        for name, array in (("words", words), ("affixes", affixes), ("names", names)):
            if name in self._hidden:
                array[:] = 0
        return Example(
            words=words,
            affixes=affixes,
            names=names,
            labels=_labels([(token.start, token.end) for token in tokens.all], spans),
            scheme=scheme,
        )

    def _describe_word(self, form: str) -> tuple[int, tuple[list[int], list[int]]]:
        return self._vocabulary.number(form), (beginnings(form), endings(form))


def _labels(tokens: Sequence[tuple[int, int]], spans: Iterable[tuple[int, int, int]]) -> np.ndarray:
    labels = np.zeros(len(tokens), np.int64)
    for start, end, label in spans:
        if label == IGNORED:
            return np.array([0 if start <= first < end else UNLABELED for first, _ in tokens], np.int64)
        begin = 1 + 2 * label
        for index, (first, last) in enumerate(tokens):
            if first < end and start < last and not labels[index]:
                labels[index] = begin
                begin = 2 + 2 * label
    return labels


def encode_sentences(corpus: Iterable[Labeled], scheme: int, encoder: Encoder) -> list[Example]:
    """Return a corpus whose texts are sentences as numbers."""
    examples = (encoder.encode(item.text, item.spans, scheme) for item in corpus)
    return [example for example in examples if len(example.labels)]


def sentences_of(corpus: Iterable[Labeled]) -> Iterator[Labeled]:
    """Yield the sentences of labelled articles."""
    for item in corpus:
        for part in split(Article(id=item.id, text=item.text)):
            inside = (span for span in item.spans if part.start <= span[0] and span[1] <= part.end)
            spans = tuple((start - part.start, end - part.start, label) for start, end, label in inside)
            yield Labeled(id=item.id, text=item.text[part.start : part.end], spans=spans)


def train(examples: Iterable[Example], vectors: np.ndarray, epochs: int = _EPOCHS, seed: int = _SEED) -> Network:
    """Return a network trained on examples."""
    torch.manual_seed(seed)
    order = random.Random(seed)  # noqa: S311  # of batches
    shuffled = list(examples)
    network = Network(vectors, schemes=3)
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=_RATE, weight_decay=_DECAY)
    steps = epochs * sum(1 for _ in _batches(shuffled))
    rates = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=steps + epochs, pct_start=0.1)
    for _ in range(epochs):
        order.shuffle(shuffled)
        for batch in _batches(shuffled):
            optimizer.zero_grad()
            network.loss(lay(batch)).backward()
            torch.nn.utils.clip_grad_norm_(trained, 2.0)
            optimizer.step()
            rates.step()
    network.eval()
    return network


def _batches(examples: Iterable[Example]) -> Iterator[list[Example]]:
    batch: list[Example] = []
    length = 0
    for example in examples:
        batch.append(example)
        length += len(example.labels)
        if length >= _TOKENS:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def count(network: Network, scheme: int, corpus: Iterable[Labeled], encoder: Encoder) -> np.ndarray:
    """Return how many places are right, proposed and labelled, whole word for whole word."""
    total = np.zeros(3, np.int64)
    for item in corpus:
        example = encoder.encode(item.text, (), scheme)
        if len(example.labels):
            laid = lay([example])
            with torch.no_grad():
                scores = network.outputs[scheme](network.hidden(laid)).softmax(1).numpy()
            tokens = tokenize(item.text, 0, len(item.text)).all
            chosen = _choose(scores[laid.schemes.numpy() >= 0].astype(np.float64))
            found = {whole_words(item.text, tokens[span.first].start, tokens[span.last - 1].end) for span in chosen}
            places = {whole_words(item.text, *place) for place in item.places}
            total += (len(found & places), len(found), len(places))
    return total


def _choose(probabilities: np.ndarray) -> Iterator[TokenSpan]:
    taken: set[int] = set()
    columns = columns_of(probabilities)
    for span in sorted(propose(probabilities), key=lambda span: -log_odds(columns, span)):
        tokens = range(span.first, span.last)
        if log_odds(columns, span) >= 0 and taken.isdisjoint(tokens):
            taken.update(tokens)
            if span.kind == Kind.LITERAL:
                yield span


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span widened to whole white-space words."""
    left = text.rfind(" ", 0, start) + 1
    right = text.find(" ", end)
    return left, len(text) if right < 0 else right


def report(what: str, counts: np.ndarray) -> None:
    """Print precision, recall and F1."""
    right, proposed, gold = counts.tolist()
    precision, recall = right / proposed, right / gold
    f1 = 2 * precision * recall / (precision + recall)
    print(f"{what}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}", flush=True)


def cross_validate(encoder: Encoder, vectors: np.ndarray) -> None:
    """Print figures on held-out fifths of anercorp_train."""
    news = list(labeled("anercorp_train"))
    encoded = encode_sentences(news, NEWS, encoder)
    own = encode_sentences(sentences_of(annotated()), GEOMAP, encoder) + made_examples(encoder)
    others = own + encode_sentences(labeled("wikifane"), WIKI, encoder)
    total = np.zeros(3, np.int64)
    for fold in range(_FOLDS):
        kept = [example for index, example in enumerate(encoded) if index % _FOLDS != fold]
        held_out = [item for index, item in enumerate(news) if index % _FOLDS == fold]
        counts = count(train(kept * _WANTED_TIMES + others, vectors), NEWS, held_out, encoder)
        report(f"fold {fold}", counts)
        total += counts
    report(f"anercorp_train, {_FOLDS} folds, whole words", total)


def without_wikifane(encoder: Encoder, vectors: np.ndarray) -> None:
    """Print figures on wikifane of a network that never saw it."""
    network = train(
        encode_sentences(labeled("anercorp_train"), NEWS, encoder) + own_policy(annotated(), encoder), vectors
    )
    for scheme, name in ((NEWS, "anercorp_train"), (GEOMAP, "geomap")):
        report(f"wikifane unseen, by the policy of {name}", count(network, scheme, labeled("wikifane"), encoder))


def own_policy(texts: Iterable[Labeled], encoder: Encoder) -> list[Example]:
    """Return what teaches geomap's policy: annotated texts, and the made examples of `training.synthetic`."""
    return own_texts(texts, encoder) + made_examples(encoder)


def own_texts(texts: Iterable[Labeled], encoder: Encoder) -> list[Example]:
    """Return the sentences of texts annotated by geomap's policy as numbers, each as often as it is to be read."""
    return encode_sentences(sentences_of(texts), GEOMAP, encoder) * _WANTED_TIMES


def made_examples(encoder: Encoder) -> list[Example]:
    """Return the made examples as numbers."""
    made = (*compositions(), *datelines(), *regions(), *deeds(), *common_words(encoder.gazetteer))
    return encode_sentences(made, GEOMAP, encoder)


def other_policies(encoder: Encoder) -> list[Example]:
    """Return the sentences of the other corpora as numbers."""
    corpora = (("anercorp_train", NEWS), ("wikifane", WIKI))
    return [example for name, scheme in corpora for example in encode_sentences(labeled(name), scheme, encoder)]


def main() -> None:
    """Train on everything and write the weights, or only print held-out figures."""
    vectors, vocabulary = read_vectors()
    encoder = Encoder(open_gazetteer(), vocabulary)
    if "--cross-validate" in sys.argv[1:]:
        cross_validate(encoder, vectors)
    elif "--without-wikifane" in sys.argv[1:]:
        without_wikifane(encoder, vectors)
    else:
        network = train(other_policies(encoder) + own_policy(annotated(), encoder), vectors)
        np.savez_compressed(MODEL / "weights.npz", **pack(network, GEOMAP))


if __name__ == "__main__":
    main()
