"""Chooses the place that each mention of an article means, from priors and from what stands around it.

Two passes, neither depending on the order of candidates: the first uses what the text states (nouns of type, adjectives
of nationality, countries); the second adds the places that the first was sure of, so that طرابلس beside سرت is Libya's.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from geomap.records import Article, Candidate, Evidence, Match, Place, Resolution
from geomap.resolve.choice import choose
from geomap.resolve.context import Setting, country_context, nearness, setting
from geomap.resolve.locations import with_locations
from geomap.resolve.stated import stated

_SURE = 0.8
"""Probability from which a place of the first pass counts as context in the second."""


def resolve(article: Article, matches: Sequence[Match]) -> tuple[Resolution, ...]:
    """Return one resolution per match, in the order of the matches, which is that of the text."""
    neighbors = zip(matches, (None, *matches), (*matches[1:], None), strict=False)
    informed = [_with_stated(article.text, *three) for three in neighbors]
    explicit = setting(matches, ())
    first = [_decide(match, explicit) for match in informed]
    around = setting(matches, [resolution for resolution in first if resolution.score >= _SURE])
    return with_locations(article.text, [_decide(match, around) for match in informed])


def _with_stated(text: str, match: Match, before: Match | None, after: Match | None) -> Match:
    """Add what the words right beside the mention state of its candidates."""
    if not match.candidates:
        return match
    beside = stated(text, match, before, after)
    return replace(match, candidates=tuple(_add(candidate, beside.evidence) for candidate in match.candidates))


def _decide(match: Match, around: Setting) -> Resolution:
    """Add what the rest of the article says of the candidates, and choose."""

    def contextual(place: Place) -> Iterable[Evidence]:
        yield from country_context(match.mention, place, around)
        yield from nearness(place, around)

    return choose(replace(match, candidates=tuple(_add(candidate, contextual) for candidate in match.candidates)))


def _add(candidate: Candidate, find: Callable[[Place], Iterable[Evidence]]) -> Candidate:
    found = tuple(find(candidate.place))
    score = candidate.score + sum(item.weight for item in found)
    return replace(candidate, score=round(score, 3), evidence=(*candidate.evidence, *found))
