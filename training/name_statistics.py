"""Counts how the gazetteer's names are used in running text: `python -m training.name_statistics`.

Writes gazetteer/name_statistics.tsv: of each name's occurrences (longest name first, attached particles taken off) the
frequency, the share that follows a word of place or direction or an attached ب, and the share beside a person's name.
"""

from collections import Counter

from geomap.arabic import Word, words
from geomap.gazetteer import Gazetteer, Role, open_gazetteer
from geomap.gazetteer.locate import data_folder
from geomap.gazetteer.tables import STATISTICS_COLUMNS, STATISTICS_FILE
from geomap.recognize.classifier import shipped_model
from geomap.recognize.cues import LOCATIVES, PERSON_HEADS, PLACE_HEADS, bare
from geomap.recognize.spans import Span, find_spans
from training.corpora import plain

_PLACE_CUES = LOCATIVES | PLACE_HEADS


def main() -> None:
    """Count over all running text and write the table."""
    path = data_folder() / STATISTICS_FILE
    if not path.exists():
        path.write_text("\t".join(STATISTICS_COLUMNS) + "\n", encoding="utf-8")
    counts, locative, personal, total = _count(open_gazetteer(), shipped_model().person_words)
    rows = [
        f"{name}\t{count * 1e6 / total:.3f}\t{locative[name] / count:.3f}\t{personal[name] / count:.3f}"
        for name, count in sorted(counts.items())
    ]
    path.write_text("\n".join(["\t".join(STATISTICS_COLUMNS), *rows]) + "\n", encoding="utf-8")
    print(f"{len(rows)} names counted in {total} words")


def _count(gazetteer: Gazetteer, persons: frozenset[str]) -> tuple[Counter[str], Counter[str], Counter[str], int]:
    counts, locative, personal = Counter[str](), Counter[str](), Counter[str]()
    total = 0
    for paragraph in plain():
        found = tuple(words(paragraph))
        total += len(found)
        taken = 0
        for span in find_spans(paragraph, found, gazetteer):
            if span.first < taken or not span.has(Role.PLACE) or span.run_together:
                continue
            taken = span.last
            counts[span.name] += 1
            locative[span.name] += _is_locative(span, found)
            personal[span.name] += _is_personal(span, found, persons)
    return counts, locative, personal, total


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
