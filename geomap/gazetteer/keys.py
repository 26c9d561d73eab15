"""The forms in which names are looked up and searched: the same when the index is built and when it is asked."""

import re
import unicodedata

from geomap.arabic import words

_ARABIC_LETTER = re.compile("[\u0600-\u06ff]")


def key(name: str) -> str:
    """Return the form in which a name is looked up: its folded words, one space between them."""
    return " ".join(word.form for word in words(name))


def keys(name: str) -> set[str]:
    """Return a name's key and, for one of several words, the key of those words run together by lost spaces."""
    spaced = key(name)
    return {spaced, spaced.replace(" ", "")}


def search_key(name: str) -> str:
    """Return the form in which a name is searched: its key, in Latin letters without diacritics and signs for hamza."""
    if _ARABIC_LETTER.search(name):
        return key(name)
    return key("".join(char for char in unicodedata.normalize("NFKD", name) if not _is_mark(char)))


def _is_mark(char: str) -> bool:
    return char in "'`\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}" or (
        unicodedata.category(char) in {"Mn", "Lm"}
    )
