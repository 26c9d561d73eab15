"""What a browser needs to fold as `geomap.arabic.fold` does: a rule, and a table of what the rule does not tell."""

import re
from itertools import chain

from geomap.arabic import fold

_EXCEPTIONAL = (
    range(0x100),
    range(0x130, 0x131),  # İ, which becomes two characters when made small
    range(0x600, 0x700),
    range(0x1680, 0x1681),  # a space, as is the other below
    range(0x2000, 0x2070),
    range(0x2424, 0x2425),  # a sign that camel_tools keeps
    range(0x3000, 0x3001),
    range(0xFB50, 0xFE00),
    range(0xFE70, 0xFF00),
)
"""Code points among which the exceptions lie: to look through all of Unicode at each map would take a second."""

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")


def by_rule(character: str) -> str:
    """Fold as `assets/fold.js` does what its table lacks: letters and digits become small, Arabic and other ones go."""
    is_kept = character.isascii() or (character.isalnum() and not _ARABIC.match(character))
    return character.lower() if is_kept else ""


def fold_table() -> dict[str, str]:
    """Return the characters that the rule does not fold as `fold` does, and what `fold` makes of them."""
    folded = {chr(code): fold(chr(code)) for code in chain.from_iterable(_EXCEPTIONAL)}
    return {character: form for character, form in folded.items() if form != by_rule(character)}
