"""Read plain text, and tell it from what only claims to be."""

import codecs
from collections.abc import Iterable, Iterator

from geomap.errors import InputError
from geomap.read.source import Source
from geomap.records import Article

_FOREIGN = {
    codecs.BOM_UTF16_LE: "UTF-16 text; convert it, for instance with iconv -f utf-16 -t utf-8",
    codecs.BOM_UTF16_BE: "UTF-16 text; convert it, for instance with iconv -f utf-16 -t utf-8",
    codecs.BOM_UTF32_BE: "UTF-32 text; convert it, for instance with iconv -f utf-32 -t utf-8",
    b"%PDF-": "a PDF, not text; extract its text, for instance with pdftotext",
    b"{\\rtf": "rich text, not plain text; save it as plain text in UTF-8",
    b"PK\x03\x04": "an archive or office document, not text; save it as plain text in UTF-8",
}
"""How a file begins that is not UTF-8 text → what it is and what to do about it."""


def read_text(lines: Iterable[bytes], source: Source) -> Iterator[Article]:
    """Read a file as one article, whose id is the file's name.

    The text is exactly what the file holds, line ends included, so offsets are those of the file decoded as UTF-8. Only
    a byte order mark is left out: offsets count from the character after it.

    Args:
        lines: The file's bytes.
        source: Where they are from.

    Yields:
        The article.

    Raises:
        InputError: The file is not UTF-8, is no text, or holds nothing but white space.
    """
    yield Article(id=source.name, text=with_words(decode(b"".join(lines), source.where), source.where))


def decode(data: bytes, where: str) -> str:
    """Decode UTF-8 without a byte order mark.

    Args:
        data: A file, or one line of it.
        where: The beginning of an error message.

    Raises:
        InputError: It is not UTF-8; the message counts bytes from 0.
    """
    refuse_binary(data, where)
    try:
        return data.decode("utf-8").removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{where}: not UTF-8 at byte {error.start}; convert it, for instance with iconv -f windows-1256 -t utf-8"
        ) from None


def refuse_binary(data: bytes, where: str) -> None:
    """Check that bytes may be text in UTF-8 or a code page.

    Args:
        data: The beginning of a file, or all of it.
        where: The beginning of an error message.

    Raises:
        InputError: They begin like another format, or hold a zero byte.
    """
    for beginning, what in _FOREIGN.items():
        if data.startswith(beginning):
            raise InputError(f"{where}: {what}")
    if b"\0" in data:
        raise InputError(f"{where}: not text: a zero byte at byte {data.index(0)}; give a text file in UTF-8")


def with_words(text: str, where: str) -> str:
    """Return the text of an article unaltered.

    Args:
        text: The text.
        where: The beginning of an error message.

    Raises:
        InputError: It holds nothing but white space.
    """
    if not text or text.isspace():
        raise InputError(f"{where}: holds no text; fill it in or leave it out")
    return text
