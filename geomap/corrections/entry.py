"""Makes a correction of one entry's fields, or says what is wrong with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Never

from geomap.corrections.records import Correction, Passage, Scope
from geomap.errors import CorrectionError, GazetteerError
from geomap.gazetteer import key
from geomap.gazetteer.coordinates import read_coordinates
from geomap.records import Kind, Place

_SELECTORS = {
    Scope.MENTION: {"article", "start", "end", "surface", "context"},
    Scope.ARTICLE: {"article", "name", "merge"},
    Scope.CORPUS: {"name", "merge"},
}
_ACTIONS = {"place", "coordinates", "place_name", "not_a_place", "kind"}
_ALWAYS = {"scope", "note"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """An entry as TOML gives it."""

    file: str
    entry: str
    values: Mapping[str, object]

    def refuse(self, fault: str) -> Never:
        """Say what is wrong with the entry, and what to do."""
        raise CorrectionError(f"{self.file}: {self.entry}: {fault}")

    def text(self, field: str) -> str:
        """Return a text, empty where the entry has none."""
        value = self.values.get(field, "")
        if not isinstance(value, str):
            self.refuse(f"{field} is no text; write it between quotes")
        return value

    def needed(self, field: str) -> str:
        """Return a text that may not be missing."""
        return self.text(field) or self.refuse(f"no {field} is given; add it")

    def offset(self, field: str) -> int:
        """Return an offset in an article's text."""
        value = self.values.get(field)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.refuse(f"{field} is no offset; write a whole number from 0, in characters of the article's text")
        return value

    def truth(self, field: str) -> bool:
        """Return true or false, the latter where the entry does not say."""
        value = self.values.get(field, False)
        if not isinstance(value, bool):
            self.refuse(f"{field} is neither true nor false; write one of them")
        return value


def place_ids(fields: Fields) -> Iterator[str]:
    """Yield the ids of the places that an entry wants mentions to be pinned to."""
    if place_id := fields.text("place"):
        yield place_id


def correction(fields: Fields, places: Mapping[str, Place]) -> Correction:
    """Return what an entry says.

    Args:
        fields: the entry.
        places: the gazetteer's places, by id, of those that `place_ids` gave.

    Raises:
        CorrectionError: A field is missing, unknown or malformed, or the place is none of the gazetteer's.
    """
    scope = _scope(fields)
    passage = _passage(fields) if scope == Scope.MENTION else None
    found = Correction(
        file=fields.file,
        entry=fields.entry,
        scope=scope,
        article_id="" if scope == Scope.CORPUS else fields.needed("article"),
        passage=passage,
        name="" if passage else _name(fields),
        merged=fields.text("merge"),
        place=_place(fields, places),
        is_no_place=fields.truth("not_a_place"),
        kind=_kind(fields),
        note=" ".join(fields.text("note").split()),
    )
    _check(fields, found)
    return found


def _scope(fields: Fields) -> Scope:
    try:
        scope = Scope(fields.text("scope"))
    except ValueError:
        fields.refuse(f"scope is none of {', '.join(Scope)}; write one of them")
    for field in fields.values:
        if field not in _SELECTORS[scope] | _ACTIONS | _ALWAYS:
            fields.refuse(f"{field!r} is no field of an entry of scope {scope}; remove or correct it")
    return scope


def _passage(fields: Fields) -> Passage:
    passage = Passage(
        start=fields.offset("start"),
        end=fields.offset("end"),
        surface=fields.needed("surface"),
        context=fields.text("context"),
    )
    if passage.end <= passage.start:
        fields.refuse("end is not after start; correct them")
    return passage


def _name(fields: Fields) -> str:
    """Return the name by which mentions are chosen, none where they are chosen by their place."""
    if fields.text("merge"):
        return "" if not fields.text("name") else fields.refuse("both name and merge are given; keep one of them")
    name = fields.needed("name")
    return name if key(name) else fields.refuse(f"name {name!r} has no letter; write the name as the articles do")


def _place(fields: Fields, places: Mapping[str, Place]) -> Place | None:
    place_id, coordinates = fields.text("place"), fields.text("coordinates")
    if place_id and coordinates:
        fields.refuse("both place and coordinates are given; keep one of them")
    if fields.text("place_name") and not coordinates:
        fields.refuse("place_name names a point of your own; give its coordinates too, or remove it")
    if coordinates:
        return _own_point(fields, coordinates)
    if place_id and place_id not in places:
        fields.refuse(f"the gazetteer has no place {place_id!r}; geomap gazetteer search shows the ids")
    return places[place_id] if place_id else None


def _own_point(fields: Fields, coordinates: str) -> Place:
    """Return a place that is no gazetteer's, of whose type and country nothing is known."""
    try:
        latitude, longitude = read_coordinates(coordinates)
    except GazetteerError as error:
        fields.refuse(f"coordinates {error}")
    name = " ".join((fields.text("place_name") or fields.text("name") or fields.text("surface")).split())
    if not name:
        fields.refuse("no place_name is given; name the point")
    return Place(
        id=f"geomap:correction/{name.replace(' ', '-')}/{latitude:.5f},{longitude:.5f}",
        name=name,
        name_ar=name,
        latitude=latitude,
        longitude=longitude,
        feature_class="",
        feature_code="",
    )


def _kind(fields: Fields) -> Kind | None:
    text = fields.text("kind")
    if text and text not in list(Kind):
        fields.refuse(f"kind {text!r} is none of {', '.join(Kind)}; write one of them")
    return Kind(text) if text else None


def _check(fields: Fields, found: Correction) -> None:
    """Refuse an entry that asks for nothing, or for what does not go together."""
    if found.merged and (found.place is None or found.is_no_place or found.kind):
        fields.refuse("merge moves all mentions of a place to another; give that as place, and nothing else")
    if found.merged and found.place and found.merged == found.place.id:
        fields.refuse("merge and place are the same place; correct one of them")
    if found.is_no_place and (found.place or found.kind):
        fields.refuse("what is not_a_place has neither place nor kind; remove one or the other")
    if not (found.is_no_place or found.place or found.kind):
        fields.refuse("it corrects nothing; give place, coordinates, not_a_place = true or kind")
