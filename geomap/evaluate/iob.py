"""Reads IOB2, also called CoNLL: a token and its label per line, a blank line between sentences."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from geomap.errors import InputError
from geomap.evaluate.lines import Line
from geomap.evaluate.records import Gold, GoldMention, Prediction
from geomap.read.source import shown
from geomap.records import Article

PLACE_LABELS = ("LOC", "LOCATION", "GPE", "FAC")
"""The labels of places; those of people, organizations and others are passed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word or sign with the label of the entity that it is in."""

    where: str
    number: int
    """Of its line."""
    form: str
    begins: bool
    """Whether the label says that an entity begins here."""
    label: str
    """Without its B- or I-; empty outside all entities."""


Sentence = tuple[Token, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entity:
    first: int
    last: int
    label: str


def read_sentences(lines: Iterable[Line]) -> Iterator[Sentence]:
    """Yield the sentences of a file.

    The token is the first column and the label the last, between tabs or white space; `-DOCSTART-` lines are skipped.

    Raises:
        InputError: a line has no label, or one that is not O, B-… or I-….
    """
    sentence: list[Token] = []
    for line in lines:
        columns = line.text.split("\t") if "\t" in line.text else line.text.split()
        if columns and columns[0] == "-DOCSTART-":
            continue
        if line.text.strip():
            sentence.append(_token(line, columns))
        elif sentence:
            yield tuple(sentence)
            sentence = []
    if sentence:
        yield tuple(sentence)


def _token(line: Line, columns: Sequence[str]) -> Token:
    form, mark = columns[0].strip(), columns[-1].strip()
    prefix, _, label = mark.partition("-")
    if len(columns) == 1 or not form or (mark != "O" and not (prefix in ("B", "I") and label)):
        raise InputError(f"{line.where}: not a token and its label (O, B-LOC, I-LOC, …); correct the line")
    return Token(where=line.where, number=line.number, form=form, begins=prefix == "B", label=label)


def gold_of(name: str, sentences: Iterable[Sentence]) -> Gold:
    """Make an article of each sentence: its tokens with a space between them; its id is `name:first line`.

    Raises:
        InputError: no token has the label of a place.
    """
    articles, mentions = [], []
    for sentence in sentences:
        article = Article(id=f"{name}:{sentence[0].number}", text=" ".join(token.form for token in sentence))
        ends = [0]
        for token in sentence:
            ends.append(ends[-1] + len(token.form) + 1)
        articles.append(article)
        mentions += [
            GoldMention(article_id=article.id, start=ends[entity.first], end=ends[entity.last] - 1, type=entity.label)
            for entity in _places(sentence)
        ]
    if not mentions:
        raise InputError(f"{name}: no place; a place's label is one of {', '.join(PLACE_LABELS)}")
    return Gold(name=name, articles=tuple(articles), mentions=tuple(mentions), has_kinds=False)


def align(name: str, sentences: Iterable[Sentence], articles: Iterable[Article]) -> Iterator[Prediction]:
    """Yield the places that labels give to the tokens of these articles, sentence after sentence, as predictions.

    An article may be several sentences. Together their tokens are its text but for white space.

    Raises:
        InputError: the tokens are not those of the articles, in their order.
    """
    rest = iter(sentences)
    for article in articles:
        offset = _skip_space(article.text, 0)
        while offset < len(article.text):
            sentence = next(rest, None)
            if sentence is None:
                raise InputError(f"{name}: ends before article {shown(article.id)} does; label every token of the gold")
            spans = _locate(sentence, article, offset)
            for entity in _places(sentence):
                yield Prediction(article_id=article.id, start=spans[entity.first][0], end=spans[entity.last - 1][1])
            offset = _skip_space(article.text, spans[-1][1])
    if extra := next(rest, None):
        raise InputError(f"{extra[0].where}: goes on after the gold has ended; label the gold's tokens only")


def _locate(sentence: Sentence, article: Article, offset: int) -> list[tuple[int, int]]:
    """Return where the tokens of a sentence stand in the text, from `offset` on."""
    spans = []
    for token in sentence:
        start = _skip_space(article.text, offset)
        offset = start + len(token.form)
        if article.text[start:offset] != token.form:
            raise InputError(
                f"{token.where}: '{shown(token.form)}' where article {shown(article.id)} goes on with "
                f"'{shown(article.text[start : start + 20])}'; give the gold's tokens in their order"
            )
        spans.append((start, offset))
    return spans


def _skip_space(text: str, offset: int) -> int:
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


def _places(sentence: Sentence) -> Iterator[_Entity]:
    """Yield the entities that are places; as in conlleval, an I- that continues nothing begins one."""
    begins = [
        index
        for index, token in enumerate(sentence)
        if token.label and (token.begins or not index or sentence[index - 1].label != token.label)
    ]
    for first, limit in pairwise([*begins, len(sentence)]):
        last = next((i for i in range(first, limit) if not sentence[i].label), limit)
        if sentence[first].label in PLACE_LABELS:
            yield _Entity(first=first, last=last, label=sentence[first].label)
