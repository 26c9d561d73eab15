"""Finds definite nouns of type that stand for a place without naming it: العاصمة الليبية, المدينة, عاصمة البلاد.

Whether one refers to a place, and to which, is for resolution to tell; left out here is what its sentence shows to be
part of a name, or another thing altogether: المدينة المنورة, صحيفة المدينة, المدينة الجامعية.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from geomap.arabic import Analysis, Words, analyses, fold
from geomap.arabic.heads import DEFINITE_NOUNS
from geomap.recognize.cues import ORGANIZATION_HEADS, bare
from geomap.recognize.encode import Encoded
from geomap.recognize.spans import offset_within
from geomap.records import Article, Evidence, Kind, Mention

_SCORE, _LOG_ODDS = 0.9526, 3.0
"""Of every description, as a probability and as the log-odds that it comes from: all of 64 were right, so at least 95
in 100 are (rule of three)."""

_CAPITAL, _COUNTRY = fold("عاصمة"), fold("البلاد")
_ATTACHED = [c + p for c in ("", "و", "ف") for p in ("", "ب", "ل", "ك")]


def _forms() -> dict[str, Analysis]:
    """Return all words that are one of the nouns, with or without attached particles, and how they are read."""
    nouns = [*DEFINITE_NOUNS, _CAPITAL]
    written = {f"{particles}{noun}" for particles in _ATTACHED for noun in nouns}
    written |= {f"{conjunction}لل{noun[2:]}" for conjunction in ("", "و", "ف") for noun in DEFINITE_NOUNS}
    return {form: reading for form in written for reading in analyses(form) if reading.stem in nouns}


_FORMS = _forms()

_GOING_ON = frozenset(
    map(
        fold,
        """
        التي الذي اللتين اللذين إلى إلا الآن اليوم الليلة الأحد الاثنين الإثنين الثلاثاء الأربعاء الإربعاء الخميس الجمعة
        السبت الأسبوع الشهر العام السنة الصيف الشتاء
        الواقعة الواقع المذكورة المذكور المنكوبة المنكوب المحاصرة المحاصر الساحلية الحدودية الصغيرة الصحراوية الجبلية
        """.split(),
    )
)
"""Words that begin with ال behind a noun that they leave what it is: of time, relative clauses, of where it lies.

Any other may be an adjective that makes it another thing: المدينة القديمة, المنطقة الخضراء, البلاد العربية.
"""

_NOT_THE_CAPITAL = frozenset(
    map(fold, "المؤقتة الاقتصادية التجارية الإدارية الثقافية الروحية القديمة التاريخية السابقة الجديدة".split())
)
"""Adjectives behind العاصمة اليمنية and the like that make it another city: عدن, العاصمة اليمنية المؤقتة."""

_KEEPING = (fold("المحافظة"), fold("على"))
"""A verbal noun, keeping."""

_ENCLOSING = frozenset(('""', "«»", "“”", "''", "()", "[]"))

_MEDIA = frozenset(map(fold, "شبكة مراسل مراسلة موقع كاميرا برنامج".split()))
"""Words before الجزيرة that show it to be the broadcaster, beside the heads of organizations."""


def find_descriptions(article: Article, sentences: Iterable[Encoded], mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the descriptions in an article's sentences, in text order; none overlaps a mention.

    Args:
        article: the article.
        sentences: its sentences with their words.
        mentions: those found in it, in text order.
    """
    starts = [mention.start for mention in mentions]
    for encoded in sentences:
        words = encoded.tokens.words
        if _FORMS.keys().isdisjoint(words.forms):
            continue
        for index, form in enumerate(words.forms):
            if form in _FORMS:
                start = offset_within(article.text, words, index, _FORMS[form].length)
                after = bisect_left(starts, start)
                around = (*mentions[max(0, after - 1) : after], *mentions[after : after + 1])
                if _is_description(article.text, encoded, index, around):
                    yield _mention(article, encoded, start, words.ends[index], _FORMS[form].stem)


def _is_description(text: str, encoded: Encoded, index: int, around: Sequence[Mention]) -> bool:
    """Tell whether a word is no part of a name and no other thing, given the mentions before and after it."""
    words = encoded.tokens.words
    if _is_in_name(text, encoded, index, around):
        return False
    behind = around[-1] if around and text[words.ends[index] : around[-1].start].isspace() else None
    after = _right_behind(text, words, words.ends[index])
    if _FORMS[words.forms[index]].stem == _CAPITAL:
        return after == _COUNTRY or (behind is not None and behind.kind == Kind.LITERAL)
    if behind:
        return behind.kind == Kind.DEMONYM and _right_behind(text, words, behind.end) not in _NOT_THE_CAPITAL
    return (not after.startswith("ال") or after in _GOING_ON) and (_FORMS[words.forms[index]].stem, after) != _KEEPING


def _is_in_name(text: str, encoded: Encoded, index: int, around: Sequence[Mention]) -> bool:
    """Tell whether a word is a name or part of one: المدينة المنورة, «الجزيرة», بنك البلاد, صحيفة المدينة."""
    words = encoded.tokens.words
    start, end = words.starts[index], words.ends[index]
    if any(mention.start < end and start < mention.end for mention in around):
        return True
    if any(span.first <= index < span.last and span.last - span.first > 1 for span in encoded.spans):
        return True
    if text[start - 1 : start] + text[end : end + 1] in _ENCLOSING:
        return True
    before = words.forms[index - 1] if index and text[words.ends[index - 1] : start].isspace() else ""
    return before in _MEDIA or bare(before) in ORGANIZATION_HEADS


def _right_behind(text: str, words: Words, offset: int) -> str:
    """Return the folded word that only white space parts from an offset, or nothing."""
    index = bisect_left(words.starts, offset)
    return words.forms[index] if index < len(words) and text[offset : words.starts[index]].isspace() else ""


def _mention(article: Article, encoded: Encoded, start: int, end: int, noun: str) -> Mention:
    return Mention(
        article_id=article.id,
        sentence=encoded.sentence.index,
        start=start,
        end=end,
        surface=article.text[start:end],
        toponym=noun,
        kind=Kind.DESCRIPTION,
        score=_SCORE,
        evidence=(Evidence(code="description", weight=_LOG_ODDS),),
    )
