"""What geomap knows of Arabic grammar: attached particles and pronouns, nisba forms, words that lost their spaces."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from geomap.memo import Memo


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
_SHORTEST_STEM = 2


def _particles(beginning: str) -> tuple[tuple[int, str], ...]:
    """Return with how many letters of particles a word that begins so may begin, each with its preposition."""
    both = ((conjunction + preposition, preposition) for conjunction in _CONJUNCTIONS for preposition in _PREPOSITIONS)
    return tuple([(len(joined), preposition) for joined, preposition in both if beginning.startswith(joined)])


_PARTICLES = Memo(_particles, most=1 << 14)


@lru_cache(maxsize=1 << 14)
def analyses(form: str) -> tuple[Analysis, ...]:
    """Return the readings of a folded word as particles and stem, the bare reading first.

    لل stands for ل + ال, whose alef is not written: the stem gets its ال back, while the length covers both lams.
    """
    readings = []
    for length, preposition in _PARTICLES[form[:2]]:
        stem = form[length:]
        if len(stem) >= _SHORTEST_STEM:
            readings.append(Analysis(length, stem, preposition))
            if preposition == "ل" and stem[0] == "ل" and len(stem) > _SHORTEST_STEM:
                readings.append(Analysis(length + 1, "ال" + stem[1:], preposition))
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
    end = len(stem) - _SHORTEST_STEM
    while (end := stem.rfind("و", _SHORTEST_STEM, end)) > 0:
        if not is_name(stem[:end]):
            continue
        rest, offset = stem[end + 1 :], end + 1
        parts = ((0, len(rest)),) if is_name(rest) else run_together(rest, is_name)
        if parts:
            return ((0, end), *((offset + first, offset + last) for first, last in parts))
    return ()
