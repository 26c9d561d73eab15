"""Places given relative to another: at a distance from it, or a part of it. The other is the location's anchor."""

import math

from geopy.distance import geodesic

from geomap.gazetteer.extents import CENTER, SIDES, Extent, part_of_country, radius_km
from geomap.records import Kind, Location, Place, Relation, Resolution
from geomap.resolve.directions import (
    ARABIC,
    AROUND,
    COUNTRYSIDE,
    ENGLISH,
    Direction,
    Offset,
    distance_before,
    folded,
    may_tell,
    offset_beside,
    part_before,
    side_of_countryside,
)

_LOOK_BACK = 90  # characters: a distance, a direction and a noun of type
_LOOK_AHEAD = 40
_FARTHEST_KM = 1000
_HAVE_PARTS = frozenset("AP")
"""Feature classes. شمال البحر الأحمر, غرب المطار: waters and roads are no discs, buildings have no outskirts."""
_SECTOR_MIDDLE, _SECTOR_RADIUS = 0.5, 0.75
"""Shares of a disc's radius: the circle that holds a quarter of the disc, and where on the way out its middle lies."""
_SURROUNDINGS = 2.0
"""Times a town's radius: شمال حلب may be its northern quarters or the villages before them."""
_COUNTRYSIDE_KM = 25.0  # as far as a district reaches, see extents.py
_NAMES = {CENTER: ("middle of {}", "وسط {}"), AROUND: ("surroundings of {}", "محيط {}")}
_NAMES[COUNTRYSIDE] = ("countryside of {}", "ريف {}")
_NAMES |= {side: (f"{ENGLISH[side]}ern {{}}", f"{ARABIC[side]} {{}}") for side in SIDES}
_LIES = frozenset({"", "الواقعه", "الواقع", "تقع", "يقع", "وتقع", "ويقع"})
_MARKS = " ،,()-"


def relative_location(text: str, found: Resolution, start: int) -> Location | None:
    """Return the location that the words around a mention tell, if they do.

    Args:
        text: the article's.
        found: the resolution.
        start: the end of the literal mention before it, or of nothing, 0.
    """
    mention, place = found.mention, found.place
    if place is None or mention.kind != Kind.LITERAL:
        return None
    before = text[max(start, mention.start - _LOOK_BACK) : mention.start]
    if not may_tell(before):
        return None
    before = folded(before)
    after = folded(text[mention.end : mention.end + _LOOK_AHEAD])
    offset = None if place.is_area else offset_beside(before, after)
    if offset and 0 < offset.kilometers <= _FARTHEST_KM:
        return at_offset(place, offset)
    follows = 0 < start >= mention.start - _LOOK_BACK
    return _stated_ring(place, before, follows=follows) or _stated_part(place, before, after, follows=follows)


def _stated_ring(place: Place, before: str, *, follows: bool) -> Location | None:
    """Return the surroundings in which a distance in no direction lies, unless it is that of the place before."""
    kilometers, at = distance_before(before) or (0.0, 0)
    is_description = follows and before[:at].strip(_MARKS) in _LIES
    is_told = 0 < kilometers <= _FARTHEST_KM and not (place.is_area or is_description)
    return around(place, kilometers) if is_told else None


def _stated_part(place: Place, before: str, after: str, *, follows: bool) -> Location | None:
    """Return the part that is named, unless the words tell where the place before them lies: الزاوية غرب طرابلس."""
    if side := side_of_countryside(before, after):
        return part_of(place, side)
    if place.feature_class not in _HAVE_PARTS:
        return None
    part, at = part_before(before) or ("", 0)
    is_description = follows and before[:at].strip(_MARKS) in _LIES
    return part_of(place, part) if part and (place.is_area or not is_description) else None


def at_offset(place: Place, offset: Offset) -> Location:
    """Return the point at a distance and direction from a place's point.

    Its uncertainty is that of the direction, the chord across the angle by which it may be off, and the place's size,
    for the distance may be counted from its edge: the sum is the largest error (Wieczorek, Guo and Hijmans 2004).
    """
    side, distance = offset.direction, offset.kilometers
    stated = f"{round(distance, 1):g}"
    point = geodesic(kilometers=distance).destination((place.latitude, place.longitude), side.bearing)
    chord = 2 * distance * math.sin(math.radians(side.spread) / 2)
    return Location(
        id=f"{Relation.OFFSET}:{place.id}:{stated}km-{side.side}",
        name=f"{stated} km {ENGLISH[side.side]} of {place.name}",
        name_ar=f"{stated} كم {ARABIC[side.side]} {place.name_ar}",
        latitude=round(point.latitude, 5),
        longitude=round(point.longitude, 5),
        uncertainty_km=round(chord + radius_km(place), 1),
        relation=Relation.OFFSET,
        anchors=(place,),
    )


def around(place: Place, kilometers: float) -> Location:
    """Return the circle about a place on whose rim something lies: the distance is stated, the direction is not."""
    stated = f"{round(kilometers, 1):g}"
    return Location(
        id=f"{Relation.OFFSET}:{place.id}:{stated}km",
        name=f"{stated} km from {place.name}",
        name_ar=f"{stated} كم من {place.name_ar}",
        latitude=place.latitude,
        longitude=place.longitude,
        uncertainty_km=round(kilometers + radius_km(place), 1),
        relation=Relation.OFFSET,
        anchors=(place,),
    )


def part_of(place: Place, part: str) -> Location | None:
    """Return a part of a place: that of a country as its outline has it, that of another place as a disc's.

    Args:
        place: a country, division or settlement.
        part: one of the `SIDES`, `CENTER`, `AROUND` or `COUNTRYSIDE`. None is returned for the last two of a country,
            and for those countries whose outline is not known.
    """
    circle = part_of_country(place, part) if place.is_country else _part_of_disc(place, part)
    if circle is None:
        return None
    return Location(
        id=f"{Relation.PART}:{place.id}:{part}",
        name=_NAMES[part][0].format(place.name),
        name_ar=_NAMES[part][1].format(place.name_ar),
        latitude=circle.latitude,
        longitude=circle.longitude,
        uncertainty_km=circle.radius_km,
        relation=Relation.PART,
        anchors=(place,),
    )


def _part_of_disc(place: Place, part: str) -> Extent:
    radius, away = radius_km(place), 0.0
    if part == CENTER:
        radius /= 2
    elif not place.is_area:
        radius *= _SURROUNDINGS
    if part == COUNTRYSIDE:
        radius = max(radius, _COUNTRYSIDE_KM)
    if part in SIDES:
        radius, away = _SECTOR_RADIUS * radius, _SECTOR_MIDDLE * radius
    bearing = Direction(side=part).bearing if away else 0
    point = geodesic(kilometers=away).destination((place.latitude, place.longitude), bearing)
    return Extent(latitude=round(point.latitude, 5), longitude=round(point.longitude, 5), radius_km=round(radius, 1))
