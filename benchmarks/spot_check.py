"""Compares shipped Arabic names with sources that do not come from GeoNames: `python -m benchmarks.spot_check FOLDER`.

FOLDER holds the sources, fetched by name and unpacked, in whatever sub-folders; what is not there is skipped:

    apt-get download kstars-data libgweather-4-common unicode-cldr-core  # dpkg-deb -x each FILE FOLDER
    pip download --no-deps algeria-wilayas-communes                      # unzip
    npm pack @dzcode-io/leblad iso3166-2-db                              # tar xzf

Compared are cities of the Arab states of 10,000 people and more, cities elsewhere of 300,000, and divisions. A name is
right if the gazetteer has it for the place, as its usual name or another, after folding and without a noun of type.
spot_check_reviewed.tsv lists the disagreements that were read, with the reason why the gazetteer keeps to its names.
"""

import argparse
import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.name_sources import SOURCES, Reference, latin_key
from geomap.arabic import fold
from geomap.gazetteer import tables
from geomap.gazetteer.build import ARAB_STATES, read_cities
from geomap.gazetteer.locate import data_folder
from geomap.gazetteer.tables import PlaceRow

REVIEWED = Path(__file__).with_name("spot_check_reviewed.tsv")
_ARAB_LEAST, _ELSEWHERE_LEAST = 10_000, 300_000
_DEGREES_APART = 0.35  # a weather station's town and its middle; namesakes of one country lie farther apart
_TYPE = re.compile(
    "^(?:ال)?(?:مدينه|محافظه|ولايه|بلديه|دائره|اماره|اقليم|مقاطعه|منطقه|كانتون|جمهوريه|جهه|شعبيه|قضاء|قسم|اداره|عماله"
    "|اوبلاست|اوبليس|كراي|اوكروغ|لواء) |(?:، .*|²| اوبلاست| كراي| اوبلاستي| ذاتيه الحكم| الذاتيه)$"
)
"""A noun of type, folded, which sources write and leave out at will."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A shipped place whose names do not include the source's."""

    row: PlaceRow
    reference: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What came of one source."""

    agreed: int
    reviewed: int
    """How many differ for the reason that the review states."""
    disagreements: tuple[Disagreement, ...]
    """All others."""

    def __str__(self) -> str:
        """Word it for the table, the share of agreement with nothing left out."""
        compared = self.agreed + self.reviewed + len(self.disagreements)
        share = self.agreed / max(compared, 1)
        judged = f"{self.reviewed:3} differ for a reason, {len(self.disagreements):3} are open"
        return f"{compared:5} compared, {self.agreed:5} agree ({share:6.1%}), {judged}"


def bare(name: str) -> str:
    """Return an Arabic name folded, without spaces, hyphens and nouns of type."""
    shorter = _TYPE.sub("", fold(name).strip())
    if shorter != fold(name):  # منطقة المدينة المنورة has two nouns of type
        return bare(shorter)
    return re.sub("[ -]", "", shorter).removeprefix("ال")


class _Shipped:
    """The shipped cities and divisions, by country and romanized name or code."""

    def __init__(self) -> None:
        latin = {city.id: city.latin for city in read_cities()}
        self._named: dict[tuple[str, str], dict[str, PlaceRow]] = {}
        self._usual: dict[tuple[str, str], dict[str, PlaceRow]] = {}
        self._coded: dict[tuple[str, str], list[PlaceRow]] = {}
        for row in filter(_is_compared, tables.places(data_folder())):
            place = row.place
            if place.feature_code == "ADM1":
                self._coded.setdefault((place.country_code, place.admin1_code), []).append(row)
                continue
            self._usual.setdefault((place.country_code, latin_key(place.name)), {})[place.id] = row
            for name in map(latin_key, latin[place.id]):
                self._named.setdefault((place.country_code, name), {})[place.id] = row

    def find(self, reference: Reference) -> PlaceRow | None:
        """Return the one place that a reference is of, or None where none or several may be meant."""
        if reference.admin1_code:
            coded = self._coded.get((reference.country_code, reference.admin1_code), [])
            return coded[0] if len(coded) == 1 else None
        names = self._named if reference.point else self._usual  # a further name alone may be that of a namesake
        named = names.get((reference.country_code, latin_key(reference.name)), {}).values()
        near = [row for row in named if _is_near(row, reference)]
        return near[0] if len(near) == 1 else None


def _is_compared(row: PlaceRow) -> bool:
    least = _ARAB_LEAST if row.place.country_code in ARAB_STATES else _ELSEWHERE_LEAST
    return row.place.feature_code == "ADM1" or (row.place.feature_class == "P" and row.place.population >= least)


def _is_near(row: PlaceRow, reference: Reference) -> bool:
    if reference.point is None:
        return True
    latitude, longitude = reference.point
    return max(abs(row.place.latitude - latitude), abs(row.place.longitude - longitude)) < _DEGREES_APART


def read_reviewed(path: Path) -> frozenset[tuple[str, str]]:
    """Return the place ids and bare names of the disagreements that people have read."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return frozenset((row["place_id"], bare(row["name_ar"])) for row in rows)


def compare(
    shipped: _Shipped, references: Iterable[Reference], reviewed: frozenset[tuple[str, str]] = frozenset()
) -> Comparison:
    """Return how many of the references the gazetteer has a place for, and which have another name there."""
    found: dict[tuple[str, str], Disagreement] = {}
    for reference in references:
        row = shipped.find(reference)
        if row:
            found[row.place.id, bare(reference.name_ar)] = Disagreement(row=row, reference=reference)
    wrong = {key: each for key, each in found.items() if key[1] not in map(bare, each.row.names)}
    return Comparison(
        agreed=len(found) - len(wrong),
        reviewed=len(wrong.keys() & reviewed),
        disagreements=tuple(each for key, each in wrong.items() if key not in reviewed),
    )


def main() -> None:
    """Print how many names agree with each source, and with --list every disagreement that is not reviewed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.spot_check", description=main.__doc__)
    parser.add_argument("folder", type=Path, help="where the sources are unpacked")
    parser.add_argument("--list", action="store_true", help="print the disagreements that are not reviewed")
    arguments = parser.parse_args()
    shipped, reviewed = _Shipped(), read_reviewed(REVIEWED)
    for source in SOURCES:
        paths = [next(iter(sorted(arguments.folder.rglob(pattern))), None) for pattern in source.files]
        if None in paths:
            print(f"{source.title:45} skipped: {' and '.join(source.files)} not found; {source.obtain}")
            continue
        result = compare(shipped, source.read(*paths), reviewed)
        print(f"{source.title:45} {result}")
        for each in result.disagreements if arguments.list else ():
            place = each.row.place
            print("", place.id, place.name, each.reference.name_ar, "|".join(each.row.names), sep="\t")


if __name__ == "__main__":
    main()
