"""Nouns of type, which tell of what type the place named after them is: مدينة, محافظة, مطار."""

from dataclasses import dataclass

from geomap.arabic import fold


@dataclass(frozen=True, slots=True)
class Head:
    """What a noun of type says of the place named after it, as `class.code` prefixes of GeoNames' types."""

    fits: tuple[str, ...]
    tolerates: tuple[str, ...] = ()
    """What it means where the gazetteer has nothing that fits: a province's seat for the province."""
    is_outer: bool = True
    """Whether it is no part of the name."""


_COUNTRY = ("A.PCL", "A.TERR", "L")
_HEADS = {
    "مدينة مدينتي مدن بلدة بلدتي بلدات قرية قريتي قرى": Head(("P",)),
    "حي": Head(("P.PPLX", "L.LCTY", "L.AREA")),
    "أحياء": Head(("P",)),  # quarters, or those of the city after it
    "ضاحية": Head(("P", "L")),  # a suburb, or that of the city after it: ضاحية بيروت
    "شارع نهج ساحة ميدان مسجد جامع": Head(("R", "S"), is_outer=False),
    "محافظة محافظتي محافظات ولاية ولايتي ولايات إقليم إقليمي أقاليم": Head(("A.ADM", "L.RGN"), tolerates=("P",)),
    "مقاطعة مقاطعتي مقاطعات إمارة جهة جهتي جهات شعبية": Head(("A.ADM", "L.RGN"), tolerates=("P",)),
    "بلدية بلديتي بلديات": Head(("A.ADM", "P", "L.RGN")),
    "معتمدية معتمديتي معتمديات عمادة قضاء ناحية مديرية دائرة عمالة": Head(("A.ADM", "L.RGN"), tolerates=("P",)),
    "ريف": Head(("A.", "L"), tolerates=("P",)),
    "منطقة منطقتي مناطق": Head(("A.ADM",), tolerates=("P", "L", "T", "H", "S")),
    "جمهورية مملكة دولة دولتي دول سلطنة": Head(_COUNTRY),
    "بلد بلاد": Head(_COUNTRY, is_outer=False),
    "العاصمة عاصمة": Head(("P.PPLC",), is_outer=False),
    "جزيرة جزر": Head(("T.ISL", "A", "P"), is_outer=False),
    "مخيم مخيمي": Head(("S.CMP", "L", "P")),
    "واحة": Head(("P", "L", "T"), is_outer=False),
}
HEADS = {fold(noun): head for nouns, head in _HEADS.items() for noun in nouns.split()}
"""Folded nouns that name the type of the place after them."""


_FEATURES = {
    "مطار مطارا مطاري مطارات": "S.AIRP",
    "معبر معبرا معبري معابر منفذ منفذا منفذي منافذ": "S.PSTB",
    "ميناء ميناءا ميناءي مينائي موانئ مرفأ": "L.PRT",
    "مستشفى مستشفيا مستشفيي مستشفيات": "S.HSP",
    "سد سدا سدي سدود": "S.DAM",
    "خزان": "H.RSV",
    "جسر جسرا جسري جسور": "S.BDG",
    "نفق": "R.TNL",
    "ملعب ملعبا ملعبي ملاعب": "S.STDM",
    "قاعدة قاعدتا قاعدتي قواعد معسكر معسكرا معسكري معسكرات": "L.MILB",
    "سجن سجنا سجني سجون": "S.PRN",
    "مصفاة مصفاتا مصفاتي مصافي": "S.OILR",
    "حقل حقلا حقلي حقول": "L.OILF",
    "منجم": "S.MN",
    "محطة محطتا محطتي محطات": "S.BLDG",
    "قصر": "S.PAL",
    "متحف": "S.MUS",
    "برج": "S.TOWR",
    "قلعة": "S.CSTL",
    "مسجد جامع": "S.MSQE",
    "كنيسة": "S.CH",
    "دير": "S.MSTY",
    "سوق": "S.MKT",
    "ساحة ميدان": "S.SQR",
    "شارع شارعا شارعي شوارع نهج": "R.ST",
    "طريق": "R.RD",
    "حديقة": "L.PRK",
    "فندق": "S.HTL",
    "مدرسة": "S.SCH",
    "مقبرة": "S.CMTY",
    "مفترق": "R.RDJCT",
    "جبل جبلا جبلي": "T.MT",
    "جبال": "T.MTS",
    "وادي واديا واديي أودية": "T.VAL",
    "نهر نهرا نهري أنهار": "H.STM",
    "بحر": "H.SEA",
    "بحيرة": "H.LK",
    "خليج": "H.GULF",
    "مضيق": "H.STRT",
    "جزيرة جزيرتا جزيرتي": "T.ISL",
    "جزر": "T.ISLS",
    "رأس": "T.CAPE",
    "شاطئ شاطئا شاطئي": "T.BCH",
    "هضبة": "T.PLAT",
    "صحراء": "T.DSRT",
    "غابة": "V.FRST",
    "واحة": "L.OAS",
    "مخيم مخيما مخيمي مخيمات": "S.CMP",
}
FEATURES = {fold(noun): code for nouns, code in _FEATURES.items() for noun in nouns.split()}
"""Folded nouns of facilities and natural features, which belong to the name that they head, and GeoNames' `class.code`
for them: مستشفى القيروان, جزيرة زنجبار.

Their duals and plurals head lists, in which the first name has them: معبرا نصيب وجابر are [معبرا نصيب] and [جابر].
"""


_DEFINITE_NOUNS = {
    "المدينة": ("P.PPL",),
    "البلدة القرية": ("P.PPL",),
    "المحافظة الولاية": ("A.ADM1", "A.ADM2"),
    "الإقليم": ("A.ADM1", "A.ADM2", "L.RGN"),
    "المنطقة": ("A.ADM", "L", "P", "T"),
    "الجزيرة": ("T.ISL",),
    "المخيم": ("S.CMP",),
    "البلاد": ("A.PCL", "A.TERR"),
    "العاصمة": ("P.PPLC",),
}
DEFINITE_NOUNS = {fold(noun): fits for nouns, fits in _DEFINITE_NOUNS.items() for noun in nouns.split()}
"""Folded definite nouns of type that may refer to a place without naming it, and `class.code` prefixes of what they may
be, the usual one first.

البلد is left out, as it may be a town, and المملكة and السلطنة, which are as often part of a state's name.
"""
