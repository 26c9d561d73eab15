"""Write results as KML, for Google Earth and other globes."""

import html
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from geomap.records import Geoparse, Kind, Location, Place
from geomap.render.rows import MentionRow, quotation, rows

_NAMESPACE = "http://www.opengis.net/kml/2.2"
_ILLEGAL = re.compile("[^\t\n\r\N{SPACE}-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""

_Quoted = tuple[MentionRow, str]
"""A mention with the sentence that holds it."""


def write_kml(geoparses: Iterable[Geoparse], path: Path) -> None:
    """Write one placemark per place, or location other than a place, which quotes each sentence that mentions it.

    As on the map, a place that is only mentioned as a demonym or in a longer name is there, but switched off.

    Args:
        geoparses: The articles with their results.
        path: The file to write.
    """
    spots: dict[str, Place | Location] = {}
    mentions: dict[str, list[_Quoted]] = defaultdict(list)
    for geoparse in geoparses:
        for resolution, row in zip(geoparse.resolutions, rows(geoparse), strict=True):
            if spot := resolution.spot:
                spots.setdefault(spot.id, spot)
                mentions[spot.id].append((row, quotation(geoparse, row)))
    root = ET.Element("kml", xmlns=_NAMESPACE)
    document = ET.SubElement(root, "Document")
    for spot in spots.values():
        _add_placemark(document, spot, mentions[spot.id])
    ET.indent(root)
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _add_placemark(document: ET.Element, spot: Place | Location, mentions: list[_Quoted]) -> None:
    first, _ = mentions[0]
    placemark = ET.SubElement(document, "Placemark")
    _add(placemark, "name", spot.name_ar or spot.name or spot.id)
    _add(placemark, "visibility", str(int(any(row.kind == Kind.LITERAL for row, _ in mentions))))
    # The elements' order is fixed by KML's schema; a description is HTML, so the articles' text is escaped twice.
    quotations = dict.fromkeys((row.article, sentence) for row, sentence in mentions)
    _add(placemark, "description", "".join(_paragraph(*quoted) for quoted in quotations))
    data = ET.SubElement(placemark, "ExtendedData")
    _add(ET.SubElement(data, "Data", name="place_id"), "value", spot.id)
    if first.uncertainty_km is not None:
        _add(ET.SubElement(data, "Data", name="uncertainty_km"), "value", f"{first.uncertainty_km:g}")
    _add(ET.SubElement(placemark, "Point"), "coordinates", f"{spot.longitude},{spot.latitude}")


def _paragraph(article: str, sentence: str) -> str:
    return f'<p dir="rtl">{html.escape(sentence)} <small>({html.escape(article)})</small></p>'


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = _ILLEGAL.sub("", text)
