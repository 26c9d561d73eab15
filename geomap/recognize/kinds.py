"""Tells a place's name that stands for the place from one inside another proper name, and from an adjective."""

from collections.abc import Sequence

from geomap.arabic import Word
from geomap.gazetteer import Role
from geomap.recognize.cues import CLUB_HEADS, CLUB_TAILS, LOCATIVES, ORGANIZATION_HEADS, PLACE_HEADS, bare
from geomap.recognize.spans import Span, is_country

_DEFINITE = ("ال", "وال", "بال", "فال", "كال", "لل", "ولل")


def is_associative(span: Span, words: Sequence[Word], text: str) -> bool:
    """Tell whether a place's name follows the head of an organization's name, or belongs to a club's."""
    return _word_before(span, words) in ORGANIZATION_HEADS or _is_club(span, words, text)


def _is_club(span: Span, words: Sequence[Word], text: str) -> bool:
    """Tell whether a settlement's name follows or precedes a word of clubs' names: شبيبة القيروان, مانشستر سيتي."""
    if not any(entry.place and entry.place.feature_class == "P" for entry in span.entries) or is_country(span.entries):
        return False
    after = words[span.last] if span.last < len(words) else None
    followed = after is not None and after.form in CLUB_TAILS and text[span.end : after.start].isspace()
    return followed or _word_before(span, words) in CLUB_HEADS


def _word_before(span: Span, words: Sequence[Word]) -> str:
    """Return the word before a span to which no particle is attached, without its own particles."""
    return bare(words[span.first - 1].form) if span.first and not span.stripped else ""


def is_surname(span: Span, words: Sequence[Word], person_words: frozenset[str]) -> bool:
    """Tell whether a nisba ends a person's name, as in محسن التونسي; given names rarely bear ال."""
    before = words[span.first - 1].form if span.first else ""
    return not span.stripped and before in person_words and not before.startswith("ال")


def is_adjective(span: Span, words: Sequence[Word], text: str) -> bool:
    """Tell whether a demonym describes the noun before it, if it may also be a country's name: السعودية, سورية.

    An adjective agrees with its noun: القوات السعودية, طائرات سورية; after a preposition or a verb stands the country.
    """
    if not is_country(span.entries):
        return span.has(Role.DEMONYM)
    if not span.name.endswith("يه") or span.stripped or not span.first:
        return False
    noun = words[span.first - 1]
    cue = bare(noun.form)
    if text[noun.end : span.start].strip() or cue in LOCATIVES:
        return False
    if span.name.startswith("ال"):
        return noun.form.startswith(_DEFINITE)
    return noun.form.endswith(("ه", "ات")) and not noun.form.startswith(_DEFINITE) and cue not in PLACE_HEADS
