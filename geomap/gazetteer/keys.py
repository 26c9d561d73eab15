"""The forms in which names are looked up and searched: the same when the index is built and when it is asked."""

import re
import unicodedata

from geomap.arabic import fold, words

_TATWEEL = "\N{ARABIC TATWEEL}"
_ARABIC_LETTER = re.compile("[\u0600-\u06ff]")


def key(name: str) -> str:
    """Return the form in which a name is looked up: its folded words, one space between them."""
    if name.replace(" ", "").isalnum() and _TATWEEL not in name:  # nearly all names are such words, and this is faster
        return fold(" ".join(name.split()))
    return " ".join(words(name).forms)


def search_key(name: str) -> str:
    """Return the form in which a name is searched: its key, in Latin letters without diacritics and signs for hamza."""
    if not name.isascii() and _ARABIC_LETTER.search(folded := key(name)):
        return folded
    return key(unicodedata.normalize("NFKD", name).translate(_WITHOUT_MARKS))


class _WithoutMarks(dict[int, int | None]):
    """`str.translate` table that asks of each code point once whether it is a mark."""

    def __missing__(self, code_point: int) -> int | None:
        self[code_point] = None if _is_mark(chr(code_point)) else code_point
        return self[code_point]


_WITHOUT_MARKS = _WithoutMarks()


def _is_mark(char: str) -> bool:
    return char in "'`\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}" or (
        unicodedata.category(char) in {"Mn", "Lm"}
    )
