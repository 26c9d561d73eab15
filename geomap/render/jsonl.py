"""Write results as JSON Lines."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TextIO

from geomap.records import Geoparse
from geomap.render.rows import rows


def write_jsonl(geoparses: Iterable[Geoparse], stream: TextIO) -> None:
    """Write one JSON object per mention and line, with the fields of `MentionRow`.

    Args:
        geoparses: The articles with their results; each is written as soon as it comes.
        stream: Where to write; it must take Arabic letters, as UTF-8 does.
    """
    for geoparse in geoparses:
        stream.writelines(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows(geoparse))
