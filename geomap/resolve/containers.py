"""What holds a place in the text: the town or division named right beside it, or the one that the article is about."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from geomap.arabic import analyses, fold, words
from geomap.arabic.heads import HEADS
from geomap.gazetteer.extents import radius_km
from geomap.records import Kind, Mention, Place, Resolution

_INTO = frozenset(map(fold, "في ب من ل وسط بوسط قلب داخل التابع التابعة الواقع الواقعة الكائن الكائنة".split()))
"""What may stand between a name and that of its container, beside nouns of type: حي الزهراء [التابع لمدينة] حمص."""
_OUT_OF = frozenset(("في", "ب"))
"""The same where the container comes first: بنغازي [في] شارع عشرين."""
_LOCATIVES = frozenset(map(fold, "في ب داخل وسط بوسط قلب أنحاء".split()))
_MARKS = frozenset(("", "("))
_COMMAS = frozenset(("،", ","))
_FARTHEST = 40  # characters between a name and that of its container
_LOOK_BACK = 30  # characters that hold a preposition and a noun of type
_LEAST_MENTIONS, _TIMES_THE_NEXT = 2, 2.0


def can_contain(place: Place | None) -> bool:
    """Tell whether a place is a town, quarter or division; a country is too wide to place anything in."""
    return place is not None and place.feature_class in {"A", "P"} and not place.is_country


def leads_into(between: str) -> bool:
    """Tell whether what parts a name from the next says that it lies there: حي الزهراء [بمدينة] حمص."""
    return _links(between, _INTO, _MARKS)


def leads_out_of(between: str) -> bool:
    """Tell whether what parts a name from the one before says that it lies there: بنغازي [، حي] الصابري.

    Behind a comma a preposition begins something else: بالقصرين، [في] مستشفى الحروق ببن عروس.
    """
    return _links(between, _OUT_OF, _MARKS) or _links(between, frozenset(), _COMMAS)


def _links(between: str, prepositions: frozenset[str], marks: frozenset[str]) -> bool:
    parts = [word.form for word in words(between)]
    others = "".join(char for char in between if not char.isalnum() and not char.isspace()).strip('"«»“”ـ')
    if len(between) > _FARTHEST or others not in marks or not (parts or others):
        return False
    return all(form in prepositions or _is_noun_of_type(form) for form in parts)


def _is_noun_of_type(form: str) -> bool:
    """Tell whether a word is حي or بحي; with a conjunction it begins something else: بنغازي [وحي] الصابري."""
    return any(reading.stem in HEADS and form[: reading.length] in {"", "ب", "ل", "لل"} for reading in analyses(form))


class Focus:
    """The places that an article and its sentences are about."""

    def __init__(self, text: str, resolutions: Iterable[Resolution]) -> None:
        """Take an article's text and all its mentions with their places."""
        self._by_sentence: dict[int, set[Place]] = defaultdict(set)
        self._first: dict[tuple[int, Place], int] = {}
        self._scenes: Counter[Place] = Counter()
        self.resolution_of: dict[Place, Resolution] = {}
        for found in resolutions:
            if found.place is None or found.mention.kind != Kind.LITERAL or not can_contain(found.place):
                continue
            if found.place.is_namesake_of_many:
                continue
            self._by_sentence[found.mention.sentence].add(found.place)
            self._first.setdefault((found.mention.sentence, found.place), found.mention.start)
            if not _is_outside(found, found.place) and _is_scene(
                text[max(0, found.mention.start - _LOOK_BACK) : found.mention.start]
            ):
                self._scenes[found.place] += 1
                self.resolution_of.setdefault(found.place, found)

    def is_named_only_after(self, mention: Mention, place: Place) -> bool:
        """Tell whether a mention's own sentence names a place, but not before the mention."""
        return self._first.get((mention.sentence, place), -1) > mention.start

    def at(self, sentence: int) -> Resolution | None:
        """Return the place where a sentence plays, if that is clear, else None.

        It is the one town or division of the sentence, or of the sentences beside it, and something is said to be
        there; where they name none, it is the one that the article says this of at least twice, and twice as often as
        of any other.
        """
        for reach in (0, 1):
            near = set().union(*(self._by_sentence.get(sentence + step, ()) for step in range(-reach, reach + 1)))
            if near:
                (finest, *others) = sorted(near, key=lambda place: (place.is_area, place.id))
                clear = finest in self._scenes and all(_is_around(other, finest) for other in others)
                return self.resolution_of[finest] if clear else None
        ranked = self._scenes.most_common(2)
        rival = ranked[1][1] if len(ranked) > 1 else 0
        is_clear = ranked and ranked[0][1] >= max(_LEAST_MENTIONS, _TIMES_THE_NEXT * rival)
        return self.resolution_of[ranked[0][0]] if is_clear else None


def _is_outside(found: Resolution, place: Place) -> bool:
    """Tell whether a mention means somewhere that need not be in its place: its surroundings, but not its middle."""
    return found.location is not None and found.location.uncertainty_km >= radius_km(place)


def _is_scene(before: str) -> bool:
    """Tell whether the words before a name say that something is there: في مدينة, ب; not من or إلى."""
    *_, previous, last = ("", "", *(word.form for word in words(before)))
    if last in _LOCATIVES:
        return not before[-1:].isspace() or last != "ب"
    readings = [reading for reading in analyses(last) if reading.stem in HEADS]
    return any(reading.particle == "ب" or previous in _LOCATIVES for reading in readings)


def _is_around(division: Place, place: Place) -> bool:
    """Tell whether a division holds a place, as far as its codes tell."""
    same = division.country_code == place.country_code and division.admin1_code == place.admin1_code
    return division.feature_class == "A" and place != division and bool(division.admin1_code) and same
