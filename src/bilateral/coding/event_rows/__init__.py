"""Rows of other people's event data -> Reports: the reader of rows, beside the readers of texts.

    Document of rows -> a dialect's module says who did what to whom, when, where -> report

Each data set has a module that turns a row, named by column, into a `Row` in terms of PLOVER, or into the reason why it
is left out. What is the same for all stands in `reports`.
"""

from __future__ import annotations

from bilateral.coding.event_rows.reports import holds_rows, read_event_rows

__all__ = ["holds_rows", "read_event_rows"]
