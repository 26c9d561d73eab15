"""The seven stages, joined: read → split → recognize → match → resolve → store → render.

`geoparse` is the middle five of them for one article; `corpus` runs it over many, and `cli` reads and renders.
"""

from geomap.gazetteer import Gazetteer
from geomap.match import match
from geomap.recognize import recognize
from geomap.recognize.classifier import shipped_model
from geomap.records import Article, Geoparse
from geomap.resolve import resolve
from geomap.split import split


def geoparse(article: Article, gazetteer: Gazetteer) -> Geoparse:
    """Find and place every mention of an article."""
    sentences = split(article)
    mentions = recognize(article, sentences, gazetteer, shipped_model())
    matches = [match(mention, gazetteer) for mention in mentions]
    return Geoparse(article=article, sentences=sentences, resolutions=resolve(article, matches))
