"""The tiles from the network that may lie over the map's own base map, for pages that a server hands out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """A service of map tiles, as `assets/tiles.js` asks it."""

    host: str
    """Scheme and host, the only one that the page's policy then lets images come from."""
    path: str
    """Where on the host a tile is, in Leaflet's notation."""
    zoom: int
    """The closest zoom it has."""
    attribution: str
    terms: str
    """Address of the terms that the attribution links to."""


OPENSTREETMAP = Tiles(
    host="https://tile.openstreetmap.org",
    path="/{z}/{x}/{y}.png",
    zoom=19,
    attribution="© OpenStreetMap contributors",
    terms="https://www.openstreetmap.org/copyright",
)
"""Its tile usage policy asks for the attribution and a Referer, which no browser sends from a file on the disk."""
