"""Times the gazetteer's index at a million names beside the shipped ones: `python -m benchmarks.index`.

The names are pairs of words of the shipped names, imported as a million places with a name in Latin letters each, in a
temporary folder. What is measured is measured in a process of its own, on one core; times are the processor's, so that
other work of the machine does not count, but for opening. A slip of the pen is a letter left out, put in, changed, or
swapped with the next.
"""

import argparse
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from geomap.gazetteer import Gazetteer, open_gazetteer, tables
from geomap.gazetteer.index import index_folder
from geomap.gazetteer.locate import data_folder
from geomap.gazetteer.nametable import NameTable
from geomap.gazetteer.search import search
from geomap.gazetteer.tables import PlaceRow

_NOTE = """title = "Generated places"
licence = "CC0"
imported = "2026-11-22"
rows = {rows}
"""
_LOOKUPS = 20_000
_SEARCHES = 300
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_TIMES = 2  # the pages of the files are mapped the first time
_FIRST = 10  # places among which the right one is to be


def _distinct_pairs(words: Sequence[str], chance: random.Random) -> Iterator[str]:
    seen = set[str]()
    while True:
        pair = " ".join(chance.sample(words, 2))
        if pair not in seen:
            seen.add(pair)
            yield pair


def _generate(rows: int, user: Path) -> None:
    """Write an import of this many rows into a user's folder."""
    chance = random.Random(3)  # noqa: S311  # the same names each time
    shipped = list(tables.places(data_folder()))
    words = sorted({word for row in shipped for name in row.names for word in name.split() if word.isalpha()})
    latin = sorted({word for row in shipped for word in row.place.name.split()})
    names = islice(zip(_distinct_pairs(words, chance), _distinct_pairs(latin, chance), strict=True), rows)
    (user / "imports").mkdir(parents=True)
    (user / "imports" / "generated.toml").write_text(_NOTE.format(rows=rows), encoding="utf-8")
    with (user / "imports" / "generated.tsv").open("w", encoding="utf-8", newline="\n") as file:
        file.write("\t".join(tables.PLACE_COLUMNS) + "\n")
        for number, (name, name_en) in enumerate(names, start=1):
            latitude, longitude = chance.uniform(12, 37), chance.uniform(-17, 60)
            country = chance.choice(shipped).place.country_code
            cells = f"{latitude:.5f}\t{longitude:.5f}\tP\tPPL\t{country}\t\t{chance.choice((0, number))}\tgenerated"
            file.write(f"osm:node-{number}\t{name_en}\t{name}\t\t{cells}\n")


def _slip(name: str, chance: random.Random) -> str:
    at = chance.randrange(len(name) - 1)
    letter = chance.choice(_LETTERS)
    return chance.choice((
        name[:at] + name[at + 1 :],
        name[:at] + letter + name[at:],
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    ))  # fmt: skip


def _microseconds(look_up: Callable[[str], object], names: Sequence[str]) -> float:
    start = time.process_time()
    for name in names:
        look_up(name)
    return (time.process_time() - start) / len(names) * 1e6


def _milliseconds(gazetteer: Gazetteer, queries: Sequence[str], **options: str) -> list[float]:
    times = []
    for query in queries:
        start = time.process_time()
        search(gazetteer, query, **options)
        times.append((time.process_time() - start) * 1e3)
    return times


def _memory() -> float:
    """Return the most memory that this process ever held, in megabytes, mapped files included."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux's getrusage counts the parent process, too
        return int(status.read_text(encoding="ascii").split("VmHWM:")[1].split()[0]) / 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def _print(what: str, figure: float, unit: str, asked: str = "") -> None:
    print(f"  {what:48}{figure:10.2f} {unit:3} {asked}", flush=True)


def _compile(user: Path, cache: Path, asked: str) -> None:
    start = time.process_time()
    open_gazetteer(cache=cache, user=user)
    _print("compiled", time.process_time() - start, "s", asked)
    _print("memory while compiling", _memory(), "MB", "asked: under 2000")
    _print("size of the index", sum(path.stat().st_size for path in cache.rglob("*.*")) / 1e6, "MB")


def _measure(user: Path, cache: Path, asked: str) -> None:
    start = time.perf_counter()
    gazetteer = open_gazetteer(cache=cache, user=user)
    _print("opened", (time.perf_counter() - start) * 1e3, "ms", asked)
    _print("memory once opened", _memory(), "MB")
    chance = random.Random(5)  # noqa: S311  # the same names each time
    count = sum(1 for _ in gazetteer.names())
    names = list(islice(gazetteer.names(), 0, None, max(1, count // _LOOKUPS)))
    chance.shuffle(names)
    absent = [name[::-1] for name in names]
    meanings = NameTable(index_folder(data_folder(), user, cache)).meanings
    for _ in range(_TIMES):
        _print("look-up, which places a name means", _microseconds(meanings, names), "µs", "asked: under 2")
    _print("look-up, and their records, read", _microseconds(gazetteer.lookup, names), "µs")
    _print("look-up, and their records, seen before", _microseconds(gazetteer.lookup, names), "µs", "asked: under 2")
    _print("look-up, a name that is not there", _microseconds(gazetteer.lookup, absent), "µs", "asked: under 2")
    queries = [_slip(name, chance) for name in names[:_SEARCHES]]
    _print("look-up, as a longer name's beginning", _microseconds(gazetteer.begins, names), "µs")
    search(gazetteer, queries[0])  # imports numpy and rapidfuzz
    for what, given, options in (
        ("a name with a slip", queries, {}),
        ("a name with a slip, in Egypt", queries, {"country": "EG"}),
        ("a beginning of one to three letters", [name[: chance.randint(1, 3)] for name in names[:_SEARCHES]], {}),
    ):
        times = _milliseconds(gazetteer, given, **options)
        _print(f"search, {what}, median", statistics.median(times), "ms", "asked: under 20")
        _print(f"search, {what}, 95%", statistics.quantiles(times, n=20)[-1], "ms", "asked: under 20")
    _print("memory after all this", _memory(), "MB", "asked: under 300")
    _measure_slips(gazetteer)


def _measure_slips(gazetteer: Gazetteer) -> None:
    rows = [row for row in tables.places(data_folder()) if row.place.population > 10_000]  # noqa: PLR2004
    chance = random.Random(7)  # noqa: S311  # the same names each time
    chosen = chance.sample(rows, _SEARCHES)
    once = [_slip(row.names[0], chance) for row in chosen]
    twice = [_slip(query, chance) for query in once]
    for slips, queries in (("one slip", once), ("two slips", twice)):
        share = statistics.mean(_finds(gazetteer, query, row) for query, row in zip(queries, chosen, strict=True))
        _print(f"shipped names found among the first {_FIRST}, {slips}", share * 100, "%")


def _finds(gazetteer: Gazetteer, query: str, row: PlaceRow) -> bool:
    return row.place.id in {place.id for place in search(gazetteer, query, limit=_FIRST)}


def _run(step: str, user: Path, cache: Path, asked: str) -> None:
    command = [sys.executable, "-m", "benchmarks.index", "--step", step, str(user), str(cache), asked]
    subprocess.run(command, check=True)  # noqa: S603  # this file


def main() -> None:
    """Print the figures, each beside what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.index", description=main.__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="places to generate; %(default)s")
    parser.add_argument("--step", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        step, user, cache, asked = options.step
        {"compile": _compile, "measure": _measure}[step](Path(user), Path(cache), asked)
        return
    with tempfile.TemporaryDirectory() as folder:
        for what, rows, compiled, opened in (
            ("shipped files", 0, "asked: under 10", "asked: under 100"),
            (f"and {options.rows:,} imported places", options.rows, "target: under 60", "asked: under 300"),
        ):
            print(what)
            user, cache = Path(folder) / str(rows), Path(folder) / f"cache-{rows}"
            if rows:
                _generate(rows, user)
            _run("compile", user, cache, compiled)
            _run("measure", user, cache, opened)


if __name__ == "__main__":
    main()
