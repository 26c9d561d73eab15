"""Streets, quarters, facilities, natural features and villages that the gazetteer lacks, placed in what holds them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.arabic import Word, analyses, fold, fold_positions, words
from geomap.arabic.heads import FEATURES
from geomap.gazetteer.extents import radius_km
from geomap.records import Evidence, Kind, Location, Place, Relation, Resolution
from geomap.resolve.containers import Focus, can_contain, leads_into, leads_out_of

_WIDER_THAN_TOWNS = frozenset(map(fold, "بحر نهر خليج مضيق صحراء جبال جزر هضبة".split()))
_SETTLEMENTS = dict.fromkeys(("حي", "احياء", "ضاحيه"), "P.PPLX")
_VILLAGE = "P.PPL"
_SETTLEMENTS |= dict.fromkeys(("قريه", "قريتي", "قري", "بلده", "بلدتي", "بلدات"), _VILLAGE)
_TYPES = {noun: code for noun, code in FEATURES.items() if noun not in _WIDER_THAN_TOWNS} | _SETTLEMENTS
"""Folded nouns that head what may be placed, with the GeoNames `class.code` that they tell."""
_IN_TOWNS = frozenset(
    "P.PPLX R.ST R.TNL S.BDG S.BLDG S.CH S.HSP S.MKT S.MSQE S.MUS S.PAL S.PRN S.SQR S.STDM S.TOWR".split()
)
"""What lies inside a town; a village, an airport or a wadi said to be in one lies in its surroundings."""
_BUILT = ("S.", "L.MILB", "L.PRT", "L.OILF")
"""Facilities; a mountain or a river that is called after a town need not be near it."""
_FAR_KNOWN = frozenset("S.CH S.HSP S.MUS S.PAL S.PRN S.STDM S.TOWR".split())
"""What an article may name from afar: the team plays abroad, the injured were taken to another town's hospital."""
_SURROUNDINGS_KM = 25.0  # as far as a district reaches
_LOOK_BACK = 40  # characters that hold the noun before a name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """What is to be placed: where its name begins in the text with its noun of type, the name, the type."""

    start: int
    name: str
    code: str


def with_containers(text: str, resolutions: Sequence[Resolution]) -> tuple[Resolution, ...]:
    """Return the resolutions of an article, those placed within another place with their locations.

    A container is the town or division named right beside the mention, else the place that the sentence or article is
    about, if that is clear, for what lies inside towns, and for villages if it is a division. None is a country.

    Args:
        text: the article's.
        resolutions: of all its mentions, in text order.
    """
    focus = None
    result = list(resolutions)
    for index in reversed(range(len(result))):  # شارع X has what حي Y was given before, in شارع X بحي Y بمدينة Z
        if facility := _named_after_place(text, result[index]):
            result[index] = _placed(result[index], facility, result[index], "within_name")
            continue
        named = _named(text, result[index])
        if not named:
            continue
        focus = focus or Focus(text, resolutions)
        if container := _beside(text, result, index):
            result[index] = _placed(result[index], named, container, "within_beside")
        elif (container := _in_focus(text, result, index, focus)) and _suits(named, container):
            result[index] = _placed(result[index], named, container, "within_focus")
    return tuple(result)


def _named(text: str, found: Resolution) -> _Named | None:
    """Return what a mention names if it is of a type to be placed and the gazetteer does not have it."""
    mention = found.mention
    if found.place or mention.kind != Kind.LITERAL or not _is_lacking(found):
        return None
    inner = [*words(text, mention.start, mention.end)]
    *_, outer = (None, *words(text, max(0, mention.start - _LOOK_BACK), mention.start))
    if not inner or (_is_adjective(inner[-1]) and len(inner) - (inner[0].form in _TYPES) == 1):
        return None
    if len(inner) > 1 and inner[0].form in _TYPES:
        return _Named(start=mention.start, name=mention.surface, code=_TYPES[inner[0].form])
    if outer is None or not text[outer.end : mention.start].isspace():
        return None
    reading = next((reading for reading in analyses(outer.form) if reading.stem in _TYPES), None)
    if reading is None:
        return None
    start = outer.start + fold_positions(text[outer.start : outer.end])[reading.length]
    return _Named(start=start, name=text[start : mention.end], code=_TYPES[reading.stem])


def _is_lacking(found: Resolution) -> bool:
    """Tell whether the gazetteer has no place of a mention's name, or none that fits."""
    return found.is_unknown or any(item.code == "none_fits" for item in found.evidence)


def _named_after_place(text: str, found: Resolution) -> _Named | None:
    """Return the facility that the gazetteer has not and that is called after its town: مستشفى القيروان."""
    mention = found.mention
    if mention.kind != Kind.LITERAL or found.location or not can_contain(found.place):
        return None
    if all(item.code != "feature" for item in found.evidence):
        return None
    first = next((word.form for word in words(text, mention.start, mention.end)), "")
    code = _TYPES.get(first, "")
    return _Named(start=mention.start, name=mention.surface, code=code) if code.startswith(_BUILT) else None


def _is_adjective(word: Word) -> bool:
    """Tell whether a word may describe a noun of type instead of being a name: شارع جانبي, كنيسة قبطية, قرى غابية."""
    return not word.form.startswith("ال") and word.form.endswith(("ي", "يه"))


def _beside(text: str, resolutions: Sequence[Resolution], index: int) -> Resolution | None:
    """Return the resolution of the place beside a mention that is said to contain it."""
    mention = resolutions[index].mention
    after = resolutions[index + 1] if index + 1 < len(resolutions) else None
    if after and _container(after) and leads_into(text[mention.end : after.mention.start]):
        return after
    before = resolutions[index - 1] if index else None
    if before and _container(before) and leads_out_of(text[before.mention.end : mention.start]):
        return before
    return None


def _in_focus(text: str, resolutions: Sequence[Resolution], index: int, focus: Focus) -> Resolution | None:
    """Return the place that the text is about, unless the words behind the mention say otherwise.

    They name where it is, as in مسجد الصديق (الدوحة), or what else is there: in حي خواجة وحي الهضاب بفوشانة only
    the last is said to be in Fouchana.
    """
    mention = resolutions[index].mention
    found = focus.at(mention.sentence)
    if not found or not found.place:
        return None
    after = next((other for other in resolutions[index + 1 : index + 2] if other.mention.kind == Kind.LITERAL), None)
    if focus.is_named_only_after(mention, found.place) and (after is None or after.place != found.place):
        return None
    if after is None or not leads_into(text[mention.end : after.mention.start]):
        return found
    return found if after.place and after.place.country_code == found.place.country_code else None


def _container(found: Resolution) -> Place | None:
    """Return the place in which a mention may place another: its own, or the one that it was placed within itself."""
    is_within = found.location and found.location.relation == Relation.WITHIN
    place = found.location.anchors[0] if found.location and is_within else found.place
    return place if found.mention.kind == Kind.LITERAL and can_contain(place) else None


def _suits(named: _Named, container: Resolution) -> bool:
    place = _container(container)
    is_near = named.code in _IN_TOWNS - _FAR_KNOWN
    return place is not None and (is_near or (named.code == _VILLAGE and place.is_area))


def _placed(found: Resolution, named: _Named, container: Resolution, code: str) -> Resolution:
    place = _container(container)
    if place is None:
        return found
    radius = radius_km(place)
    feature_class, _, feature_code = named.code.partition(".")
    name = " ".join(named.name.split())
    location = Location(
        id=f"{Relation.WITHIN}:{place.id}:{'_'.join(fold(name).split())}",
        name="",
        name_ar=name,
        latitude=place.latitude,
        longitude=place.longitude,
        uncertainty_km=radius if named.code in _IN_TOWNS or place.is_area else max(radius, _SURROUNDINGS_KM),
        relation=Relation.WITHIN,
        anchors=(place,),
        feature_class=feature_class,
        feature_code=feature_code,
    )
    reason = Evidence(code=code, detail=place.name_ar)
    return replace(found, location=location, score=container.score, evidence=(reason, *found.evidence))
