"""Scores resolution: how often, and how far, mentions with a known place were placed elsewhere."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import fmean, median

from geopy.distance import geodesic

from geomap.evaluate.records import Box, FoundPlace, GoldMention, GoldPlace, Share, share

NEAR_KM = 161
"""100 miles, the field's bound (Cheng, Caverlee and Lee, "You are where you tweet", CIKM 2010)."""
FURTHEST_KM = 20039
"""Half of the earth's circumference, as Gritta et al. (2018) have it."""
_BOX_MARGIN = 0.05
"""Degrees by which a gold box is widened; the rule of the data that has boxes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """A gold mention with a place, where it was placed, and whether it could have been placed right."""

    gold: GoldMention
    truth: GoldPlace
    found: FoundPlace | None
    reachable: bool
    """Whether the gazetteer has a right candidate under the mention's name."""
    score: float | None = None
    """Probability that the place is right, as the prediction has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """How well mentions with a known place were placed. What was left without a place is not right."""

    mentions: int
    placed: Share
    right_id: Share
    """Of the mentions whose gold place has an id."""
    near: Share
    """Placed near, see `is_near`, of all."""
    near_of_placed: Share
    near_of_reachable: Share
    ceiling: Share
    """Reachable, of all: what a perfect choice among the gazetteer's candidates would place near."""
    country: Share
    """In the right country, of those placed that have a country in the gold."""
    mean_km: float | None
    """Of those placed that have coordinates in the gold, as the next two."""
    median_km: float | None
    auc: float | None


def resolved(placings: Sequence[Placing]) -> Resolved:
    """Score the placing of mentions."""
    placed = [item for item in placings if item.found]
    near = [item for item in placed if is_near(item.truth, item.found)]
    with_country = [item for item in placed if item.truth.country_code]
    distances = [km for item in placed if (km := distance_km(item.truth, item.found)) is not None]
    reachable = sum(item.reachable for item in placings)
    return Resolved(
        mentions=len(placings),
        placed=share(len(placed), len(placings)),
        right_id=share(
            sum(is_same(item.truth, item.found) for item in placed), sum(bool(i.truth.id) for i in placings)
        ),
        near=share(len(near), len(placings)),
        near_of_placed=share(len(near), len(placed)),
        near_of_reachable=share(sum(item.reachable for item in near), reachable),
        ceiling=share(reachable, len(placings)),
        country=share(sum(_in_country(item) for item in with_country), len(with_country)),
        mean_km=fmean(distances) if distances else None,
        median_km=median(distances) if distances else None,
        auc=error_auc(distances),
    )


def _in_country(item: Placing) -> bool:
    return item.found is not None and item.found.country_code == item.truth.country_code


def is_same(truth: GoldPlace, found: FoundPlace | None) -> bool:
    """Tell whether a place has the gold's id."""
    return found is not None and bool(truth.id) and found.id == truth.id


def is_near(truth: GoldPlace, found: FoundPlace | None) -> bool:
    """Tell whether a place is the gold's, within 161 km of it, or inside its box widened by 0.05 degrees.

    Two gazetteers put the middle of a large country further apart than 161 km; the same id is the same place.
    """
    if found is None:
        return False
    distance = distance_km(truth, found)
    return is_same(truth, found) or (distance is not None and distance <= NEAR_KM) or _is_inside(truth.box, found)


def is_right(truth: GoldPlace, found: FoundPlace | None) -> bool:
    """Tell whether a place is the gold's: by its id where both have one, otherwise by being near."""
    return is_same(truth, found) if found and truth.id and found.id else is_near(truth, found)


def _is_inside(box: Box | None, found: FoundPlace) -> bool:
    return (
        box is not None
        and box.south - _BOX_MARGIN <= found.latitude <= box.north + _BOX_MARGIN
        and box.west - _BOX_MARGIN <= found.longitude <= box.east + _BOX_MARGIN
    )


def distance_km(truth: GoldPlace, found: FoundPlace | None) -> float | None:
    """Return the geodesic distance on the WGS84 ellipsoid in kilometers; None without both coordinates."""
    if truth.point is None or found is None:
        return None
    return _kilometers(*truth.point, found.latitude, found.longitude)


@lru_cache(maxsize=1 << 16)
def _kilometers(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    return float(geodesic((latitude, longitude), (other_latitude, other_longitude)).km)


def error_auc(distances_km: Iterable[float]) -> float | None:
    """Return the normalized area under the curve of the sorted log errors: 0 is perfect, 1 the worst possible.

    With errors sorted, each as y = ln(km + 1), it is the area under the polygon through (i, y_i) by the trapezoid rule,
    divided by the (n - 1) · ln(20039) of a tool that is always wrong by half the earth; for a single error, its
    y / ln(20039). The measure is that of Jurgens et al., "Geolocation prediction in Twitter using social networks"
    (ICWSM 2015), in the form of Gritta et al., "What's missing in geographical parsing?" (Language Resources and
    Evaluation 52, 2018). None without errors.
    """
    logs = sorted(math.log(km + 1) for km in distances_km)
    if not logs:
        return None
    if len(logs) == 1:
        logs = logs * 2
    area = math.fsum((low + high) / 2 for low, high in pairwise(logs))
    return area / ((len(logs) - 1) * math.log(FURTHEST_KM))
