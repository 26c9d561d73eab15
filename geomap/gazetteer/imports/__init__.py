"""Imports places from GeoNames, Who's On First, OpenStreetMap and a user's own files into the user's folder.

A source's items, which are lines or features, are read one by one (`geonames`, `whosonfirst`, `osm`, `own`), turned
into rows (`rows`), gathered in a file that can be taken up again after an interruption (`gathering`), rid of near
duplicates (`twins`), and put in place as `imports/<slug>.tsv` beside `imports/<slug>.toml`, which states the licence
(`job`).
"""

from geomap.gazetteer.imports.job import Folders, Outcome, import_places, remove_import, told
from geomap.gazetteer.imports.licences import Format
from geomap.gazetteer.imports.order import Order

__all__ = ["Folders", "Format", "Order", "Outcome", "import_places", "remove_import", "told"]
