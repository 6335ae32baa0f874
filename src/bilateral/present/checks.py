"""How a database's checks came out, for reading and as data."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence

from bilateral.chronology import Counts, Finding

__all__ = ["checks_json", "checks_text"]


def checks_text(findings: Sequence[Finding], path: str, counts: Counts, *, width: int = 100) -> str:
    """A line for each check, what is wrong with examples and the way out, and a sum; ends in a line break."""
    lines: list[str] = []
    for finding in findings:
        word = "ok" if not finding.count else "pending" if finding.warns else "BROKEN"
        lines.append(f"{word:<8} {finding.name}: {finding.says}")
        if finding.count:
            more = ", ..." if finding.count > len(finding.examples) else ""
            lines += _indented(f"not so for {finding.count:,}: {', '.join(finding.examples)}{more}", width)
            lines += _indented(finding.way_out, width)
    return "\n".join([*lines, _sum(findings, path, counts)]) + "\n"


def _indented(text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=" " * 9, subsequent_indent=" " * 9, break_long_words=False, break_on_hyphens=False
    )


def _sum(findings: Sequence[Finding], path: str, counts: Counts) -> str:
    broken = sum(finding.broken for finding in findings)
    pending = sum(finding.count > 0 and finding.warns for finding in findings)
    held = f"{counts.documents:,} documents, {counts.reports:,} reports, {counts.events:,} events"
    said = f"{broken} broken" if broken else "nothing broken"
    return f"{path}: {len(findings)} checks, {said}{f', {pending} pending' if pending else ''}; it holds {held}."


def checks_json(findings: Sequence[Finding], path: str, counts: Counts) -> str:
    """The same as one JSON object: database, broken (whether anything is), holds, checks."""
    return json.dumps(
        {
            "database": path,
            "broken": any(finding.broken for finding in findings),
            "holds": {name: getattr(counts, name) for name in Counts.__slots__},
            "checks": [
                {
                    "name": finding.name,
                    "says": finding.says,
                    "count": finding.count,
                    "examples": list(finding.examples),
                    "pending": finding.warns and finding.count > 0,
                    "way_out": finding.way_out if finding.count else None,
                }
                for finding in findings
            ],
        },
        ensure_ascii=False,
    )
