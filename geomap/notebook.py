"""The pipeline for whoever works in Python: articles in, a folium map out."""

import os
import warnings
from collections.abc import Iterable, Iterator

from geomap.corrections import Corrections, files_beside, read_corrections
from geomap.errors import GeomapError, InputError
from geomap.gazetteer import open_gazetteer
from geomap.pipeline import Settings, geoparse, geoparse_all
from geomap.records import Article, Geoparse
from geomap.render.html import ArticleMap, build_map

Item = str | os.PathLike[str] | Article | Geoparse
"""A path to read, or what reading or geoparsing gave."""


def draw(source: Item | Iterable[Item], *, online_tiles: bool) -> ArticleMap:
    """Do what `geomap.map` says."""
    items = [source] if isinstance(source, str | os.PathLike | Article | Geoparse) else list(source)
    geoparses = (*_of_paths(items), *_of_records(items))
    if not geoparses:
        raise InputError("no article could be read, so there is nothing to map; correct the source")
    return build_map(geoparses, online_tiles=online_tiles)


def _of_paths(items: list[Item]) -> Iterator[Geoparse]:
    """Read and geoparse, with the corrections that lie beside the paths, as the command does."""
    paths = [os.fspath(item) for item in items if isinstance(item, str | os.PathLike)]
    corrections = Corrections(read_corrections(files_beside(paths), open_gazetteer()))
    yield from geoparse_all(paths, _warn, settings=Settings(corrections=corrections, descriptions=True))
    for line in corrections.stale():
        warnings.warn(f"not applied: {line}", stacklevel=2)


def _of_records(items: list[Item]) -> Iterator[Geoparse]:
    gazetteer = open_gazetteer()
    for item in items:
        if isinstance(item, Article | Geoparse):
            yield geoparse(item, gazetteer, Settings(descriptions=True)) if isinstance(item, Article) else item
        elif not isinstance(item, str | os.PathLike):
            raise TypeError(f"{item!r} is neither a path nor an Article nor a Geoparse")


def _warn(error: GeomapError) -> None:
    warnings.warn(str(error), stacklevel=2)
