"""Lists of names: the members of سرت ودرنة وطرابلس, or of قطر والكويت وعمان, are of one level and often one country."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from geomap.records import Evidence, Kind, Match, Place
from geomap.resolve import weights
from geomap.resolve.gap import Relation

_MANY = 2  # members from which a list's country speaks against another
_IN_LIST = (Relation.SIBLING, Relation.BESIDE, Relation.ROUTE)


@dataclass(frozen=True, slots=True)
class Siblings:
    """The other members of a mention's list whose places are sure."""

    countries: Counter[str] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    are_capitals: bool = False
    """Whether all of them are capitals joined by a conjunction, which stand for their governments: الجزائر وروما."""
    witness: str = ""
    """One of them, as it is written."""

    def evidence(self, place: Place, *, is_like_its_country: bool) -> Iterator[Evidence]:
        """Yield how far a candidate is like them; one of them says less than many."""
        count = self.countries.total()
        if not count:
            return
        if not place.is_country and self.countries[place.country_code]:
            weight = weights.SIBLING_COUNTRY * self.countries[place.country_code] / (count + 1)
            yield Evidence(code="sibling_country", weight=round(weight, 3), detail=self.witness)
        elif self._are_elsewhere(place):
            yield Evidence(code="siblings_elsewhere", weight=weights.SIBLINGS_ELSEWHERE, detail=self.witness)
        is_open = self.are_capitals and place.feature_code == "PPLC" and is_like_its_country
        if self.levels[_level(place)] and not is_open:
            weight = weights.SIBLING_LEVEL * self.levels[_level(place)] / (count + 1)
            yield Evidence(code="sibling_level", weight=round(weight, 3), detail=self.witness)

    def _are_elsewhere(self, place: Place) -> bool:
        """Tell whether they are towns of one country, and a candidate lies in another."""
        is_of_one = len(self.countries) == 1 and "" not in self.countries and not self.levels["country"]
        is_abroad = bool(place.country_code) and not place.is_country and place.country_code not in self.countries
        return is_of_one and is_abroad and self.countries.total() >= _MANY


def _level(place: Place) -> str:
    return "country" if place.is_country else "division" if place.feature_class == "A" else "place"


def _levels(place: Place, match: Match) -> tuple[str, ...]:
    """Return the levels that a name tells of: both where a division and its seat share it, as most do."""
    if place.is_country or len(match.candidates) == 1:
        return (_level(place),)
    others = (each.place for each in match.candidates)
    namesakes = (each for each in others if each.country_code == place.country_code and not each.is_country)
    return tuple(sorted({_level(place), *map(_level, namesakes)}))


NO_SIBLINGS = Siblings()


def siblings(matches: Sequence[Match], relations: Sequence[Relation], sure: Sequence[Place | None]) -> list[Siblings]:
    """Return each mention's siblings.

    Args:
        matches: an article's mentions, in text order.
        relations: how each stands to the next.
        sure: the place of each that is sure.
    """
    found = [NO_SIBLINGS] * len(matches)
    for first, last in _runs(matches, relations):
        places = sure[first:last]
        others_than_capitals = sum(place is not None and place.feature_code != "PPLC" for place in places)
        is_route = Relation.ROUTE in relations[first : last - 1]
        countries = Counter(place.country_code for place in places if place)
        members = zip(places, matches[first:last], strict=True)
        told = [_levels(place, match) if place else () for place, match in members]
        levels = Counter(level for each in told for level in each)
        for index, own in enumerate(places, first):
            others = Counter([own.country_code] if own else ()), Counter(told[index - first])
            beside = matches[index - 1 if index > first else index + 1].mention.surface
            is_other = own is not None and own.feature_code != "PPLC"
            are_capitals = not is_route and others_than_capitals == is_other
            found[index] = Siblings(countries - others[0], levels - others[1], are_capitals, beside)
    return found


def _runs(matches: Sequence[Match], relations: Sequence[Relation]) -> Iterator[tuple[int, int]]:
    """Yield the half-open spans of mentions that form a list."""
    start = 0
    for index in range(1, len(matches) + 1):
        goes_on = (
            index < len(matches)
            and relations[index - 1] in _IN_LIST
            and matches[index].mention.kind == matches[index - 1].mention.kind == Kind.LITERAL
        )
        if not goes_on:
            if index - start > 1:
                yield start, index
            start = index
