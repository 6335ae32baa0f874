"""Dyad tables, busiest pairs and comparisons as data: nested records, and flat rows with their columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from bilateral.analysis.beside import Beside, Side
from bilateral.analysis.dyad_tables import DyadTable, KindRow, PeriodRow
from bilateral.analysis.dyads import UNKNOWN_LEVEL
from bilateral.analysis.relation import CONTACT_FORMS, Direction, Pair, Tally
from bilateral.analysis.tone import QUADS, Tone
from bilateral.chronology import Busy
from bilateral.model import Event, Level, When

__all__ = [
    "BUSIEST_COLUMNS",
    "busiest_record",
    "busiest_rows",
    "comparison_columns",
    "comparison_record",
    "comparison_rows",
    "dyad_columns",
    "dyad_record",
    "dyad_rows",
]

Name = Callable[[str], str]


_PAIR = {"a": "text", "b": "text"}
_TONE = {
    **{quad.replace(" ", "_"): "number" for quad in QUADS},
    **dict.fromkeys(("conflict", "conflict_low", "conflict_high"), "real"),
    **dict.fromkeys(("intensity", "intensity_low", "intensity_high"), "real"),
}
_PERIODS = {
    **_PAIR,
    "period": "text",
    **dict.fromkeys(("first", "last"), "day"),
    "number": "number",
    **dict.fromkeys(("low", "high"), "real"),
    "contacts": "number",
    **_TONE,
    **dict.fromkeys(("documents", "documents_on_either"), "number"),
    **dict.fromkeys(("per_1000_documents", "per_1000_documents_low", "per_1000_documents_high"), "real"),
    **dict.fromkeys(("p_count", "p_per_document"), "real"),
    "standing": "text",
    "events": "texts",
}
_KINDS = {
    "number": "number",
    **dict.fromkeys(("share", "share_low", "share_high", "a_month", "a_month_low", "a_month_high"), "real"),
    **_TONE,
    **dict.fromkeys(("first_earliest", "first_latest", "last_earliest", "last_latest"), "day"),
    "events": "texts",
}

BUSIEST_COLUMNS: Mapping[str, str] = {
    **_PAIR,
    **dict.fromkeys(("name_a", "name_b"), "text"),
    **dict.fromkeys(("number", "contacts", "high_contacts", "a_to_b", "b_to_a"), "number"),
    **{quad.replace(" ", "_"): "number" for quad in QUADS},
    "intensity": "real",
    **dict.fromkeys(("first", "last"), "day"),
}
"""The columns of `busiest_rows`, and what is in each: text, texts, number, real or day."""


def dyad_columns(table: DyadTable, *, by_kind: bool) -> Mapping[str, str]:
    """The columns of `dyad_rows`, and what is in each."""
    if by_kind:
        return {**_PAIR, table.by or "kind": "text", **_KINDS}
    if table.by:
        both = {"period": "text", table.by: "text", "number": "number", "documents": "number"}
        return {**_PAIR, **both, "per_1000_documents": "real", "events": "texts"}
    return _PERIODS


def dyad_record(table: DyadTable, name_of: Name) -> dict[str, Any]:
    """The whole table as plain dicts, lists, strings and numbers."""
    return {
        "pair": list(table.pair),
        "names": [name_of(code) for code in table.pair],
        "since": _iso(table.since),
        "until": _iso(table.until),
        "first": _iso(table.first),
        "last": _iso(table.last),
        "counted": "contacts" if table.contacts_only else "events",
        "period": table.period,
        "by": table.by,
        "all": {**_tally(table.all), "contacts": _tally(table.contacts), **_tone_record(table.tone)},
        "periods": [_period_record(row) for row in table.periods],
        "kinds": [_kind_record(row) for row in table.kinds],
        "earlier": _tally(table.earlier),
        "undated": _tally(table.undated),
        "documents": table.documents,
        "documents_undated": table.documents_undated,
    }


def dyad_rows(table: DyadTable, *, by_kind: bool) -> list[dict[str, Any]]:
    """Flat rows, for CSV and Arrow: one a kind, or one a period, or with a kind too one for each of both."""
    pair = {"a": table.pair[0], "b": table.pair[1]}
    if by_kind:
        return [{**pair, **_flat(_kind_record(row), key=table.by or "kind")} for row in table.kinds]
    if table.by:
        return [
            {
                **pair,
                "period": row.period,
                table.by: kind.key,
                "number": kind.number,
                "documents": row.documents,
                "per_1000_documents": 1000 * kind.number / row.documents if row.documents else None,
                "events": list(kind.events),
            }
            for row in table.periods
            for kind in row.kinds
        ]
    return [{**pair, **_flat(_period_record(row), key="period")} for row in table.periods]


def busiest_rows(rows: Sequence[Busy], name_of: Name) -> list[dict[str, Any]]:
    """Flat rows, one a pair."""
    return [
        {
            "a": row.a,
            "b": row.b,
            "name_a": name_of(row.a),
            "name_b": name_of(row.b),
            "number": row.number,
            "contacts": row.contacts,
            "high_contacts": row.high,
            "a_to_b": row.a_to_b,
            "b_to_a": row.b_to_a,
            **{quad.replace(" ", "_"): number for quad, number in zip(QUADS, row.quads, strict=True)},
            "intensity": row.intensity,
            "first": row.first.isoformat(),
            "last": row.last.isoformat(),
        }
        for row in rows
    ]


def busiest_record(rows: Sequence[Busy], of: int, name_of: Name, **asked: Any) -> dict[str, Any]:
    """The same with what was asked for and how many pairs there are in all."""
    facts = {key: _iso(value) if isinstance(value, date) else value for key, value in asked.items()}
    return {**facts, "pairs": of, "rows": busiest_rows(rows, name_of)}


def _tone_record(tone: Tone) -> dict[str, Any]:
    """Numbers by quad class, share of conflict and mean intensity, with their intervals."""
    share = tone.conflict_share
    return {
        "quads": {quad.key: _tally(quad) for quad in tone.quads},
        "conflict": share[0] if share else None,
        "conflict_interval": list(share[1:]) if share else None,
        "intensity": tone.mean,
        "intensity_interval": list(tone.interval) if tone.interval else None,
    }


def _period_record(row: PeriodRow) -> dict[str, Any]:
    return {
        "period": row.period,
        "first": row.first.isoformat(),
        "last": row.last.isoformat(),
        **_tally(row.events),
        "interval": list(row.interval),
        "contacts": _tally(row.contacts),
        "kinds": {kind.key: _tally(kind) for kind in row.kinds},
        **_tone_record(row.tone),
        "documents": row.documents,
        "documents_on_either": row.either,
        "per_1000_documents": row.rate,
        "per_1000_documents_interval": list(row.rate_interval) if row.rate_interval else None,
        "p_count": row.p_count,
        "p_per_document": row.p_texts,
        "standing": row.standing,
    }


def _kind_record(row: KindRow) -> dict[str, Any]:
    return {
        "kind": row.events.key,
        **_tally(row.events),
        "share": row.share,
        "share_interval": list(row.share_interval),
        "a_month": row.a_month,
        "a_month_interval": list(row.a_month_interval) if row.a_month_interval else None,
        **_tone_record(row.tone),
        "first": _when(row.first),
        "last": _when(row.last),
    }


def _flat(record: dict[str, Any], *, key: str) -> dict[str, Any]:
    """A record without nested values but for the ids of its events: intervals become two columns, tallies numbers."""
    flat: dict[str, Any] = {}
    for name, value in record.items():
        if name == "kind":
            flat[key] = value
        elif name == "quads":
            flat |= {quad.replace(" ", "_"): found["number"] for quad, found in value.items()}
        elif name in ("events", "kinds"):
            continue
        elif name.endswith("interval"):
            stem = name.removesuffix("interval")
            flat[f"{stem}low"], flat[f"{stem}high"] = value or (None, None)
        elif isinstance(value, dict):
            flat |= (
                {name: value["number"]}
                if "number" in value
                else {f"{name}_earliest": value["earliest"], f"{name}_latest": value["latest"]}
            )
        else:
            flat[name] = value
    return {**flat, "events": record["events"]}


def _tally(tally: Tally) -> dict[str, Any]:
    return {"number": tally.number, "events": list(tally.events)}


def _when(when: When) -> dict[str, str]:
    return {"earliest": when.earliest.isoformat(), "latest": when.latest.isoformat()}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def comparison_record(found: Beside, name_of: Name, documents: int, telling: Sequence[int]) -> dict[str, Any]:
    """Everything as plain dicts, lists, strings and numbers; every number with the ids of its events.

    `documents` is how many texts were read, `telling` how many of them tell of each pair's events.
    """
    pairs = ["-".join(side.profile.pair) for side in found.sides]
    return {
        "first": _iso(found.first),
        "last": _iso(found.last),
        "asked": found.asked,
        "documents": documents,
        "pairs": [
            {**_side_record(found, side, name_of), "documents": number}
            for side, number in zip(found.sides, telling, strict=True)
        ],
        "tests": [
            {
                "what": test.what,
                "pairs": [pairs[at] for at in test.sides],
                "numbers": [test.first, test.second],
                "ratio": test.ratio,
                "ratio_interval": [test.low, test.high],
                "p": test.p,
                "p_adjusted": test.adjusted,
                "dispersion": test.dispersion.factor if test.dispersion else None,
                "words": test.words,
            }
            for test in found.comparison.tests
        ],
        "tones": [
            {
                "pairs": [pairs[at] for at in test.sides],
                "intensities": [test.first, test.second],
                "p": test.p,
                "p_adjusted": test.adjusted,
                "words": test.words,
            }
            for test in found.comparison.tones
        ],
        "issues": [
            {
                "issue": told.issue,
                "numbers": {pair: _tally(tally) for pair, tally in zip(pairs, told.sides, strict=True)},
                "tests": [
                    {
                        "pairs": [pairs[0], pairs[test.place]],
                        "p": test.p,
                        "p_adjusted": test.adjusted,
                        "words": test.words,
                    }
                    for test in told.tests
                ],
            }
            for told in found.issues
        ],
    }


def comparison_columns(found: Beside) -> Mapping[str, str]:
    """The columns of `comparison_rows`, and what is in each."""
    return {"group": "text", "what": "text", **{"-".join(side.profile.pair): "number" for side in found.sides}}


def comparison_rows(found: Beside) -> list[dict[str, Any]]:
    """Flat rows for CSV and Arrow: group, what, and a column with the number of each pair."""
    pairs = ["-".join(side.profile.pair) for side in found.sides]
    groups: dict[tuple[str, str], list[int]] = {}

    def put(group: str, place: int, tallies: Sequence[Tally]) -> None:
        for tally in tallies:
            groups.setdefault((group, tally.key), [0] * len(pairs))[place] = tally.number

    for place, side in enumerate(found.sides):
        one = side.profile
        put("all", place, [one.events, one.contacts, one.high, one.acts, one.upcoming, side.earlier])
        put("level", place, one.by_level)
        put("form", place, one.by_form)
        put("direction", place, one.by_direction)
        put("visits", place, [Tally(way, v.tally.number, ()) for way, v in zip(_WAYS, one.visits, strict=True)])
        put("quad", place, one.tone.quads)
    for told in found.issues:
        for place, tally in enumerate(told.sides):
            put("issue", place, [tally])
    order = list(dict.fromkeys(group for group, _ in groups))
    ranks = {word: rank for rank, word in enumerate((*Level, UNKNOWN_LEVEL, *CONTACT_FORMS))}
    rows = sorted(groups.items(), key=lambda row: (order.index(row[0][0]), ranks.get(row[0][1], 0)))
    return [{"group": group, "what": what, **dict(zip(pairs, numbers, strict=True))} for (group, what), numbers in rows]


_WAYS = (Direction.OUT.value, Direction.BACK.value)


def _side_record(found: Beside, side: Side, name_of: Name) -> dict[str, Any]:
    one = side.profile
    rate = found.a_month(one.contacts.number)
    return {
        "pair": list(one.pair),
        "names": [name_of(code) for code in one.pair],
        "events": _tally(one.events),
        "contacts": _tally(one.contacts),
        "contacts_a_month": rate[0] if rate else None,
        "contacts_a_month_interval": list(rate[1:]) if rate else None,
        "high_contacts": _tally(one.high),
        "acts": _tally(one.acts),
        "planned": _tally(one.upcoming),
        "earlier": _tally(side.earlier),
        "form": {tally.key: _tally(tally) for tally in one.by_form},
        "level": {tally.key: _tally(tally) for tally in one.by_level},
        "direction": {tally.key: _tally(tally) for tally in one.by_direction},
        "visits": [
            {
                "visitor": visits.visitor,
                "host": visits.host,
                **_tally(visits.tally),
                "level": visits.level.value if visits.level else None,
                "first": _when(visits.first) if visits.first else None,
                "last": _when(visits.last) if visits.last else None,
            }
            for visits in one.visits
        ],
        **_tone_record(one.tone),
        "first_contact": _event(one.first),
        "last_contact": _event(one.last),
        "firsts": [
            {
                "event": _event(told.event),
                "form": told.form.value,
                "visitor": _visitor(told.way, one.pair),
                "level": told.level.value if told.level else None,
                "before": _event(told.before),
                "days": told.days,
                "covered": told.covered,
            }
            for told in side.milestones
        ],
        "lasts": [
            {
                "form": last.form.value,
                "visitor": _visitor(last.way, one.pair),
                "last": _event(last.any),
                "last_at_highest_level": _event(last.highest),
            }
            for last in side.lasts
        ],
    }


def _visitor(way: Direction | None, pair: Pair) -> str | None:
    return {Direction.OUT: pair[0], Direction.BACK: pair[1]}.get(way or Direction.JOINT)


def _event(event: Event | None) -> dict[str, Any] | None:
    return {"id": event.id, **_when(event.when)} if event else None
