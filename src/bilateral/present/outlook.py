"""An outlook, a list of likely partners and a back-test as text for the terminal, and as data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bilateral.chronology.acts import EARLY, LATE
from bilateral.chronology.query import SYMMETRIC
from bilateral.knowledge import load
from bilateral.outlook.rates.outlook import word
from bilateral.outlook.rates.scores import Score, reliability_text
from bilateral.present.words import party_names

if TYPE_CHECKING:
    from bilateral.outlook.rates.dyad import ActOutlook, Reason
    from bilateral.outlook.rates.outlook import Announced, Outlook, Partner
    from bilateral.outlook.rates.track import Row, Track

__all__ = [
    "is_joint",
    "is_type",
    "outlook_record",
    "outlook_text",
    "partners_record",
    "partners_text",
    "percent",
    "track_record",
    "track_text",
]

_WIDTH = 80
_ID = 8
_REASONS = 3
_LEAST = 0.01
"""What is less likely than this is told only where it is asked for."""

_ALIKE = 3
"""Fewer pairs than this with a similar half-year are no precedent."""

_SCALE = (
    "Words by ICD 203: almost no chance to 5 %, very unlikely to 20, unlikely to 45, roughly even chance to 55, likely "
    "to 80, very likely to 95, almost certain. Beside each probability stand its base rates: what the act's frequency "
    "among all pairs that deal with each other (act) and this pair's own (pair) would give. +/- points: what the "
    "probability would lose or gain had these events not happened. `bilateral show` opens an event by its id."
)


def outlook_text(outlook: Outlook, *, limit: int = 10, reasons: int = _REASONS) -> str:
    """For the terminal, in 80 columns; ends in a line break. At most `limit` acts, each with its first reasons."""
    lines = [
        *_wrapped(
            [
                f"{_named(outlook.a)} and {_named(outlook.b)}: outlook for the {outlook.horizon} days after "
                f"{outlook.as_of} (to {outlook.as_of + timedelta(outlook.horizon)})"
            ]
        ),
        *_wrapped([f"Note: {note}" for note in outlook.notes]),
    ]
    if outlook.refused:
        return "\n".join([*lines, *_wrapped([_sentence(outlook.refused)])]) + "\n"
    if outlook.confidence is not None:
        lines += _wrapped([f"Confidence: {outlook.confidence.level}. {_sentence(outlook.confidence.why)}"])
    lines += _wrapped([_model_text(outlook)])
    lines += _announced_lines(outlook)
    told = [act for act in outlook.acts if act.times or outlook.learned or len(outlook.acts) <= limit]
    shown = [act for act in told if act.probability >= _LEAST or len(outlook.acts) <= limit][:limit]
    for title, part in (("form", [a for a in shown if not is_type(a)]), ("type", [a for a in shown if is_type(a)])):
        if part:
            lines += ["", _head(title), "-" * _WIDTH]
            lines += [line for act in part for line in _act_lines(outlook, act, reasons)]
    left = len(told) - len(shown)
    if left:
        lines.append(f"and {left} more, each less likely; --limit shows them, --act asks for one")
    if never := len(outlook.acts) - len(told):
        acts = f"{never} acts" if never > 1 else "1 act"
        lines += _wrapped(
            [
                f"{acts} that the two are not known to have done are left out: without learned weights, nothing but "
                "everyone's rate speaks for them; --act asks for one"
            ]
        )
    return "\n".join([*lines, "", *_wrapped([_SCALE])]) + "\n"


def _named(code: str) -> str:
    name = party_names(load())(code)
    return code if name == code else f"{name} ({code})"


def _model_text(outlook: Outlook) -> str:
    if not outlook.cases:
        return f"Method: {outlook.model}."
    return (
        f"Method: {outlook.model}. It rests on {outlook.cases:,} questions to the past (would this pair do this within "
        f"{outlook.horizon} days?); in {outlook.followed:,} of them the act came."
    )


def _head(title: str) -> str:
    return f"{title:29}{'who':11}{'prob.':>5}{'act':>5}{'pair':>5}  in words"


def _act_lines(outlook: Outlook, act: ActOutlook, reasons: int) -> Iterator[str]:
    who = f"{act.source} - {act.target}" if is_joint(act) else f"{act.source} > {act.target}"
    yield (
        f"{act.act:29}{who:11}{percent(act.probability):>5}{percent(act.base):>5}{percent(act.own):>5}"
        f"  {word(act.probability)}"
    )
    for reason in act.reasons[:reasons]:
        yield from _reason_lines(outlook, reason)
    yield from _wrapped([_precedent(outlook, act)], indent=4)


def _reason_lines(outlook: Outlook, reason: Reason) -> Iterator[str]:
    group = reason.group
    ids = [outlook.ids[event][:_ID] for event in group.events]
    more = f" and {len(ids) - 3} more" if len(ids) > 3 else ""
    text = f"{len(ids)} x {group.what} ({_days(group.first, group.last)}): {' '.join(ids[-3:])}{more}"
    sign = f"{100 * reason.effect:+.1f}"
    first, *rest = textwrap.wrap(text, _WIDTH - 11, break_long_words=False)
    yield f"    {sign:>5}  {first}"
    yield from (f"           {line}" for line in rest)


def _precedent(outlook: Outlook, act: ActOutlook) -> str:
    parts = []
    if act.last is not None and act.last_event is not None:
        opened = outlook.ids[act.last_event][:_ID]
        parts.append(f"last on {date.fromordinal(act.last)} [{opened}], {_times(act.times)} in all")
    else:
        parts.append("never before")
    if act.alike >= _ALIKE:
        had = f"{act.followed or 'none'} had one within {outlook.horizon} days"
        parts.append(f"of {act.alike} pairs with a similar half-year, {had}")
    return "; ".join(parts)


def _announced_lines(outlook: Outlook) -> Iterator[str]:
    if not outlook.announced:
        return
    yield ""
    yield "Announced (the probabilities below go by what took place, not by this)"
    for plan in outlook.announced:
        days = _days(plan.earliest.toordinal(), plan.latest.toordinal())
        link = "and" if plan.form in SYMMETRIC else "to"
        who = f"{plan.form}, {plan.source} {link} {plan.target}"
        yield from _wrapped(
            [f"{who}, {days} (announced {plan.announced}): {_fared(plan)} [{plan.event[:_ID]}]"], indent=2
        )


def _fared(plan: Announced) -> str:
    if not plan.known:
        return "no earlier announcement of this form to judge by"
    how = (
        "they are linked with what came of them"
        if plan.linked
        else f"such an act of the same two is known from {EARLY} days before to {LATE} days after"
    )
    number = "announcement" if plan.known == 1 else "announcements"
    return f"of {plan.known} earlier {number} of this form {plan.came_true} came true as far as known ({how})"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def is_joint(act: ActOutlook) -> bool:
    """Whether the sides do it with each other, so that neither is the one who acts."""
    return act.act.split()[0] in SYMMETRIC


def is_type(act: ActOutlook) -> bool:
    """Whether the act is one of PLOVER's types, not a form."""
    return act.act.isupper()


def percent(probability: float) -> str:
    """In whole per cent; neither certainty nor, above nothing, impossibility is told."""
    if probability < 0.005:
        return "<1%" if probability > 0 else "0%"
    return f"{min(round(100 * probability), 99)}%"


def _days(first: int, last: int) -> str:
    begin, end = date.fromordinal(first), date.fromordinal(last)
    return str(begin) if begin == end else f"{begin} to {end}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _wrapped(texts: Sequence[str], indent: int = 0) -> list[str]:
    space = " " * indent
    return [
        line
        for text in texts
        for line in textwrap.wrap(text, _WIDTH, initial_indent=space, subsequent_indent=space, break_on_hyphens=False)
    ]


def outlook_record(outlook: Outlook) -> dict[str, Any]:
    """The outlook as data: dates as ISO text, reasons with the ids of their events."""
    confidence = outlook.confidence
    return {
        "a": outlook.a,
        "b": outlook.b,
        "as_of": outlook.as_of.isoformat(),
        "horizon_days": outlook.horizon,
        "refused": outlook.refused or None,
        "notes": list(outlook.notes),
        "confidence": confidence and {"level": confidence.level, "why": confidence.why},
        "events": outlook.events,
        "events_last_year": outlook.recent,
        "last_event": outlook.last and outlook.last.isoformat(),
        "model": outlook.model or None,
        "cases": outlook.cases,
        "acts": [_act_record(act, outlook.ids) for act in outlook.acts],
        "announced": [
            {
                "event": plan.event,
                "form": plan.form,
                "source": plan.source,
                "target": plan.target,
                "earliest": plan.earliest.isoformat(),
                "latest": plan.latest.isoformat(),
                "announced": plan.announced and plan.announced.isoformat(),
                "earlier_announcements": plan.known,
                "came_true": plan.came_true,
                "judged_by": "links" if plan.linked else "days",
            }
            for plan in outlook.announced
        ],
    }


def _act_record(act: ActOutlook, ids: Mapping[int, str]) -> dict[str, Any]:
    return {
        "act": act.act,
        "source": act.source,
        "target": act.target,
        "joint": is_joint(act),
        "probability": round(act.probability, 6),
        "words": word(act.probability),
        "base_rate_of_act": round(act.base, 6),
        "base_rate_of_pair": round(act.own, 6),
        "times": act.times,
        "last": date.fromordinal(act.last).isoformat() if act.last is not None else None,
        "last_event": ids.get(act.last_event) if act.last_event is not None else None,
        "most_by_one_document": round(act.swing, 6),
        "pairs_alike": act.alike,
        "pairs_alike_that_followed": act.followed,
        "reasons": [
            {
                "what": reason.group.what,
                "effect": round(reason.effect, 6),
                "first": date.fromordinal(reason.group.first).isoformat(),
                "last": date.fromordinal(reason.group.last).isoformat(),
                "events": [ids[event] for event in reason.group.events],
            }
            for reason in act.reasons
        ],
    }


def partners_text(a: str, act: str, partners: Sequence[Partner], *, as_of: date, horizon: int, refused: str) -> str:
    """ "Who next" for the terminal."""
    lines = _wrapped([f"{_named(a)}, {act}: likely partners in the {horizon} days after {as_of}"])
    if refused:
        return "\n".join([*lines, *_wrapped([_sentence(refused)])]) + "\n"
    lines += ["", f"{'who':20}{'prob.':>7}{'act':>6}{'pair':>6}{'times':>7}  {'last':12}in words", "-" * _WIDTH]
    for one in partners:
        look = one.outlook
        who = f"{a} - {one.party}" if is_joint(look) else f"{look.source} > {look.target}"
        last = str(date.fromordinal(look.last)) if look.last is not None else "never"
        lines.append(
            f"{who:20}{percent(look.probability):>7}{percent(look.base):>6}{percent(look.own):>6}{look.times:>7}"
            f"  {last:12}{word(look.probability)}"
        )
    return "\n".join([*lines, "", f"Why: bilateral outlook {a} PARTNER --act '{act}'"]) + "\n"


def partners_record(
    a: str, act: str, partners: Sequence[Partner], *, as_of: date, horizon: int, refused: str
) -> dict[str, Any]:
    """ "Who next" as data."""
    return {
        "a": a,
        "act": act,
        "as_of": as_of.isoformat(),
        "horizon_days": horizon,
        "refused": refused or None,
        "partners": [{"partner": one.party, **_act_record(one.outlook, {})} for one in partners],
    }


def track_text(track: Track, head: str) -> str:
    """Scores for the terminal: over all, the reliability table, by act and by pair."""
    lines = [*_wrapped([head]), "", _track_head(), "-" * _WIDTH, _track_line(track.all), ""]
    lines += ["What was said, and how often it came true (| is where # should end)", ""]
    lines += [reliability_text(track.all.score), ""]
    for title, rows in (("By act", track.by_act), ("By pair", track.by_pair)):
        if rows:
            lines += [title, "-" * _WIDTH, *(_track_line(row) for row in rows), ""]
    lines += _wrapped(
        [
            "Skill: the part of the Brier score that is gained on the act's rate among all pairs, and (pair) on the "
            "pair's own rate; 1 is perfect, below 0 worse than the rate. AP: average precision. Error: mean distance "
            "of what was said from what came, in points."
        ]
    )
    return "\n".join(lines) + "\n"


def _track_head() -> str:
    return f"{'':32}{'asked':>8}{'came':>6}{'Brier':>8}{'skill':>7}{'(pair)':>7}{'AP':>6}{'error':>6}"


def _track_line(row: Row) -> str:
    found = row.score
    return (
        f"{row.what[:31]:32}{found.number:>8,}{found.happened:>6,}{found.brier:>8.4f}{_figure(found.skill):>7}"
        f"{_figure(row.skill_own):>7}{_figure(found.average_precision):>6}{100 * found.calibration_error:>6.1f}"
    )


def _figure(value: float) -> str:
    return "-" if value != value else f"{value:.2f}" if value > -10 else "<-10"  # noqa: PLR0124 (nan)


def track_record(track: Track, head: Mapping[str, Any]) -> dict[str, Any]:
    """Scores as data; what cannot be told (no such act came) is null."""
    return {
        **head,
        "all": _row_record(track.all, bins=True),
        "by_act": [_row_record(row) for row in track.by_act],
        "by_pair": [_row_record(row) for row in track.by_pair],
    }


def _row_record(row: Row, *, bins: bool = False) -> dict[str, Any]:
    found: Score = row.score
    figures = {
        "brier": found.brier,
        "skill_on_act_rate": found.skill,
        "skill_on_pair_rate": row.skill_own,
        "average_precision": found.average_precision,
        "calibration_error": found.calibration_error,
    }
    record: dict[str, Any] = {"what": row.what, "forecasts": found.number, "came_true": found.happened}
    record |= {name: None if value != value else round(value, 6) for name, value in figures.items()}  # noqa: PLR0124
    if bins:
        record["reliability"] = [
            {"from": b.low, "to": b.high, "forecasts": b.number, "said": round(b.said, 6), "came": round(b.happened, 6)}
            for b in found.bins
        ]
    return record
