"""Geoparsed articles of any number, made of real Arabic words and places: for `benchmarks.map` and the browser's tests.

The words are those that the shipped tagger knows and the places those of the shipped gazetteer, both drawn about as
often as Zipf's law has it; what is said of them is invented.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.resources import files
from itertools import accumulate
from typing import Generic, TypeVar

import marisa_trie

from geomap.gazetteer import open_gazetteer
from geomap.records import Article, Candidate, Evidence, Geoparse, Kind, Mention, Place, Resolution, Sentence

_SOURCES = 40
_FIRST_DAY, _DAYS = date(2005, 1, 1), 7500
_SENTENCES, _WORDS = 12, 22  # of an article, and of a sentence beside its mentions
_KINDS, _SHARES = (Kind.LITERAL, Kind.ASSOCIATIVE, Kind.DEMONYM), (0.72, 0.08, 0.20)
_UNPLACED, _UNDATED, _AMBIGUOUS = 0.06, 0.05, 0.4

Item = TypeVar("Item")
Named = tuple[Place, tuple[Candidate, ...]]
"""A place that is mentioned, and what else its name may mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Zipf(Generic[Item]):
    """Things of which the n-th is drawn 1/n times as often as the first."""

    items: Sequence[Item]
    weights: Sequence[float]

    @classmethod
    def over(cls, items: Sequence[Item]) -> "_Zipf[Item]":
        return cls(items=items, weights=list(accumulate(1 / rank for rank in range(1, len(items) + 1))))

    def draw(self, rng: random.Random, count: int) -> list[Item]:
        return rng.choices(self.items, cum_weights=self.weights, k=count)


def corpus(mentions: int, articles: int, places: int, seed: int = 1) -> Iterator[Geoparse]:
    """Yield articles that share out so many mentions of so many places; the same for the same arguments."""
    rng = random.Random(seed)  # noqa: S311  # no secret hangs on it
    words, listed = _Zipf.over(_words()), _places(places)
    known = _Zipf.over(listed)
    for number in range(articles):
        count = mentions * (number + 1) // articles - mentions * number // articles
        yield _geoparse(number, [(place, _others(listed, rng)) for place in known.draw(rng, count)], words, rng)


def copies(geoparses: Sequence[Geoparse], times: int) -> Iterator[Geoparse]:
    """Yield the articles again and again under ids of their own: a larger corpus in little memory."""
    for time in range(times):
        for geoparse in geoparses:
            yield replace(geoparse, article=replace(geoparse.article, id=f"{geoparse.article.id}-{time}"))


def _words() -> list[str]:
    trie = marisa_trie.RecordTrie("<I").mmap(str(files("geomap.recognize").joinpath("model", "words.marisa")))
    ranked: list[tuple[str, tuple[int]]] = sorted(trie.items(), key=lambda item: item[1])
    return [word for word, _ in ranked if word.isalpha()]


def _places(count: int) -> list[Place]:
    gazetteer = open_gazetteer()
    rows = sum(country.places for country in gazetteer.counts())
    named = [place for place in map(gazetteer.place_at, range(rows)) if place.name_ar]
    known = sorted(named, key=lambda place: (-place.population, place.id))
    if len(known) < count:
        raise SystemExit(f"the gazetteer has {len(known)} places with an Arabic name; ask for no more")
    return known[:count]


def _others(places: Sequence[Place], rng: random.Random) -> tuple[Candidate, ...]:
    if rng.random() > _AMBIGUOUS:
        return ()
    return tuple(Candidate(place=rng.choice(places)) for _ in range(rng.randint(1, 3)))


def _geoparse(number: int, named: Sequence[Named], words: _Zipf[str], rng: random.Random) -> Geoparse:
    article_id = f"article-{number:06}"
    text, sentences, resolutions = "", [], []
    for index in range(_SENTENCES):
        start = len(text)
        own = named[len(named) * index // _SENTENCES : len(named) * (index + 1) // _SENTENCES]
        drawn: list[str | Named] = [*words.draw(rng, _WORDS), *own]
        rng.shuffle(drawn)
        for item in drawn:
            if isinstance(item, tuple):
                resolutions.append(_resolution(article_id, index, len(text), item, words, rng))
            text += f"{item[0].name_ar if isinstance(item, tuple) else item} "
        text = f"{text[:-1]}. "
        sentences.append(Sentence(article_id=article_id, index=index, start=start, end=len(text)))
    article = Article(
        id=article_id,
        text=text,
        title=" ".join(words.draw(rng, 8)),
        date=str(_FIRST_DAY + timedelta(days=rng.randrange(_DAYS))) if rng.random() > _UNDATED else "",
        source=f"صحيفة {words.items[200 + rng.randrange(_SOURCES)]}",
        url=f"https://example.org/{number}",
    )
    return Geoparse(article=article, sentences=tuple(sentences), resolutions=tuple(resolutions))


def _resolution(  # noqa: PLR0913, PLR0917  # where it is, what it means, and what chance adds
    article_id: str, sentence: int, start: int, named: Named, words: _Zipf[str], rng: random.Random
) -> Resolution:
    place, others = named
    around = words.draw(rng, 4)
    (kind,) = rng.choices(_KINDS, _SHARES)
    mention = Mention(
        article_id=article_id,
        sentence=sentence,
        start=start,
        end=start + len(place.name_ar),
        surface=place.name_ar,
        toponym=place.name_ar,
        kind=kind,
        score=rng.uniform(0.5, 1),
        evidence=(
            Evidence(code="before", weight=rng.uniform(0.1, 4), detail=" ".join(around[:2])),
            Evidence(code="after", weight=rng.uniform(-2, 3), detail=" ".join(around[2:])),
            Evidence(code="name", weight=rng.uniform(-1, 3)),
        ),
    )
    if rng.random() < _UNPLACED:
        return Resolution(mention=mention, place=None, score=0.0, evidence=(Evidence(code="unknown_name"),))
    evidence = (
        Evidence(code="population", weight=2.5, detail=f"{place.population:,}"),
        Evidence(code="country_context", weight=3.0, detail=place.country_code),
    )
    return Resolution(mention=mention, place=place, score=rng.uniform(0.5, 1), evidence=evidence, alternatives=others)
