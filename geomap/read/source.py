"""Find the files that the arguments of a command mean."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geomap.errors import InputError

SUFFIXES = (".txt", ".jsonl", ".csv", ".parquet", ".html", ".htm")
"""What geomap reads, in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to read."""

    path: Path
    name: str
    """What it is called in article ids: its file name, or its path in the searched folder where names recur there."""

    @property
    def where(self) -> str:
        """The path, as error messages begin with it."""
        return shown(str(self.path))


STANDARD_INPUT = Source(path=Path("-"), name="stdin")


def shown(text: str) -> str:
    """Escape whatever would break the single line of an error message, or the terminal that prints it."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def find(argument: str) -> Iterator[Source | InputError]:
    """Yield the file that an argument names, those of the folder that it names, or for `-` standard input.

    A folder is searched recursively in the order of names. Hidden files, files of other suffixes and linked folders are
    left out.

    Args:
        argument: Path of a file or folder, or `-`.

    Yields:
        A source, or the error that stands in its place.
    """
    path = Path(argument)
    try:
        if argument == "-":
            yield STANDARD_INPUT
        elif path.is_dir():
            yield from _walk(path)
        elif path.exists():
            yield _checked(Source(path=path, name=path.name))
        else:
            yield InputError(f"{shown(argument)}: no such file or folder; check the path")
    except OSError as error:
        yield unreadable(shown(argument), error)


def unreadable(where: str, error: OSError) -> InputError:
    """Word an error of the operating system."""
    return InputError(
        f"{where}: cannot be read: {shown(error.strerror or str(error))}; check the path and its permissions"
    )


def _walk(root: Path) -> Iterator[Source | InputError]:
    failures: list[OSError] = []
    paths: list[Path] = []
    for folder, folders, names in os.walk(root, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths += [Path(folder, name) for name in sorted(names) if _is_article(name)]
    for failure in failures:
        yield unreadable(shown(str(failure.filename)), failure)
    if not paths and not failures:
        yield InputError(f"{shown(str(root))}: holds no articles; give a folder with {', '.join(SUFFIXES)} files")
    uses = Counter(path.name for path in paths)
    for path in paths:
        yield _checked(Source(path=path, name=path.name if uses[path.name] == 1 else path.relative_to(root).as_posix()))


def _is_article(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith(SUFFIXES)


def _checked(source: Source) -> Source | InputError:
    if source.path.suffix.lower() not in SUFFIXES:
        return InputError(f"{source.where}: not a format that geomap reads; give one of {', '.join(SUFFIXES)}")
    if not source.path.is_file():  # opening a pipe would wait for ever
        return InputError(f"{source.where}: not a regular file; check the path")
    if not _is_unicode(source.name):
        return InputError(f"{source.where}: the file name is not UTF-8; rename the file")
    return source


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
