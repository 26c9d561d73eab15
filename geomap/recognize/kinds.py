"""Tells a place's name that stands for the place from one inside another proper name, and from an adjective."""

from geomap.arabic import Words
from geomap.gazetteer import Role
from geomap.recognize.cues import CLUB_HEADS, CLUB_TAILS, LOCATIVES, ORGANIZATION_HEADS, PLACE_HEADS, bare
from geomap.recognize.spans import Span

_DEFINITE = ("ال", "وال", "بال", "فال", "كال", "لل", "ولل")


def is_associative(span: Span, words: Words, text: str) -> bool:
    """Tell whether a place's name follows the head of an organization's name, or belongs to a club's."""
    before = _word_before(span, words)
    return before in ORGANIZATION_HEADS or _is_club(span, words, text, before)


def _is_club(span: Span, words: Words, text: str, before: str) -> bool:
    """Tell whether a settlement's name follows or precedes a word of clubs' names: شبيبة القيروان, مانشستر سيتي."""
    if span.meanings.is_country or not span.meanings.is_settlement:
        return False
    after = span.last < len(words.forms) and words.forms[span.last] in CLUB_TAILS
    return before in CLUB_HEADS or (after and text[span.end : words.starts[span.last]].isspace())


def _word_before(span: Span, words: Words) -> str:
    """Return the word before a span to which no particle is attached, without its own particles."""
    return bare(words.forms[span.first - 1]) if span.first and not span.stripped else ""


def is_surname(span: Span, words: Words, person_words: frozenset[str]) -> bool:
    """Tell whether a nisba ends a person's name, as in محسن التونسي; given names rarely bear ال."""
    before = words.forms[span.first - 1] if span.first else ""
    return not span.stripped and before in person_words and not before.startswith("ال")


def is_adjective(span: Span, words: Words, text: str) -> bool:
    """Tell whether a demonym describes the noun before it, if it may also be a country's name: السعودية, سورية.

    An adjective agrees with its noun: القوات السعودية, طائرات سورية; after a preposition or a verb stands the country.
    """
    if not span.meanings.is_country:
        return Role.DEMONYM in span.meanings.roles
    if not span.name.endswith("يه") or span.stripped or not span.first:
        return False
    noun = words.forms[span.first - 1]
    cue = bare(noun)
    if text[words.ends[span.first - 1] : span.start].strip() or cue in LOCATIVES:
        return False
    if span.name.startswith("ال"):
        return noun.startswith(_DEFINITE)
    return noun.endswith(("ه", "ات")) and not noun.startswith(_DEFINITE) and cue not in PLACE_HEADS
