"""Map the places that Arabic articles mention."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.records import Article, Geoparse
    from geomap.render.html import ArticleMap

__all__ = ["map"]


def map(  # noqa: A001  # it is called as geomap.map
    source: "str | os.PathLike[str] | Iterable[str | os.PathLike[str] | Article | Geoparse]",
    *,
    online_tiles: bool = False,
) -> "ArticleMap":
    """Draw the map of articles as a `folium.Map`: a notebook shows it, and other folium layers can be added to it.

    Corrections that lie beside a path are applied. What cannot be read of the source, and corrections that no longer
    match, are left out with a `UserWarning`.

    Args:
        source: A file or folder of articles, or any number of these, of `Article`s to be geoparsed, or of `Geoparse`s.
        online_tiles: Whether OpenStreetMap's tiles lie over the base map where a server hands out the page.

    Returns:
        The map, of articles named by path first; `save` writes it as the file that `geomap map` would.

    Raises:
        CorrectionError: A file of corrections cannot be read.
        InputError: There is no article that can be read.
        TypeError: The source holds something else.
    """
    from geomap.notebook import draw  # noqa: PLC0415  # so that importing geomap stays fast

    return draw(source, online_tiles=online_tiles)
