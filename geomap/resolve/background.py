"""Which countries an article's dateline, title and source speak of; kept apart from those that its text counts."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from geomap.arabic import analyses, word_forms
from geomap.gazetteer import Gazetteer, Role
from geomap.memo import Memo
from geomap.records import Article, Candidate, Evidence, Match
from geomap.resolve import weights
from geomap.split import SplitArticle

_DATELINE_START = 3  # characters before it: quotes, a bracket
_DATELINE_GAP = re.compile(r"\s*(?:(?:[،,]\s*|(?=\d))[^()\n–—/-]{1,25})?(?:\([^()\n]{1,30}\)\s*[–—:/-]|[–—/-])")
"""A date, an agency in brackets, a dash: طرابلس، 12 نوفمبر (رويترز) –."""
_MOSTLY_A_WORD = 0.3  # share of uses with endings that a name has not: مالي, financial, has 0.64, no other country's
_SCANNED = 600  # characters in which those sentences begin: a tweet or the head of an article


def dateline(article: Article, matches: Sequence[Match]) -> Match | None:
    """Return the first mention if it is the town from which the article was sent: طرابلس (رويترز) –.

    A name that is only a country's is what the article is about: ليبيا – مقتل ...
    """
    first = matches[0]
    if first.mention.start > _DATELINE_START or not _DATELINE_GAP.match(article.text, first.mention.end):
        return None
    return first if any(candidate.place.feature_class == "P" for candidate in first.candidates) else None


def sent_from(candidate: Candidate) -> Iterator[Evidence]:
    """Yield that a candidate for a dateline is a town: articles are sent from towns, تونس (وات) – from Tunis."""
    if candidate.place.feature_class == "P":
        yield Evidence(code="dateline", weight=weights.DATELINE)


def background(text: SplitArticle, gazetteer: Gazetteer, matches: Sequence[Match], sent: Match | None) -> Counter[str]:
    """Count the countries of the dateline and of the words of title and source.

    Where no mention tells of a country, the words of the first sentences count too: #أمطار_الكويت.

    Args:
        text: the article.
        gazetteer: tells which words name countries.
        matches: the article's mentions.
        sent: its dateline.
    """
    found = Counter[str]()
    if sent:
        found[min(sent.candidates, key=lambda item: (-item.score, item.place.id)).place.country_code] += 1
    tells = any(each.place.is_country for match in matches for each in match.candidates)
    heads = [word_forms(head) for head in (text.article.title, text.article.source) if head]
    if not tells:
        first = zip(text.sentences, text.tokens, strict=True)
        heads += [tokens.words.forms for sentence, tokens in first if sentence.start < _SCANNED]
    found.update(chain.from_iterable(map(_known_countries(gazetteer).__getitem__, chain.from_iterable(heads))))
    return found


@lru_cache(maxsize=4)
def _known_countries(gazetteer: Gazetteer) -> Memo[str, tuple[str, ...]]:
    return Memo(lambda form: _countries(form, gazetteer), most=1 << 16)


def _countries(form: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the country that a word names or is an adjective of, but none of a word that may be another's."""
    names = [reading.stem for reading in analyses(form) if gazetteer.lookup(reading.stem)]
    codes = {code for name in names for code in _codes(name, gazetteer)}
    return tuple(codes) if len(codes) == 1 else ()


def _codes(name: str, gazetteer: Gazetteer) -> Iterator[str]:
    if gazetteer.statistics(name).inflected <= _MOSTLY_A_WORD:
        for entry in gazetteer.lookup(name):
            if entry.place and (entry.role == Role.DEMONYM or (entry.role == Role.PLACE and entry.place.is_country)):
                yield entry.place.country_code
