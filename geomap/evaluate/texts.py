"""Finds the texts of the articles that a gold file names by their ids."""

import gzip
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path

from geomap.errors import GeomapError, InputError
from geomap.read import read_articles
from geomap.read.source import Source, shown, unreadable
from geomap.read.tabular import read_jsonl
from geomap.records import Article


def find_texts(gold: Path, ids: Collection[str], articles: Path | None) -> tuple[Article, ...]:
    """Return the articles of these ids, in the order of the ids.

    They are looked for in `articles`, a file or folder of articles; unless it is given, under their ids beside the
    gold file, and in the folder beside it that bears its name.

    Raises:
        InputError: one is not there.
    """
    problems: list[GeomapError] = []
    available = _read(articles, problems) if articles else _beside(gold, ids, problems)
    wanted = frozenset(ids)
    found = {article.id: article for article in available if article.id in wanted}
    missing = [doc for doc in ids if doc not in found]
    if missing and problems:
        raise problems[0]
    if missing:
        raise InputError(
            f"{shown(str(gold))}: the text of '{shown(missing[0])}' and {len(missing) - 1} more is not "
            f"{f'in {shown(str(articles))}' if articles else 'beside it'}; give the articles by --articles"
        )
    return tuple(found[doc] for doc in ids)


def _beside(gold: Path, ids: Collection[str], problems: list[GeomapError]) -> Iterator[Article]:
    for doc in ids:
        paths = (folder / doc for folder in (gold.parent, gold.parent / gold.name.partition(".")[0]))
        yield from read_articles([str(path) for path in paths if path.is_file()][:1], problems.append)


def _read(articles: Path, problems: list[GeomapError]) -> Iterator[Article]:
    if not articles.name.endswith(".jsonl.gz"):
        yield from read_articles([str(articles)], problems.append)
        return
    where = shown(str(articles))
    try:
        with gzip.open(articles, "rb") as lines:
            for item in read_jsonl(lines, Source(path=articles, name=articles.name)):
                if isinstance(item, Article):
                    yield item
                else:
                    problems.append(item)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise InputError(f"{where}: a broken gzip file; fetch or write it anew") from None
    except OSError as error:
        raise unreadable(where, error) from None
