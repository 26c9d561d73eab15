"""Adds places to the user's files, and removes places and names, whether shipped or the user's own."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from geomap.atomic import replacing
from geomap.errors import GazetteerError
from geomap.gazetteer import fields, tables
from geomap.gazetteer.coordinates import are_near, read_coordinates
from geomap.gazetteer.keys import key
from geomap.gazetteer.layers import OWN_FILE, REMOVED_COLUMNS, REMOVED_FILE, Layers
from geomap.gazetteer.tables import PLACE_COLUMNS, PlaceRow
from geomap.records import Place

_UNSEEN = re.compile("[\N{ARABIC TATWEEL}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A place as a user states it."""

    name_ar: str
    coordinates: str
    """In any notation that `read_coordinates` reads."""
    name: str = ""
    """In Latin letters; the Arabic name is shown where it is empty."""
    feature_code: str = "PPL"
    """One that the gazetteer uses, or `CLASS.CODE`, such as S.MUS."""
    country_code: str = ""
    population: int = 0
    other_names_ar: tuple[str, ...] = ()
    """Further names; those that the gazetteer does not tell from others of the place are dropped."""
    source: str = "user"
    """Where it is from, for the file's last column."""


def add(layers: Layers, user: Path, addition: Addition) -> Place:
    """Append a place to the user's file in the folder `user`, and return it.

    Args:
        layers: what the gazetteer holds.
        user: the user's folder; made if need be.
        addition: the place.

    Raises:
        GazetteerError: a field does not hold what it should, or the gazetteer has the place already.
        OutputError: the file cannot be written.
    """
    place, others = stated(layers, addition)
    _refuse_duplicate(layers, place)
    cells = (
        place.id, place.name, place.name_ar, "|".join(others), str(place.latitude), str(place.longitude),
        place.feature_class, place.feature_code, place.country_code, "", str(place.population), addition.source,
    )  # fmt: skip
    _append(user / OWN_FILE, PLACE_COLUMNS, cells)
    return place


def stated(layers: Layers, addition: Addition) -> tuple[Place, tuple[str, ...]]:
    """Return the place that an addition states, and its further names, without adding it.

    Raises:
        GazetteerError: a field does not hold what it should.
    """
    try:
        place = _place(layers, addition)
        others = [fields.arabic_name(plain_name(name)) for name in addition.other_names_ar]
    except GazetteerError:
        raise
    except ValueError as error:
        raise GazetteerError(f"{addition.name_ar}: {error}; correct it") from None
    unlike = {key(name): name for name in reversed(others)}
    unlike.pop(key(place.name_ar), None)
    return place, tuple(reversed(unlike.values()))


def _place(layers: Layers, addition: Addition) -> Place:
    name_ar = fields.arabic_name(plain_name(addition.name_ar))
    latitude, longitude = read_coordinates(addition.coordinates)
    feature_class, feature_code = read_feature(used_features(layers.shipped.values()), addition.feature_code)
    return Place(
        id=own_id(name_ar, latitude, longitude),
        name=fields.latin_name(" ".join(addition.name.split()) or name_ar),
        name_ar=name_ar,
        latitude=latitude,
        longitude=longitude,
        feature_class=feature_class,
        feature_code=feature_code,
        country_code=_country(layers, addition.country_code),
        population=fields.population(str(addition.population)),
    )


def plain_name(name: str) -> str:
    """Return a name without vowel signs, tatweel, directional marks and presentation forms."""
    letters = "".join(char for char in unicodedata.normalize("NFKC", name) if unicodedata.category(char) != "Mn")
    return " ".join(_UNSEEN.sub("", letters).split())


def used_features(rows: Iterable[PlaceRow]) -> Mapping[str, str]:
    """Return the feature class of each feature code that places have."""
    return {row.place.feature_code: row.place.feature_class for row in rows}


def read_feature(used: Mapping[str, str], text: str) -> tuple[str, str]:
    """Return the class and the code of `CLASS.CODE`, or of a code in `used`; else say in a ValueError what is wrong."""
    feature_class, _, code = text.upper().rpartition(".")
    if not feature_class and code not in used:
        raise ValueError(f"the feature code '{text}' is none that the gazetteer uses, write its class too, as in S.MUS")
    return fields.feature_class(feature_class or used[code]), fields.feature_code(code)


def _country(layers: Layers, text: str) -> str:
    code = text.upper()
    if code not in {row.place.country_code for row in layers.shipped.values()}:  # they have an empty one, too
        raise ValueError(f"'{text}' is no ISO 3166-1 alpha-2 code of a country")
    return code


def own_id(name: str, latitude: float, longitude: float) -> str:
    """Return an id that the same name and coordinates always give."""
    stated = f"{key(name)}|{latitude:.5f}|{longitude:.5f}"
    return f"geomap:user-{hashlib.blake2b(stated.encode(), digest_size=5).hexdigest()}"


def _refuse_duplicate(layers: Layers, place: Place) -> None:
    wanted = key(place.name_ar)
    for row in layers.places():
        other = row.place
        is_alike = other.feature_class == place.feature_class and wanted in map(key, row.names)
        is_near = are_near(other.latitude, other.longitude, place.latitude, place.longitude)
        if other.id == place.id or (is_near and is_alike):
            raise GazetteerError(
                f"{place.name_ar}: {other.id} has this name at {other.latitude}, {other.longitude} already; "
                "remove that one first, or choose another name"
            )


def remove(layers: Layers, user: Path, place_id: str, name: str = "") -> Place:
    """Remove a place, or only one name of it, and return the place as it was.

    What the user added goes from the user's file; of what is shipped or imported, the user's folder notes the removal.

    Raises:
        GazetteerError: there is no such place or name, or the place has no other name.
        OutputError: a file cannot be written.
    """
    found = next((row for row in layers.places() if row.place.id == place_id), None)
    if found is None:
        raise GazetteerError(f"{place_id}: no place has this id; geomap gazetteer search shows the ids")
    left = tuple(other for other in found.names if name and key(other) != key(name))
    if name:
        _refuse_name(layers, found, name, left)
    is_own = place_id in layers.own and left != found.names
    if is_own:
        _keep_names(user / OWN_FILE, place_id, left)
    if _lies_below(layers, place_id) and not (name and is_own):
        _append(user / REMOVED_FILE, REMOVED_COLUMNS, (place_id, " ".join(name.split())))
    return found.place


def _lies_below(layers: Layers, place_id: str) -> bool:
    """Tell whether a place is there, shipped or imported, even without the user's own row."""
    return place_id in layers.shipped or place_id not in layers.own or place_id in layers.joined().ids


def _refuse_name(layers: Layers, row: PlaceRow, name: str, left: tuple[str, ...]) -> None:
    """Refuse a name that the place has not, or has alone."""
    place = row.place
    is_demonym = key(name) in layers.shipped_keys(place.id) and not layers.has_removed(place.id, name)
    if len(left) == len(row.names) and not is_demonym:
        raise GazetteerError(f"{place.id}: '{name}' is none of its names {'، '.join(row.names)}; choose one of them")
    if not left:
        raise GazetteerError(f"{place.id}: it has no other name; remove the place: geomap gazetteer remove {place.id}")


def _append(path: Path, columns: tuple[str, ...], cells: tuple[str, ...]) -> None:
    lines = _lines(path) if path.exists() else ["\t".join(columns)]
    _write(path, (*lines, "\t".join(cells)))


def _keep_names(path: Path, place_id: str, names: tuple[str, ...]) -> None:
    """Rewrite the row of a place with these names, or leave it out if there are none."""
    lines = []
    for line in _lines(path):
        cells = line.split("\t")
        if cells[0] == place_id:
            cells[2:4] = (*names[:1], "|".join(names[1:]))
        if cells[0] != place_id or names:
            lines.append("\t".join(cells))
    _write(path, lines)


def _lines(path: Path) -> list[str]:
    return tables.contents(path).decode().removesuffix("\n").split("\n")


def _write(path: Path, lines: Iterable[str]) -> None:
    with replacing(path) as written:
        written.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
