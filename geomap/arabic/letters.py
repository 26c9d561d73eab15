"""Folds the orthographic variants of Arabic letters.

Character maps are camel_tools'; its `utils.charmap` and `utils.normalize` import in 15 ms, unlike its other modules.
"""

import re

from camel_tools.utils.charmap import CharMapper
from camel_tools.utils.normalize import (
    normalize_alef_ar,
    normalize_alef_maksura_ar,
    normalize_teh_marbuta_ar,
)

_CLEAN = CharMapper.builtin_mapper("arclean")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")


class _FoldTable(dict[int, str]):
    """`str.translate` table that asks camel_tools once for each code point it meets."""

    def __missing__(self, code_point: int) -> str:
        char = chr(code_point)
        if char.isspace():
            folded = " "
        elif char.isascii() or (char.isalnum() and not _ARABIC.match(char)):
            folded = char.lower()
        else:
            clean = _CLEAN.map_string(char)
            folded = normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(clean))).strip().lower()
        if folded != char:  # what a letter becomes may itself be a variant
            folded = folded.translate(self)
        self[code_point] = folded
        return folded


_FOLD = _FoldTable()


def fold(text: str) -> str:
    """Merge the orthographic variants of Arabic: the form in which names are keyed and looked up.

    Diacritics, tatweel and bidirectional marks disappear, alef with hamza or madda becomes bare alef, alef maksura and
    the Persian ye become ya, ta marbuta becomes ha, the Persian kaf becomes kaf, digits become ASCII. Idempotent.
    """
    return text.translate(_FOLD)


def fold_positions(text: str) -> list[int]:
    """Return the offset in `text` of each character of `fold(text)`, and `len(text)` at the end."""
    positions = [index for index, char in enumerate(text) for _ in _FOLD[ord(char)]]
    positions.append(len(text))
    return positions
