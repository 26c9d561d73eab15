"""Turns what camel-tools' recognizer says of locations and organizations into the labels of geomap.

The recognizer knows literal mentions. Adjectives of nationality and places inside other names are the tagger's to tell,
as far as the recognizer leaves room for them.
"""

import numpy as np
from numpy.typing import NDArray

from geomap.arabic import Words
from geomap.recognize.camel_model import CamelModel
from geomap.recognize.encode import Batch
from geomap.recognize.tagger import Tagger

_TATWEEL = "\N{ARABIC TATWEEL}"
_BEGIN, _INSIDE = "B-LOC", "I-LOC"
_ORGANIZATION = ("B-ORG", "I-ORG")


class CamelLabeler:
    """camel-tools' recognizer, and the tagger for the kinds of mention that it does not know."""

    code = "camel"
    """Of the evidence that its word is."""
    morphology = None

    def __init__(self, tagger: Tagger, model: CamelModel) -> None:
        """Take geomap's tagger and a model of camel-tools."""
        self.tagger = tagger
        self._model = model

    def probabilities(self, batch: Batch) -> NDArray[np.float64]:
        """Return what the recognizer says, as `Labeler` describes it."""
        own = self.tagger.probabilities(batch.rows, batch.named, batch.names)
        said = np.zeros((len(own), len(self._model.labels)))
        said[_positions(batch)] = self._model.probabilities(sentences(batch))
        columns = self._model.labels.index
        places = begun(said[:, [columns(_BEGIN), columns(_INSIDE)]])
        organizations = said[:, [columns(label) for label in _ORGANIZATION]].sum(axis=1)
        return merge(own, places, organizations)


def _positions(batch: Batch) -> NDArray[np.intp]:
    """Return where the sentences' tokens stand in the batch."""
    return np.concatenate([encoded.offset + np.arange(len(encoded.tokens.all)) for encoded in batch.sentences])


def sentences(batch: Batch) -> list[list[str]]:
    """Return the tokens as camel-tools wants them: words and punctuation apart, as written but for their vowels."""
    return [plain_words(encoded.article.text, encoded.tokens.all) for encoded in batch.sentences]


def plain_words(text: str, tokens: Words) -> list[str]:
    """Return tokens of a text as camel-tools wants them."""
    return [_plain(text[start:end]) for start, end in zip(tokens.starts, tokens.ends, strict=True)]


def _plain(token: str) -> str:
    """Leave vowel signs, tatweel and what cannot be seen out of a word; a mark stays as it is."""
    return "".join(char for char in token if char.isalnum() and char != _TATWEEL) or token


def begun(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return probabilities of a place's first and further tokens such that no place lacks its first.

    The recognizer sometimes gives I-LOC where no location precedes; CoNLL's scorer, too, reads a new one there.

    Args:
        places: probabilities of B-LOC and I-LOC, shape (tokens, 2).
    """
    before = np.concatenate([[0.0], places.sum(axis=1)[:-1]])
    return np.stack([places[:, 0] + places[:, 1] * (1 - before), places[:, 1] * before], axis=1)


def merge(
    own: NDArray[np.float64], places: NDArray[np.float64], organizations: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the probabilities of geomap's labels, shape (tokens, LABELS).

    A place that the tagger sees where the recognizer sees an organization stands inside the organization's name.

    Args:
        own: the tagger's, shape (tokens, LABELS).
        places: the recognizer's of a place's first and further tokens, shape (tokens, 2).
        organizations: the recognizer's of an organization's tokens, shape (tokens,).
    """
    merged = np.empty_like(own)
    left = 1 - places.sum(axis=1, keepdims=True)
    merged[:, 1:3] = places
    merged[:, 3:5] = left * own[:, 3:5] + organizations[:, None] * own[:, 1:3]
    merged[:, 5:] = left * own[:, 5:]
    merged[:, 0] = np.maximum(1 - merged[:, 1:].sum(axis=1), 0)
    return merged
