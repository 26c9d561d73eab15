"""Read the article out of a saved web page."""

import re
from collections.abc import Iterable, Iterator

from geomap.errors import InputError
from geomap.read.source import Source
from geomap.read.text import decode, refuse_binary, with_words
from geomap.records import Article

_CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD = 4096
"""Bytes in which a page names its encoding; HTML asks for it within the first 1,024."""


def read_html(lines: Iterable[bytes], source: Source) -> Iterator[Article]:
    """Read a page as one article, whose id is the file's name.

    Its text is what is left without menus, comments and other matter that surrounds the article, so offsets index that
    text and not the page.

    Args:
        lines: The page's bytes.
        source: Where they are from.

    Yields:
        The article.

    Raises:
        InputError: The page cannot be decoded, or no article was found in it.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415 - takes long to import, and only pages need it

    page = with_words(_decode(b"".join(lines), source.where), source.where)
    # The extensive search guesses a date from any figures in the text.
    dates = {"original_date": True, "extensive_search": False}
    found = bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=dates)
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise InputError(f"{source.where}: no article found in the page; save the article's text as a .txt file")
    yield Article(
        id=source.name,
        text=found.text or "",
        title=found.title or "",
        date=found.date or "",
        source=found.sitename or "",
        url=found.url or "",
    )


def _decode(data: bytes, where: str) -> str:
    """Decode as UTF-8, or else as the page says: many pages that are UTF-8 claim to be something else."""
    try:
        return decode(data, where)
    except InputError:
        refuse_binary(data, where)
        declared = _CHARSET.search(data[:_HEAD])
        if declared is None:
            raise
        return _decode_as(declared[1].decode("ascii", "replace"), data, where)


def _decode_as(encoding: str, data: bytes, where: str) -> str:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        raise InputError(f"{where}: not {encoding} as the page says; save it as UTF-8") from None
