import contextlib
import csv
import io
import json
import signal
import subprocess
import sys
import time
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import Command, Done, invoke
from geomap.cli import main
from geomap.errors import GazetteerError
from geomap.gazetteer import fields, tables
from geomap.gazetteer.imports import Folders, Format, Order, Outcome, gathering, import_places, own
from geomap.gazetteer.imports.alternates import line_of_alternate
from geomap.gazetteer.imports.order import plan
from geomap.gazetteer.imports.readers import open_source
from geomap.gazetteer.imports.rows import Source, arabic_names
from geomap.gazetteer.keys import key
from geomap.gazetteer.locate import cache_folder, data_folder, user_folder
from geomap.gazetteer.tables import PlaceRow
from strategies import texts

HEADER = "name_ar,latitude,longitude,name,other_names_ar,feature_code,country_code,population"


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of this test alone, which does not exist yet; so does the cache."""
    folder = tmp_path / "mine" / "gazetteer"
    monkeypatch.setenv("GEOMAP_GAZETTEER", str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder


@pytest.fixture
def command(user: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run `geomap gazetteer import` with these arguments."""
    assert user_folder() == user

    return lambda *arguments: invoke(capsys, "gazetteer", "import", *arguments)


def imported(user: Path, slug: str) -> dict[str, PlaceRow]:
    """Return the rows of an import by the usual name in Arabic, as the gazetteer reads them."""
    rows = tables.places(user / "imports", files=(f"{slug}.tsv",))
    return {row.place.name_ar: row for row in rows}


def note(user: Path, slug: str) -> dict[str, Any]:
    return tomllib.loads((user / "imports" / f"{slug}.toml").read_text(encoding="utf-8"))


def write(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="")
    return path


def write_json(path: Path, content: object) -> Path:
    return write(path, json.dumps(content, ensure_ascii=False))


def zipped(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(f"{name}.txt", text)
    return path


def succeeded(done: Done) -> str:
    assert (done.status, done.err) == (0, [])
    (line,) = done.out
    return line


def refused(done: Done, user: Path) -> str:
    """Return the one line that says what the user has to correct; nothing is written."""
    assert (done.status, done.out) == (2, [])
    assert not user.exists() or not list(user.rglob("*"))
    assert not list((cache_folder() / "imports").glob("*")), "what was gathered is gone too"
    (line,) = done.err
    return line.removeprefix("geomap: ")


# GeoNames


def geonames(number: int, name: str, alternates: str = "", **cells: object) -> str:
    """Return a line of a dump."""
    stated = {"lat": 32.5, "lon": 13.5, "kind": "P.PPL", "country": "LY", "people": 0} | cells
    feature_class, code = str(stated["kind"]).split(".")
    return "\t".join(map(str, (
        number, name, name, alternates, stated["lat"], stated["lon"], feature_class, code, stated["country"], "",
        "77", "", "", "", stated["people"], "", 20, "Africa/Tripoli", "2026-01-01",
    )))  # fmt: skip


def alternate(geonameid: int, language: str, name: str, flags: str = "") -> str:
    """Return a line of alternateNamesV2; flags are of p(referred), s(hort), c(olloquial) and h(istoric)."""
    return "\t".join(("1", str(geonameid), language, name, *("1" * (flag in flags) for flag in "psch"), "", ""))


DUMP = "\n".join([
    geonames(11, "Qaryat as Salam", "Karyat Salam,قرية السلام,Qaryat as Salam", people=12_000),
    geonames(12, "Al Waha", "", lat=29.125, lon=15.25),
    geonames(13, "Nowhere", "Nulle part", lat=30),
    geonames(14, "Khūzestān Town", "شهر خوزستان,خوزستان", country="IR", lat=31, lon=49),
    geonames(15, "Qasr ar Rimal", "قصر الرمال", kind="S.BLDG", lat=27),
        geonames(18, "Markaz al Malik", "مركز الملك", kind="S.BLDG", lat=26),
    geonames(19, "Qaryat as Salam", lat=25),
        geonames(20, "As Salam", "السلام", kind="A.ADM1H"),
        geonames(16, "Unclassed", "بلدة قديمة", kind="P."),
    geonames(17, "Boston", "بوسطن", country="US", lat=42, lon=-71),
    "",
])  # fmt: skip
ALTERNATES = "\n".join([
    alternate(12, "fa", "شهر واحه"),
    alternate(12, "ar", "واحة العرب", "h"),
    alternate(12, "ar", "الواحة القديمة"),
    alternate(12, "ar", "الواحة", "p"),
        alternate(19, "ar", "قرية السلام", "s"),
    alternate(12, "ar", "Al Waha"),
    alternate(14, "fa", "خوزستان"),
    alternate(15, "", "قصر الرمال"),
        alternate(18, "ar", "مركز الملك"),
    alternate(17, "ar", "بوسطن (ماساتشوستس)", "c"),
    alternate(17, "ar", "بُوسطن", "s"),
    alternate(17, "link", "https://ar.wikipedia.org/wiki/بوسطن"),
    alternate(13, "ar", "لا مكان", "h"),
    "",
])  # fmt: skip


def test_a_country_dump_gives_the_names_that_sound_like_the_latin_ones(
    command: Command, user: Path, tmp_path: Path
) -> None:
    line = succeeded(command(zipped(tmp_path / "LY.zip", readme="...", LY=DUMP)))
    assert line.endswith(
        "geonames-ly.tsv: 2 places, left out are 6 without an Arabic name, "
        "1 superseded, deprecated or historical, 1 of a kind that has no feature code (GeoNames: CC BY 4.0)"
    )
    rows = imported(user, "geonames-ly")
    assert set(rows) == {"السلام", "قصر الرمال"}, "not مركز الملك, which would lose its first word"
    place = rows["السلام"].place
    assert (place.id, place.name, place.latitude, place.longitude) == ("geonames:11", "Qaryat as Salam", 32.5, 13.5)
    assert (place.feature_code, place.country_code, place.admin1_code, place.population) == ("PPL", "LY", "77", 12_000)


def test_tagged_names_win(command: Command, user: Path, tmp_path: Path) -> None:
    names = zipped(tmp_path / "alternateNamesV2.zip", **{"alternateNamesV2": ALTERNATES, "iso-languagecodes": "..."})
    succeeded(command(write(tmp_path / "LY.txt", DUMP), "--names", names))
    rows = imported(user, "geonames-ly")
    assert {name: row.names[1:] for name, row in rows.items()} == {
        "الواحة": ("الواحة القديمة", "واحة العرب"),
        "قرية السلام": (),
        "قصر الرمال": (),
        "مركز الملك": (),
        "بوسطن": (),
    }, "the historic name last, none that is historic alone, none of another language, none that fold merges"


def test_a_tagged_name_gets_the_article_that_it_lacks(command: Command, user: Path, tmp_path: Path) -> None:
    lines = [geonames(1, "Al Basra", "البصرة,Basra", country="IQ"), geonames(2, "Homs", "حمص", country="SY", lat=35)]
    names = [alternate(1, "ar", "بصرة"), alternate(1, "ar", "البصره"), alternate(2, "ar", "حمص")]
    dump = write(tmp_path / "x.txt", "\n".join(lines))
    succeeded(command(dump, "--names", write(tmp_path / "names.txt", "\n".join(names))))
    assert {name: row.names[1:] for name, row in imported(user, "geonames-x").items()} == {"البصرة": (), "حمص": ()}


def test_countries_are_chosen(command: Command, user: Path, tmp_path: Path) -> None:
    names = write(tmp_path / "names.txt", ALTERNATES)
    succeeded(command(write(tmp_path / "all.txt", DUMP), "--names", names, "--country", "us", "fr", "--name", "abroad"))
    assert set(imported(user, "abroad")) == {"بوسطن"}


def test_ordinary_words_name_no_place_of_a_public_source(command: Command, user: Path, tmp_path: Path) -> None:
    word = "الخميس"
    assert word in (data_folder() / "curated" / "common_words.tsv").read_text(encoding="utf-8").split("\n")
    lines = [geonames(1, "Al Khamis", word), geonames(2, "Tajura", "تاجوراء", lat=30)]
    line = succeeded(command(write(tmp_path / "LY.txt", "\n".join(lines))))
    assert "1 named by an ordinary word alone" in line
    assert set(imported(user, "geonames-ly")) == {"تاجوراء"}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (geonames(2, "Sirte", "سرت").replace("\t77\t", "\t"), "18 columns, not the 19 of a GeoNames dump; correct it"),
        (geonames(2, "Sirte", "سرت", lat=95), "latitude '95' is outside [-90, 90]; correct it"),
        (geonames(2, "Sirte", "سرت", lon="east"), "could not convert string to float: 'east'; correct it"),
        (geonames(2, "Sirte", "سرت", lat=0, lon=0), "the coordinates are 0, 0, where there is no place; correct it"),
        (geonames(2, "Sirte", "سرت", people=-1), "the population '-1' is below 0; correct it"),
        (
            geonames(2, "Sirte", "سرت", country="Libya"),
            "the country code 'LIBYA' is not two capital letters; correct it",
        ),
    ],
)
def test_a_malformed_line_is_told_and_skipped(
    command: Command, user: Path, tmp_path: Path, line: str, what: str
) -> None:
    arab = line.replace("LIBYA", "LY")
    path = write(tmp_path / "LY.txt", "\n".join([geonames(1, "Tajura", "تاجوراء", lat=30), arab, ""]))
    names = write(tmp_path / "names.txt", alternate(2, "ar", "سرت"))
    assert refused(command(path, "--names", names, "--strict"), user) == f"{path}:2: {what}"
    names.write_text(alternate(1, "ar", "تاجوراء") + "\n" + alternate(2, "ar", "سرت"), encoding="utf-8")
    done = command(path, "--names", names)
    assert (done.status, done.err) == (0, [f"geomap: {path}:2: {what}"])
    assert set(imported(user, "geonames-ly")) == {"تاجوراء"}


def test_a_malformed_line_of_names_is_told(command: Command, tmp_path: Path) -> None:
    names = write(tmp_path / "names.txt", f"1\t2\tar\tسرت\n{alternate(12, 'ar', 'الواحة')}\n")
    done = command(write(tmp_path / "LY.txt", DUMP), "--names", names)
    assert done.err == [f"geomap: {names}:1: 4 columns, not the 10 of alternateNamesV2; correct it"]
    assert done.status == 0


def test_a_broken_archive_is_refused(command: Command, user: Path, tmp_path: Path) -> None:
    lines = "\n".join(geonames(number, f"Tajura {number}", "تاجوراء") for number in range(1, 20_000))
    whole = zipped(tmp_path / "LY.zip", LY=lines).read_bytes()
    middle = len(whole) // 2
    for name, content in (("cut", whole[:middle]), ("changed", whole[:middle] + b"x" * 100 + whole[middle + 100 :])):
        path = tmp_path / f"{name}.zip"
        path.write_bytes(content)
        done = command(path)
        assert (done.status, done.out, user.exists()) == (2, [], False)
        assert done.err[-1].startswith(f"geomap: {path}: broken after line ")
        assert done.err[-1].endswith("; download the file again")


# Who's On First


def wof(number: int, placetype: str = "locality", **properties: object) -> dict[str, Any]:
    return {
        "id": number,
        "type": "Feature",
        "properties": {
            "wof:id": number, "wof:name": f"Place {number}", "wof:placetype": placetype, "iso:country": "LY",
            "wof:superseded_by": [], "edtf:deprecated": "", "mz:is_current": 1,
        } | {name.replace("__", ":"): value for name, value in properties.items()},
        "geometry": {"type": "Polygon", "coordinates": [[[10, 30], [12, 30], [12, 32], [10, 32], [10, 30]]]},
    }  # fmt: skip


def test_whos_on_first_is_read_from_a_folder(command: Command, user: Path, tmp_path: Path) -> None:
    preferred = {"name:ara_x_preferred": ["مدينة البيان"], "name:ara_x_variant": ["البيان", "بيان الجديدة"]}
    places = {
        "1": wof(1, **preferred, wof__population=50_000, lbl__latitude=31.5, lbl__longitude=10.5),
        "2": wof(2, "region", **{"name:ara_x_preferred": ["محافظة النجوم"]}, iso__country="XS"),
        "3": wof(3, **preferred, wof__superseded_by=[1]),
        "4": wof(4, **preferred, edtf__deprecated="2017-08-01"),
        "5": wof(5, "venue", **preferred),
        "6": wof(6, **{"name:ara_x_variant": ["Place"], "name:fas_x_preferred": ["بیان"]}),
        "6-alt-quattroshapes": wof(1, **preferred),
    }
    for name, feature in places.items():
        write_json(tmp_path / "data" / name[0] / f"{name}.geojson", feature)
    line = succeeded(command(tmp_path / "data"))
    assert "2 superseded, deprecated or historical" in line
    assert "1 of a kind that has no feature code" in line
    assert "1 without an Arabic name" in line
    rows = imported(user, "whosonfirst-data")
    assert {name: row.names[1:] for name, row in rows.items()} == {"البيان": ("بيان الجديدة",), "النجوم": ()}
    place, division = rows["البيان"].place, rows["النجوم"].place
    assert (place.id, place.latitude, place.longitude, place.population) == ("wof:1", 31.5, 10.5, 50_000)
    assert (division.country_code, division.feature_class, division.feature_code) == ("", "A", "ADM1")
    assert (30 < division.latitude < 32, 10 < division.longitude < 12) == (True, True)
    assert note(user, "whosonfirst-data")["licence"].startswith("CC BY 4.0")


@pytest.mark.parametrize("separator", ["\n", "\x1e", "\n\x1e"])
def test_features_may_follow_one_another(command: Command, user: Path, tmp_path: Path, separator: str) -> None:
    features = [wof(1, **{"name:ara_x_preferred": ["البيان"]}), wof(2, **{"name:ara_x_preferred": ["النجوم"]})]
    path = write(tmp_path / "x.geojson", separator + separator.join(map(json.dumps, features)) + "\n")
    succeeded(command(path))
    assert set(imported(user, "whosonfirst-x")) == {"البيان", "النجوم"}


# OpenStreetMap


def osm(kind: str, number: int, tags: dict[str, str], **more: object) -> dict[str, Any]:
    return {"type": kind, "id": number, "tags": tags, **more}


OSM_TAGS: dict[str, tuple[dict[str, str], tuple[str, str]]] = {
    "قرية اولى": ({"place": "village", "population": "12 000"}, ("P", "PPL")),
    "العاصمة الاولى": ({"place": "city", "capital": "yes"}, ("P", "PPLC")),
    "حارة الشمس": ({"place": "quarter"}, ("P", "PPLX")),
    "مطار الشمس": ({"aeroway": "aerodrome"}, ("S", "AIRP")),
    "مستشفى الشمس": ({"amenity": "hospital"}, ("S", "HSP")),
    "معبر الشمس": ({"barrier": "border_control"}, ("S", "PSTB")),
    "جبل الشمس": ({"natural": "peak"}, ("T", "PK")),
    "شارع الشمس": ({"highway": "residential"}, ("R", "ST")),
    "محافظة الشمس": ({"boundary": "administrative", "admin_level": "4"}, ("A", "ADM1")),
    "مسجد الشمس": ({"amenity": "place_of_worship", "religion": "muslim"}, ("S", "MSQE")),
}


def test_overpass_json_is_read(command: Command, user: Path, tmp_path: Path) -> None:
    elements: list[object] = [
        osm("node", number, tags | {"name:ar": name, "name:en": f"X {number}"}, lat=30 + number, lon=15)
        for number, (name, (tags, _)) in enumerate(OSM_TAGS.items(), start=1)
    ]
    tags = {"place": "town", "name": "تاجوراء", "old_name:ar": "تاجورة القديمة;تاجوره"}
    bounds = {"minlat": 32, "maxlat": 34, "minlon": 13, "maxlon": 15}
    elements += [
        osm("way", 40, tags, center={"lat": 32.5, "lon": 13.25}),
        osm("relation", 50, tags | {"name": "سواني"}, bounds=bounds),
        osm("way", 60, {"shop": "bakery", "name:ar": "مخبز"}, center={"lat": 32.5, "lon": 13.25}),
        osm("node", 70, tags | {"name": "Tripoli"}, lat=32, lon=13),
        osm("node", 80, tags | {"addr:country": "TN"}, lat=34, lon=9),
        {"type": "node", "id": 90, "lat": 32, "lon": 13},
        osm("way", 95, tags),
    ]
    path = write_json(tmp_path / "export.json", {"version": 0.6, "generator": "x", "osm3s": {}, "elements": elements})
    done = command(path, "--country", "LY")
    assert done.status == 0
    assert done.err == [f"geomap: {path}: feature 17: it has no coordinates; end the Overpass query with: out center"]
    for told in (
        "1 of a kind that has no feature code",
        "1 without an Arabic name",
        "1 of another country",
        "1 malformed",
    ):
        assert told in done.out[0]
    rows = imported(user, "osm-export")
    kinds = {name: (row.place.feature_class, row.place.feature_code) for name, row in rows.items()}
    stripped = {"قرية اولى": "اولى", "محافظة الشمس": "الشمس"}
    assert kinds == {stripped.get(name, name): kind for name, (_, kind) in OSM_TAGS.items()} | {
        "تاجوراء": ("P", "PPL"), "سواني": ("P", "PPL"),
    }  # fmt: skip
    assert rows["تاجوراء"].names == ("تاجوراء", "تاجورة القديمة", "تاجوره")
    assert rows["اولى"].place.population == 12_000
    way, relation = rows["تاجوراء"].place, rows["سواني"].place
    assert (way.id, way.latitude, way.longitude, way.country_code) == ("osm:way-40", 32.5, 13.25, "LY")
    assert (relation.id, relation.latitude, relation.longitude) == ("osm:relation-50", 33, 14)
    assert note(user, "osm-export") | {"imported": "", "version": ""} == {
        "title": "OpenStreetMap", "url": "https://www.openstreetmap.org", "licence": "ODbL 1.0",
        "licence_url": "https://opendatacommons.org/licenses/odbl/1-0/", "attribution": "© OpenStreetMap contributors",
        "version": "", "imported": "", "rows": 12,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("feature", "place_id"),
    [
        ({"id": "node/123", "properties": {"@id": "node/123"}}, "osm:node-123"),
        ({"properties": {"@id": "way/5"}}, "osm:way-5"),
        ({"id": "relation/7", "properties": {"type": "relation", "id": 7, "tags": {}}}, "osm:relation-7"),
        ({"id": "n9", "properties": {}}, "osm:node-9"),
        ({"id": "a8", "properties": {}}, "osm:way-4"),
        ({"id": "a9", "properties": {}}, "osm:relation-4"),
    ],
)
def test_each_export_of_openstreetmap_is_read(
    command: Command, user: Path, tmp_path: Path, feature: dict[str, Any], place_id: str
) -> None:
    tags = {"place": "village", "name:ar": "الزهراء الجديدة"}
    stated = {key: value for key, value in feature["properties"].items() if key != "tags"}
    properties = stated | ({"tags": tags} if "tags" in feature["properties"] else tags)
    geometry = {"type": "LineString", "coordinates": [[13, 32], [13.5, 32.5], [14, 33]]}
    path = tmp_path / "x.geojson"
    write_json(
        path, {"type": "FeatureCollection", "features": [feature | {"properties": properties, "geometry": geometry}]}
    )
    succeeded(command(path, "--format", "osm"))
    (row,) = imported(user, "osm-x").values()
    assert (row.place.id, row.place.latitude, row.place.longitude) == (place_id, 32.5, 13.5)


def test_a_local_name_counts_only_in_a_stated_arab_country(command: Command, user: Path, tmp_path: Path) -> None:
    tags = {"place": "village", "name": "تاجوراء"}
    path = write_json(tmp_path / "x.json", {"elements": [osm("node", 1, tags, lat=32, lon=13)]})
    assert "1 without an Arabic name" in refused(command(path), user)
    assert "1 without an Arabic name" in refused(command(path, "--country", "IR"), user)
    assert "import the file of each" in refused(command(path, "--country", "LY", "TN"), user)
    succeeded(command(path, "--country", "LY"))


# A user's own


def test_a_table_is_read(command: Command, user: Path, tmp_path: Path) -> None:
    lines = [
        HEADER,
        '"قَرْيَة التـجربة",32.75,13.25,Test Village,تجربة|قريه تجربة,,ly,1200',
        "",
        "متحف التجربة,-33,-70.5,,,S.MUS,,",
    ]
    line = succeeded(command(write(tmp_path / "My Places.csv", "\r\n".join(lines))))
    assert line.endswith("my-places.tsv: 2 places, left out are none (My Places.csv: not stated)")
    rows = imported(user, "my-places")
    village, museum = rows["قرية التجربة"], rows["متحف التجربة"].place
    assert village.names == ("قرية التجربة", "تجربة", "قريه تجربة")
    place = village.place
    assert (place.latitude, place.longitude, place.country_code, place.population) == (32.75, 13.25, "LY", 1200)
    assert place.id.startswith("geomap:user-")
    assert (museum.name, museum.feature_class, museum.feature_code) == ("متحف التجربة", "S", "MUS")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_coordinates_are_read_in_any_notation(command: Command, user: Path, tmp_path: Path, delimiter: str) -> None:
    text = io.StringIO("\N{ZERO WIDTH NO-BREAK SPACE}", newline="")
    text.seek(0, io.SEEK_END)
    rows = [["Name_AR", "coordinates", "note"], ["قرية الرمال", "32°45′N 13°15′E", "a,b;c"]]
    csv.writer(text, delimiter=delimiter).writerows(rows)
    succeeded(command(write(tmp_path / "x.csv", text.getvalue())))
    place = imported(user, "x")["قرية الرمال"].place
    assert (place.latitude, place.longitude) == (32.75, 13.25)


def test_own_geojson_is_read(command: Command, user: Path, tmp_path: Path) -> None:
    crescent = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 9], [9, 9], [9, 1], [0, 1], [0, 0]]
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [13.25, 32.75, 80]},
         "properties": {"name_ar": "مخيم الرمال", "feature_code": "CMPRF", "population": 300, "id": "geomap:camp-sand",
                        "other_names_ar": ["الرمال", "مخيم الرمل"]}},
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [crescent]},
         "properties": {"name_ar": "بحيرة الهلال", "feature_code": "LK"}},
    ]  # fmt: skip
    options = ["--licence", "CC0 1.0", "--attribution", 'The "Sand" survey\n']
    succeeded(
        command(write_json(tmp_path / "x.geojson", {"type": "FeatureCollection", "features": features}), *options)
    )
    rows = imported(user, "x")
    camp, lake = rows["مخيم الرمال"], rows["بحيرة الهلال"].place
    assert (camp.place.id, camp.place.latitude, camp.place.longitude) == ("geomap:camp-sand", 32.75, 13.25)
    assert (camp.names[1:], camp.place.feature_class, camp.place.population) == (("الرمال", "مخيم الرمل"), "S", 300)
    assert lake.longitude > 9 or not 1 < lake.latitude < 9, "inside the crescent, not in its middle"
    assert (note(user, "x")["licence"], note(user, "x")["attribution"]) == ("CC0 1.0", 'The "Sand" survey')


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("London,51,0,,,,,", "the name 'London' has 'L', which is no Arabic letter; correct it"),
        (",51,0,,,,,", "the usual name is empty; correct it"),
        ("سرت,,,,,,,", "'': not coordinates; write them as '32.75 13.27' or '32°45′N 13°16′E', latitude first"),
        ('سرت,"31,2",16,,,,,', "could not convert string to float: '31,2'; correct it"),
        ("سرت,31.2,190,,,,,", "longitude '190' is outside [-180, 180]; correct it"),
        ("سرت,nan,16,,,,,", "latitude 'nan' is outside [-90, 90]; correct it"),
        (
            "سرت,31.2,16,,,CITY,,",
            "the feature code 'CITY' is none that the gazetteer uses, write its class too, as in S.MUS; correct it",
        ),
        ("سرت,31.2,16,,,,Libya,", "the country code 'LIBYA' is not two capital letters; correct it"),
        ("سرت,31.2,16,,,,LY,many", "invalid literal for int() with base 10: 'many'; correct it"),
        ("سرت,31.2,16,,,,LY,5,6", "more cells than the header has columns: '6'; correct it"),
        ("سرت,31.2,16,,Sirte,,LY,5", "the name 'Sirte' has 'S', which is no Arabic letter; correct it"),
    ],
)
def test_a_malformed_row_is_told_and_skipped(command: Command, user: Path, tmp_path: Path, row: str, what: str) -> None:
    path = write(tmp_path / "x.csv", f'{HEADER}\n"\nقرية السلام\n",32,13,,,,,\n{row}\nقرية الشمس,30,13,,,,,\n')
    assert refused(command(path, "--strict"), user) == f"{path}:5: {what}"
    done = command(path)
    assert (done.status, done.err) == (0, [f"geomap: {path}:5: {what}"])
    assert "2 places, left out are 1 malformed" in done.out[0]
    assert set(imported(user, "x")) == {"قرية السلام", "قرية الشمس"}


def test_at_most_twenty_malformed_rows_are_told(command: Command, tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", "\n".join([HEADER, "قرية السلام,32,13,,,,,", *["x,1,1,,,,,"] * 30]))
    done = command(path)
    assert (done.status, len(done.err)) == (0, 21)
    assert done.err[-1] == "geomap: 10 more are malformed; --strict refuses such files"


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("name_ar,lat,lon", "1: the header needs the columns name_ar, and latitude and longitude or coordinates; save"),
        ("name_ar,coordinates,populaton", "1: the column 'populaton' is not known; rename it, to population if you"),
    ],
)
def test_a_wrong_header_is_refused(command: Command, user: Path, tmp_path: Path, header: str, what: str) -> None:
    path = write(tmp_path / "x.csv", f"{header}\nسرت,31 16,5\n")
    assert refused(command(path), user).startswith(f"{path}:{what}")


def test_a_malformed_feature_is_told_by_its_number(command: Command, user: Path, tmp_path: Path) -> None:
    point_there = {"type": "Point", "coordinates": [13, 32]}
    features: list[object] = [
        {"type": "Feature", "geometry": geometry, "properties": {"name_ar": "قرية السلام"}}
        for geometry in (None, {"type": "Point", "coordinates": []}, {"type": "Circle"}, point_there)
    ]
    path = write_json(tmp_path / "x.geojson", {"type": "FeatureCollection", "features": [*features, 5]})
    done = command(path)
    assert done.err == [
        f"geomap: {path}: feature 1: there is no geometry; correct it",
        f"geomap: {path}: feature 2: the geometry is malformed or empty; correct it",
        f"geomap: {path}: feature 3: the geometry is malformed or empty; correct it",
        f"geomap: {path}: feature 5: it is no feature with properties; correct it",
    ]
    assert set(imported(user, "x")) == {"قرية السلام"}


def test_json_that_breaks_off_is_refused(command: Command, user: Path, tmp_path: Path) -> None:
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [13, 32]},
        "properties": {"name_ar": "سرت"},
    }
    path = write(
        tmp_path / "x.geojson", json.dumps({"type": "FeatureCollection", "features": [feature, feature]})[:-60]
    )
    told = refused(command(path), user)
    assert told.startswith(f"{path}: not JSON after feature 1 (")
    assert told.endswith("); download the file again")


# What a file is


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        (
            "x.txt",
            "سرت\t31\t16\n",
            "neither JSON, a GeoNames dump nor a table with a column name_ar; say which with --form",
        ),
        ("x.txt", alternate(2, "ar", "سرت"), "this is alternateNamesV2; give it with --names, beside a dump of places"),
        ("x.txt", "", "neither JSON, a GeoNames dump nor"),
        (
            "x.json",
            '{"type": "FeatureCollection", "features": []}',
            "its first features do not tell what it is; say which",
        ),
        (
            "x.json",
            '{"elements": [], "wof:id": 1}',
            "its first features do not tell what it is; say which with --format",
        ),
        ("x.pbf", "\0\0\0\x0d\n\tOSMHeader", "PBF is not read; export it: osmium export --add-unique-id=type_id"),
        (
            "قرى.csv",
            "name_ar,coordinates\nسرت,31 16\n",
            "'' cannot name an import; give a name of small letters, digits",
        ),
    ],
)
def test_what_is_not_told_apart_is_refused(
    command: Command, tmp_path: Path, name: str, content: str, what: str
) -> None:
    done = command(write(tmp_path / name, content))
    assert (done.status, done.out, len(done.err)) == (2, [], 1)
    assert what in done.err[0]


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ([], "give files to import, or --remove with a name"),
        (["x.csv", "--remove", "x"], "give files to import, or --remove with a name"),
        (["absent.csv"], "absent.csv: No such file or directory; choose another file"),
        (["absent.csv", "--format", "csv"], "absent.csv: No such file or directory; choose another file"),
        (["--remove", "x"], "x: no import has this name; choose one of these: none yet"),
        (["--remove", "../x"], "../x: no import has this name"),
    ],
)
def test_what_cannot_be_done_is_refused(command: Command, user: Path, arguments: list[str], what: str) -> None:
    assert what in refused(command(*arguments), user)


def test_options_that_do_not_go_together_are_refused(command: Command, user: Path, tmp_path: Path) -> None:
    dump = write(tmp_path / "LY.txt", DUMP)
    table = write(tmp_path / "x.csv", f"{HEADER}\nسرت,31,16,,,,,\n")
    assert "leave out --licence and --attribution, which" in refused(command(dump, "--licence", "CC0"), user)
    assert "--names goes with GeoNames, not with csv; leave it out" in refused(command(table, "--names", dump), user)
    assert f"this is csv, but {dump} is geonames; import them one by one" in refused(command(dump, table), user)


# Again, interrupted, removed


def test_an_import_of_the_same_name_replaces_the_last(command: Command, user: Path, tmp_path: Path) -> None:
    for name in ("قرية السلام", "قرية الشمس"):
        succeeded(command(write(tmp_path / "x.csv", f"{HEADER}\n{name},32,13,,,,,\n")))
        assert set(imported(user, "x")) == {name}
    assert sorted(path.name for path in (user / "imports").iterdir()) == ["x.toml", "x.tsv"]


def test_a_refused_import_leaves_the_last(command: Command, user: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", f"{HEADER}\nقرية السلام,32,13,,,,,\n")
    succeeded(command(path))
    assert command(write(path, f"{HEADER}\nقرية الشمس,32,13,,,,,\nقرية,91,0,,,,,\n"), "--strict").status == 2
    assert set(imported(user, "x")) == {"قرية السلام"}


def test_an_import_is_removed(command: Command, user: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", f"{HEADER}\nقرية السلام,32,13,,,,,\n")
    succeeded(command(path))
    succeeded(command(path, "--name", "y"))
    done = command("--remove", "x")
    assert (done.status, done.out, done.err) == (0, [], [])
    assert sorted(path.name for path in (user / "imports").iterdir()) == ["y.toml", "y.tsv"]
    assert command("--remove", "x").err == ["geomap: x: no import has this name; choose one of these: y"]


@dataclass(frozen=True, kw_only=True)
class Large:
    """Files of more than two batches, and what they give."""

    order: Order
    tsv: bytes
    calls: int
    """Of the hook."""


class Interrupted(Exception):  # noqa: N818  # nobody's error
    pass


def run(folder: Path, order: Order, last: int = -1) -> tuple[Outcome, list[int]]:
    """Import, until the hook is called for the last time; return what it was called with, too."""
    counts: list[int] = []

    def hook(count: int) -> None:
        counts.append(count)
        if len(counts) == last:
            raise Interrupted

    folders = Folders(data=data_folder(), user=folder / "user", cache=folder / "cache")
    return import_places(order, folders, tables.refuse, lambda _: hook), counts


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Large:
    folder = tmp_path_factory.mktemp("large")
    count = 2 * gathering.BATCH + 100
    lines = (geonames(number, f"P{number}", lat=number / 1000, lon=13) for number in range(1, count))
    names = (
        alternate(number, "ar", f"قرية {'بتجدسطع'[number % 7]}{'كلمنهو'[number % 6]}ار") for number in range(1, count)
    )
    order = Order(
        paths=(write(folder / "LY.txt", "\n".join(lines)),),
        alternates=write(folder / "names.txt", "\n".join(names)),
        format=Format.GEONAMES,
    )
    outcome, counts = run(folder, order)
    assert outcome.rows > 100
    assert outcome.rows + sum(outcome.left_out.values()) == count - 1
    assert counts == [0, gathering.BATCH, gathering.BATCH, 99, 0] * 2
    return Large(order=order, tsv=outcome.path.read_bytes(), calls=len(counts))


@pytest.mark.parametrize("last", [2, 4, 7, 10])
def test_an_interrupted_import_goes_on(large: Large, tmp_path: Path, last: int) -> None:
    with pytest.raises(Interrupted):
        run(tmp_path, large.order, last)
    assert not (tmp_path / "user").exists()
    parts = list((tmp_path / "cache").rglob("*.tsv"))
    with parts[-1].open("ab") as file:
        file.write(b"geonames:1\tcut off in the mid")
    outcome, counts = run(tmp_path, large.order)
    assert outcome.path.read_bytes() == large.tsv
    assert sum(counts) == 2 * (2 * gathering.BATCH + 99), "counted as if it had not been interrupted"
    assert counts[0] >= gathering.BATCH, "what was read is not read again"
    assert not list((tmp_path / "cache").rglob("*.tsv"))


def test_changed_files_are_read_from_the_beginning(large: Large, tmp_path: Path) -> None:
    with pytest.raises(Interrupted):
        run(tmp_path, large.order, large.calls)
    other = write(tmp_path / "LY.txt", geonames(1, "Tajura", "تاجوراء"))
    outcome, counts = run(tmp_path, replace(large.order, paths=(other,)))
    assert (outcome.rows, counts[0]) == (1, 0)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let commands be interrupted, which a shell makes those ignore that it runs in the background, these tests too."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_import_goes_on(command: Command, user: Path, tmp_path: Path, sent: signal.Signals) -> None:
    count = 8 * gathering.BATCH  # so many that a slow machine is not done before the signal
    rows = (f"قرية السلام,{number % 900 / 5 - 89.9:.1f},{1 + number // 900 / 5:.1f},,,,," for number in range(count))
    path = write(tmp_path / "x.csv", "\n".join([HEADER, *rows]))
    arguments = [sys.executable, "-m", "geomap.cli", "gazetteer", "import", str(path)]
    note_path = cache_folder() / "imports" / "x" / "rows.json"
    with subprocess.Popen(arguments, stderr=subprocess.PIPE) as process:  # noqa: S603  # geomap itself
        while not note_path.exists() and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(sent)
        _, told = process.communicate()
    if sent == signal.SIGINT:
        assert (process.returncode, told) == (130, b"geomap: interrupted; give the same command again to go on\n")
    else:
        assert (process.returncode, told) == (-sent, b"")
    assert not user.exists()
    assert json.loads(note_path.read_text())["items"] >= gathering.BATCH
    assert f"{count} places, left out are none" in succeeded(command(path))
    assert sum(1 for _ in tables.places(user / "imports", files=("x.tsv",))) == count, "each once"


# Twins


def test_twins_leave_the_larger_place(command: Command, user: Path, tmp_path: Path) -> None:
    rows = [
        "سرت,31.20,16.50,first,,,,5",
        "سرت,31.25,16.55,larger,,,,50",
        "سِرت,31.20,16.50,smaller,,,,1",
        "سرت,31.20,16.50,museum,,S.MUS,,",
        "سرت,31.50,16.50,far,,,,",
        "سرت,31.25,16.55,again,,,,50",
    ]
    line = succeeded(command(write(tmp_path / "x.csv", "\n".join([HEADER, *rows]))))
    assert "left out are 2 beside a larger place of the same name, 1 with the id of another" in line
    found = tables.places(user / "imports", files=("x.tsv",))
    assert [row.place.name for row in found] == ["larger", "museum", "far"]


# What holds for all inputs

letters = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=3, max_size=8)
names = st.lists(letters, min_size=1, max_size=3).map(" ".join)


@dataclass(frozen=True, kw_only=True)
class Stated:
    names: list[str]
    latitude: float
    longitude: float
    population: int


stated_places = st.lists(
    st.builds(
        Stated,
        names=st.lists(names, min_size=1, max_size=3, unique=True),
        latitude=st.floats(-90, 90).map(lambda degrees: round(degrees, 5)),
        longitude=st.floats(0.001, 180).map(lambda degrees: round(degrees, 5)),
        population=st.integers(0, 10**10),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda stated: key(stated.names[0]),
)


@given(stated=stated_places)
@settings(max_examples=10, deadline=None)
def test_a_round_trip_keeps_names_and_coordinates(
    tmp_path_factory: pytest.TempPathFactory, stated: list[Stated]
) -> None:
    folder = tmp_path_factory.mktemp("trip")
    with (folder / "x.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["population", "longitude", "latitude", "other_names_ar", "name_ar"])
        for place in stated:
            row = [place.population, place.longitude, place.latitude, "|".join(place.names[1:]), place.names[0]]
            table.writerow(row)
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
         "properties": {"name_ar": place.names[0], "other_names_ar": place.names[1:], "population": place.population}}
        for place in stated
    ]  # fmt: skip
    write_json(folder / "y.json", {"type": "FeatureCollection", "features": features})
    for file_name in ("x.csv", "y.json"):
        outcome, _ = run(folder, Order(paths=(folder / file_name,)))
        rows = tables.places(outcome.path.parent, files=(outcome.path.name,))
        read = [
            Stated(names=list(names), latitude=it.latitude, longitude=it.longitude, population=it.population)
            for it, names in ((row.place, row.names) for row in rows)
        ]
        assert read == stated


cells = st.sampled_from(["سرت", "31", "16.5", "LY", "S.MUS", "", "geomap:x", "1|2", "-1", "9" * 20, "a\tb\nc"]) | texts


@given(rows=st.lists(st.lists(cells, min_size=11, max_size=12), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_whatever_a_table_holds_only_sound_rows_are_imported(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("table")
    sound = ["سرت", "31", "16", "", "", "", "", "", "", "", ""]
    with (folder / "x.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([own.COLUMNS, sound, *rows])
    errors: list[GazetteerError] = []
    folders = Folders(data=data_folder(), user=folder / "user", cache=folder / "cache")
    outcome = import_places(Order(paths=(folder / "x.csv",)), folders, errors.append, lambda _: lambda _: None)
    assert len(list(tables.places(outcome.path.parent, files=("x.tsv",)))) == outcome.rows
    assert len(errors) == outcome.left_out.get("malformed", 0)
    assert all(str(error).startswith(f"{folder / 'x.csv'}:") for error in errors)


keys = st.sampled_from(["lat", "lon", "type", "coordinates"])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["سرت", "node/5"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=5,
)
BOUNDS = {"minlat": 31, "minlon": 16, "maxlat": 32, "maxlon": 17}
SOUND: list[tuple[Format, dict[str, Any]]] = [
    (Format.OSM, osm("node", 5, {"place": "town", "name:ar": "سرت", "population": "5"}, lat=31, lon=16)),
    (Format.OSM, osm("way", 6, {"place": "town", "name:ar": "سرت"}, bounds=BOUNDS)),
    (Format.WHOSONFIRST, wof(5, **{"name:ara_x_preferred": ["سرت"], "lbl:latitude": 31, "lbl:longitude": 16})),
    (Format.WHOSONFIRST, wof(6, **{"name:ara_x_preferred": ["سرت"], "wof:population": 9})),
    (
        Format.GEOJSON,
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [16, 31]},
            "properties": {"name_ar": "سرت", "population": 5, "country_code": "LY"},
        },
    ),
]


def changes(value: object) -> st.SearchStrategy[object]:
    """Return the value with any part of it replaced by any other."""
    if not isinstance(value, dict):
        return json_values
    kept = {name: st.just(part) for name, part in value.items()}
    return st.one_of(
        json_values, *(st.fixed_dictionaries(kept | {name: changes(part)}) for name, part in value.items())
    )


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[Format, Source[Any]]:
    """Each format's source, of Libya."""
    path = write(tmp_path_factory.mktemp("x") / "x.json", "{}")
    orders = [Order(paths=(path,), format=found, countries=frozenset({"LY"})) for found, _ in SOUND]
    return {planned.format: open_source(planned, data_folder(), None) for planned in map(plan, orders)}


@pytest.mark.parametrize(("found", "feature"), SOUND)
@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_whatever_a_feature_holds_it_is_a_sound_row_or_a_malformed_one(
    opened: dict[Format, Source[Any]], found: Format, feature: dict[str, Any], data: st.DataObject
) -> None:
    made: object = None
    with contextlib.suppress(ValueError):
        made = opened[found].line_of(data.draw(changes(feature)))
    if isinstance(made, bytes):
        tables.place_row(*made.decode().removesuffix("\n").split("\t"))


@given(text=texts)
def test_arabic_names_are_such_as_the_gazetteer_takes(text: str) -> None:
    for is_bare in (True, False):
        for name in arabic_names([text], [text, "سرت"], "Sirte", is_bare=is_bare):
            assert fields.arabic_name(name) == name


@given(st.lists(texts, min_size=7, max_size=9))
def test_a_line_of_names_is_read_or_malformed(cells: list[str]) -> None:
    line = "\t".join(["1", *cells])
    try:
        made = line_of_alternate(line.encode(errors="replace"))
    except ValueError:
        return
    if made is not None:
        number, rank, name = made.decode(errors="replace").split("\t")
        assert (number.isdigit(), rank in {*"0123456"}, bool(name.strip())) == (True, True, True)


# The whole way


def test_what_is_imported_is_found_on_the_way_to_the_map(command: Command, user: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", f"{HEADER}\nزرزورستان,31.5,16.5,Zarzuristan,,,LY,5000\n")
    article = write(tmp_path / "news.txt", "وصل الوفد الليبي إلى مدينة زرزورستان مساء أمس.")
    succeeded(command(path))
    extracted = tmp_path / "mentions.jsonl"
    assert main(["extract", str(article), "-o", str(extracted)]) == 0
    records = [json.loads(line) for line in extracted.read_text(encoding="utf-8").splitlines()]
    (place_id,) = imported(user, "x").values()
    assert place_id.place.id in {record["place_id"] for record in records}
