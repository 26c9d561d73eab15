"""Joins each format's items with what reads one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from geomap.arabic import fold
from geomap.errors import GazetteerError
from geomap.gazetteer import tables
from geomap.gazetteer.build import read_rows
from geomap.gazetteer.imports.alternates import Alternates
from geomap.gazetteer.imports.geonames import GeoNames
from geomap.gazetteer.imports.json_files import features
from geomap.gazetteer.imports.licences import Format
from geomap.gazetteer.imports.lines import numbered_lines
from geomap.gazetteer.imports.order import Plan
from geomap.gazetteer.imports.osm import Osm
from geomap.gazetteer.imports.own import Own, rows
from geomap.gazetteer.imports.rows import Item, LeftOut, Reading, Source, Wanted, line
from geomap.gazetteer.imports.whosonfirst import WhosOnFirst
from geomap.gazetteer.tables import PlaceRow
from geomap.gazetteer.user import used_features

_COUNTRIES_STATED = frozenset({Format.GEONAMES, Format.WHOSONFIRST})
_FEATURE = "feature"


def open_source(planned: Plan, data: Path, alternates: Alternates | None) -> Source[Any]:
    """Return what reads the files of an import.

    Args:
        planned: The import.
        data: The folder of shipped files.
        alternates: See `GeoNames`.

    Raises:
        GazetteerError: The format does not go with the countries, or a shipped file is malformed.
    """
    countries = planned.order.countries
    if planned.format not in _COUNTRIES_STATED and len(countries) > 1:
        raise GazetteerError(
            f"{planned.format} need not state countries; import the file of each with its own --country and --name"
        )
    match planned.format:
        case Format.GEONAMES:
            read_line = GeoNames(wanted=_wanted(data, countries), alternates=alternates).read
            return Source(items=numbered_lines, line_of=_liner(read_line, planned.slug))
        case Format.WHOSONFIRST:
            read = WhosOnFirst(wanted=_wanted(data, countries)).read
        case Format.OSM:
            read = Osm(wanted=_wanted(data, countries)).read
        case Format.GEOJSON:
            read = _own(data, countries).read_feature
        case Format.CSV:
            return Source(items=rows, line_of=_liner(_own(data, countries).read_cells, planned.slug))
    return Source(items=features, line_of=_liner(read, planned.slug), unit=_FEATURE)


def _wanted(data: Path, countries: frozenset[str]) -> Wanted:
    words = read_rows(data / "curated" / "common_words.tsv", ("word",))
    return Wanted(countries=countries, common_words=frozenset(fold(word) for (word,) in words))


def _own(data: Path, countries: frozenset[str]) -> Own:
    return Own(used_features=used_features(tables.places(data)), wanted=Wanted(countries=countries))


def _liner(read: Callable[[Item], Reading], slug: str) -> Callable[[Item], bytes | LeftOut | None]:
    def line_of(item: Item) -> bytes | LeftOut | None:
        reading = read(item)
        return line(reading, slug) if isinstance(reading, PlaceRow) else reading

    return line_of
