"""The briefing on a relation: pure data first (`brief`), then as one HTML page, as Markdown or as a Word document."""

from __future__ import annotations

from bilateral.present.brief.build import brief
from bilateral.present.brief.data import (
    AccountRow,
    Accounts,
    Brief,
    Comparing,
    Dispute,
    Entry,
    Footnote,
    IssueRow,
    Quoted,
    Row,
    SourceRow,
    Tie,
    Topic,
)
from bilateral.present.brief.docx import render_docx
from bilateral.present.brief.extras import Extras
from bilateral.present.brief.html import render_html
from bilateral.present.brief.markdown import render_markdown

__all__ = [
    "AccountRow",
    "Accounts",
    "Brief",
    "Comparing",
    "Dispute",
    "Entry",
    "Extras",
    "Footnote",
    "IssueRow",
    "Quoted",
    "Row",
    "SourceRow",
    "Tie",
    "Topic",
    "brief",
    "render_docx",
    "render_html",
    "render_markdown",
]
