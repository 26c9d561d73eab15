"""What one entry of a file of corrections says: which mentions it concerns, and what is to become of them."""

from dataclasses import dataclass
from enum import StrEnum

from geomap.records import Kind, Place


class Scope(StrEnum):
    """How far a correction reaches, the widest first: the narrower is applied later, and so wins."""

    CORPUS = "corpus"
    """All articles."""
    ARTICLE = "article"
    MENTION = "mention"
    """One occurrence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Where a corrected mention stands, and the words by which a changed text is noticed."""

    start: int
    """Half-open offsets in the article's text, in code points."""
    end: int
    surface: str
    context: str = ""
    """Text around the mention, the surface in it; empty where the entry quotes none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One entry: mentions are chosen by `passage`, else by `merged`, else by `name`."""

    file: str
    """Path of the file, and the entry in it, for messages."""
    entry: str
    scope: Scope
    article_id: str = ""
    """Empty where the scope is the corpus."""
    passage: Passage | None = None
    name: str = ""
    """As the entry writes it; names are compared by their `gazetteer.key`."""
    merged: str = ""
    """Id of the place whose mentions all move to `place`."""
    place: Place | None = None
    """What the mention means; None leaves the place as it is."""
    is_no_place: bool = False
    """Whether the mention is to be removed."""
    kind: Kind | None = None
    """None leaves the kind as it is."""
    note: str = ""

    @property
    def where(self) -> str:
        """The file and the entry, as messages begin with them."""
        return f"{self.file}: {self.entry}"
