"""Which countries an article's terms speak of: معتمدية, a division that only Tunisia has; الحوثيون of Yemen."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from geomap.arabic import words
from geomap.gazetteer.hints import terms
from geomap.resolve.passages import Passage

_FURTHER = 40  # characters that hold the further words of a term


class Term(NamedTuple):
    """An occurrence of a term."""

    surface: str
    countries: tuple[str, ...]
    sentence: int
    """That of the mention before it, or else of the first one."""


def find_terms(text: str, passages: Iterable[Passage]) -> Iterator[Term]:
    """Yield the terms of a text in their order.

    Args:
        text: an article's.
        passages: what it is cut into.
    """
    listed = terms()
    for passage in passages:
        if listed.keys().isdisjoint(passage.forms) or not _may_hold(passage.forms):
            continue  # as most passages
        found = words(text, passage.start, min(len(text), passage.end + _FURTHER))
        for index, form in [(index, form) for index, form in enumerate(found.forms) if form in listed]:
            for rest, countries in listed[form]:
                last = index + len(rest)
                if found.starts[index] < passage.end and tuple(found.forms[index + 1 : last + 1]) == rest:
                    yield Term(text[found.starts[index] : found.ends[last]], countries, passage.sentence)


def _may_hold(forms: Sequence[str]) -> bool:
    """Tell whether a passage holds a term, or ends amid what may be one."""
    listed = terms()
    return any(
        tuple(forms[index + 1 : index + 1 + len(rest)]) == rest[: len(forms) - index - 1]
        for index, form in enumerate(forms)
        if form in listed
        for rest, _ in listed[form]
    )
