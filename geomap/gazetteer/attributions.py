"""Says whom a map must name for the places that its user took in beside the shipped ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geomap.gazetteer import tables
from geomap.gazetteer.layers import OWN_FILE
from geomap.gazetteer.sources import Source, imported_sources
from geomap.gazetteer.tables import PLACE_COLUMNS

OPENSTREETMAP, GEONAMES = "© OpenStreetMap contributors, ODbL 1.0", "GeoNames, CC BY 4.0"
"""How the `source` of an accepted result of geocoding begins; the service and the place's id follow."""

_SITES = {OPENSTREETMAP: "https://www.openstreetmap.org/copyright", GEONAMES: "https://www.geonames.org"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """What is to be shown wherever a source's data are, such as on a map; what is not stated is empty."""

    text: str
    """Whom to name. Anyone may have written it, as well as what follows."""
    url: str = ""
    licence: str = ""
    """Empty also where the text says it."""
    licence_url: str = ""


def attributions(user: Path) -> tuple[Attribution, ...]:
    """Return the attribution of everything imported, by slug, and of accepted results of geocoding, each once.

    Of the user's own places nothing else is told: where a person knows a place from may be nobody's business.

    Args:
        user: the user's folder, which may be missing.

    Raises:
        GazetteerError: a file is missing or malformed.
    """
    return tuple(dict.fromkeys((*map(_of_import, imported_sources(user)), *_geocoded(user / OWN_FILE))))


def _of_import(source: Source) -> Attribution:
    text = source.attribution or source.title
    is_said = source.licence in text
    return Attribution(
        text=text, url=source.url, licence="" if is_said else source.licence, licence_url=source.licence_url
    )


def _geocoded(places: Path) -> Iterator[Attribution]:
    if places.exists():
        for source in tables.rows(places, PLACE_COLUMNS, lambda *cells: cells[-1]):
            yield from (Attribution(text=owner, url=url) for owner, url in _SITES.items() if source.startswith(owner))
