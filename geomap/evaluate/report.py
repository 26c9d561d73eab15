"""Gathers all figures of one gold file."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from geomap.evaluate.calibration import ScoreBin, reliability
from geomap.evaluate.candidates import Matches, match_gold, most_populous, resolve_gold, with_countries
from geomap.evaluate.mistakes import Mistake, worst
from geomap.evaluate.places import Country, EndToEnd, countries, end_to_end
from geomap.evaluate.predictions import found_place, predicted
from geomap.evaluate.recognition import Score, comparable, recognition
from geomap.evaluate.records import Gold, GoldMention, Key, Prediction, key_of
from geomap.evaluate.resolution import Placing, Resolved, is_near, resolved
from geomap.gazetteer import Gazetteer

_ALL, _NO_TYPE = "all", "no type"
_HASHTAG = {True: "in hashtag", False: "no hashtag"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Figures of resolution for one choice of mentions and one way to place them."""

    spans: str
    """`found`: the gold mentions that were found with their very span; `given`: all, as spans given to geomap."""
    method: str
    """`predicted`, or `most populous`: the baseline that takes the candidate with the most inhabitants."""
    type: str
    """What the gold calls the kind of place, `in hashtag`, `no hashtag`, or `all`."""
    figures: Resolved


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The figures of one gold file."""

    gold: str
    articles: int
    mentions: int
    recognition: tuple[Score, ...]
    resolution: tuple[Row, ...]
    reliability: tuple[ScoreBin, ...]
    end_to_end: tuple[EndToEnd, ...]
    countries: tuple[Country, ...]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a report holds besides the figures that it always has."""

    oracle: bool = False
    """Whether geomap also resolves all gold mentions, given their spans."""
    mistakes: int = 0
    """How many mistakes of each fault are listed."""


def report(gold: Gold, predictions: Sequence[Prediction], gazetteer: Gazetteer, options: Options) -> Report:
    """Score predictions against a gold file."""
    matches = match_gold(gold, gazetteer)
    gold = with_countries(gold, matches)
    found = {key_of(item): item for item in comparable(gold, predictions)}
    sets = {"found": _placings([item for item in gold.mentions if key_of(item) in found], found, matches)}
    if options.oracle:
        given = {key_of(item): item for item in predicted(resolve_gold(gold, matches, gazetteer))}
        sets["given"] = _placings(gold.mentions, given, matches)
    return Report(
        gold=gold.name,
        articles=len(gold.articles),
        mentions=len(gold.mentions),
        recognition=recognition(gold, predictions),
        resolution=tuple(row for spans, placings in sets.items() for row in _rows(spans, placings, matches)),
        reliability=tuple(one for spans, placings in sets.items() for one in reliability(spans, placings)),
        end_to_end=end_to_end(gold, predictions),
        countries=countries(gold, predictions),
        mistakes=worst(gold, predictions, sets.get("given", sets["found"]), options.mistakes),
    )


def _placings(mentions: Iterable[GoldMention], chosen: Mapping[Key, Prediction], matches: Matches) -> list[Placing]:
    return [
        Placing(
            gold=mention,
            truth=mention.place,
            found=chosen[key_of(mention)].place,
            score=chosen[key_of(mention)].score,
            reachable=any(
                is_near(mention.place, found_place(candidate.place))
                for candidate in matches[key_of(mention)].candidates
            ),
        )
        for mention in mentions
        if mention.place
    ]


def _rows(spans: str, placings: Sequence[Placing], matches: Matches) -> Iterator[Row]:
    """Yield the figures of all mentions, then of each type, each followed by the baseline's."""
    for name, chosen in _groups(placings):
        for method, some in (("predicted", chosen), ("most populous", _most_populous(chosen, matches))):
            yield Row(spans=spans, method=method, type=name, figures=resolved(some))


def _groups(placings: Sequence[Placing]) -> Iterator[tuple[str, Sequence[Placing]]]:
    """Yield all mentions, if there are any, then those of each type, then those in hashtags and those elsewhere."""
    if placings:
        yield _ALL, placings
    for names in ([item.gold.type for item in placings], [_HASHTAG[item.gold.in_hashtag] for item in placings]):
        counts = Counter(names)
        for name, _ in counts.most_common() if len(counts) > 1 else ():
            yield name or _NO_TYPE, [item for item, own in zip(placings, names, strict=True) if own == name]


def _most_populous(placings: Iterable[Placing], matches: Matches) -> list[Placing]:
    """Place each mention where most people live among what its name may mean."""
    places = ((item, most_populous(matches[key_of(item.gold)])) for item in placings)
    return [replace(item, found=found_place(place) if place else None) for item, place in places]
