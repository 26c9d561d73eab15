"""The local gazetteer: every place that geomap knows, under all its Arabic names."""

from geomap.gazetteer.index import Entry, Gazetteer, Role, key, open_gazetteer

__all__ = ["Entry", "Gazetteer", "Role", "key", "open_gazetteer"]
