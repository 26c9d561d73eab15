"""Which countries an article's terms speak of: معتمدية, a division that only Tunisia has; الحوثيون of Yemen."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geomap.arabic import Words
from geomap.gazetteer.hints import terms
from geomap.records import Match


class Term(NamedTuple):
    """An occurrence of a term."""

    surface: str
    countries: tuple[str, ...]
    sentence: int
    """That of the mention before it, or else of the first one."""


def find_terms(text: str, found: Words, matches: Sequence[Match]) -> Iterator[Term]:
    """Yield the terms of a text in their order.

    Args:
        text: an article's.
        found: its words.
        matches: its mentions, at least one, in text order.
    """
    listed = terms()
    starts = [match.mention.start for match in matches]
    for index, form in [(index, form) for index, form in enumerate(found.forms) if form in listed]:
        for rest, countries in listed[form]:
            last = index + len(rest)
            if tuple(found.forms[index + 1 : last + 1]) == rest:
                start = found.starts[index]
                mention = matches[max(0, bisect_right(starts, start) - 1)].mention
                yield Term(text[start : found.ends[last]], countries, mention.sentence)
