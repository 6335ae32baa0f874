"""Feeds that are watched: what is remembered of each from one visit to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    from bilateral.chronology.database import Database

__all__ = ["READ", "REFUSED", "WAITING", "FeedState", "Feeds", "KnownEntry", "feed_schemas"]

READ, REFUSED, WAITING = "read", "refused", "waiting"
"""What became of an entry: read, refused for good, or still to be had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """A feed as it was last seen. Moments are naive UTC.

    `feed` is as the user named it, `address` where it has moved to for good. `due` is the earliest moment at which it
    may be asked again, as far as it or its failures have a say. A `stopped` feed is not asked any more.
    """

    feed: str
    address: str
    fetched: datetime | None = None
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    due: datetime
    stopped: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntry:
    """An entry of a feed that was met: what the feed said of it (`digest`), and what became of it."""

    feed: str
    entry: str
    digest: str
    state: str
    tries: int = 0
    link: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Feeds:
    """The tables `feeds` and `feed_entries`."""

    database: Database

    def state(self, feed: str) -> FeedState | None:
        """What is known of a feed."""
        found = self.database.rows("SELECT * FROM feeds WHERE feed IN ", [feed])
        return FeedState(**found[0]) if found else None

    def entries(self, feed: str) -> dict[str, KnownEntry]:
        """The entries of a feed that were met, by their key."""
        found = self.database.rows("SELECT * FROM feed_entries WHERE feed IN ", [feed], order="entry")
        return {row["entry"]: KnownEntry(**row) for row in found}

    def keep(self, state: FeedState | None, entries: Sequence[KnownEntry]) -> None:
        """Remember a feed, and entries of it, in a transaction of its own."""
        with self.database.transaction():
            if state:
                self.database.execute("DELETE FROM feeds WHERE feed = ?", [state.feed])
                self.database.insert("feeds", [_row(state)])
            for feed in sorted({entry.feed for entry in entries}):
                keys = [entry.entry for entry in entries if entry.feed == feed]
                self.database.execute(
                    "DELETE FROM feed_entries WHERE feed = ? AND list_contains(?, entry)", [feed, keys]
                )
            self.database.insert("feed_entries", [_row(entry) for entry in entries])


def _row(value: FeedState | KnownEntry) -> dict[str, Any]:
    return {name: getattr(value, name) for name in type(value).__slots__}


def feed_schemas() -> Mapping[str, pa.Schema]:
    """The Arrow schemas of the two tables."""
    import pyarrow as pa

    text, at, whole = pa.string(), pa.timestamp("us"), pa.int32()
    return {
        "feeds": pa.schema(
            [
                *((key, text) for key in ("feed", "address", "etag", "last_modified", "note")),
                *((key, at) for key in ("fetched", "due")),
                *((key, whole) for key in ("status", "failures")),
                ("stopped", pa.bool_()),
            ]
        ),
        "feed_entries": pa.schema(
            [
                *((key, text) for key in ("feed", "entry", "digest", "state", "link", "title", "publisher")),
                ("published", text),
                ("tries", whole),
            ]
        ),
    }
