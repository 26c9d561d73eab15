"""The local gazetteer: every place that geomap knows, under all its Arabic names."""

from geomap.gazetteer.index import Entry, Gazetteer, open_gazetteer
from geomap.gazetteer.keys import key
from geomap.gazetteer.nametable import Role

__all__ = ["Entry", "Gazetteer", "Role", "key", "open_gazetteer"]
