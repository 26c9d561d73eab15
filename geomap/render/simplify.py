"""Plane geometry for the base map: thinning lines and finding room for a name."""

import math
from itertools import pairwise

Point = tuple[float, float]
Line = list[Point]

HIGHEST = 85.05
"""Latitude in degrees at which the web's Mercator projection ends."""


def mercator(point: Point) -> Point:
    """Project (longitude, latitude) in degrees so that one unit is one degree at the equator."""
    latitude = math.radians(max(-HIGHEST, min(HIGHEST, point[1])))
    return point[0], math.degrees(math.asinh(math.tan(latitude)))


def latitude_of(y: float) -> float:
    """Undo the vertical part of `mercator`."""
    return math.degrees(math.atan(math.sinh(math.radians(y))))


def offset(point: Point, start: Point, end: Point) -> float:
    """Distance of a point from the segment between start and end, in their unit."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length if length else 0.0
    along = max(0.0, min(1.0, along))
    return math.hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)


def thin(line: Line, tolerance: float) -> Line:
    """Drop points by Douglas and Peucker's method, measured on the projected map so that the poles do not count more.

    A closed line keeps its farthest point and so never collapses into a single one.
    """
    flat = [mercator(point) for point in line]
    kept = {0, len(line) - 1}
    if line[0] == line[-1]:
        kept.add(max(range(len(line)), key=lambda i: math.dist(flat[i], flat[0])))
    ends = sorted(kept)
    parts = list(pairwise(ends))
    while parts:
        first, last = parts.pop()
        middle = range(first + 1, last)
        worst = max(middle, key=lambda i: offset(flat[i], flat[first], flat[last]), default=first)
        if offset(flat[worst], flat[first], flat[last]) > tolerance:
            kept.add(worst)
            parts += [(first, worst), (worst, last)]
    return [line[i] for i in sorted(kept)]


def contains(ring: Line, point: Point) -> bool:
    """Whether the point lies inside the closed ring."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def clearance(ring: Line, point: Point) -> float:
    """Distance from the ring's edge, negative outside it."""
    nearest = min(offset(point, start, end) for start, end in zip(ring, ring[1:] + ring[:1], strict=True))
    return nearest if contains(ring, point) else -nearest


def inner_point(ring: Line, steps: int = 12, rounds: int = 4) -> tuple[float, float, float]:
    """Find about the point of a ring farthest from its edge, by a grid that closes in: its x, y and clearance."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    best = (left, low, -math.inf)
    for _ in range(rounds):
        grid = [
            (left + (right - left) * (i + 0.5) / steps, low + (high - low) * (j + 0.5) / steps)
            for i in range(steps)
            for j in range(steps)
        ]
        best = max([best, *((*point, clearance(ring, point)) for point in grid)], key=lambda found: found[2])
        across, up = (right - left) / steps, (high - low) / steps
        left, right, low, high = best[0] - across, best[0] + across, best[1] - up, best[1] + up
    return best
