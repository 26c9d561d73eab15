"""The Content-Security-Policy of the map: only what geomap itself put into the page may run or style it."""

import hashlib
import re
from base64 import b64encode

INLINE = {
    "script": re.compile(r"<script>(.*?)</script>", re.DOTALL),
    "style": re.compile(r"<style>(.*?)</style>", re.DOTALL),
}
"""The elements a browser checks; a data block (`type="application/json"`) never runs and is not checked."""


def sources(page: str, element: str) -> str:
    """List the hashes of the page's inline elements of one kind, as a policy writes them."""
    found = INLINE[element].findall(page)
    digests = (hashlib.sha256(content.encode()).digest() for content in found)
    return " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)


def policy_element(page: str) -> str:
    """Write the meta element that forbids everything but the inline scripts and styles of this page.

    The page must have no carriage returns, which a browser would drop before it computes a hash.
    """
    policy = (
        f"default-src 'none'; script-src {sources(page, 'script')}; style-src {sources(page, 'style')}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
