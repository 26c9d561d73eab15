"""What the words right beside a mention state about its place: its type (مدينة حمص) and its country (درنة الليبية)."""

from collections.abc import Iterator

from geomap.arabic import HEAD_TYPES, analyses, fold, words
from geomap.records import Evidence, Kind, Match, Place

# A stated type or country outweighs every prior, whose span from a hamlet to a country is 5.5. A type that does not fit
# rules the place out: حي الرياض is a quarter that the gazetteer lacks, not the capital.
_TYPE_FITS = 3.0
_TYPE_DIFFERS = -8.0
_COUNTRY_WEIGHT = 4.0
_LOOK_BACK = 80  # characters; more than the three longest words before a mention take


def stated_type(text: str, match: Match, before: Match | None, place: Place) -> Iterator[Evidence]:
    """Yield evidence from a noun of type before the mention, or before an adjective of nationality that precedes it."""
    head = head_before(text, _phrase_start(text, match, before))
    if head:
        fits = f"{place.feature_class}.{place.feature_code}".startswith(HEAD_TYPES[head])
        yield Evidence(code="type", weight=_TYPE_FITS if fits else _TYPE_DIFFERS, detail=head)


def stated_country(
    text: str, match: Match, before: Match | None, after: Match | None, place: Place
) -> Iterator[Evidence]:
    """Yield evidence from an adjective of nationality right after the mention, or between a noun of type and it."""
    if place.country_code and place.feature_code[:3] != "PCL":
        for adjective in _adjectives(text, match, before, after):
            fits = place.country_code in {candidate.place.country_code for candidate in adjective.candidates}
            weight = _COUNTRY_WEIGHT if fits else -_COUNTRY_WEIGHT
            yield Evidence(code="country_stated", weight=weight, detail=adjective.mention.surface)


def head_before(text: str, end: int) -> str:
    """Return the folded noun of type that stands right before offset `end`, or an empty string."""
    last = None
    for last in words(text, max(0, end - _LOOK_BACK), end):  # noqa: B007  # only the last word is wanted
        pass
    if last is None or text[last.end : end].strip(" \t\"«“'‘"):
        return ""
    return next((reading.stem for reading in analyses(last.form) if reading.stem in HEAD_TYPES), "")


def _phrase_start(text: str, match: Match, before: Match | None) -> int:
    """Return where the mention begins, with an adjective that stands directly before it: العاصمة [الليبية طرابلس]."""
    if before and before.mention.kind == Kind.DEMONYM and not text[before.mention.end : match.mention.start].strip():
        return before.mention.start
    return match.mention.start


def _adjectives(text: str, match: Match, before: Match | None, after: Match | None) -> Iterator[Match]:
    start = _phrase_start(text, match, before)
    if before and start != match.mention.start and head_before(text, start):
        yield before
    if (
        after
        and after.mention.kind == Kind.DEMONYM
        and fold(after.mention.surface).endswith("يه")  # places are feminine; الليبي after one belongs to another noun
        and after.mention.surface.startswith("ال")
        and text[match.mention.end : after.mention.start].isspace()
    ):
        yield after
