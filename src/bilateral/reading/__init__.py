"""Page -> Document: extraction, metadata, furniture, repair and sentences."""

from __future__ import annotations

from bilateral.reading.document import read_page

__all__ = ["read_page"]
