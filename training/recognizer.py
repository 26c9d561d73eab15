"""Trains the weights of the recognizer: `python -m training.recognizer [--cross-validate]`.

Every span of a gazetteer name in anercorp_train and wikifane is one example: positive where it is, whole word for whole
word, a labelled place; left out where it only overlaps one, lies in an entity that is no person (an organization's
name may well contain a place), or names an area in several words (see `_is_named_area`); negative elsewhere. Writes
geomap/recognize/model/weights.tsv.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from geomap.arabic import words
from geomap.gazetteer import Gazetteer, Role, open_gazetteer
from geomap.recognize import describe, recognize
from geomap.recognize.classifier import Model
from geomap.recognize.features import features
from geomap.recognize.spans import Span, find_spans
from geomap.records import Article, Kind, Sentence
from training.corpora import LABELED, Labeled, labeled
from training.person_words import MODEL, person_words

_FOLDS = 5
_REGULARIZATION = 1.0  # inverse strength of L1; from 0.3 to 2 held-out F1 on anercorp_train stays within 0.002
_LEAST_COUNT = 6  # a feature seen less often teaches nothing: 3, 6 and 10 give the same held-out F1
_LEAST_WEIGHT = 0.02


@dataclass(frozen=True, slots=True)
class Example:
    """A span's features and whether it is a mention of a place."""

    features: tuple[str, ...]
    positive: bool


def examples(sentences: Iterable[Labeled], gazetteer: Gazetteer, persons: frozenset[str]) -> Iterator[Example]:
    """Yield the examples of labelled sentences."""
    model = Model(weights={}, person_words=persons)
    for sentence in sentences:
        found = tuple(words(sentence.text))
        spans = tuple(find_spans(sentence.text, found, gazetteer))
        context = describe(sentence.text, found, spans, model)
        for span in spans:
            if span.has(Role.PLACE) and (label := _label(span, sentence)) is not None:
                yield Example(tuple(features(span, context, gazetteer)), label)


def _label(span: Span, sentence: Labeled) -> bool | None:
    whole = _whole_words(sentence.text, span.start, span.end)
    for start, end in sentence.places:
        place = _whole_words(sentence.text, start, end)
        if place == whole:
            return True
        if place[0] < whole[1] and whole[0] < place[1]:
            return None
    inside = any(start < span.end and span.start < end for start, end in sentence.others)
    return None if inside or _is_named_area(span) else False


def _is_named_area(span: Span) -> bool:
    """Tell a name of several words for a country or region, which the corpora label one time and leave the next.

    الضفة الغربية is labelled 30 times and left 7, المغرب العربي 9 and 4: what is left teaches nothing.
    """
    places = [entry.place for entry in span.entries if entry.place]
    return span.last - span.first > 1 and bool(places) and all(place.is_area for place in places)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    left = text.rfind(" ", 0, start) + 1
    right = text.find(" ", end)
    return left, len(text) if right < 0 else right


def train(training: Sequence[Example]) -> dict[str, float]:
    """Return the weights in log-odds that the examples teach."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([dict.fromkeys(example.features, 1) for example in training])
    labels = np.array([example.positive for example in training])
    frequent = np.asarray(matrix.sum(axis=0)).ravel() >= _LEAST_COUNT
    regression = LogisticRegression(
        l1_ratio=1, C=_REGULARIZATION, solver="liblinear", fit_intercept=False, random_state=0
    )
    regression.fit(matrix[:, frequent], labels)
    names = np.array(vectorizer.get_feature_names_out())[frequent]
    return {
        str(name): round(float(weight), 3)
        for name, weight in zip(names, regression.coef_[0], strict=True)
        if abs(weight) >= _LEAST_WEIGHT
    }


def cross_validate(gazetteer: Gazetteer) -> None:
    """Print precision, recall and F1 on held-out folds of anercorp_train, over the spans and over all labels."""
    news, wiki = list(labeled("anercorp_train")), list(labeled("wikifane"))
    hits = proposed = gold = 0
    for fold in range(_FOLDS):
        training = [sentence for index, sentence in enumerate(news) if index % _FOLDS != fold] + wiki
        held_out = [sentence for index, sentence in enumerate(news) if index % _FOLDS == fold]
        persons = person_words(training)
        model = Model(weights=train(list(examples(training, gazetteer, persons))), person_words=persons)
        for sentence in held_out:
            found = _recognized(sentence, gazetteer, model)
            places = {_whole_words(sentence.text, *place) for place in sentence.places}
            hits += len(found & places)
            proposed += len(found)
            gold += len(places)
    precision, recall = hits / proposed, hits / gold
    print(f"anercorp_train, {_FOLDS} folds, whole words: P {precision:.3f} R {recall:.3f} ", end="")
    print(f"F1 {2 * precision * recall / (precision + recall):.3f}")


def _recognized(sentence: Labeled, gazetteer: Gazetteer, model: Model) -> set[tuple[int, int]]:
    article = Article(id=sentence.id, text=sentence.text)
    whole = Sentence(article_id=sentence.id, index=0, start=0, end=len(sentence.text))
    return {
        _whole_words(sentence.text, mention.start, mention.end)
        for mention in recognize(article, (whole,), gazetteer, model)
        if mention.kind == Kind.LITERAL
    }


def main() -> None:
    """Train on everything and write the weights, or with --cross-validate only print held-out figures."""
    gazetteer = open_gazetteer()
    if "--cross-validate" in sys.argv[1:]:
        cross_validate(gazetteer)
        return
    sentences = [sentence for corpus in LABELED for sentence in labeled(corpus)]
    weights = train(list(examples(sentences, gazetteer, person_words(sentences))))
    rows = [f"{name}\t{weight}" for name, weight in sorted(weights.items())]
    (MODEL / "weights.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows)} weights")


if __name__ == "__main__":
    main()
