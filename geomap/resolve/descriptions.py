"""Tells which place a definite description stands for: the capital of a country, or a place named before it.

The antecedents of definite noun phrases are those of Hobbs, "Resolving pronoun references" (1978): the nearest of the
type wins; but two that are as near leave it open, as a wrong place is worse than none.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence

from geomap.arabic import fold
from geomap.gazetteer import Gazetteer
from geomap.records import Evidence, Kind, Mention, Place, Resolution
from geomap.resolve.antecedent import Antecedents
from geomap.resolve.spoken import Spoken

_CAPITAL, _CAPITAL_OF = fold("العاصمة"), fold("عاصمة")
_COUNTRY = fold("البلاد")
_STATED = 0.98
_REFERRING = 0.89
"""Scores at most: where a country is named beside the noun, and where the text before has to tell. All of the 64 in 552
articles of articles_ant on which no rule was made were right; but these articles are mostly of one country, and other
texts are less plain: what the text before has to tell stays under the 0.9 that the map draws as sure.
"""


def resolve_descriptions(
    text: str, descriptions: Sequence[Mention], resolutions: Sequence[Resolution], gazetteer: Gazetteer
) -> tuple[Resolution, ...]:
    """Return the resolutions of those descriptions whose place is clear, in text order; the others are left out.

    Args:
        text: the article's.
        descriptions: its mentions that name no place, in text order.
        resolutions: of those that do, in text order, as they are after corrections.
        gazetteer: tells the capitals.
    """
    if not descriptions:
        return ()
    reader = _Reader(text, resolutions, gazetteer)
    return tuple(found for mention in descriptions if (found := reader.resolve(mention)))


class _Reader:
    """What an article's names tell of its descriptions."""

    def __init__(self, text: str, resolutions: Sequence[Resolution], gazetteer: Gazetteer) -> None:
        self._text = text
        self._resolutions = resolutions
        self._starts = [found.mention.start for found in resolutions]
        self._gazetteer = gazetteer
        self._antecedents = Antecedents(text, resolutions)
        self._spoken = Spoken(resolutions)

    def resolve(self, mention: Mention) -> Resolution | None:
        behind = self._behind(mention.end)
        if mention.toponym in {_CAPITAL, _CAPITAL_OF}:
            return self._capital(mention, behind)
        if mention.toponym == _COUNTRY:
            return _stated(mention, behind) if behind else _back(mention, self._spoken.of(mention))
        found = self._antecedents.of(mention)
        is_elsewhere = found and behind and found.place and found.place.country_code != _code(behind)
        return None if is_elsewhere else _back(mention, found)

    def _behind(self, end: int) -> Resolution | None:
        """Return the mention of a place right behind an offset: الليبية in العاصمة الليبية."""
        index = bisect_left(self._starts, end)
        if index == len(self._starts) or not self._text[end : self._starts[index]].isspace():
            return None
        return self._resolutions[index]

    def _capital(self, mention: Mention, behind: Resolution | None) -> Resolution | None:
        """Return the capital of the country named behind a description, or else of the article's."""
        named = behind or (self._spoken.of(mention) if mention.toponym == _CAPITAL_OF else None)
        if named is None or named.place is None:
            return self._capital_spoken_of(mention) if mention.toponym == _CAPITAL and not named else None
        capital = self._gazetteer.capitals.get(_code(named))
        if capital is None or self._is_contradicted(named, capital):
            return None
        country = f"{named.place.name_ar} ({named.place.name})"
        return _resolution(mention, capital, min(named.score, _STATED), "capital_of", country)

    def _capital_spoken_of(self, mention: Mention) -> Resolution | None:
        """Return the capital of the country that the article is about, unless another capital is nearer."""
        capital = self._gazetteer.capitals.get(self._spoken.dominant())
        other = self._antecedents.of(mention)
        if capital is None or (other and other.place != capital):
            return None
        return _resolution(mention, capital, _REFERRING, "capital_spoken_of")

    def _is_contradicted(self, behind: Resolution, capital: Place) -> bool:
        """Tell whether another town is named as the capital: العاصمة اليمنية عدن."""
        named = self._behind(behind.mention.end)
        place = named.place if named and named.mention.kind == Kind.LITERAL else None
        return place is not None and place.feature_class == "P" and place != capital


def _code(found: Resolution) -> str:
    """Return the code of the country that a mention names, or nothing."""
    return found.place.country_code if found.place and found.place.is_country else ""


def _stated(mention: Mention, behind: Resolution) -> Resolution | None:
    """Return the resolution of a country that the adjective behind it names: البلاد التونسية."""
    if behind.place is None or not _code(behind):
        return None
    return _resolution(mention, behind.place, min(behind.score, _STATED), "country_stated", behind.mention.surface)


def _back(mention: Mention, found: Resolution | None) -> Resolution | None:
    """Return a description's resolution to the place that a mention names."""
    if found is None or found.place is None:
        return None
    return _resolution(mention, found.place, min(found.score, _REFERRING), "refers_back", found.mention.surface)


def _resolution(mention: Mention, place: Place, score: float, code: str, detail: str = "") -> Resolution:
    evidence = Evidence(code=code, weight=round(math.log(score / (1 - score)), 3), detail=detail)
    return Resolution(mention=mention, place=place, score=score, evidence=(evidence,))
