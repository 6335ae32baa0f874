"""Which text stands at which address, and which stood there before.

An address is what names a text whatever it says: the id it came with, its web address, a file's path. What is read
there last is its text: it supersedes the one before, by the order of reading, except that of two texts whose time of
fetching is known (pages of the web and of archives) the one fetched later stands. A text that several addresses hold is
one document, and leaves the chronology only when the last of them holds another. A text without an address holds
itself, so that nothing supersedes it.

What was superseded is kept in `versions` with what it reported; one row for each text and address, with the last time
that it gave way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from bilateral.chronology.database import Database
from bilateral.chronology.version_rows import Claim, Row, Version, claim_rows, claims_of, version_from_row
from bilateral.model import Document

__all__ = ["Arrival", "Held", "Versions", "now"]


_ORDER = "coalesce(fetched, noticed), noticed, address, document, digest"
_TOLD = ("digest", "source", "url", "title", "publisher", "original")


class Arrival(NamedTuple):
    """A text (by its document's id) that was read at an address; `fetched` in UTC where that is known."""

    address: str
    document: str
    fetched: datetime | None = None


class Held(NamedTuple):
    """What stands at an address."""

    document: str
    fetched: datetime | None

    def outdates(self, arrival: Arrival) -> bool:
        """Whether the arrival was fetched before what stands here; of two fetched at once the id decides."""
        if self.fetched is None or arrival.fetched is None:
            return False
        return (arrival.fetched, arrival.document) < (self.fetched, self.document)


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass(slots=True)
class Versions:
    """The tables `addresses` and `versions`. Methods that write say so, and want an open transaction."""

    database: Database
    superseded: int = 0
    """How many texts gave way since the database was opened: what was looked up before may no longer hold."""

    def held(self, addresses: Sequence[str]) -> dict[str, Held]:
        """What stands at these addresses, as far as they are known."""
        found = self.database.rows("SELECT * FROM addresses WHERE address IN ", sorted({*addresses} - {""}))
        return {row["address"]: Held(row["document"], row["fetched"]) for row in found}

    def holders(self, documents: Sequence[str]) -> dict[str, set[str]]:
        """The addresses that hold each of these documents."""
        holders: dict[str, set[str]] = {key: set() for key in documents}
        for row in self.database.rows("SELECT * FROM addresses WHERE document IN ", sorted({*documents})):
            holders[row["document"]].add(row["address"])
        return holders

    def late(self, arrivals: Sequence[Arrival]) -> list[bool]:
        """Which of them were fetched before what stands at their address, or what came before them here."""
        held = self.held([arrival.address for arrival in arrivals])
        late = []
        for arrival in arrivals:
            before = held.get(arrival.address)
            late.append(before is not None and before.outdates(arrival))
            if not late[-1]:
                held[arrival.address] = Held(arrival.document, arrival.fetched)
        return late

    def arrive(self, arrivals: Sequence[Arrival]) -> tuple[list[bool], list[str]]:
        """Let texts stand at their addresses, one after the other. Writes.

        The documents must be stored by now. Returns which arrivals took the place of another text, and the documents
        that no address holds any more, which are to be forgotten.
        """
        held = self.held([arrival.address for arrival in arrivals])
        moved: dict[str, Held] = {}
        took: list[bool] = []
        gone: list[tuple[str, str, Held]] = []
        for address, document, fetched in arrivals:
            before = moved.get(address) or held.get(address)
            took.append(before is not None and before.document != document)
            if before and before.document != document:
                gone.append((address, document, before))
            if before != Held(document, fetched):
                moved[address] = Held(document, fetched)
        self._move(moved)
        self.keep(gone)
        left = sorted({before.document for _, _, before in gone})
        holders = self.holders(left) if left else {}
        return took, [document for document in left if not holders[document]]

    def _move(self, moved: dict[str, Held]) -> None:
        if not moved:
            return
        self.database.execute("DELETE FROM addresses WHERE list_contains(?, address)", [sorted(moved)])
        rows = [{"address": key, "document": h.document, "fetched": h.fetched} for key, h in sorted(moved.items())]
        self.database.insert("addresses", rows)

    def keep(self, gone: Sequence[tuple[str, str, Held]]) -> None:
        """Keep texts that give way, each with its address and the document that takes its place. Writes.

        They must still be stored.
        """
        if not gone:
            return
        keys = sorted({before.document for _, _, before in gone})
        documents = {row["id"]: row for row in self.database.rows("SELECT * FROM documents WHERE id IN ", keys)}
        reports: dict[str, list[Row]] = {}
        for row in self.database.rows("SELECT * FROM reports WHERE document IN ", keys):
            reports.setdefault(row["document"], []).append(row)
        inputs: dict[str, list[Row]] = {}
        for row in self.database.rows("SELECT * FROM inputs WHERE document IN ", keys, order="digest"):
            inputs.setdefault(row["document"], []).append(row)
        rows = [
            {
                **{key: documents[before.document][key] for key in _TOLD},
                "document": before.document,
                "address": address,
                "successor": successor,
                "published": documents[before.document]["published_earliest"],
                "reader": max((row["reader"] for row in inputs.get(before.document, ())), default=""),
                "inputs": [row["digest"] for row in inputs.get(before.document, ())],
                "fetched": before.fetched,
                "noticed": now(),
                "claims": claim_rows(reports.get(before.document, ())),
            }
            for address, successor, before in gone
            if before.document in documents
        ]
        self._add({_key(row): row for row in rows})

    def keep_late(self, late: Sequence[tuple[Arrival, Document, str, Sequence[Row], str, str]]) -> None:
        """Keep texts that come after one fetched later, which therefore never stand. Writes.

        Each with its digest, the rows of its reports, its reader and input. One already kept stays as it is.
        """
        held = self.held([arrival.address for arrival, *_ in late])
        rows = [
            {
                **{key: getattr(document, key) for key in _TOLD if key != "digest"},
                "digest": digest,
                "document": document.id,
                "address": arrival.address,
                "successor": held[arrival.address].document,
                "published": document.published and document.published.earliest,
                "reader": reader,
                "inputs": [key] if key else [],
                "fetched": arrival.fetched,
                "noticed": now(),
                "claims": claim_rows(reports),
            }
            for arrival, document, digest, reports, reader, key in late
        ]
        there = {
            _key(row)
            for row in self.database.rows_of(
                "SELECT address, document, digest FROM versions WHERE list_contains(?, address)", [sorted(held)]
            )
        }
        self._add({_key(row): row for row in rows if _key(row) not in there})

    def _add(self, kept: Mapping[tuple[str, str, str], Row]) -> None:
        # One row a text and address: a file that holds the same text twice under one id would add two at each reading.
        for key in kept:
            self.database.execute("DELETE FROM versions WHERE address = ? AND document = ? AND digest = ?", list(key))
        self.database.insert("versions", list(kept.values()))
        self.superseded += len(kept)

    def inputs_at(self, addresses: Sequence[str]) -> set[tuple[str, str]]:
        """Address and fingerprint of each page whose text stood there before."""
        found = self.database.rows("SELECT address, inputs FROM versions WHERE address IN ", sorted({*addresses}))
        return {(row["address"], key) for row in found for key in row["inputs"]}

    # -- reading -----------------------------------------------------------------------------------------------------

    def successor(self, document: str) -> str | None:
        """The document that took the last place of one that is no longer stored; None where there is none."""
        seen = {document}
        while not self.database.ask("SELECT 1 FROM documents WHERE id = ? LIMIT 1", [document]):
            found = self.database.ask(
                "SELECT successor FROM versions WHERE document = ? ORDER BY noticed DESC, successor LIMIT 1", [document]
            )
            if not found or found[0][0] in seen:
                return None
            document = str(found[0][0])
            seen.add(document)
        return document

    def forerunners(self, document: str) -> tuple[str, ...]:
        """The ids of all documents that this one took the place of, one after the other, sorted."""
        found = self.database.ask(
            "WITH RECURSIVE older(document) AS (SELECT document FROM versions WHERE successor = $1 "
            "UNION SELECT v.document FROM versions v JOIN older o ON v.successor = o.document) "
            "SELECT document FROM older WHERE document <> $1 ORDER BY document",
            [document],
        )
        return tuple(key for (key,) in found)

    def at(self, address: str) -> list[Version]:
        """The texts that stood at an address, the first to give way first."""
        return self._versions("address = ?", [address])

    def of(self, documents: Sequence[str]) -> list[Version]:
        """What is kept of these documents, the first to give way first."""
        return self._versions("list_contains(?, document)", [list(documents)])

    def _versions(self, where: str, values: Sequence[object]) -> list[Version]:
        rows = self.database.rows_of(
            f"SELECT * FROM versions WHERE {where} ORDER BY {_ORDER}",
            values,
        )
        return [version_from_row(row) for row in rows]

    def ids(self, prefix: str) -> list[str]:
        """The ids that begin so of texts that stand or stood, four at most."""
        found = self.database.ask(
            "SELECT id FROM documents WHERE starts_with(id, $1) UNION "
            "SELECT document FROM versions WHERE starts_with(document, $1) ORDER BY 1 LIMIT 4",
            [prefix],
        )
        return [key for (key,) in found]

    def claims(self, document: str) -> tuple[Claim, ...]:
        """What a stored document reports now."""
        return claims_of(claim_rows(self.database.rows("SELECT * FROM reports WHERE document IN ", [document])))


def _key(row: Row) -> tuple[str, str, str]:
    return row["address"], row["document"], row["digest"]
