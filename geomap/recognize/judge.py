"""Judges each stretch of a sentence that may be a mention: its name, its kind, and how sure that is."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geomap.arabic import HEADS, Analysis, Word, analyses
from geomap.gazetteer import Role
from geomap.recognize.cues import FEATURE_HEADS
from geomap.recognize.decode import KINDS, LEAST, TokenSpan, bounded_log_odds, log_odds, probability, propose
from geomap.recognize.encode import Batch, Encoded
from geomap.recognize.kinds import is_adjective, is_associative, is_surname
from geomap.recognize.spans import Span, is_certain, is_country, offset_within
from geomap.recognize.tagger import Tagger
from geomap.recognize.types import UNKNOWN
from geomap.records import Kind

_RUN_TOGETHER = 3.0
"""Log-odds of what the tagger cannot judge, names inside a word: about 19 in 20."""
_LISTED = 6.0
"""Log-odds that the table of demonyms adds to the tagger's for its forms: they are hardly ever anything else."""
_IN_ORGANIZATION = 3.0
"""Log-odds at least of a place in a listed organization."""
_UNSEEN_BUT_CERTAIN = 3.0
"""Log-odds for a word that no text of training held, and which spells a country or big city: الولاياتالمتحدة."""
_GOES_ON = 0.1
"""Probability of a further token from which a name of the gazetteer is read to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """A stretch of text, the code points `[start, end)`, with the log-odds that it is a mention of a kind."""

    sentence: int
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
    any_kind: float = 0.0
    """Log-odds that it is a mention at all."""
    run_together: bool = False
    elsewhere: float = 0.0
    """Log-odds, among those above, that the rest of the article adds."""

    @property
    def is_weighed(self) -> bool:
        """Whether the tagger alone judged it within its sentence."""
        return not self.run_together and self.kind != Kind.DEMONYM


@dataclass(frozen=True, slots=True)
class _Located:
    """Where a name begins and ends in the text, its key, and its span if the gazetteer has it as it stands."""

    start: int
    end: int
    name: str
    span: Span | None = None
    is_known: bool = True


class _Reader:
    """One sentence as the gazetteer and the tagger see it."""

    def __init__(
        self,
        text: str,
        encoded: Encoded,
        proposed: Sequence[TokenSpan],
        probabilities: NDArray[np.float64],
        tagger: Tagger,
    ) -> None:
        self._text = text
        self._encoded = encoded
        self._proposed = proposed
        self._words = encoded.tokens.words
        self._places = encoded.tokens.places
        self._probabilities = probabilities
        self._vocabulary = tagger.vocabulary
        self._person_words = tagger.person_words
        self._names = {self._covered(span): span for span in reversed(self._spans(Role.PLACE))}
        self._within = {covered for covered, span in self._names.items() if span.particle == "ب"}
        self._demonyms = self._spans(Role.DEMONYM)
        self._organizations = [self._covered(span) for span in self._spans(Role.ORGANIZATION)]

    def _spans(self, role: Role) -> list[Span]:
        return [span for span in self._encoded.spans if span.has(role) and not span.run_together]

    def _covered(self, span: Span) -> tuple[int, int]:
        return self._places[span.first], self._places[span.last - 1] + 1

    def judgments(self) -> Iterator[Judgment]:
        """Yield what the sentence may mention."""
        proposed = dict.fromkeys(part for span in self._proposed for part in self._parted(span))
        proposed |= dict.fromkeys(
            TokenSpan(first, last, kind)
            for first, last in self._names
            for kind in (Kind.LITERAL, Kind.ASSOCIATIVE)
            if (self._probabilities[first, 1:5:2] >= LEAST).any()
        )
        yield from _merged(self._place(tokens, located) for tokens in proposed if (located := self._locate(tokens)))
        for span in self._demonyms:
            if is_adjective(span, self._words, self._text) and not is_surname(span, self._words, self._person_words):
                tokens = TokenSpan(*self._covered(span), Kind.DEMONYM)
                score = log_odds(self._probabilities, tokens) + (0 if self._is_in_name(tokens) else _LISTED)
                yield self._judgment(tokens, _Located(span.start, span.end, span.name), Kind.DEMONYM, score)
        for span in self._encoded.spans:
            if span.run_together:
                tokens = TokenSpan(*self._covered(span), Kind.LITERAL)
                located = _Located(span.start, span.end, span.name)
                yield replace(self._judgment(tokens, located, Kind.LITERAL, _RUN_TOGETHER), run_together=True)

    def _parted(self, tokens: TokenSpan) -> Iterator[TokenSpan]:
        """Yield the tokens in parts where an attached ب says that one place lies in the next: الزهراء / بحمص."""
        first = tokens.first
        if (tokens.first, tokens.last) not in self._names:
            for start, _ in sorted(self._within):
                if first < start < tokens.last:
                    yield TokenSpan(first, start, tokens.kind)
                    first = start
        yield TokenSpan(first, tokens.last, tokens.kind)

    def _place(self, tokens: TokenSpan, located: _Located) -> Judgment:
        score = self._log_odds(tokens, located.span)
        if located.span and self._is_unseen(located.span):
            score += _UNSEEN_BUT_CERTAIN
        if located.span and self._is_in_organization(located.span):
            return self._judgment(tokens, located, Kind.ASSOCIATIVE, max(score, _IN_ORGANIZATION))
        inside = located.span and is_associative(located.span, self._words, self._text)
        return self._judgment(tokens, located, Kind.ASSOCIATIVE if inside else tokens.kind, score)

    def _log_odds(self, tokens: TokenSpan, span: Span | None) -> float:
        """Return the log-odds of tokens; of a name of several words, whose ends are known, those of its tokens' mean.

        Where it begins or ends need not be sure: شمال إفريقيا is one region, whether شمال is read with it or not.
        """
        covered = self._covered(span) if span else (0, 1)
        if covered[1] - covered[0] == 1:
            return log_odds(self._probabilities, tokens)
        begin = 1 + 2 * KINDS.index(tokens.kind)
        return bounded_log_odds(float(self._probabilities[slice(*covered), begin : begin + 2].sum(axis=1).mean()))

    def _is_in_name(self, tokens: TokenSpan) -> bool:
        """Tell whether tokens are part of a longer name, as the last of الولايات المتحدة الأمريكية."""
        inside = ((first, last) for first, last in self._names if first <= tokens.first and tokens.last <= last)
        return any(last - first > tokens.last - tokens.first for first, last in inside)

    def _is_unseen(self, span: Span) -> bool:
        is_new = self._vocabulary.number(self._words[span.first].form) == UNKNOWN
        return span.last - span.first == 1 and is_new and is_certain(span.entries)

    def _is_in_organization(self, span: Span) -> bool:
        first, last = self._covered(span)
        return any(start <= first and last <= end for start, end in self._organizations)

    def _judgment(self, tokens: TokenSpan, located: _Located, kind: Kind, score: float) -> Judgment:
        offset = self._encoded.offset
        return Judgment(
            sentence=self._encoded.sentence.index,
            start=located.start,
            end=located.end,
            name=located.name,
            kind=kind,
            log_odds=score,
            any_kind=score,
            tokens=TokenSpan(tokens.first + offset, tokens.last + offset, tokens.kind),
            is_known=located.is_known,
        )

    def _locate(self, tokens: TokenSpan) -> _Located | None:
        """Return where the name lies that these tokens belong to: the gazetteer knows best where names end."""
        tokens = self._trimmed(tokens)
        span = self._wider(tokens) or self._names.get((tokens.first, tokens.last))
        if span:
            return self._with_feature(span)
        covered = [
            word for place, word in zip(self._places, self._words, strict=True) if tokens.first <= place < tokens.last
        ]
        return self._locate_unlisted(tokens, covered) if covered else None

    def _trimmed(self, tokens: TokenSpan) -> TokenSpan:
        """Return the tokens without marks at either end, as of the hashtag #بيروت_تنتفض."""
        inside = [place for place in self._places if tokens.first <= place < tokens.last]
        return replace(tokens, first=inside[0], last=inside[-1] + 1) if inside else tokens

    def _locate_unlisted(self, tokens: TokenSpan, covered: Sequence[Word]) -> _Located | None:
        """Return where the name lies in tokens that the gazetteer does not hold as they stand, given their words."""
        length, stem = self._bare(covered[0])
        if stem in HEADS and HEADS[stem].is_outer and tokens.last - tokens.first > 1:
            return self._locate(replace(tokens, first=tokens.first + 1))  # حي الزهراء is known as الزهراء
        narrower = self._beginning(tokens)
        if narrower and (stem not in FEATURE_HEADS or narrower.last - narrower.first > 1):
            return _Located(narrower.start, narrower.end, narrower.name, narrower)
        if (tokens.first, tokens.last) in self._organizations:
            return None  # سانا after a dateline
        if stem in FEATURE_HEADS and len(covered) == 1:
            return None  # a noun of type without a name
        start, end = offset_within(self._text, covered[0], length), covered[-1].end
        inner = self._ending(tokens) if stem in FEATURE_HEADS else None
        if inner:
            return _Located(start, end, inner.name)  # مستشفى القيروان is known by its town
        return _Located(start, end, " ".join([stem, *(word.form for word in covered[1:])]), is_known=False)

    def _with_feature(self, span: Span) -> _Located:
        """Return the name with the noun of a facility or natural feature that heads it: [مستشفى القيروان]."""
        start = span.start
        if span.first and not span.stripped and not is_country(span.entries):
            word = self._words[span.first - 1]
            length = next((reading.length for reading in analyses(word.form) if reading.stem in FEATURE_HEADS), None)
            if length is not None and self._text[word.end : span.start].isspace():
                start = offset_within(self._text, word, length)
        return _Located(start, span.end, span.name, span)

    def _wider(self, tokens: TokenSpan) -> Span | None:
        """Return the longest name around these tokens whose further tokens may be a place's too."""
        found = [
            span
            for (first, last), span in self._names.items()
            if first <= tokens.first
            and tokens.last <= last
            and last - first > tokens.last - tokens.first
            and all(
                1 - self._probabilities[token, 0] >= _GOES_ON
                for token in (*range(first, tokens.first), *range(tokens.last, last))
            )
        ]
        return max(found, key=lambda span: span.last - span.first, default=None)

    def _beginning(self, tokens: TokenSpan) -> Span | None:
        """Return the longest name that begins with these tokens and ends before they do."""
        found = [span for (first, last), span in self._names.items() if first == tokens.first and last < tokens.last]
        return max(found, key=lambda span: span.last, default=None)

    def _ending(self, tokens: TokenSpan) -> Span | None:
        """Return the longest name that ends with these tokens and begins after they do."""
        found = [span for (first, last), span in self._names.items() if tokens.first < first and last == tokens.last]
        return min(found, key=lambda span: span.first, default=None)

    def _bare(self, word: Word) -> tuple[int, str]:
        """Return how many letters of particles a word that begins a name bears, and the word without them."""
        readings = analyses(word.form)
        head = next((reading for reading in readings if reading.stem in FEATURE_HEADS), None)
        best = head or min(
            readings, key=lambda reading: self._vocabulary.rank(reading.stem), default=Analysis(0, word.form)
        )
        return best.length, best.stem


def _merged(judgments: Iterable[Judgment]) -> Iterator[Judgment]:
    """Yield one judgment for each stretch, of its likeliest kind: readings exclude each other, so chances add up."""
    groups: dict[tuple[int, int], list[Judgment]] = {}
    for judgment in judgments:
        groups.setdefault((judgment.start, judgment.end), []).append(judgment)
    for group in groups.values():
        chances: defaultdict[Kind, float] = defaultdict(float)
        for kind, score in dict.fromkeys((judgment.kind, judgment.log_odds) for judgment in group):
            chances[kind] += probability(score)
        kind = max(chances, key=lambda kind: chances[kind])
        best = max((one for one in group if one.kind == kind), key=lambda one: one.log_odds)
        yield replace(best, log_odds=bounded_log_odds(chances[kind]), any_kind=bounded_log_odds(sum(chances.values())))


def judge(text: str, batch: Batch, probabilities: NDArray[np.float64], tagger: Tagger) -> Iterator[Judgment]:
    """Yield a judgment for every stretch of a batch's sentences that may be a mention.

    Args:
        text: the article's.
        batch: its sentences.
        probabilities: of the labels of the batch's tokens, shape (tokens, LABELS).
        tagger: whose word lists tell attached particles from first letters, and persons' names.
    """
    proposed = sorted(span for span in propose(probabilities) if span.kind != Kind.DEMONYM)
    starts = [span.first for span in proposed]
    for encoded in batch.sentences:
        first, last = encoded.offset, encoded.offset + len(encoded.tokens.all)
        inside = [
            TokenSpan(span.first - first, span.last - first, span.kind)
            for span in proposed[bisect_left(starts, first) : bisect_left(starts, last)]
        ]
        if inside or encoded.spans:
            reader = _Reader(text, encoded, inside, probabilities[first:last], tagger)
            yield from reader.judgments()
