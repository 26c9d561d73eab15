"""Packs: values and columns of whole numbers, compressed into text that stands in a page as it is.

A pack is base64 of zlib's format (RFC 1950) of: the length of a JSON text in bytes, as four bytes; the JSON text; the
columns, one after the other. The JSON holds the values and, under "columns", the name, bytes per number and count of
each. `assets/pack.js` reads it.
"""

import json
import zlib
from base64 import b64encode
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

_LEVEL = 6
"""Of zlib: 9 makes generated corpora less than 1% smaller and takes three times as long."""


def pack(values: Mapping[str, object], columns: Mapping[str, Sequence[int]]) -> str:
    """Compress values that JSON can hold, and columns of numbers from -2**31 up to 2**31 - 1.

    Returns:
        Letters, digits, "+", "/" and "=": the same ones for the same values and version of zlib.
    """
    planes = {name: _planes(column) for name, column in columns.items()}
    shapes = [[name, len(plane), plane.shape[1]] for name, plane in planes.items()]
    text = json.dumps({**values, "columns": shapes}, ensure_ascii=False, separators=(",", ":"))
    head = text.encode(errors="backslashreplace")  # half a surrogate pair, which UTF-8 lacks, becomes JSON's \ud800
    parts = [len(head).to_bytes(4, "little"), head, *(plane.tobytes() for plane in planes.values())]
    return b64encode(zlib.compress(b"".join(parts), _LEVEL)).decode()


def _planes(column: Sequence[int]) -> NDArray[np.uint8]:
    """The numbers zigzagged, so that small negative ones are short too: all lowest bytes, then all second ones, ...

    Bytes of one weight are alike, and alike bytes side by side compress best.
    """
    numbers = np.asarray(column, dtype=np.int64)
    zigzag = (numbers << 1) ^ (numbers >> 63)
    width = max(1, (int(zigzag.max(initial=0)).bit_length() + 7) // 8)
    return np.ascontiguousarray(zigzag.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :width].T)
