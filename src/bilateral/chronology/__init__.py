"""The chronology: a DuckDB file of documents and reports, the events made of them, and questions put to it."""

from __future__ import annotations

from bilateral.chronology.judgements import PERSON, judgement_id
from bilateral.chronology.merging import merge
from bilateral.chronology.people import Unsettled
from bilateral.chronology.people_rows import Judgement
from bilateral.chronology.query import COUNTED, SYMMETRIC, EventQuery
from bilateral.chronology.record import RECORD_FIELDS, RECORD_VERSION, record
from bilateral.chronology.rows import DocumentInfo
from bilateral.chronology.store import Counts, Outcome, Put, Seen, Store
from bilateral.chronology.version_rows import Claim, Version, moment
from bilateral.chronology.versions import Arrival, Held

__all__ = [
    "COUNTED",
    "PERSON",
    "RECORD_FIELDS",
    "RECORD_VERSION",
    "SYMMETRIC",
    "Arrival",
    "Claim",
    "Counts",
    "DocumentInfo",
    "EventQuery",
    "Held",
    "Judgement",
    "Outcome",
    "Put",
    "Seen",
    "Store",
    "Unsettled",
    "Version",
    "judgement_id",
    "merge",
    "moment",
    "record",
]
