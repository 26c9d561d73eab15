"""Measures an import of all of GeoNames: `python -m benchmarks.imports [--rows N] [--keep FOLDER]`.

GeoNames is not downloaded: files of its form and size are generated row by row, with names joined from shipped ones.
Of the 12 million places one in twenty has a name in Arabic script, half of these in the Arab world; of four names for
every three places one in sixteen is in Arabic script: tagged as Arabic, as another language, or not tagged. The import
runs as a process of its own, so that its peak memory is told apart from this one's.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from geomap.gazetteer import tables
from geomap.gazetteer.build import ARAB_STATES
from geomap.gazetteer.locate import data_folder
from geomap.gazetteer.tables import PlaceRow

_ROWS = 12_000_000
_BATCH = 20_000
_MEMORY = 2_000  # MB, which the import is to stay under
_LANGUAGES = ("ar", "ar", "ar", "fa", "ur", "")
_KINDS = ("P\tPPL", "P\tPPL", "P\tPPL", "A\tADM3", "H\tWAD", "T\tMT", "S\tSCH", "S\tMSQE")


def _shipped() -> list[PlaceRow]:
    return [row for row in tables.places(data_folder()) if " " not in row.place.name_ar]


def _names(chance: random.Random, shipped: list[PlaceRow]) -> tuple[str, str]:
    """Return a name of two words in Latin letters, and the same in Arabic."""
    one, other = chance.choice(shipped), chance.choice(shipped)
    return f"{one.place.name} {other.place.name}", f"{one.place.name_ar} {other.place.name_ar}"


def places(count: int, shipped: list[PlaceRow]) -> Iterator[str]:
    """Yield lines of allCountries.txt."""
    chance = random.Random(1)  # noqa: S311  # the same rows each time
    arab = sorted(ARAB_STATES)
    for number in range(1, count + 1):
        latin, arabic = _names(chance, shipped)
        has_arabic = number % 20 == 0
        country = chance.choice(arab) if number % 40 == 0 else chance.choice(("US", "CN", "IR", "PK", "FR"))
        alternates = f"{latin} Bis,{latin.lower()},{arabic}" if has_arabic else f"{latin} Bis"
        yield (
            f"{number}\t{latin}\t{latin}\t{alternates}\t{chance.uniform(-60, 70):.5f}\t{chance.uniform(-180, 180):.5f}"
            f"\t{_KINDS[number % 8]}\t{country}\t\t07\t001\t\t\t{number % 5 * 100}\t\t120\tEtc/UTC\t2026-01-01\n"
        )


def alternates(count: int, shipped: list[PlaceRow]) -> Iterator[str]:
    """Yield lines of alternateNamesV2.txt for that many places, four for every three."""
    chance = random.Random(2)  # noqa: S311  # the same rows each time
    for number in range(1, count * 4 // 3 + 1):
        latin, arabic = _names(chance, shipped)
        place = chance.randint(1, count)
        if number % 16:
            yield f"{number}\t{place}\ten\t{latin}\t\t\t\t\t\t\n"
        else:
            yield f"{number}\t{place}\t{chance.choice(_LANGUAGES)}\t{arabic}\t{'1' * (number % 3 == 0)}\t\t\t\t\t\n"


def _write(path: Path, rows: Callable[[], Iterator[str]]) -> None:
    if path.exists():
        return
    lines = rows()
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(path.with_suffix(".txt").name, "w", force_zip64=True) as member,
    ):
        while batch := list(islice(lines, _BATCH)):
            member.write("".join(batch).encode())


def _measure(folder: Path, count: int) -> None:
    shipped = _shipped()
    dump, names = folder / "allCountries.zip", folder / "alternateNamesV2.zip"
    _write(dump, lambda: places(count, shipped))
    _write(names, lambda: alternates(count, shipped))
    environment = {"GEOMAP_GAZETTEER": str(folder / "user"), "XDG_CACHE_HOME": str(folder / "cache")}
    start = time.perf_counter()
    subprocess.run(  # noqa: S603  # geomap itself
        [sys.executable, "-m", "geomap.cli", "gazetteer", "import", str(dump), "--names", str(names)],
        check=True, env=environment,
    )  # fmt: skip
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    print(f"rows imported from               {count:10,}")
    print(f"seconds                          {seconds:10.0f}")
    print(f"peak memory, MB (under {_MEMORY:,})    {peak:10.0f}")


def main() -> None:
    """Generate the files and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.imports", description=main.__doc__)
    parser.add_argument("--rows", type=int, default=_ROWS, help="places to generate; %(default)s")
    parser.add_argument("--keep", type=Path, help="folder to generate in, whose files are used again")
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        _measure(options.keep, options.rows)
        return
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), options.rows)


if __name__ == "__main__":
    main()
