"""Finds the data sets that `camel_data` installed, without letting camel-tools download anything.

camel_tools.data, which most of camel-tools imports, reads a catalogue of data sets, and downloads it where there is
none; it also makes a folder in the home directory.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from geomap.errors import RecognizerError

_VARIABLE = "CAMELTOOLS_DATA"


def installed_folder(component: str, title: str, advice: str) -> Path:
    """Return the folder of a component's data set: the one that camel-tools' catalogue names first.

    Args:
        component: camel-tools' name of what uses the data.
        title: what to call it in an error.
        advice: how to install it.

    Raises:
        RecognizerError: nothing of camel-tools is installed, or its catalogue cannot be read.
    """
    if not _catalogue().is_file():
        raise RecognizerError(f"{title} is not installed; {advice}")
    try:
        from camel_tools.data import CATALOGUE  # noqa: PLC0415  # it downloads a catalogue where there is none

        return Path(CATALOGUE.get_dataset(component).path)
    except Exception as error:  # it checks nothing of the file
        raise RecognizerError(f"{_catalogue()}: no catalogue of camel-tools ({error}); {advice}") from error


def _catalogue() -> Path:
    """Return where camel-tools keeps its catalogue; its own answer would download one."""
    own = Path.home() / ("AppData/Roaming/camel_tools" if sys.platform == "win32" else ".camel_tools")
    return Path(os.environ.get(_VARIABLE, own)).expanduser() / "catalogue.json"


@contextmanager
def catalogue_at_hand() -> Iterator[None]:
    """Let camel-tools find a catalogue, an empty one where none is installed: a model given by path needs none."""
    if _catalogue().is_file():
        yield
        return
    with TemporaryDirectory() as folder:
        empty = {"version": "", "packages": {}, "components": {}}
        Path(folder, "catalogue.json").write_text(json.dumps(empty), encoding="utf-8")
        before = os.environ.get(_VARIABLE)
        os.environ[_VARIABLE] = folder
        try:
            yield
        finally:
            os.environ.pop(_VARIABLE)
            if before is not None:
                os.environ[_VARIABLE] = before
