"""The chronology: a DuckDB file of documents and reports, the events made of them, and questions put to it."""

from __future__ import annotations

from bilateral.chronology.accounts import Account, accounts, publisher_name
from bilateral.chronology.anchors import Anchor, anchor_from_row, anchor_of, anchor_row
from bilateral.chronology.check import Finding
from bilateral.chronology.dyad_rows import Busy, TextCount
from bilateral.chronology.event_judgements import EVENT, FIELDS
from bilateral.chronology.feeds import FeedState, KnownEntry
from bilateral.chronology.history import Changes, History, changes, history_of
from bilateral.chronology.judgements import PERSON, Anchored, judgement_id
from bilateral.chronology.linking import told_from
from bilateral.chronology.merging import merge
from bilateral.chronology.merging.agree import event_id
from bilateral.chronology.merging.corrected import interval, place_of
from bilateral.chronology.merging.rulings import RIGHT
from bilateral.chronology.people import Unsettled
from bilateral.chronology.people_rows import Judgement
from bilateral.chronology.query import COUNTED, SYMMETRIC, EventQuery
from bilateral.chronology.recoding import Coded
from bilateral.chronology.record import RECORD_FIELDS, RECORD_VERSION, record
from bilateral.chronology.rows import DocumentInfo
from bilateral.chronology.store import Counts, Outcome, Outline, Put, Seen, Store
from bilateral.chronology.version_rows import Claim, Version, moment
from bilateral.chronology.versions import Arrival, Held

__all__ = [
    "COUNTED",
    "EVENT",
    "FIELDS",
    "PERSON",
    "RECORD_FIELDS",
    "RECORD_VERSION",
    "RIGHT",
    "SYMMETRIC",
    "Account",
    "Anchor",
    "Anchored",
    "Arrival",
    "Busy",
    "Changes",
    "Claim",
    "Coded",
    "Counts",
    "DocumentInfo",
    "EventQuery",
    "FeedState",
    "Finding",
    "Held",
    "History",
    "Judgement",
    "KnownEntry",
    "Outcome",
    "Outline",
    "Put",
    "Seen",
    "Store",
    "TextCount",
    "Unsettled",
    "Version",
    "accounts",
    "anchor_from_row",
    "anchor_of",
    "anchor_row",
    "changes",
    "event_id",
    "history_of",
    "interval",
    "judgement_id",
    "merge",
    "moment",
    "place_of",
    "publisher_name",
    "record",
    "told_from",
]
