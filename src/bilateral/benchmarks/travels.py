"""Trips of the U.S. Secretary of State as events, against the list of travels that the Office of the Historian keeps:
`bilateral bench travels CORPUS TRAVELS`.

CORPUS holds `docs.jsonl.gz` (id, publisher, published, text ...), of which the State Department's releases are read,
the bodies only. TRAVELS is a CSV file with role, name, start, end, country, locale of each stay.

Counted are the stays that the releases report, by this rule: a stay is *told* where a release published on one of its
days or the day after has a sentence that names the Secretary and the state (or a town of it) with a word of travel or
meeting, but not in the future; or names both in its first lines (the heading of remarks). It is *announced* where a
release published up to `_AHEAD` days before has a sentence that says the Secretary will travel there.

A told stay is found when the chronology has an event that took place (occurred or ongoing), with the Secretary named on
it, that is a visit to the state or a meeting placed in it, within a day of the stay's days. An announced stay is found
when it has such an event of any status. Extra trips are visits, and meetings placed abroad, that took place by the
chronology in a state where no stay was then.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bilateral.benchmarks.counterparts import codes
from bilateral.benchmarks.readouts import lines_of, records_of
from bilateral.errors import InputError, MalformedRecord, NotFound
from bilateral.knowledge import Knowledge

__all__ = ["Stay", "score_travels", "stays_of"]

Record = Mapping[str, Any]

_AHEAD = 14
_SLACK = timedelta(days=1)
_HOME = "USA"
_FACTS = ("occurred", "ongoing")
_CONTACTS = ("meeting", "multilateral")
_WORDS = re.compile(r"\b(?:travel|visit|met\b|meet|arriv|trip|attend|co-host|here in|\bin\b)", re.I)
_WILL = re.compile(r"\bwill (?:also |then )?(?:travel|visit|join)|\bis going to travel", re.I)
_COUNTRY = {"Korea, South": "South Korea", "Korea, North": "North Korea", "West Bank": "Palestine"}
"""Names of the list that are no usual ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One stay: a state, its days, and the towns the list names."""

    name: str
    state: str
    start: date
    end: date
    towns: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.start} to {self.end} {self.state} ({', '.join(self.towns)})"


def stays_of(travels: Path, knowledge: Knowledge, *, since: date, until: date) -> list[Stay]:
    """The Secretaries' stays that touch the period, by day. Raises InputError where the file is none of that kind."""
    if not travels.is_file():
        raise NotFound(str(travels), "the benchmark needs this file")
    with travels.open(encoding="utf-8", newline="") as rows:
        found = [_stay(travels, row, knowledge) for row in csv.DictReader(rows) if _counts(row, since, until)]
    return sorted(found, key=lambda stay: (stay.start, stay.end, stay.state))


def _counts(row: Mapping[str, str], since: date, until: date) -> bool:
    return row.get("role") == "secretary" and row["end"] >= since.isoformat() and row["start"] <= until.isoformat()


def _stay(travels: Path, row: Mapping[str, str], knowledge: Knowledge) -> Stay:
    try:
        return Stay(
            name=row["name"].split()[-1],
            state=knowledge.states.find(_COUNTRY.get(row["country"], row["country"])).code,
            start=date.fromisoformat(row["start"]),
            end=date.fromisoformat(row["end"]),
            towns=tuple(town.strip() for town in row["locale"].split(",")),
        )
    except (KeyError, ValueError, IndexError) as problem:
        raise MalformedRecord(str(travels), f"no list of travels ({problem})") from problem


def score_travels(corpus: Path, travels: Path, *, reader: str = "lexicon") -> str:
    """Reads the releases, scores the stays they report, and returns the report, which ends in the two shares.

    Raises InputError where a file is missing or of another kind.
    """
    from bilateral.knowledge import load

    knowledge = load()
    texts = [text for text in lines_of(corpus / "docs.jsonl.gz") if "Department of State" in text["publisher"]]
    if not texts:
        raise InputError(str(corpus), "holds no releases of the Department of State")
    days = sorted(date.fromisoformat(text["published"][:10]) for text in texts)
    stays = stays_of(travels, knowledge, since=days[0], until=days[-1])
    return "\n".join(report(stays, texts, records_of(texts, reader=reader), knowledge))


def report(
    stays: Sequence[Stay], texts: Sequence[Record], records: Sequence[Record], knowledge: Knowledge
) -> Iterator[str]:
    """The lines of the report: stays missed, extra trips, and the shares found of those told and announced."""
    secretary = {stay.name for stay in stays}
    trips = [event for event in records if _of_secretary(event, secretary)]
    told = [stay for stay in stays if any(_tells(text, stay, knowledge) for text in texts)]
    announced = [stay for stay in stays if any(_announces(text, stay, knowledge) for text in texts)]
    found = [stay for stay in told if any(_is_stay(event, stay) for event in trips)]
    foretold = [stay for stay in announced if any(_is_plan(event, stay) for event in trips)]
    for title, missed in (
        ("told by no release", [stay for stay in stays if stay not in told]),
        ("missed", [stay for stay in told if stay not in found]),
        ("announced by no release", [stay for stay in stays if stay not in announced]),
        ("announced but missed", [stay for stay in announced if stay not in foretold]),
    ):
        yield f"{title}: {len(missed)}"
        yield from (f"    {stay}" for stay in missed)
    extra = [event for event in trips if _abroad(event) and not _in_a_stay(event, stays)]
    yield f"extra trips: {len(extra)}"
    yield from (f"    {_example(event)}" for event in extra)
    yield ""
    yield f"stays listed {len(stays)}"
    yield f"announced {_share(foretold, announced)}"
    yield f"travels {_share(found, told)}"


def _share(found: Sequence[Stay], all: Sequence[Stay]) -> str:
    return f"{len(found) / max(1, len(all)):.3f} ({len(found)}/{len(all)})"


def _of_secretary(event: Record, names: set[str]) -> bool:
    people = [actor.get("person") or "" for actor in (*event["from"], *event["to"])]
    return any(person.split()[-1:] == [name] for person in people for name in names)


# --- what the releases say ---------------------------------------------------------------------------------------


def _tells(text: Record, stay: Stay, knowledge: Knowledge) -> bool:
    published = date.fromisoformat(text["published"][:10])
    if not stay.start <= published <= stay.end + _SLACK:
        return False
    place, who = _names_of(stay, knowledge), _secretary(stay)
    lines = [line for line in text["text"].split("\n") if line.strip()]
    opening = "\n".join(lines[:4])
    if len(lines) > 4 and who.search(opening) and place.search(opening):
        return True
    return any(who.search(s) and place.search(s) and _WORDS.search(s) and not _WILL.search(s) for s in _parts(lines))


def _announces(text: Record, stay: Stay, knowledge: Knowledge) -> bool:
    published = date.fromisoformat(text["published"][:10])
    if not stay.start - timedelta(days=_AHEAD) <= published <= stay.start:
        return False
    place, who = _names_of(stay, knowledge), _secretary(stay)
    return any(who.search(s) and place.search(s) and _WILL.search(s) for s in _parts(text["text"].split("\n")))


def _parts(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from re.split(r"(?<=[a-z0-9][.!?]) (?=[A-Z])", line)


def _names_of(stay: Stay, knowledge: Knowledge) -> re.Pattern[str]:
    state = knowledge.states.by_code[stay.state]
    names = (*state.names, *stay.towns, *([state.capital] if state.capital else ()))
    return re.compile(r"\b(?:" + "|".join(re.escape(name) for name in sorted({*names}, key=len, reverse=True)) + r")\b")


def _secretary(stay: Stay) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{re.escape(stay.name)}|[Tt]he Secretary)\b(?! (?:of|General))")


# --- what the chronology says ------------------------------------------------------------------------------------


def _days(event: Record) -> tuple[date, date]:
    return date.fromisoformat(event["start"]), date.fromisoformat(event["end"])


def _within(event: Record, stay: Stay) -> bool:
    first, last = _days(event)
    return stay.start - _SLACK <= first and last <= stay.end + _SLACK


def _there(event: Record, state: str) -> bool:
    """Whether an event is a visit to that state, or a meeting placed in it."""
    place = (event["place"] or {}).get("state")
    if event["form"] == "visit" and place is None:
        return state in codes(event)
    return event["form"] in ("visit", *_CONTACTS) and place == state


def _is_stay(event: Record, stay: Stay) -> bool:
    return event["status"] in _FACTS and _there(event, stay.state) and _within(event, stay)


def _is_plan(event: Record, stay: Stay) -> bool:
    # An itinerary of several states is often told with the days of the whole: those must cover the stay's.
    first, last = _days(event)
    days = _within(event, stay) or (first <= stay.start + _SLACK and stay.end - _SLACK <= last <= first + _SLACK * 10)
    return _there(event, stay.state) and days


def _abroad(event: Record) -> bool:
    if event["status"] not in _FACTS or event["form"] not in ("visit", *_CONTACTS):
        return False
    place = (event["place"] or {}).get("state")
    if place is None and event["form"] == "visit":  # to a body it may be one at home, as the United Nations
        return _goes(event) and any(actor.get("state") not in (None, _HOME) for actor in event["to"])
    return place not in (None, _HOME)


def _goes(event: Record) -> bool:
    return any(actor.get("state") == _HOME for actor in event["from"])


def _in_a_stay(event: Record, stays: Sequence[Stay]) -> bool:
    first, last = _days(event)
    where = (event["place"] or {}).get("state")
    return any(
        first <= stay.end + _SLACK and stay.start - _SLACK <= last
        for stay in stays
        if stay.state == where or (where is None and stay.state in codes(event))
    )


def _example(event: Record) -> str:
    place = event["place"]
    where = f"{place['name']} ({place['state']})" if place else "?"
    told = event["reports"][0]
    parties = " ".join(sorted(codes(event)))
    return f"{event['start']} {event['form']} {parties} in {where}, {told['document']}: {told['text'][:120]!r}"
