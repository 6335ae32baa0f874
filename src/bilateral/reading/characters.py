"""Characters that a wrong decoding or a layout program left in the text, as recorded edits."""

from __future__ import annotations

import re

from bilateral.model import Repair

__all__ = ["invisible", "mojibake"]

_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
_INVISIBLE = re.compile(f"[{_UNSEEN}]+")
_LEADS = "ÂÃÄÅÎÏÐÑØÙâãï"  # what the first byte of a UTF-8 character looks like in a Western encoding
_SUSPECT = re.compile(f"[{_LEADS}][\u0080-\u024f\u02c6\u02dc\u2010-\u2122]")
_LINE = re.compile(r"[^\n]+")
_RUN = re.compile(r"[^\x00-\x7f]+")


def invisible(text: str) -> tuple[Repair, ...]:
    """Edits that remove soft hyphens, zero-width and direction marks, which would part words from their match."""
    if text.isascii() or not any(character in text for character in _UNSEEN):
        return ()
    return tuple(
        Repair(start=match.start(), end=match.end(), replacement="", rule="layout: invisible character")
        for match in _INVISIBLE.finditer(text)
    )


def mojibake(text: str) -> tuple[Repair, ...]:
    """Edits that undo UTF-8 once read as another encoding ("ZÃ¼rich"), after ftfy; only in lines ftfy calls bad."""
    if text.isascii() or not any(lead in text for lead in _LEADS) or not _SUSPECT.search(text):
        return ()
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    edits = []
    for line in _LINE.finditer(text):
        if not _SUSPECT.search(line.group()) or not is_bad(line.group()):
            continue
        for run in _RUN.finditer(text, line.start(), line.end()):
            fixed = fix_encoding(run.group())
            if fixed != run.group():
                rule = "encoding: UTF-8 read as another encoding"
                edits.append(Repair(start=run.start(), end=run.end(), replacement=fixed, rule=rule))
    return tuple(edits)
