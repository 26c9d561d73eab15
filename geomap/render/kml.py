"""Write results as KML, for Google Earth and other globes."""

import html
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from geomap.records import Geoparse, Kind, Location, Place
from geomap.render.rows import Context, MentionRow, context, rows

_NAMESPACE = "http://www.opengis.net/kml/2.2"
_ILLEGAL = re.compile("[^\t\n\r\N{SPACE}-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""

_Quoted = tuple[MentionRow, Context]
"""A mention and where it stands."""


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
                mentions[spot.id].append((row, context(geoparse, row)))
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
    _add(placemark, "description", "".join(map(_paragraph, _by_sentence(mentions))))
    data = ET.SubElement(placemark, "ExtendedData")
    _add(ET.SubElement(data, "Data", name="place_id"), "value", spot.id)
    if first.uncertainty_km is not None:
        _add(ET.SubElement(data, "Data", name="uncertainty_km"), "value", f"{first.uncertainty_km:g}")
    _add(ET.SubElement(placemark, "Point"), "coordinates", f"{spot.longitude},{spot.latitude}")


def _by_sentence(mentions: list[_Quoted]) -> Iterable[list[_Quoted]]:
    sentences: dict[tuple[str, int], list[_Quoted]] = defaultdict(list)
    for row, around in mentions:
        sentences[row.article, row.sentence].append((row, around))
    return sentences.values()


def _paragraph(mentions: list[_Quoted]) -> str:
    """Quote a sentence, say whose it is, and what each of its mentions of the place was taken for and why."""
    row, around = mentions[0]
    name = html.escape(around.title or row.article)
    link = f'<a href="{html.escape(around.url)}">{name}</a>' if around.url else name
    others = (around.date, around.source, row.article if around.title else "")
    origin = " · ".join([link, *(html.escape(text) for text in others if text)])
    verdicts = dict.fromkeys(
        f"«{row.surface}» {row.kind} {row.resolution_score:g}: {row.reason}" for row, _ in mentions
    )
    small = [f"<br><small>{line}</small>" for line in (origin, *map(html.escape, verdicts))]
    return f'<p dir="rtl">{html.escape(around.quotation)}{"".join(small)}</p>'


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = _ILLEGAL.sub("", text)
