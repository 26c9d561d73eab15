"""Borders of two countries: الحدود الليبية التونسية, الحدود بين ليبيا وتونس; or of one, الحدود الليبية.

In الحدود مع الجزائر the other country is the one that the article is about, if it is about one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from geomap.gazetteer.extents import border, radius_km
from geomap.records import Kind, Location, Place, Relation, Resolution
from geomap.resolve.directions import folded

_NOUN = r"(?<!\w)[وف]?[بلك]?(?:ال|ل)?(?:حدود|شريط الحدودي|شريط حدودي|منطقه الحدوديه|مناطق الحدوديه)"
_MAY_NAME = re.compile("ح[\\Wـ]*د")  # whatever marks it has: folding each text would take most of the time
_BEFORE_TWO = re.compile(rf"{_NOUN}(?: (?:ما )?بين)? $")
_BEFORE_ONE = re.compile(rf"{_NOUN} مع $")
_LIMITS = re.compile(
    r"(?:(?<!\w)[وف]?(?:داخل|خارج|ضمن|في)|قتصر\w*(?: \w+)? علي|نحصر\w*(?: \w+)? في|تجاوز\w*|[تي]تعدي|تعدت|تخطي)"
    r" (?:ال)?حدود $"
)
"""What is within a country's borders, or goes beyond them, is in the country or out of it, not at the border."""
_BETWEEN = frozenset({"", "و", "-", "\N{EN DASH}", "/", "مع", "وبين"})
_LOOK_BACK = 40  # characters
_TWO = 2
_LEAST_MENTIONS, _TIMES_THE_NEXT = 2, 2.0
"""What makes a country the article's: it is named more than once, and twice as often as any other."""


def on_borders(text: str, resolutions: Sequence[Resolution]) -> Iterator[tuple[int, Location]]:
    """Yield the borders that an article names, with the index of each mention that has a part in the name.

    Args:
        text: the article's.
        resolutions: of all its mentions, in text order.
    """
    countries = None
    for index, first in enumerate(resolutions):
        if not _country(first):
            continue
        before = text[max(0, first.mention.start - _LOOK_BACK) : first.mention.start]
        if not _MAY_NAME.search(before):
            continue
        before = folded(before)
        share = 1
        if _BEFORE_TWO.search(before):
            named = _named_together(text, resolutions[index : index + 3])  # a third makes it a triangle
            share = len(named)
            if share == 1 and _LIMITS.search(before):
                continue
        elif _BEFORE_ONE.search(before):
            named = _named_together(text, [first])
            countries = countries or _Countries(resolutions)
            named += countries.beside(named)
        else:
            continue
        if location := border_of(*named) if len(named) <= _TWO else None:
            yield from ((at, location) for at in range(index, index + share))


def border_of(first: Place, second: Place | None = None) -> Location | None:
    """Return the middle of the border of two countries, with half its length; None where they share none.

    Of one country the whole border is meant, which lies in the circle that holds the country.
    """
    if second is None:
        return _whole_border(first)
    first, second = sorted((first, second), key=lambda place: place.country_code)
    middle = border(first.country_code, second.country_code)
    if middle is None:
        return None
    return Location(
        id=f"{Relation.BORDER}:{first.id}+{second.id}",
        name=f"border of {first.name} and {second.name}",
        name_ar=f"حدود {first.name_ar} و{second.name_ar}",
        latitude=middle.latitude,
        longitude=middle.longitude,
        uncertainty_km=middle.radius_km,
        relation=Relation.BORDER,
        anchors=(first, second),
    )


def _country(found: Resolution | None) -> Place | None:
    is_named = found and found.place and found.place.is_country and found.mention.kind != Kind.ASSOCIATIVE
    return found.place if found and is_named else None


def _named_together(text: str, resolutions: Sequence[Resolution]) -> list[Place]:
    """Return the countries of the first mentions, as long as nothing but a conjunction, dash or مع parts them."""
    named: list[Place] = []
    end = resolutions[0].mention.start
    for found in resolutions:
        place = _country(found)
        if not place or folded(text[end : found.mention.start]).strip() not in _BETWEEN:
            break
        named.append(place)
        end = found.mention.end
    return named


def _whole_border(country: Place) -> Location:
    return Location(
        id=f"{Relation.BORDER}:{country.id}",
        name=f"borders of {country.name}",
        name_ar=f"حدود {country.name_ar}",
        latitude=country.latitude,
        longitude=country.longitude,
        uncertainty_km=radius_km(country),
        relation=Relation.BORDER,
        anchors=(country,),
    )


class _Countries:
    """The countries that an article names, counted once."""

    def __init__(self, resolutions: Sequence[Resolution]) -> None:
        places = (found.place for found in resolutions if found.place and found.place.is_country)
        counts = Counter(place.id for place in places)
        self._by_id = {found.place.id: found.place for found in resolutions if found.place}
        self._ranked = [*counts.most_common(_TWO + 1)]

    def beside(self, named: Sequence[Place]) -> list[Place]:
        """Return the country that the article is about, beside the named one, if that is clear."""
        ranked = [(place_id, count) for place_id, count in self._ranked if all(place_id != each.id for each in named)]
        rival = ranked[1][1] if len(ranked) > 1 else 0
        is_clear = ranked and ranked[0][1] >= max(_LEAST_MENTIONS, _TIMES_THE_NEXT * rival)
        return [self._by_id[ranked[0][0]]] if is_clear else []
