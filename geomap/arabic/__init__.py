"""What geomap knows of Arabic script and grammar: folding, words, attached particles, nisba forms."""

from geomap.arabic.grammar import PRONOUNS, Analysis, analyses, nisba_forms, run_together, with_particles
from geomap.arabic.letters import fold, fold_positions
from geomap.arabic.tokens import Tokens, Word, Words, tokenize, word_forms, words

__all__ = [
    "PRONOUNS",
    "Analysis",
    "Tokens",
    "Word",
    "Words",
    "analyses",
    "fold",
    "fold_positions",
    "nisba_forms",
    "run_together",
    "tokenize",
    "with_particles",
    "word_forms",
    "words",
]
