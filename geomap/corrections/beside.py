"""Finds the files of corrections that lie beside the input."""

from collections.abc import Iterable
from pathlib import Path

FILE_NAME = "geomap-corrections.toml"
"""What the map calls the file that it offers, and what is looked for beside the input."""


def files_beside(inputs: Iterable[str]) -> tuple[Path, ...]:
    """Return the files of corrections in the folders of these inputs: in a folder itself, or in that of a file.

    Args:
        inputs: arguments as a command takes them; standard input, `-`, lies nowhere.
    """
    paths = [Path(argument) for argument in inputs if argument != "-"]
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in paths)
    return tuple(folder / FILE_NAME for folder in folders if (folder / FILE_NAME).is_file())
