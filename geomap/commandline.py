"""What all commands share: how they are declared, and how their errors are shown."""

import argparse
import sys
from collections.abc import Callable
from typing import NoReturn, TypeAlias

from geomap.errors import GeomapError


class Errors:
    """Shows each error as a line on stderr, and remembers that there was one."""

    def __init__(self) -> None:
        """Start without any."""
        self.seen = False

    def __call__(self, error: GeomapError) -> None:
        """Show one."""
        self.seen = True
        message = " ".join(str(error).splitlines())  # it may quote text of the user's
        print(f"geomap: {message}", file=sys.stderr)  # noqa: T201  # where errors are shown


class Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the command line."""

    def error(self, message: str) -> NoReturn:
        """Exit with that line and status 2."""
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001  # it has no public name
"""What `add_subparsers` returns."""
Run = Callable[[argparse.Namespace, Errors], None]


def add_commands(parser: argparse.ArgumentParser) -> Commands:
    """Let a parser take commands, one of which must be given."""
    return parser.add_subparsers(title="commands", required=True, metavar="COMMAND", parser_class=Parser)


def add_command(commands: Commands, name: str, run: Run, summary: str) -> argparse.ArgumentParser:
    """Declare a command that `run` carries out; `summary` begins in lower case and has no full stop."""
    command = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
    command.set_defaults(run=run)
    return command
