"""Tell disputed borders from others in the base map's topology."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from geomap.render.simplify import Line

EVERYWHERE = (-180.0, -90.0, 180.0, 90.0)

DISPUTED = (
    ("Israel", "Palestine", EVERYWHERE),  # the armistice line of 1949
    ("Israel", "Syria", EVERYWHERE),  # the ceasefire line of 1974: the Golan lies on Israel's side of it
    ("Morocco", "W. Sahara", EVERYWHERE),  # the berm
    ("Somalia", "Somaliland", EVERYWHERE),
    ("Cyprus", "N. Cyprus", EVERYWHERE),  # the buffer zone
    ("Kosovo", "Serbia", EVERYWHERE),
    (
        "India",
        "Pakistan",
        (72.0, 32.5, 81.0, 37.5),
    ),  # the line of control in Jammu and Kashmir, not the border south of it
    ("India", "Siachen Glacier", EVERYWHERE),
    ("Pakistan", "Siachen Glacier", EVERYWHERE),
    ("China", "Siachen Glacier", EVERYWHERE),
    ("China", "India", EVERYWHERE),  # the line of actual control
    ("Russia", "Ukraine", (32.0, 44.0, 37.0, 46.5)),  # Crimea
)
"""Countries by Natural Earth's names, and west, south, east, north in degrees of where no agreement stands behind the
line between them. Other disputes, as over Hala'ib or Abyei, are not told apart at this scale."""

Part = tuple[int, int, int]
"""Number of an arc, and of its first and last point that are meant."""


def _is_within(point: tuple[float, float], box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    return west <= point[0] <= east and south <= point[1] <= north


def _is_disputed(owners: Sequence[str], line: Line) -> list[bool]:
    boxes = [box for *pair, box in DISPUTED if set(pair) == set(owners)]
    return [any(_is_within(start, box) and _is_within(end, box) for box in boxes) for start, end in pairwise(line)]


def split(arcs: Mapping[int, Line], owners: Mapping[int, Sequence[str]]) -> tuple[list[Part], list[Part]]:
    """Part the borders between countries into agreed and disputed ones.

    Args:
        arcs: The lines as they will be drawn, (longitude, latitude) in degrees, by their numbers.
        owners: Natural Earth's names of the countries on the sides of each line; coasts have one.

    Returns:
        The agreed and the disputed parts of lines that have two sides.
    """
    parts: tuple[list[Part], list[Part]] = ([], [])
    for number, line in arcs.items():
        if len(owners[number]) < 2:  # noqa: PLR2004 - a coast
            continue
        flags = _is_disputed(owners[number], line)
        first = 0
        for at in range(1, len(flags) + 1):
            if at == len(flags) or flags[at] != flags[first]:
                parts[flags[first]].append((number, first, at))
                first = at
    return parts
