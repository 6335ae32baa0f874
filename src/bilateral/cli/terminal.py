"""What a terminal is given: text in its width and colours, and progress while a long run goes on."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

__all__ = ["Progress", "print_text", "terminal"]

PATIENCE = 1.0
"""Seconds a run may take before a bar is worth its flicker."""


def terminal() -> dict[str, Any]:
    """Width and colour for text on standard output: the terminal's, or COLUMNS; 100 where there is neither."""
    import os
    import shutil

    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return {"width": shutil.get_terminal_size((100, 24)).columns, "colour": colour}


def print_text(text: str) -> None:
    """Print text that ends in a line break, colours and all."""
    import click

    click.echo(text, nl=False, color=True)


class Progress:
    """Call it with the number of documents done; a bar with rate and time left appears on long runs in a terminal."""

    def __init__(self, sources: tuple[str, ...], *, show: bool) -> None:
        self._sources = sources
        self._show = show and sys.stderr.isatty()
        self._begun = time.monotonic()
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, done: int) -> None:
        """Say how many documents are done."""
        if not self._show:
            return
        if self._bar is None and time.monotonic() - self._begun > PATIENCE:
            self._start()
        if self._bar is not None and self._task is not None:
            rate = done / (time.monotonic() - self._begun)
            self._bar.update(self._task, completed=done, rate=rate)

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        from bilateral.sources import count

        self._bar = Progress(
            TextColumn("Reading"),
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]:.0f}/s"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("", total=count(self._sources) if self._sources else None, rate=0.0)
        self._bar.start()
