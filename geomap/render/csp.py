"""The Content-Security-Policy of the map: only what geomap itself put into the page may run or style it."""

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass

INLINE = {
    "script": re.compile(r"<script>(.*?)</script>", re.DOTALL),
    "style": re.compile(r"<style>(.*?)</style>", re.DOTALL),
}
"""The elements a browser checks; a data block (`type="application/json"`) never runs and is not checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What the page may use besides what lies in it; each an address, or the scheme and host of many."""

    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    style_attributes: bool = False
    """Whether elements may carry styles of their own, as what folium lets pop up does."""


def sources(page: str, element: str) -> str:
    """List the hashes of the page's inline elements of one kind, as a policy writes them."""
    found = INLINE[element].findall(page)
    digests = (hashlib.sha256(content.encode()).digest() for content in found)
    return " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)


def policy_element(page: str, allowed: Allowed) -> str:
    """Write the meta element that forbids everything but the page's inline scripts and styles, and what is allowed.

    The page must have no carriage returns, which a browser would drop before it computes a hash.
    """
    directives = {
        "default-src": ("'none'",),
        "script-src": (sources(page, "script"), *allowed.scripts),
        "style-src": (sources(page, "style"), *allowed.styles),
        "style-src-attr": ("'unsafe-inline'",) if allowed.style_attributes else (),
        "img-src": ("data:", *allowed.images),
        "base-uri": ("'none'",),
        "form-action": ("'none'",),
    }
    policy = "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items() if values)
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
