"""Runs geomap's commands within the tests' own process."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from geomap.cli import main


@dataclass(frozen=True, kw_only=True)
class Done:
    """What a command left: its exit status, and the lines that it printed."""

    status: int
    out: list[str]
    err: list[str]


Command = Callable[..., Done]


def invoke(capsys: pytest.CaptureFixture[str], *arguments: object) -> Done:
    """Run `geomap` with these arguments."""
    try:
        status = main(list(map(str, arguments)))
    except SystemExit as stop:
        status = int(str(stop.code))
    shown = capsys.readouterr()
    return Done(status=status, out=shown.out.splitlines(), err=shown.err.splitlines())
