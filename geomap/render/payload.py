"""The data inside the HTML map: an index of all that can be filtered and counted, and chunks of texts to fetch late."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from geomap.arabic import fold
from geomap.gazetteer.attributions import Attribution
from geomap.gazetteer.extents import uncertainty_km
from geomap.reasons import JOINERS
from geomap.records import Article, Geoparse, Kind, Location, Place, Resolution
from geomap.render.chunk import SCORE_DIGITS, Chunk, PackedChunk
from geomap.render.folding import fold_table
from geomap.render.pack import pack
from geomap.render.placetype import PLACE_TYPES, place_type

Columns = dict[str, list[str] | list[int] | list[float] | list[float | None]]
"""Name of a column → its cells; all columns of a table are equally long."""

KINDS = list(Kind)
"""A mention's kind is stored as a position in this list."""

CHUNK_SIZE = 1 << 17
"""Code points of text after which a chunk is closed: one inflates in about 5 ms, and zlib gains little from larger."""

OPENING = 160
"""Code points of an untitled article by which a list shows it."""


MOST_NAMES = 8
"""Of a place, as the articles write it beside its usual name; what is rarer is mostly a slip of the pen."""


def web_address(url: str) -> str:
    """Return the address if a browser may be sent there, which is only for http and https, else nothing."""
    return url if url.lower().startswith(("http://", "https://")) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What the page reads, as packs: see `geomap.render.pack`."""

    index: str
    chunks: tuple[PackedChunk, ...]


@dataclass(slots=True, kw_only=True)
class _Tables:
    """The tables as they grow, and where each place and source already stands."""

    articles: list[Article] = field(default_factory=list)
    columns: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    places: dict[str, Place | Location] = field(default_factory=dict)
    place_rows: dict[str, int] = field(default_factory=dict)
    names: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Id of a place → how often the articles write which name of it."""
    sources: dict[str, int] = field(default_factory=dict)
    chunk: Chunk = field(default_factory=Chunk)
    chunk_starts: list[int] = field(default_factory=lambda: [0])
    """Row of each chunk's first article."""
    chunks: list[PackedChunk] = field(default_factory=list)

    def add(self, geoparse: Geoparse) -> None:
        """Append one article with its sentences and mentions."""
        article = geoparse.article
        self.articles.append(article)
        self.columns["source"].append(self.sources.setdefault(article.source, len(self.sources)))
        self.columns["sentences"].append(len(geoparse.sentences))
        self.columns["mentions"].append(len(geoparse.resolutions))
        self._add_mentions(geoparse.resolutions)
        self.chunk.add(geoparse, self._place_row)
        if self.chunk.size >= CHUNK_SIZE:
            self.close_chunk()

    def _add_mentions(self, resolutions: Iterable[Resolution]) -> None:
        last = 0
        for resolution in resolutions:
            mention = resolution.mention
            self.columns["sentence_step"].append(mention.sentence - last)
            last = mention.sentence
            self.columns["kind"].append(KINDS.index(mention.kind))
            self.columns["place"].append(-1 if resolution.spot is None else self._place_row(resolution.spot))
            self.columns["score"].append(round(resolution.score * 10**SCORE_DIGITS))
            if resolution.spot is not None and mention.kind is Kind.LITERAL:
                self.names[resolution.spot.id][mention.surface] += 1

    def _place_row(self, place: Place | Location) -> int:
        row = self.place_rows.setdefault(place.id, len(self.places))
        if row == len(self.places):
            self.places[place.id] = place
        return row

    def close_chunk(self) -> None:
        """Compress the texts gathered so far, and begin with others."""
        if self.chunk.texts:
            self.chunks.append(self.chunk.packed())
            self.chunk_starts.append(len(self.articles))
            self.chunk = Chunk()


def _other_names(place: Place | Location, written: Counter[str]) -> list[str]:
    """Names that the articles write and that fold otherwise than the usual one, the most frequent first."""
    forms = {fold(place.name_ar): place.name_ar}
    for name, _ in written.most_common():
        forms.setdefault(fold(name), name)
    return list(forms.values())[1 : MOST_NAMES + 1]


def _place_columns(places: Sequence[Place | Location], names: Mapping[str, Counter[str]]) -> Columns:
    return {
        "id": [place.id for place in places],
        "en": [place.name for place in places],
        "ar": [place.name_ar for place in places],
        "others": ["\n".join(_other_names(place, names.get(place.id, Counter()))) for place in places],
        "latitude": [place.latitude for place in places],
        "longitude": [place.longitude for place in places],
        "area": [int(place.is_area) for place in places],
        "code": [place.feature_code for place in places],
        "type": [PLACE_TYPES.index(place_type(place)) for place in places],
        "country": [place.country_code for place in places],
        "relation": [place.relation if isinstance(place, Location) else "" for place in places],
        "uncertainty": [uncertainty_km(place) for place in places],
    }


def _article_columns(articles: Sequence[Article]) -> Columns:
    return {
        "id": [article.id for article in articles],
        "title": [article.title for article in articles],
        "opening": ["" if article.title else article.text[:OPENING].strip() for article in articles],
        "date": [article.date for article in articles],
        "url": [web_address(article.url) for article in articles],
    }


def _attribution_columns(attributions: Sequence[Attribution]) -> Columns:
    return {
        "text": [attribution.text for attribution in attributions],
        "url": [web_address(attribution.url) for attribution in attributions],
        "licence": [attribution.licence for attribution in attributions],
        "licence_url": [web_address(attribution.licence_url) for attribution in attributions],
    }


def payload(geoparses: Iterable[Geoparse], attributions: Sequence[Attribution] = ()) -> Payload:
    """Gather geoparsed articles, and whom to name for the user's places, into what `assets/data.js` reads.

    Offsets count UTF-16 code units. A mention's `place` is -1 where it was not resolved, else a row of `places`; its
    `sentence_step` is how many sentences of the article lie between it and the mention before.
    """
    tables = _Tables()
    for geoparse in geoparses:
        tables.add(geoparse)
    tables.close_chunk()
    values: Mapping[str, object] = {
        "kinds": [str(kind) for kind in KINDS],
        "types": PLACE_TYPES,
        "joiners": JOINERS,
        "folding": fold_table(),
        "chunks": tables.chunk_starts,
        "sources": list(tables.sources),
        "articles": _article_columns(tables.articles),
        "places": _place_columns(list(tables.places.values()), tables.names),
        "attributions": _attribution_columns(attributions),
    }
    names = ("source", "sentences", "mentions", "sentence_step", "kind", "place", "score")
    index = pack(values, {name: tables.columns[name] for name in names})
    return Payload(index=index, chunks=tuple(tables.chunks))
