"""Chooses what reads a sentence: geomap's tagger, camel-tools' recognizer, or both, with or without its morphology."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from geomap.errors import RecognizerError
from geomap.recognize.camel import CamelLabeler
from geomap.recognize.camel_model import open_camel_model
from geomap.recognize.encode import Batch
from geomap.recognize.morphology import Morphology, shifted
from geomap.recognize.tagger import Tagger

_SHARE_OF_BOTH = 0.5
"""Weight of the tagger's log-odds beside camel-tools', not measured: the data of camel-tools' model was not at hand."""
_NEAR_ZERO = 1e-9


class Recognizer(StrEnum):
    """What `--recognizer` takes."""

    GEOMAP = "geomap"
    CAMEL = "camel"
    BOTH = "both"


class Labeler(Protocol):
    """Reads the tokens of a batch."""

    @property
    def tagger(self) -> Tagger:
        """The tagger that lays sentences out for it."""

    @property
    def code(self) -> str:
        """Code of the evidence that its word is; empty for the tagger's, of which is told what made it decide."""

    @property
    def morphology(self) -> Morphology | None:
        """What has shifted its probabilities and can say why, if anything."""

    def probabilities(self, batch: Batch) -> NDArray[np.float64]:
        """Return the probability of each label at each token, shape (len(batch.rows), LABELS).

        Args:
            batch: sentences of articles.
        """


@dataclass(frozen=True, slots=True)
class TaggerLabeler:
    """The tagger alone."""

    code: ClassVar[str] = ""
    morphology: ClassVar[None] = None
    tagger: Tagger

    def probabilities(self, batch: Batch) -> NDArray[np.float64]:
        """Return what the tagger says, as `Labeler` describes it."""
        return self.tagger.probabilities(batch.rows, batch.named, batch.names)


@dataclass(frozen=True, slots=True)
class PooledLabeler:
    """Two labelers' weighted mean: a logarithmic opinion pool (Genest and Zidek, 1986)."""

    code: ClassVar[str] = "both"
    morphology: ClassVar[None] = None
    own: Labeler
    camel: Labeler

    @property
    def tagger(self) -> Tagger:
        """The tagger that lays sentences out for both."""
        return self.own.tagger

    def probabilities(self, batch: Batch) -> NDArray[np.float64]:
        """Return what both say, as `Labeler` describes it."""
        return pool(self.own.probabilities(batch), self.camel.probabilities(batch), _SHARE_OF_BOTH)


@dataclass(frozen=True, slots=True)
class MorphologyLabeler:
    """Another labeler, whose probabilities of places the words' parts of speech shift."""

    base: Labeler
    morphology: Morphology

    @property
    def tagger(self) -> Tagger:
        """The tagger that lays sentences out for the other labeler."""
        return self.base.tagger

    @property
    def code(self) -> str:
        """Code of the other labeler's evidence."""
        return self.base.code

    def probabilities(self, batch: Batch) -> NDArray[np.float64]:
        """Return what the other labeler and the parts of speech say, as `Labeler` describes it."""
        return shifted(self.base.probabilities(batch), self.morphology.shifts(batch))


def pool(first: NDArray[np.float64], second: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """Return probabilities whose log-odds between any two labels are the weighted mean of two sources'.

    Args:
        first: probabilities of labels, shape (tokens, labels).
        second: the other source's, of the same shape.
        share: weight of the first, from 0 to 1.
    """
    logarithms = share * np.log(np.maximum(first, _NEAR_ZERO)) + (1 - share) * np.log(np.maximum(second, _NEAR_ZERO))
    powers = np.exp(logarithms - logarithms.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return shares


def open_labeler(
    recognizer: Recognizer, tagger: Tagger, camel_model: Path | None = None, morphology: Morphology | None = None
) -> Labeler:
    """Return the labeler that a user asks for.

    Args:
        recognizer: which one.
        tagger: geomap's; camel-tools tells no adjectives of nationality, so every labeler needs it.
        camel_model: folder of a token classifier for camel-tools; the one that `camel_data` installed unless given.
        morphology: shifts what the recognizer says, if given.

    Raises:
        RecognizerError: camel-tools' recognizer is asked for and cannot be loaded, or a model is given for nothing.
    """
    base = _open_base(recognizer, tagger, camel_model)
    return MorphologyLabeler(base, morphology) if morphology else base


def _open_base(recognizer: Recognizer, tagger: Tagger, camel_model: Path | None) -> Labeler:
    own = TaggerLabeler(tagger)
    if recognizer == Recognizer.GEOMAP:
        if camel_model:
            raise RecognizerError(f"{camel_model}: a model is read with --recognizer camel or both only; add one")
        return own
    camel = CamelLabeler(tagger, open_camel_model(camel_model))
    return PooledLabeler(own, camel) if recognizer == Recognizer.BOTH else camel
