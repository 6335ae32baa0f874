"""Outlooks that were published, so that they can be scored once their horizon has passed; and the models kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime

from bilateral.chronology.database import Database

__all__ = ["Outlooks", "Published"]

_KEPT = 12
"""Models that are kept; the oldest goes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One probability as it was published: that `source` does `act` to `target` within `horizon` days after `as_of`.

    `base` and `own` are the base rates that stood beside it, `made` is when (UTC), `version` which Bilateral made it.
    """

    as_of: date
    horizon: int
    source: str
    target: str
    act: str
    probability: float
    base: float
    own: float
    model: str
    version: str
    made: datetime


class Outlooks:
    """The tables `outlooks` and `outlook_models`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def publish(self, rows: Sequence[Published]) -> None:
        """Keep outlooks. Nothing takes their place: what was said once stays."""
        with self._database.transaction():
            for row in rows:
                self._database.execute("INSERT INTO outlooks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", astuple(row))

    def published(self) -> list[Published]:
        """All that was published, in one order."""
        found = self._database.rows(
            "SELECT * FROM outlooks", order="as_of, horizon, source, target, act, made, probability", whole=True
        )
        return [Published(**row) for row in found]

    def model(self, key: str) -> str | None:
        """The model that was kept under a key."""
        found = self._database.ask("SELECT model FROM outlook_models WHERE key = ?", [key])
        return str(found[0][0]) if found else None

    def keep_model(self, key: str, model: str) -> None:
        """Keep a model under a key, and let the oldest go where there are many."""
        with self._database.transaction():
            self._database.execute("DELETE FROM outlook_models WHERE key = ?", [key])
            self._database.execute("INSERT INTO outlook_models VALUES (?, ?)", [key, model])
            self._database.execute(
                "DELETE FROM outlook_models WHERE rowid NOT IN "
                f"(SELECT rowid FROM outlook_models ORDER BY rowid DESC LIMIT {_KEPT})"
            )
