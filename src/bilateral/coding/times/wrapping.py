"""Text broken into lines of a fixed width, as old wire copy is: a line's end is then no end of a sentence."""

from __future__ import annotations

import re

__all__ = ["unwrapped"]

_LINE = r"[^\n]{40,100}[^\s.!?:;\n]"
_BROKEN = re.compile(rf"(?:^|(?<=\n)){_LINE}\n(?=[a-z])")
"""A line that surely goes on: it ends in no stop, and the next begins with a small letter."""
_JOINED = re.compile(rf"(?:^|(?<=\n))({_LINE})\n(?=[^\s•*|-])")
_FEW = 3


def unwrapped(text: str) -> str:
    """The text with a blank for each line end inside a sentence, where its lines are broken by width; offsets stay."""
    if "\n" not in text:
        return text
    sure = sum(1 for _ in _BROKEN.finditer(text))
    if sure < _FEW or sure * 8 < text.count("\n"):
        return text
    return _JOINED.sub(r"\1 ", text)
