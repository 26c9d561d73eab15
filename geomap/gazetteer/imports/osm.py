"""Reads places of OpenStreetMap: Overpass JSON, and GeoJSON as Overpass turbo, osmtogeojson and osmium export it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geomap.errors import GazetteerError
from geomap.gazetteer.build import ARAB_STATES
from geomap.gazetteer.imports.feature_codes import feature_of_tags
from geomap.gazetteer.imports.json_files import Feature, point
from geomap.gazetteer.imports.rows import LeftOut, Reading, Wanted, arabic_names, is_named_bare, place_row

_ID = re.compile(r"(node|way|relation|[nwra])/?([1-9]\d*)")
_TYPES = {"n": "node", "w": "way", "r": "relation"}
_COUNTRY_TAGS = ("ISO3166-1:alpha2", "ISO3166-1", "addr:country", "is_in:country_code")
_DIVISION_TAG = "ISO3166-2"
_LATIN_TAGS = ("name:en", "int_name", "name:fr", "name")
_OTHER_TAGS = ("short_name:ar", "alt_name:ar", "official_name:ar", "loc_name:ar", "old_name:ar")
_LATIN = re.compile("[A-Za-z]")
_COUNTRY = re.compile("[A-Za-z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Osm:
    """Reads elements and features alike."""

    wanted: Wanted
    """Its one country is that of each place that does not state its own."""

    def read(self, feature: Feature) -> Reading:
        """Return the place of an element, None for one without tags, or why it is left out.

        Raises:
            ValueError: The element is malformed.
        """
        tags = _tags(feature)
        if not tags:
            return None
        country = _country(tags) or self.wanted.only_country
        mapped = feature_of_tags(tags)
        if mapped is None:
            return LeftOut.UNKNOWN_KIND
        latin = next((tags[tag] for tag in _LATIN_TAGS if _LATIN.search(tags.get(tag, ""))), "")
        population = _people(tags.get("population", ""))
        is_bare = is_named_bare(mapped, population)
        names = arabic_names(_usual_names(tags, country), _other_names(tags), latin, is_bare=is_bare)
        if not names:
            return LeftOut.NO_ARABIC_NAME
        row = place_row(
            place_id=_id(feature),
            name=latin,
            names=names,
            coordinates=_coordinates(feature),
            feature=mapped,
            country_code=country,
            population=population,
        )
        return self.wanted.take(row)


def _tags(feature: Feature) -> Mapping[str, str]:
    """Return the tags, which osmtogeojson without options keeps apart from an element's other properties."""
    if not isinstance(feature, dict):
        raise ValueError("it is no object")  # noqa: TRY004  # told as what else is wrong with it
    stated: Any = feature.get("properties") if "properties" in feature else feature
    tags = stated.get("tags", stated if stated is not feature else {}) if isinstance(stated, dict) else {}
    return {name: value for name, value in tags.items() if isinstance(value, str)} if isinstance(tags, dict) else {}


def _usual_names(tags: Mapping[str, str], country: str) -> list[str]:
    """Return the name tagged as Arabic, and in the Arab world the local one, which may be in any script."""
    return [tags.get("name:ar", ""), tags.get("name", "") if country in ARAB_STATES else ""]


def _other_names(tags: Mapping[str, str]) -> list[str]:
    return [name for tag in _OTHER_TAGS for name in tags.get(tag, "").split(";")]


def _country(tags: Mapping[str, str]) -> str:
    stated = next((tags[tag] for tag in _COUNTRY_TAGS if tag in tags), tags.get(_DIVISION_TAG, "").partition("-")[0])
    return stated.upper() if _COUNTRY.fullmatch(stated) else ""


def _people(text: str) -> int:
    """Return a population, which people enter in many forms; 0 for what is no plain number."""
    digits = re.sub(r"[ ,.'](?=\d{3}\b)", "", text.strip())
    return int(digits) if digits.isascii() and digits.isdecimal() else 0


def _id(feature: Feature) -> str:
    properties = feature.get("properties") or {}
    stated = [properties.get("@id"), feature.get("id")]
    for form in (*stated, *(f"{holder.get('type')}/{holder.get('id')}" for holder in (properties, feature))):
        if found := _ID.fullmatch(str(form)):
            return f"osm:{_element(found[1], int(found[2]))}"
    raise GazetteerError("it has no id such as node/123; export it with ids (osmium export --add-unique-id=type_id)")


def _element(kind: str, number: int) -> str:
    """Return `node-123`; osmium numbers areas, an even one for a way, an odd one for a relation."""
    if kind == "a":
        return f"relation-{number // 2}" if number % 2 else f"way-{number // 2}"
    return f"{_TYPES.get(kind, kind)}-{number}"


def _coordinates(feature: Feature) -> tuple[float, float]:
    """Return latitude and longitude: its own, its center, a point of its geometry, or the middle of its bounds."""
    if "properties" in feature:
        return point(feature.get("geometry"))
    for holder in (feature, feature.get("center")):
        if isinstance(holder, dict) and "lat" in holder and "lon" in holder:
            return holder["lat"], holder["lon"]
    if isinstance(bounds := feature.get("bounds"), dict):
        south, west, north, east = (float(str(bounds.get(side))) for side in ("minlat", "minlon", "maxlat", "maxlon"))
        return (south + north) / 2, (west + east) / 2
    raise GazetteerError("it has no coordinates; end the Overpass query with: out center")
