"""Rows of office holding from the reference files, in one shape and with our kinds of office."""

from __future__ import annotations

import calendar
import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

SOURCES = ("every-politician-scrapers", "pocom", "visits", "US government", "own knowledge", "attested")
"""In the order of data/sources.tsv; a row's source is the first that its source text contains."""
OWN = SOURCES.index("own knowledge")
"""From here on the sources are hand-made rows: from memory alone, or of somebody whom releases name in the office."""


@dataclass(slots=True)
class Row:
    """One term. `start` and `end` are days or None; `exact` says that each known one was given to the day."""

    state: str
    office: str
    kind: str
    person: str
    qid: str
    start: date | None
    end: date | None
    exact: bool
    attested: bool
    source: int
    person_id: str = ""


_KINDS = {
    "head_of_state": "head of state",
    "head_of_government": "head of government",
    "foreign_minister": "foreign minister",
    "defence_minister": "defence minister",
    "other_minister": "minister",
    "ambassador_or_mission": "ambassador",
    "legislature": "legislature",
    "military": "military",
    "central_bank": "central bank",
}

_BY_TITLE = (
    # The reference calls "other" what it had no class for; the first pattern that fits a title decides, None drops it.
    (r"(?i)first lady|justice|judge|mayor|prefect|lord of the treasury|chief clerk|library|archiv|kuomintang", None),
    (r"(?i)\b(?:governor|lieutenant governor|chief minister|presidential representative|emir) (?:of|in)\b", None),
    (r"(?i)^(?:first |second |third |executive |acting )?vice[- ]president", "deputy head of state"),
    (r"(?i)deputy (?:prime minister|premier)|vice (?:prime minister|premier)", "deputy head of government"),
    (r"^Foreign Secretary$", "deputy minister"),
    (r"(?i)deputy secretary-general|under-secretary-general|united nations general assembly", "official"),
    (r"(?i)^secretary-general of the united nations", "head of organisation"),
    (r"(?i)national security advis|security council|advis[eo]r|counsel|chief of staff|aide", "adviser"),
    (r"(?i)spokes|press secretary", "spokesperson"),
    (r"(?i)envoy|special representative|high representative", "envoy"),
    (r"(?i)(?:deputy|under|assistant) ?-?(?:secretary|minister)", "deputy minister"),
    (r"(?i)chief of the (?:general|defen)|chiefs of staff", "military"),
    (r"(?i)director|coordinator|protocol|administrator|secretary|ambassador|chair", "official"),
)

_OTHER_CODE = {"EUU": "EU"}
_NOT_STATES = frozenset({"ARABPARL", "CN-XZ", "ES-CB", "GB-SCT", "IQ-KR", "JEY", "SO-SOM"})
_SUBNATIONAL = re.compile(
    r"Pontifical Commission|Cantabria|Guernsey|Central Tibetan|Iraqi Kurdistan|Catal|Foreign Action|Transnistria"
    r"|Relations and la Francophonie"
)
_SINCE = {"head of state": 1945, "head of government": 1945, "foreign minister": 1945, "head of organisation": 1945}
_SINCE_OTHERS = 1985  # a register of every minister since 1800 finds namesakes, not actors


def register_rows(path: Path) -> Iterator[Row]:
    """The rows of office_holders.csv.gz that news since 1945 can speak of."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for raw in csv.DictReader(file):
            kind = _kind(raw["kind"], raw["office"])
            if kind is None or raw["state"] in _NOT_STATES or _SUBNATIONAL.search(raw["office"]):
                continue
            if raw["state"] == "UN" and kind == "ambassador":
                continue  # states' representatives at the UN, without their state
            if (raw["state"], raw["basis"], kind) == ("ESP", "attested", "head of state"):
                continue  # Spain's prime minister is "President of the Government"
            start, exact_start = day(raw["start"], last=False)
            end, exact_end = day(raw["end"], last=True)
            if start and end and end < start:
                continue  # about a dozen rows of the reference end before they begin
            known = end or start
            if known is None or known.year < _SINCE.get(kind, _SINCE_OTHERS):
                continue
            yield Row(
                state=_OTHER_CODE.get(raw["state"], raw["state"]),
                office=raw["office"][:1].upper() + raw["office"][1:],
                kind=kind,
                person=raw["person"],
                qid=raw["person_qid"],
                start=start,
                end=end,
                exact=exact_start and exact_end,
                attested=raw["basis"] == "attested",
                source=_source(raw["source"]),
            )


def added_rows(path: Path) -> Iterator[Row]:
    """The hand-made rows of holders_added.csv."""
    with path.open(encoding="utf-8", newline="") as file:
        for raw in csv.DictReader(file):
            start, exact_start = day(raw["start"], last=False)
            end, exact_end = day(raw["end"], last=True)
            yield Row(
                raw["state"], raw["office"], raw["kind"], raw["person"], "", start, end,
                exact_start and exact_end and bool(raw["start"]), False,
                SOURCES.index("attested") if raw["source"].startswith("attested") else OWN,
            )  # fmt: skip


_MINED_KINDS = (
    (r"Deputy National Security", "adviser"),
    (r"National Security Advis", "adviser"),
    (r"Deputy Foreign|Vice Foreign", "deputy minister"),
    (r"Deputy Prime", "deputy head of government"),
    (r"Vice (?:President|Chancellor)", "deputy head of state"),
    (r"Foreign|Minister for Foreign|State Councilor", "foreign minister"),
    (r"Defense", "defence minister"),
    (r"Prime Minister|Chancellor|Taoiseach", "head of government"),
    (r"Crown Prince", "deputy head of government"),
    (r"President|King|Amir|Emir", "head of state"),
)
_BROKEN = re.compile(
    # Cut off before the name's end, or with words of the sentence in it.
    r"(?i)(?: al-?| bin| dos| da| de|-)$|secretary|minister|regarding|friday|grain|february|^lula da|^santa anna"
    r"| (?:berlin|paris)$|^(?:di|de|le) |^ii |'s "
)
_OTHER_STATE = {"MAC": "CHN"}
_MISREAD = frozenset({("GIN", "Umaro Embalo"), ("GRL", "Jeppe Kofod"), ("SJM", "Anniken Huitfeldt"),
                      ("COL", "Maria Paula Correa"), ("FRA", "Robert Schuman"), ("IRQ", "Masrour Barzani"),
                      ("PAK", "Benazier Bhutto"), ("NGA", "Olusegun Obasanjo"), ("IND", "Manmohan Singh"),
                      ("CAN", "Brian Mulroney"), ("ETH", "Ahmed Abiy")})  # fmt: skip


def mined_rows(path: Path) -> Iterator[Row]:
    """The attested rows of mined_offices_us_gov.csv, less those that the mining cut short or misread."""
    with path.open(encoding="utf-8", newline="") as file:
        for raw in csv.DictReader(file):
            name = raw["name"].replace("’", "'")
            if _BROKEN.search(name) or " " not in name or (raw["iso3"], name) in _MISREAD:
                continue
            kind = next(k for pattern, k in _MINED_KINDS if re.search(pattern, raw["title"]))
            if (raw["iso3"], raw["title"]) == ("IND", "Foreign Secretary") or (
                raw["iso3"] in {"BGD", "PAK"} and raw["title"] == "Foreign Secretary"
            ):
                kind = "deputy minister"
            if raw["iso3"] == "ESP" and raw["title"] == "President":
                kind = "head of government"
            yield Row(
                _OTHER_STATE.get(raw["iso3"], raw["iso3"]), raw["title"], kind, name, "",
                day(raw["first_seen"], last=False)[0], day(raw["last_seen"], last=True)[0], True, True, 3,
            )  # fmt: skip


def day(text: str, *, last: bool) -> tuple[date | None, bool]:
    """A day from "2021-03-04", "2021-03" or "2021" (its first or last day) and whether it was exact; None from ""."""
    if not text:
        return None, True
    numbers = [int(part) for part in text[:10].split("-")]
    year = numbers[0]
    month = numbers[1] if len(numbers) > 1 else (12 if last else 1)
    number = numbers[2] if len(numbers) > 2 else (calendar.monthrange(year, month)[1] if last else 1)
    return date(year, month, number), len(numbers) > 2


def reconcile(terms: Iterable[Row]) -> list[Row]:
    """Drop one of two rows for the same term where a hand-made row meets one of the reference.

    The reference's row stays where it is exact and as complete; the hand-made one where it knows the day or the end.
    """
    rows = list(terms)
    reference: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.source < OWN and not row.attested:
            reference[row.person_id, row.state, row.kind].append(row)
    dropped: set[int] = set()
    for own in (r for r in rows if r.source >= OWN):
        near = [r for r in reference[own.person_id, own.state, own.kind] if _close(own.start, r.start, days=370)]
        near = [r for r in near if r.office == own.office] or near  # a member of a presidency chairs it now and then
        if any(r.exact and _close(own.start, r.start, days=31) and _as_complete(r, own) for r in near):
            dropped.add(id(own))
        else:
            dropped |= {id(r) for r in near}
    # Days on which somebody was seen in office say nothing where the term is known, and mislead before and after it.
    known = {(r.person_id, r.state, r.kind) for r in rows if not r.attested}
    dropped |= {id(r) for r in rows if r.attested and (r.person_id, r.state, r.kind) in known}
    return [row for row in rows if id(row) not in dropped]


def _as_complete(other: Row, own: Row) -> bool:
    return (other.end is None) == (own.end is None)


def _close(one: date | None, other: date | None, *, days: int) -> bool:
    return one is not None and other is not None and abs((one - other).days) <= days


_SEVERAL_SEATS = frozenset({"BIH", "SMR", "AND", "LBY", "YEM", "VEN", "CHE", "PSE", "SDN", "YUG"})
_SINGLE = frozenset({"head of state", "head of government", "foreign minister"})


def close_terms(terms: Iterable[Row]) -> None:
    """End each open term of a single-seat office on the day its successor's began; states with several seats apart."""
    seats: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in terms:
        if row.kind in _SINGLE and row.state not in _SEVERAL_SEATS and not row.attested and row.start:
            seats[row.state, row.kind, _seat(row.office)].append(row)
    for seat in seats.values():
        seat.sort(key=lambda r: (r.start or date.min, r.person_id))
        for row in seat:
            if row.end is None:
                later = (r.start for r in seat if r.person_id != row.person_id and _after(r, row))
                row.end = next(later, None)


def _after(row: Row, other: Row) -> bool:
    return row.start is not None and other.start is not None and row.start > other.start


def _seat(office: str) -> str:
    lowered = office.casefold().replace("yang di", "monarch")
    for seat in ("supreme leader", "governor", "monarch", "king", "emir of", "prince", "presidential council"):
        if seat in lowered:
            return "king" if seat == "monarch" else seat
    return ""


_DEPUTY = re.compile(
    r"^(?:Principal |Acting |First )?(?:Deputy|Under|Assistant|Vice)[ -]?(?:Secretary|Minister|Foreign)"
)


def _kind(kind: str, office: str) -> str | None:
    if kind == "other_minister" and _DEPUTY.search(office):
        return "deputy minister"
    if kind in _KINDS:
        if kind == "head_of_government" and re.search(r"^Chief Minister", office):
            return None
        return _KINDS[kind]
    return next((k for pattern, k in _BY_TITLE if re.search(pattern, office)), None)


def _source(text: str) -> int:
    return next((i for i, name in enumerate(SOURCES) if name in text), 0)
