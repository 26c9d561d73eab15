"""The Arabic words for directions and distances that stand beside a place's name: على بعد 40 كيلومترا جنوب [سرت].

All texts are as `folded` makes them, but for that of `may_tell`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from geomap.arabic import fold
from geomap.arabic.heads import HEADS
from geomap.gazetteer.extents import CENTER, SIDES

AROUND = "around"
"""The part of a place that surrounds it, such as its suburbs."""
COUNTRYSIDE = "countryside"
"""The villages that belong to it."""

ENGLISH = dict(
    zip(SIDES, ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"), strict=True)
)
ARABIC = dict(zip(SIDES, ("شمال", "شمال شرق", "شرق", "جنوب شرق", "جنوب", "جنوب غرب", "غرب", "شمال غرب"), strict=True))

_CARDINALS = {"شمال": "N", "جنوب": "S", "شرق": "E", "غرب": "W"}
_OTHER_PARTS = dict.fromkeys(("وسط", "قلب", "اواسط"), CENTER)
_OTHER_PARTS |= dict.fromkeys(("ضواحي", "محيط", "مشارف", "اطراف"), AROUND)
_OTHER_PARTS |= dict.fromkeys(("ريف", "ارياف"), COUNTRYSIDE)
_METERS = {"كم": 1000, "كلم": 1000, "ك.م": 1000, "كيلو": 1000, "كيلومتر": 1000, "كيلومترا": 1000, "كيلومترات": 1000}
_METERS |= {"ميل": 1609, "ميلا": 1609, "اميال": 1609, "متر": 1, "مترا": 1, "امتار": 1}
_METERS |= {"ميل بحري": 1852, "ميلا بحريا": 1852, "اميال بحريه": 1852}
_NUMBERS = {
    "ثلاثه": 3, "اربعه": 4, "خمسه": 5, "سته": 6, "سبعه": 7, "ثمانيه": 8, "تسعه": 9, "عشره": 10,
    "عشرين": 20, "عشرون": 20,
    "ثلاثين": 30, "ثلاثون": 30, "اربعين": 40, "اربعون": 40, "خمسين": 50, "خمسون": 50, "ستين": 60, "ستون": 60,
    "سبعين": 70, "سبعون": 70, "ثمانين": 80, "ثمانون": 80, "تسعين": 90, "تسعون": 90,
    "مئه": 100, "مائه": 100, "مئتي": 200, "مئتين": 200, "مائتي": 200, "مائتين": 200,
}  # fmt: skip
"""Those of one word; خمسة وعشرين is left alone."""


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_CARDINAL = rf"(?:{_any(_CARDINALS)})(?:يه|ي|ا)?"
_SIDE = rf"{_CARDINAL}(?: (?:ال)?{_CARDINAL})?"
_HEAD = rf"(?:(?:ال)?(?:{_any(HEADS)}) (?:ال\w+ )?)?[\"«“'‘(]?"
_NUMBER = rf"\d{{1,3}}(?:[.,]\d{{3}})+|\d+(?:[.,]\d+)?|{_any(_NUMBERS)}"
_DISTANCE = rf"(?:(?P<number>{_NUMBER}) ?(?P<unit>{_any(_METERS)})|كيلومتر[يا]ن)(?!\w)"
_DIRECTION = rf"(?:الي )?[بل]?(?:ال)?(?P<side>{_SIDE})(?: من| عن)?"
_ABOUT = r"(?:علي )?(?:ب?بعد |ب?مسافه )?(?:ب|(?:ب?(?:نحو|حوالي|قرابه|مسافه)) )? ?"
_PART = rf"(?:اقصي )?(?P<side>{_SIDE})|(?P<other>{_any(_OTHER_PARTS)})"

_OFFSET_BEFORE = re.compile(rf"(?<![\w.,]){_DISTANCE}[,،]? {_DIRECTION} {_HEAD}$")
_RING_BEFORE = re.compile(rf"(?<!\w)(?:علي بعد|علي مسافه) {_ABOUT}{_DISTANCE} (?:فقط )?(?:من|عن) {_HEAD}$")
_DIRECTION_BEFORE = re.compile(rf"(?<!\w){_DIRECTION} {_HEAD}$")
_DISTANCE_AFTER = re.compile(rf"[»\"”'’]? [(]?{_ABOUT}{_DISTANCE}(?! (?:من|عن|مربع))")
_PART_BEFORE = re.compile(rf"(?<!\w)(?P<joined>{_CARDINAL} و)?[وف]?[بل]?(?:{_PART}) {_HEAD}$")
_DISTANCE_ENDS = re.compile(rf"(?<![^\W\d])(?:{_any(_METERS)}|كيلومتر[يا]ن)[,،]? (?:الي )?$")
_COUNTRYSIDE_BEFORE = re.compile(r"(?<!\w)[وف]?[بل]?ريف $")
_TELLING = re.compile(
    "|".join(
        r"[\Wـ]*".join(letter.replace("ا", "[اأإآٱ]").replace("ي", "[يىی]") for letter in word)
        for word in (*_CARDINALS, *_OTHER_PARTS, "بعد", "مساف")
    )
)
"""One of the words without which nothing before a name tells a part of it, or a distance from it, as it is written."""
_SIDE_AFTER = re.compile(rf" ال(?P<side>{_CARDINAL}(?: ال{_CARDINAL})?)(?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """One of the `SIDES`, as a direction from a place."""

    side: str

    @property
    def bearing(self) -> int:
        """Degrees clockwise from north."""
        return 45 * SIDES.index(self.side)

    @property
    def spread(self) -> float:
        """Degrees to either side that the word may mean: one between two cardinal points says more than these do."""
        return 45 if len(self.side) == 1 else 22.5

    @classmethod
    def of(cls, words: str) -> Self:
        """Read Arabic words such as شمال شرقي; of two that contradict each other, as شمال جنوب, the first."""
        named = [side for word in words.split() for noun, side in _CARDINALS.items() if noun in word]
        side = "".join(sorted(named, key="NSEW".index))
        return cls(side=side if side in SIDES else named[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """A distance in kilometers in a direction."""

    kilometers: float
    direction: Direction


def folded(text: str) -> str:
    """Return a text in the form that this module reads: folded, with single spaces."""
    return re.sub(r"\s+", " ", fold(text))


def may_tell(before: str) -> bool:
    """Tell whether the text before a name, as it is written, may tell a part of it or a distance from it.

    Most do not, and folding each of them takes more time than all that is read in them.
    """
    return _TELLING.search(before) is not None


def offset_beside(before: str, after: str) -> Offset | None:
    """Read a distance and direction in the texts before a name and behind it: شمال [حلب] بنحو 20 كم."""
    distance = side = _OFFSET_BEFORE.search(before)
    if not distance:
        distance, side = _DISTANCE_AFTER.match(after), _DIRECTION_BEFORE.search(before)
    if not (distance and side):
        return None
    return Offset(kilometers=_kilometers(distance), direction=Direction.of(side["side"]))


def distance_before(before: str) -> tuple[float, int] | None:
    """Read a distance in no direction, in kilometers, and where in the text before a name its words begin.

    على بعد 40 كيلومترا من [سرت]; تبعد 40 كيلومترا عن [سرت] says where another place lies.
    """
    found = _RING_BEFORE.search(before)
    return (_kilometers(found), found.start()) if found else None


def part_before(before: str) -> tuple[str, int] | None:
    """Read which part of a place the words right before its name tell, and where in the text the noun begins.

    The part is one of the `SIDES`, `CENTER`, `AROUND` or `COUNTRYSIDE`. Two at once, as in شمال وشرق ليبيا, tell no
    single one, and with a distance before it a side is a direction.
    """
    found = _PART_BEFORE.search(before)
    if not found or found["joined"] or _DISTANCE_ENDS.search(before[: found.start()]):
        return None
    if found["side"]:
        return Direction.of(found["side"]).side, found.start("side")
    return _OTHER_PARTS[found["other"]], found.start("other")


def side_of_countryside(before: str, after: str) -> str | None:
    """Read the side that an adjective tells behind a name and ريف before it: ريف [حلب] الشمالي."""
    found = _SIDE_AFTER.match(after) if _COUNTRYSIDE_BEFORE.search(before) else None
    return Direction.of(found["side"]).side if found else None


def _kilometers(found: re.Match[str]) -> float:
    """Return the distance that was read; the dual, two kilometers, has no number."""
    if not found["number"]:
        return 2
    if found["number"] in _NUMBERS:
        return _NUMBERS[found["number"]] * _METERS[found["unit"]] / 1000
    plain = re.sub(r"[.,](?=\d{3}\b)", "", found["number"]).replace(",", ".")
    return float(plain) * _METERS[found["unit"]] / 1000
