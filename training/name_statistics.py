"""Counts how the gazetteer's names are used in running text: `python -m training.name_statistics`.

Writes gazetteer/name_statistics.tsv: of each name's occurrences (longest name first, attached particles taken off) the
frequency, the share that follows a word of place or direction or an attached ب, the share beside a person's name, and
the share of forms that only a common noun has.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from geomap.arabic import PRONOUNS, Word, words
from geomap.gazetteer import Gazetteer, Role, open_gazetteer
from geomap.gazetteer.locate import data_folder
from geomap.gazetteer.tables import STATISTICS_COLUMNS, STATISTICS_FILE
from geomap.recognize.cues import DIRECTIONS, LOCATIVES, PERSON_HEADS, PLACE_HEADS, bare
from geomap.recognize.spans import Span, find_spans
from training.corpora import LABELED, labeled, plain
from training.person_words import person_words

_PLACE_CUES = LOCATIVES | DIRECTIONS | PLACE_HEADS


def main() -> None:
    """Count over all running text and write the table."""
    path = data_folder() / STATISTICS_FILE
    if not path.exists():
        path.write_text("\t".join(STATISTICS_COLUMNS) + "\n", encoding="utf-8")
    gazetteer = open_gazetteer()
    persons = person_words(sentence for corpus in LABELED for sentence in labeled(corpus))
    counts = _count(gazetteer, persons)
    path.write_text("\n".join(["\t".join(STATISTICS_COLUMNS), *_rows(counts, gazetteer)]) + "\n", encoding="utf-8")
    print(f"{len(counts.names)} names counted in {counts.forms.total()} words")


@dataclass(frozen=True, slots=True)
class _Counts:
    forms: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    locative: Counter[str] = field(default_factory=Counter)
    personal: Counter[str] = field(default_factory=Counter)


def _rows(counts: _Counts, gazetteer: Gazetteer) -> Iterator[str]:
    total = counts.forms.total()
    for name, count in sorted(counts.names.items()):
        # طبرقة is another place, not طبرق with a pronoun
        inflected = sum(counts.forms[form] for form in inflections(name) if not gazetteer.lookup(form))
        figures = (
            count * 1e6 / total,
            counts.locative[name] / count,
            counts.personal[name] / count,
            inflected / (inflected + count),
        )
        yield "\t".join((name, *(f"{figure:.3f}" for figure in figures)))


def inflections(name: str) -> Iterator[str]:
    """Yield the forms that a folded name would have besides its own if it were a common noun."""
    if " " in name:
        return
    noun = name.removeprefix("ال")
    yield noun if noun != name else "ال" + name
    stem = noun[:-1] + "ت" if noun.endswith("ه") else noun  # a final ه was ta marbuta, which opens before a pronoun
    for pronoun in PRONOUNS:
        yield stem + pronoun


def _count(gazetteer: Gazetteer, persons: frozenset[str]) -> _Counts:
    counts = _Counts()
    for paragraph in plain():
        found = words(paragraph)
        counts.forms.update(word.form for word in found)
        taken = 0
        for span in find_spans(paragraph, found, gazetteer):
            if span.first < taken or Role.PLACE not in span.meanings.roles or span.run_together:
                continue
            taken = span.last
            counts.names[span.name] += 1
            counts.locative[span.name] += _is_locative(span, found)
            counts.personal[span.name] += _is_personal(span, found, persons)
    return counts


def _is_locative(span: Span, found: tuple[Word, ...]) -> bool:
    if span.particle == "ب":
        return True
    return not span.stripped and span.first > 0 and bare(found[span.first - 1].form) in _PLACE_CUES


def _is_personal(span: Span, found: tuple[Word, ...], persons: frozenset[str]) -> bool:
    before = found[span.first - 1].form if span.first else ""
    after = found[span.last].form if span.last < len(found) else ""
    return before in persons or after in persons or before in PERSON_HEADS or after == "بن"


if __name__ == "__main__":
    main()
