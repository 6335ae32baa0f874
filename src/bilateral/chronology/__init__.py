"""The chronology: a DuckDB file of documents and reports, the events made of them, and questions put to it."""

from __future__ import annotations

from bilateral.chronology.merging import merge
from bilateral.chronology.query import COUNTED, SYMMETRIC, EventQuery
from bilateral.chronology.record import RECORD_FIELDS, RECORD_VERSION, record
from bilateral.chronology.rows import DocumentInfo
from bilateral.chronology.store import Counts, Outcome, Put, Store

__all__ = [
    "COUNTED",
    "RECORD_FIELDS",
    "RECORD_VERSION",
    "SYMMETRIC",
    "Counts",
    "DocumentInfo",
    "EventQuery",
    "Outcome",
    "Put",
    "Store",
    "merge",
    "record",
]
