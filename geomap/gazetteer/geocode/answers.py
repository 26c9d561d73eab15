"""Reads what the services answer, each in its own form, into the same record."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from geomap.gazetteer import fields
from geomap.gazetteer.build import ARAB_STATES
from geomap.gazetteer.geocode.cache import Raw
from geomap.gazetteer.geocode.service import Kind
from geomap.gazetteer.imports.feature_codes import feature_of_tags
from geomap.gazetteer.naming import clean

_LONGEST = 300
ARABIC_SCRIPT = re.compile("[\u0600-\u06ff]")
_OSM_TYPES = {"N": "node", "W": "way", "R": "relation"}
_RANKS = {"state_district": "county", "city_district": "borough"}
"""Ranks of the services that are no values of the tag place, and the value that is nearest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One place that a service offers for a name."""

    name: str
    """In Latin letters, or empty."""
    name_ar: str
    """In Arabic, or empty where the service does not say which name is the Arabic one."""
    latitude: float
    """WGS84 degrees, as the next."""
    longitude: float
    feature_class: str
    """As for `Place`, with the code empty where the service's type has no counterpart."""
    feature_code: str
    country_code: str
    id: str
    """`osm:<node|way|relation>-<number>` or `geonames:<number>`."""
    display_name: str
    """As the service words it, with what the place lies in."""
    importance: float | None
    """The service's own figure, by which it ranks; None where it gives none."""


def read_result(kind: Kind, raw: Raw) -> Result:
    """Return a result as the service of this kind gave it.

    Raises:
        AttributeError, KeyError, TypeError, ValueError: it is not of the form that such a service gives.
    """
    return _READERS[kind](raw)


def _nominatim(raw: Raw) -> Result:
    names: Mapping[str, str] = raw.get("namedetails") or {}
    country = _country((raw.get("address") or {}).get("country_code", ""))
    name = _latin(names.get("name:en"), names.get("int_name"), names.get("name"), raw.get("name"))
    feature_class, feature_code = _feature(raw["class"], raw["type"], raw.get("addresstype", ""))
    return Result(
        name=name,
        name_ar=_arabic(name, country, names.get("name:ar"), names.get("name")),
        latitude=fields.degrees(raw["lat"], 90, "latitude"),
        longitude=fields.degrees(raw["lon"], 180, "longitude"),
        feature_class=feature_class,
        feature_code=feature_code,
        country_code=country,
        id=f"osm:{tidy(raw['osm_type'])}-{_number(raw['osm_id'])}" if "osm_id" in raw else "",
        display_name=tidy(raw["display_name"]),
        importance=_figure(raw.get("importance")),
    )


def _geonames(raw: Raw) -> Result:
    country = _country(raw.get("countryCode", ""))
    name = _latin(raw.get("toponymName"), raw.get("name"))
    place = (raw.get("name"), raw.get("adminName1"), raw.get("countryName"))
    return Result(
        name=name,
        name_ar=_arabic(name, country, *_tagged_arabic(raw), raw.get("name")),
        latitude=fields.degrees(raw["lat"], 90, "latitude"),
        longitude=fields.degrees(raw["lng"], 180, "longitude"),
        feature_class=tidy(raw.get("fcl", "")),
        feature_code=tidy(raw.get("fcode", "")),
        country_code=country,
        id=f"geonames:{_number(raw['geonameId'])}",
        display_name=tidy(", ".join(str(part) for part in place if part)),
        importance=_figure(raw.get("score")),
    )


def _photon(raw: Raw) -> Result:
    longitude, latitude = raw["geometry"]["coordinates"]
    of: Mapping[str, Any] = raw["properties"]
    country = _country(of.get("countrycode", ""))
    feature_class, feature_code = _feature(of["osm_key"], of["osm_value"], of.get("type", ""))
    parts = [of.get(part) for part in ("name", "district", "city", "county", "state", "country")]
    return Result(
        name=_latin(of.get("name")),
        name_ar=_arabic("", country, None, of.get("name")),
        latitude=fields.degrees(str(latitude), 90, "latitude"),
        longitude=fields.degrees(str(longitude), 180, "longitude"),
        feature_class=feature_class,
        feature_code=feature_code,
        country_code=country,
        id=f"osm:{_OSM_TYPES[of['osm_type']]}-{_number(of['osm_id'])}",
        display_name=tidy(", ".join(dict.fromkeys(str(part) for part in parts if part))),
        importance=None,
    )


_READERS = {Kind.NOMINATIM: _nominatim, Kind.GEONAMES: _geonames, Kind.PHOTON: _photon}


def _feature(key: str, value: str, rank: str) -> tuple[str, str]:
    """Return the class and code of a tag, or empty texts; a boundary's are those of what it encloses."""
    is_division = (key, value) == ("boundary", "administrative")
    return feature_of_tags({"place": _RANKS.get(rank, rank)} if is_division else {key: value}) or ("", "")


def tidy(text: object) -> str:
    """Return a text fit for a cell: on one line, without invisible signs, and nothing that a spreadsheet would execute.

    Names in these databases are anyone's to write.
    """
    visible = "".join(char for char in str(text) if char.isprintable() or char.isspace())
    return " ".join(visible.split()).lstrip("=+-@ ")[:_LONGEST].rstrip()


def _latin(*names: str | None) -> str:
    """Return the first name that is not in Arabic letters."""
    return next((tidy(name) for name in names if name and not ARABIC_SCRIPT.search(name)), "")


def _arabic(latin: str, country: str, *names: str | None) -> str:
    """Return the first name that is Arabic; the last of them, which has no language, is so in an Arab state alone."""
    *tagged, local = names
    known = (*tagged, local if country in ARAB_STATES else None)
    return next(filter(None, (clean(name, latin) for name in known if name)), "")


def _tagged_arabic(raw: Raw) -> Iterator[str]:
    """Yield GeoNames' names tagged as Arabic, preferred ones first, those of the past or of the street left out."""
    names = [name for name in raw.get("alternateNames", ()) if name.get("lang") == "ar"]
    current = [name for name in names if not (name.get("isHistoric") or name.get("isColloquial"))]
    for name in sorted(current, key=lambda name: not name.get("isPreferredName")):
        yield name["name"]


def _country(text: str) -> str:
    return fields.country_code(text.upper())


def _number(value: object) -> int:
    return int(str(value))


def _figure(value: object) -> float | None:
    return None if value is None else round(float(str(value)), 4)
