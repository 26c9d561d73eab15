"""Words for evidence, in the two languages of the map and of `geomap explain`."""

from collections.abc import Iterable

from geomap.records import Evidence

PHRASES: dict[str, tuple[str, str]] = {
    # why a span is a mention, by the classifier's feature groups
    "place_type": ("نوع المكان الذي يحمل هذا الاسم", "the type of place that bears the name"),
    "name_use": ("استعمال الاسم في النصوص", "how texts use the name"),
    "name_frequency": ("شيوع الاسم في النصوص", "how common the name is in texts"),
    "name_inflected": ("استعماله كلمة عادية", "how often it is an ordinary word"),
    "name_personal": ("ورود الاسم ضمن أسماء الأشخاص", "how often the name stands in persons' names"),
    "name_length": ("طول الاسم", "the name's length"),
    "particle": ("حرف الجر المتصل بالاسم", "the particle attached to the name"),
    "previous_word": ("الكلمة السابقة «{}»", "the word before it, «{}»"),
    "previous_class": ("نوع الكلمة السابقة", "the kind of word before it"),
    "second_word_before": ("ما قبل الكلمة السابقة «{}»", "the second word before it, «{}»"),
    "next_word": ("الكلمة التالية «{}»", "the word after it, «{}»"),
    "next_class": ("نوع الكلمة التالية", "the kind of word after it"),
    "next_mark": ("علامة الترقيم بعده «{}»", "the mark after it, «{}»"),
    "beside_place": ("مجاورته اسم مكان معروف", "a well-known place beside it"),
    "quoted": ("وروده بين علامتي تنصيص", "its quotation marks"),
    "elsewhere": ("وروده اسما لمكان في جملة أخرى", "another sentence uses the name for a place"),
    "run_together": ("أسماء أماكن التصقت في «{}»", "names of places run together in «{}»"),
    "demonym": ("نسبة إلى بلد", "an adjective of nationality"),
    # why it is this place
    "prior": ("أهمية المكان ({})", "the place's importance ({})"),
    "type": ("نوعه المذكور قبله «{}»", "its type as stated, «{}»"),
    "country_stated": ("بلده المذكور بجانبه «{}»", "its country as stated, «{}»"),
    "country_context": ("ذِكر بلده في المقال «{}»", "its country named in the article, «{}»"),
    "country_absent": ("المقال لا يذكر بلده ({})", "the article does not speak of its country ({})"),
    "near": ("قربه من مكان مذكور: {}", "nearness to a place mentioned: {}"),
    # why it is none
    "unknown_name": ("لا مكان بهذا الاسم في المعجم الجغرافي", "the gazetteer has no place of this name"),
    "ambiguous": ("يحتمل أكثر من مكان: {}", "it may be more than one place: {}"),
    "none_fits": ("لا مكان بهذا الاسم يناسب السياق: {}", "no place of this name fits the context: {}"),
}
"""Code of an `Evidence` → its wording in Arabic and in English; `{}` stands for the evidence's detail."""

_AGAINST = ("رغم: ", "in spite of: ")


def phrase(evidence: Evidence, language: str) -> str:
    """Word one piece of evidence in "ar" or "en", and say so where it speaks against."""
    column = 0 if language == "ar" else 1
    worded = PHRASES[evidence.code][column].replace("{}", evidence.detail)
    return worded if evidence.weight >= 0 else _AGAINST[column] + worded


def reason(evidence: Iterable[Evidence], language: str = "en") -> str:
    """Word the evidence as one line, in "ar" or "en"."""
    joiner = "؛ " if language == "ar" else "; "
    return joiner.join(phrase(item, language) for item in evidence)
