"""Tells of which country a text speaks where it says البلاد or العاصمة without naming one."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from geomap.records import Kind, Mention, Resolution

_SENTENCES_BACK = 2
_DOMINANT, _AT_LEAST = 0.6, 2
"""Share of an article's places and nationalities that one country has that dominates it, and how many these are."""
_PRESENT = 0.3
"""The same of a country that alone is named nearby."""


class _Country(NamedTuple):
    """A mention of a country, by its name or an adjective, with the country's code."""

    found: Resolution
    code: str


class Spoken:
    """The countries of an article's names and adjectives of nationality."""

    def __init__(self, resolutions: Sequence[Resolution]) -> None:
        """Take the resolutions of an article's mentions, in text order."""
        told = [(found, found.place) for found in resolutions if found.mention.kind != Kind.ASSOCIATIVE and found.place]
        self._counts = Counter(place.country_code for _, place in told if place.country_code)
        self._countries = [_Country(found, place.country_code) for found, place in told if place.is_country]
        self._starts = [country.found.mention.start for country in self._countries]
        others = (index for index, country in enumerate(self._countries) if country.code != self._countries[0].code)
        self._alike = next(others, len(self._countries))
        """How many of the first mentions are of one country."""

    def dominant(self) -> str:
        """Return the code of the country that dominates the article, or nothing."""
        for code, count in self._counts.most_common(1):
            if count >= _AT_LEAST and self._share(code) >= _DOMINANT:
                return code
        return ""

    def of(self, description: Mention) -> Resolution | None:
        """Return the mention of a country that البلاد refers back to: the only one nearby, or the article's there.

        With none nearby it is the only country that the text before names, if it names just one.
        """
        nearby = self._nearby(description)
        codes = {country.code for country in nearby}
        wanted = codes.pop() if len(codes) == 1 else self.dominant()
        if self._share(wanted) < _PRESENT:
            return None
        return next((country.found for country in nearby if country.code == wanted), None)

    def _nearby(self, description: Mention) -> Sequence[_Country]:
        """Return the mentions of countries near a description, the nearest first."""
        last = first = bisect_left(self._starts, description.start)
        while first and description.sentence - self._countries[first - 1].found.mention.sentence <= _SENTENCES_BACK:
            first -= 1
        if first == last <= self._alike:
            first = max(0, last - 1)
        return self._countries[first:last][::-1]

    def _share(self, code: str) -> float:
        return self._counts[code] / max(1, self._counts.total())
