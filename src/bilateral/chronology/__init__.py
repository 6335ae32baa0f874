"""The chronology: a DuckDB file of documents and reports, the events made of them, and questions put to it."""

from __future__ import annotations

from bilateral.chronology.check import Finding
from bilateral.chronology.judgements import PERSON, judgement_id
from bilateral.chronology.merging import merge
from bilateral.chronology.people import Unsettled
from bilateral.chronology.people_rows import Judgement
from bilateral.chronology.query import COUNTED, SYMMETRIC, EventQuery
from bilateral.chronology.record import RECORD_FIELDS, RECORD_VERSION, record
from bilateral.chronology.rows import DocumentInfo
from bilateral.chronology.store import Counts, Outcome, Outline, Put, Store

__all__ = [
    "COUNTED",
    "PERSON",
    "RECORD_FIELDS",
    "RECORD_VERSION",
    "SYMMETRIC",
    "Counts",
    "DocumentInfo",
    "EventQuery",
    "Finding",
    "Judgement",
    "Outcome",
    "Outline",
    "Put",
    "Store",
    "Unsettled",
    "judgement_id",
    "merge",
    "record",
]
