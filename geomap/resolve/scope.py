"""Does the text speak of a division or of the town after which it is called: حلب's harvest, or its streets?"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from geomap.arabic import Words, fold, with_particles
from geomap.gazetteer.extents import radius_km
from geomap.records import Evidence, Kind, Match, Place
from geomap.resolve import weights
from geomap.resolve.choice import Likely
from geomap.resolve.contain import is_closer, lies_in
from geomap.split import SplitArticle


def _forms(nouns: Iterable[str]) -> frozenset[str]:
    """Return nouns folded, as they are and with attached particles."""
    return frozenset(form for noun in nouns for form in with_particles(fold(noun)))


_DIVISIONS = _forms("المحافظة الولاية الجهة المقاطعة القضاء الإقليم المديرية".split())
"""Definite nouns that refer to a division named before or after them."""
_FOUND = """
    أمطار سيول ثلوج عواصف جفاف ضباب صقيع حرائق غابات جبال هكتار هكتارات أراضي محصول محاصيل إنتاج قمح شعير زيتون تمور
    حقول نفط مزارع مزارعين فلاحين بساتين نخيل واحات مراعي مزروعة زراعات حصاد جني حمضيات حوامض سمسم قطن ذرة أرز عنب تفاح
    تين فستق لوز قات صمغ بطاطا شمندر
"""
_LANDS = """
    أمطارا هكتارا مزارعو مزارعي فلاحو فلاحي قرى بلدات مناطق أقضية معتمديات مديريات نواحي جبهات أنحاء عموم أرجاء نواب
    نائب ناخبو ناخبي وجهاء شيوخ قبائل عشائر
"""
_OF_LANDS = _forms([*_FOUND.split(), *(f"ال{noun}" for noun in _FOUND.split()), *_LANDS.split()])
"""What is sown, drilled for, falls, burns or is fought over in a wide area, definite or not; whom a division sends."""
_BODY = re.compile(
    r"(?:مدير|مديره|مديريه|مديري|دائره|رئيس) "
    r"(?:(?:امن|صحه|زراعه|تربيه|تعليم|تموين|اشغال|اوقاف|شرطه)"
    r"|ال(?:صحه|زراعه|تربيه|تعليم|تموين|اشغال|اوقاف|شرطه|اثار|ثقافه|سياحه|نقل)(?: في)?)\Z"
)
"""A body that each division has, or who directs it, right before the name: مديرية أمن الجيزة، مدير التربية في حلب."""
_TOWNS = """
    شوارع أحياء وسط مستشفى مشفى مستشفيات مشافي مطار مطاري ميناء مينائي مرفأ سوق أسواق ملعب كورنيش مدخل مداخل فنادق
    فندق مترو ضواحي ضاحية
"""
_OF_TOWNS = _forms(_TOWNS.split())
"""What a town has, right before its name."""
_NOT_OF_COUNTRIES = """
    شوارع أحياء كورنيش مترو ترامواي ترام ضواحي ضاحية لقاء اجتماع مؤتمر ندوة جلسة
"""
_OF_NO_COUNTRY = _forms(each for noun in _NOT_OF_COUNTRIES.split() for each in (noun, f"ال{noun}"))
"""Those that no country has."""
_HELD = "لقاء اجتماع مؤتمر ندوة جلسة ورشة حفل مباراة معرض مهرجان مكتب مقر قاعة فندق مقهى مترو ترامواي ترام"
_HELD_IN_TOWNS = _forms(each for noun in _HELD.split() for each in (noun, f"ال{noun}"))
"""What is held, or where one meets, before in and a town's name: خلال لقاء في أسوان."""
_IN = fold("في")
_WORDS_BEFORE = 4
_SMALLER = frozenset({"PPL", "PPLC", "PPLX", "ADM2", "ADM3"})
_MOST_TOWNS = 2
_MOST_LANDS = 2
_NEXT = 6  # mentions that may be the towns of a division named before them
_LIKELY = 0.5
_SUBURBS_KM = 5.0


@dataclass(frozen=True, slots=True)
class Scope:
    """What tells how wide an area a mention means."""

    lands: tuple[str, ...] = ()
    """Words for what is found in a wide area, shortly before it."""
    body: str = ""
    """A body that divisions have, right before it."""
    town: str = ""
    """A word for what a town has, right before it."""
    division: str = ""
    """A word of the article that refers to a division."""
    towns: tuple[Place, ...] = ()
    """The likely towns that its sentence names after it."""

    def evidence(self, place: Place, match: Match) -> Iterator[Evidence]:
        """Yield what speaks for a division against the settlement of its name."""
        if self.town in _OF_NO_COUNTRY and place.is_country and _has_capital(place, match):
            yield Evidence(code="of_town", weight=weights.OF_TOWNS, detail=self.town)
        seat = _seat(place, match)
        if seat is None:
            return
        if self.town:
            yield Evidence(code="of_town", weight=weights.OF_TOWNS, detail=self.town)
        if self.body:
            yield Evidence(code="scope", weight=weights.OF_BODIES, detail=self.body)
        if self.lands:
            weight = weights.OF_LANDS * min(len(self.lands), _MOST_LANDS)
            yield Evidence(code="scope", weight=weight, detail=self.lands[0])
        if self.division:
            yield Evidence(code="scope", weight=weights.DIVISION_SPOKEN_OF, detail=self.division)
        within = [town for town in self.towns if lies_in(town, place) and not _is_suburb(town, seat)]
        if within:
            weight = sum(sorted(map(_following, within))[-_MOST_TOWNS:])
            yield Evidence(code="contains", weight=weight, detail=within[0].name_ar)


NO_SCOPE = Scope()
_NO_WORDS = Words([], [], [])
"""Those of a mention that lies in no sentence: whoever evaluates with given spans may give a blank."""


def scopes(text: SplitArticle, matches: Sequence[Match], likely: Sequence[Likely]) -> list[Scope]:
    """Return of each mention what tells how wide an area it means.

    Args:
        text: the article.
        matches: its mentions with their candidates, in text order.
        likely: their likely places.
    """
    telling = (each.words.forms for each in text.tokens if not _DIVISIONS.isdisjoint(each.words.forms))
    division = next((form for forms in telling for form in forms if form in _DIVISIONS), "")
    words = {sentence.index: tokens.words for sentence, tokens in zip(text.sentences, text.tokens, strict=True)}
    return [
        Scope(
            *_words_before(words.get(match.mention.sentence, _NO_WORDS), match),
            division,
            _towns_after(index, matches, likely),
        )
        if len(match.candidates) > 1 and any(_seat(each.place, match) for each in match.candidates)
        else NO_SCOPE
        for index, match in enumerate(matches)
    ]


def _seat(place: Place, match: Match) -> Place | None:
    """Return the most populous settlement of a division's country among the candidates."""
    if place.feature_class != "A" or place.is_country:
        return None
    others = (each.place for each in match.candidates)
    towns = (each for each in others if each.feature_class == "P" and each.country_code == place.country_code)
    return max(towns, key=lambda town: (town.population, town.id), default=None)


def _has_capital(country: Place, match: Match) -> bool:
    places = (each.place for each in match.candidates)
    return any(place.feature_code == "PPLC" and place.country_code == country.country_code for place in places)


def _words_before(words: Words, match: Match) -> tuple[tuple[str, ...], str, str]:
    """Return of the words before a name those for what is found in a wide area, and the next for a body or a town's."""
    behind = bisect_right(words.ends, match.mention.start)
    near = words.forms[max(0, behind - _WORDS_BEFORE) : behind]
    lands = tuple(form for form in near if form in _OF_LANDS)
    body = _BODY.search(" ".join(near[-3:]))
    return lands, body.group() if body else "", _town_before(near)


def _town_before(near: Sequence[str]) -> str:
    if near[-1:] == [_IN]:
        return next((form for form in near[:-1] if form in _HELD_IN_TOWNS), "")
    return next((form for form in near[-1:] if form in _OF_TOWNS), "")


def _towns_after(index: int, matches: Sequence[Match], likely: Sequence[Likely]) -> tuple[Place, ...]:
    sentence = matches[index].mention.sentence
    found = []
    for match, one in zip(matches[index + 1 : index + 1 + _NEXT], likely[index + 1 : index + 1 + _NEXT], strict=True):
        place, share = one.places[0] if one.places else (None, 0.0)
        if not place or match.mention.kind != Kind.LITERAL or share < _LIKELY:
            continue
        reach = 1 if place.feature_class == "A" else 0  # a town of the next sentence may be anywhere near
        if place.feature_code in _SMALLER and match.mention.sentence <= sentence + reach:
            found.append(place)
    return tuple(found)


def _following(place: Place) -> float:
    return weights.TOWNS_FOLLOW if place.feature_class == "P" else weights.DISTRICTS_FOLLOW


def _is_suburb(town: Place, seat: Place) -> bool:
    return is_closer(town, seat, radius_km(seat) + _SUBURBS_KM)
