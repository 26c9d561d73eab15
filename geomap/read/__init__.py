"""Read articles out of files, folders and standard input."""

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from geomap.errors import GeomapError, InputError
from geomap.read.html import read_html
from geomap.read.source import STANDARD_INPUT, Source, find, shown, unreadable
from geomap.read.tabular import read_csv, read_jsonl, read_parquet
from geomap.read.text import read_text
from geomap.records import Article

__all__ = ["read_articles"]

_READERS: dict[str, Callable[[BinaryIO, Source], Iterator[Article | InputError]]] = {
    ".txt": read_text,
    ".jsonl": read_jsonl,
    ".csv": read_csv,
    ".parquet": read_parquet,
    ".html": read_html,
    ".htm": read_html,
}


def read_articles(inputs: Iterable[str], on_error: Callable[[GeomapError], None]) -> Iterator[Article]:
    """Read every article of the inputs, one after another.

    An article's `text` is exactly what the input holds, with its line ends and without a byte order mark; for a web
    page it is the text found in it. Its `id` is the file's name, a record's field `id`, or `<file name>:<line>` where a
    record has none (in Parquet, the row, from 1). No two have the same id: the first is kept.

    Args:
        inputs: Paths of files (.txt, .jsonl, .csv, .parquet, .html, .htm) or folders, which are searched recursively in
            the order of names; `-` is standard input: JSON Lines if it begins with `{`, otherwise one article.
        on_error: Called with an `InputError` for each input, file or row that cannot be read; reading then goes on.

    Yields:
        The articles, read only as they are asked for.
    """
    ids: set[str] = set()
    for source, item in _items(inputs):
        if isinstance(item, InputError):
            on_error(item)
        elif item.id in ids:
            on_error(InputError(f"{source}: id '{shown(item.id)}' is taken by an earlier article; give it another"))
        else:
            ids.add(item.id)
            yield item


def _items(inputs: Iterable[str]) -> Iterator[tuple[str, Article | InputError]]:
    """Yield where each item is from, and the article or the error in its place."""
    for argument in inputs:
        for source in find(argument):
            if isinstance(source, InputError):
                yield argument, source
            else:
                yield from ((source.where, item) for item in _read(source))


def _read(source: Source) -> Iterator[Article | InputError]:
    count = 0
    try:
        for item in _read_file(source) if source != STANDARD_INPUT else _read_standard_input():
            count += 1
            yield item
        if not count:
            yield InputError(f"{source.where}: holds no articles; fill it in or leave it out")
    except InputError as error:
        yield error
    except OSError as error:
        yield unreadable(source.where, error)


def _read_file(source: Source) -> Iterator[Article | InputError]:
    with source.path.open("rb") as stream:
        yield from _READERS[source.path.suffix.lower()](stream, source)


def _read_standard_input() -> Iterator[Article | InputError]:
    """Decide by the first line that is not blank; the rest of JSON Lines is read as it arrives."""
    head: list[bytes] = []
    for line in sys.stdin.buffer:
        head.append(line)
        if line.strip():
            break
    lines = chain(head, sys.stdin.buffer)
    is_json = b"".join(head).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    return (read_jsonl if is_json else read_text)(lines, STANDARD_INPUT)
