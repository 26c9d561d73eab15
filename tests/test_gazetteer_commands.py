import contextlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from commands import Command, Done, invoke
from geomap.errors import GazetteerError, OutputError
from geomap.gazetteer import Gazetteer, Role, key, open_gazetteer
from geomap.gazetteer.coordinates import read_coordinates
from geomap.gazetteer.keys import search_key
from geomap.gazetteer.layers import Layers, read_layers
from geomap.gazetteer.locate import data_folder, user_folder
from geomap.gazetteer.search import search
from geomap.gazetteer.searchtable import form
from geomap.gazetteer.tables import PLACE_COLUMNS, PLACE_FILES, PlaceRow
from geomap.gazetteer.user import Addition, add, remove
from geomap.records import Place
from strategies import texts

TRIPOLI = "geonames:2210247"
LIBYA = "geonames:2215636"
HEADER = "\t".join(PLACE_COLUMNS)
ROW = f"{TRIPOLI}\tTripoli\tطرابلس العاصمة\tطرابلس الجديدة\t32.9\t13.2\tP\tPPLC\tLY\t77\t5\tuser"


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of this test alone, which does not exist yet."""
    folder = tmp_path / "mine" / "gazetteer"
    monkeypatch.setenv("GEOMAP_GAZETTEER", str(folder))
    return folder


@pytest.fixture
def command(user: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run `geomap gazetteer` with these arguments."""
    assert user_folder() == user

    return lambda *arguments: invoke(capsys, "gazetteer", *arguments)


def succeeded(done: Done) -> list[str]:
    assert (done.status, done.err) == (0, [])
    return done.out


def refused(done: Done) -> str:
    """Return the one line that says what the user has to correct."""
    assert (done.status, done.out) == (2, [])
    (line,) = done.err
    assert line.startswith("geomap")
    return line


def found(name: str) -> set[str]:
    """Return the ids of the places of this name in the gazetteer with the user's files."""
    return {entry.place.id for entry in open_gazetteer().lookup(key(name)) if entry.place}


def write(folder: Path, file: str, *lines: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def layers() -> Layers:
    """What is shipped alone."""
    return read_layers(data_folder(), Path("nowhere"))


# geomap gazetteer add


def test_what_is_added_is_shown_and_found(command: Command, user: Path) -> None:
    options = ["--name-en", "Qaryat as Salam", "--country", "ly", "--population", "1200"]
    (line,) = succeeded(command("add", "قرية السلام", "32°45'N 13°16'E", *options))
    name_ar, name, place_id, *others = line.split("\t")
    assert (name_ar, name, others) == ("قرية السلام", "Qaryat as Salam", ["LY", "PPL", "32.75, 13.26667", "1200"])
    assert re.fullmatch("geomap:user-[0-9a-f]{10}", place_id)
    assert found("قرية السلام") == {place_id}
    assert succeeded(command("search", "qaryat as s", "--limit", "1")) == [line]
    assert [path.name for path in user.iterdir()] == ["places.tsv"]


def test_a_place_added_again_is_refused(command: Command) -> None:
    succeeded(command("add", "زززز ززز", "32.75 13.27"))
    assert "has this name at 32.75, 13.27 already; remove that one" in refused(
        command("add", "زززز ززز", "32.75 13.27")
    )
    assert "has this name at" in refused(command("add", "زّززز‎ ززز", "32.80 13.30"))
    succeeded(command("add", "زززز ززز", "25 13.27"))
    assert len(found("زززز ززز")) == 2


def test_a_shipped_place_is_refused(command: Command) -> None:
    assert f"{TRIPOLI} has this name" in refused(command("add", "طرابلس", "32.9 13.2"))
    succeeded(command("add", "طرابلس", "32.9 13.2", "--feature-code", "S.MUS"))


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["Sirte", "31.2 16.6"], "'S', which is no Arabic letter"),
        (["سیرت", "31.2 16.6"], "'ی', which is no Arabic letter"),
        (["تگ\tتگ", "31.2 16.6"], "'گ', which is no Arabic letter"),
        (["سرت: المدينة", "31.2 16.6"], "':', which is no Arabic letter"),
        (["", "31.2 16.6"], "the usual name is empty"),
        (["ب", "31.2 16.6"], "not made of Arabic words"),
        (["٦", "31.2 16.6"], "not made of Arabic words"),
        (["زززز", "here"], "'here': not coordinates; write them as"),
        (["زززز", "31.2"], "not coordinates"),
        (["زززز", "31,2 16,6"], "not coordinates"),
        (["زززز", "91 16"], "latitude '91' is outside [-90, 90]"),
        (["زززز", "31 181"], "longitude '181' is outside [-180, 180]"),
        (["زززز", "0 0"], "no place at 0, 0"),
        (["زززز", "31 16", "--feature-code", "XYZ"], "feature code 'XYZ' is none that the gazetteer uses"),
        (["زززز", "31 16", "--feature-code", "Z.PPL"], "feature class 'Z' is none of A H L P R S T U V"),
        (["زززز", "31 16", "--feature-code", "S.MUSEUM"], "feature code 'MUSEUM' is not"),
        (["زززز", "31 16", "--country", "ZZ"], "'ZZ' is no ISO 3166-1 alpha-2 code"),
        (["زززز", "31 16", "--country", "LBY"], "'LBY' is not two letters"),
        (["زززز", "31 16", "--population", "-5"], "--population"),
        (["زززز", "31 16", "--population", "many"], "'many' is not a whole number"),
        (["زززز", "31 16", "--name-en", "a\N{NULL}b"], "control characters"),
    ],
)
def test_what_is_wrong_with_a_place_is_told(command: Command, user: Path, arguments: list[str], what: str) -> None:
    assert what in refused(command("add", *arguments))
    assert not user.exists()


def test_a_name_loses_what_is_not_seen(command: Command) -> None:
    (line,) = succeeded(command("add", "\N{RIGHT-TO-LEFT MARK}زُزـزز  ﻻ", "31.2 16.6"))
    assert line.split("\t")[0] == "ززز لا".replace("ززز", "زززز")


def test_a_file_edited_by_hand_is_kept(user: Path, layers: Layers) -> None:
    path = write(user, "places.tsv", HEADER, ROW)
    path.write_text(path.read_text(encoding="utf-8").removesuffix("\n"), encoding="utf-8")
    place = add(layers, user, Addition(name_ar="زززز", coordinates="31 16"))
    assert path.read_text(encoding="utf-8").splitlines()[:2] == [HEADER, ROW]
    assert read_layers(data_folder(), user).own[place.id].place == place


def test_a_folder_that_cannot_be_made_is_told(layers: Layers, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        add(layers, tmp_path / "file", Addition(name_ar="زززز", coordinates="31 16"))


@pytest.mark.parametrize(
    "text",
    [
        "32.75 13.27", "32.75,13.27", "32.75; 13.27", " 32.75 / 13.27 ", "N32.75 E13.27", "32.75N 13.27E",
        "32 45m 0s N 13 16m 12s E", "32°45′0″N, 13°16′12″E", "+32.75 +13.27", "32.75, 13.27, 20m",
        "UT: N 32°45' E 13.27",
    ],
)  # fmt: skip
def test_coordinates_are_read_in_many_notations(text: str) -> None:
    assert read_coordinates(text) == (32.75, 13.27)


def test_coordinates_of_the_other_hemispheres() -> None:
    assert read_coordinates("-33.9 -151.2") == read_coordinates("33.9 S, 151.2 W") == (-33.9, -151.2)
    assert read_coordinates("-90 180") == (-90, 180)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_coordinates_survive_being_written(latitude: float, longitude: float) -> None:
    assume(round(latitude, 5) != 0 or round(longitude, 5) != 0)
    assert read_coordinates(f"{latitude:.5f} {longitude:.5f}") == (round(latitude, 5), round(longitude, 5))


@given(st.text(max_size=30) | st.from_regex(r"[-+NSEW0-9.,; °′]{1,20}", fullmatch=True))
def test_any_other_text_is_refused_as_coordinates(text: str) -> None:
    with contextlib.suppress(GazetteerError):
        latitude, longitude = read_coordinates(text)
        assert -90 <= latitude <= 90
        assert -180 <= longitude <= 180


def test_an_error_is_one_line_whatever_the_user_wrote(command: Command) -> None:
    assert "'here there': not coordinates" in refused(command("add", "زززز", "here\nthere"))


# geomap gazetteer remove


def test_a_shipped_place_is_removed(command: Command, user: Path) -> None:
    (line,) = succeeded(command("remove", TRIPOLI))
    assert line.startswith("طرابلس\tTripoli\t")
    assert TRIPOLI not in found("طرابلس") != set()
    assert not any(TRIPOLI in line for line in succeeded(command("search", "Tripoli")))
    assert (user / "removed.tsv").read_text(encoding="utf-8") == f"id\tname\n{TRIPOLI}\t\n"
    assert "no place has this id" in refused(command("remove", TRIPOLI))
    (user / "removed.tsv").unlink()
    assert TRIPOLI in found("طرابلس")


def test_a_name_of_a_shipped_place_is_removed(command: Command, layers: Layers) -> None:
    row = next(row for row in layers.shipped.values() if len(row.names) > 2 and row.place.country_code == "LY")
    usual, second, *_ = row.names
    succeeded(command("remove", row.place.id, usual))
    assert row.place.id not in found(usual)
    assert row.place.id in found(second)
    assert f"'{usual}' is none of its names {second}" in refused(command("remove", row.place.id, usual))
    (entry,) = (
        entry for entry in open_gazetteer().lookup(key(second)) if entry.place and entry.place.id == row.place.id
    )
    assert entry.place is not None
    assert entry.place.name_ar == second, "the first name that is left is the usual one"


def test_a_demonym_is_removed_and_goes_with_its_country(command: Command) -> None:
    assert LIBYA in found("الليبية")
    succeeded(command("remove", LIBYA, "الليبية"))
    assert LIBYA not in found("الليبية")
    assert LIBYA in found("الليبي")
    assert LIBYA in found("ليبيا")
    succeeded(command("remove", LIBYA))
    assert LIBYA not in found("الليبي") | found("ليبيا")


def test_a_demonym_of_a_shipped_place_with_an_own_row_is_removed(command: Command, user: Path) -> None:
    own = write(user, "places.tsv", HEADER, ROW.replace(TRIPOLI, LIBYA))
    before = own.read_bytes()
    succeeded(command("remove", LIBYA, "\nالليبيّة\t"))
    assert LIBYA not in found("الليبية")
    assert LIBYA in found("طرابلس العاصمة") & found("الليبي")
    assert own.read_bytes() == before
    assert (user / "removed.tsv").read_text(encoding="utf-8") == f"id\tname\n{LIBYA}\tالليبيّة\n"


def test_the_last_name_is_not_removed(command: Command) -> None:
    (line,) = succeeded(command("add", "زززز", "31 16"))
    place_id = line.split("\t")[2]
    assert f"no other name; remove the place: geomap gazetteer remove {place_id}" in refused(
        command("remove", place_id, "زززز")
    )


def test_a_name_of_an_own_place_is_removed(command: Command, user: Path) -> None:
    path = write(user, "places.tsv", HEADER, ROW)
    succeeded(command("remove", TRIPOLI, "طرابلس العاصمة"))
    assert path.read_text(encoding="utf-8").splitlines()[1].split("\t")[2:4] == ["طرابلس الجديدة", ""]
    assert not (user / "removed.tsv").exists()


def test_an_own_row_of_a_shipped_place_goes_with_it(command: Command, user: Path) -> None:
    path = write(user, "places.tsv", HEADER, ROW)
    succeeded(command("remove", TRIPOLI))
    assert path.read_text(encoding="utf-8") == f"{HEADER}\n"
    assert TRIPOLI not in found("طرابلس")


# The user's files


def test_an_own_row_wins_over_the_shipped_one(user: Path) -> None:
    write(user, "places.tsv", HEADER, ROW)
    assert TRIPOLI not in found("طرابلس"), "it replaces all names"
    assert found("طرابلس العاصمة") == found("طرابلس الجديدة") == {TRIPOLI}
    place = next(entry.place for entry in open_gazetteer().lookup(key("طرابلس العاصمة")))
    assert place is not None
    assert (place.latitude, place.population) == (32.9, 5)


def test_an_own_row_wins_over_a_removal(user: Path) -> None:
    write(user, "places.tsv", HEADER, ROW)
    write(user, "removed.tsv", "id\tname", f"{TRIPOLI}\t")
    assert found("طرابلس العاصمة") == {TRIPOLI}


def test_each_state_of_the_own_files_has_its_index(user: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    open_gazetteer(cache=cache)
    write(user, "places.tsv", HEADER)
    open_gazetteer(cache=cache)
    for number in range(10):
        write(user, "places.tsv", HEADER, ROW.replace("\t5\t", f"\t{number}\t"))
        last = open_gazetteer(cache=cache)
    assert len(list(cache.iterdir())) == 8, "old ones are discarded"
    (entry,) = last.lookup(key("طرابلس العاصمة"))
    assert entry.place is not None
    assert entry.place.population == 9


@pytest.mark.parametrize(
    ("file", "lines", "what"),
    [
        ("places.tsv", ["id\tname"], "1: the header is not id name name_ar"),
        ("places.tsv", [HEADER, ROW, ROW], f"3: the id {TRIPOLI} is there already"),
        ("places.tsv", [HEADER, ROW.replace("32.9", "95")], "2: latitude '95' is outside [-90, 90]; correct the row"),
        ("places.tsv", [HEADER, ROW.replace("\tP\t", "\tQ\t")], "2: the feature class 'Q' is none of"),
        ("places.tsv", [HEADER, ROW.replace("PPLC", "city")], "2: the feature code 'city' is not"),
        ("places.tsv", [HEADER, ROW.replace("LY", "Libya")], "2: the country code 'Libya' is not"),
        (
            "places.tsv",
            [HEADER, ROW.replace("الجديدة", "جدید")],
            "2: the name 'طرابلس جدید' has 'ی', which is no Arabic",
        ),
        ("places.tsv", [HEADER, ROW.replace(TRIPOLI, "Tripoli")], "2: the id 'Tripoli' is neither"),
        ("places.tsv", [HEADER, ROW.replace("\t5\t", "\t-5\t")], "2: the population '-5' is below 0; correct the row"),
        ("places.tsv", [HEADER, ROW.replace("32.9\t13.2", "0\t0")], "2: the coordinates are 0, 0"),
        ("places.tsv", [HEADER, ROW.replace("\tTripoli\t", "\t\t")], "2: the name '' in Latin letters is empty"),
        ("removed.tsv", ["id\tname", TRIPOLI], "2: 1 columns, not 2; correct the row"),
        ("removed.tsv", ["id\tname", "\tطرابلس"], "2: the id '' is neither"),
        ("removed.tsv", ["id\tname", f"{TRIPOLI}\t..."], "2: '...' is no name; correct the row"),
    ],
)
def test_a_malformed_own_row_is_pointed_at(
    command: Command, user: Path, file: str, lines: list[str], what: str
) -> None:
    path = write(user, file, *lines)
    told = refused(command("check"))
    assert told.startswith(f"geomap: {path}:{what}")
    assert refused(command("search", "طرابلس")) == told
    assert refused(command("add", "زززز", "31 16")) == told


# geomap gazetteer search


@pytest.mark.parametrize(
    ("query", "place_id"),
    [
        ("طرابلس", "geonames:2210247"),
        ("طرابلُس", "geonames:2210247"),
        ("طرا", "geonames:2210247"),
        ("طربلس", "geonames:2210247"),
        ("بنعازي", "geonames:88319"),
        ("6 اكتوبر", "geonames:353219"),
        ("قصربن غشير", "geonames:2213618"),
        ("Hamah", "geonames:170017"),
        ("ḨAMĀH", "geonames:170017"),
        ("tripolli", "geonames:2210247"),
        ("Qasr bin Ghashir", "geonames:2213618"),
    ],
)
def test_search_finds_among_the_first(gazetteer: Gazetteer, query: str, place_id: str) -> None:
    assert place_id in [place.id for place in search(gazetteer, query, limit=3)]  # after a division of that name, say


def test_search_prints_a_place_per_line(command: Command) -> None:
    lines = succeeded(command("search", "طرابلس", "--limit", "3"))
    assert len(lines) == 3
    assert "طرابلس\tTripoli\tgeonames:2210247\tLY\tPPLC\t32.88743, 13.18733\t1302947" in lines
    countries = [line.split("\t")[3] for line in succeeded(command("search", "طرابلس", "--country", "lb"))]
    assert set(countries) == {"LB"}


def test_search_prints_notes_below_their_place(command: Command) -> None:
    place, note = succeeded(command("search", "بورما", "--limit", "1", "--notes"))
    assert place.split("\t")[2] == "geonames:1327865"
    assert note.split("\t") == ["", "بورما", "former", "-1989", "الاسم الرسمي حتى عام 1989", "official name until 1989"]
    assert succeeded(command("search", "بورما", "--limit", "1")) == [place]


def test_search_prints_no_note_on_a_name_that_was_removed(command: Command) -> None:
    command("remove", "geonames:1327865", "بورما")
    assert len(succeeded(command("search", "ميانمار", "--limit", "1", "--notes"))) == 1


def test_search_says_when_it_finds_nothing(command: Command) -> None:
    done = command("search", "wwwwwwwwww")
    assert (done.status, done.out, done.err) == (0, [], ["wwwwwwwwww: no place of this name or one like it"])


@pytest.mark.parametrize("arguments", [["…"], [""], ["طرابلس", "--limit", "0"], ["طرابلس", "--country", "Libya"]])
def test_search_refuses_what_it_cannot_search(command: Command, arguments: list[str]) -> None:
    refused(command("search", *arguments))


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_every_name_is_searched_first_among_its_like(gazetteer: Gazetteer, layers: Layers, data: st.DataObject) -> None:
    row: PlaceRow = data.draw(st.sampled_from(list(layers.shipped.values())))
    name = data.draw(st.sampled_from([*row.names, row.place.name]))
    places = search(gazetteer, name, country=row.place.country_code, limit=20)
    assert row.place in places
    exact = [place for place in places if form(name) in _forms(layers, place)]
    assert list(places[: len(exact)]) == exact, "exactly these before the others"
    assert [place.population for place in exact] == sorted((place.population for place in exact), reverse=True)


def _forms(layers: Layers, place: Place) -> set[str]:
    return {form(name) for name in (*layers.shipped[place.id].names, place.name)}


@given(texts, st.sampled_from(["", "LY", "EG", "ZZ"]), st.integers(1, 5))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_search_keeps_to_its_limits(gazetteer: Gazetteer, query: str, country: str, limit: int) -> None:
    if not search_key(query):
        with pytest.raises(GazetteerError, match="no letter or digit"):
            search(gazetteer, query, country=country, limit=limit)
        return
    places = search(gazetteer, query, country=country, limit=limit)
    assert len(places) == len({place.id for place in places}) <= limit
    assert all(country in {"", place.country_code} for place in places)
    assert places == search(gazetteer, query, country=country, limit=limit + 5)[:limit]


@given(texts)
def test_search_keys_are_stable(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


# Round trip

names = st.lists(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=3, max_size=8), min_size=1, max_size=3).map(" ".join)


additions = st.builds(
    lambda name, latitude, longitude, people: Addition(
        name_ar=name, coordinates=f"{latitude:.5f} {longitude:.5f}", population=people
    ),
    names,
    st.floats(-90, 90).filter(lambda latitude: abs(latitude) > 0.001),
    st.floats(-180, 180),
    st.integers(0, 10**9),
)


@given(addition=additions)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_added_is_found_until_it_is_removed(
    tmp_path_factory: pytest.TempPathFactory, layers: Layers, addition: Addition
) -> None:
    name = addition.name_ar
    folder, cache = tmp_path_factory.mktemp("user"), tmp_path_factory.mktemp("cache")
    before = {entry.place for entry in open_gazetteer(user=folder).lookup(key(name))}
    place = add(layers, folder, addition)
    opened = open_gazetteer(cache=cache, user=folder)
    assert {entry.place for entry in opened.lookup(key(name))} == before | {place}
    assert all(entry.role == Role.PLACE for entry in opened.lookup(key(name)) if entry.place == place)
    assert place in search(opened, name, limit=100)
    grown = read_layers(data_folder(), folder)
    with pytest.raises(GazetteerError, match="already"):
        add(grown, folder, addition)
    assert remove(grown, folder, place.id) == place
    assert {entry.place for entry in open_gazetteer(user=folder).lookup(key(name))} == before
    assert add(read_layers(data_folder(), folder), folder, addition) == place, "the id depends on nothing else"


# geomap gazetteer info and check


def test_info_counts_and_cites(command: Command, user: Path) -> None:
    write(user, "places.tsv", HEADER, ROW.replace(TRIPOLI, "geomap:mine"))
    write(user, "removed.tsv", "id\tname", f"{TRIPOLI}\t", f"{LIBYA}\tالليبية")
    lines = succeeded(command("info"))
    counts = {line[:24].strip(): [int(count) for count in re.findall(r"\d+", line[24:])] for line in lines if line}
    files = [counts[file] for file in PLACE_FILES]
    assert counts["places.tsv (yours)"] == [1, 2]
    assert counts["removed.tsv (yours)"] == [1, 1]
    assert counts["to be found"][0] == sum(places for places, _ in files)
    groups = [counts[group] for group in ("Arab states", "their neighbors", "elsewhere", "no one country")]
    assert counts["to be found"] == [sum(column) for column in zip(*groups, strict=True)]
    assert any("CC BY 4.0, https://www.geonames.org" in line for line in lines)
    assert any(line.startswith("your files") and str(user) in line for line in lines)
    (index,) = (re.fullmatch(r"index +(.*) \(\d+\.\d MB\)", line) for line in lines if line.startswith("index"))
    assert index
    assert (Path(index[1]) / "names.marisa").is_file()


def test_the_shipped_files_pass(command: Command) -> None:
    (line,) = succeeded(command("check"))
    assert re.match(r"checked \d+ shipped places, 0 of your own, 0 removals", line)


def test_check_tells_all_errors_and_each_once(command: Command, user: Path) -> None:
    places = write(user, "places.tsv", HEADER, ROW.replace("32.9", "95"), "x", ROW, ROW.replace("LY", "ly"), ROW)
    removed = write(
        user, "removed.tsv",
        "id\tname", "geonames:1\t", "x\t", f"{LIBYA}\tالليبية", f"{LIBYA}\tقطر", f"{LIBYA}\tليبيا\tz",
    )  # fmt: skip
    done = command("check")
    assert (done.status, done.out) == (2, [])
    starts = [
        f"{places}:2: latitude '95'", f"{places}:3: 1 columns", f"{places}:5: the id {TRIPOLI} is there already",
        f"{places}:6: the id {TRIPOLI} is there already", f"{removed}:3: the id 'x' is neither",
        f"{removed}:6: 3 columns", f"{removed}:2: no shipped or imported place has the id geonames:1",
        f"{removed}:5: 'قطر' is no shipped or imported name of {LIBYA}",
    ]  # fmt: skip
    assert len(done.err) == len(starts)
    for line, start in zip(done.err, starts, strict=True):
        assert line.startswith(f"geomap: {start}")


def test_a_removal_of_what_a_later_geomap_does_not_ship_is_tolerated(user: Path) -> None:
    write(user, "removed.tsv", "id\tname", "geonames:1\t", f"{LIBYA}\tقطر")
    assert LIBYA in found("ليبيا")


# Starting

LIGHT = """
import sys
from geomap.cli import main
try:
    main(["gazetteer", "search", "--help"])
except SystemExit as stop:
    assert stop.code == 0
heavy = {"rapidfuzz", "geopy", "marisa_trie", "camel_tools", "platformdirs", "geomap.gazetteer"}
print(sorted(heavy & set(sys.modules)), file=sys.stderr)
"""


def test_help_imports_nothing_heavy() -> None:
    done = subprocess.run(  # noqa: S603  # Python itself
        [sys.executable, "-c", LIGHT], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr == "[]\n"
    assert "QUERY" in done.stdout
