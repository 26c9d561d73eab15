"""Collects the words that mostly stand in persons' names: `python -m training.person_words`.

Writes geomap/recognize/model/person_words.txt from the person labels of anercorp_train and wikifane.
"""

from collections import Counter
from collections.abc import Iterable

from geomap.arabic import words
from training.corpora import LABELED, PERSON, Labeled, labeled
from training.vectors import MODEL

_FEWEST = 2
_LEAST_SHARE = 0.7


def person_words(sentences: Iterable[Labeled]) -> frozenset[str]:
    """Return the folded words of which at least 70% of two or more occurrences stand in persons' names."""
    total, personal = Counter[str](), Counter[str]()
    for sentence in sentences:
        persons = [(start, end) for start, end, label in sentence.spans if label == PERSON]
        for word in words(sentence.text):
            total[word.form] += 1
            personal[word.form] += any(start <= word.start < end for start, end in persons)
    return frozenset(
        form
        for form, count in personal.items()
        if count >= _FEWEST and count >= _LEAST_SHARE * total[form] and form.isalpha() and len(form) > 1
    )


def main() -> None:
    """Write geomap/recognize/model/person_words.txt."""
    found = sorted(person_words(sentence for corpus in LABELED for sentence in labeled(corpus)))
    (MODEL / "person_words.txt").write_text("\n".join(found) + "\n", encoding="utf-8")
    print(f"{len(found)} words")


if __name__ == "__main__":
    main()
