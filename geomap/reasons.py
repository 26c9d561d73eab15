"""Words for evidence, in the two languages of the map and of `geomap explain`."""

from collections.abc import Iterable

from geomap.records import Evidence

PHRASES: dict[str, tuple[str, str]] = {
    # why a span is a mention
    "name": ("استعمال هذا الاسم في النصوص العربية", "how Arabic texts use this name"),
    "before": ("ما قبله «{}»", "what stands before it, «{}»"),
    "after": ("ما بعده «{}»", "what stands after it, «{}»"),
    "camel": ("قراءة camel-tools للجملة", "how camel-tools reads the sentence"),
    "both": ("قراءة geomap و camel-tools معا للجملة", "how geomap and camel-tools together read the sentence"),
    "morphology": ("قراءة camel-tools للكلمة: {}", "how camel-tools reads the word: {}"),
    "elsewhere": ("جملة أخرى في المقال تذكره مكانا", "another sentence of the article uses it for a place"),
    "run_together": ("أسماء أماكن التصقت في «{}»", "names of places run together in «{}»"),
    "description": ("وصف معرّف يقوم مقام اسم", "a definite description in place of a name"),
    "demonym": ("نسبة إلى بلد", "an adjective of nationality"),
    # why it is this place
    "country": ("هو اسم بلد", "it is a country's name"),
    "capital": ("هو اسم عاصمة", "it is a capital's name"),
    "region": ("هو اسم منطقة أو معلم طبيعي معروف", "it is a known region's or natural feature's name"),
    "named_after_seat": ("هو اسم تقسيم إداري سمي باسم مركزه", "it is the name of a division called after its seat"),
    "seat": ("سمي باسمه تقسيم إداري", "a division is called after it"),
    "qualified": ("يعرف عادة مع «{}»", "it is usually named with «{}»"),
    "unnamed": ("بلدة لا اسم عربيا لها في المعجم الجغرافي", "a town without an Arabic name in the gazetteer"),
    "only": ("لا مكان آخر بهذا الاسم في المعجم الجغرافي", "the gazetteer has no other place of this name"),
    "vowels": ("ضبط الاسم بالشكل: «{}»", "the vowels written: «{}»"),
    "full_name": ("ذكر اسمه كاملا مع «{}»", "its name is given in full, with «{}»"),
    "landmark": ("هو اسم معلم معروف", "it is a known landmark's name"),
    "population": ("عدد سكان المكان {}", "the place's population, {}"),
    "no_population": ("مكان صغير لا يعرف عدد سكانه", "a small place of unknown population"),
    "feature": (
        "«{}» منسوب إلى هذا المكان، فالنقطة تقريبية",
        "a «{}» named after this place: the point is approximate",
    ),
    "type": ("نوعه المذكور «{}»", "its type as stated, «{}»"),
    "country_stated": ("بلده المذكور بجانبه «{}»", "its country as stated, «{}»"),
    "within": ("يذكر أنه في «{}»", "it is said to lie in «{}»"),
    "stated_near": ("يذكر أنه قرب «{}»", "it is said to lie near «{}»"),
    "as_place": ("يذكر موضعا يكون فيه أحد أو يقصده: «{}»", "somebody is said to be there or to go there: «{}»"),
    "embassy": ("في العواصم تكون السفارات: «{}»", "embassies are in capitals: «{}»"),
    "contains": ("يذكر أن «{}» فيه", "«{}» is said to lie in it"),
    "stated_elsewhere": ("ذكر في موضع آخر من المقال: «{}»", "stated elsewhere in the article: «{}»"),
    "stated_of_another": ("هو حيث المكان الآخر المسمى باسمه: «{}»", "it lies where the other of its name does: «{}»"),
    "scope": ("يتحدث النص عما هو أوسع من مدينة: «{}»", "the text speaks of more than a town: «{}»"),
    "of_town": ("يتحدث النص عما في المدن: «{}»", "the text speaks of what a town has: «{}»"),
    "sibling_country": ("يذكر مع أماكن من بلده: «{}»", "it is listed with places of its country: «{}»"),
    "siblings_elsewhere": ("يذكر مع أماكن من بلد آخر: «{}»", "it is listed with places of another country: «{}»"),
    "sibling_level": ("يذكر مع أماكن من نوعه: «{}»", "it is listed with places of its level: «{}»"),
    "dateline": ("منه أرسل الخبر", "the article was sent from it"),
    "background": (
        "عنوان المقال أو مصدره أو كلماته تشير إلى بلده ({})",
        "the article's title, source or words point to its country ({})",
    ),
    "division_context": ("المقال يذكر منطقته: «{}»", "the article speaks of its division: «{}»"),
    "country_context": ("المقال يذكر بلده: «{}»", "the article speaks of its country: «{}»"),
    "among_towns": ("يذكر مع مدن بلده: «{}»", "it is named with towns of its country: «{}»"),
    "country_absent": ("المقال لا يذكر بلده ({})", "the article does not speak of its country ({})"),
    "near": ("قريب من مكان في المقال: {}", "near a place of the article: {}"),
    "far": ("بعيد عن أماكن المقال كلها", "far from all places of the article"),
    "runner_up": ("أقرب بديل: {}", "the next candidate: {}"),
    "capital_of": ("عاصمة {}", "the capital of {}"),
    "capital_spoken_of": ("عاصمة البلد الذي يدور عليه المقال", "the capital of the country that the article is about"),
    "refers_back": ("يعود على «{}»", "refers back to «{}»"),
    # why it is not at its place's point
    "within_beside": ("ضمن «{}» المذكور بجانبه، فموقعه تقريبي", "within «{}», which is named beside it: approximate"),
    "within_name": ("ضمن «{}» الذي سمي باسمه، فموقعه تقريبي", "within «{}», after which it is called: approximate"),
    "within_focus": (
        "ضمن «{}» الذي يدور عليه الكلام، فموقعه تقريبي",
        "within «{}», of which the text speaks: approximate",
    ),
    "part": ("المقصود جزء من المكان: «{}»", "a part of the place is meant: «{}»"),
    "offset": ("المقصود موضع يبعد عن المكان: «{}»", "a spot away from the place is meant: «{}»"),
    "border": ("المقصود خط الحدود: «{}»", "the border is meant: «{}»"),
    # why a hand decided
    "correction": ("صُحِّح يدويا: {}", "corrected by hand: {}"),
    # why it is none
    "unknown_name": ("لا مكان بهذا الاسم في المعجم الجغرافي", "the gazetteer has no place of this name"),
    "ambiguous": ("يحتمل أكثر من مكان: {}", "it may be more than one place: {}"),
    "none_fits": ("لا مكان بهذا الاسم يناسب السياق: {}", "no place of this name fits the context: {}"),
}
"""Code of an `Evidence` → its wording in Arabic and in English; `{}` stands for the evidence's detail."""

JOINERS = {"ar": "؛ ", "en": "; "}
"""What stands between the phrases of a reason."""

_AGAINST = ("رغم: ", "in spite of: ")


def phrase(evidence: Evidence, language: str) -> str:
    """Word one piece of evidence in "ar" or "en", and say so where it speaks against."""
    column = 0 if language == "ar" else 1
    worded = PHRASES[evidence.code][column].replace("{}", evidence.detail)
    return worded if evidence.weight >= 0 else _AGAINST[column] + worded


def in_order(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Order evidence as it is told: what speaks for the decision, weightiest first, then what speaks against it."""
    return sorted(evidence, key=lambda item: -item.weight)


def reason(evidence: Iterable[Evidence], language: str = "en") -> str:
    """Word the evidence as one line, "ar" or "en", in the order of `in_order`."""
    return JOINERS[language].join(phrase(item, language) for item in in_order(evidence))
