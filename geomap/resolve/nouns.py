"""Nouns that say of what type the place after them is: those of `arabic.heads`, and titles, duals and landscapes."""

from dataclasses import dataclass
from functools import lru_cache

from geomap.arabic import Analysis, analyses, fold
from geomap.arabic.heads import HEADS, Head

_DIVISION = Head(("A.ADM",), tolerates=("P", "L"))
_TOWN = Head(("P",), tolerates=("A.ADM",))
_STATE = Head(("A.PCL",), tolerates=("A", "P", "L", "T"))
_RULED = Head(("A.PCL", "A.ADM", "P.PPLC", "T.ISL"), tolerates=("P", "L", "T"))
_OF_EMIR = Head(("A.ADM", "A.PCL"), tolerates=("P", "L"))
_MORE = {
    # Whom they represent: a country's, or their own seat's, سفارة باريس; what is ruled
    "سفير سفيرا سفيرة سفارة سفارات سفراء قنصل قنصلية منتخب منتخبا منتخبي لدى حدود الحدود": _STATE,
    "مركز مركزا": Head(("A.ADM2",), tolerates=("P", "A", "S", "L", "T", "H", "R")),  # Egypt's districts
    "حكومة حكومتي حكومتا حكومات": _RULED,
    # Whose office it is: a governor's is the governorate, a mayor's the town
    "محافظ والي قائممقام حاكم حاكمة": _DIVISION,
    "لواء لواءي": Head(("A.ADM2",), tolerates=("P", "A", "L")),  # Jordan's districts; else a brigade
    "أمير": _OF_EMIR,  # of a state, or of a Saudi region
    "أمانة عمدة": _TOWN,
    # A countryside is its province's more often than its seat's
    "بادية بوادي مرتفعات أرياف": HEADS[fold("ريف")],
    # Duals that begin a list
    "محافظتا ولايتا مقاطعتا مديريتا مديريتي قضاءي مركزي": _DIVISION,
    "مدينتا بلدتا قريتا": HEADS[fold("مدينة")],
    "حيا حيي": HEADS[fold("حي")],
    "عاصمتها عاصمته": HEADS[fold("العاصمة")],
    "عاصمة": HEADS[fold("دولة")],  # of a country: لندن عاصمة بريطانيا
    "ضواحي الضاحية الضواحي": HEADS[fold("ضاحية")],
}
_NOUNS = HEADS | {fold(noun): head for nouns, head in _MORE.items() for noun in nouns.split()}
_OF_STATES = """
    سفير سفيرا سفيرة سفارة سفارات سفراء قنصل قنصلية منتخب منتخبا منتخبي لدى حدود الحدود حكومة حكومتي حكومتا حكومات
"""
_TITLES = frozenset(
    map(fold, f"محافظ والي قائممقام حاكم حاكمة أمير أمانة عمدة بادية بوادي مرتفعات أرياف {_OF_STATES}".split())
)
"""Those that no list shares, and that are no part of a container's phrase."""

_OF_TITLE = {fold("محافظ"): fold("محافظة"), fold("والي"): fold("ولاية"), fold("قائممقام"): fold("قضاء")}

_LISTED = """
    مدن مدينتي مدينتا بلدات بلدتي بلدتا قرى قريتي قريتا أحياء حيي حيا محافظات محافظتي محافظتا ولايات ولايتي
    ولايتا أقاليم إقليمي مقاطعات مقاطعتي مقاطعتا جهات جهتي معتمديات معتمديتي بلديات بلديتي مناطق منطقتي دول
    دولتي جزر مخيمي مديريتي مديريتا قضاءي مركزي مرتفعات أرياف
"""
_PLURALS = frozenset(map(fold, _LISTED.split()))
_QUARTERS = frozenset(map(fold, "حي حيا حيي".split()))
_SEVERAL_QUARTERS = fold("أحياء")
_STATE_NOUN = fold("دولة")
_GOVERNOR = fold("والي")
_VILLAGES = frozenset(map(fold, "قرى بلدات".split()))


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of type as it is written, and what it says."""

    surface: str
    stem: str
    """Folded, without attached particles."""
    says: Head
    has_examples: bool = False
    """Whether the places after it are some of those that it counts: ولايات عدة، منها الجزائر."""

    @property
    def is_plural(self) -> bool:
        """Whether it is of several, named together (مدن سرت ودرنة) or by where they lie (مدن ليبيا)."""
        return self.stem in _PLURALS

    @property
    def is_of_villages(self) -> bool:
        """Whether it is of places so small that before a province's name it means those of there: قرى السويداء."""
        return self.stem in _VILLAGES

    @property
    def is_quarter(self) -> bool:
        """Whether it is a quarter's."""
        return self.stem in _QUARTERS

    @property
    def is_of_quarters(self) -> bool:
        """Whether it is of what towns have and no country: أحياء جيبوتي."""
        return self.stem == _SEVERAL_QUARTERS

    @property
    def is_masculine(self) -> bool:
        """Whether adjectives after it lack ة: حي الوعر الحمصي."""
        return not self.stem.endswith(("ه", "ات", "ا"))

    @property
    def qualifier(self) -> str:
        """The folded noun with which the gazetteer may list the place: محافظة also for محافظ."""
        return _OF_TITLE.get(self.stem, self.stem)

    @property
    def is_of_state(self) -> bool:
        """Whether it is of what states have, as embassies and borders."""
        return self.says is _STATE

    @property
    def is_title(self) -> bool:
        """Whether it is an office or a landscape, which is not the place itself."""
        return self.stem in _TITLES


@lru_cache(maxsize=1 << 14)
def noun_of(raw: str) -> Noun | None:
    """Return the noun of type that a word is, with or without attached particles."""
    found = (reading.stem for reading in analyses(fold(raw)) if reading.stem in _NOUNS and not _is_to(reading, raw))
    return next((Noun(raw, stem, _NOUNS[stem]) for stem in found), None)


def noun_of_state(raw: str) -> Noun:
    """Return what a word says that is said of states alone."""
    return Noun(raw, _STATE_NOUN, _NOUNS[_STATE_NOUN])


def _is_to(reading: Analysis, raw: str) -> bool:
    """Tell وإلى, and to, from والي, governor of, which fold alike; وإلي and والى are taken for the former."""
    return reading.stem == _GOVERNOR and not raw.endswith("والي")
