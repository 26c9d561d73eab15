"""Describes a span in its sentence by the features that the classifier weighs.

A feature is a string `group=value`, for which the model holds a weight.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.arabic import Word, without_pronoun
from geomap.gazetteer import Gazetteer, Role
from geomap.recognize.cues import DIRECTIONS, LOCATIVES, ORGANIZATION_HEADS, PERSON_HEADS, PLACE_HEADS, bare
from geomap.recognize.spans import Span
from geomap.records import Place

_FREQUENCY_STEPS = (0.1, 1, 3, 10, 30, 100, 300, 1000)  # occurrences per million words
_SHARE_STEPS = (0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7)
_POPULATION_STEPS = (1, 10_000, 100_000, 1_000_000)
_CROSSED = ("previous_class=", "particle=", "beside_place=", "next_class=")
"""Groups whose weight depends on how common a word the name is: في before مشهد proves nothing, before تونس much."""
_QUOTES = "\"«»“”„'‘’"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A sentence's words and what is known about them, shared by the features of all its spans."""

    text: str
    words: Sequence[Word]
    names: frozenset[int]
    """Indexes of words at which an unmistakable place name begins or ends."""
    demonyms: frozenset[int]
    person_words: frozenset[str]


def surroundings(span: Span, context: Context) -> dict[str, str]:
    """Return what stands around a span as it is written, by the code of the evidence that it gives."""
    first = context.words[max(0, span.first - 2)].start
    last = context.words[min(len(context.words) - 1, span.last)].end
    return {
        "before": " ".join(context.text[first : span.start].split()) or "…",
        "after": " ".join(context.text[span.end : last].split()) or "…",
    }


def features(span: Span, context: Context, gazetteer: Gazetteer) -> Iterator[str]:
    """Yield the features of one span."""
    yield "bias=1"
    inflected = _step(gazetteer.statistics(span.name).inflected, _SHARE_STEPS)
    yield from _of_name(span, gazetteer)
    for feature in (*_before(span, context), *_after(span, context), *_between(span, context)):
        yield feature
        if feature.startswith(_CROSSED):
            yield f"{feature}/{inflected}"


def _of_name(span: Span, gazetteer: Gazetteer) -> Iterator[str]:
    kind = max((_type(entry.place) for entry in span.entries if entry.place and entry.role == Role.PLACE), default="")
    count = span.last - span.first
    statistics = gazetteer.statistics(span.name)
    if count > 1:
        yield f"name_length={min(count, 3)}"
        yield f"place_type={kind}/{min(count, 3)}"
        yield from _passed("name_use=many/", statistics.locative, _SHARE_STEPS)
        yield from _passed("name_personal=many/", statistics.personal, _SHARE_STEPS)
        return
    yield f"name_length=1/{min(len(span.name), 6)}{'ال' if span.name.startswith('ال') else ''}"
    yield f"particle={span.particle or bool(span.stripped)}"
    yield from _passed("name_frequency", statistics.per_million, _FREQUENCY_STEPS)
    yield from _passed("name_use", statistics.locative, _SHARE_STEPS)
    yield from _passed("name_personal", statistics.personal, _SHARE_STEPS)
    yield from _passed("name_inflected", statistics.inflected, _SHARE_STEPS)
    yield f"name_use={_step(statistics.locative, _SHARE_STEPS)}/{_step(statistics.inflected, _SHARE_STEPS)}"
    yield f"place_type={kind}"
    yield from _passed(f"place_type={kind}/use", statistics.locative, _SHARE_STEPS)
    yield from _passed(f"place_type={kind}/inflected", statistics.inflected, _SHARE_STEPS)


def _passed(group: str, value: float, steps: Sequence[float]) -> Iterator[str]:
    """Yield a feature for each step that the value reaches, so that a weight is learned for the rise at each."""
    joint = "" if "=" in group else "="
    return (f"{group}{joint}>={step}" for step in steps if value >= step)


def _type(place: Place) -> str:
    """Return a place's type; types sort by how sure they are, so that `max` takes the surest reading."""
    if place.is_country or place.feature_code == "CONT":
        return "z_country"
    if place.feature_code == "PPLC":
        return "y_capital"
    if place.feature_class == "P":
        return f"p{_step(place.population, _POPULATION_STEPS)}"
    return f"x_{place.feature_class}"


def _before(span: Span, context: Context) -> Iterator[str]:
    index = span.first - 1
    if index >= 0 and context.words[index].form in {"و", "ف", "ب", "ل", "ك"}:
        index -= 1  # a particle that stands apart from its word
    if index < 0 or context.text[context.words[index].end : span.start].strip("\u0640 ").startswith((".", ":", "\n")):
        yield "previous_word="
        return
    form = context.words[index].form
    yield f"previous_word={form}"
    yield from _classes(form, "previous_class", context)
    if index in context.names:
        yield f"beside_place=before{_joint(context, index, span.first)}"
    if index in context.demonyms:
        yield "previous_class=demonym"
    if index > 0:
        yield f"second_word_before={context.words[index - 1].form}"
    if any(char in _QUOTES for char in context.text[context.words[index].end : span.start]):
        yield f"quoted={_quoted_after(span, context.text)}"


def _after(span: Span, context: Context) -> Iterator[str]:
    if span.last >= len(context.words):
        yield "next_word="
        return
    word = context.words[span.last]
    gap = context.text[span.end : word.start].strip()
    yield f"next_mark={gap[:1]}"
    # what is learned of مسقط رأس holds of مسقط رأسها; a form without a pronoun counts once
    yield from (f"next_word={form}" for form in dict.fromkeys((word.form, without_pronoun(word.form))))
    if not gap:
        yield from _classes(word.form, "next_class", context)
        if span.last in context.demonyms:
            yield "next_class=demonym"
    if span.last in context.names:
        yield f"beside_place=after{_joint(context, span.last - 1, span.last)}"


def _between(span: Span, context: Context) -> Iterator[str]:
    if span.first - 1 in context.names and span.last in context.names:
        yield "beside_place=both"


def _classes(form: str, group: str, context: Context) -> Iterator[str]:
    cue = bare(form)
    for name, members in (
        ("place_head", PLACE_HEADS),
        ("locative", LOCATIVES),
        ("direction", DIRECTIONS),
        ("organization", ORGANIZATION_HEADS),
        ("title", PERSON_HEADS),
    ):
        if cue in members:
            yield f"{group}={name}"
    if form in context.person_words:
        yield f"{group}=person"


def _joint(context: Context, left: int, right: int) -> str:
    """Tell how two neighbouring names are joined: by a conjunction, a mark, or nothing."""
    if context.words[right].form.startswith("و"):
        return "/and"
    gap = context.text[context.words[left].end : context.words[right].start].strip()
    return f"/{gap[:1]}"


def _quoted_after(span: Span, text: str) -> bool:
    return text[span.end : span.end + 1] in _QUOTES


def _step(value: float, steps: Sequence[float]) -> int:
    return sum(value >= step for step in steps)
