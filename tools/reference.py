"""Write docs/commands.md, the command reference, from the help of the commands themselves.

Usage: python tools/reference.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from bilateral.cli import main

__all__ = ["TARGET", "commands", "reference"]

TARGET = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
_INTRODUCTION = """# Commands

Written by `make docs` from the commands' own help. Do not edit.
"""


def commands(
    command: click.Command = main, name: str = "bilateral", parent: click.Context | None = None
) -> Iterator[tuple[str, click.Command, click.Context]]:
    """The command and every one below it: full name, command, context."""
    settings = {**command.context_settings, "terminal_width": 80}
    context = click.Context(command, parent, info_name=name, **settings)
    yield context.command_path, command, context
    if isinstance(command, click.Group):
        for below, subcommand in sorted(command.commands.items()):
            yield from commands(subcommand, below, context)


def reference() -> str:
    """The text of docs/commands.md."""
    sections = [f"## {name}\n\n```text\n{command.get_help(context)}\n```\n" for name, command, context in commands()]
    return "\n".join([_INTRODUCTION, *sections])


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
