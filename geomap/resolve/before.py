"""What do the words before a name say: a noun of type, that somebody is there, or that an embassy is?"""

import re
from dataclasses import replace

from geomap.resolve.nouns import Noun, noun_of

_REACH = 40  # characters that hold the words before a name, or they are none
_MARKS = "_#«\"“'‘("  # before a name or the word before it
_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
_BEHIND_MARKS = re.compile(rf"[^{_MARKS}]+\Z")
_BORDER = re.compile(r"(\w*حدود)\s+مع\s+\Z")  # الحدود مع النيجر
_SUBURB = re.compile(r"(\w*الض(?:احية|واحي))\s+\w+\s+ل\Z")  # بالضاحية الجنوبية لتونس
_OFFICE = re.compile(
    r"(?<!\w)[وفبل]?(?:ال)?(محافظ|والي|أمير|سفير|قائممقام|عمدة)ا?\s+(?:ال)?(?:(?:جديد|سابق|أسبق|حالي|راحل|مؤقت)ا?\s+)?لل?\Z"
)  # محافظ جديد للرقة، سفيرا للكويت
_EXAMPLE = re.compile(
    r"(?<!\w)[وفبل]{0,2}(?:ال)?(محافظات|ولايات|مقاطعات|أقاليم|جهات|معتمديات|مدن|بلدات|قرى|دول|جزر)"
    r"(?:\s+\w+){0,3}[،,:]?\s+(?:و?من\s+)?\w+\s+\Z"
)  # في ولايات الشمال، ومنها الجزائر
_EXAMPLES = "منها ومنها بينها وبينها هي وهي مثل أبرزها وأبرزها أهمها وأهمها"
_BEHIND = {
    "ل": (_SUBURB, _OFFICE),
    "لل": (_OFFICE,),
    "مع": (_BORDER,),
    **dict.fromkeys(_EXAMPLES.split(), (_EXAMPLE,)),
}
_PREPOSITION = re.compile(r"(?<!\w)[وف]?(في|إلى|الى|ب(?=ـ?\Z))ـ?[\s«\"“'‘(]*\Z")
_PREPOSITIONS = ("في", "إلى", "الى", "ب", "من", "بين")
_VEHICLES = """
    رحلة رحلات طائرة طائرات مروحية قطار قطارات سفينة سفن باخرة فرقاطة زورق زوارق قارب قوارب حافلة حافلات شاحنة شاحنات
    قافلة قوافل
"""
_VEHICLE = f"(?:ال)?(?:{'|'.join(_VEHICLES.split())})"
_BY_VEHICLE = re.compile(rf"(?<!\w)[وفبل]?({_VEHICLE})(?!\w)[^.؟!\n]{{0,40}}\s(?:من|إلى|الى|بين)\s+\Z")
_FROM_OR_TO = re.compile(r"(?<!\w)[وف]?(?:من|إلى|الى|بين)\s+\Z")
_IN = re.compile(r"\sفي\s+\Z")
_LANDS = re.compile(r"(?<!\w)[وف]?((?:[يت]?هبط|هبطت|حطت?|[يت]حط|أقلعت?|[يت]قلع|رسا|رست|[يت]رسو)(?!\w)[^.؟!\n]{0,30})\Z")
_GOES = re.compile(rf"\s+({_VEHICLE})(?!\w)")  # انطلق من جيبوتي قطار
_VEHICLE_REACH = 60  # characters
_EMBASSY = re.compile(r"(?<!\w)[وفبل]?((?:ال)?(?:سفار|سفير|القائمة? بالأعمال)\w*)(?:\s+\w+){0,2}\s+في\s+\Z")
_EMBASSY_REACH = 50  # characters


def word_before(text: str, end: int) -> str:
    """Return the last word before an offset."""
    *_, word = text[max(0, end - _REACH) : end].rstrip(_SPACES + _MARKS).rsplit(None, 1) or [""]
    if word.isalnum():
        return word
    found = _BEHIND_MARKS.search(word)
    return found[0] if found else ""


def noun_before(text: str, end: int) -> Noun | None:
    """Return the noun of type before an offset, or that of which the name there is an example."""
    word = word_before(text, end)
    behind = _BEHIND.get(word)
    if behind is None:
        return noun_of(word) if word else None
    found = next(filter(None, (each.search(text, max(0, end - _REACH), end) for each in behind)), None)
    noun = noun_of(found[1]) if found else None
    return replace(noun, has_examples=True) if noun and found and found.re is _EXAMPLE else noun


def follows_preposition(text: str, end: int) -> bool:
    """Tell whether a preposition is right before an offset; otherwise the three functions that follow find nothing."""
    return word_before(text, end).rstrip("ـ").endswith(_PREPOSITIONS)


def preposition_before(text: str, end: int) -> str:
    """Return في, ب or إلى right before an offset."""
    found = _PREPOSITION.search(text, max(0, end - _REACH), end)
    return found[1] if found else ""


def embassy_before(text: str, end: int) -> str:
    """Return السفارة in السفارة الفرنسية في before an offset."""
    found = _EMBASSY.search(text, max(0, end - _EMBASSY_REACH), end)
    return found[1] if found else ""


def vehicle_beside(text: str, start: int, end: int) -> str:
    """Return what is said to go from or to the name between two offsets, or to land there: a plane, train or ship."""
    if inside := _IN.search(text, max(0, start - _REACH), start):
        found = _LANDS.search(text, max(0, start - _VEHICLE_REACH), inside.start())
        return found[1].split()[0] if found else ""
    if not _FROM_OR_TO.search(text, max(0, start - _REACH), start):
        return ""
    found = _BY_VEHICLE.search(text, max(0, start - _VEHICLE_REACH), start) or _GOES.match(text, end)
    return found[1] if found else ""
