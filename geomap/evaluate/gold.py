"""Reads gold annotation: mentions by the line, articles with their mentions, or IOB2."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from geomap.errors import InputError
from geomap.evaluate.iob import gold_of, read_sentences
from geomap.evaluate.lines import Record, parse, read_lines
from geomap.evaluate.records import Box, Gold, GoldMention, GoldPlace
from geomap.evaluate.texts import find_texts
from geomap.read.source import shown
from geomap.records import Article, Kind

_OWN_PREFIXES = ("region:", "landmark:")
"""Of ids in annotation files; the gazetteer's entries of our own are all `geomap:`."""


def read_gold(path: Path, articles: Path | None) -> Gold:
    """Read a gold file, whose format its first line tells.

    Args:
        path: the file, plain or gzip.
        articles: a file or folder of the articles that the file names by id; beside it unless given.

    Raises:
        InputError: it is malformed, holds no mention, or names an article that is not there.
    """
    lines = list(read_lines(path))
    first = next((line for line in lines if line.text.strip()), None)
    if first is None:
        raise InputError(f"{shown(str(path))}: holds no annotation; fill it in")
    if not first.text.lstrip().startswith("{"):
        return gold_of(shown(path.name), read_sentences(lines))
    records = [parse(line) for line in lines if line.text.strip()]
    gold = _by_mention(path, records, articles) if "doc" in records[0] else _by_article(path, records)
    if not gold.mentions:
        raise InputError(f"{shown(str(path))}: holds no mention; fill it in")
    return gold


def _by_article(path: Path, records: Sequence[Record]) -> Gold:
    articles = tuple(_article(record) for record in records)
    seen: set[str] = set()
    for record, article in zip(records, articles, strict=True):
        if article.id in seen:
            raise InputError(f"{record.where}: id '{shown(article.id)}' is taken by an earlier article; give another")
        seen.add(article.id)
    pairs = [
        (item, article)
        for record, article in zip(records, articles, strict=True)
        for item in record.records("mentions")
    ]
    return _gold(path, articles, pairs)


def _by_mention(path: Path, records: Sequence[Record], articles: Path | None) -> Gold:
    docs = [record.text("doc") for record in records]
    ids = tuple(dict.fromkeys(chain(docs, _listed(path))))
    found = find_texts(path, ids, articles)
    by_id = {article.id: article for article in found}
    return _gold(path, found, [(record, by_id[doc]) for record, doc in zip(records, docs, strict=True)])


def _listed(path: Path) -> Sequence[str]:
    """Return the ids in the list beside the gold file: articles without a mention are annotated too."""
    listed = path.with_name(f"{path.name.partition('.')[0]}_ids.txt")
    return [line.text.strip() for line in read_lines(listed) if line.text.strip()] if listed.is_file() else ()


def _article(record: Record) -> Article:
    optional = {name: record.text(name, "") for name in ("title", "source", "url")}
    return Article(id=record.text("id"), text=record.text("text"), **optional)


def _gold(path: Path, articles: tuple[Article, ...], pairs: Sequence[tuple[Record, Article]]) -> Gold:
    return Gold(
        name=shown(path.name),
        articles=articles,
        mentions=tuple(_mention(record, article) for record, article in pairs),
        has_kinds=any("kind" in record for record, _ in pairs),
    )


def _mention(record: Record, article: Article) -> GoldMention:
    start, end = record.offset("start"), record.offset("end")
    surface = article.text[start:end]
    if not start < end <= len(article.text) or surface != record.text("text", surface):
        raise InputError(
            f"{record.where}: [{start}:{end}] of article {shown(article.id)} is '{shown(surface[:30])}', not the "
            "mention's text; correct the offsets (code points), or give the articles as they were annotated"
        )
    return GoldMention(
        article_id=article.id,
        start=start,
        end=end,
        kind=read_kind(record),
        type=record.text("raw_type", record.text("type", "")),  # the finer one where there are two
        in_hashtag=_in_hashtag(article.text, start),
        place=_place(record),
    )


def _in_hashtag(text: str, offset: int) -> bool:
    before = text[text.rfind(" ", 0, offset) + 1 : offset + 1]
    return "#" in before.rpartition("\n")[2]


def read_kind(record: Record) -> Kind:
    """Return the kind of a mention; without one it is literal.

    Raises:
        InputError: it is none that there is.
    """
    kind = record.text("kind", Kind.LITERAL)
    if kind not in frozenset(Kind):
        raise InputError(f"{record.where}: kind '{shown(kind)}' is none of {', '.join(Kind)}; correct it")
    return Kind(kind)


def _place(record: Record) -> GoldPlace | None:
    """Return a mention's place, unless the gold says that it is not to be evaluated."""
    place_id = record.text("place", "")
    for prefix in _OWN_PREFIXES:
        place_id = place_id.replace(prefix, "geomap:")
    has_point = "lat" in record and "lon" in record
    is_fit = record.flag("eval_admin", default=True) and not record.flag("suspect_coord", default=False)
    if not is_fit or not (place_id or has_point):
        return None
    return GoldPlace(
        id=place_id,
        point=(record.degrees("lat", 90), record.degrees("lon", 180)) if has_point else None,
        box=Box(**dict(zip(("south", "north", "west", "east"), record.numbers("bbox", 4), strict=True)))
        if "bbox" in record
        else None,
        country_code=record.text("country_code", "").upper(),
    )
