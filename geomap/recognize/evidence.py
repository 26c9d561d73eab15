"""Says what made the tagger see a place: how much less sure it is when what stands beside a name is hidden from it.

Occlusion, after Zeiler and Fergus, "Visualizing and understanding convolutional networks" (2014).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geomap.recognize.decode import TokenSpan, columns_of, log_odds
from geomap.recognize.encode import Batch
from geomap.recognize.tagger import PADDING, Tagger

_SEEN = 4
"""Tokens that the tagger's layers together look to either side."""
PARTS = ("name", "before", "after")
"""Codes of evidence. What stands before and after is hidden in turn; the name's is the rest, so that all add up."""
_HIDDEN = -1


def contributions(
    tagger: Tagger, batch: Batch, spans: Sequence[TokenSpan], whole: Sequence[float]
) -> list[tuple[float, float, float]]:
    """Return how many log-odds each of `PARTS` adds to each span.

    Args:
        tagger: the tagger that proposed the spans.
        batch: the sentences that hold them.
        spans: spans whose tokens count from the batch's first.
        whole: their log-odds with nothing hidden.
    """
    if not spans:
        return []
    shown = [_HIDDEN] * PADDING
    moved = []
    for span in spans:
        left, right = max(0, span.first - _SEEN), min(len(batch.rows), span.last + _SEEN + 1)
        for first, last in ((span.first, right), (left, span.last)):
            start = len(shown) + span.first - first
            moved.append(TokenSpan(start, start + span.last - span.first, span.kind))
            shown.extend(range(first, last))
            shown.extend([_HIDDEN] * PADDING)
    columns = columns_of(_probabilities(tagger, batch, np.array(shown, np.intp)))
    hidden = iter([log_odds(columns, span) for span in moved])
    beside = [(total - next(hidden), total - next(hidden)) for total in whole]
    return [(total - before - after, before, after) for total, (before, after) in zip(whole, beside, strict=True)]


def _probabilities(tagger: Tagger, batch: Batch, shown: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the probabilities of labels where the batch's tokens of these numbers are shown."""
    is_hidden = shown == _HIDDEN
    inputs = tagger.inputs(batch.rows, batch.named, batch.names)[shown]
    inputs[is_hidden] = 0
    return tagger.read(inputs, is_hidden | (batch.rows[shown] == 0))
