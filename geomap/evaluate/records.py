"""What is compared: gold mentions with their places, and what geomap or another tool found."""

from dataclasses import dataclass

from geomap.records import Article, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """An area between two parallels and two meridians, in WGS84 degrees."""

    south: float
    north: float
    west: float
    east: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPlace:
    """Where a gold mention is; it has an id, or coordinates, or both."""

    id: str = ""
    """Id in geomap's gazetteer, or empty."""
    point: tuple[float, float] | None = None
    """Latitude and longitude in WGS84 degrees."""
    box: Box | None = None
    country_code: str = ""
    """ISO 3166-1 alpha-2, or empty where the gold does not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldMention:
    """One annotated mention, at `[start, end)` of its article's text."""

    article_id: str
    start: int
    end: int
    kind: Kind = Kind.LITERAL
    type: str = ""
    """What the gold calls its kind of place, such as GPE; empty where it does not."""
    in_hashtag: bool = False
    """Whether it begins in a word with #, or with one."""
    place: GoldPlace | None = None
    """None where the gold has none, or says that it is not fit for evaluation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """An annotated file."""

    name: str
    articles: tuple[Article, ...]
    mentions: tuple[GoldMention, ...]
    has_kinds: bool
    """Whether it tells literal, associative and demonym apart; otherwise its mentions count as literal."""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that are compared; few golds hold descriptions, and where none does they are no mistakes."""
        if not self.has_kinds:
            return (Kind.LITERAL,)
        has_descriptions = any(mention.kind == Kind.DESCRIPTION for mention in self.mentions)
        return tuple(kind for kind in Kind if kind != Kind.DESCRIPTION or has_descriptions)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlace:
    """Where a prediction places a mention; WGS84 degrees."""

    id: str
    """Empty where the tool has no ids of geomap's gazetteer."""
    latitude: float
    longitude: float
    country_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """One mention that geomap or another tool found, at `[start, end)` of its article's text."""

    article_id: str
    start: int
    end: int
    kind: Kind = Kind.LITERAL
    place: FoundPlace | None = None
    score: float | None = None
    """Probability, from 0 to 1, that the place is right; None where the tool does not say."""


Key = tuple[str, int, int]
"""What a gold mention and a prediction of the same span share: article id, start and end."""


def key_of(item: GoldMention | Prediction) -> Key:
    """Return the key of a gold mention or prediction."""
    return item.article_id, item.start, item.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a whole."""

    value: float | None
    """From 0 to 1; None where there is nothing to take a part of."""
    count: int
    of: int


def share(count: int, of: int) -> Share:
    """Return `count` of `of` as a share."""
    return Share(value=count / of if of else None, count=count, of=of)
