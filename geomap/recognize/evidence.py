"""Says what made the tagger see a place: how much less sure it is when what stands beside a name is hidden from it.

Occlusion, after Zeiler and Fergus, "Visualizing and understanding convolutional networks" (2014).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geomap.recognize.decode import Indices, TokenSpan, log_odds_of_all
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
    firsts, lasts = (np.array(ends, np.intp) for ends in zip(*(span[:2] for span in spans), strict=True))
    from_name = firsts, np.minimum(lasts + _SEEN + 1, len(batch.rows))
    to_name = np.maximum(firsts - _SEEN, 0), lasts
    lefts, rights = np.concatenate([from_name, to_name], axis=1)
    shown, starts = _laid_out(lefts, rights)
    begins = starts + np.tile(firsts, 2) - lefts
    hidden = log_odds_of_all(
        _probabilities(tagger, batch, shown),
        (begins, begins + np.tile(lasts - firsts, 2)),
        [span.kind for span in spans] * 2,
    )
    total = np.array(whole)
    before, after = total - hidden[: len(spans)], total - hidden[len(spans) :]
    return list(zip((total - before - after).tolist(), before.tolist(), after.tolist(), strict=True))


def _laid_out(lefts: Indices, rights: Indices) -> tuple[Indices, Indices]:
    """Lay stretches of tokens out one after another with `PADDING` hidden tokens before, between and after them.

    Args:
        lefts: the first token of each stretch.
        rights: the first behind it.

    Returns:
        The numbers of the tokens, `_HIDDEN` for those hidden, and where among them each stretch begins.
    """
    lengths = rights - lefts + PADDING
    starts = PADDING + np.cumsum(lengths) - lengths
    shown = np.arange(PADDING, PADDING + lengths.sum()) + np.repeat(lefts - starts, lengths)
    shown[shown >= np.repeat(rights, lengths)] = _HIDDEN
    return np.concatenate([np.full(PADDING, _HIDDEN), shown]), starts


def _probabilities(tagger: Tagger, batch: Batch, shown: Indices) -> NDArray[np.float64]:
    """Return the probabilities of labels where the batch's tokens of these numbers are shown."""
    is_hidden = shown == _HIDDEN
    inputs = tagger.inputs(batch.rows, batch.named, batch.names)[shown]
    inputs[is_hidden] = 0
    return tagger.read(inputs, is_hidden | (batch.rows[shown] == 0))
