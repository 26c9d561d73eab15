"""Of which countries speaks what names none: rivers and regions that several share, and terms that few have.

معتمدية is a division of Tunisia alone, the Euphrates flows through three countries.
"""

from functools import cache
from typing import NamedTuple

from geomap.arabic import fold, with_particles
from geomap.gazetteer import fields
from geomap.gazetteer.locate import data_folder
from geomap.gazetteer.tables import rows

SHARED_FILE = "shared.tsv"
SHARED_COLUMNS = ("place_id", "country_codes")
TERM_FILE = "terms.tsv"
TERM_COLUMNS = ("terms", "country_codes", "note")


def sharing(place_id: str) -> tuple[str, ...]:
    """Return the codes of the countries that share a place which is no single one's; none where that is not known."""
    return _shared().get(place_id, ())


class Term(NamedTuple):
    """A term without its first word."""

    rest: tuple[str, ...]
    """Its further words, folded."""
    country_codes: tuple[str, ...]


@cache
def terms() -> dict[str, list[Term]]:
    """Return the terms by their first word, folded, as it is and with each particle that may be attached to it."""
    found: dict[str, list[Term]] = {}
    for written, codes in rows(data_folder() / TERM_FILE, TERM_COLUMNS, _term_row):
        for first, *rest in written:
            for form in with_particles(first):
                found.setdefault(form, []).append(Term(tuple(rest), codes))
    return found


@cache
def _shared() -> dict[str, tuple[str, ...]]:
    return dict(rows(data_folder() / SHARED_FILE, SHARED_COLUMNS, _shared_row))


def _shared_row(place_id: str, codes: str) -> tuple[str, tuple[str, ...]]:
    return fields.place_id(place_id), _codes(codes)


def _term_row(written: str, codes: str, _note: str) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    return [tuple(fold(fields.arabic_name(term)).split()) for term in written.split("|")], _codes(codes)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(fields.country_code(code) for code in text.split("|"))
