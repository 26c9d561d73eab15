"""What the fields of a place's row may hold: each function returns the value, or says in a ValueError what is wrong."""

import re

FEATURE_CLASSES = frozenset("AHLPRSTUV")
"""GeoNames' classes."""

_ID = re.compile("(?:geonames:|wof:|osm:(?:node|way|relation)-)[1-9][0-9]*|geomap:[a-z0-9]+(?:-[a-z0-9]+)*")
_FEATURE_CODE = re.compile("[A-Z]{2,5}|[A-Z]{2,4}[1-5]")
_COUNTRY_CODE = re.compile("(?:[A-Z]{2})?")
_LETTERS = "ء-غف-ي"  # without tatweel, which lies between غ and ف, and without the letters that only others use
_ARABIC_NAME = re.compile(rf"(?=.*[{_LETTERS}]{{2}})[{_LETTERS}\d]+(?:(?: - |[ -])[{_LETTERS}\d]+)*")
_FOREIGN = re.compile(rf"[^{_LETTERS}\d -]")


def place_id(text: str) -> str:
    """Return an id of the form that `Place.id` states."""
    if not _ID.fullmatch(text):
        raise ValueError(
            f"the id '{text}' is neither geonames:<number>, osm:<node|way|relation>-<number>, wof:<number> "
            "nor geomap:<slug>"
        )
    return text


def arabic_name(text: str) -> str:
    """Return a name of Arabic letters and digits, its words parted by one space or a hyphen."""
    if not text:
        raise ValueError("the usual name is empty")
    if foreign := _FOREIGN.search(text):
        raise ValueError(f"the name '{text}' has {_shown(foreign.group())}, which is no Arabic letter")
    if not _ARABIC_NAME.fullmatch(text):
        raise ValueError(f"the name '{text}' is not made of Arabic words with one space between them")
    return text


def _shown(char: str) -> str:
    return f"'{char}'" if char.isprintable() else f"the character U+{ord(char):04X}"


def latin_name(text: str) -> str:
    """Return a name that is not empty and has no spaces around it."""
    if not text or text.strip() != text or not text.isprintable():
        raise ValueError(f"the name {text!r} in Latin letters is empty, or has spaces around it or control characters")
    return text


def degrees(text: str, limit: int, what: str) -> float:
    """Return a coordinate in degrees, from -limit to limit."""
    value = float(text)
    if not -limit <= value <= limit:
        raise ValueError(f"{what} '{text}' is outside [-{limit}, {limit}]")
    return value


def feature_class(text: str) -> str:
    """Return a feature class of GeoNames."""
    if text not in FEATURE_CLASSES:
        raise ValueError(f"the feature class '{text}' is none of {' '.join(sorted(FEATURE_CLASSES))}")
    return text


def feature_code(text: str) -> str:
    """Return what has the form of a feature code of GeoNames."""
    if not _FEATURE_CODE.fullmatch(text):
        raise ValueError(f"the feature code '{text}' is not two to five capital letters such as PPL or ADM1")
    return text


def country_code(text: str) -> str:
    """Return what has the form of an ISO 3166-1 alpha-2 code, or an empty text."""
    if not _COUNTRY_CODE.fullmatch(text):
        raise ValueError(f"the country code '{text}' is not two capital letters")
    return text


def population(text: str) -> int:
    """Return a number of people; an empty text is 0."""
    people = int(text or 0)
    if people < 0:
        raise ValueError(f"the population '{text}' is below 0")
    return people
