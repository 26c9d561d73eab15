"""Where the gazetteer's files lie, the shipped ones and the user's, and where its compiled index goes."""

import os
from pathlib import Path

import platformdirs

from geomap.errors import GazetteerError

_PACKAGE_DATA = Path(__file__).parent / "data"
_CHECKOUT = Path(__file__).parents[2] / "gazetteer"


def data_folder() -> Path:
    """Return the folder of the shipped TSV files: the wheel's package data, else the checkout's gazetteer/.

    Raises:
        GazetteerError: neither exists.
    """
    for folder in (_PACKAGE_DATA, _CHECKOUT):
        if folder.is_dir():
            return folder
    raise GazetteerError(f"{_PACKAGE_DATA}: the gazetteer's files are missing; install geomap again")


def cache_folder() -> Path:
    """Return the folder for compiled indexes in the user's cache; it need not exist."""
    return platformdirs.user_cache_path("geomap") / "gazetteer"


def user_folder() -> Path:
    """Return the folder of the user's own files, $GEOMAP_GAZETTEER or one in the user's data; it need not exist."""
    return Path(os.environ.get("GEOMAP_GAZETTEER") or platformdirs.user_data_path("geomap") / "gazetteer")
