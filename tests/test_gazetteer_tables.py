"""The tables of the compiled index, each beside what a plain search through all rows says."""

import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from geomap.arabic import words
from geomap.gazetteer import Gazetteer, Role, key, nametable, placetable, searchtable, tables
from geomap.gazetteer.locate import data_folder
from geomap.gazetteer.mapped import all_contents
from geomap.gazetteer.nametable import NameTable, meaning
from geomap.gazetteer.placetable import PlaceTable, PlaceWriter
from geomap.gazetteer.search import LEAST_ALIKE
from geomap.gazetteer.searchtable import SearchTable
from geomap.gazetteer.tables import PlaceRow
from geomap.records import Place
from strategies import texts

SETTINGS = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
numbers = st.integers(0, 2**29 - 1)
meanings = st.one_of(
    st.tuples(st.sampled_from([Role.PLACE, Role.DEMONYM, Role.LOCAL_DEMONYM]), numbers), st.just((Role.ORGANIZATION, 0))
)
names = st.text("ابتق ه6", min_size=1, max_size=6)
forms = st.text("ابتqه6", min_size=1, max_size=6)
countries = st.sampled_from(["", "LY", "EG"])


@given(texts)
def test_keys_are_the_forms_of_words(text: str) -> None:
    assert key(text) == " ".join(word.form for word in words(text))


@given(st.lists(st.tuples(names, meanings), min_size=1), st.lists(names))
@SETTINGS
def test_names_are_looked_up(tmp_path: Path, pairs: list[tuple[str, tuple[Role, int]]], others: list[str]) -> None:
    nametable.write(tmp_path, [name for name, _ in pairs], [meaning(*stated) for _, stated in pairs])
    table = NameTable(tmp_path)
    for wanted in {*others, *(name for name, _ in pairs), ""}:
        assert list(table.meanings(wanted)) == sorted({stated for name, stated in pairs if name == wanted})
        assert table.begins(wanted) == any(name.startswith(wanted) for name, _ in pairs)
    assert set(table.names()) == {name for name, _ in pairs}


places = st.builds(
    Place,
    id=st.from_regex("wof:[1-9][0-9]{0,15}", fullmatch=True),
    name=st.text("aé 'ṣ", min_size=1),
    name_ar=st.text("اب ت", min_size=1),
    latitude=st.floats(-90, 90),
    longitude=st.floats(-180, 180),
    feature_class=st.sampled_from("PAH"),
    feature_code=st.sampled_from(["PPL", "ADM1"]),
    country_code=countries,
    admin1_code=st.text("A7"),
    population=st.integers(0, 2**40),
)


@given(st.lists(places, min_size=1))
@SETTINGS
def test_places_are_kept_as_they_are(tmp_path: Path, stated: list[Place]) -> None:
    with (tmp_path / placetable.TEXTS).open("wb") as file:
        writer = PlaceWriter(file)
        positions = [writer.add(PlaceRow(place=place, names=("ا", "ب"))) for place in stated]
    order = writer.write(tmp_path)
    table = PlaceTable(tmp_path)
    assert positions == sorted(order)
    assert [table.place(number) for number in positions] == [stated[position] for position in order]
    assert list(order) == sorted(positions, key=lambda position: -stated[position].population)
    counted = {count.country_code: (count.places, count.names) for count in table.counts()}
    codes = [place.country_code for place in stated]
    assert counted == {code: (codes.count(code), 2 * codes.count(code)) for code in codes}


def written(folder: Path, named: Sequence[tuple[str, int]], codes: Sequence[str]) -> SearchTable:
    """Return the table of these forms with the numbers of their places, whose countries are `codes`."""
    owners = np.array([number for _, number in named], np.uint32)
    searchtable.write(folder, [form for form, _ in named], owners, np.array(codes, "S2"))
    return SearchTable(all_contents(folder, "search_"))


@given(st.data(), st.lists(countries, min_size=1, max_size=5), forms, countries)
@SETTINGS
def test_forms_are_searched(tmp_path: Path, data: st.DataObject, codes: list[str], wanted: str, country: str) -> None:
    named = data.draw(st.lists(st.tuples(forms, st.integers(0, len(codes) - 1)), min_size=1))
    table = written(tmp_path, named, codes)
    within = [(form, number) for form, number in named if country in {"", codes[number]}]
    assert list(table.named(wanted, country)) == sorted({number for form, number in within if form == wanted})
    beginning = {number for form, number in within if form.startswith(wanted)}
    assert list(table.beginning(wanted, country)) == sorted(beginning)
    assert list(table.alike(wanted, country, LEAST_ALIKE)) == plainly_alike(within, wanted)


def plainly_alike(named: Sequence[tuple[str, int]], wanted: str) -> list[int]:
    """Return what `alike` is to find, by comparing all names letter by letter."""
    alike = {(-OSA.normalized_similarity(wanted, form), number) for form, number in named}
    return [number for similarity, number in sorted(alike) if -similarity >= LEAST_ALIKE - 1e-9]


LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def slips(forms: Sequence[str], count: int) -> Iterator[tuple[str, str]]:
    """Yield forms of five letters and more, each with itself after so many slips of the pen."""
    chance = random.Random(11)  # noqa: S311  # the same each time
    for form in chance.sample([form for form in forms if len(form) > 4], len(forms) // 2):
        wanted = form
        for _ in range(count):
            at, letter = chance.randrange(len(wanted) - 1), chance.choice(LETTERS)
            wanted = chance.choice([
                wanted[:at] + wanted[at + 1 :],
                wanted[:at] + letter + wanted[at:],
                wanted[:at] + letter + wanted[at + 1 :],
                wanted[:at] + wanted[at + 1] + wanted[at] + wanted[at + 2 :],
            ])  # fmt: skip
        yield form, wanted


@pytest.mark.parametrize(("count", "least"), [(1, 100), (2, 98)])
def test_of_many_forms_the_one_meant_is_among_those_alike(tmp_path: Path, count: int, least: int) -> None:
    chance = random.Random(3)  # noqa: S311  # the same each time
    parts = sorted({key(word) for row in tables.places(data_folder()) for name in row.names for word in name.split()})
    many = sorted({"".join(chance.sample(parts, 2)) for _ in range(100_000)})
    table = written(tmp_path, [(form, number) for number, form in enumerate(many)], [""] * len(many))
    found = [
        form in {many[number] for number in table.alike(wanted, "", LEAST_ALIKE)}
        for form, wanted in islice(slips(many, count), 100)
    ]
    assert sum(found) >= least


def test_the_index_counts_all_places(gazetteer: Gazetteer) -> None:
    counts = gazetteer.counts()
    assert sum(count.places for count in counts) == sum(1 for _ in tables.places(data_folder()))
    assert sum(count.names for count in counts) == sum(len(row.names) for row in tables.places(data_folder()))
