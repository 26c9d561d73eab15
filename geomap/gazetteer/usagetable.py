"""Keeps how names are used in running text, in a trie mapped into memory."""

from collections.abc import Iterable
from pathlib import Path

import marisa_trie

from geomap.gazetteer.tables import NameStatistics

_FILE = "statistics.marisa"
_RECORD = "<ffff"
_NONE = ((0.0, 0.0, 0.0, 0.0),)


def write(folder: Path, statistics: Iterable[NameStatistics]) -> None:
    """Write the statistics of names into the folder where the index is written."""
    records = ((row.name, (row.per_million, row.locative, row.personal, row.inflected)) for row in statistics)
    marisa_trie.RecordTrie(_RECORD, records).save(str(folder / _FILE))


class UsageTable:
    """The statistics that `write` wrote."""

    def __init__(self, folder: Path) -> None:
        """Map the trie in a folder into memory."""
        self._records = marisa_trie.RecordTrie(_RECORD).mmap(str(folder / _FILE))

    def statistics(self, name: str) -> NameStatistics:
        """Return how a name is used; zeros for one that was never seen."""
        per_million, locative, personal, inflected = self._records.get(name, _NONE)[0]
        return NameStatistics(
            name=name, per_million=per_million, locative=locative, personal=personal, inflected=inflected
        )
