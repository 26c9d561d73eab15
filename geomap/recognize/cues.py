"""The words beside a name that tell what it is: a place's type, an organization, a person. All are folded.

Most context words need no list: the classifier learns their weight. Listed here is what decides a mention's kind, or
what generalizes over words too rare to be learned one by one.
"""

from geomap.arabic import analyses, fold
from geomap.arabic.heads import FEATURES, HEADS

PLACE_HEADS = frozenset(HEADS)
"""Words that name the type of the place that follows them (heads outside the mention's span)."""

LOCATIVES = frozenset(map(fold, "في فى الى إلى من عبر نحو داخل خارج قرب بين حول باتجاه صوب تجاه".split()))
"""Prepositions of place and direction; they precede much else too."""

DIRECTIONS = frozenset(
    map(
        fold,
        """
        شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط أقصى أنحاء ربوع أرجاء سواحل شواطئ حدود قبالة مشارف ضواحي أراضي
        سكان أهالي شوارع
        """.split(),
    )
)
"""Nouns that take a place as their complement, and hardly anything else; they stay outside the mention."""

ORGANIZATION_HEADS = frozenset(
    map(
        fold,
        """
        صحيفة صحيفتي جريدة مجلة يومية أسبوعية قناة فضائية إذاعة راديو وكالة تلفزيون تليفزيون
        نادي جمعية شركة مؤسسة بنك مصرف بورصة جامعة معهد كلية
        حزب حركة تنظيم جماعة جبهة كتيبة كتائب أنصار فيلق سرايا
        اتفاق اتفاقية معاهدة مهرجان كأس دوري بطولة أبطال أمم ماراطون
        قبيلة عشيرة آل بنو
        """.split(),
    )
)
"""Words that head the proper name of an organization, newspaper, club, company, treaty, event or tribe.

Left out are heads that as often precede a place in its own right: جيش، فريق، اتحاد، قمة، مؤتمر، إعلان، لواء، شباب.
"""


NAMING_HEADS = frozenset(
    map(
        fold,
        """
        مدينة بلدة قرية حي ضاحية مخيم محافظة ولاية مقاطعة إمارة معتمدية عمادة بلدية قضاء ناحية مديرية منطقة جهة
        """.split(),
    )
)
"""Nouns of settlements and divisions, after which comes a name; after their plurals as often not: دول أوروبية."""

LIST_HEADS = frozenset(
    map(
        fold,
        """
        معبرا معبري معابر منفذا منفذي منافذ مطارا مطاري مطارات ميناءا ميناءي مينائي موانئ مستشفيا مستشفيي مستشفيات
        سدا سدي سدود جسرا جسري جسور ملعبا ملعبي ملاعب قاعدتا قاعدتي قواعد معسكرا معسكري معسكرات سجنا سجني سجون
        مصفاتا مصفاتي مصافي حقلا حقلي حقول محطتا محطتي محطات شارعا شارعي شوارع جبلا جبلي جبال واديا واديي أودية
        نهرا نهري أنهار جزيرتا جزيرتي جزر شاطئا شاطئي شواطئ مخيما مخيمي مخيمات طريقا طريقي
        حيا حيي أحياء قريتا قريتي قرى بلدتا بلدتي بلدات مدينتا مدينتي مدن منطقتا منطقتي مناطق
        محافظتا محافظتي محافظات ولايتا ولايتي ولايات معتمديتا معتمديتي معتمديات بلديتا بلديتي بلديات
        """.split(),
    )
)
"""Duals and plurals of nouns of type, which head lists of names joined by و: أحياء الزهراء والنزهة وكرم الجبل."""

EPITHETS = frozenset(
    map(
        fold,
        """
        الشمالية الشمالي الجنوبية الجنوبي الشرقية الشرقي الغربية الغربي الوسطى العليا السفلى
        الكبرى الكبير الكبيرة الصغرى الصغير الصغيرة الجديدة الجديد المدينة
        """.split(),
    )
)
"""Adjectives that part one place from another and belong to its name: بيروت الغربية, صفاقس المدينة.

In the annotation of training they stand inside the span 284 times and right behind one 26 times.
"""

DESCRIPTIONS = frozenset(
    map(
        fold,
        """
        الجوية الجوي العسكرية العسكري البحرية البحري البرية البري الحدودية الحدودي التجارية التجاري الجامعي الجهوي
        النفطي النفطية الأثرية الأثري الرئيسي الرئيسية التعليمي التعليمية الحكومي الحكومية المركزي المركزية التخصصي
        التخصصية الريفي القروي الميداني القومي الزراعي الزراعية الرياضية الصناعي الصناعية الدوائي
        """.split(),
    )
)
"""Adjectives that describe a facility and stay outside its name: قاعدة العند الجوية (in training's annotation, 82 times
outside and 14 inside)."""

COLLECTIVE_HEADS = frozenset(
    map(
        fold,
        """
        مطارات معابر منافذ موانئ مستشفيات سدود جسور ملاعب قواعد معسكرات سجون مصافي محطات شوارع مخيمات مخيم مخيما مخيمي
        """.split(),
    )
)
"""Plurals of facilities, which speak of those of the town or country after them, and camps, which are settlements: they
stay outside, as in مستشفيات باريس (in training's annotation, 117 times outside and 16 inside)."""

FEATURE_HEADS = frozenset(FEATURES) - COLLECTIVE_HEADS
"""Nouns of facilities and natural features, which belong to the name that they head."""

UNFINISHED = frozenset(map(fold, "بن ابن بنت عبد أبو أبي أم ولد ود آل الشهيد سيدي مولاي لالة".split()))
"""Words with which no name ends, as they call for another: شارع الأمير شاكر بن / زيد."""

CLUB_HEADS = frozenset(
    map(
        fold,
        """
        الترجي ترجي مولودية شبيبة وفاق مستقبل اتحاد أهلي نجم قوافل أولمبيك أولمبي هلال شباب رجاء رجا حسنية نهضة سريع
        ملعب فتح أمل دينامو ستيوا سبورتينغ أتلتيكو ريال راسينغ إنتر بوروسيا بايرن هيرتا فيتوريا
        """.split(),
    )
)
"""First words of clubs' names; before a country or in other company many of them are ordinary nouns."""

CLUB_TAILS = frozenset(map(fold, "يونايتد سيتي تاون سان رينجرز أف".split()))
"""Second words of clubs' names."""

PERSON_HEADS = frozenset(
    map(
        fold,
        """
        السيد السيدة الشيخ الحاج الدكتور الدكتورة الأستاذ المهندس الملك الأمير الأميرة السلطان الجنرال العقيد العميد
        اللواء الرائد النقيب الملازم المشير الفريق الإمام القاضي المحامي المحامية الفنان الفنانة الممثل الممثلة المخرج
        المطرب المطربة الشاعر الكاتب الصحفي الصحفية اللاعب الحارس المهاجم المدافع المدرب الشهيد الشهيدة المرحوم
        بن ابن بنت أبو أبي أبا أم عبد آل سي لالة مدعو المدعو
        """.split(),
    )
)
"""Titles and kinship words before a person's name."""


def bare(form: str) -> str:
    """Return a cue word without attached particles, so that بمدينة and ولمدينة count as مدينة."""
    return next((reading.stem for reading in analyses(form) if reading.stem in _ALL), form)


_ALL = PLACE_HEADS | LOCATIVES | DIRECTIONS | FEATURE_HEADS | COLLECTIVE_HEADS | ORGANIZATION_HEADS | PERSON_HEADS
