"""A convolutional tagger: for each token of a sentence, how probable each label is.

Iterated narrow convolutions over word vectors (Collobert et al., "Natural language processing (almost) from scratch",
2011; Strubell et al., "Fast and accurate entity recognition with iterated dilated convolutions", 2017), small enough
that everything a word type contributes to the first layer is computed once and kept.

All weights and activations are multiples of powers of two, few enough that every sum is exact in 32-bit floating point:
the same text has the same probabilities on every processor, whatever the order in which a library adds.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import marisa_trie
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from geomap.recognize.types import Vocabulary, describe, word_type

FIRST_STEP = 2.0**-10
"""Of the first layer's sums."""
ACTIVATION_STEP = 2.0**-5
MOST_ACTIVE = 8 - ACTIVATION_STEP
_MOST_STEPS = np.float32(MOST_ACTIVE / ACTIVATION_STEP)
WEIGHT_STEP = 2.0**-7
"""With weights below 1, 300 products of a weight and an activation stay below 2^24 steps, as float32 holds exactly."""
PADDING = 2
"""Empty tokens between sentences: as many as the first layer looks to either side, so that no sentence sees another."""
EMPTY = ""
"""The form of an empty token."""
_KEPT_TYPES = 1 << 17
_ROOM = 1 << 10
"""For how many types the table has room at first; it doubles when it is full."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The arrays of a trained tagger; H is the number of hidden units, W the width of the first layer."""

    vectors: Floats
    """Of words, shape (words + 1, dimensions)."""
    affixes: Floats
    first_types: Floats
    """First layer over a word's description, shape (W, description, H)."""
    first_names: Floats
    """First layer over the features of gazetteer names, shape (W, features, H)."""
    first_bias: Floats
    layers: Floats
    """Further layers, each of width 3, shape (layers, 3, H, H)."""
    biases: Floats
    output: Floats
    """Shape (H, labels)."""
    output_bias: Floats


class _Rows(dict[str, int]):
    """The row of each form, that of its type; a type that is met for the first time has the next row."""

    def __init__(self) -> None:
        super().__init__({EMPTY: 0})
        self.types = [EMPTY]

    def __missing__(self, form: str) -> int:
        known_by = word_type(form)
        if known_by == form:
            row = len(self.types)
            self.types.append(form)
        else:
            row = self[known_by]
        self[form] = row
        return row


class Tagger:
    """Applies trained weights; keeps what each word type contributes to the first layer."""

    def __init__(self, weights: Weights, vocabulary: Vocabulary, person_words: frozenset[str] = frozenset()) -> None:
        """Take weights, the vocabulary that numbers their word vectors, and the words that mostly name persons."""
        self.vocabulary = vocabulary
        self.person_words = person_words
        self._vectors, self._affixes = weights.vectors, weights.affixes
        self._first_types = _beside(weights.first_types)
        self._first_names = _beside(weights.first_names)
        self._first_bias = _in_steps(weights.first_bias)
        self._layers = [
            (layer.reshape(-1, layer.shape[2]), _in_steps(bias))
            for layer, bias in zip(weights.layers, weights.biases, strict=True)
        ]
        self._output = weights.output * np.float32(ACTIVATION_STEP)
        self._output_bias = weights.output_bias
        self._libraries = ThreadpoolController()
        self.forget()

    def forget(self) -> None:
        """Drop what is kept of word types, after which the rows given before mean nothing."""
        self._rows = _Rows()
        self._kept = 1
        self._table = np.zeros((_ROOM, self._first_types.shape[1]), np.int16)

    @property
    def is_full(self) -> bool:
        """Whether so many word types are kept that it is time to forget them."""
        return len(self._rows) > _KEPT_TYPES

    def rows(self, forms: Sequence[str]) -> NDArray[np.intp]:
        """Return the row of each token's type in the table of first-layer contributions; 0 is that of `EMPTY`."""
        rows = np.fromiter(map(self._rows.__getitem__, forms), np.intp, len(forms))
        if new := self._rows.types[self._kept :]:
            self._keep(new)
        return rows

    def _keep(self, types: Sequence[str]) -> None:
        """Work out what the next types contribute, and keep it."""
        start, self._kept = self._kept, self._kept + len(types)
        while len(self._table) < self._kept:
            self._table = np.concatenate([self._table, np.zeros_like(self._table)])
        described = describe(types, self.vocabulary, self._vectors, self._affixes)
        self._table[start : self._kept] = np.rint(described @ self._first_types)

    def single_thread(self) -> AbstractContextManager[object]:
        """Keep numpy from multiplying in several threads, which with matrices so small only wait for each other."""
        limited: AbstractContextManager[object] = self._libraries.limit(limits=1, user_api="blas")
        return limited

    def probabilities(
        self, rows: NDArray[np.intp], named: NDArray[np.intp], names: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the probability of each label at each token, shape (len(rows), labels); an empty one has the first.

        Args:
            rows: what `rows` gave, with at least `PADDING` empty tokens before, between and after the sentences.
            named: the positions in `rows` that gazetteer names cover.
            names: the features of those names, shape (len(named), features).
        """
        return self.read(self.inputs(rows, named, names), rows == 0)

    def inputs(self, rows: NDArray[np.intp], named: NDArray[np.intp], names: NDArray[np.float64]) -> Floats:
        """Return what each token contributes to the first layer around it, in steps, shape (len(rows), W * H).

        Args:
            rows: as for `probabilities`.
            named: likewise.
            names: likewise.
        """
        inputs = self._table.take(rows, axis=0).astype(np.float32)
        inputs[named] += np.rint(names @ self._first_names)
        return inputs

    def read(self, inputs: Floats, is_empty: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the probability of each label at each token, shape (len(inputs), labels).

        Args:
            inputs: what `inputs` gave, shape (tokens, W * H), in any order and selection; zeros for empty tokens, of
                which at least `PADDING` stand before, between and after stretches that are to be read alone.
            is_empty: which tokens are empty, shape (tokens,).
        """
        hidden = self._first(inputs)
        empty = np.flatnonzero(is_empty)
        hidden[empty] = 0
        around = np.zeros((len(hidden), 3, hidden.shape[1]), np.float32)
        for layer, bias in self._layers:
            around[1:, 0], around[:, 1], around[:-1, 2] = hidden[:-1], hidden, hidden[1:]
            sums = around.reshape(len(hidden), -1) @ layer
            sums += bias
            hidden += _rectified(sums)
            np.minimum(hidden, _MOST_STEPS, out=hidden)
            hidden[empty] = 0
        probabilities = _softmax((hidden @ self._output + self._output_bias).astype(np.float64))
        probabilities[empty] = np.arange(probabilities.shape[1]) == 0
        return probabilities

    def _first(self, inputs: Floats) -> Floats:
        units = len(self._first_bias)
        middle = inputs.shape[1] // units // 2
        sums = inputs[:, middle * units : (middle + 1) * units].copy()
        for distance in range(1, middle + 1):  # what stands behind a token contributes to it, then what stands before
            sums[:-distance] += inputs[distance:, (middle + distance) * units :][:, :units]
            sums[distance:] += inputs[:-distance, (middle - distance) * units :][:, :units]
        sums *= np.float32(FIRST_STEP / ACTIVATION_STEP)
        sums += self._first_bias
        return np.minimum(_rectified(sums), _MOST_STEPS, out=sums)


def _beside(layer: Floats) -> NDArray[np.float64]:
    """Return a layer's weights, shape (W, described, H), in steps of its sums, shape (described, W * H)."""
    width, described, units = layer.shape
    return layer.transpose(1, 0, 2).reshape(described, width * units).astype(np.float64) / FIRST_STEP


def _in_steps(bias: Floats) -> Floats:
    """Return a bias in steps of activations, which all layers count in."""
    return bias / np.float32(ACTIVATION_STEP)


def _rectified(sums: Floats) -> Floats:
    np.rint(sums, out=sums)
    return np.maximum(sums, 0, out=sums)


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return shares


@cache
def shipped_tagger() -> Tagger:
    """Load the tagger that geomap ships."""
    folder = files("geomap.recognize") / "model"
    with np.load(BytesIO((folder / "weights.npz").read_bytes())) as arrays:
        stored = {name: arrays[name] for name in arrays.files}
    trie = marisa_trie.RecordTrie("<I").frombytes((folder / "words.marisa").read_bytes())
    person_words = frozenset((folder / "person_words.txt").read_text(encoding="utf-8").split())
    return Tagger(unpacked(stored), Vocabulary(trie), person_words)


def unpacked(stored: Mapping[str, NDArray[Any]]) -> Weights:
    """Return the weights that `training.network` packed: integers `name` with their steps `name_step`."""
    arrays = {
        name: (array * stored[f"{name}_step"]).astype(np.float32)
        for name, array in stored.items()
        if not name.endswith("_step")
    }
    return Weights(**arrays)
