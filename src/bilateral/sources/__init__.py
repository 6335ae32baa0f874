"""Files, folders, feeds, web pages and archives -> Page."""

from __future__ import annotations

from bilateral.sources.intake import count, pages
from bilateral.sources.locate import passed_over

__all__ = ["count", "pages", "passed_over"]
