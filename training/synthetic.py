"""Makes examples of what annotated text has too little of: lists headed once, and words that are no names.

`compositions` builds phrases from nouns of type and names (معبرا نصيب وجابر, أحياء X وY), `datelines` the
beginnings of reports, `regions` the states of a region, also in names of bodies (دول الخليج, مجلس التعاون لدول الخليج),
`deeds` what states do, by nouns that names of bodies have too (تعاون مصر); all labelled by the annotation policy.
`common_words` finds occurrences of names that are mostly ordinary words (مشهد, سيول) in running text, where nothing
beside them speaks of a place: each teaches its one token, the rest of its sentence nothing.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence

from geomap.arabic import Word, fold, words
from geomap.arabic.heads import HEADS
from geomap.gazetteer import Gazetteer, Role, tables
from geomap.gazetteer.locate import data_folder
from geomap.recognize.cues import DIRECTIONS, FEATURE_HEADS, LOCATIVES, PLACE_HEADS, bare
from geomap.recognize.spans import Span, find_spans
from training.corpora import Labeled, plain

IGNORED = -1
"""The class of a text of which only the labelled tokens teach."""

_INNER = sorted(FEATURE_HEADS)
"""Nouns that belong to the name: in a list the first name alone has the noun."""
_OUTER = sorted(
    {noun for noun, head in HEADS.items() if head.is_outer}
    | set(map(fold, "أحياء حيي بلدتا قريتا مدينتا محافظتا ولايتا منطقتا ضاحيتي ناحيتي".split()))
)
"""Nouns that stay outside."""
_BEFORE = (
    """
في|من|إلى|على|عند|قرب|بين|باتجاه|وصلت القوافل إلى|أغلقت السلطات|قالت مصادر محلية في|اندلعت اشتباكات في محيط|شهدت|تضررت
استهدف القصف|سيطرت القوات على|سقط قتلى في|نزح السكان من|زار الوزير|أعيد فتح|تقع|عبر|انقطعت الكهرباء عن|توجه الوفد نحو
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
_AFTER = """
.|،|أمس|صباح اليوم|بحسب شهود عيان|وفق ما أفاد مراسلنا|خلال الساعات الماضية|بعد الهجوم الأخير|وأسفر ذلك عن إصابات
""".strip().split("|")
_COMPOSITIONS = 6000
_MOST_NAMES = 3
_LONGEST = 2  # words of a name

_DATELINES = 600
_REPORTED_FROM = 200_000
"""People of the smallest city that a report comes from here."""
_AGENCIES = "رويترز سانا واس وام قنا كونا بترا وكالات د.ب.أ أ.ف.ب شينخوا تاس سبوتنيك أ.ش.أ الأناضول نوفوستي".split()
_DATELINE = (
    """
* - +: قال مسؤول|* (+) - أعلنت الوزارة|* – + – أفادت مصادر|* / + / أكد الرئيس|*، + - ذكرت الشرطة|* - «+»|*-+: قتل شخصان
*: قال متحدث|* - من مراسلنا|(+) * - قال شهود|+ - * - أعلن الجيش|* ـ + ـ بحث الوزير|* – خاص: علمت مصادر
* ( + ) قالت السلطات
""".strip()
    .replace("\n", "|")
    .split("|")
)

_REGIONS = 600
_STATES = ("دول", "بلدان")
_BODIES = (
    *"مجلس التعاون ل|المجموعة الاقتصادية ل|الجماعة الاقتصادية ل|البنك المركزي ل".split("|"),
    *"تحالف |كونفدرالية |منظمة |رابطة |اتحاد ".split("|"),
)
"""Whose names the states end in each second example."""
_TO = (*[""] * 6, *"جولة ل|زيارات ل|صادرات ل|مساعدات ل|دعوة ل|رحلات ل".split("|"))
"""What stands before them else, so that ل tells no body."""
_LITERAL, _ASSOCIATIVE = range(2)

_DEEDS = 600
_BEFORE_DEEDS = (
    "أن|إن|بعد|قبل|رغم|مع|حول|بشأن|وجاء|يعد|سيكون|ورحب الوزير باستمرار|ناقش الطرفان|تناولت الصحف|في ظل"
).split("|")
_DEED_NOUNS = """
    تعاون مشاركة مساهمة موقف رفض قبول انضمام انسحاب استعداد التزام دعوة طلب رد حرص سعي إعلان اعتراف عضوية
    استضافة فوز خسارة دعم عودة قرار رغبة تضامن شراكة مبادرة
""".split()
_AFTER_DEEDS = "في هذا الملف|في المؤتمر|مع جيرانها|على الاتفاق|بالمبادرة|للعام الثاني|محل ترحيب|خطوة مهمة|.".split("|")

_COMMON = 0.3
"""Share of forms that only a common noun has, from which a name's bare occurrences are mostly the noun's."""
_PER_NAME = 5
_PLACE_CUES = LOCATIVES | DIRECTIONS | PLACE_HEADS


def compositions() -> Iterator[Labeled]:
    """Yield short texts, each a phrase with one to three places after one noun of type."""
    chance = random.Random(1)  # noqa: S311  # the same phrases each time
    names = sorted(set(_bare_names()))
    for number in range(_COMPOSITIONS):
        is_inner = chance.random() < 0.5  # noqa: PLR2004
        head = chance.choice(_INNER if is_inner else _OUTER)
        parts = [chance.choice(_BEFORE), head]
        text = " ".join(parts)
        start = len(text) - len(head) if is_inner else len(text) + 1
        spans = []
        for index in range(chance.randint(1, _MOST_NAMES)):
            if index:
                text += " و"
                start = len(text)
            else:
                text += " "
            text += chance.choice(names)
            spans.append((start, len(text), 0))
        after = chance.choice(_AFTER)
        yield Labeled(id=f"composed-{number}", text=f"{text} {after}".strip(), spans=tuple(spans))


def datelines() -> Iterator[Labeled]:
    """Yield the beginnings of reports, each with the place that it comes from and the agency that sends it."""
    chance = random.Random(2)  # noqa: S311  # the same each time
    cities = sorted(row.place.name_ar for row in tables.places(data_folder()) if row.place.population >= _REPORTED_FROM)
    for number in range(_DATELINES):
        city, agency = chance.choice(cities), chance.choice(_AGENCIES)
        text = chance.choice(_DATELINE).replace("*", city).replace("+", agency)
        start = text.index(city)
        yield Labeled(id=f"dateline-{number}", text=text, spans=((start, start + len(city), 0),))


def regions() -> Iterator[Labeled]:
    """Yield short texts with the states of a region, every other time in the name of a body."""
    chance = random.Random(3)  # noqa: S311  # the same each time
    wide = (row.place for row in tables.places(data_folder()) if row.place.feature_class == "L")
    names = sorted(place.name_ar for place in wide if not place.country_code)
    for number in range(_REGIONS):
        is_body = number % 2 == 1
        text = f"{chance.choice(_BEFORE)} {chance.choice(_BODIES if is_body else _TO)}{chance.choice(_STATES)} "
        start, end = len(text), len(text := text + chance.choice(names))
        span = (start, end, _ASSOCIATIVE if is_body else _LITERAL)
        yield Labeled(id=f"region-{number}", text=f"{text} {chance.choice(_AFTER)}".strip(), spans=(span,))


def deeds() -> Iterator[Labeled]:
    """Yield short texts, each with a country and a noun for what it does or is asked to do."""
    chance = random.Random(4)  # noqa: S311  # the same each time
    countries = sorted(row.place.name_ar for row in tables.places(data_folder()) if row.place.is_country)
    for number in range(_DEEDS):
        text = f"{chance.choice(_BEFORE_DEEDS)} {chance.choice(_DEED_NOUNS)} "
        start, end = len(text), len(text := text + chance.choice(countries))
        text += f" {chance.choice(_AFTER_DEEDS)}"
        yield Labeled(id=f"deed-{number}", text=text, spans=((start, end, _LITERAL),))


def _bare_names() -> Iterator[str]:
    """Yield the gazetteer's names without the nouns that head some of them."""
    for row in tables.places(data_folder()):
        first, _, rest = row.place.name_ar.partition(" ")
        name = rest if fold(first) in FEATURE_HEADS | PLACE_HEADS else row.place.name_ar
        if row.place.feature_class != "A" and 1 <= len(name.split()) <= _LONGEST:
            yield name


def common_words(gazetteer: Gazetteer) -> Iterator[Labeled]:
    """Yield sentences of running text with a name that is an ordinary word there, labelled `IGNORED` at its place."""
    seen: Counter[str] = Counter()
    for paragraph in plain():
        found = words(paragraph)
        spans = [span for span in find_spans(paragraph, found, gazetteer) if Role.PLACE in span.meanings.roles]
        covered = Counter(index for span in spans for index in range(span.first, span.last))
        for span in spans:
            is_single = span.last - span.first == 1 and covered[span.first] == 1
            if is_single and seen[span.name] < _PER_NAME and _is_ordinary(span, found, gazetteer):
                seen[span.name] += 1
                yield _around(paragraph, found, span)


def _is_ordinary(span: Span, found: Sequence[Word], gazetteer: Gazetteer) -> bool:
    if gazetteer.statistics(span.name).inflected < _COMMON or span.stripped or not span.first:
        return False
    before = bare(found[span.first - 1].form)
    after = found[span.last].form if span.last < len(found) else ""
    beside = (*gazetteer.lookup(before), *gazetteer.lookup(after))
    return before not in _PLACE_CUES and not any(entry.role in {Role.PLACE, Role.DEMONYM} for entry in beside)


def _around(text: str, found: Sequence[Word], span: Span) -> Labeled:
    start = found[max(0, span.first - 8)].start
    end = found[min(len(found) - 1, span.last + 8)].end
    word = found[span.first]
    return Labeled(id="common", text=text[start:end], spans=((word.start - start, word.end - start, IGNORED),))
