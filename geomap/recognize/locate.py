"""Finds where the name lies that tokens belong to: the gazetteer knows best where its names begin and end."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.arabic import Analysis
from geomap.arabic.heads import HEADS
from geomap.gazetteer import Role
from geomap.recognize.cues import COLLECTIVE_HEADS, FEATURE_HEADS, LIST_HEADS, NAMING_HEADS, bare
from geomap.recognize.decode import TokenSpan
from geomap.recognize.edges import Name, edges, finished
from geomap.recognize.encode import Encoded
from geomap.recognize.particles import without_particles
from geomap.recognize.spans import Span, offset_within
from geomap.recognize.types import Vocabulary

_GOES_ON = 0.1
"""Probability of a further token from which a name of the gazetteer is read to its end."""


@dataclass(frozen=True, slots=True)
class Located:
    """Where a name begins and ends in the text, its key, and its span if the gazetteer has it as it stands."""

    start: int
    end: int
    name: str
    span: Span | None = None
    is_known: bool = True
    is_headed: bool = False
    """Whether a name that the gazetteer lacks follows a noun of type, within the span or before it."""


class NamedSentence:
    """A sentence's tokens, and the gazetteer's names by the tokens `[first, last)` that they cover."""

    def __init__(self, encoded: Encoded, outside: Sequence[float], vocabulary: Vocabulary) -> None:
        """Take a sentence.

        Args:
            encoded: the sentence.
            outside: how probable it is of each token that it belongs to no place.
            vocabulary: tells attached particles from first letters.
        """
        self.words = encoded.tokens.words
        self.spans = encoded.spans
        self._text = encoded.article.text
        self._places = encoded.tokens.places
        self._outside = outside
        self._vocabulary = vocabulary
        self._located: dict[tuple[int, int], Located | None] = {}
        apart = [(span, span.meanings.roles) for span in self.spans if not span.run_together]
        self.demonyms = [span for span, roles in apart if Role.DEMONYM in roles]
        self.names = {self.covered(span): span for span, roles in reversed(apart) if Role.PLACE in roles}
        self._within = sorted(covered for covered, span in self.names.items() if span.particle == "ب")
        self._organizations = [self.covered(span) for span, roles in apart if Role.ORGANIZATION in roles]

    def covered(self, span: Span) -> tuple[int, int]:
        """Return the tokens that a name covers."""
        return self._places[span.first], self._places[span.last - 1] + 1

    def is_in_organization(self, span: Span) -> bool:
        """Tell whether a name lies within that of a listed organization."""
        if not self._organizations:
            return False
        first, last = self.covered(span)
        return any(start <= first and last <= end for start, end in self._organizations)

    def is_in_name(self, tokens: TokenSpan) -> bool:
        """Tell whether tokens are part of a longer name, as the last of الولايات المتحدة الأمريكية."""
        inside = ((first, last) for first, last in self.names if first <= tokens.first and tokens.last <= last)
        return any(last - first > tokens.last - tokens.first for first, last in inside)

    def parted(self, tokens: TokenSpan) -> Iterator[TokenSpan]:
        """Yield the tokens in parts where an attached ب says that one place lies in the next: الزهراء / بحمص."""
        first = tokens.first
        if self._within and (tokens.first, tokens.last) not in self.names:
            for start, _ in self._within:
                if first < start < tokens.last:
                    yield TokenSpan(first, start, tokens.kind)
                    first = start
        yield TokenSpan(first, tokens.last, tokens.kind)

    def locate(self, tokens: TokenSpan) -> Located | None:
        """Return where the name lies that these tokens belong to: the gazetteer knows best where names end."""
        key = tokens.first, tokens.last
        if key not in self._located:
            self._located[key] = self._locate(tokens)
        return self._located[key]

    def _locate(self, tokens: TokenSpan) -> Located | None:
        tokens = self._trimmed(tokens)
        span = self._wider(tokens) or self.names.get((tokens.first, tokens.last))
        if span:
            return self._of_span(span)
        first, last = self._words_among(tokens)
        return self._locate_unlisted(tokens, first, last) if first < last else None

    def _trimmed(self, tokens: TokenSpan) -> TokenSpan:
        """Return the tokens without marks at either end, as of the hashtag #بيروت_تنتفض."""
        first, last = self._words_among(tokens)
        return tokens._replace(first=self._places[first], last=self._places[last - 1] + 1) if first < last else tokens

    def _words_among(self, tokens: TokenSpan) -> tuple[int, int]:
        """Return the first of the words among tokens, and the first behind them."""
        return bisect_left(self._places, tokens.first), bisect_left(self._places, tokens.last)

    def _locate_unlisted(self, tokens: TokenSpan, first: int, last: int) -> Located | None:
        """Return where the name lies in tokens, whose words are `[first, last)`, that the gazetteer does not hold."""
        length, stem, _ = self._without_particles(first)
        is_outer = stem in COLLECTIVE_HEADS or (stem in HEADS and HEADS[stem].is_outer)
        if is_outer and tokens.last - tokens.first > 1:
            return self.locate(tokens._replace(first=tokens.first + 1))  # حي الزهراء is known as الزهراء
        narrower = self._beginning(tokens)
        if narrower and (stem not in FEATURE_HEADS or narrower.last - narrower.first > 1):
            return self._of_span(narrower)
        if (tokens.first, tokens.last) in self._organizations:
            return None  # سانا after a dateline
        if stem in FEATURE_HEADS and last - first == 1:
            return None  # a noun of type without a name
        start = offset_within(self._text, self.words, first, length)
        inner = self._ending(tokens) if stem in FEATURE_HEADS else None
        if inner:
            return Located(start, self.words.ends[last - 1], inner.name)  # مستشفى القيروان is known by its town
        is_headed = stem in FEATURE_HEADS or self._follows_head(first)
        last = finished(self._text, self.words, last)
        name = " ".join([stem, *self.words.forms[first + 1 : last]])
        return Located(*self._edges(Name(first, last, start)), name, is_known=False, is_headed=is_headed)

    def _follows_head(self, first: int) -> bool:
        """Tell whether a noun of type stands before a word: قرية "شيبة قش"; or before its list: معبرا نصيب وجابر."""
        forms, places = self.words.forms, self._places
        if first and bare(forms[first - 1]) in NAMING_HEADS:
            return True
        is_joined = forms[first].startswith("و")
        while is_joined and first and places[first] == places[first - 1] + 1:  # no mark between
            first -= 1
            if bare(forms[first]) in LIST_HEADS:
                return True
            is_joined = self._may_be_place(first)
        return False

    def _may_be_place(self, word: int) -> bool:
        return 1 - self._outside[self._places[word]] >= _GOES_ON

    def _of_span(self, span: Span) -> Located:
        """Return where a name of the gazetteer is mentioned."""
        name = Name(span.first, span.last, span.start)
        start, end = self._edges(name, takes_head=not span.meanings.is_country)
        return Located(start, end, span.name, span)

    def _edges(self, name: Name, *, takes_head: bool = True) -> tuple[int, int]:
        """Return where the mention of a name begins and ends."""
        goes_on = name.last < len(self._places) and self._may_be_place(name.last)
        return edges(self._text, self.words, name, takes_head=takes_head, goes_on=goes_on)

    def _wider(self, tokens: TokenSpan) -> Span | None:
        """Return the longest name around these tokens whose further tokens may be a place's too."""
        found = [
            span
            for (first, last), span in self.names.items()
            if first <= tokens.first
            and tokens.last <= last
            and last - first > tokens.last - tokens.first
            and all(
                1 - self._outside[token] >= _GOES_ON
                for token in (*range(first, tokens.first), *range(tokens.last, last))
            )
        ]
        return max(found, key=lambda span: span.last - span.first, default=None)

    def _beginning(self, tokens: TokenSpan) -> Span | None:
        """Return the longest name that begins with these tokens and ends before they do."""
        found = [span for (first, last), span in self.names.items() if first == tokens.first and last < tokens.last]
        return max(found, key=lambda span: span.last, default=None)

    def _ending(self, tokens: TokenSpan) -> Span | None:
        """Return the longest name that ends with these tokens and begins after they do."""
        found = [span for (first, last), span in self.names.items() if tokens.first < first and last == tokens.last]
        return min(found, key=lambda span: span.first, default=None)

    def _without_particles(self, index: int) -> Analysis:
        """Return the reading of a word that begins a name which the gazetteer lacks."""
        word = self._text[self.words.starts[index] : self.words.ends[index]]
        return without_particles(word, self.words.forms[index], self._vocabulary)
