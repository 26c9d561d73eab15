import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from geomap.arabic import fold, nisba_forms
from geomap.errors import GazetteerError
from geomap.gazetteer import Entry, Gazetteer, Role, key, open_gazetteer, tables
from geomap.gazetteer.locate import data_folder
from geomap.gazetteer.notes import NameNote, name_notes
from geomap.gazetteer.tables import DemonymRow, NameStatistics, PlaceRow

ARAB_CAPITALS = {
    "AE": "أبوظبي", "BH": "المنامة", "DJ": "جيبوتي", "DZ": "الجزائر", "EG": "القاهرة", "IQ": "بغداد", "JO": "عمان",
    "KM": "موروني", "KW": "الكويت", "LB": "بيروت", "LY": "طرابلس", "MA": "الرباط", "MR": "نواكشوط", "OM": "مسقط",
    "PS": "رام الله", "QA": "الدوحة", "SA": "الرياض", "SD": "الخرطوم", "SO": "مقديشو", "SY": "دمشق", "TN": "تونس",
    "YE": "صنعاء",
}  # fmt: skip
"""Of the members of the Arab League; for Palestine the seat of its government."""

UN_MEMBERS = frozenset(
    """
    AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO
    CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID
    IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK
    ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC
    SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE VN VU WS YE
    ZA ZM ZW
    """.split()
)

FEATURE_CLASSES = set("AHLPRSTUV")  # GeoNames' classes


@pytest.fixture(scope="module")
def rows() -> list[PlaceRow]:
    return list(tables.places(data_folder()))


@pytest.fixture(scope="module")
def demonyms(rows: list[PlaceRow]) -> list[DemonymRow]:
    return list(tables.demonyms(data_folder(), {row.place.id for row in rows}))


@pytest.fixture(scope="module")
def local_demonyms(rows: list[PlaceRow]) -> list[DemonymRow]:
    ids = {row.place.id for row in rows}
    return list(tables.demonyms(data_folder(), ids, file=tables.LOCAL_DEMONYM_FILE))


@pytest.fixture(scope="module")
def notes(rows: list[PlaceRow]) -> list[NameNote]:
    return list(name_notes(data_folder(), {row.place.id: row for row in rows}))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped files, to be changed."""
    folder = tmp_path / "data"
    folder.mkdir()
    for file in tables.ALL_FILES:
        shutil.copy(data_folder() / file, folder / file)
    return folder


# The shipped files


def test_ids_are_unique_in_all_files(rows: list[PlaceRow]) -> None:
    assert [place_id for place_id, count in Counter(row.place.id for row in rows).items() if count > 1] == []


def test_fields_of_places_are_well_formed(rows: list[PlaceRow]) -> None:
    for place in (row.place for row in rows):
        assert re.fullmatch(r"geonames:[1-9]\d*|geomap:[a-z0-9]+(-[a-z0-9]+)*", place.id), place
        assert -90 <= place.latitude <= 90, place
        assert -180 <= place.longitude <= 180, place
        assert (place.latitude, place.longitude) != (0, 0), place
        assert place.feature_class in FEATURE_CLASSES, place
        assert re.fullmatch("[A-Z]{2,6}[1-5]?", place.feature_code), place
        assert re.fullmatch("([A-Z]{2})?", place.country_code), place
        assert place.population >= 0, place
        assert place.name.strip() == place.name != "", place


def test_feature_codes_have_at_most_five_characters(rows: list[PlaceRow]) -> None:
    assert {row.place.feature_code for row in rows if len(row.place.feature_code) > 5} == set()


def test_arabic_names_are_arabic(rows: list[PlaceRow]) -> None:
    foreign = "کیگپچژڤۀەہۆێڕڵ"
    for row in rows:
        for name in row.names:
            assert not set(foreign) & set(name), row
            assert re.search("[ء-ي]", name), row
            assert not re.search("[A-Za-z]", name), row
            assert " ".join(name.split()) == name, row


def test_no_name_is_listed_twice_for_a_place(rows: list[PlaceRow]) -> None:
    assert [row.names for row in rows if len({fold(name) for name in row.names}) < len(row.names)] == []


def test_demonyms_are_of_countries(rows: list[PlaceRow], demonyms: list[DemonymRow]) -> None:
    countries = {row.place.id for row in rows if row.place.feature_class == "A"}  # England is a division
    assert {row.place_id for row in demonyms} - countries == set()


def test_local_demonyms_are_of_no_country(rows: list[PlaceRow], local_demonyms: list[DemonymRow]) -> None:
    countries = {row.place.id for row in rows if row.place.is_country}
    assert [row for row in local_demonyms if row.place_id in countries] == []


def test_an_adjective_is_of_a_country_or_of_a_city_but_not_of_both(
    demonyms: list[DemonymRow], local_demonyms: list[DemonymRow]
) -> None:
    national = {key(form) for row in demonyms for form in row.forms}
    of_both = {form for row in local_demonyms for form in row.forms if key(form) in national}
    assert {fold(form) for form in of_both} == {fold(form) for form in nisba_forms("بنغالي")}  # also of Bangladesh


def test_no_adjective_is_listed_twice_for_a_place(demonyms: list[DemonymRow], local_demonyms: list[DemonymRow]) -> None:
    forms = [(row.place_id, form) for row in (*demonyms, *local_demonyms) for form in set(map(key, row.forms))]
    assert [form for form, count in Counter(forms).items() if count > 1] == []


@pytest.mark.parametrize(
    ("form", "place_ids"),
    [
        ("البغداديون", {"geonames:98182"}),
        ("الأكراد", {"geomap:kurdistan"}),
        ("طرابلسي", {"geonames:266826", "geonames:2210247", "geomap:tripolitania"}),
        ("الشوام", {"geomap:levant"}),
        ("المدني", set()),  # civil
    ],
)
def test_adjectives_of_cities_regions_and_peoples_are_known(
    local_demonyms: list[DemonymRow], form: str, place_ids: set[str]
) -> None:
    assert {row.place_id for row in local_demonyms if key(form) in map(key, row.forms)} == place_ids


def test_each_name_has_at_most_one_note(notes: list[NameNote]) -> None:
    names = Counter((note.place_id, key(note.name)) for note in notes)
    assert [name for name, count in names.items() if count > 1] == []


def test_notes_are_in_arabic_and_english(notes: list[NameNote]) -> None:
    for note in notes:
        assert not re.search("[A-Za-z]", note.text_ar), note
        assert not re.search("[\u0600-\u06ff]", note.text_en), note


def test_statistics_are_shares_of_folded_names() -> None:
    for row in tables.statistics(data_folder()):
        assert fold(row.name) == row.name, row
        assert row.per_million >= 0, row
        assert all(0 <= share <= 1 for share in (row.locative, row.personal, row.inflected)), row


def test_every_member_of_the_united_nations_has_a_demonym(rows: list[PlaceRow]) -> None:
    assert len(UN_MEMBERS) == 193
    file = data_folder() / tables.DEMONYM_FILE
    named = {line.split("\t")[0] for line in file.read_text(encoding="utf-8").splitlines()}
    codes = {"PCLI", "PCLF"}  # independent, freely associated
    states = {row.place.country_code: row.place.id for row in rows if row.place.feature_code in codes}
    assert {code for code in UN_MEMBERS if states[code] not in named} == set()


# Looking names up


@pytest.mark.parametrize(("country", "name"), ARAB_CAPITALS.items())
def test_arab_capitals_are_found(gazetteer: Gazetteer, country: str, name: str) -> None:
    found = {entry.place.country_code for entry in gazetteer.lookup(key(name)) if entry.place}
    assert country in found


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("واشنطن", "geonames:4140963"),
        ("القدس", "geonames:281184"),
        ("سرت", "geonames:2210554"),
        ("مكة المكرمة", "geonames:104515"),
        ("ليبيا", "geonames:2215636"),
        ("الولايات المتحدة الأمريكية", "geonames:6252001"),
        ("الولاياتالمتحدةالأمريكية", "geonames:6252001"),
        ("البيت الأبيض", "geomap:white-house"),
    ],
)
def test_well_known_places_are_found(gazetteer: Gazetteer, name: str, place_id: str) -> None:
    assert place_id in {entry.place.id for entry in gazetteer.lookup(key(name)) if entry.place}


def test_every_name_of_every_row_finds_its_place(gazetteer: Gazetteer, rows: list[PlaceRow]) -> None:
    lost = [
        (row.place.id, name)
        for row in rows
        for name in row.names
        if (Role.PLACE, row.place) not in {(entry.role, entry.place) for entry in gazetteer.lookup(key(name))}
    ]
    assert lost == []


def test_every_form_of_every_demonym_finds_its_country(gazetteer: Gazetteer, demonyms: list[DemonymRow]) -> None:
    for row in demonyms:
        for form in row.forms:
            entries = gazetteer.lookup(key(form))
            assert row.place_id in {entry.place.id for entry in entries if entry.place and entry.role == Role.DEMONYM}


def test_every_form_of_every_local_demonym_finds_its_place(
    gazetteer: Gazetteer, local_demonyms: list[DemonymRow]
) -> None:
    for row in local_demonyms:
        for form in row.forms:
            found = {entry.place.id for entry in gazetteer.lookup(key(form)) if entry.place and is_local(entry)}
            assert row.place_id in found, form


def is_local(entry: Entry) -> bool:
    return entry.role == Role.LOCAL_DEMONYM


def test_organizations_are_no_places(gazetteer: Gazetteer) -> None:
    (entry,) = gazetteer.lookup(key("القاعدة في بلاد المغرب الإسلامي"))
    assert (entry.role, entry.place) == (Role.ORGANIZATION, None)


def test_an_unknown_name_has_no_meaning(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup(key("زززززز")) == ()
    assert gazetteer.lookup("") == ()


def test_the_beginning_of_longer_names_is_told(gazetteer: Gazetteer) -> None:
    assert gazetteer.has_beginning(key("الولايات") + " ")
    assert gazetteer.has_beginning(key("الولايات المتحدة") + " ")
    assert not gazetteer.has_beginning(key("الولايات المتحدة الأمريكية") + " ")
    assert not gazetteer.has_beginning(key("الولاي") + " ")


def test_names_are_keys(gazetteer: Gazetteer) -> None:
    names = list(gazetteer.names())
    assert key("طرابلس") in names
    assert [name for name in names if key(name) != name] == []


def test_the_statistics_of_an_unseen_name_are_zeros(gazetteer: Gazetteer) -> None:
    zeros = NameStatistics(name="زززززز", per_million=0, locative=0, personal=0, inflected=0)
    assert gazetteer.statistics("زززززز") == zeros


def test_the_key_of_a_name_is_its_folded_words() -> None:
    assert key(" مكّة-المكرمة\n") == "مكه المكرمه"
    assert key("إسلام_آباد") == "اسلام اباد"
    assert key("…") == ""


@pytest.mark.parametrize("name", ["ـ طرابلس", "طرابلس ـ", "طرابلس ـ الغرب"])
def test_a_dash_written_as_tatweel_is_no_word(name: str) -> None:
    assert key(name) == key(name.replace("ـ", ""))


# Malformed files


def spoil(path: Path, number: int, **cells: str) -> None:
    """Overwrite cells of a row; number 2 is the first row below the header."""
    lines = path.read_text(encoding="utf-8").split("\n")
    row = dict(zip(lines[0].split("\t"), lines[number - 1].split("\t"), strict=True))
    lines[number - 1] = "\t".join((row | cells).values())
    path.write_text("\n".join(lines), encoding="utf-8")


def error(data: Path, cache: Path) -> str:
    with pytest.raises(GazetteerError) as caught:
        open_gazetteer(data, cache)
    assert not cache.exists() or list(cache.iterdir()) == [], "nothing half-compiled stays behind"
    message = str(caught.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        ({"latitude": "95.2"}, "latitude '95.2' is outside [-90, 90]; correct the row"),
        ({"longitude": "-180.5"}, "longitude '-180.5' is outside [-180, 180]; correct the row"),
        ({"latitude": "nan"}, "latitude 'nan' is outside [-90, 90]; correct the row"),
        ({"longitude": "inf"}, "longitude 'inf' is outside [-180, 180]; correct the row"),
        ({"latitude": "٣٢°"}, "could not convert string to float: '٣٢°'; correct the row"),
        ({"latitude": ""}, "could not convert string to float: ''; correct the row"),
        ({"population": "many"}, "invalid literal for int() with base 10: 'many'; correct the row"),
        ({"name_ar": ""}, "the usual name is empty; correct the row"),
        ({"source": "a\tb"}, "13 columns, not 12; correct the row"),
        ({"id": "geonames:1\ngeonames:2"}, "1 columns, not 12; correct the row"),
    ],
)
def test_a_malformed_place_is_pointed_at(data: Path, tmp_path: Path, cells: dict[str, str], what: str) -> None:
    spoil(data / "cities.tsv", 1207, **cells)
    assert error(data, tmp_path / "cache") == f"cities.tsv:1207: {what}"


@pytest.mark.parametrize("file", tables.ALL_FILES)
def test_another_header_is_refused(data: Path, tmp_path: Path, file: str) -> None:
    path = data / file
    path.write_text(path.read_text(encoding="utf-8").replace("name", "nom", 1), encoding="utf-8")
    if file in {tables.DEMONYM_FILE, tables.LOCAL_DEMONYM_FILE}:
        path.write_text(path.read_text(encoding="utf-8").replace("nisba", "nomba", 1), encoding="utf-8")
    assert re.fullmatch(rf"{file}:1: the header is not [a-z0-9_ ]+; restore it", error(data, tmp_path / "cache"))


@pytest.mark.parametrize(
    ("file", "row", "what"),
    [
        ("demonyms.tsv", "geonames:2215636\tليبي", "2 columns, not 5; correct the row"),
        ("demonyms.tsv", "geonames:2215636\t\t\t\tcurated", "the usual name is empty; correct the row"),
        ("local_demonyms.tsv", "geonames:1\tزززي\t\t\tcurated", "no place has the id geonames:1; correct the row"),
        ("organizations.tsv", "\tاسم\tparty", "the usual name is empty; correct the row"),
        ("name_notes.tsv", "geonames:1\tززز\tlocal\t\t\tx\tx", "no place has the id geonames:1; correct the row"),
        (
            "name_notes.tsv",
            "geonames:2210554\tطبرق\tlocal\t\t\tx\tx",
            "'طبرق' is no name of geonames:2210554; correct the row",
        ),
        (
            "name_notes.tsv",
            "geonames:2210554\tسرت\told\t\t\tx\tx",
            "the kind 'old' is none of former contested alternative official local; correct the row",
        ),
        ("name_notes.tsv", "geonames:2210554\tسرت\tlocal\t19x\t\tx\tx", "'19x' is no year; correct the row"),
        ("name_notes.tsv", "geonames:2210554\tسرت\tlocal\t1990\t812\tx\tx", "1990 is after 812; correct the row"),
        ("name_notes.tsv", "geonames:2210554\tسرت\tlocal\t\t\tx\t", "a note is empty; correct the row"),
        (
            "name_statistics.tsv",
            "اسم\t1.0\tx\t0\t0",
            "could not convert string to float: 'x'; correct the row",
        ),
        ("landmarks.tsv", "", "1 columns, not 12; correct the row"),
    ],
)
def test_a_malformed_row_of_any_file_is_pointed_at(data: Path, tmp_path: Path, file: str, row: str, what: str) -> None:
    path = data / file
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}{row}\n", encoding="utf-8")
    assert error(data, tmp_path / "cache") == f"{file}:{text.count(chr(10)) + 1}: {what}"


def test_a_demonym_of_no_place_is_pointed_at(data: Path, tmp_path: Path) -> None:
    spoil(data / "demonyms.tsv", 5, place_id="geonames:1")
    assert error(data, tmp_path / "cache") == "demonyms.tsv:5: no place has the id geonames:1; correct the row"


def test_a_missing_file_is_named(data: Path, tmp_path: Path) -> None:
    (data / "regions.tsv").unlink()
    assert "regions.tsv: No such file or directory; restore the file" in error(data, tmp_path / "cache")


def test_a_file_in_another_encoding_is_named(data: Path, tmp_path: Path) -> None:
    content = (data / "landmarks.tsv").read_bytes()
    (data / "landmarks.tsv").write_bytes(content + "القصر".encode("windows-1256"))
    message = error(data, tmp_path / "cache")
    assert message == f"landmarks.tsv: not UTF-8 at byte {len(content)}; convert the file"


# The compiled index


def indexes(cache: Path) -> dict[str, int]:
    """Name of each index → when its trie was written."""
    return {folder.name: (folder / "names.marisa").stat().st_mtime_ns for folder in cache.iterdir()}


def test_an_index_is_compiled_once_for_the_same_files(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "deep" / "cache"
    first = open_gazetteer(data, cache)
    assert len(indexes(cache)) == 1
    monkeypatch.setattr("geomap.gazetteer.compile.compile_index", None)
    assert open_gazetteer(data, cache).lookup(key("سرت")) == first.lookup(key("سرت")) != ()


def test_what_a_killed_process_left_is_removed_after_a_day(data: Path, tmp_path: Path) -> None:
    for name in ("compiling-old", "compiling-new"):
        (tmp_path / "cache" / name).mkdir(parents=True)
        (tmp_path / "cache" / name / "names.marisa").touch()
    os.utime(tmp_path / "cache" / "compiling-old", (1, 1))
    open_gazetteer(data, tmp_path / "cache")
    assert len(indexes(tmp_path / "cache")) == 2
    assert (tmp_path / "cache" / "compiling-new").exists()


def test_changed_files_get_an_index_of_their_own(data: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    before = open_gazetteer(data, cache)
    line = next(
        number
        for number, text in enumerate((data / "cities.tsv").read_text(encoding="utf-8").splitlines(), start=1)
        if text.startswith("geonames:2210554\t")
    )
    spoil(data / "cities.tsv", line, name_ar="زززززز", latitude="31.5")
    after = open_gazetteer(data, cache)
    assert len(indexes(cache)) == 2
    (entry,) = after.lookup("زززززز")
    assert entry.place is not None
    assert (entry.place.id, entry.place.latitude) == ("geonames:2210554", 31.5)
    assert before.lookup("زززززز") == ()


OPEN = """
import sys
from pathlib import Path
from geomap.gazetteer import key, open_gazetteer
sys.stdin.readline()
print(len({entry.place.id for entry in open_gazetteer(cache=Path(sys.argv[1])).lookup(key("ليبيا"))}))
"""


@pytest.fixture
def openers(tmp_path: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that open the gazetteer when they are sent a line."""
    started = [
        subprocess.Popen(  # noqa: S603  # Python itself
            [sys.executable, "-c", OPEN, str(tmp_path / "cache")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    yield started
    for process in started:
        process.kill()
        process.communicate()


def test_two_processes_may_compile_at_the_same_time(tmp_path: Path, openers: list[subprocess.Popen[str]]) -> None:
    for process in openers:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.communicate()[0] for process in openers] == ["1\n", "1\n"]
    assert [process.returncode for process in openers] == [0, 0]
    assert len(indexes(tmp_path / "cache")) == 1
