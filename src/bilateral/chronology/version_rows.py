"""Addresses, and the texts that stood there before, as rows of the database, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "Claim",
    "Row",
    "Version",
    "claim_rows",
    "claims_of",
    "moment",
    "version_from_row",
    "version_schemas",
]

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a report says, in brief: enough to tell whether another version of the text still says it."""

    report: str
    type: str
    form: str
    status: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    earliest: date
    latest: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A text that stood at an address until another took its place.

    `document` is the id it had and `successor` that of the text that came after it (the same where the id was given);
    `noticed` is when that was seen and `fetched` when this one was last fetched, both in UTC. `reader` is who coded it
    and `claims` what it reported.
    """

    document: str
    digest: str
    address: str
    successor: str
    source: str
    url: str | None
    title: str | None
    publisher: str | None
    published: date | None
    original: str
    reader: str
    inputs: tuple[str, ...]
    fetched: datetime | None
    noticed: datetime
    claims: tuple[Claim, ...]


def moment(told: str | None) -> datetime | None:
    """An ISO date-time with its zone as naive UTC; None where it is none."""
    if not told:
        return None
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        return None
    return at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at


def claim_rows(reports: Iterable[Row]) -> list[Row]:
    """The rows of `reports` as they are kept in `versions`, by day and report."""
    found = [
        {
            "report": row["id"],
            **{key: row[key] for key in ("type", "form", "status", "earliest", "latest", "text")},
            **{
                side: sorted({a["state"] or a["organisation"] or "" for a in row[side]})
                for side in ("source", "target")
            },
        }
        for row in reports
    ]
    return sorted(found, key=lambda row: (row["earliest"], row["latest"], row["report"]))


def claims_of(rows: Sequence[Row]) -> tuple[Claim, ...]:
    """The claims of `claim_rows`."""
    return tuple(Claim(**{**row, "source": tuple(row["source"]), "target": tuple(row["target"])}) for row in rows)


def version_from_row(row: Row) -> Version:
    """The version, as it was kept."""
    return Version(**{**row, "claims": claims_of(row["claims"]), "inputs": tuple(row["inputs"])})


def version_schemas() -> Mapping[str, pa.Schema]:
    """The Arrow schemas of `addresses` and `versions`."""
    import pyarrow as pa

    text, day, at = pa.string(), pa.date32(), pa.timestamp("us")
    claim = pa.struct(
        [
            *((key, text) for key in ("report", "type", "form", "status")),
            ("source", pa.list_(text)),
            ("target", pa.list_(text)),
            ("earliest", day),
            ("latest", day),
            ("text", text),
        ]
    )
    named = ("document", "digest", "address", "successor", "source", "url", "title", "publisher", "original", "reader")
    return {
        "addresses": pa.schema([("address", text), ("document", text), ("fetched", at)]),
        "versions": pa.schema(
            [
                *((key, text) for key in named),
                ("published", day),
                ("inputs", pa.list_(text)),
                ("fetched", at),
                ("noticed", at),
                ("claims", pa.list_(claim)),
            ]
        ),
    }
