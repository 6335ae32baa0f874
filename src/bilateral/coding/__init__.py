"""Document -> Reports: gate, mentions, times, reader, status, context, issues and quotes."""

from __future__ import annotations

from bilateral.coding.document import code_document

__all__ = ["code_document"]
