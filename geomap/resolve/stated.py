"""What the words right beside a mention state about its place: its type (مدينة حمص) and its country (درنة الليبية)."""

from collections.abc import Iterator
from dataclasses import dataclass

from geomap.arabic import HEADS, Head, analyses, fold, words
from geomap.records import Evidence, Kind, Match, Place

# A stated country outweighs every prior, whose span from a hamlet to a country is 5.5. A type that fits says little,
# for most namesakes fit it; one that does not rules the place out: حي الرياض is a quarter that the gazetteer lacks.
_TYPE_FITS = 1.0
_TYPE_TOLERATED = -2.0  # a city of a million (3.1) against the province named after it (1.0): ولاية is the province
_TYPE_DIFFERS = -8.0
_COUNTRY_WEIGHT = 4.0
_LOOK_BACK = 80  # characters; more than the three longest words before a mention take


@dataclass(frozen=True, slots=True)
class Stated:
    """What stands right beside a mention: the same for all of its candidates."""

    feature: str
    """The noun that heads it within its span, as in [شارع] بنغازي."""
    head: "_Head | None"
    adjectives: tuple[Match, ...]
    within: Match | None
    """What it is said to lie in."""

    def evidence(self, place: Place) -> Iterator[Evidence]:
        """Yield what is stated for or against a candidate.

        A street or mosque is not in the city after which it is named: شارع بنغازي; a hospital or airport mostly is.
        An adjective rules other countries out. What follows في does not: in سفارة باريس في ليبيا it belongs to the
        embassy;
        but مستشفى الرازي بحلب is none of another country's.
        """
        if self.feature:
            yield Evidence(code="feature", detail=self.feature)
        if self.head:
            yield Evidence(code="type", weight=_type_weight(self.head.says, place), detail=self.head.surface)
        if not place.country_code or place.is_country:
            return
        for adjective in self.adjectives:
            weight = _COUNTRY_WEIGHT if _names_country_of(adjective, place) else -_COUNTRY_WEIGHT
            yield Evidence(code="country_stated", weight=weight, detail=adjective.mention.surface)
        if self.within and _names_country_of(self.within, place):
            yield Evidence(code="country_stated", weight=_COUNTRY_WEIGHT, detail=self.within.mention.surface)
        elif self.within and place.is_namesake_of_many and not _is_in_country_of(self.within, place):
            yield Evidence(code="within", weight=-_COUNTRY_WEIGHT, detail=self.within.mention.surface)


def stated(text: str, match: Match, before: Match | None, after: Match | None) -> Stated:
    """Read what the words beside a mention state: a noun of type before it or at its head, its country beside it.

    Args:
        text: the article's.
        match: the mention.
        before: the mention before it in the article, if any.
        after: the mention after it.
    """
    name_start = _name_start(text, match)
    is_headed = name_start != match.mention.start
    return Stated(
        feature=text[match.mention.start : name_start].strip() if is_headed else "",
        head=_head_before(text, name_start if is_headed else _phrase_start(text, match, before)),
        adjectives=tuple(_adjectives_beside(text, match, before, after)),
        within=after if after and _is_within(text, match, after) else None,
    )


def _name_start(text: str, match: Match) -> int:
    """Return where the mention's toponym begins, behind a noun such as شارع that belongs to the mention."""
    mention = match.mention
    starts = words(text, mention.start, mention.end).starts
    behind = len(starts) - mention.toponym.count(" ") - 1
    return starts[behind] if behind > 0 else mention.start


def _type_weight(head: Head, place: Place) -> float:
    code = f"{place.feature_class}.{place.feature_code}"
    if code.startswith(head.fits):
        return _TYPE_FITS
    return _TYPE_TOLERATED if code.startswith(head.tolerates) else _TYPE_DIFFERS


def _names_country_of(other: Match, place: Place) -> bool:
    return any(
        candidate.place.is_country and candidate.place.country_code == place.country_code
        for candidate in other.candidates
    )


def _is_in_country_of(other: Match, place: Place) -> bool:
    countries = {candidate.place.country_code for candidate in other.candidates}
    return not countries or place.country_code in countries


@dataclass(frozen=True, slots=True)
class _Head:
    """A noun of type as it is written, and what it says."""

    surface: str
    says: Head


def _head_before(text: str, end: int) -> _Head | None:
    """Return the noun of type that stands right before offset `end`."""
    before = words(text, max(0, end - _LOOK_BACK), end)
    if not before or text[before.ends[-1] : end].strip(" \t\"«“'‘"):
        return None
    last = before[-1]
    head = next((HEADS[reading.stem] for reading in analyses(last.form) if reading.stem in HEADS), None)
    return _Head(text[last.start : last.end], head) if head else None


def _phrase_start(text: str, match: Match, before: Match | None) -> int:
    """Return where the mention begins, with an adjective that stands directly before it: العاصمة [الليبية طرابلس]."""
    if before and before.mention.kind == Kind.DEMONYM and not text[before.mention.end : match.mention.start].strip():
        return before.mention.start
    return match.mention.start


def _adjectives_beside(text: str, match: Match, before: Match | None, after: Match | None) -> Iterator[Match]:
    """Yield العاصمة [الليبية] طرابلس and بنغازي [الليبية]."""
    start = _phrase_start(text, match, before)
    if before and start != match.mention.start and _head_before(text, start):
        yield before
    if after and after.mention.kind == Kind.DEMONYM and text[match.mention.end : after.mention.start].isspace():
        form = fold(after.mention.surface)
        if form.startswith("ال") and form.endswith("يه"):  # a place is feminine; الليبي belongs to a noun before it
            yield after


def _is_within(text: str, match: Match, after: Match) -> bool:
    """Tell طرابلس في [ليبيا]; a name within another proper name is not where that name's bearer is."""
    between = fold(text[match.mention.end : after.mention.start]).strip()
    return match.mention.kind == Kind.LITERAL and between in {"في", "ب"}
