"""Learns vectors of words from running text: `python -m training.vectors` (about ten minutes on two cores).

Writes geomap/recognize/model/words.marisa, which numbers the words by frequency, and training/build/vectors.npy, their
vectors: fastText's skip-grams (Bojanowski et al., 2017) of 100 dimensions, of which the 64 of most variance are kept,
each scaled to unit variance.
"""

import tempfile
from pathlib import Path

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from geomap.arabic import tokenize
from geomap.recognize.types import Vocabulary, word_type
from training.corpora import plain

MODEL = Path(__file__).parents[1] / "geomap" / "recognize" / "model"
BUILD = Path(__file__).parent / "build"
WORDS_FILE = "words.marisa"
VECTORS_FILE = "vectors.npy"
RECORD = "<I"

_LEARNED, _KEPT = 100, 64
_LEAST_COUNT = 5
_LONGEST_LINE = 500  # words


def write_tokens(path: Path) -> int:
    """Write all running text as tokens between spaces, and return how many there are."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for paragraph in plain():
            for line in paragraph.splitlines():
                tokens = list(map(word_type, tokenize(line, 0, len(line)).all.forms))
                count += len(tokens)
                for start in range(0, len(tokens), _LONGEST_LINE):
                    file.write(" ".join(tokens[start : start + _LONGEST_LINE]) + "\n")
    return count


def reduce(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the principal components of vectors, shape (words, `_KEPT`), each of unit variance."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    centered = unit - unit.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov(centered.T))
    components = centered @ axes[:, ::-1][:, :_KEPT]
    return (components / components.std(axis=0)).astype(np.float32)


def read_vectors() -> tuple[NDArray[np.float32], Vocabulary]:
    """Return the vectors, of which row 0 is unknown words', and the vocabulary that numbers them."""
    trie = marisa_trie.RecordTrie(RECORD)
    return np.load(BUILD / VECTORS_FILE), Vocabulary(trie.load(str(MODEL / WORDS_FILE)))


def main() -> None:
    """Learn and write the vectors."""
    from gensim.models import FastText  # noqa: PLC0415  # needed by nothing else

    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text.txt"
        print(f"{write_tokens(text):,} tokens")
        model = FastText(
            corpus_file=str(text), vector_size=_LEARNED, min_count=_LEAST_COUNT, window=5, sg=1, min_n=3, max_n=5,
            bucket=200_000, epochs=5, workers=2, seed=1,
        )  # fmt: skip
    words = model.wv.index_to_key
    BUILD.mkdir(exist_ok=True)
    np.save(BUILD / VECTORS_FILE, np.vstack([np.zeros((1, _KEPT), np.float32), reduce(model.wv.vectors)]))
    trie = marisa_trie.RecordTrie(RECORD, ((word, (number,)) for number, word in enumerate(words, 1)))
    trie.save(str(MODEL / WORDS_FILE))
    print(f"{len(words):,} words")


if __name__ == "__main__":
    main()
