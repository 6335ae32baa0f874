"""What merging knows of documents: publisher, day, whose government speaks, and the sketch by which copies are found.

Sketches are kept in `signatures` when a text is put. Those of texts that an older version put are made when the texts
are next merged, and all are made anew where `sketch` has changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from bilateral.chronology.database import Database
from bilateral.chronology.merging.blocks import publisher_of
from bilateral.chronology.merging.copies import SKETCH_RULES, Source, sketch

__all__ = ["forget", "keep", "renew", "sources"]


def keep(database: Database, texts: Iterable[tuple[str, str]]) -> None:
    """Keep the sketches of texts, which come with their documents' ids. Writes."""
    database.insert("signatures", [{"document": key, "sketch": sketch(text)} for key, text in texts])


def forget(database: Database, documents: list[str]) -> None:
    """Drop the sketches of documents. Writes."""
    database.execute("DELETE FROM signatures WHERE list_contains(?, document)", [documents])


def renew(database: Database) -> None:
    """Where sketches were made by other rules, drop them and have all events made anew. Writes."""
    if database.meta("sketched_by") == SKETCH_RULES:
        return
    database.execute("DELETE FROM signatures")
    database.execute("INSERT INTO unmerged (block) SELECT DISTINCT block FROM reports")
    database.set_meta("sketched_by", SKETCH_RULES)


def sources(database: Database, documents: Iterable[str]) -> dict[str, Source]:
    """What is known of these documents, by id. Writes, where a sketch is missing."""
    keys = sorted(documents)
    found = database.rows_of(
        "SELECT id, publisher, url, published_earliest, sketch FROM documents "
        "LEFT JOIN signatures ON document = id WHERE id IN (SELECT unnest(?))",
        [keys],
    )
    missing = [row["id"] for row in found if row["sketch"] is None]
    fresh: dict[str, bytes] = {}
    if missing:
        texts = database.ask("SELECT id, original FROM documents WHERE id IN (SELECT unnest(?))", [missing])
        fresh = {key: sketch(text) for key, text in texts}
        database.insert("signatures", [{"document": key, "sketch": made} for key, made in sorted(fresh.items())])
    return {
        row["id"]: Source(
            publisher=publisher_of(row["publisher"], row["url"]),
            published=row["published_earliest"],
            official=_official(row["publisher"], row["url"]),
            sketch=row["sketch"] or fresh[row["id"]],
        )
        for row in found
    }


@lru_cache(maxsize=65_536)
def _official(publisher: str | None, url: str | None) -> str | None:
    if not publisher and not url:
        return None
    from bilateral.knowledge import load
    from bilateral.knowledge.publishers import publisher_side

    return publisher_side(publisher, url, load())
