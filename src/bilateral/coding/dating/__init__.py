"""The date of an event, and of a document that does not tell its own.

attachment  which time of a sentence belongs to an act: own clause, not another event's
dater       that, or the header of the paragraph, the running date, the document's day
published   a range of days for a document without a date, with the evidence for it
"""

from __future__ import annotations

from bilateral.coding.dating.dater import Dater
from bilateral.coding.dating.published import infer_published

__all__ = ["Dater", "infer_published"]
