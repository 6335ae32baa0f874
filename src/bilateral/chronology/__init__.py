"""The chronology: a DuckDB file of documents and reports, the events made of them, and questions put to it."""

from __future__ import annotations

from bilateral.chronology.feeds import FeedState, KnownEntry
from bilateral.chronology.history import Changes, History, changes, history_of
from bilateral.chronology.judgements import PERSON, judgement_id
from bilateral.chronology.merging import merge
from bilateral.chronology.people import Unsettled
from bilateral.chronology.people_rows import Judgement
from bilateral.chronology.query import COUNTED, SYMMETRIC, EventQuery
from bilateral.chronology.recoding import Coded
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
    "Changes",
    "Claim",
    "Coded",
    "Counts",
    "DocumentInfo",
    "EventQuery",
    "FeedState",
    "Held",
    "History",
    "Judgement",
    "KnownEntry",
    "Outcome",
    "Put",
    "Seen",
    "Store",
    "Unsettled",
    "Version",
    "changes",
    "history_of",
    "judgement_id",
    "merge",
    "moment",
    "record",
]
