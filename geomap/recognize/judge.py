"""Judges each stretch of a sentence that may be a mention: its name, its kind, and how sure that is."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import add
from statistics import fmean
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geomap.gazetteer import Role
from geomap.recognize.decode import (
    KINDS,
    LEAST,
    Columns,
    TokenSpan,
    bounded_log_odds,
    columns_of,
    log_odds,
    probability,
    propose,
)
from geomap.recognize.encode import Batch, Encoded
from geomap.recognize.kinds import is_adjective, is_associative, is_surname
from geomap.recognize.locate import Located, NamedSentence
from geomap.recognize.spans import Span
from geomap.recognize.tagger import Tagger
from geomap.recognize.types import UNKNOWN
from geomap.records import Evidence, Kind

_NEGLIGIBLE = 0.01
"""Probability below which another kind adds nothing to a name's."""
_RUN_TOGETHER = 3.0
"""Log-odds of what the tagger cannot judge, names inside a word: about 19 in 20."""
_LISTED = 6.0
"""Log-odds that the table of demonyms adds to the tagger's for its forms: they are hardly ever anything else."""
_IN_ORGANIZATION = 3.0
"""Log-odds at least of a place in a listed organization."""
_UNSEEN_BUT_CERTAIN = 3.0
"""Log-odds for a word that no text of training held, and which spells a country or big city: الولاياتالمتحدة."""


class Judgment(NamedTuple):
    """A stretch of text, the code points `[start, end)`, with the log-odds that it is a mention of a kind."""

    encoded: Encoded
    """Its sentence."""
    start: int
    end: int
    name: str
    """The key under which the gazetteer holds it, or would."""
    kind: Kind
    log_odds: float
    tokens: TokenSpan
    """Where the tagger reads it in the batch."""
    is_known: bool
    """Whether the gazetteer has the name."""
    is_headed: bool = False
    """Whether a name that it lacks follows a noun of type."""
    any_kind: float = 0.0
    """Log-odds that it is a mention at all."""
    run_together: bool = False
    elsewhere: float = 0.0
    """Log-odds, among those above, that the rest of the article adds."""
    remark: Evidence | None = None
    """What its words' parts of speech have added to the log-odds, if it counts."""

    @property
    def read(self) -> float:
        """Log-odds that the reading of its sentence gave, without what was added."""
        return self.log_odds - self.elsewhere - (self.remark.weight if self.remark else 0)

    @property
    def is_weighed(self) -> bool:
        """Whether the tagger alone judged it within its sentence."""
        return not self.run_together and self.kind != Kind.DEMONYM


class _Reader:
    """Judges one sentence."""

    def __init__(
        self,
        encoded: Encoded,
        proposed: Sequence[TokenSpan],
        columns: Columns,
        tagger: Tagger,
    ) -> None:
        self._text = encoded.article.text
        self._encoded = encoded
        self._proposed = proposed
        self._columns = columns
        self._tagger = tagger
        self._named = NamedSentence(encoded, columns[0], tagger.vocabulary)

    def judgments(self) -> Iterator[Judgment]:
        """Yield what the sentence may mention."""
        yield from _merged(
            self._place(tokens, located) for tokens in self._readings() if (located := self._named.locate(tokens))
        )
        for span in self._named.demonyms:
            if is_adjective(span, self._named.words, self._text) and not is_surname(
                span, self._named.words, self._tagger.person_words
            ):
                tokens = TokenSpan(*self._named.covered(span), Kind.DEMONYM)
                score = log_odds(self._columns, tokens) + (0 if self._named.is_in_name(tokens) else _LISTED)
                yield self._judgment(tokens, Located(span.start, span.end, span.name), Kind.DEMONYM, score)
        for span in self._encoded.spans:
            if span.run_together:
                tokens = TokenSpan(*self._named.covered(span), Kind.LITERAL)
                located = Located(span.start, span.end, span.name)
                yield self._judgment(tokens, located, Kind.LITERAL, _RUN_TOGETHER)._replace(run_together=True)

    def _readings(self) -> Iterable[TokenSpan]:
        """Return what the tagger proposes, and the gazetteer's names where it sees a place begin."""
        readings = dict.fromkeys(part for span in self._proposed for part in self._named.parted(span))
        for first, last in self._named.names:
            literal, associative = self._columns[1][first], self._columns[3][first]
            if max(literal, associative) >= LEAST:
                readings[TokenSpan(first, last, Kind.LITERAL)] = None
                if associative >= _NEGLIGIBLE:
                    readings[TokenSpan(first, last, Kind.ASSOCIATIVE)] = None
        return readings

    def _place(self, tokens: TokenSpan, located: Located) -> Judgment:
        score = self._log_odds(tokens, located.span)
        if located.span and self._is_unseen(located.span):
            score += _UNSEEN_BUT_CERTAIN
        if located.span and self._named.is_in_organization(located.span):
            return self._judgment(tokens, located, Kind.ASSOCIATIVE, max(score, _IN_ORGANIZATION))
        inside = located.span and is_associative(located.span, self._named.words, self._text)
        return self._judgment(tokens, located, Kind.ASSOCIATIVE if inside else tokens.kind, score)

    def _log_odds(self, tokens: TokenSpan, span: Span | None) -> float:
        """Return the log-odds of tokens; a name of the gazetteer, whose ends are known, has those of its tokens' mean.

        Where it begins or ends need not be sure: شمال إفريقيا is one region, whether شمال is read with it or not; and a
        name with an attached ب begins a mention, also where the tagger sees the one before go on: مستشفى الرازي | بحلب.
        """
        if not span:
            return log_odds(self._columns, tokens)
        begin = 1 + 2 * KINDS.index(tokens.kind)
        first, last = self._named.covered(span)
        if last - first == 1 and not self._is_set_off(span):
            return bounded_log_odds(self._columns[begin][first])
        return bounded_log_odds(fmean(map(add, self._columns[begin][first:last], self._columns[begin + 1][first:last])))

    def _is_set_off(self, span: Span) -> bool:
        """Tell whether an attached ب begins a name: حلب is commoner than بحلب, but باب is no "in Ibb"."""
        rank = self._tagger.vocabulary.rank
        return span.particle == "ب" and rank(span.name) < rank(self._named.words.forms[span.first])

    def _is_unseen(self, span: Span) -> bool:
        if not span.meanings.is_certain or span.last - span.first > 1:
            return False
        return self._tagger.vocabulary.number(self._named.words.forms[span.first]) == UNKNOWN

    def _judgment(self, tokens: TokenSpan, located: Located, kind: Kind, score: float) -> Judgment:
        offset = self._encoded.offset
        return Judgment(
            encoded=self._encoded,
            start=located.start,
            end=located.end,
            name=located.name,
            kind=kind,
            log_odds=score,
            any_kind=score,
            tokens=TokenSpan(tokens.first + offset, tokens.last + offset, tokens.kind),
            is_known=located.is_known,
            is_headed=located.is_headed,
        )


def _merged(judgments: Iterable[Judgment]) -> Iterator[Judgment]:
    """Yield one judgment for each stretch, of its likeliest kind: readings exclude each other, so chances add up."""
    groups: dict[tuple[int, int], list[Judgment]] = {}
    for judgment in judgments:
        groups.setdefault((judgment.start, judgment.end), []).append(judgment)
    for group in groups.values():
        if len(group) == 1:
            yield group[0]
            continue
        chances: defaultdict[Kind, float] = defaultdict(float)
        for kind, score in dict.fromkeys((judgment.kind, judgment.log_odds) for judgment in group):
            chances[kind] += probability(score)
        kind = max(chances, key=lambda kind: chances[kind])
        best = max((one for one in group if one.kind == kind), key=lambda one: one.log_odds)
        yield best._replace(log_odds=bounded_log_odds(chances[kind]), any_kind=bounded_log_odds(sum(chances.values())))


def judge(batch: Batch, probabilities: NDArray[np.float64], tagger: Tagger) -> Iterator[Judgment]:
    """Yield a judgment for every stretch of a batch's sentences that may be a mention.

    Args:
        batch: the sentences.
        probabilities: of the labels of the batch's tokens, shape (tokens, LABELS).
        tagger: whose word lists tell attached particles from first letters, and persons' names.
    """
    offsets = [encoded.offset for encoded in batch.sentences]
    proposed: defaultdict[int, list[TokenSpan]] = defaultdict(list)
    for first, last, kind in sorted(propose(probabilities, (Kind.LITERAL, Kind.ASSOCIATIVE))):
        index = bisect_right(offsets, first) - 1
        proposed[index].append(TokenSpan(first - offsets[index], last - offsets[index], kind))
    for index, encoded in enumerate(batch.sentences):
        inside = proposed.get(index, [])
        if inside or any(span.run_together or Role.DEMONYM in span.meanings.roles for span in encoded.spans):
            own = columns_of(probabilities[encoded.offset : encoded.offset + len(encoded.tokens.all)])
            yield from _Reader(encoded, inside, own, tagger).judgments()
