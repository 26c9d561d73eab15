"""The HTML map: one file that opens from disk, offline, with Leaflet, base map, styles and data inside it.

folium compiles the texts it is given as Jinja templates, so no text from an article is given to it: folium renders a
page with fixed marks in it, and the data takes a mark's place afterwards by plain cutting and joining.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from importlib.resources import files
from pathlib import Path

import folium
from branca.element import Figure
from folium.template import Template

from geomap.atomic import replacing
from geomap.gazetteer.attributions import attributions
from geomap.gazetteer.locate import user_folder
from geomap.records import Geoparse
from geomap.render.chunk import PackedChunk
from geomap.render.csp import policy_element
from geomap.render.layers import Additions, additions
from geomap.render.payload import payload
from geomap.render.tiles import OPENSTREETMAP, Tiles

SCRIPTS = (
    "dom", "i18n", "pack", "data", "fold", "facets", "state", "sets", "search", "filter", "address", "hash", "basemap",
    "tiles", "screen", "clusters", "heat", "symbols", "looks", "board", "crowd", "markers", "labels", "map", "modes",
    "legend", "credits", "toml", "corrections", "form", "correct", "corrected", "pager", "sentences", "found", "places",
    "together", "place", "articles", "unplaced", "reader", "histogram", "filters", "chips", "compare", "rows",
    "formats", "key", "picture", "print", "export", "keys", "panel", "main",
)  # fmt: skip
"""The parts of the page's program in `assets/`, in the order in which they build on each other."""

STYLES = ("map.css", "panel.css", "filters.css", "views.css", "reading.css", "print.css")

POLICY_MARK, STYLE_MARK, LEAFLET_MARK = "<!--geomap:policy-->", "/*geomap:style*/", "/*geomap:leaflet*/"
PROGRAM_MARK, BASEMAP_MARK, INDEX_MARK = "/*geomap:program*/", "[/*geomap:basemap*/]", "[/*geomap:index*/]"
CHUNKS_MARK, HEADER_MARK, TILES_MARK = "<!--geomap:chunks-->", "<!--geomap:header-->", "[/*geomap:tiles*/]"
BACKDROP_MARK = "[/*geomap:backdrop*/]"

PACK_TYPE = "application/octet-stream"
"""A script element of this type is data to a browser, which neither runs it nor asks the policy about it."""

HIGHEST_ZOOM = 14
"""Closer than this the base map has nothing more to show."""


def _asset(name: str) -> str:
    return files("geomap.render").joinpath("assets", name).read_text(encoding="utf-8")


def _leaflet(name: str) -> str:
    """Read a file of Leaflet without what would make a browser look for further files."""
    text = files("xstatic.pkg.leaflet").joinpath("data", name).read_text(encoding="utf-8")
    text = re.sub(r"url\([^)]*\)", "none", text) if name.endswith(".css") else text
    return re.sub(r"//# sourceMappingURL=.*", "", text)


def _style() -> str:
    return _leaflet("leaflet.css") + "".join(map(_asset, STYLES))


def _program() -> str:
    parts = "".join(_asset(f"{name}.js") for name in SCRIPTS)
    return f'(async () => {{\n"use strict";\n{parts}}})();'


def _fill(page: str, mark: str, content: str) -> str:
    """Put content in the place of a mark; the content is never searched for marks in its turn."""
    before, _, after = page.partition(mark)
    return before + content + after


def _pack_element(name: str, packed: str) -> str:
    return f'<script type="{PACK_TYPE}" id="geomap-{name}">{packed}</script>\n'


def _chunk_elements(number: int, chunk: PackedChunk) -> str:
    return _pack_element(f"texts-{number}", chunk.texts) + _pack_element(f"notes-{number}", chunk.notes)


class Page(Figure):
    """The document around the map, and the one element that knows the data."""

    def __init__(self, geoparses: Sequence[Geoparse], tiles: Tiles | None) -> None:
        """Keep the articles for rendering; nothing of them enters the template."""
        super().__init__()
        self._template = Template(_asset("page.html"))
        self._geoparses = geoparses
        self._tiles = tiles

    def render(self, **kwargs: object) -> str:
        """Return the whole page as text, the same for the same articles and imports.

        Raises:
            GazetteerError: whom to name for an imported file cannot be read.
        """
        page: str = super().render(**kwargs)
        added = additions(self)
        page = _fill(page, STYLE_MARK, _style() + added.style)
        page = _fill(page, LEAFLET_MARK, _leaflet("leaflet.js") + added.script)
        page = _fill(page, HEADER_MARK, added.header)
        page = _fill(page, PROGRAM_MARK, _program())
        page = _fill(page, POLICY_MARK, self._policy(page, added))
        page = _fill(page, TILES_MARK, json.dumps(asdict(self._tiles) if self._tiles else None))
        page = _fill(page, BASEMAP_MARK, _asset("basemap.json").strip())
        page = _fill(page, BACKDROP_MARK, _asset("backdrop.json").strip())
        data = payload(self._geoparses, attributions(user_folder()))
        page = _fill(page, INDEX_MARK, data.index)
        return _fill(page, CHUNKS_MARK, "".join(map(_chunk_elements, range(len(data.chunks)), data.chunks)))

    def _policy(self, page: str, added: Additions) -> str:
        tile_hosts = (self._tiles.host,) if self._tiles else ()
        return policy_element(page, replace(added.allowed, images=(*added.allowed.images, *tile_hosts)))


class ArticleMap(folium.Map):
    """A folium map of geoparsed articles that needs no network, unless for tiles or other layers' sake."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - as folium declares it
    default_css: list[tuple[str, str]] = []  # noqa: RUF012 - as above

    def __init__(self, geoparses: Sequence[Geoparse], tiles: Tiles | None) -> None:
        """Lay the map into its page."""
        super().__init__(
            location=(25, 25),
            zoom_start=3,
            tiles=None,
            zoom_control=False,
            attributionControl=False,
            maxZoom=HIGHEST_ZOOM,
            zoomSnap=0.5,
        )
        self._id = "articles"  # folium's own is random, and the page's program looks for this one
        Page(geoparses, tiles).add_child(self)


def build_map(geoparses: Sequence[Geoparse], *, online_tiles: bool = False) -> ArticleMap:
    """Make the map of geoparsed articles, to be saved or shown in a notebook as any folium map.

    Args:
        geoparses: The articles with their results.
        online_tiles: Whether OpenStreetMap's tiles lie over the base map where a server hands out the page.
    """
    return ArticleMap(geoparses, OPENSTREETMAP if online_tiles else None)


def write_html(geoparses: Sequence[Geoparse], path: Path, *, online_tiles: bool = False) -> None:
    """Write the map as one HTML file, which appears under its name only once it is whole.

    Args:
        geoparses: The articles with their results.
        path: The file.
        online_tiles: As for `build_map`.

    Raises:
        GazetteerError: if it cannot be read whom the map must name for an imported file.
        OutputError: if the file cannot be written there.
    """
    page = build_map(geoparses, online_tiles=online_tiles).get_root().render()
    with replacing(path) as unfinished:
        unfinished.write_bytes(page.encode())
