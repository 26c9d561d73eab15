"""Imported files as a layer between the shipped files and the user's own."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from geomap.cli import main
from geomap.errors import GazetteerError
from geomap.gazetteer import fields, key, open_gazetteer
from geomap.gazetteer.attributions import Attribution, attributions
from geomap.gazetteer.geocode.service import Kind, choose_service
from geomap.gazetteer.index import index_folder
from geomap.gazetteer.layers import read_layers
from geomap.gazetteer.locate import data_folder, user_folder
from geomap.gazetteer.search import search
from geomap.gazetteer.tables import PLACE_COLUMNS
from geomap.records import Place

HEADER = "\t".join(PLACE_COLUMNS)
TRIPOLI = "geonames:2210247"
WELL = "osm:node-7"
NEW = f"{WELL}\tBir Zazaz\tبئر الززاز\tبير الززاز\t27.5\t14.25\tP\tPPL\tLY\t\t12\tlibya"
"""A place that nothing else has, as the next."""
OTHER = NEW.replace(WELL, "wof:8").replace("بئر الززاز\tبير الززاز", "عين الززاز\t")
NOTE = """
title = "A map of Libya"
url = "https://example.org/libya"
licence = "ODbL 1.0"
licence_url = "https://example.org/licence"
attribution = "© the makers of the map"
version = "1"
imported = "2026-11-22"
rows = {rows}
"""

Import = Callable[..., Path]


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    monkeypatch.setenv("GEOMAP_GAZETTEER", str(folder))
    return folder


@pytest.fixture
def imported(user: Path) -> Import:
    """Write these rows as an import, and return the path of the file."""

    def write(*rows: str, slug: str = "libya") -> Path:
        path = user / "imports" / f"{slug}.tsv"
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(f"{row}\n" for row in (HEADER, *rows)), encoding="utf-8")
        path.with_suffix(".toml").write_text(NOTE.format(rows=len(rows)), encoding="utf-8")
        return path

    return write


def row(place: Place, **cells: object) -> str:
    """Return a row that states a place, but for these cells."""
    stated = {column: getattr(place, column) for column in PLACE_COLUMNS[:-1] if column != "other_names_ar"}
    cells = {"other_names_ar": "", "source": "libya", **stated, **cells}
    return "\t".join(str(cells[column]) for column in PLACE_COLUMNS)


def places(name: str) -> dict[str, Place]:
    """Return the places of a name, by id."""
    return {entry.place.id: entry.place for entry in open_gazetteer().lookup(key(name)) if entry.place}


def tripoli() -> Place:
    return places("طرابلس")[TRIPOLI]


def test_an_imported_place_is_found(imported: Import) -> None:
    imported(NEW)
    (place,) = places("بئر الززاز").values()
    assert places("بير الززاز") == {WELL: place}
    assert (place.id, place.latitude, place.longitude, place.population) == (WELL, 27.5, 14.25, 12)
    assert search(open_gazetteer(), "bir zazaz")[0] == place
    assert search(open_gazetteer(), "بئر الزاز")[0] == place


def test_a_row_of_a_shipped_place_only_adds_names(imported: Import) -> None:
    before = tripoli()
    imported(row(before, name_ar="طرابلس الززاز", other_names_ar="طرابلس", latitude=1, population=1))
    assert places("طرابلس الززاز") == {TRIPOLI: before}
    assert tripoli() == before
    names = next(found.names for found in read_layers(data_folder(), user_folder()).places() if found.place == before)
    assert names[0] == "طرابلس"
    assert names[-1] == "طرابلس الززاز"


@pytest.mark.parametrize(
    ("cells", "is_known"),
    [
        ({}, True),
        ({"latitude": 33.0}, True),
        ({"latitude": 33.1}, False),
        ({"longitude": 13.0}, False),
        ({"feature_class": "S", "feature_code": "AIRP"}, False),
        ({"name_ar": "طرابلس الأولى"}, False),
    ],
)
def test_a_namesake_nearby_is_the_shipped_place(imported: Import, cells: dict[str, object], *, is_known: bool) -> None:
    known = set(places("طرابلس"))
    imported(row(tripoli(), **({"id": "wof:5", "other_names_ar": "طرابلس الززاز"} | cells)))
    assert set(places("طرابلس الززاز")) == ({TRIPOLI} if is_known else {"wof:5"})
    assert set(places("طرابلس")) == (known if is_known or "name_ar" in cells else {*known, "wof:5"})


def test_own_places_win(user: Path, imported: Import) -> None:
    imported(NEW, row(tripoli(), name_ar="طرابلس الززاز"))
    own = NEW.replace("بئر الززاز\tبير الززاز", "بئري\t").replace("27.5", "28")
    shipped = row(tripoli(), name_ar="طرابلس الرززز")
    (user / "places.tsv").write_text(f"{HEADER}\n{own}\n{shipped}\n", encoding="utf-8")
    assert places("بئر الززاز") == places("بير الززاز") == places("طرابلس الززاز") == {}
    assert places("بئري")[WELL].latitude == 28
    assert set(places("طرابلس الرززز")) == {TRIPOLI}


def test_removals_are_of_imported_places_too(user: Path, imported: Import) -> None:
    imported(NEW, OTHER, row(tripoli(), id="wof:9", other_names_ar="طرابلس الززاز"))
    assert len(places("عين الززاز")) == len(places("طرابلس الززاز")) == 1
    removed = f"id\tname\n{WELL}\tبئر الززاز\nwof:8\t\n{TRIPOLI}\tطرابلس الززاز\n"
    (user / "removed.tsv").write_text(removed, encoding="utf-8")
    assert places("بئر الززاز") == places("عين الززاز") == places("طرابلس الززاز") == {}
    assert places("بير الززاز")[WELL].name_ar == "بير الززاز"
    assert main(["gazetteer", "check"]) == 0


def test_the_command_removes_imported_places_and_names(user: Path, imported: Import) -> None:
    imported(NEW, OTHER)
    own = NEW.replace("بئر الززاز\tبير الززاز", "بئري\t")
    (user / "places.tsv").write_text(f"{HEADER}\n{own}\n", encoding="utf-8")
    assert main(["gazetteer", "remove", "wof:8"]) == main(["gazetteer", "remove", WELL]) == 0
    assert places("عين الززاز") == places("بئري") == places("بئر الززاز") == {}
    (user / "removed.tsv").unlink()
    assert main(["gazetteer", "remove", WELL, "بئر الززاز"]) == 0
    assert places("بئر الززاز") == {} != places("بير الززاز")
    assert main(["gazetteer", "check"]) == 0


def test_the_first_file_that_has_an_id_wins(imported: Import) -> None:
    imported(NEW.replace("27.5", "26"), slug="libya-2")
    imported(NEW)
    assert places("بئر الززاز")[WELL].latitude == 27.5


@pytest.mark.parametrize(
    ("spoiled", "what"),
    [
        (OTHER.replace("27.5", "95"), "latitude '95' is outside [-90, 90]; correct the row"),
        (OTHER.replace("wof:8", "osm:7"), "the id 'osm:7' is neither geonames:<number>, osm:"),
        (OTHER.replace("\tP\t", "\t"), "11 columns, not 12; correct the row"),
        (NEW, f"the id {WELL} is there already"),
    ],
)
def test_a_malformed_row_is_pointed_at(
    imported: Import, capsys: pytest.CaptureFixture[str], spoiled: str, what: str
) -> None:
    path = imported(NEW, spoiled)
    with pytest.raises(GazetteerError, match=re.escape(f"{path}:3: {what}")):
        open_gazetteer()
    assert main(["gazetteer", "check"]) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith(f"geomap: {path}:3: {what}")
    assert second == f"geomap: {path}: 1 good rows, not 2 as imported; import it again"


def test_check_counts_and_info_lists_imports(imported: Import, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gazetteer", "info"]) == 0
    before = capsys.readouterr().out
    imported(NEW)
    assert main(["gazetteer", "check"]) == 0
    assert " 1 imported places," in capsys.readouterr().out
    assert main(["gazetteer", "info"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "libya.tsv (imported)          1 rows, ODbL 1.0, 2026-11-22" in lines
    assert "A map of Libya: ODbL 1.0, https://example.org/libya" in lines
    found = [int(re.findall(r"to be found +(\d+) places +(\d+)", text)[0][0]) for text in (before, "\n".join(lines))]
    assert found[1] == found[0] + 1


def test_a_note_that_is_missing_or_malformed_is_pointed_at(
    imported: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    note = imported(NEW).with_suffix(".toml")
    for text, what in (
        ("title = ", "not TOML"), ('title = "x"', "no title and licence"), (NOTE.format(rows="'2'"), "rows = '2'"),
    ):  # fmt: skip
        note.write_text(text, encoding="utf-8")
        assert main(["gazetteer", "check"]) == 2
        assert capsys.readouterr().err.startswith(f"geomap: {note}: {what}")
    note.unlink()
    with pytest.raises(GazetteerError, match="No such file or directory; restore the file"):
        attributions(user_folder())


def test_attributions_are_of_every_import_and_each_is_there_once(user: Path, imported: Import) -> None:
    assert attributions(user) == ()
    imported(NEW)
    imported(NEW, slug="libya-2").with_suffix(".toml").write_text(NOTE.format(rows=1), encoding="utf-8")
    imported(slug="mine").with_suffix(".toml").write_text('title = "List"\nlicence = "not stated"', encoding="utf-8")
    assert attributions(user) == (
        Attribution(
            text="© the makers of the map",
            url="https://example.org/libya",
            licence="ODbL 1.0",
            licence_url="https://example.org/licence",
        ),
        Attribution(text="List", licence="not stated"),
    )


def test_a_licence_that_the_attribution_states_is_not_stated_twice(user: Path, imported: Import) -> None:
    note = 'title = "List"\nlicence = "CC0"\nattribution = "The list, CC0"'
    imported().with_suffix(".toml").write_text(note, encoding="utf-8")
    assert attributions(user) == (Attribution(text="The list, CC0"),)


def test_accepted_results_are_attributed_and_what_else_a_person_knows_is_not_told(user: Path) -> None:
    sources = [
        choose_service(Kind.NOMINATIM, domain="geocoder.desk.example").source + ", osm:node-1",
        choose_service(Kind.PHOTON).source,
        choose_service(Kind.GEONAMES, username="desk").source + ", geonames:7",
        "user",
        "a source of mine who wants no name",
    ]
    rows = (NEW.replace(WELL, f"geomap:user-{i}").removesuffix("libya") + text for i, text in enumerate(sources))
    (user / "places.tsv").write_text("".join(f"{row}\n" for row in (HEADER, *rows)), encoding="utf-8")
    assert attributions(user) == (
        Attribution(text="© OpenStreetMap contributors, ODbL 1.0", url="https://www.openstreetmap.org/copyright"),
        Attribution(text="GeoNames, CC BY 4.0", url="https://www.geonames.org"),
    )


def test_an_import_is_known_by_its_size_and_time(user: Path, imported: Import, tmp_path: Path) -> None:
    def folder() -> Path:
        return index_folder(data_folder(), user, tmp_path)

    without = folder()
    path = imported(NEW)
    first = folder()
    assert len({without, first}) == 2
    assert folder() == first
    os.utime(path, ns=(1, 1))
    assert folder() not in {without, first}
    path.unlink()
    assert folder() == without


@pytest.mark.parametrize("text", ["geonames:1", "osm:node-1", "osm:way-20", "osm:relation-3", "wof:85", "geomap:a-b1"])
def test_ids_are_accepted(text: str) -> None:
    assert fields.place_id(text) == text


@pytest.mark.parametrize("text", ["osm:1", "osm:area-1", "osm:node-0", "wof:", "wof:٣", "geonames:01", "geomap:A"])
def test_other_ids_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"the id '{text}' is neither"):
        fields.place_id(text)
