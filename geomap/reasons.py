"""Words for evidence, in the two languages of the map and of `geomap explain`."""

from collections.abc import Iterable

from geomap.records import Evidence

PHRASES: dict[str, tuple[str, str]] = {}
"""Code of an `Evidence` → its wording in Arabic and in English; `{}` stands for the evidence's detail."""


def reason(evidence: Iterable[Evidence], language: str = "en") -> str:
    """Word the evidence as one line, in "ar" or "en"."""
    arabic = language == "ar"
    joiner = "؛ " if arabic else "; "
    return joiner.join(PHRASES[item.code][0 if arabic else 1].replace("{}", item.detail) for item in evidence)
