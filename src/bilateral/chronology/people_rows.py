"""Appearances, persons and judgements as rows of the database, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bilateral.knowledge.fold import fold
from bilateral.model import Level
from bilateral.persons import Appearance, KnownPerson, OfficeSeen, OpenName, Origin, Ruling, Told

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "Judgement",
    "appearance_from_row",
    "appearance_row",
    "judgement_from_row",
    "judgement_row",
    "open_name_from_row",
    "open_name_row",
    "people_schemas",
    "person_from_row",
    "person_row",
]

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One correction by a user. It is never changed, only withdrawn.

    `kind` says what it is about ("person", "event"), `subject` which one (a name, an event's id at the time), `scope`
    narrows it (a party). `field` and `value` are what it says, `verdict` how: "is", or "same" and "different" of the
    `other` subject, or "wrong", or "right". It holds from `since` to `until`, where told.
    """

    id: str
    kind: str
    subject: str
    verdict: str
    who: str
    made: datetime
    why: str
    other: str | None = None
    field: str | None = None
    value: str | None = None
    scope: str | None = None
    since: date | None = None
    until: date | None = None
    withdrawn: datetime | None = None


def judgement_row(judgement: Judgement) -> Row:
    """The row of `judgements`."""
    return {name: getattr(judgement, name) for name in Judgement.__slots__}


def judgement_from_row(row: Row) -> Judgement:
    """The judgement, as it was made."""
    return Judgement(**row)


def appearance_row(appearance: Appearance) -> Row:
    """The row of `appearances`."""
    return {
        "document": appearance.document,
        "name": appearance.name,
        "folded": fold(appearance.name),
        "person_id": appearance.person_id,
        "state": appearance.state,
        "organisation": appearance.organisation,
        "party": appearance.party,
        "office": appearance.office,
        "level": appearance.level and appearance.level.value,
        "basis": appearance.basis,
        "sentence": appearance.sentence,
        "introduced": appearance.introduced,
        "wording": appearance.wording,
        "day": appearance.day,
    }


def appearance_from_row(row: Row) -> Appearance:
    """The appearance, as it was put."""
    kept = {key: value for key, value in row.items() if key not in ("folded", "party")}
    return Appearance(**{**kept, "level": Level(row["level"]) if row["level"] else None})


def open_name_row(document: str, asked: OpenName) -> Row:
    """The row of `open_names`; `name` is folded, to be looked up by."""
    return {
        "document": document,
        "name": fold(asked.name),
        "written": asked.name,
        "titles": [{"phrase": title.phrase, "level": title.level.value} for title in asked.titles],
        "party": asked.party,
        "day": asked.day,
    }


def open_name_from_row(row: Row) -> OpenName:
    """The name as the text left it open."""
    titles = tuple(Told(title["phrase"], Level(title["level"])) for title in row["titles"])
    return OpenName(name=row["written"], titles=titles, party=row["party"], day=row["day"])


def person_row(person: KnownPerson) -> Row:
    """The row of `people`."""
    return {
        "party": person.party,
        "is_state": person.is_state,
        "name": person.name,
        "names": list(person.names),
        "origin": person.origin.value,
        "person_id": person.person_id,
        "offices": [
            {
                "office": o.office,
                "level": o.level and o.level.value,
                "first_seen": o.first,
                "last_seen": o.last,
                "documents": o.documents,
            }
            for o in person.offices
        ],
        "first_seen": person.first,
        "last_seen": person.last,
        "attested": person.attested,
        "documents": list(person.documents),
        "judgements": list(person.ruling.ids) if person.ruling else [],
        "sole": person.sole,
    }


def person_from_row(row: Row, rulings: Mapping[tuple[str, ...], Ruling]) -> KnownPerson:
    """The person; `rulings` by the ids of their judgements. A ruling that no longer stands is there without content."""
    ids = tuple(row["judgements"])
    return KnownPerson(
        name=row["name"],
        names=tuple(row["names"]),
        party=row["party"],
        is_state=row["is_state"],
        origin=Origin(row["origin"]),
        person_id=row["person_id"],
        offices=tuple(
            OfficeSeen(
                office=o["office"],
                level=Level(o["level"]) if o["level"] else None,
                first=o["first_seen"],
                last=o["last_seen"],
                documents=o["documents"],
            )
            for o in row["offices"]
        ),
        first=row["first_seen"],
        last=row["last_seen"],
        attested=row["attested"],
        documents=tuple(row["documents"]),
        sole=row["sole"],
        ruling=(rulings.get(ids) or Ruling(name=row["name"], ids=ids)) if ids else None,
    )


def people_schemas() -> Mapping[str, pa.Schema]:
    """The Arrow schemas of the tables on people, and of judgements."""
    import pyarrow as pa

    text, texts, day, whole, moment = pa.string(), pa.list_(pa.string()), pa.date32(), pa.int32(), pa.timestamp("us")
    office = pa.struct(
        [("office", text), ("level", text), ("first_seen", day), ("last_seen", day), ("documents", whole)]
    )
    said = ("kind", "subject", "verdict", "who", "why", "other", "field", "value", "scope")
    return {
        "appearances": pa.schema(
            [
                *((key, text) for key in ("document", "name", "folded", "person_id", "state", "organisation", "party")),
                *((key, text) for key in ("office", "level", "basis")),
                ("sentence", whole),
                ("introduced", pa.bool_()),
                ("wording", text),
                ("day", day),
            ]
        ),
        "open_names": pa.schema(
            [
                *((key, text) for key in ("document", "name", "written")),
                ("titles", pa.list_(pa.struct([("phrase", text), ("level", text)]))),
                ("party", text),
                ("day", day),
            ]
        ),
        "people": pa.schema(
            [
                ("party", text),
                ("is_state", pa.bool_()),
                ("name", text),
                ("names", texts),
                ("origin", text),
                ("person_id", text),
                ("offices", pa.list_(office)),
                ("first_seen", day),
                ("last_seen", day),
                ("attested", whole),
                ("documents", texts),
                ("judgements", texts),
                ("sole", pa.bool_()),
            ]
        ),
        "unlearned": pa.schema([("party", text)]),
        "unsettled": pa.schema([("document", text), ("step", text)]),
        "settled": pa.schema([("document", text), ("digest", text)]),
        "judgements": pa.schema(
            [
                ("id", text),
                *((key, text) for key in said),
                *((key, day) for key in ("since", "until")),
                *((key, moment) for key in ("made", "withdrawn")),
            ]
        ),
    }
