"""Keep results in a folder of Parquet tables, out of which any export can be written later.

The tables are `articles`, `sentences`, `mentions` (one row per resolution) and `places`. Sentences and mentions stand
in the order of their articles, and each article says how many of them are its own, so one pass reads them all.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from geomap.atomic import replacing
from geomap.errors import InputError, OutputError
from geomap.records import (
    Article,
    Candidate,
    Evidence,
    Geoparse,
    Kind,
    Location,
    Mention,
    Place,
    Relation,
    Resolution,
    Sentence,
)

_TABLES = ("articles", "sentences", "mentions", "places")
_BATCH = 256
"""Articles in a row group, and rows held in memory when reading."""

_Row = dict[str, Any]


def write_store(geoparses: Iterable[Geoparse], folder: Path) -> None:
    """Write results as a store, which takes the place of the store that was there.

    Equal results give equal bytes, as long as pyarrow is the same.

    Args:
        geoparses: The articles with their results, taken a few at a time; only their places are all held in memory.
        folder: The folder to make.

    Raises:
        OutputError: The folder holds something else or cannot be written, or two different places have one id.
    """
    import pyarrow as pa  # noqa: PLC0415 - takes long to import, and not every command keeps a store
    from pyarrow import parquet  # noqa: PLC0415 - likewise

    _refuse_foreign(folder)
    places: dict[str, Place] = {}
    remaining = iter(geoparses)
    with replacing(folder) as unfinished, ExitStack() as stack:
        unfinished.mkdir()
        writers = {
            name: stack.enter_context(parquet.ParquetWriter(_file(unfinished, name), schema, compression="zstd"))
            for name, schema in _schemas().items()
        }

        def add(name: str, rows: list[_Row]) -> None:
            writers[name].write_table(pa.Table.from_pylist(rows, writers[name].schema))

        while batch := tuple(islice(remaining, _BATCH)):
            _collect_places(batch, places)
            add("articles", [_article_row(geoparse) for geoparse in batch])
            add("sentences", [asdict(sentence) for geoparse in batch for sentence in geoparse.sentences])
            add("mentions", [_mention_row(resolution) for geoparse in batch for resolution in geoparse.resolutions])
        add("places", [asdict(places[place_id]) for place_id in sorted(places)])


def read_store(folder: Path) -> Iterator[Geoparse]:
    """Read results back, as they were written.

    Args:
        folder: A folder made by `write_store`.

    Yields:
        The articles with their results, in the order in which they were written.

    Raises:
        InputError: The folder is not a store, or is damaged.
    """
    import pyarrow as pa  # noqa: PLC0415 - takes long to import

    for name in _TABLES:
        if not _file(folder, name).is_file():
            raise InputError(f"{folder}: not a store: no file {name}.parquet; give a folder made with --store")
    try:
        yield from _geoparses(folder)
    except InputError:
        raise
    except (pa.ArrowException, OSError, KeyError, ValueError) as error:
        what = " ".join(str(error).split())
        raise InputError(f"{folder}: the store cannot be read: {what}; make it anew from the articles") from error


def _geoparses(folder: Path) -> Iterator[Geoparse]:
    places = {row["id"]: Place(**row) for row in _rows(folder, "places")}
    sentences, mentions = _rows(folder, "sentences"), _rows(folder, "mentions")
    for row in _rows(folder, "articles"):
        own_sentences, own_mentions = row.pop("sentences"), row.pop("mentions")
        yield Geoparse(
            article=Article(**row),
            sentences=tuple(Sentence(**sentence) for sentence in _take(sentences, own_sentences, row["id"])),
            resolutions=tuple(_resolution(mention, places) for mention in _take(mentions, own_mentions, row["id"])),
        )


def _rows(folder: Path, name: str) -> Iterator[_Row]:
    from pyarrow import parquet  # noqa: PLC0415 - takes long to import

    with parquet.ParquetFile(_file(folder, name)) as table:
        if not table.schema_arrow.equals(_schemas()[name]):
            raise InputError(
                f"{folder}: {name}.parquet has other columns than this version writes; make the store anew"
            )
        for batch in table.iter_batches(batch_size=_BATCH):
            yield from batch.to_pylist()


def _take(rows: Iterator[_Row], count: int, article_id: str) -> list[_Row]:
    """Take the next rows, which must be the article's own."""
    taken = list(islice(rows, count))
    if [row["article_id"] for row in taken] != [article_id] * count:
        raise ValueError(f"the rows of article {article_id!r} are not where they should be")
    return taken


def _article_row(geoparse: Geoparse) -> _Row:
    return asdict(geoparse.article) | {"sentences": len(geoparse.sentences), "mentions": len(geoparse.resolutions)}


def _mention_row(resolution: Resolution) -> _Row:
    return asdict(resolution.mention) | {
        "place_id": resolution.place.id if resolution.place else None,
        "resolution_score": resolution.score,
        "resolution_evidence": [asdict(item) for item in resolution.evidence],
        "alternatives": [
            {"place_id": other.place.id, "score": other.score, "evidence": [asdict(item) for item in other.evidence]}
            for other in resolution.alternatives
        ],
        "location": _location_row(resolution.location) if resolution.location else None,
    }


def _location_row(location: Location) -> _Row:
    return asdict(location) | {"anchors": [anchor.id for anchor in location.anchors]}


def _resolution(row: _Row, places: dict[str, Place]) -> Resolution:
    place_id, score, evidence, alternatives, location = (
        row.pop(name) for name in ("place_id", "resolution_score", "resolution_evidence", "alternatives", "location")
    )
    return Resolution(
        mention=Mention(**row | {"kind": Kind(row["kind"]), "evidence": _evidence(row["evidence"])}),
        place=None if place_id is None else places[place_id],
        score=score,
        evidence=_evidence(evidence),
        alternatives=tuple(
            Candidate(place=places[other["place_id"]], score=other["score"], evidence=_evidence(other["evidence"]))
            for other in alternatives
        ),
        location=_location(location, places) if location else None,
    )


def _location(row: _Row, places: dict[str, Place]) -> Location:
    anchors = tuple(places[place_id] for place_id in row["anchors"])
    return Location(**row | {"relation": Relation(row["relation"]), "anchors": anchors})


def _evidence(items: list[_Row]) -> tuple[Evidence, ...]:
    return tuple(Evidence(**item) for item in items)


def _collect_places(geoparses: Sequence[Geoparse], places: dict[str, Place]) -> None:
    for resolution in (resolution for geoparse in geoparses for resolution in geoparse.resolutions):
        anchors = resolution.location.anchors if resolution.location else ()
        for place in (resolution.place, *anchors, *(other.place for other in resolution.alternatives)):
            if place is not None and places.setdefault(place.id, place) != place:
                raise OutputError(f"{place.id}: two places have this id; resolve all articles with one gazetteer")


def _refuse_foreign(folder: Path) -> None:
    """Check that nothing but a store is lost when `folder` is replaced."""
    files = {_file(folder, name) for name in _TABLES}
    if folder.exists() and not (folder.is_dir() and files.issuperset(folder.iterdir())):
        raise OutputError(f"{folder}: is there already and is not a store; choose another folder")


def _file(folder: Path, table: str) -> Path:
    return folder / f"{table}.parquet"


def _schemas() -> dict[str, Any]:
    """Return the columns of each table; those of a record bear its fields' names."""
    import pyarrow as pa  # noqa: PLC0415 - takes long to import

    text, whole, real = pa.string(), pa.int64(), pa.float64()
    evidence = pa.list_(pa.struct({"code": text, "weight": real, "detail": text}))
    article = dict.fromkeys(("id", "text", "title", "date", "source", "url"), text)
    sentence = {"article_id": text, "index": whole, "start": whole, "end": whole}
    mention = {"article_id": text, "sentence": whole, "start": whole, "end": whole, "surface": text, "toponym": text}
    mention |= {"kind": text, "score": real, "evidence": evidence}
    candidate = {"place_id": text, "score": real, "evidence": evidence}
    resolution = {"place_id": text, "resolution_score": real, "resolution_evidence": evidence}
    location = {"id": text, "name": text, "name_ar": text, "latitude": real, "longitude": real, "uncertainty_km": real}
    location |= {"relation": text, "anchors": pa.list_(text), "feature_class": text, "feature_code": text}
    resolution |= {"alternatives": pa.list_(pa.struct(candidate)), "location": pa.struct(location)}
    place = {"id": text, "name": text, "name_ar": text, "latitude": real, "longitude": real, "feature_class": text}
    place |= {"feature_code": text, "country_code": text, "admin1_code": text, "population": whole}
    tables = (article | {"sentences": whole, "mentions": whole}, sentence, mention | resolution, place)
    return {name: pa.schema(columns) for name, columns in zip(_TABLES, tables, strict=True)}
