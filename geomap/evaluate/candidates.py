"""Looks gold mentions up in the gazetteer: what could be chosen for them, and what geomap chooses given their spans."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from geomap.arabic import analyses, words
from geomap.arabic.heads import HEADS
from geomap.evaluate.records import Gold, GoldMention, Key, key_of
from geomap.gazetteer import Gazetteer, Role
from geomap.match import match
from geomap.records import Article, Kind, Match, Mention, Place, Resolution, Sentence
from geomap.resolve import resolve
from geomap.split import split, split_article

Matches = Mapping[Key, Match]
"""The candidates of the gold mentions."""


def match_gold(gold: Gold, gazetteer: Gazetteer) -> dict[Key, Match]:
    """Look every gold mention up, as if it had been recognized with just that span."""
    articles = {article.id: article for article in gold.articles}
    matches: dict[Key, Match] = {}
    for article_id, group in groupby(gold.mentions, attrgetter("article_id")):
        article = articles[article_id]
        sentences = split(article)
        for item in group:
            matches[key_of(item)] = match(as_mention(article, sentences, item, gazetteer), gazetteer)
    return matches


def resolve_gold(gold: Gold, matches: Matches, gazetteer: Gazetteer) -> Iterator[Resolution]:
    """Choose a place for each gold mention, given the spans of all in its article."""
    by_article: dict[str, list[Match]] = {}
    for (article_id, _, _), found in matches.items():
        by_article.setdefault(article_id, []).append(found)
    for article in gold.articles:
        in_order = sorted(by_article.get(article.id, ()), key=lambda found: (found.mention.start, found.mention.end))
        yield from resolve(split_article(article), in_order, gazetteer)


def as_mention(article: Article, sentences: Sequence[Sentence], gold: GoldMention, gazetteer: Gazetteer) -> Mention:
    """Return the record that recognition would have made of a gold mention."""
    surface = article.text[gold.start : gold.end]
    # Of what follows لل, as in للكويت, the span leaves out the article, which belongs to the name
    article_of_name = "ال" if article.text[max(0, gold.start - 2) : gold.start] == "لل" else ""
    names = (*_names(article_of_name + surface), *_names(surface)) if article_of_name else tuple(_names(surface))
    role = Role.DEMONYM if gold.kind == Kind.DEMONYM else Role.PLACE
    sentence = bisect_right(sentences, gold.start, key=attrgetter("start")) - 1
    return Mention(
        article_id=article.id,
        sentence=max(sentence, 0),
        start=gold.start,
        end=gold.end,
        surface=surface,
        toponym=next((name for name in names if _has(gazetteer, name, role)), names[0]),
        kind=gold.kind,
        score=1.0,
    )


def _has(gazetteer: Gazetteer, name: str, role: Role) -> bool:
    return any(entry.role == role for entry in gazetteer.lookup(name))


def _names(surface: str) -> Iterator[str]:
    """Yield the names that a span may hold: whole, without attached particles, without the noun of type before it."""
    first, *rest = words(surface).forms or [""]
    yield " ".join((first, *rest))  # analyses leaves out what is no word, such as a flag
    for reading in analyses(first):
        yield " ".join((reading.stem, *rest))
    head = HEADS.get(first)
    if rest and head and head.is_outer:
        yield " ".join(rest)


def most_populous(found: Match) -> Place | None:
    """Return the candidate with the most inhabitants, the baseline that uses no context."""
    places = (candidate.place for candidate in found.candidates)
    return max(places, key=lambda place: (place.population, place.id), default=None)


def with_countries(gold: Gold, matches: Matches) -> Gold:
    """Return the gold with the country of each place whose id the gazetteer holds under the mention's name."""
    known = {
        candidate.place.id: candidate.place.country_code for found in matches.values() for candidate in found.candidates
    }
    return replace(gold, mentions=tuple(_with_country(mention, known) for mention in gold.mentions))


def _with_country(mention: GoldMention, known: Mapping[str, str]) -> GoldMention:
    place = mention.place
    if place is None or place.country_code or not known.get(place.id):
        return mention
    return replace(mention, place=replace(place, country_code=known[place.id]))
