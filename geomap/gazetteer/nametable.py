"""Looks a folded name up exactly, in a trie mapped into memory: what it means, and whether longer names begin with it.

The trie numbers the names. A meaning is 32 bits, a role above the number of a place. A name with one meaning, as nearly
all have, has it in the first file; of another the first file says where in the second its meanings begin, after their
number. Integers lie in the machine's byte order, as an index never leaves the machine.
"""

from array import array
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import groupby
from pathlib import Path

import marisa_trie

from geomap.gazetteer.mapped import integers

_NAMES, _SINGLE, _SEVERAL = "names.marisa", "names_single.u4", "names_several.u4"
_ROLE_SHIFT = 29
_IS_SEVERAL = 7 << _ROLE_SHIFT  # in the place of a role
_NUMBER = (1 << _ROLE_SHIFT) - 1
_NAME_SHIFT = 32
_MEANING = (1 << _NAME_SHIFT) - 1


class Role(IntEnum):
    """What a name is a name of."""

    PLACE = 0
    DEMONYM = 1
    ORGANIZATION = 2
    LOCAL_DEMONYM = 3
    """An adjective of a city, a region or a people without a state: no mention, but evidence for resolution."""


_ROLES = tuple(Role)


def meaning(role: Role, number: int = 0) -> int:
    """Return the 32 bits that stand for a role and the number of a place, which an organization has not."""
    return role << _ROLE_SHIFT | number


def write(folder: Path, names: Sequence[str], meanings: Sequence[int]) -> None:
    """Write the table of names into a folder.

    Args:
        folder: where the index is written.
        names: folded, in any order; a name comes once for each of its meanings, or more often.
        meanings: what `meaning` returns for each.
    """
    trie = marisa_trie.Trie(names, num_tries=1, cache_size=marisa_trie.HUGE_CACHE)  # the fastest, and not larger
    trie.save(str(folder / _NAMES))
    pairs = sorted({trie[name] << _NAME_SHIFT | packed for name, packed in zip(names, meanings, strict=True)})
    single, several = array("I"), array("I")
    for _, group in groupby(pairs, key=lambda pair: pair >> _NAME_SHIFT):
        found = [pair & _MEANING for pair in group]
        if len(found) == 1:
            single.append(found[0])
        else:
            single.append(_IS_SEVERAL | len(several))
            several.extend((len(found), *found))
    (folder / _SINGLE).write_bytes(single)
    (folder / _SEVERAL).write_bytes(several)


class NameTable:
    """The table that `write` wrote."""

    def __init__(self, folder: Path) -> None:
        """Map the table in a folder into memory."""
        self._names = marisa_trie.Trie().mmap(str(folder / _NAMES))
        self._single = integers(folder / _SINGLE)
        self._several = integers(folder / _SEVERAL)

    def meanings(self, name: str) -> tuple[tuple[Role, int], ...]:
        """Return the roles of a name, each with the number of a place; none for an unknown name."""
        number = self._names.get(name)
        if number is None:
            return ()
        packed = self._single[number]
        if packed < _IS_SEVERAL:
            return ((_ROLES[packed >> _ROLE_SHIFT], packed & _NUMBER),)
        start = (packed & _NUMBER) + 1
        several = self._several[start : start + self._several[start - 1]]
        return tuple((_ROLES[packed >> _ROLE_SHIFT], packed & _NUMBER) for packed in several)

    def begins(self, beginning: str) -> bool:
        """Tell whether any name begins so."""
        return next(self._names.iterkeys(beginning), None) is not None

    def names(self, beginning: str = "") -> Iterator[str]:
        """Yield every name that begins so, in the trie's order."""
        return iter(self._names.iterkeys(beginning))
