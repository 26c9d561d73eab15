"""Reads a user's own places from CSV and GeoJSON: the columns and the properties have the same names."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteer import fields
from geomap.gazetteer.coordinates import read_coordinates
from geomap.gazetteer.imports.json_files import Feature, point
from geomap.gazetteer.imports.rows import Reading, Wanted, place_row
from geomap.gazetteer.user import plain_name, read_feature

COLUMNS = (
    "name_ar", "latitude", "longitude", "coordinates", "name", "other_names_ar", "feature_code", "country_code",
    "admin1_code", "population", "id",
)  # fmt: skip
"""Those that are read; others may stand beside them."""
_DEFAULT_FEATURE = "PPL"
_DELIMITERS = "\t;,"
_LEAST_LIKENESS = 0.88  # lattitude for latitude; not name_fr for name_ar
_SURPLUS = ""
_Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Reads rows and features; unlike a public source's, a name that is not Arabic is a mistake to be corrected."""

    used_features: Mapping[str, str]
    """Feature classes by the codes that may be given without one."""
    wanted: Wanted

    def read_cells(self, cells: _Cells) -> Reading:
        """Return the place of a row.

        Raises:
            ValueError: A column does not hold what it should.
        """
        if cells[_SURPLUS]:
            raise ValueError(f"more cells than the header has columns: '{cells[_SURPLUS]}'")
        return self._read(cells, _coordinates(cells))

    def read_feature(self, feature: Feature) -> Reading:
        """Return the place of a GeoJSON feature; errors as for `read_cells`."""
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            raise ValueError("it is no feature with properties")  # noqa: TRY004  # told as what else is wrong with it
        cells = {name: _text(properties.get(name)) for name in COLUMNS}
        return self._read(cells, point(feature.get("geometry")))

    def _read(self, cells: _Cells, coordinates: tuple[float | str, float | str]) -> Reading:
        names = (cells.get("name_ar", ""), *filter(None, cells.get("other_names_ar", "").split("|")))
        row = place_row(
            place_id=cells.get("id", ""),
            name=cells.get("name", ""),
            names=tuple(fields.arabic_name(plain_name(name)) for name in names),
            coordinates=coordinates,
            feature=read_feature(self.used_features, cells.get("feature_code") or _DEFAULT_FEATURE),
            country_code=cells.get("country_code") or self.wanted.only_country,
            admin1_code=cells.get("admin1_code", ""),
            population=fields.population(cells.get("population", "")),
        )
        return self.wanted.take(row)


def _text(value: object) -> str:
    """Return a property as a CSV file would have it; a list of names is parted by vertical bars."""
    if isinstance(value, list):
        return "|".join(map(_text, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _coordinates(cells: _Cells) -> tuple[float | str, float | str]:
    if cells.get("latitude") or cells.get("longitude"):
        return cells.get("latitude", ""), cells.get("longitude", "")
    return read_coordinates(cells.get("coordinates", ""))


def rows(path: Path) -> Iterator[tuple[int, _Cells]]:
    """Yield the rows below a CSV file's header by its columns' names, each with its first line.

    Raises:
        GazetteerError: The file cannot be read as CSV, or its header lacks a column.
    """
    try:
        # What is not UTF-8 is let through as lone surrogates, so that a row with it is refused by itself.
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            header = file.readline()
            delimiter = max(_DELIMITERS, key=header.count)
            reader = csv.reader(file, delimiter=delimiter)
            columns = _columns(path, next(csv.reader([header], delimiter=delimiter), []))
            number = 2
            for cells in reader:
                if any(cells):
                    yield number, _row(columns, cells)
                number = reader.line_num + 2  # the line after the row; the reader has not counted the header
    except csv.Error as error:
        raise GazetteerError(f"{path}:{number}: {error}; close the quotation mark that is open there") from None
    except OSError as error:
        raise GazetteerError(f"{path}: {error.strerror}; choose another file") from None


def _row(columns: Sequence[str], cells: Sequence[str]) -> _Cells:
    """Return the cells by column, under an empty name those for which there is none."""
    surplus = [cell for cell in cells[len(columns) :] if cell]
    return {**dict(zip(columns, map(str.strip, cells), strict=False)), _SURPLUS: " ".join(surplus)}


def _columns(path: Path, header: Sequence[str]) -> Sequence[str]:
    columns = [name.strip().lower() for name in header]
    has_coordinates = "coordinates" in columns or {"latitude", "longitude"} <= set(columns)
    if "name_ar" not in columns or not has_coordinates:
        raise GazetteerError(
            f"{path}:1: the header needs the columns name_ar, and latitude and longitude or coordinates; "
            "save the file as CSV in UTF-8 with them in its first line"
        )
    for name in set(columns) - set(COLUMNS):
        if meant := get_close_matches(name, COLUMNS, n=1, cutoff=_LEAST_LIKENESS):
            raise GazetteerError(
                f"{path}:1: the column '{name}' is not known; rename it, to {meant[0]} if you mean that"
            )
    return columns
