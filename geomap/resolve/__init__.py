"""Chooses the place that each mention of an article means, from priors and from what stands around it.

Two passes, neither depending on the order of candidates: the first uses what the text states (nouns of type,
adjectives, containers, countries); the second adds the places of all names, as far as the first found them likely, so
that طرابلس beside سرت is Libya's.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from geomap.gazetteer import Gazetteer
from geomap.records import Candidate, Evidence, Match, Resolution
from geomap.resolve.background import background, dateline, sent_from
from geomap.resolve.beside import read_beside
from geomap.resolve.choice import choose, likely
from geomap.resolve.context import Context
from geomap.resolve.elsewhere import contrasts, donors, passed_on, told_apart
from geomap.resolve.locations import with_locations
from geomap.resolve.scope import NO_SCOPE, Scope, scopes
from geomap.resolve.setting import Gathering, Setting
from geomap.resolve.siblings import NO_SIBLINGS, Siblings, siblings
from geomap.resolve.stated import Stated
from geomap.resolve.terms import find_terms
from geomap.split import SplitArticle


def resolve(text: SplitArticle, matches: Sequence[Match], gazetteer: Gazetteer) -> tuple[Resolution, ...]:
    """Return one resolution per match, in the order of the matches, which is that of the text.

    Args:
        text: the article.
        matches: its mentions with their candidates.
        gazetteer: tells what the words beside mentions, and in the title and source, are names of.
    """
    if not matches:
        return ()
    article = text.article
    beside = read_beside(article.text, matches, gazetteer)
    informed = [
        _with_stated(match, own, donor)
        for match, own, donor in zip(matches, beside.stated, donors(matches, beside.stated), strict=True)
    ]
    for index, other in contrasts(matches, beside.stated).items():
        informed[index] = _with(informed[index], partial(_apart_from, beside.stated[index], other))
    sent = dateline(article, informed)
    if sent:
        informed[0] = sent = _with(sent, sent_from)
    start = 1 if sent else 0  # of what counts
    known = background(text, gazetteer, informed, sent)
    gathering = Gathering(informed[start:], tuple(find_terms(text)))
    explicit = gathering.setting(known)
    first = [likely(_with_context(match, explicit, NO_SIBLINGS, NO_SCOPE)) for match in informed]
    for match, one in zip(informed[start:], first[start:], strict=True):
        gathering.place(match.mention, one)
    around = gathering.setting(known)
    lists = siblings(matches, beside.relations, [one.sure for one in first])
    wide = scopes(text, matches, first)
    settings = [around] * len(matches)
    if sent:  # which is no evidence for itself
        settings[0] = replace(around, background=background(text, gazetteer, informed, None))
    chosen = [choose(_with_context(*each)) for each in zip(informed, settings, lists, wide, strict=True)]
    return with_locations(article.text, chosen)


def _is_settled(match: Match) -> bool:
    """Tell whether nothing else in the article could change the choice: the name is one country's, or nobody's."""
    return len(match.candidates) <= 1 and all(each.place.is_country for each in match.candidates)


def _with_stated(match: Match, own: Stated, donor: Stated | None) -> Match:
    """Add what the words beside the mention state of its candidates, or those beside another occurrence of its name."""
    if own.is_silent and donor is None:
        return match

    def evidence(candidate: Candidate) -> Iterator[Evidence]:
        qualifier = next((item.detail for item in candidate.evidence if item.code == "qualified"), "")
        yield from own.evidence(candidate.place, qualifier)
        if donor:
            yield from passed_on(donor, candidate.place)

    return _with(match, evidence)


def _apart_from(own: Stated, other: Stated, candidate: Candidate) -> Iterator[Evidence]:
    return told_apart(own, other, candidate.place)


def _with_context(match: Match, around: Setting, own: Siblings, scope: Scope) -> Match:
    """Add what the rest of the article says of the candidates."""
    if _is_settled(match):
        return match

    context = Context(match, around)

    def evidence(candidate: Candidate) -> list[Evidence]:
        place = candidate.place
        found = context.evidence(place)
        if scope is not NO_SCOPE:
            found = [*scope.evidence(place, match), *found]
        if own is not NO_SIBLINGS:
            is_like = context.is_like_its_country(place)
            found = [*own.evidence(place, is_like_its_country=is_like), *found]
        return found

    return _with(match, evidence)


def _with(match: Match, find: Callable[[Candidate], Iterable[Evidence]]) -> Match:
    candidates = tuple([_add(each, tuple(find(each))) for each in match.candidates])
    return Match(mention=match.mention, candidates=candidates)


def _add(candidate: Candidate, found: tuple[Evidence, ...]) -> Candidate:
    if not found:
        return candidate
    score = candidate.score + sum([item.weight for item in found])
    return Candidate(place=candidate.place, score=round(score, 3), evidence=(*candidate.evidence, *found))
