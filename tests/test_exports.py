import csv
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import astuple, fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from geomap.errors import OutputError
from geomap.reasons import PHRASES
from geomap.records import (
    Article,
    Candidate,
    Evidence,
    Geoparse,
    Kind,
    Location,
    Mention,
    Place,
    Relation,
    Resolution,
    Sentence,
)
from geomap.render import write, write_jsonl
from geomap.render.rows import MentionRow, context, rows

COLUMNS = (
    "article sentence start end surface kind score place_id name name_ar latitude longitude feature_code country_code"
    " uncertainty_km resolution_score reason alternatives"
).split()
TEXT = "التقى الوزير المالي نظيره 🌍 في باماكو.\nثم عاد من باماكو إلى مكان ما."
BAMAKO = Place(
    id="geonames:2460596",
    name="Bamako",
    name_ar="باماكو",
    latitude=12.65,
    longitude=-8.0,
    feature_class="P",
    feature_code="PPLC",
    country_code="ML",
)
MALI = Place(
    id="geonames:2453866",
    name="Mali",
    name_ar="مالي",
    latitude=17.57,
    longitude=-3.99,
    feature_class="A",
    feature_code="PCLI",
    country_code="ML",
)
KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture(autouse=True)
def _phrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PHRASES, "before", ("قبله «{}»", "preceded by “{}”"))
    monkeypatch.setitem(PHRASES, "population", ("الأكثر سكانا", "largest of its name"))


def resolution(surface: str, place: Place | None, *, after: int = 0, kind: Kind = Kind.LITERAL) -> Resolution:
    start = TEXT.index(surface, after)
    mention = Mention(
        article_id="أ.txt",
        sentence=TEXT.count("\n", 0, start),
        start=start,
        end=start + len(surface),
        surface=surface,
        toponym=surface,
        kind=kind,
        score=0.912345,
        evidence=(Evidence(code="before", detail="في"),),
    )
    return Resolution(
        mention=mention,
        place=place,
        score=0.87654321 if place else 0.0,
        evidence=(Evidence(code="population"),),
        alternatives=(Candidate(place=MALI), Candidate(place=replace(MALI, id="geomap:mali"))) if place else (),
    )


def example() -> Geoparse:
    middle = TEXT.index("\n")
    return Geoparse(
        article=Article(
            id="أ.txt",
            text=TEXT,
            title="باماكو والوزير",
            date="2026-11-22",
            source="وكالة",
            url="https://example.org/?a=1&b=2",
        ),
        sentences=(
            Sentence(article_id="أ.txt", index=0, start=0, end=middle),
            Sentence(article_id="أ.txt", index=1, start=middle, end=len(TEXT)),
        ),
        resolutions=(
            resolution("المالي", MALI, kind=Kind.DEMONYM),
            resolution("باماكو", BAMAKO),
            resolution("باماكو", BAMAKO, after=middle),
            resolution("مكان", None),
        ),
    )


def of_texts(surface: str, article_id: str = "a", text: str | None = None, start: int = 0) -> Geoparse:
    """Return an article with one mention, resolved to a place of the same name."""
    text = surface if text is None else text
    mention = Mention(
        article_id=article_id,
        sentence=0,
        start=start,
        end=start + len(surface),
        surface=surface,
        toponym=surface,
        kind=Kind.LITERAL,
        score=1.0,
    )
    place = replace(BAMAKO, id=f"geomap:{surface}", name=surface, name_ar=surface)
    return Geoparse(
        article=Article(id=article_id, text=text),
        sentences=(Sentence(article_id=article_id, index=0, start=0, end=len(text)),),
        resolutions=(Resolution(mention=mention, place=place, score=1.0, evidence=()),),
    )


def written(path: Path, *geoparses: Geoparse) -> str:
    write(geoparses, path)
    return path.read_text(encoding="utf-8")


# Rows


def test_a_row_has_the_documented_columns() -> None:
    assert [field.name for field in fields(MentionRow)] == COLUMNS


def test_rows_say_where_each_mention_is_and_what_it_means() -> None:
    _, first, second, unresolved = rows(example())
    why = "preceded by “في”; largest of its name"
    assert astuple(first) == (
        *("أ.txt", 0, 31, 37, "باماكو", "literal", 0.9123),
        *("geonames:2460596", "Bamako", "باماكو", 12.65, -8.0, "PPLC", "ML", None, 0.8765, why),
        ("geonames:2453866", "geomap:mali"),
    )
    assert second.sentence == 1
    assert context(example(), second).quotation == "ثم عاد من باماكو إلى مكان ما."
    assert astuple(unresolved)[7:] == (*(None,) * 8, 0.0, why, ())


# JSON Lines


def test_json_lines_are_written_in_text_order() -> None:
    stream = io.StringIO()
    write_jsonl(iter([example()]), stream)
    records = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [list(record) for record in records] == [COLUMNS] * 4
    assert [record["start"] for record in records] == sorted(record["start"] for record in records)
    assert records[1]["alternatives"] == ["geonames:2453866", "geomap:mali"]
    assert records[3]["latitude"] is None


def test_a_json_lines_file_is_what_standard_output_gets(tmp_path: Path) -> None:
    stream = io.StringIO()
    write_jsonl([example()], stream)
    assert written(tmp_path / "a.jsonl", example()) == stream.getvalue()


@given(data=st.data(), text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_offsets_in_json_lines_index_the_article(data: st.DataObject, text: str) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    surface = text[start : data.draw(st.integers(start + 1, len(text)))]
    stream = io.StringIO()
    write_jsonl([of_texts(surface, text=text, start=start)], stream)
    (line,) = stream.getvalue().removesuffix("\n").split("\n")
    record = json.loads(line)
    assert text[record["start"] : record["end"]] == record["surface"] == surface


# CSV


def test_csv_opens_in_spreadsheets(tmp_path: Path) -> None:
    write([example()], tmp_path / "a.csv")
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfarticle,sentence,")
    assert data.count(b"\r\n") == data.count(b"\n") == 5
    records = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [record["surface"] for record in records] == ["المالي", "باماكو", "باماكو", "مكان"]
    assert records[1]["longitude"] == "-8.0", "a number is no formula"
    assert records[1]["alternatives"] == "geonames:2453866 geomap:mali"
    assert records[3]["place_id"] == ""
    assert list(records[3].values())[-5:] == [
        *("ثم عاد من باماكو إلى مكان ما.", "باماكو والوزير", "2026-11-22", "وكالة", "https://example.org/?a=1&b=2")
    ]


def test_only_web_addresses_are_exported(tmp_path: Path) -> None:
    article = replace(example().article, url="javascript:alert(1)")
    for name in ("a.csv", "a.geojson", "a.kml"):
        assert "javascript" not in written(tmp_path / name, replace(example(), article=article))


@settings(deadline=None)
@given(
    surface=st.text(st.characters(exclude_categories=["Cs"])) | st.from_regex(r"\A[=+\-@\t\r].*\Z"),
    article_id=st.sampled_from(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'x", 'خبر, "أول"\n']),
)
def test_no_cell_is_a_formula_and_no_other_is_altered(
    tmp_path_factory: pytest.TempPathFactory, surface: str, article_id: str
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    write([of_texts(surface, article_id)], path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        (record,) = csv.DictReader(stream, strict=True)
    for column, value in {"surface": surface, "name": surface, "article": article_id}.items():
        harmless = value[:1] not in ("=", "+", "-", "@", "\t", "\r")
        assert record[column] == (value if harmless else f"'{value}") or not value
    assert not any(record[column].startswith(("=", "+", "-", "@", "\t", "\r")) for column in ("surface", "article"))


# Parquet


def test_parquet_rows_equal_the_json_lines(tmp_path: Path) -> None:
    write([example()], tmp_path / "a.parquet")
    table = parquet.read_table(tmp_path / "a.parquet")
    lines = written(tmp_path / "a.jsonl", example()).splitlines()
    assert table.to_pylist() == [json.loads(line) for line in lines]
    write([], tmp_path / "none.parquet")
    assert parquet.read_schema(tmp_path / "none.parquet").equals(table.schema)


# GeoJSON

GOLDEN = """\
{"type": "FeatureCollection", "features": [
{"type": "Feature", "geometry": {"type": "Point", "coordinates": [-3.99, 17.57]}, "properties": {"article": "أ.txt", \
"sentence": 0, "start": 13, "end": 19, "surface": "المالي", "kind": "demonym", "score": 0.9123, \
"place_id": "geonames:2453866", "name": "Mali", "name_ar": "مالي", "latitude": 17.57, "longitude": -3.99, \
"feature_code": "PCLI", "country_code": "ML", "uncertainty_km": 1212.0, "resolution_score": 0.8765, \
"reason": "preceded by “في”; largest of its name", "alternatives": ["geonames:2453866", "geomap:mali"], \
"quotation": "التقى الوزير المالي نظيره 🌍 في باماكو.", "title": "باماكو والوزير", "date": "2026-11-22", \
"source": "وكالة", "url": "https://example.org/?a=1&b=2"}},
{"type": "Feature", "geometry": {"type": "Point", "coordinates": [-8.0, 12.65]}, "properties": {"article": "أ.txt", \
"sentence": 0, "start": 31, "end": 37, "surface": "باماكو", "kind": "literal", "score": 0.9123, \
"place_id": "geonames:2460596", "name": "Bamako", "name_ar": "باماكو", "latitude": 12.65, "longitude": -8.0, \
"feature_code": "PPLC", "country_code": "ML", "uncertainty_km": null, "resolution_score": 0.8765, \
"reason": "preceded by “في”; largest of its name", "alternatives": ["geonames:2453866", "geomap:mali"], \
"quotation": "التقى الوزير المالي نظيره 🌍 في باماكو.", "title": "باماكو والوزير", "date": "2026-11-22", \
"source": "وكالة", "url": "https://example.org/?a=1&b=2"}},
{"type": "Feature", "geometry": {"type": "Point", "coordinates": [-8.0, 12.65]}, "properties": {"article": "أ.txt", \
"sentence": 1, "start": 49, "end": 55, "surface": "باماكو", "kind": "literal", "score": 0.9123, \
"place_id": "geonames:2460596", "name": "Bamako", "name_ar": "باماكو", "latitude": 12.65, "longitude": -8.0, \
"feature_code": "PPLC", "country_code": "ML", "uncertainty_km": null, "resolution_score": 0.8765, \
"reason": "preceded by “في”; largest of its name", "alternatives": ["geonames:2453866", "geomap:mali"], \
"quotation": "ثم عاد من باماكو إلى مكان ما.", "title": "باماكو والوزير", "date": "2026-11-22", \
"source": "وكالة", "url": "https://example.org/?a=1&b=2"}}
]}
"""


def test_geojson_has_one_point_per_resolved_mention(tmp_path: Path) -> None:
    assert written(tmp_path / "a.geojson", example()) == GOLDEN
    assert len(json.loads(GOLDEN)["features"]) == 3


def test_geojson_without_mentions_is_valid(tmp_path: Path) -> None:
    assert json.loads(written(tmp_path / "a.geojson")) == {"type": "FeatureCollection", "features": []}


# KML


def placemarks(path: Path, *geoparses: Geoparse) -> list[ET.Element]:
    root = ET.fromstring(written(path, *geoparses))  # noqa: S314 - the file is our own
    return list(root.iter(f"{KML}Placemark"))


def test_kml_has_one_placemark_per_place(tmp_path: Path) -> None:
    mali, bamako = placemarks(tmp_path / "a.kml", example())
    assert [child.tag.removeprefix(KML) for child in bamako] == [
        *("name", "visibility", "description", "ExtendedData", "Point")
    ]
    assert bamako.findtext(f"{KML}name") == "باماكو"
    assert bamako.findtext(f"{KML}Point/{KML}coordinates") == "-8.0,12.65"
    assert (mali.findtext(f"{KML}visibility"), bamako.findtext(f"{KML}visibility")) == ("0", "1")
    description = bamako.findtext(f"{KML}description") or ""
    assert description.count("<p ") == 2
    assert description.split("<p ")[2] == (
        'dir="rtl">ثم عاد من باماكو إلى مكان ما.'
        '<br><small><a href="https://example.org/?a=1&amp;b=2">باماكو والوزير</a> · 2026-11-22 · وكالة · أ.txt</small>'
        "<br><small>«باماكو» literal 0.8765: preceded by “في”; largest of its name</small></p>"
    )


@settings(deadline=None)
@given(surface=st.text(st.characters(), min_size=1))
def test_any_text_makes_well_formed_kml(tmp_path_factory: pytest.TempPathFactory, surface: str) -> None:
    (placemark,) = placemarks(tmp_path_factory.mktemp("kml") / "a.kml", of_texts(surface))
    assert placemark.find(f"{KML}name") is not None


def test_text_cannot_add_markup_to_kml(tmp_path: Path) -> None:
    result = of_texts('<script>alert("1")</script>]]>&\0\x1b\ufffe\ud800')
    (placemark,) = placemarks(tmp_path / "a.kml", result)
    assert placemark.findtext(f"{KML}name") == '<script>alert("1")</script>]]>&'
    assert "&lt;script&gt;alert(&quot;1&quot;)" in (placemark.findtext(f"{KML}description") or "")


# The choice of the format


def test_a_suffix_that_names_no_format_is_refused(tmp_path: Path) -> None:
    for name in ("a.xlsx", "a", ".csv"):
        with pytest.raises(OutputError, match=r"end the name in one of \.jsonl, \.csv, \.geojson"):
            write([example()], tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    before = written(tmp_path / "A.CSV", example())
    with pytest.raises(UnicodeEncodeError):
        write([of_texts("\ud800")], tmp_path / "A.CSV")
    assert (tmp_path / "A.CSV").read_text(encoding="utf-8") == before
    assert len(list(tmp_path.iterdir())) == 1


# Mentions that are not at their place's point


def located(relation: Relation, place: Place | None) -> Geoparse:
    """Return the example with one mention, drawn elsewhere than at its place's point."""
    location = Location(
        id=f"{relation}:geonames:2453866:x",
        name="",
        name_ar="شارع الاستقلال",
        latitude=20.5,
        longitude=-3.5,
        uncertainty_km=12.5,
        relation=relation,
        anchors=(MALI,),
        feature_class="R" if place is None else "",
        feature_code="ST" if place is None else "",
    )
    found = replace(resolution("باماكو", place), location=location, score=0.9)
    return replace(example(), resolutions=(found,))


@pytest.mark.parametrize("relation", [Relation.OFFSET, Relation.BORDER])
def test_a_spot_away_from_its_anchor_has_coordinates_of_its_own(relation: Relation) -> None:
    (row,) = rows(located(relation, MALI))
    assert (row.place_id, row.name, row.feature_code, row.country_code) == (MALI.id, "Mali", "PCLI", "ML")
    assert (row.latitude, row.longitude, row.uncertainty_km) == (20.5, -3.5, 12.5)


def test_a_part_keeps_its_place_s_coordinates_and_has_its_own_radius() -> None:
    (row,) = rows(located(Relation.PART, MALI))
    assert (row.place_id, row.latitude, row.longitude, row.uncertainty_km) == (MALI.id, 17.57, -3.99, 12.5)


def test_what_lies_within_a_place_has_no_place_but_coordinates_and_a_type() -> None:
    (row,) = rows(located(Relation.WITHIN, None))
    assert (row.place_id, row.name, row.name_ar) == (None, None, None)
    assert (row.latitude, row.longitude, row.uncertainty_km) == (20.5, -3.5, 12.5)
    assert (row.feature_code, row.country_code, row.resolution_score) == ("ST", "ML", 0.9)


def test_what_lies_within_a_place_is_exported_everywhere(tmp_path: Path) -> None:
    geoparse = located(Relation.WITHIN, None)
    (feature,) = json.loads(written(tmp_path / "a.geojson", geoparse))["features"]
    assert feature["geometry"]["coordinates"] == [-3.5, 20.5]
    assert feature["properties"]["uncertainty_km"] == 12.5
    (record,) = csv.DictReader(io.StringIO(written(tmp_path / "a.csv", geoparse)))
    assert (record["place_id"], record["latitude"], record["uncertainty_km"]) == ("", "20.5", "12.5")
    (placemark,) = ET.fromstring(written(tmp_path / "a.kml", geoparse)).iter(f"{KML}Placemark")  # noqa: S314  # own file
    assert placemark.findtext(f"{KML}name") == "شارع الاستقلال"
    assert placemark.findtext(f".//{KML}coordinates") == "-3.5,20.5"
    assert [value.text for value in placemark.iter(f"{KML}value")] == ["within:geonames:2453866:x", "12.5"]
    write([geoparse], tmp_path / "a.parquet")
    assert parquet.read_table(tmp_path / "a.parquet")["uncertainty_km"].to_pylist() == [12.5]


def test_a_wide_area_s_uncertainty_is_its_radius() -> None:
    country, city, *_ = rows(example())
    assert country.uncertainty_km == 1212
    assert city.uncertainty_km is None
