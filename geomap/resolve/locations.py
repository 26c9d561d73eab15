"""Where mentions lie that are not simply at their places' points, once the places of an article are chosen."""

from collections.abc import Sequence
from dataclasses import replace

from geomap.records import Evidence, Kind, Location, Resolution
from geomap.resolve.border import on_borders
from geomap.resolve.relative import relative_location
from geomap.resolve.within import with_containers


def with_locations(text: str, resolutions: Sequence[Resolution]) -> tuple[Resolution, ...]:
    """Return the resolutions of an article, with their locations where the text tells any.

    Args:
        text: the article's.
        resolutions: of all its mentions, in text order.
    """
    borders = dict(on_borders(text, resolutions))
    located = []
    start = 0  # where the text before a mention begins: at the end of the place named before it
    for index, found in enumerate(resolutions):
        location = borders.get(index) or relative_location(text, found, start)
        located.append(_at(found, location) if location else found)
        if found.mention.kind == Kind.LITERAL:
            start = found.mention.end
    return with_containers(text, located)


def _at(found: Resolution, location: Location) -> Resolution:
    reason = Evidence(code=location.relation, detail=location.name_ar)
    return replace(found, location=location, evidence=(*found.evidence, reason))
