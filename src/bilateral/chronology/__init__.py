"""The chronology: a DuckDB file of documents and reports, the events made of them, and questions put to it."""

from __future__ import annotations

from bilateral.chronology.anchors import Anchor, anchor_from_row, anchor_of, anchor_row
from bilateral.chronology.event_judgements import EVENT, FIELDS
from bilateral.chronology.judgements import PERSON, Anchored, judgement_id
from bilateral.chronology.merging import merge
from bilateral.chronology.merging.agree import event_id
from bilateral.chronology.merging.corrected import interval, place_of
from bilateral.chronology.merging.rulings import RIGHT
from bilateral.chronology.people import Unsettled
from bilateral.chronology.people_rows import Judgement
from bilateral.chronology.query import COUNTED, SYMMETRIC, EventQuery
from bilateral.chronology.record import RECORD_FIELDS, RECORD_VERSION, record
from bilateral.chronology.rows import DocumentInfo
from bilateral.chronology.store import Counts, Outcome, Put, Store

__all__ = [
    "COUNTED",
    "EVENT",
    "FIELDS",
    "PERSON",
    "RECORD_FIELDS",
    "RECORD_VERSION",
    "RIGHT",
    "SYMMETRIC",
    "Anchor",
    "Anchored",
    "Counts",
    "DocumentInfo",
    "EventQuery",
    "Judgement",
    "Outcome",
    "Put",
    "Store",
    "Unsettled",
    "anchor_from_row",
    "anchor_of",
    "anchor_row",
    "event_id",
    "interval",
    "judgement_id",
    "merge",
    "place_of",
    "record",
]
