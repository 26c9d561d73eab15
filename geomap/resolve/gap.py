"""What the words between two neighboring mentions say: that one lies in the other, or that they form a list."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache

from geomap.arabic import analyses, fold
from geomap.arabic.heads import HEADS
from geomap.resolve.nouns import noun_of

_LONGEST = 60
"""Characters; what is longer is a clause of its own."""


class Relation(Enum):
    """How the mention before a gap stands to the one after it."""

    NONE = auto()
    ADJACENT = auto()
    """Nothing but space: درنة [الليبية]."""
    WITHIN = auto()
    """حي الزهراء بـ[حمص]."""
    NEAR = auto()
    """الزاوية غرب [طرابلس]."""
    AT_BORDER = auto()
    """القصير قرب الحدود مع [لبنان]."""
    BESIDE = auto()
    """A comma, dash or bracket, before what contains it or the next of a list: درنة، [ليبيا]; درنة، [سرت]."""
    SIBLING = auto()
    """سرت و[درنة]."""
    ROUTE = auto()
    """من طرابلس إلى [تونس]."""


def relation(text: str, end: int, start: int) -> Relation:
    """Return how a mention that ends at `end` stands to the next, which begins at `start`."""
    return _relation(text[end:start]) if end <= start <= end + _LONGEST else Relation.NONE


_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_WITHIN = re.compile(
    r"[(،,]? ?(?:(?:ال)?تابعه? (?:اداريا )?ل|(?:ال)?(?:واقعه?|كاينه?|كائنه?) (?:في|ب)|(?:التي|الذي) [تي]قع (?:في|ب)"
    r"|في|ب|داخل|عاصمه|(?:في|ب)? ?(?:وسط|قلب))"
)
_SIGNS = frozenset("،,(-–—")
_APPOSITION = re.compile(
    r"[،,(\-–—] ?(?:و?هي )?(?:(?:اخر|اول|ثاني|ثالث|اكبر|اصغر|اقدم|اهم|احدي) )?"
    r"(?:ال)?(?:مدينه|بلده|قريه|حي|ضاحيه|مخيم|منطقه|محافظه|ولايه)(?: \w+){0,4} (?:في|ب)"
)
"""الطيبة، آخر بلدة مسيحية في [الضفة الغربية]: a noun of type after a sign says more of the name before it."""
_RANKS = """
    اخر اول اولي ثاني ثانيه ثالث ثالثه رابع اكثر اكبر كبري كبريات اصغر اقدم اهم ابرز اشهر ابعد اقرب احد احدي
"""
_RANK = "|".join(_RANKS.split())
_SEVERAL = """
    مدن بلدات قري احياء ضواحي مناطق محافظات ولايات مقاطعات مديريات معتمديات بلديات اقضيه مخيمات جزر حواضر
"""
_OF_ONE = "محافظه ولايه اقليم مقاطعه جهه منطقه قضاء مدينه جمهوريه"
_ONE_OF = re.compile(
    rf"[،,(\-–—]? ?(?:و?ه[يو] )?(?:{_RANK}) (?:{'|'.join(_SEVERAL.split())})(?: (?:{'|'.join(_OF_ONE.split())}))?"
)
"""المنصورة، أكثر أحياء [عدن] ازدحاما: it is one of those of the place after it."""
_DIRECTIONS = frozenset(
    """
    شمال جنوب شرق غرب شمالي جنوبي شرقي غربي الشمال الجنوب الشرق الغرب قرب قباله جوار محيط ضواحي ضاحيه ريف مشارف اطراف
    القرب القريبه القريب المجاوره المجاور المتاخمه المحاذيه المحاذي
    """.split()
)
_BEFORE_DIRECTION = frozenset(
    """
    الواقعه الواقع واقعه التي الذي تقع يقع علي بعد مسافه نحو بنحو حوالي كيلومتر كيلومترا كيلومترات كلم كم متر مترا في من
    الي ب ، , ( . اقصي
    """.split()
)
_AT_BORDER = re.compile(
    r"[،,(]? ?(?:(?:ال)?(?:واقعه?|محاذيه?|متاخمه?|قريبه?) )?(?:قرب|علي|عند|من|ل|بمحاذاه|محاذاه|بالقرب من|في)? ?"
    r"(?:حدود|ال(?:حدود|شريط الحدودي|حدوديه?)(?: مع)?|حدوديه? مع)"
)
_SIBLING = re.compile(r"(?:[،,] ?)?(?:و|او|ثم|و ?(?:ب|ل|في|الي|من)|و ?كذلك|و ?كذا|فضلا عن|اضافه الي)")
_BESIDE = re.compile(r"[،,(\-–—:/|]")
_LAST = (
    frozenset("في داخل عاصمه وسط قلب من الي حدود الحدود الحدودي الحدوديه حدوديه مع او ثم كذلك كذا عن".split())
    | frozenset(f"{_SEVERAL} {_OF_ONE}".split())
    | _DIRECTIONS
    | HEADS.keys()
)
"""Words with which all that is read here ends: most gaps, as تصريحات أدلى بها in, end with others and say nothing.

What is added to the patterns above must have its last word here.
"""
_PARTICLES_ALONE = 2  # letters: و ب ل وب


@lru_cache(maxsize=1 << 14)
def _relation(gap: str) -> Relation:
    if not gap.strip():
        return Relation.ADJACENT if gap else Relation.NONE
    tokens = _TOKEN.findall(fold(gap))
    return _of_tokens(tokens) if tokens and _may_end_gap(tokens[-1]) else Relation.NONE


def _of_tokens(tokens: list[str]) -> Relation:
    parts, is_division = _without_nouns(tokens)
    core = " ".join(parts)
    if _BESIDE.fullmatch(core):
        return Relation.WITHIN if is_division and core not in {"-", "–", "/"} else Relation.BESIDE
    if _SIBLING.fullmatch(core):
        return Relation.SIBLING
    if _WITHIN.fullmatch(core) or (is_division and core in {"من", "ل"}) or _is_apposed(tokens, core):
        return Relation.WITHIN
    if core == "الي":
        return Relation.ROUTE
    if _AT_BORDER.fullmatch(core):
        return Relation.AT_BORDER
    return Relation.NEAR if _is_near(parts) else Relation.NONE


def _may_end_gap(token: str) -> bool:
    """Tell whether the last word or sign of a gap is one with which those end that say something."""
    return len(token) <= _PARTICLES_ALONE or any(reading.stem in _LAST for reading in analyses(token))


def _is_apposed(tokens: list[str], core: str) -> bool:
    """Tell (، مدينة صناع السفن في [سلطنة]) or (ثاني مدن)."""
    *others, last = tokens
    if _ONE_OF.fullmatch(" ".join([*others, last])):
        return True
    return core[:1] in _SIGNS and _APPOSITION.fullmatch(" ".join([*others, *_without_noun(last)])) is not None


def _is_near(parts: list[str]) -> bool:
    """Tell شرق; الواقعة على بعد 40 كيلومترا إلى الغرب من; بريف."""
    behind = parts[:-1] if parts[-1:] in (["من"], ["ل"], ["ب"]) else parts
    bare = [part.removeprefix("ب") if part.removeprefix("ب") in _DIRECTIONS else part for part in behind]
    return (
        bool(bare)
        and bare[-1] in _DIRECTIONS
        and all(part in _DIRECTIONS or part in _BEFORE_DIRECTION or part.isdecimal() for part in bare)
    )


def _without_nouns(tokens: list[str]) -> tuple[list[str], bool]:
    """Return folded words and signs without nouns of type, and whether one of these is a division's."""
    parts: list[str] = []
    is_division = False
    for token in tokens:
        parts.extend(_without_noun(token))
        noun = noun_of(token)
        is_division = is_division or (noun is not None and "A.ADM" in noun.says.fits[:1])
    return parts, is_division


def _without_noun(token: str) -> Iterator[str]:
    """Yield a word, or only the particles attached to it where it is a noun of type: [ب]مدينة."""
    for reading in analyses(token):
        if reading.stem in HEADS and HEADS[reading.stem].is_outer and token not in {"ريف", "ضاحيه"}:
            conjunction = token[: reading.length].removesuffix(reading.particle)
            yield from filter(None, (conjunction, reading.particle))
            return
    yield token
