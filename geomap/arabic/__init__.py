"""What geomap knows of Arabic script and grammar: folding, words, attached particles, nisba forms.

Character maps are camel_tools'; its `utils.charmap` and `utils.normalize` import in 15 ms, unlike its other modules.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, overload

from camel_tools.utils.charmap import CharMapper
from camel_tools.utils.normalize import (
    normalize_alef_ar,
    normalize_alef_maksura_ar,
    normalize_teh_marbuta_ar,
)

from geomap.memo import Memo

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


_TATWEEL = "\N{ARABIC TATWEEL}"
_MARKS = f"{_TATWEEL}\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_INVISIBLE = (
    "\N{ARABIC LETTER MARK}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{LEFT-TO-RIGHT MARK}"
    "\N{RIGHT-TO-LEFT MARK}\N{LEFT-TO-RIGHT EMBEDDING}\N{RIGHT-TO-LEFT EMBEDDING}\N{POP DIRECTIONAL FORMATTING}"
    "\N{LEFT-TO-RIGHT OVERRIDE}\N{RIGHT-TO-LEFT OVERRIDE}\N{WORD JOINER}\N{LEFT-TO-RIGHT ISOLATE}"
    "\N{RIGHT-TO-LEFT ISOLATE}\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}\N{ZERO WIDTH NO-BREAK SPACE}"
)
_LETTER = rf"[^\W_{_TATWEEL}]"
WORD = rf"{_LETTER}+(?:[{_MARKS}{_INVISIBLE}]+{_LETTER}+)*(?:[{_MARKS}{_INVISIBLE}]*[{_MARKS}])?"
"""Pattern of a word: letters and digits, marks and invisible characters between them, and marks behind them."""
_WORD = re.compile(WORD)
LONG = 40
"""Characters; what has as many between two spaces will hardly be met again, and is not worth remembering."""


class Word(NamedTuple):
    """A run of letters and digits in a text, at `[start, end)`, with its folded form."""

    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True)
class Words(Sequence[Word]):
    """Words in text order, kept as columns: an object for each of a long text's words would take most of the time."""

    starts: list[int]
    ends: list[int]
    forms: list[str]

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.forms)

    @overload
    def __getitem__(self, index: int) -> Word: ...

    @overload
    def __getitem__(self, index: slice) -> "Words": ...

    def __getitem__(self, index: int | slice) -> "Word | Words":
        """Return a word, or those of a slice."""
        if isinstance(index, slice):
            return Words(self.starts[index], self.ends[index], self.forms[index])
        return Word(self.starts[index], self.ends[index], self.forms[index])


def words(text: str, start: int = 0, end: int | None = None) -> Words:
    """Return the words of `text[start:end]` with offsets into `text`; underscores separate words, as in hashtags.

    Most of what stands between two spaces has been met before, and is not cut again.
    """
    starts, ends, forms = [], [], []
    for chunk in text[start:end].replace("\n", " ").split(" "):  # no word has a line break in it
        length = len(chunk)
        for first, last, form in _PIECES[chunk] if length < LONG else _pieces(chunk):
            starts.append(start + first)
            ends.append(start + last)
            forms.append(form)
        start += length + 1
    return Words(starts, ends, forms)


def _pieces(chunk: str) -> tuple[tuple[int, int, str], ...]:
    """Return the words of what stands between two spaces: each its bounds in there, and its form."""
    return tuple([(*word.span(), fold(word.group())) for word in _WORD.finditer(chunk)])


_PIECES = Memo(_pieces, most=1 << 17)


class Analysis(NamedTuple):
    """One reading of a folded word: `length` characters of attached particles, then `stem`."""

    length: int
    stem: str
    particle: str = ""
    """The attached preposition (ب, ل or ك), if any; conjunctions are not told."""


# و and ف join clauses, ب ل ك are prepositions; conjunction before preposition is the only order that Arabic grammar
# has, and a stem of one letter is never a name.
_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك")
_PARTICLES = frozenset(_CONJUNCTIONS + _PREPOSITIONS)
_SHORTEST_STEM = 2


@lru_cache(maxsize=1 << 14)
def analyses(form: str) -> tuple[Analysis, ...]:
    """Return the readings of a folded word as particles and stem, the bare reading first.

    لل stands for ل + ال, whose alef is not written: the stem gets its ال back, while the length covers both lams.
    """
    if form[:1] not in _PARTICLES and len(form) >= _SHORTEST_STEM:
        return (Analysis(0, form),)
    readings = []
    for conjunction in _CONJUNCTIONS:
        if not form.startswith(conjunction):
            continue
        for preposition in _PREPOSITIONS:
            particles = conjunction + preposition
            if not form.startswith(particles) or len(form) - len(particles) < _SHORTEST_STEM:
                continue
            stem = form[len(particles) :]
            readings.append(Analysis(len(particles), stem, preposition))
            if preposition == "ل" and stem[0] == "ل" and len(stem) > _SHORTEST_STEM:
                readings.append(Analysis(len(particles) + 1, "ال" + stem[1:], preposition))
    return tuple(readings)


def with_particles(stem: str) -> Iterator[str]:
    """Yield a folded word as it is and with each attached particle: what `analyses` takes apart."""
    for conjunction in _CONJUNCTIONS:
        for preposition in _PREPOSITIONS:
            is_contracted = preposition == "ل" and stem.startswith("ال")
            yield conjunction + preposition + ("ل" + stem.removeprefix("ال") if is_contracted else stem)


PRONOUNS = ("هما", "ها", "هم", "هن", "كم", "نا", "ه")
"""Pronouns attached to a noun, longest first; ك and ي are left out, as too many words end in them."""


_NISBA_ENDINGS = ("", "ة", "ون", "ين", "ات", "ان", "تان", "تين", "ا")


def nisba_forms(nisba: str) -> Iterator[str]:
    """Yield the inflected forms of an adjective of origin such as جزائري, without and with ال.

    Number, gender and case as written without vowels: جزائرية، جزائريون، جزائريين، جزائريات، the duals and the
    accusative جزائريا. All words of كوري جنوبي inflect alike. A form that does not end in ya, such as the broken plural
    أتراك, is yielded uninflected.
    """
    stems = nisba.split()
    inflects = all(stem.endswith(("ي", "ى")) for stem in stems)
    for ending in _NISBA_ENDINGS if inflects else ("",):
        yield " ".join(stem + ending for stem in stems)
        if ending != "ا":
            yield " ".join("ال" + stem + ending for stem in stems)


def run_together(stem: str, is_name: Callable[[str], bool]) -> tuple[tuple[int, int], ...]:
    """Split a folded word in which the spaces of a list were lost, such as تونسوالجزائر, into its names.

    Returns the half-open spans of at least two names joined by و that together cover the stem, or nothing unless
    every part is a name by `is_name`. Of several splits the one with the longest first name is returned.
    """
    for end in range(len(stem) - _SHORTEST_STEM - 1, _SHORTEST_STEM - 1, -1):
        if stem[end] != "و" or not is_name(stem[:end]):
            continue
        rest, offset = stem[end + 1 :], end + 1
        parts = ((0, len(rest)),) if is_name(rest) else run_together(rest, is_name)
        if parts:
            return ((0, end), *((offset + first, offset + last) for first, last in parts))
    return ()
