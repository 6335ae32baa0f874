"""Document -> Reports: gate, mentions, times, reader, status, context, issues and quotes."""

from __future__ import annotations

from bilateral.coding.document import Coding, code_document, coding_of

__all__ = ["Coding", "code_document", "coding_of"]
