"""Reads the gazetteer's TSV files and checks every row: nothing malformed passes beyond this module."""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from geomap.arabic import nisba_forms
from geomap.errors import GazetteerError
from geomap.records import Place

PLACE_FILES = ("countries.tsv", "regions.tsv", "cities.tsv", "landmarks.tsv")
PLACE_COLUMNS = (
    "id", "name", "name_ar", "other_names_ar", "latitude", "longitude",
    "feature_class", "feature_code", "country_code", "admin1_code", "population", "source",
)  # fmt: skip
DEMONYM_FILE = "demonyms.tsv"
DEMONYM_COLUMNS = ("place_id", "nisba", "other_forms", "common_word", "source")
ORGANIZATION_FILE = "organizations.tsv"
ORGANIZATION_COLUMNS = ("name", "other_names", "note")
STATISTICS_FILE = "name_statistics.tsv"
STATISTICS_COLUMNS = ("name", "per_million", "locative", "personal", "inflected")
ALL_FILES = (*PLACE_FILES, DEMONYM_FILE, ORGANIZATION_FILE, STATISTICS_FILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place with all its Arabic names, the usual one first."""

    place: Place
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonymRow:
    """A country's adjective of nationality with all its inflected forms."""

    place_id: str
    forms: tuple[str, ...]
    common_word: bool
    """Whether the form is mostly an ordinary word, as مالي, "financial"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameStatistics:
    """How a name is used in running text, whatever it means there; shares are from 0 to 1."""

    name: str
    """Folded."""
    per_million: float
    """Occurrences per million words."""
    locative: float
    """Share that follows a word of place or direction, such as في or مدينة."""
    personal: float
    """Share that stands beside a person's name or title."""
    inflected: float
    """Share that its inflected forms have of all its forms: with ال put on or taken off, or with a pronoun attached.

    A name has one form; مشهد, a city, is mostly "scene": المشهد، مشهده، مشهدها."""


Row = TypeVar("Row")


def contents(path: Path) -> bytes:
    """Return a gazetteer file's bytes.

    Raises:
        GazetteerError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise GazetteerError(f"{path}: {error.strerror}; restore the file") from None


def places(folder: Path) -> Iterator[PlaceRow]:
    """Yield the rows of all place files.

    Raises:
        GazetteerError: a malformed row, as `file:line: what; what to do`.
    """
    for file in PLACE_FILES:
        yield from _rows(folder / file, PLACE_COLUMNS, _place_row)


def demonyms(folder: Path, place_ids: Container[str]) -> Iterator[DemonymRow]:
    """Yield the nationality adjectives of known places, less those that are mostly ordinary words.

    Raises:
        GazetteerError: as for `places`, or a row's place is none of `place_ids`.
    """

    def parse(place_id: str, *fields: str) -> DemonymRow:
        if place_id not in place_ids:
            raise ValueError(f"no place has the id {place_id}")
        return _demonym_row(place_id, *fields)

    return (row for row in _rows(folder / DEMONYM_FILE, DEMONYM_COLUMNS, parse) if not row.common_word)


def organizations(folder: Path) -> Iterator[str]:
    """Yield the proper names of organizations that contain a place's name; errors as for `places`."""
    for names in _rows(folder / ORGANIZATION_FILE, ORGANIZATION_COLUMNS, lambda name, others, _: _names(name, others)):
        yield from names


def statistics(folder: Path) -> Iterator[NameStatistics]:
    """Yield how names are used in running text; errors as for `places`."""
    return _rows(folder / STATISTICS_FILE, STATISTICS_COLUMNS, _statistics_row)


def _rows(path: Path, columns: tuple[str, ...], parse: Callable[..., Row]) -> Iterator[Row]:
    try:
        lines = contents(path).decode().removesuffix("\n").split("\n")
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{path.name}: not UTF-8 at byte {error.start}; convert the file") from None
    if lines[:1] != ["\t".join(columns)]:
        raise GazetteerError(f"{path.name}:1: the header is not {' '.join(columns)}; restore it")
    for number, line in enumerate(lines[1:], start=2):
        fields = line.split("\t")
        if len(fields) != len(columns):
            raise GazetteerError(f"{path.name}:{number}: {len(fields)} columns, not {len(columns)}; correct the row")
        try:
            yield parse(*fields)
        except ValueError as error:
            raise GazetteerError(f"{path.name}:{number}: {error}; correct the row") from None


def _names(usual: str, others: str) -> tuple[str, ...]:
    if not usual:
        raise ValueError("the usual name is empty")
    return (usual, *filter(None, others.split("|")))


def _place_row(  # noqa: PLR0913, PLR0917  # one parameter per column of the file
    place_id: str, name: str, name_ar: str, others: str, latitude: str, longitude: str,
    feature_class: str, feature_code: str, country: str, admin1: str, population: str, _source: str,
) -> PlaceRow:  # fmt: skip
    place = Place(
        id=place_id,
        name=name,
        name_ar=name_ar,
        latitude=_degrees(latitude, 90, "latitude"),
        longitude=_degrees(longitude, 180, "longitude"),
        feature_class=feature_class,
        feature_code=feature_code,
        country_code=country,
        admin1_code=admin1,
        population=int(population or 0),
    )
    return PlaceRow(place=place, names=_names(name_ar, others))


def _degrees(text: str, limit: int, what: str) -> float:
    value = float(text)
    if not -limit <= value <= limit:
        raise ValueError(f"{what} '{text}' is outside [-{limit}, {limit}]")
    return value


def _demonym_row(place_id: str, nisba: str, others: str, common: str, _source: str) -> DemonymRow:
    forms = dict.fromkeys(form for stem in _names(nisba, others) for form in nisba_forms(stem))
    return DemonymRow(place_id=place_id, forms=tuple(forms), common_word=common == "yes")


def _statistics_row(name: str, *figures: str) -> NameStatistics:
    per_million, locative, personal, inflected = map(float, figures)
    return NameStatistics(name=name, per_million=per_million, locative=locative, personal=personal, inflected=inflected)
