"""The briefing on a relation: pure data first (`brief`), then as one HTML page or as Markdown."""

from __future__ import annotations

from bilateral.present.brief.build import brief
from bilateral.present.brief.data import Brief, Comparing, Dispute, Entry, Footnote, IssueRow, Quoted, Row, SourceRow
from bilateral.present.brief.html import render_html
from bilateral.present.brief.markdown import render_markdown

__all__ = [
    "Brief",
    "Comparing",
    "Dispute",
    "Entry",
    "Footnote",
    "IssueRow",
    "Quoted",
    "Row",
    "SourceRow",
    "brief",
    "render_html",
    "render_markdown",
]
