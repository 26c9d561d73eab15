"""Tells a place's name that stands for the place from one inside another proper name, and from an adjective."""

from collections.abc import Iterable

from geomap.gazetteer import Role
from geomap.recognize.cues import CLUB_HEADS, CLUB_TAILS, LOCATIVES, ORGANIZATION_HEADS, PLACE_HEADS, bare
from geomap.recognize.features import Context
from geomap.recognize.spans import Span, is_country
from geomap.records import Kind

_DEFINITE = ("ال", "وال", "بال", "فال", "كال", "لل", "ولل")


def kind_of_place(span: Span, context: Context, organizations: Iterable[Span]) -> Kind:
    """Return the kind of a place's name, given the spans of names of organizations in its sentence."""
    inside = any(other.first <= span.first and span.last <= other.last for other in organizations)
    return Kind.ASSOCIATIVE if inside or _is_headed(span, context) or _is_club(span, context) else Kind.LITERAL


def _is_headed(span: Span, context: Context) -> bool:
    return _word_before(span, context) in ORGANIZATION_HEADS


def _is_club(span: Span, context: Context) -> bool:
    """Tell whether a settlement's name follows or precedes a word of clubs' names: شبيبة القيروان, مانشستر سيتي."""
    if not any(entry.place and entry.place.feature_class == "P" for entry in span.entries) or is_country(span.entries):
        return False
    after = context.words[span.last] if span.last < len(context.words) else None
    followed = after is not None and after.form in CLUB_TAILS and context.text[span.end : after.start].isspace()
    return followed or _word_before(span, context) in CLUB_HEADS


def _word_before(span: Span, context: Context) -> str:
    """Return the word before a span to which no particle is attached, without its own particles."""
    return bare(context.words[span.first - 1].form) if span.first and not span.stripped else ""


def is_demonym(span: Span, context: Context) -> bool:
    """Tell whether a span is an adjective or noun of nationality here."""
    if not span.has(Role.DEMONYM) or _is_surname(span, context):
        return False
    return not is_country(span.entries) or _is_adjective(span, context)


def _is_adjective(span: Span, context: Context) -> bool:
    """Tell whether a country's name that is also its feminine adjective, السعودية or سورية, describes the noun before.

    An adjective agrees with its noun: القوات السعودية, طائرات سورية; after a preposition or a verb stands the country.
    """
    if not span.name.endswith("يه") or span.stripped or not span.first:
        return False
    noun = context.words[span.first - 1]
    cue = bare(noun.form)
    if context.text[noun.end : span.start].strip() or cue in LOCATIVES:
        return False
    if span.name.startswith("ال"):
        return noun.form.startswith(_DEFINITE) or span.first - 1 in context.names
    return noun.form.endswith(("ه", "ات")) and not noun.form.startswith(_DEFINITE) and cue not in PLACE_HEADS


def _is_surname(span: Span, context: Context) -> bool:
    """Tell whether a nisba ends a person's name, as in محسن التونسي; given names rarely bear ال."""
    before = context.words[span.first - 1].form if span.first else ""
    return not span.stripped and before in context.person_words and not before.startswith("ال")
