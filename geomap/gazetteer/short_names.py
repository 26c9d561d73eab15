"""Names of which local news says but one word: in Morocco, البيضاء is Casablanca."""

from functools import cache

from geomap.arabic import fold
from geomap.gazetteer import fields
from geomap.gazetteer.locate import data_folder
from geomap.gazetteer.tables import rows

SHORT_NAME_FILE = "short_names.tsv"
SHORT_NAME_COLUMNS = ("short_name", "name", "note")


def full_name(name: str) -> str:
    """Return the folded name of which a folded name is short; empty where it is short of none."""
    return _full_names().get(name, "")


@cache
def _full_names() -> dict[str, str]:
    return dict(rows(data_folder() / SHORT_NAME_FILE, SHORT_NAME_COLUMNS, _row))


def _row(short: str, name: str, _note: str) -> tuple[str, str]:
    return fold(fields.arabic_name(short)), fold(fields.arabic_name(name))
