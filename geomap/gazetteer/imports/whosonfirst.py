"""Reads places of Who's On First: GeoJSON features with their names by language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geomap.gazetteer.imports.feature_codes import feature_of_placetype
from geomap.gazetteer.imports.json_files import Feature, point
from geomap.gazetteer.imports.rows import LeftOut, Reading, Wanted, arabic_names, is_named_bare, place_row

_USUAL_NAMES = ("name:ara_x_preferred", "name:ara_x_variant")
_OTHER_NAMES = ("name:ara_x_colloquial", "name:ara_x_historical")
_POPULATIONS = ("wof:population", "gn:population")
_ENDS = ("edtf:deprecated", "edtf:superseded", "edtf:cessation")
_OPEN = ("", "u", "uuuu", "..", "open", None)  # what these hold for a place that is still there
_ALTERNATIVE = "-alt-"  # in the names of files that hold a further geometry of a place


def is_place_file(path: Path) -> bool:
    """Tell whether a file of a repository of Who's On First holds a place, not a further geometry of one."""
    return path.suffix == ".geojson" and _ALTERNATIVE not in path.name


@dataclass(frozen=True, slots=True, kw_only=True)
class WhosOnFirst:
    """Reads its features."""

    wanted: Wanted

    def read(self, feature: Feature) -> Reading:
        """Return the place of a feature, or why it is left out.

        Raises:
            ValueError: The feature is malformed.
        """
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict) or "wof:id" not in properties:
            raise ValueError("it is no feature of Who's On First: it has no wof:id")
        mapped = feature_of_placetype(str(properties.get("wof:placetype")))
        if mapped is None:
            return LeftOut.UNKNOWN_KIND
        if _is_obsolete(properties):
            return LeftOut.OBSOLETE
        latin = str(properties.get("wof:name") or "")
        usual, others = _names(properties, _USUAL_NAMES), _names(properties, _OTHER_NAMES)
        population = _population(properties)
        names = arabic_names(usual, others, latin, is_bare=is_named_bare(mapped, population))
        if not names:
            return LeftOut.NO_ARABIC_NAME
        row = place_row(
            place_id=f"wof:{properties['wof:id']}",
            name=latin,
            names=names,
            coordinates=_coordinates(feature, properties),
            feature=mapped,
            country_code=_country(properties),
            population=population,
        )
        return self.wanted.take(row)


def _is_obsolete(properties: Mapping[str, Any]) -> bool:
    has_ended = any(properties.get(name) not in _OPEN for name in _ENDS)
    return has_ended or bool(properties.get("wof:superseded_by")) or properties.get("mz:is_current") == 0


def _names(properties: Mapping[str, Any], wanted: Iterable[str]) -> list[str]:
    values = (properties.get(name) for name in wanted)
    return [str(name) for names in values if isinstance(names, list) for name in names]


def _country(properties: Mapping[str, Any]) -> str:
    """Return the country's code; XS, XX, -1 and the like stand for none."""
    code = str(properties.get("iso:country") or properties.get("wof:country") or "").upper()
    return code if code.isalpha() and (not code.startswith("X") or code == "XK") else ""


def _population(properties: Mapping[str, Any]) -> int:
    values = (properties.get(name) for name in _POPULATIONS)
    return next((int(value) for value in values if isinstance(value, int | float) and 0 < value < float("inf")), 0)


def _coordinates(feature: Feature, properties: Mapping[str, Any]) -> tuple[float, float]:
    """Return latitude and longitude: those made for a label, which lie inside, else a point of the geometry."""
    if "lbl:latitude" in properties and "lbl:longitude" in properties:
        return properties["lbl:latitude"], properties["lbl:longitude"]
    return point(feature.get("geometry"))
