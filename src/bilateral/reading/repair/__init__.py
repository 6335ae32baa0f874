"""Damage done by machine translation: found, mended, and every edit recorded against the text as read.

mend(text, knowledge) -> Mended        look for signs; mend stretch by stretch (mend.py)
signs       is the text damaged?       buffer      edits over several passes, composed
vocabulary  names and word lists       marks       a line with names blotted out by kind
templates   rules as data              glue, names, pieces    what needs more than a pattern
"""

from __future__ import annotations

from bilateral.reading.repair.mend import Mended, mend

__all__ = ["Mended", "mend"]
