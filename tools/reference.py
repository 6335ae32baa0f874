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


def commands(command: click.Command, context: click.Context) -> Iterator[tuple[str, click.Command, click.Context]]:
    """The command and every one below it: full name, command, context."""
    yield context.command_path, command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from commands(below, click.Context(below, info_name=name, parent=context, max_content_width=80))


def reference() -> str:
    """The text of docs/commands.md."""
    top = click.Context(main, info_name="bilateral", max_content_width=80, terminal_width=80)
    sections = [
        f"## {name}\n\n```text\n{command.get_help(context)}\n```\n" for name, command, context in commands(main, top)
    ]
    return "\n".join([_INTRODUCTION, *sections])


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
