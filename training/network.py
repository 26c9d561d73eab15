"""The tagger as it is trained, and its packing into the integers that `geomap.recognize.tagger` reads."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from geomap.recognize.decode import LABELS
from geomap.recognize.names import FEATURES
from geomap.recognize.tagger import ACTIVATION_STEP, FIRST_STEP, MOST_ACTIVE, PADDING, WEIGHT_STEP
from geomap.recognize.types import BUCKETS

_UNITS = 32  # as good as 48 and 64, better than 24, see docs/training.md
_LAYERS = 2
_WIDTH = 5
_AFFIX = 16
_DROPPED = 0.2  # better than 0.3 and 0.4 with so few units; with 0.1 our own annotation is read worse
_DROPPED_WORDS = 0.1
"""Share of the words whose vectors are hidden in training, so that the rest is learned to suffice for unknown ones."""
_DROPPED_NAMES = 0.1
"""Share of the tokens at which the gazetteer's names are hidden: many places of real news are in no gazetteer."""
UNLABELED = -100
"""Label of a token that teaches nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence as numbers; all arrays have one row per token."""

    words: NDArray[np.int64]
    """Number of each word."""
    affixes: NDArray[np.int64]
    """Buckets of its beginnings and endings, shape (tokens, 2, AFFIXES)."""
    names: NDArray[np.float32]
    """Features of the gazetteer's names, shape (tokens, FEATURES)."""
    labels: NDArray[np.int64]
    scheme: int
    """Which annotation policy the labels follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """Examples laid end to end with empty tokens between them."""

    words: Tensor
    affixes: Tensor
    names: Tensor
    labels: Tensor
    schemes: Tensor
    """Of each token, -1 for an empty one."""


def lay(examples: Sequence[Example]) -> Laid:
    """Lay examples out as one sequence."""
    length = PADDING + sum(len(example.labels) + PADDING for example in examples)
    words, labels = np.zeros(length, np.int64), np.zeros(length, np.int64)
    affixes = np.zeros((length, *examples[0].affixes.shape[1:]), np.int64)
    names, schemes = np.zeros((length, FEATURES), np.float32), np.full(length, -1)
    start = PADDING
    for example in examples:
        part = slice(start, start + len(example.labels))
        words[part], affixes[part], names[part] = example.words, example.affixes, example.names
        labels[part], schemes[part] = example.labels, example.scheme
        start = part.stop + PADDING
    return Laid(
        words=torch.from_numpy(words),
        affixes=torch.from_numpy(affixes),
        names=torch.from_numpy(names),
        labels=torch.from_numpy(labels),
        schemes=torch.from_numpy(schemes),
    )


class Network(nn.Module):
    """Convolutions over word types and gazetteer names, with an output layer for each annotation policy."""

    def __init__(self, vectors: NDArray[np.float32], schemes: int) -> None:
        """Take the word vectors, which stay as they are, and the number of policies."""
        super().__init__()
        self.vectors = nn.Embedding.from_pretrained(torch.from_numpy(_stepped(vectors, _VECTOR_STEP)))
        self.affixes = nn.Embedding(BUCKETS, _AFFIX, padding_idx=0)
        nn.init.normal_(self.affixes.weight, std=0.1)
        described = vectors.shape[1] + 2 * _AFFIX
        self.first = nn.Linear(described + FEATURES, _WIDTH * _UNITS, bias=False)
        self.first_bias = nn.Parameter(torch.zeros(_UNITS))
        self.layers = nn.ModuleList(nn.Linear(3 * _UNITS, _UNITS) for _ in range(_LAYERS))
        self.outputs = nn.ModuleList(nn.Linear(_UNITS, LABELS) for _ in range(schemes))
        self.dropout = nn.Dropout(_DROPPED)

    def hidden(self, laid: Laid) -> Tensor:
        """Return the last hidden layer, shape (tokens, units)."""
        present = (laid.schemes >= 0).float()[:, None]
        words, names = laid.words, laid.names
        if self.training:
            words = words.masked_fill(torch.rand(words.shape) < _DROPPED_WORDS, 0)
            names = names * (torch.rand(len(names), 1) >= _DROPPED_NAMES)
        inputs = torch.cat([self.vectors(words), self.affixes(laid.affixes).sum(2).flatten(1), names], dim=1)
        parts = self.first(self.dropout(inputs) * present).view(len(words), _WIDTH, _UNITS)
        sums = self.first_bias + sum(_shifted(parts[:, offset], offset - _WIDTH // 2) for offset in range(_WIDTH))
        hidden = self.dropout(sums.clamp(0, MOST_ACTIVE)) * present
        for layer in self.layers:
            around = torch.cat([_shifted(hidden, shift) for shift in (-1, 0, 1)], dim=1)
            hidden = (hidden + self.dropout(layer(around).clamp(0, MOST_ACTIVE))).clamp(max=MOST_ACTIVE) * present
        return hidden

    def loss(self, laid: Laid) -> Tensor:
        """Return the mean cross-entropy of the labels, each under its own policy."""
        hidden = self.hidden(laid)
        total = torch.zeros(())
        for scheme, output in enumerate(self.outputs):
            tokens = laid.schemes == scheme
            if tokens.any():
                total = total + nn.functional.cross_entropy(
                    output(hidden[tokens]), laid.labels[tokens], reduction="sum", ignore_index=UNLABELED
                )
        return total / ((laid.schemes >= 0) & (laid.labels != UNLABELED)).sum().clamp(min=1)


def _shifted(rows: Tensor, by: int) -> Tensor:
    """Return rows such that row i is what row i + by was, with zeros where there was none."""
    if by == 0:
        return rows
    empty = torch.zeros_like(rows[: abs(by)])
    return torch.cat([rows[by:], empty]) if by > 0 else torch.cat([empty, rows[:by]])


_VECTOR_STEP = 2.0**-5
_TABLE_STEP = 2.0**-12
_BIAS_STEP = ACTIVATION_STEP * WEIGHT_STEP


def pack(network: Network, scheme: int) -> dict[str, NDArray[np.generic]]:
    """Return the weights for one annotation policy as integers `name` and their steps `name_step`."""
    types = network.vectors.embedding_dim + 2 * _AFFIX
    first = _array(network.first.weight).reshape(_WIDTH, _UNITS, -1).transpose(0, 2, 1)
    layers = [_array(layer.weight).reshape(_UNITS, 3, _UNITS).transpose(1, 2, 0) for layer in network.layers]
    output = network.outputs[scheme]
    packed: dict[str, NDArray[np.generic]] = {}
    for name, array, step, integer in (
        ("vectors", _array(network.vectors.weight), _VECTOR_STEP, np.int8),
        ("affixes", _array(network.affixes.weight), WEIGHT_STEP, np.int8),
        ("first_types", first[:, :types], _TABLE_STEP, np.int16),
        ("first_names", first[:, types:], _TABLE_STEP, np.int16),
        ("first_bias", _array(network.first_bias), FIRST_STEP, np.int16),
        ("layers", np.stack(layers), WEIGHT_STEP, np.int8),
        ("biases", np.stack([_array(layer.bias) for layer in network.layers]), _BIAS_STEP, np.int16),
        ("output", _array(output.weight).T, 2 * WEIGHT_STEP, np.int8),
        ("output_bias", _array(output.bias), _BIAS_STEP, np.int16),
    ):
        limits = np.iinfo(integer)
        packed[name] = np.clip(np.round(array / step), -limits.max, limits.max).astype(integer)
        packed[f"{name}_step"] = np.array(step, np.float32)
    return packed


def _array(tensor: Tensor) -> NDArray[np.float64]:
    return tensor.detach().numpy().astype(np.float64)


def _stepped(values: NDArray[np.float32], step: float) -> NDArray[np.float32]:
    limit = np.iinfo(np.int8).max
    return (np.clip(np.round(values / step), -limit, limit) * step).astype(np.float32)
