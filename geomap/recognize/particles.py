"""Tells attached particles from the first letters of a name that the gazetteer lacks: والصفاوي from وارسو.

Of 2,790 such names in training/annotations that begin with a letter that may be a particle, this reads 94% as they are
annotated; the commonest of a word's readings, which decided before, 69%.
"""

from geomap.arabic import Analysis, analyses, fold_positions
from geomap.recognize.cues import FEATURE_HEADS
from geomap.recognize.types import UNKNOWN, Vocabulary

_AND = "و"
"""Nineteen of twenty names that begin so are joined by it; with the other letters most begin themselves."""
_IN, _TO = "ب", "ل"
_ARTICLE = "ال"
_SHORTEST_STEM = 4
_SHORTEST_DEFINITE = 5
"""Letters behind a preposition: بدرة and بالا are names, not في درة."""
_WRITTEN_APART = "\N{ARABIC TATWEEL}"
_BEGIN_WORDS = "أإآ"


def without_particles(word: str, form: str, vocabulary: Vocabulary) -> Analysis:
    """Return a word that begins an unlisted name without its attached particles.

    Args:
        word: as it is written, from its first letter.
        form: folded.
        vocabulary: the words of running text by frequency.
    """
    readings = analyses(form) or (Analysis(0, form),)
    for reading in readings:
        if reading.stem in FEATURE_HEADS:
            return reading
    rest = form.removeprefix(_AND)
    if rest == form:
        return _without_preposition(word, readings, vocabulary)
    is_one_word = vocabulary.number(form) != UNKNOWN and vocabulary.number(rest) == UNKNOWN
    if len(readings) == 1 or is_one_word:
        return readings[0]
    return next((reading for reading in readings if _is_definite(reading)), Analysis(len(_AND), rest))


def _without_preposition(word: str, readings: tuple[Analysis, ...], vocabulary: Vocabulary) -> Analysis:
    """Return the likeliest reading of a word that no conjunction begins: ك and ف are hardly ever particles here."""
    whole, *others = readings
    found = [each for each in others if each.particle in {_IN, _TO}]
    if found and _is_told_apart(word):
        return found[0]
    found = [each for each in found if len(each.stem) >= _SHORTEST_STEM]
    return min([whole, *found], key=lambda each: (vocabulary.rank(each.stem), not _is_definite(each)))


def _is_definite(reading: Analysis) -> bool:
    """Tell whether a preposition stands before an article: بالزعفرانية, للياجورة."""
    is_long = len(reading.stem) >= _SHORTEST_DEFINITE
    return reading.particle in {_IN, _TO} and reading.stem.startswith(_ARTICLE) and is_long


def _is_told_apart(word: str) -> bool:
    """Tell whether the second letter begins a word, or stands apart from the first: بأوسنابروك, بـأمغرة, بباب البحر."""
    second = fold_positions(word)[1]
    return _WRITTEN_APART in word[1:second] or word[second] in _BEGIN_WORDS or word[second] == word[0] == _IN
