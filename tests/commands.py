"""Runs geomap's commands: within the tests' own process, or as a user whose home folder is another."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

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


def invoke_at(home: Path, *arguments: object) -> Done:
    """Run `geomap` in a process of its own, for a user of this home folder with no data of camel-tools elsewhere."""
    variables = {name: value for name, value in os.environ.items() if name != "CAMELTOOLS_DATA"}
    done = subprocess.run(  # noqa: S603  # geomap itself
        [sys.executable, "-m", "geomap.cli", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env=variables | {"HOME": str(home), "USERPROFILE": str(home)},
        check=False,
    )
    return Done(status=done.returncode, out=done.stdout.splitlines(), err=done.stderr.splitlines())
