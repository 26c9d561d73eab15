"""Reads the gazetteer's TSV files and checks every row: nothing malformed passes beyond this module."""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Never, TypeVar

from geomap.arabic import nisba_forms
from geomap.errors import GazetteerError
from geomap.gazetteer import fields
from geomap.records import Place

PLACE_FILES = ("countries.tsv", "regions.tsv", "divisions.tsv", "cities.tsv", "localities.tsv", "landmarks.tsv")
PLACE_COLUMNS = (
    "id", "name", "name_ar", "other_names_ar", "latitude", "longitude",
    "feature_class", "feature_code", "country_code", "admin1_code", "population", "source",
)  # fmt: skip
DEMONYM_FILE = "demonyms.tsv"
LOCAL_DEMONYM_FILE = "local_demonyms.tsv"
"""Adjectives of cities, regions and peoples without a state; its columns are those of demonyms.tsv."""
DEMONYM_COLUMNS = ("place_id", "nisba", "other_forms", "common_word", "source")
ORGANIZATION_FILE = "organizations.tsv"
ORGANIZATION_COLUMNS = ("name", "other_names", "note")
STATISTICS_FILE = "name_statistics.tsv"
STATISTICS_COLUMNS = ("name", "per_million", "locative", "personal", "inflected")
NAME_NOTE_FILE = "name_notes.tsv"
ALL_FILES = (*PLACE_FILES, DEMONYM_FILE, LOCAL_DEMONYM_FILE, ORGANIZATION_FILE, STATISTICS_FILE, NAME_NOTE_FILE)
"""The shipped files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place with all its Arabic names, the usual one first."""

    place: Place
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonymRow:
    """An adjective or noun of nationality or of origin, with all its inflected forms."""

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

Report = Callable[[GazetteerError], None]
"""What is told of each malformed row; when it returns, the row is left out."""


def refuse(error: GazetteerError) -> Never:
    """Report an error by raising it."""
    raise error


def contents(path: Path) -> bytes:
    """Return a gazetteer file's bytes.

    Raises:
        GazetteerError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise GazetteerError(f"{path}: {error.strerror}; restore the file") from None


def places(folder: Path, report: Report = refuse, files: tuple[str, ...] = PLACE_FILES) -> Iterator[PlaceRow]:
    """Yield the rows of place files, all the shipped ones unless others are named; no id may be there twice.

    Raises:
        GazetteerError: a malformed row, as `file:line: what; what to do`, unless `report` takes it.
    """
    seen: set[str] = set()

    def parse(place_id: str, *cells: str) -> PlaceRow:
        if place_id in seen:
            raise ValueError(f"the id {place_id} is there already, above or in an earlier file")
        row = place_row(place_id, *cells)
        seen.add(place_id)
        return row

    for file in files:
        yield from rows(folder / file, PLACE_COLUMNS, parse, report)


def demonyms(
    folder: Path, place_ids: Container[str], report: Report = refuse, file: str = DEMONYM_FILE
) -> Iterator[DemonymRow]:
    """Yield the adjectives of known places, of nationality unless the other file is named; no ordinary words.

    Raises:
        GazetteerError: as for `places`, or a row's place is none of `place_ids`.
    """

    def parse(place_id: str, *cells: str) -> DemonymRow:
        if place_id not in place_ids:
            raise ValueError(f"no place has the id {place_id}")
        return _demonym_row(place_id, *cells)

    return (row for row in rows(folder / file, DEMONYM_COLUMNS, parse, report) if not row.common_word)


def organizations(folder: Path, report: Report = refuse) -> Iterator[str]:
    """Yield the proper names of organizations that contain a place's name; errors as for `places`."""

    def parse(name: str, others: str, _note: str) -> tuple[str, ...]:
        return _names(name, others)

    for names in rows(folder / ORGANIZATION_FILE, ORGANIZATION_COLUMNS, parse, report):
        yield from names


def statistics(folder: Path, report: Report = refuse) -> Iterator[NameStatistics]:
    """Yield how names are used in running text; errors as for `places`."""
    return rows(folder / STATISTICS_FILE, STATISTICS_COLUMNS, _statistics_row, report)


def rows(path: Path, columns: tuple[str, ...], parse: Callable[..., Row], report: Report = refuse) -> Iterator[Row]:
    """Yield what `parse` makes of the cells of each row; errors as for `places`.

    Args:
        path: a file whose header is `columns`.
        columns: the names of the columns, in order.
        parse: takes one text for each column, and raises a ValueError that says what is wrong.
        report: takes the errors.
    """
    shown = path.name if path.name in ALL_FILES else str(path)  # a user's file is found by its path alone
    for number, line in enumerate(_lines(path, shown, "\t".join(columns), report), start=2):
        cells = line.split("\t")
        try:
            if len(cells) != len(columns):
                raise ValueError(f"{len(cells)} columns, not {len(columns)}")  # noqa: TRY301  # told as the others are
            row = parse(*cells)
        except ValueError as error:
            report(GazetteerError(f"{shown}:{number}: {error}; correct the row"))
        else:
            yield row


def _lines(path: Path, shown: str, header: str, report: Report) -> Iterator[str]:
    """Yield the lines below the header; an imported file is too long to be read at once."""
    start = 0
    try:
        with path.open("rb") as file:
            if (first := file.readline()).removesuffix(b"\n").decode() != header:
                report(GazetteerError(f"{shown}:1: the header is not {header.replace(chr(9), ' ')}; restore it"))
                return
            start = len(first)
            for line in file:
                yield line.removesuffix(b"\n").decode()
                start += len(line)
    except UnicodeDecodeError as error:
        report(GazetteerError(f"{shown}: not UTF-8 at byte {start + error.start}; convert the file"))
    except OSError as error:
        report(GazetteerError(f"{path}: {error.strerror}; restore the file"))


def _names(usual: str, others: str) -> tuple[str, ...]:
    if not usual:
        raise ValueError("the usual name is empty")
    return (usual, *filter(None, others.split("|")))


def place_row(  # noqa: PLR0913, PLR0917  # one parameter per column of the file
    place_id: str, name: str, name_ar: str, others: str, latitude: str, longitude: str,
    feature_class: str, feature_code: str, country: str, admin1: str, population: str, _source: str,
) -> PlaceRow:  # fmt: skip
    """Return what the cells of a place file's row state, or raise a ValueError that says what is wrong with them."""
    names = _names(name_ar, others)
    place = Place(
        id=fields.place_id(place_id),
        name=fields.latin_name(name),
        name_ar=name_ar,
        latitude=fields.degrees(latitude, 90, "latitude"),
        longitude=fields.degrees(longitude, 180, "longitude"),
        feature_class=fields.feature_class(feature_class),
        feature_code=fields.feature_code(feature_code),
        country_code=fields.country_code(country),
        admin1_code=admin1,
        population=fields.population(population),
    )
    if place.latitude == place.longitude == 0:
        raise ValueError("the coordinates are 0, 0, where there is no place")
    return PlaceRow(place=place, names=tuple(map(fields.arabic_name, names)))


def _demonym_row(place_id: str, nisba: str, others: str, common: str, _source: str) -> DemonymRow:
    forms = dict.fromkeys(form for stem in _names(nisba, others) for form in nisba_forms(stem))
    return DemonymRow(place_id=place_id, forms=tuple(forms), common_word=common == "yes")


def _statistics_row(name: str, *figures: str) -> NameStatistics:
    per_million, locative, personal, inflected = map(float, figures)
    return NameStatistics(name=name, per_million=per_million, locative=locative, personal=personal, inflected=inflected)
