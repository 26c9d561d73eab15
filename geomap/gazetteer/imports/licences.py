"""The licences of what is imported, and the note that states them beside the imported file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """What can be imported."""

    GEONAMES = "geonames"
    WHOSONFIRST = "whosonfirst"
    OSM = "osm"
    CSV = "csv"
    GEOJSON = "geojson"


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """Under which licence a source's data may be used, and whom to name."""

    title: str
    """Of the source."""
    url: str = ""
    licence: str = "not stated"
    licence_url: str = ""
    attribution: str = ""


KNOWN: Mapping[Format, Licence] = {
    Format.GEONAMES: Licence(
        title="GeoNames",
        url="https://www.geonames.org",
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        attribution="Contains data from GeoNames (geonames.org), CC BY 4.0; names chosen and cleaned.",
    ),
    Format.WHOSONFIRST: Licence(
        title="Who's On First",
        url="https://whosonfirst.org",
        licence="CC BY 4.0, and the licences of its sources",
        licence_url="https://whosonfirst.org/docs/licenses/",
        attribution="Contains data from Who's On First and its sources (whosonfirst.org/docs/licenses); names cleaned.",
    ),
    Format.OSM: Licence(
        title="OpenStreetMap",
        url="https://www.openstreetmap.org",
        licence="ODbL 1.0",
        licence_url="https://opendatacommons.org/licenses/odbl/1-0/",
        attribution="© OpenStreetMap contributors",
    ),
}
"""Of the public sources; a user states that of a file of their own."""


def note(licence: Licence, *, version: str, imported: str, rows: int) -> str:
    """Return the text of `imports/<slug>.toml`, whose keys are those of SOURCES.toml.

    Args:
        licence: Of the source.
        version: What the files are called, and of when they are.
        imported: Date of the import, ISO 8601.
        rows: Places in the imported file.
    """
    texts = {
        "title": licence.title,
        "url": licence.url,
        "licence": licence.licence,
        "licence_url": licence.licence_url,
        "attribution": licence.attribution,
        "version": version,
        "imported": imported,
    }
    lines = [f"{name} = {_quoted(text)}" for name, text in texts.items()]
    return "\n".join([*lines, f"rows = {rows}", ""])


def _quoted(text: str) -> str:
    """Return a TOML string: JSON's are, but for the characters that TOML does not allow and nobody wants to read."""
    return json.dumps("".join(char for char in text if char.isprintable()), ensure_ascii=False)
