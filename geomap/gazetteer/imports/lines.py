"""Reads GeoNames' dumps line by line, plain or zipped."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from geomap.errors import GazetteerError

_OTHER_MEMBERS = ("readme.txt", "iso-languagecodes.txt")
_BUFFER = 1 << 20


def numbered_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a text file, or of the one in a zip archive, with their numbers, without line ends.

    Raises:
        GazetteerError: The file cannot be read to its end.
    """
    number = 0
    try:
        with ExitStack() as stack:
            for number, line in enumerate(_open(path, stack), start=1):
                yield number, line.rstrip(b"\r\n")
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise GazetteerError(f"{path}: broken after line {number} ({error}); download the file again") from None
    except OSError as error:
        raise GazetteerError(f"{path}: {error.strerror or error}; choose another file") from None


def is_archive(path: Path) -> bool:
    """Tell whether a file is a zip archive, or is meant to be one: a broken one is not to be read as text."""
    return path.suffix.lower() == ".zip" or zipfile.is_zipfile(path)


def _open(path: Path, stack: ExitStack) -> Iterable[bytes]:
    if not is_archive(path):
        return stack.enter_context(path.open("rb", buffering=_BUFFER))
    archive = stack.enter_context(zipfile.ZipFile(path))
    members = [name for name in archive.namelist() if name.endswith(".txt") and name not in _OTHER_MEMBERS]
    if len(members) != 1:
        raise GazetteerError(f"{path}: {len(members)} text files, not one; unpack it and give the file itself")
    return stack.enter_context(archive.open(members[0]))
