"""What other folium layers on the map need of the page, which stays without what only they need when there are none."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from branca.element import CssLink, Element, Figure, JavascriptLink

from geomap.render.csp import Allowed

_PICTURES = {"iconUrl": "marker-icon.png", "iconRetinaUrl": "marker-icon-2x.png", "shadowUrl": "marker-shadow.png"}
"""Leaflet's names for the pictures of a marker → files of XStatic-Leaflet."""
_PICTURES_MARK = "[/*geomap:pictures*/]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """Parts of the page for the sake of other layers."""

    header: str
    """What the layers want in the page before their scripts, such as the links of folium's plugins."""
    script: str
    """What folium's map has and ours must stand in for."""
    style: str
    allowed: Allowed


NONE = Additions(header="", script="", style="", allowed=Allowed())


def additions(figure: Figure) -> Additions:
    """Find what a rendered map's layers need; a plugin's own files come from the network, as it states them."""
    (own,) = figure._children.values()  # noqa: SLF001 - as below
    if not own._children:  # noqa: SLF001 - branca has no public name for them
        return NONE
    foreign = [item for name, item in figure.header._children.items() if name not in {"meta_http", own.get_name()}]  # noqa: SLF001 - as above
    return Additions(
        header="".join(item.render() for item in foreign),
        script=_asset("folium.js").replace(
            _PICTURES_MARK, json.dumps({key: _picture(name) for key, name in _PICTURES.items()})
        ),
        style=_asset("folium.css")
        + f".leaflet-control-layers-toggle {{ background-image: url({_picture('layers-2x.png')}); }}\n",
        allowed=Allowed(
            scripts=tuple(item.url for item in foreign if isinstance(item, JavascriptLink)),
            styles=tuple(item.url for item in foreign if isinstance(item, CssLink)),
            images=tuple(dict.fromkeys(_image_hosts(own))),
            style_attributes=True,
        ),
    )


def _image_hosts(element: Element) -> Iterator[str]:
    """Yield the hosts of tile layers and image overlays below an element; `{s}` stands for any subdomain."""
    for child in element._children.values():  # noqa: SLF001 - as above
        address = getattr(child, "tiles", None) or getattr(child, "url", None)
        host = re.match(r"https?://[^/]+", address) if isinstance(address, str) else None
        if host:
            yield host[0].replace("{s}", "*")
        yield from _image_hosts(child)


def _asset(name: str) -> str:
    return files("geomap.render").joinpath("assets", name).read_text(encoding="utf-8")


def _picture(name: str) -> str:
    picture = files("xstatic.pkg.leaflet").joinpath("data", "images", name).read_bytes()
    return f"data:image/png;base64,{b64encode(picture).decode()}"
