"""Finds what a definite noun of type refers back to: the city of المدينة, the governorate of المحافظة."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from geomap.arabic import analyses, fold, words
from geomap.arabic.heads import DEFINITE_NOUNS, FEATURES
from geomap.records import Kind, Mention, Place, Resolution
from geomap.resolve.nouns import noun_of

_SENTENCES_BACK = 2
"""How far back an antecedent may lie, unless the text before has no other place of the type."""
_LOOK_BACK = 40  # characters that hold the noun before a name

_CITY, _CAPITAL = fold("المدينة"), fold("العاصمة")
_VILLAGES = frozenset(map(fold, "القرية البلدة".split()))
_MOST_VILLAGERS = 100_000
_SETTLEMENTS = _VILLAGES | {_CITY}
_REGION = fold("المنطقة")
"""What may be any surroundings: its antecedent bears the noun, as in منطقة القبائل, and only countries are nearer."""
_QUARTER = "P.PPLX"


class _Named(NamedTuple):
    """A mention that names a place, resolved or not, with the noun of type that heads it, made definite, if any."""

    found: Resolution
    noun: str


class _Typed(NamedTuple):
    """The mentions that a noun may refer to, in text order, with where they end."""

    named: list[_Named]
    ends: list[int]
    alike: int
    """How many of the first are of one place."""


class Antecedents:
    """The places that an article names, to which its definite nouns of type may refer."""

    def __init__(self, text: str, resolutions: Sequence[Resolution]) -> None:
        """Take the article's text and the resolutions of its mentions, in text order."""
        literal = [found for found in resolutions if found.mention.kind == Kind.LITERAL]
        self._named = [_Named(found, _noun_of(text, found.mention)) for found in literal]
        self._of_type = cache(self._typed)

    def of(self, description: Mention) -> Resolution | None:
        """Return the mention that a description refers back to, if that is clear: the nearest that may be meant.

        None is clear where another place stands in the same sentence as the nearest, or near it with the noun that the
        nearest lacks; nor where the nearest is a name without a place, or with one of another type.
        """
        noun = description.toponym
        typed = self._of_type(noun)
        count = bisect_right(typed.ends, description.start)
        if not count:
            return None
        nearest = typed.named[count - 1]
        back = description.sentence - nearest.found.mention.sentence
        if not _has_type(nearest.found.place, noun) or (noun == _REGION and nearest.noun != noun):
            return None
        if back > _SENTENCES_BACK and (noun == _REGION or count > typed.alike):
            return None
        rivals = (typed.named[index] for index in range(count - 2, -1, -1))
        near = takewhile(lambda other: _sentences(other, nearest) <= _SENTENCES_BACK, rivals)
        return None if any(_competes(other, nearest, noun) for other in near) else nearest.found

    def _typed(self, noun: str) -> _Typed:
        """Return the mentions that a noun may refer to."""
        named = [one for one in self._named if _may_be(one, noun)]
        places = [one.found.place for one in named]
        alike = next((index for index, place in enumerate(places) if place != places[0]), len(named))
        return _Typed(named, [one.found.mention.end for one in named], alike)


def _sentences(earlier: _Named, later: _Named) -> int:
    return later.found.mention.sentence - earlier.found.mention.sentence


def _competes(other: _Named, nearest: _Named, noun: str) -> bool:
    """Tell whether a noun may as well refer to another mention as to the nearest."""
    if other.found.place == nearest.found.place:
        return False
    if (other.noun == noun) != (nearest.noun == noun):
        return other.noun == noun
    return not _sentences(other, nearest)


def _noun_of(text: str, mention: Mention) -> str:
    """Return the noun of type that a mention begins with or follows, made definite, or nothing."""
    inner = words(mention.surface)
    outer = words(text, max(0, mention.start - _LOOK_BACK), mention.start)
    beside = [mention.surface[: inner.ends[0]]] if len(inner) > 1 else []
    if outer.ends and text[outer.ends[-1] : mention.start].strip() in _MAY_PART:
        beside.append(text[outer.starts[-1] : outer.ends[-1]])
    return next(filter(None, map(_definite, beside)), "")


def _definite(raw: str) -> str:
    """Return the folded noun of one place's type that a word is, made definite; nothing for a plural or other word."""
    noun = noun_of(raw)
    if noun:
        stem = "" if noun.is_plural else noun.qualifier
    else:
        stem = next((reading.stem for reading in analyses(fold(raw)) if reading.stem in FEATURES), "")
    return f"ال{stem}" if stem and not stem.startswith("ال") else stem


_MAY_PART = frozenset(("", '"', "«", "“", "("))


def _may_be(named: _Named, noun: str) -> bool:
    """Tell whether a noun may refer to a mention: its place is of the type, or may be, where it has none."""
    place = named.found.place
    if named.noun == noun:
        return True
    if noun == _REGION:
        return place is None or not place.is_country or named.found.location is not None
    if named.noun not in {"", _CAPITAL}:
        return False
    if place is None:
        return noun in _SETTLEMENTS
    is_too_large = noun in _VILLAGES and place.population > _MOST_VILLAGERS
    return not is_too_large and _has_type(place, noun, 1)


def _has_type(place: Place | None, noun: str, usual: int | None = None) -> bool:
    """Tell whether a place is of a noun's type, or of the `usual` first of its types."""
    if place is None:
        return False
    code = f"{place.feature_class}.{place.feature_code}"
    return code != _QUARTER and code.startswith(DEFINITE_NOUNS[noun][:usual])
