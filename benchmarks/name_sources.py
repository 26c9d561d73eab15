"""Reads Arabic names of places from packages that do not take them from GeoNames' list of cities."""

import gettext
import json
import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from babel import Locale
from babel.core import get_global

_ARTICLE = re.compile(r"^(?:[ae][ltdnrsz]h?|l[ae])[ '\N{RIGHT SINGLE QUOTATION MARK}-]+(?=\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A place as a source names it."""

    country_code: str
    """ISO 3166-1 alpha-2."""
    name: str
    """In Latin letters."""
    name_ar: str
    admin1_code: str = ""
    """GeoNames' code of a division of the first level; empty for a town."""
    point: tuple[float, float] | None = None
    """Latitude and longitude, in degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A package with Arabic names."""

    title: str
    files: tuple[str, ...]
    """The ends of the paths of the files to read."""
    obtain: str
    read: Callable[..., Iterator[Reference]]
    """Takes the paths of the files, in order."""


def latin_key(name: str) -> str:
    """Return a romanized name in plain lower-case letters, without its article."""
    letters = "".join(char for char in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(char))
    return re.sub("[^a-z0-9]", "", _ARTICLE.sub("", letters))


def _once(references: list[Reference]) -> Iterator[Reference]:
    """Yield the references whose romanized name no other of the country has: a name alone cannot tell namesakes."""
    counts = Counter((each.country_code, latin_key(each.name)) for each in references)
    return (each for each in references if counts[each.country_code, latin_key(each.name)] == 1)


def _catalog(path: Path) -> gettext.GNUTranslations:
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


def _kstars(cities: Path, catalog: Path) -> Iterator[Reference]:
    codes = {name: code for code, name in Locale("en").territories.items()}
    codes |= {"USA": "US", "Turkey": "TR", "Ivory coast": "CI", "Bénin": "BJ", "Western sahara": "EH", "Myanmar": "MM"}
    translations = _catalog(catalog)
    rows = sqlite3.connect(f"file:{cities}?mode=ro", uri=True).execute(
        "SELECT Name, Province, Country, Latitude, Longitude FROM city"
    )
    for name, province, country, latitude, longitude in rows:
        context = f"City in {province} {country}" if province else f"City in {country}"
        name_ar = translations.pgettext(context, name)
        if name_ar != name and country in codes:
            yield Reference(
                country_code=codes[country], name=name, name_ar=name_ar, point=(_degrees(latitude), _degrees(longitude))
            )


def _degrees(sexagesimal: str) -> float:
    parts = zip(re.findall(r"\d+", sexagesimal), (1, 60, 3600), strict=False)  # some rows have no seconds
    return sum(float(part) / unit for part, unit in parts) * (-1 if "-" in sexagesimal else 1)


def _libgweather(locations: Path, catalog: Path) -> Iterator[Reference]:
    translations = _catalog(catalog)
    for country in ET.parse(locations).iter("country"):  # noqa: S314  # of a package the maintainer chose
        for city in country.iter("city"):
            label, coordinates = city.find("_name"), city.findtext("coordinates", "")
            name, context = (label.text or "", label.get("msgctxt")) if label is not None else ("", None)
            name_ar = translations.pgettext(context, name) if context else translations.gettext(name)
            if name_ar != name and coordinates:
                latitude, longitude = map(float, coordinates.split())
                code = country.findtext("iso-code", "")
                yield Reference(country_code=code, name=name, name_ar=name_ar, point=(latitude, longitude))


def _time_zones() -> Iterator[Reference]:
    zones, territories = Locale("ar").time_zones, get_global("zone_territories")
    for zone, names in zones.items():
        if "city" in names and zone in territories:
            name = zone.rpartition("/")[2].replace("_", " ")
            yield Reference(country_code=territories[zone], name=name, name_ar=names["city"])


def _communes(path: Path) -> Iterator[Reference]:
    communes = json.loads(path.read_text("utf-8"))["communes"]
    return _once([Reference(country_code="DZ", name=row["nom_fr"], name_ar=row["nom_ar"]) for row in communes])


def _baladiyat(path: Path) -> Iterator[Reference]:
    rows = (
        row
        for wilaya in json.loads(path.read_text("utf-8"))
        for daira in wilaya["dairats"]
        for row in daira.get("baladyiats", ())
    )
    return _once([Reference(country_code="DZ", name=row["name"], name_ar=row["name_ar"]) for row in rows])


def _regions(path: Path) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield country, ISO code, GeoNames' code and names of each division."""
    for country, entry in json.loads(path.read_text("utf-8")).items():
        for region in entry.get("regions", ()):
            if region.get("fips"):
                yield country, region["iso"], region["fips"], region["names"] | {"en": region["name"]}


def _iso_regions(path: Path) -> Iterator[Reference]:
    for country, _iso, code, names in _regions(path):
        if "ar" in names:
            yield Reference(country_code=country, name=names["en"], name_ar=names["ar"], admin1_code=code)


def _cldr(subdivisions: Path, regions: Path) -> Iterator[Reference]:
    tree = ET.parse(subdivisions)  # noqa: S314  # of a package the maintainer chose
    arabic = {element.get("type", ""): element.text or "" for element in tree.iter("subdivision")}
    for country, iso, code, names in _regions(regions):
        name_ar = arabic.get(f"{country}{iso}".lower())
        if name_ar:
            yield Reference(country_code=country, name=names["en"], name_ar=name_ar, admin1_code=code)


SOURCES = (
    Source(
        title="communes of Algeria, algeria-wilayas-communes",
        files=("data/communes.json",),
        obtain="pip download --no-deps algeria-wilayas-communes",
        read=_communes,
    ),
    Source(
        title="communes of Algeria, @dzcode-io/leblad",
        files=("data/WilayaList.json",),
        obtain="npm pack @dzcode-io/leblad",
        read=_baladiyat,
    ),
    Source(
        title="cities of KStars",
        files=("kstars/citydb.sqlite", "ar/LC_MESSAGES/kstars.mo"),
        obtain="apt-get download kstars-data",
        read=_kstars,
    ),
    Source(
        title="cities of libgweather",
        files=("libgweather-4/Locations.xml", "ar/LC_MESSAGES/libgweather-4.0-locations.mo"),
        obtain="apt-get download libgweather-4-common",
        read=_libgweather,
    ),
    Source(title="cities of CLDR's time zones", files=(), obtain="", read=_time_zones),
    Source(
        title="divisions of CLDR",
        files=("subdivisions/ar.xml", "data/iso3166-2.json"),
        obtain="apt-get download unicode-cldr-core; npm pack iso3166-2-db",
        read=_cldr,
    ),
    Source(
        title="divisions of iso3166-2-db",
        files=("data/iso3166-2.json",),
        obtain="npm pack iso3166-2-db",
        read=_iso_regions,
    ),
)
