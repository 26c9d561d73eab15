"""Put a finished file or folder in its place in one step, or leave what was there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from geomap.errors import GeomapError, OutputError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a place to write what is to become `path`: a path of the same name in a temporary folder beside it.

    Folders above `path` are made. When the block ends, the file or folder written takes the place of `path`, a folder
    only that of a folder; when it fails, all that it wrote is removed.

    Args:
        path: Where the result is to be.

    Yields:
        The path to write to; nothing is there yet.

    Raises:
        OutputError: A folder cannot be made, or the result not written or put there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".geomap-", dir=path.parent) as scratch:
            written = Path(scratch, path.name)
            yield written
            _put(written, path, Path(scratch, "replaced"))
    except GeomapError:
        raise
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}; choose another place") from error


def _put(written: Path, path: Path, replaced: Path) -> None:
    """Move the result into place; a folder that is there moves to `replaced`, to be removed with its parent."""
    if not (written.is_dir() and path.is_dir()):
        written.replace(path)
        return
    path.replace(replaced)
    try:
        written.replace(path)
    except OSError:
        replaced.replace(path)
        raise
