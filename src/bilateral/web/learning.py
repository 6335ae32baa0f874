"""The models behind outlooks, learned beside the requests: a page says that it is being learned, and does not hold."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from datetime import date
from typing import TYPE_CHECKING

from bilateral.errors import BilateralError
from bilateral.outlook.rates.made import Wanted, kept, learned, past_of, wanted

if TYPE_CHECKING:
    from bilateral.chronology import Store
    from bilateral.chronology.acts import Calendar
    from bilateral.outlook.rates.model import RateModel
    from bilateral.web.pool import Pool

__all__ = ["Models", "StillLearning"]

log = logging.getLogger("bilateral.web")

_KEPT = 12
"""Models held in memory; the one not used for longest goes first."""


class StillLearning(BilateralError):
    """What was asked for is being worked out; asked again a little later it is there."""


class Models:
    """Models by their names. What the database keeps is taken from there; else one is learned in a thread, one after
    the other, and held in memory: the pages never write to the file unasked."""

    def __init__(self, pool: Pool, *, patience: float = 1.5) -> None:
        self._pool = pool
        self.patience = patience
        """Seconds that a request waits for a model before it says that it is being learned."""
        self._lock = threading.Lock()
        self._turn = threading.Lock()  # learning takes a core for seconds
        self._found: OrderedDict[str, RateModel] = OrderedDict()
        self._running: dict[str, tuple[threading.Thread, float]] = {}
        self._failed: dict[str, Exception] = {}

    def of(self, store: Store, calendar: Calendar, day: date, days: int) -> RateModel:
        """The model for outlooks of a day, so many days ahead. Raises StillLearning where it takes longer than the
        patience, and what went wrong where learning it failed."""
        model = wanted(calendar, day, days)
        with self._lock:
            found = self._held(model.key)
        if found is None:
            found = kept(store, model) or self._awaited(model, day)
            with self._lock:
                self._hold(model.key, found)
        return found

    def _awaited(self, model: Wanted, day: date) -> RateModel:
        with self._lock:
            if model.key not in self._running:
                thread = threading.Thread(target=self._learn, args=(model, day), name="learning", daemon=True)
                self._running[model.key] = thread, time.monotonic()
                thread.start()
            thread, begun = self._running[model.key]
        thread.join(self.patience)
        with self._lock:
            found = self._held(model.key)
            failed = self._failed.pop(model.key, None)
            if found is None and failed is None:
                raise StillLearning(
                    f"How likely acts are is being learned from {model.events:,} events, for "
                    f"{round(time.monotonic() - begun)} seconds so far; it may take a minute or two, once. This page "
                    "loads itself again. (bilateral outlook A B learns it on the command line and keeps it in the "
                    "database.)"
                )
        if failed is not None:
            raise failed
        assert found is not None
        return found

    def _learn(self, model: Wanted, day: date) -> None:
        try:
            with self._turn:
                with self._pool.reading() as opened:
                    # What is read is of now, and so must be the name.
                    now = wanted(opened.store.acts.calendar(), day, model.days)
                    rows = past_of(opened.store, now)
                found = learned(rows, now)
            with self._lock:
                self._hold(now.key, found)
        except Exception as error:  # told to whoever asks next
            log.exception("a model could not be learned")
            with self._lock:
                self._failed[model.key] = error
        finally:
            with self._lock:
                self._running.pop(model.key, None)

    def _held(self, key: str) -> RateModel | None:
        found = self._found.get(key)
        if found is not None:
            self._found.move_to_end(key)
        return found

    def _hold(self, key: str, model: RateModel) -> None:
        self._found[key] = model
        while len(self._found) > _KEPT:
            self._found.popitem(last=False)
