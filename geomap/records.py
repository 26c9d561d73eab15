"""The record that travels along each arrow of the pipeline.

All offsets are half-open and count Unicode code points; coordinates are WGS84 degrees.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a mention uses its place (after Gritta et al., "A pragmatic guide to geoparsing evaluation")."""

    LITERAL = "literal"
    """The place itself, or its government, people or team by metonymy."""

    ASSOCIATIVE = "associative"
    """A place inside a longer proper name, such as a newspaper's or an organization's."""

    DEMONYM = "demonym"
    """An adjective or noun of nationality: evidence for resolution rather than a location."""

    DESCRIPTION = "description"
    """A definite noun of type that names no place but refers to one: العاصمة الليبية, المدينة after a city's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it was read; `text` is never altered, so offsets stay good for the file."""

    id: str
    text: str
    title: str = ""
    date: str = ""
    """ISO 8601, or empty where the input names none."""
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The part `[start, end)` of an article's text that is read as one unit."""

    article_id: str
    index: int
    """Position among the article's sentences, from 0."""
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason for or against a decision: what was seen, and how much it counted."""

    code: str
    """A key of `geomap.reasons.PHRASES`, which words it in Arabic and English."""
    weight: float = 0.0
    """Added log-odds; negative when it speaks against."""
    detail: str = ""
    """The word or figure in question, shown as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One occurrence of a place name: `article.text[start:end] == surface`, attached particles left out."""

    article_id: str
    sentence: int
    """Index of the sentence that holds it."""
    start: int
    end: int
    surface: str
    toponym: str
    """The name in the folded form in which the gazetteer is searched (للجزائر gives الجزائر)."""
    kind: Kind
    score: float
    """Probability, from 0 to 1, that this is a mention of the stated kind."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One gazetteer entry."""

    id: str
    """`geonames:<id>`, or `geomap:<slug>` for an entry of our own."""
    name: str
    """Usual name in Latin letters."""
    name_ar: str
    """Usual name in Arabic."""
    latitude: float
    longitude: float
    feature_class: str
    """GeoNames class: A country or division, P settlement, L region, H water, T mountain or island, S building."""
    feature_code: str
    """GeoNames code, such as PCLI, PPLC, RGN or CONT."""
    country_code: str = ""
    """ISO 3166-1 alpha-2, empty for what lies in several countries."""
    admin1_code: str = ""
    population: int = 0

    @property
    def is_country(self) -> bool:
        """Whether it is a sovereign state or a territory with a code of its own."""
        return self.feature_code in _COUNTRIES

    @property
    def is_area(self) -> bool:
        """Whether its coordinates are only the middle of something wide: a country, division, region, sea or range."""
        return self.feature_class == "A" or self.feature_code in _AREAS

    @property
    def is_namesake_of_many(self) -> bool:
        """Whether its sort of place is called alike in many towns: a quarter, street, mosque, hospital or school."""
        return self.feature_code in _CALLED_ALIKE


_CALLED_ALIKE = frozenset(
    "PPLX ST RD SQR MKT MSQE CH SHRN CMTY HSP SCH SCHC UNIV STDM PRN PRK HTL MALL THTR BDG".split()
)
_COUNTRIES = frozenset("PCL PCLI PCLD PCLF PCLS PCLIX TERR".split())
_AREAS = frozenset(
    """
    CONT RGN RGNE RGNH AREA LCTY PRK RESN FRST OCN SEA GULF BAY STRT STM CNL LK LKI LKS LGN MRSH DSRT MTS PEN PLAT PLN
    UPLD DPR VAL ISL ISLS
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a mention may mean, with what speaks for and against it."""

    place: Place
    score: float = 0.0
    """Sum of the evidence's weights, in log-odds."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A mention with every place that its name may mean; none where the gazetteer lacks the name."""

    mention: Mention
    candidates: tuple[Candidate, ...]


class Relation(StrEnum):
    """How a location follows from the places that anchor it."""

    WITHIN = "within"
    """Somewhere in its anchor: a street, say, that the gazetteer lacks, in a town."""

    PART = "part"
    """The part of its anchor on one side, its middle or its surroundings: شمال مالي."""

    OFFSET = "offset"
    """At a stated distance from its anchor, 40 كم جنوب سرت, or within it where no direction is stated."""

    BORDER = "border"
    """The line on which its two anchors meet, الحدود الليبية التونسية; of one anchor, somewhere on its borders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a mention is drawn that is not simply at its place's point: always a circle, never an exact spot."""

    id: str
    """`<relation>:<ids of the anchors>:<what else tells it>`; the same words about the same places have the same."""
    name: str
    """In English, or empty where only the article has a name for it."""
    name_ar: str
    latitude: float
    """WGS84 degrees of the circle's middle, as `longitude`."""
    longitude: float
    uncertainty_km: float
    """The circle's radius: how far from its middle the location may lie or reach."""
    relation: Relation
    anchors: tuple[Place, ...]
    """The places that it is reckoned from: one, or two for the border between them."""
    feature_class: str = ""
    """GeoNames class of what is named, where the noun before it tells; likewise `feature_code`."""
    feature_code: str = ""

    @property
    def country_code(self) -> str:
        """ISO 3166-1 alpha-2, empty for what lies between two countries."""
        codes = {anchor.country_code for anchor in self.anchors}
        return codes.pop() if len(codes) == 1 else ""

    @property
    def is_area(self) -> bool:
        """True: a location has no point of its own."""
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The place chosen for a mention, or none; `evidence` says why in either case."""

    mention: Mention
    place: Place | None
    """The place that is named, also where the mention is drawn elsewhere, at its `location`."""
    score: float
    """Probability, from 0 to 1, that the place is right, or that of its location's anchor; 0 where there is neither."""
    evidence: tuple[Evidence, ...]
    alternatives: tuple[Candidate, ...] = ()
    """The candidates that were not chosen, best first."""
    location: Location | None = None

    @property
    def spot(self) -> Place | Location | None:
        """What the map shows for the mention: its location, else its place."""
        return self.location or self.place

    @property
    def is_unknown(self) -> bool:
        """Whether the gazetteer has no place of the name."""
        return self.place is None and not self.alternatives


@dataclass(frozen=True, slots=True, kw_only=True)
class Geoparse:
    """An article with all that was found in it: what the store keeps and the map shows."""

    article: Article
    sentences: tuple[Sentence, ...]
    resolutions: tuple[Resolution, ...]
    """One per mention, in text order."""
