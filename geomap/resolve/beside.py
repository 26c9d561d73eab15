"""Reads what stands beside each mention of an article: nouns of type, adjectives, containers and lists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from geomap.arabic import fold, words
from geomap.gazetteer import Gazetteer, Role
from geomap.records import Kind, Match, Place
from geomap.resolve.after import noun_after, word_after
from geomap.resolve.agreement import agrees, folded, heads_adjective, is_definite, is_masculine
from geomap.resolve.before import (
    embassy_before,
    follows_preposition,
    noun_before,
    preposition_before,
    vehicle_beside,
    word_before,
)
from geomap.resolve.gap import Relation, relation
from geomap.resolve.nouns import Noun
from geomap.resolve.stated import Container, Stated

_FAR_BELOW = 4.0  # log-odds; a container's candidate so far below its likeliest one is not meant
_MOST_CONTAINERS = 4  # of a chain: quarter, town, division, country


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside an article's mentions."""

    stated: list[Stated]
    """Of each mention."""
    relations: list[Relation]
    """How each stands to the next; one fewer."""


def read_beside(text: str, matches: Sequence[Match], gazetteer: Gazetteer) -> Beside:
    """Read what the words beside each mention state.

    What a mention lies in passes on to what lies in it, and along a list: the places of سرت ودرنة في ليبيا are Libya's.

    Args:
        text: the article's.
        matches: its mentions with their candidates, in text order.
        gazetteer: tells what an adjective such as الحلبي is of.
    """
    reader = _Reader(text, matches, gazetteer)
    found = [reader.words_beside(index) for index in range(len(matches))]
    for index in reversed(range(len(matches) - 1)):
        if containers := reader.containers(index, found[index + 1]):
            found[index] = replace(found[index], containers=containers)
    for index in range(1, len(matches)):
        found[index] = reader.from_before(index, found[index], found[index - 1])
    return Beside(found, reader.relations)


class _Reader:
    """An article's text with its mentions and how each stands to the next."""

    def __init__(self, text: str, matches: Sequence[Match], gazetteer: Gazetteer) -> None:
        self._text, self._matches, self._gazetteer = text, matches, gazetteer
        pairs = pairwise(matches)
        self.relations = [relation(text, left.mention.end, right.mention.start) for left, right in pairs]

    def words_beside(self, index: int) -> Stated:
        """Read the noun of type before a mention or at its head, and the adjectives beside it."""
        match = self._matches[index]
        if not match.candidates or match.mention.kind == Kind.DEMONYM:
            return _NOTHING
        name_start = _name_start(self._text, match)
        inner = self._text[match.mention.start : name_start].strip(" #_")
        left = self._adjective_before(index)
        start = left.mention.start if left else match.mention.start
        after = self._word_after(index)
        noun = noun_before(self._text, name_start if inner else start) or (
            self._noun_after(index, after) if after and not inner else None
        )
        is_outer = noun is not None and noun.says.is_outer
        adjectives = (*self._adjectives_after(index, after, noun, inner), *((_container(left),) if left else ()))
        stated = _NOTHING
        if inner or noun or adjectives:
            stated = Stated(
                feature="" if is_outer else inner, noun=noun, fitting=_fitting(noun, match), adjectives=adjectives
            )
        return stated if len(match.candidates) == 1 else self._with_capital(match, stated)

    def _with_capital(self, match: Match, stated: Stated) -> Stated:
        """Add what speaks for a capital: somebody is there, something goes there, or there is an embassy."""
        text, start, end = self._text, match.mention.start, match.mention.end
        if not follows_preposition(text, start):
            return stated
        if stated.noun is None and _may_be_country(match):
            stated = replace(stated, as_place=preposition_before(text, start), vehicle=vehicle_beside(text, start, end))
        return replace(stated, embassy=embassy_before(text, start)) if _may_be_capital(match) else stated

    def containers(self, index: int, after: Stated) -> tuple[Container, ...]:
        """Return what a mention is stated to lie in or near by the words after it."""
        how, right = self.relations[index], self._matches[index + 1]
        if how == Relation.AT_BORDER and self._is_place(index) and right.candidates:
            is_either_side = not self._text.endswith("مع ", 0, right.mention.start)
            return (replace(_container(right), is_border=True, is_either_side=is_either_side, is_near=True),)
        if how in _UNRELATED or not self._is_place(index) or not self._is_place(index + 1):
            return ()
        further = (*after.adjectives, *after.containers)
        if how == Relation.SIBLING:
            found = tuple(_doubted(container) for container in further)
        elif how == Relation.BESIDE:
            found = (_doubted(_container(right)), *map(_doubted, further))
        else:
            found = (replace(_container(right), is_near=how == Relation.NEAR), *further)
        return found[:_MOST_CONTAINERS]

    def from_before(self, index: int, stated: Stated, before: Stated) -> Stated:
        """Add what the mention before states of the next: what lies in it, what it may lie in, the noun of a list."""
        how, left = self.relations[index - 1], self._matches[index - 1]
        if how in _UNRELATED or not self._is_place(index) or not self._is_place(index - 1):
            return stated
        if how == Relation.WITHIN:
            return replace(stated, content=_container(left), content_noun=before.noun)
        if how == Relation.NEAR:
            return replace(stated, neighbor=_container(left))
        if how == Relation.BESIDE:
            stated = replace(stated, containers=(*stated.containers, _doubted(_container(left))))
        if stated.noun is None and before.noun and before.noun.is_plural:
            return replace(stated, noun=before.noun, fitting=_fitting(before.noun, self._matches[index]))
        return stated

    def _is_place(self, index: int) -> bool:
        """Tell whether a mention is of a place; a name within another proper name is not where its bearer is."""
        match = self._matches[index]
        return match.mention.kind == Kind.LITERAL and bool(match.candidates)

    def _noun_after(self, index: int, after: str) -> Noun | None:
        """Return العاصمة in تونس العاصمة, unless it heads the next name: في ليبيا العاصمة طرابلس."""
        match = self._matches[index]
        if index < len(self.relations) and self.relations[index] == Relation.ADJACENT:
            return None
        return noun_after(self._text, match.mention.end, after, may_be_country=_may_be_country(match))

    def _word_after(self, index: int) -> str:
        next_start = self._matches[index + 1].mention.start if index + 1 < len(self._matches) else len(self._text)
        return word_after(self._text, self._matches[index].mention.end, next_start)

    def _adjective_before(self, index: int) -> Match | None:
        """Return العاصمة [الليبية] طرابلس."""
        if not index or self.relations[index - 1] != Relation.ADJACENT:
            return None
        left = self._matches[index - 1]
        if left.mention.kind != Kind.DEMONYM or not left.candidates:
            return None
        noun = word_before(self._text, left.mention.start)
        return left if noun and heads_adjective(noun) else None

    def _adjectives_after(self, index: int, after: str, noun: Noun | None, inner: str) -> Iterator[Container]:
        """Yield بنغازي [الليبية], مدينة الرستن [الحمصية]."""
        form = folded(after)
        is_before_demonym = self._is_demonym(index + 1)
        if not (is_before_demonym or is_definite(form)):
            return
        masculine = is_masculine(self._matches[index], noun, inner)
        if is_before_demonym and self._describes(index, masculine=masculine):
            yield _container(self._matches[index + 1])
        if agrees(form, masculine=masculine):
            entries = self._gazetteer.lookup(form)
            places = tuple(entry.place for entry in entries if entry.role == Role.LOCAL_DEMONYM and entry.place)
            if places:
                yield Container(after, places)

    def _is_demonym(self, index: int) -> bool:
        return index < len(self._matches) and self._matches[index].mention.kind == Kind.DEMONYM

    def _describes(self, index: int, *, masculine: bool) -> bool:
        """Tell whether the next mention, a demonym, is an adjective of this one, with at most one other between."""
        after = self._matches[index + 1].mention
        if not self._matches[index + 1].candidates:
            return False
        between = self._text[self._matches[index].mention.end : after.start]
        is_near = self.relations[index] == Relation.ADJACENT or agrees(fold(between).strip(), masculine=masculine)
        return is_near and between[:1].isspace() and agrees(fold(after.surface), masculine=masculine)


_UNRELATED = (
    Relation.NONE,
    Relation.AT_BORDER,
    Relation.ADJACENT,
    Relation.ROUTE,
)  # a tuple, as hashing a member of an enumeration is slow
_NOTHING = Stated()


def _container(match: Match) -> Container:
    return Container(match.mention.surface, _likely_places(match))


def _may_be_country(match: Match) -> bool:
    return any(candidate.place.is_country for candidate in match.candidates)


def _may_be_capital(match: Match) -> bool:
    """Tell whether a name is a capital's and other places', but not that of the capital's country."""
    places = [candidate.place for candidate in match.candidates]
    capitals = {place.country_code for place in places if place.feature_code == "PPLC"}
    if not capitals:
        return False
    states = {place.country_code for place in places if place.is_country}
    return capitals.isdisjoint(states)


def _likely_places(match: Match) -> tuple[Place, ...]:
    best = max(candidate.score for candidate in match.candidates)
    return tuple(candidate.place for candidate in match.candidates if candidate.score > best - _FAR_BELOW)


def _fitting(noun: Noun | None, match: Match) -> frozenset[str]:
    """Return the countries that have a candidate of the very type that a noun says."""
    if noun is None or not (noun.says.tolerates or noun.is_of_villages):
        return frozenset()
    fits = ("A.ADM",) if noun.is_of_villages else noun.says.fits
    places = (candidate.place for candidate in match.candidates)
    return frozenset(
        place.country_code for place in places if f"{place.feature_class}.{place.feature_code}".startswith(fits)
    )


def _doubted(container: Container) -> Container:
    return replace(container, is_certain=False)


def _name_start(text: str, match: Match) -> int:
    """Return where the mention's toponym begins, behind a noun such as شارع that belongs to the mention."""
    mention = match.mention
    if folded(mention.surface) == mention.toponym:
        return mention.start
    starts = words(text, mention.start, mention.end).starts
    behind = len(starts) - mention.toponym.count(" ") - 1
    return starts[behind] if behind > 0 else mention.start
