"""The run: sources -> pages -> batches, coded anywhere -> the store, in order -> persons -> events.

The unit of work is `code_batch`, a pure function from a batch of pages to documents with their reports; any
`concurrent.futures.Executor` can run it. Batches come back in the order they went out, so the outcome is the same with
one worker or many. Only a few batches are under way at a time, so memory stays flat however many documents there are.

When all is stored, `refresh` makes the persons of the database anew, codes again (`code_again`) the documents that may
lean on persons who changed, and merges.
"""

from __future__ import annotations

from bilateral.run.batch import DEFECT, Coded, code_again, code_batch, fingerprint
from bilateral.run.pipeline import run, run_pages
from bilateral.run.recoding import Recoded, recode
from bilateral.run.refreshing import refresh
from bilateral.run.summary import Summary
from bilateral.run.watching import Visit, Watch, watch

__all__ = [
    "DEFECT",
    "Coded",
    "Recoded",
    "Summary",
    "Visit",
    "Watch",
    "code_again",
    "code_batch",
    "fingerprint",
    "recode",
    "refresh",
    "run",
    "run_pages",
    "watch",
]
