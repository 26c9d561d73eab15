"""Grammar of adjectives of origin: which of them describe the name that they stand beside."""

from functools import lru_cache

from geomap.arabic import fold
from geomap.records import Kind, Match
from geomap.resolve.nouns import Noun, noun_of

folded = lru_cache(maxsize=1 << 14)(fold)
"""Folds words that are met again and again beside names."""


def heads_adjective(raw: str) -> bool:
    """Tell whether a word is a noun of type that an adjective follows, as in المدينة [الليبية] درنة."""
    return noun_of(raw) is not None or noun_of(fold(raw).removeprefix("ب").removeprefix("ال")) is not None


def agrees(form: str, *, masculine: bool) -> bool:
    """Tell whether a folded word may be an adjective of a place: it is definite, and feminine unless its noun is not.

    الليبي after a city's name belongs to a noun before it.
    """
    endings = ("يه", "يتين", "يتان", "ي") if masculine else ("يه", "يتين", "يتان")
    return is_definite(form) and form.endswith(endings) and " " not in form


def is_definite(form: str) -> bool:
    """Tell whether a folded word has an article."""
    return form.startswith("ال")


def is_masculine(match: Match, noun: Noun | None, inner: str) -> bool:
    """Tell whether adjectives after a name may be masculine: حي الوعر الحمصي, معبر رفح المصري, البنجاب الهندي.

    What follows an organization's name is said of the organization, and so of its town: نادي فالنسيا الإسباني.
    """
    if match.mention.kind == Kind.ASSOCIATIVE or _is_masculine_region(match):
        return True
    if noun or inner:
        return noun.is_masculine if noun else not fold(inner).endswith("ه")
    first, _, rest = match.mention.toponym.partition(" ")
    return bool(rest) and not first.endswith("ه")


def _is_masculine_region(match: Match) -> bool:
    """Tell whether a name is first of all a region's or water's, and not feminine by its ending; a town's always is."""
    best = match.candidates[0].place
    return best.feature_class in {"L", "H", "T"} and not match.mention.toponym.endswith("ه")
