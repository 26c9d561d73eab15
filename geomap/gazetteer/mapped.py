"""Maps the files of a compiled index into memory; they stay readable when the index is discarded."""

import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

Contents: TypeAlias = mmap.mmap | bytes


def contents(path: Path) -> Contents:
    """Return a file's bytes, which are read as they are asked for; an empty file cannot be mapped."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""


def all_contents(folder: Path, prefix: str) -> Mapping[str, Contents]:
    """Return the bytes of the files in a folder whose names begin so, by name."""
    return {path.name: contents(path) for path in folder.glob(f"{prefix}*")}


def integers(path: Path) -> "memoryview[int]":
    """Return a file's unsigned integers of 32 bits, in the machine's byte order."""
    return memoryview(contents(path)).cast("I")
