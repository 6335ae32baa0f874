"""Shifts in plain sentences, as text for the terminal and as data."""

from __future__ import annotations

import calendar
import textwrap
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bilateral.model import Event
from bilateral.present.phrases import headline
from bilateral.present.words import (
    capital,
    clean,
    day_text,
    issue_label,
    listing,
    number_word,
    party_names,
    several,
    the,
    when_text,
)

if TYPE_CHECKING:
    from bilateral.analysis.relation import Pair
    from bilateral.analysis.shifts import DyadShifts, Frame, Looked, Part, Setting, Shift
    from bilateral.analysis.shifts.ranking import Ranked
    from bilateral.analysis.shifts.reading import Reading

__all__ = ["chance_text", "ranked_record", "ranked_text", "rate_text", "shift_sentence", "shifts_record", "shifts_text"]

_WIDTH = 80
_ID = 8
_NEAREST = 2
"""Events shown on each side of a shift."""

_DRIFT = 3.0
"""So many times likelier must a drift be to be told. Of planted steps 7 % are, of drifts to four times or a quarter of
the rate 80 % (on 106 series of 4 and 10 years found to change, size 2)."""

_TITLES = {
    "contacts": "Contacts",
    "other acts": "Other acts",
    "tone": "Tone",
    "level": "Level of contacts",
    "agenda": "Agenda",
}


def rate_text(rate: float) -> str:
    """Events a month in words: "about five times a month", "about once in four months", "hardly ever"."""
    if rate < 1 / 18:
        return "hardly ever"
    if rate < 0.75:
        return f"about once in {number_word(round(1 / rate))} months" if rate < 2 / 3 else "about twice in three months"
    if rate < 1.25:
        return "about once a month"
    if rate < 1.75:
        return "about three times in two months"
    whole = round(rate)
    return "about twice a month" if whole == 2 else f"about {number_word(whole)} times a month"


def chance_text(probability: float) -> str:
    """How far a shift can be leaned on, in the words that comparisons use."""
    if probability >= 0.99:
        return "is very unlikely to be chance"
    return "is unlikely to be chance" if probability >= 0.9 else "may be chance"


def shift_sentence(pair: Pair, looked: Looked, shift: Shift, name_of: Callable[[str], str]) -> str:
    """What changed, from when, how surely, between which days, and whether it may have been gradual."""
    told = _change(pair, shift, name_of)
    when = capital(_since(shift, looked.frame))
    sure = f"This {chance_text(shift.probability)} ({_probability(shift.probability)})"
    drift = ""
    if shift.drift is not None and shift.drift >= _DRIFT:
        span = f"from {_month(shift.before.first)} to {_month(shift.after.last)}"
        drift = f" A gradual change {span} fits better than one step."
    return f"{when} {told}. {sure}; {_between(shift, looked.frame)}.{drift}"


def shifts_text(found: DyadShifts, reading: Reading, events: Mapping[str, Event]) -> str:
    """For the terminal, in 80 columns; ends in a line break."""
    from bilateral.knowledge import load

    name_of = party_names(load())
    lines = [f"{found.pair[0]} and {found.pair[1]}: shifts"]
    lines += _reading_lines(reading, [one.frame for one in found.looked])
    for looked in found.looked:
        lines += ["", *_wrapped(_head(looked)), "-" * _WIDTH]
        if looked.refused:
            lines += _wrapped(f"{capital(looked.refused)}.")
        elif not looked.shifts:
            lines.append("No shift found.")
        for at, shift in enumerate(looked.shifts):
            lines += [""] * (at > 0)
            lines += _wrapped(clean(shift_sentence(found.pair, looked, shift, name_of)))
            lines += _side_lines("before", shift.before, looked, events, name_of)
            lines += _side_lines("after", shift.after, looked, events, name_of)
    settings = {looked.sort: looked.setting for looked in found.looked if looked.setting}
    if settings:
        lines += ["", *_wrapped(_setting_text(settings))]
    return "\n".join(lines) + "\n"


def shifts_record(found: DyadShifts, reading: Reading) -> dict[str, Any]:
    """As data: what was looked at, and of each shift the sentence, the figures and the ids of all events."""
    from bilateral.knowledge import load

    name_of = party_names(load())
    return {
        "a": found.pair[0],
        "b": found.pair[1],
        **_reading_record(reading),
        "series": [
            {
                **_looked_record(looked),
                "shifts": [_shift_record(found.pair, looked, shift, name_of) for shift in looked.shifts],
            }
            for looked in found.looked
        ],
    }


def ranked_text(ranked: Ranked, reading: Reading, *, limit: int) -> str:
    """The list over all pairs for the terminal, in 80 columns; ends in a line break."""
    from bilateral.knowledge import load

    name_of = party_names(load())
    since = f" since {ranked.since}" if ranked.since else ""
    lines = [f"Shifts of all pairs{since}, the surest first"]
    lines += _reading_lines(reading, [looked.frame for _, looked, _ in ranked.shifts])
    lines += _wrapped(_looked_text(ranked))
    for pair, looked, shift in ranked.shifts[:limit]:
        lines += [
            "",
            *_wrapped(f"{pair[0]} - {pair[1]}, {shift.series}: " + clean(shift_sentence(pair, looked, shift, name_of))),
        ]
    if len(ranked.shifts) > limit:
        lines += ["", f"and {len(ranked.shifts) - limit} more; --limit shows them"]
    lines += ["", "With the events: bilateral shifts A B"]
    return "\n".join(lines) + "\n"


def ranked_record(ranked: Ranked, reading: Reading) -> dict[str, Any]:
    """The list over all pairs as data."""
    from bilateral.knowledge import load

    name_of = party_names(load())
    return {
        **_reading_record(reading),
        "since": ranked.since.isoformat() if ranked.since else None,
        "pairs": ranked.pairs,
        "pairs_with_few_events": ranked.few,
        "pairs_not_looked_at": ranked.left,
        "series": ranked.series,
        "series_years": round(ranked.years, 1),
        "expected_by_chance": round(ranked.expected, 2),
        "shifts": [
            {"a": pair[0], "b": pair[1], "series": shift.series, **_shift_record(pair, looked, shift, name_of)}
            for pair, looked, shift in ranked.shifts
        ],
    }


def _change(pair: Pair, shift: Shift, name_of: Callable[[str], str]) -> str:
    who = f"{the(name_of(pair[0]))} and {the(name_of(pair[1]))}"
    before, after = shift.before, shift.after
    if before.rate is not None and after.rate is not None:
        new, old = _rates(before, after)
        if shift.series == "contacts":
            verb = "were no longer in contact" if not after.number else f"were in contact {new}"
            return f"{who} {verb}, after {old}"
        verb = "no longer came" if not after.number else f"came {new}"
        return f"statements, measures and other acts between {who} {verb}, after {old}"
    old_share, new_share = (dict(part.shares)[shift.most].share for part in (before, after))
    what = {
        "tone": f"{shift.most} made up {{}} of what passed between {who}",
        "level": f"{{}} of the contacts of {who} were at the level of {shift.most}",
        "agenda": f"{issue_label(shift.most)} made up {{}} of what {who} dealt with",
    }[shift.series]
    return f"{what.format(_percent(new_share))}, after {_percent(old_share)}"


def _rates(before: Part, after: Part) -> tuple[str, str]:
    """The new and the old rate in words; in figures where words are the same."""
    rates = [part.rate.mean for part in (after, before) if part.rate is not None]
    new, old = (rate_text(rate) for rate in rates)
    if new == old:
        new, old = (f"{rate:.1f} times a month" for rate in rates)
    if not before.number:
        return new, "none at all"
    return new, old.removeprefix("about ") if new.startswith("about ") else old


def _since(shift: Shift, frame: Frame | None) -> str:
    whole = frame is not None and frame.period == "month"
    begin = _month(shift.at) if whole else f"about {day_text(shift.at)}"
    if frame is not None and shift.after.last + timedelta(1) < frame.edges[-1]:
        return f"from {begin} to {_month(shift.after.last) if whole else day_text(shift.after.last)}"
    return f"from {begin}"


def _between(shift: Shift, frame: Frame | None) -> str:
    """Between which days the change came, in words."""
    year = shift.low.year != shift.high.year
    if frame is not None and frame.period == "month":
        if not year and shift.low.month == shift.high.month:
            return f"the change came in {_month(shift.low)}"
        low = _month(shift.low) if year else calendar.month_name[shift.low.month]
        return f"the change came between {low} and {_month(shift.high)}"
    return f"the change came between {day_text(shift.low, year=year)} and {day_text(shift.high)}"


def _side_lines(
    word: str, part: Part, looked: Looked, events: Mapping[str, Event], name_of: Callable[[str], str]
) -> list[str]:
    told = f"{part.number} {'event' if part.number == 1 else 'events'}"
    if part.rate is not None:
        rate = part.rate
        told += f", {_figure(rate.mean)} a month ({_figure(rate.low)} to {_figure(rate.high)})"
        if looked.frame is not None and looked.frame.basis == "documents":
            told += f", {part.exposure:,.0f} texts"
    else:
        most = sorted(part.shares, key=lambda one: -one[1].share)[:3]
        told += ": " + ", ".join(f"{issue_label(kind)} {_percent(share.share)}" for kind, share in most if share.share)
    lines = _wrapped(f"{word:7} {_days(part.first, part.last)}: {told}", indent="  ", hang="          ")
    near = part.events[-_NEAREST:] if word == "before" else part.events[:_NEAREST]
    for id in near:
        event = events.get(id)
        if event is not None:
            text = f"{when_text(event.when)} {event.id[:_ID]} {_told(event, name_of)}"
            lines.append("    " + textwrap.shorten(text, _WIDTH - 4, placeholder=" ..."))
    return lines


def _told(event: Event, name_of: Callable[[str], str]) -> str:
    """The event in a line: names without offices."""
    told = headline(event, name_of)
    names = [listing([who.name for who in side]) for side in (told.subject, told.object)]
    return clean(" ".join(word for word in (names[0], told.verb, names[1], told.tail) if word))


def _days(first: date, last: date) -> str:
    """ "20 Jan 2021 - 6 Feb 2022"."""
    return f"{day_text(first)} - {day_text(last)}"


def _head(looked: Looked) -> str:
    period = f", by {looked.frame.period}" if looked.frame and not looked.refused else ""
    period += ", as they come in spells" if looked.spells and not looked.refused else ""
    loose = f"; {looked.loose} at other times or dated too loosely" if looked.loose else ""
    return f"{_TITLES[looked.series]} ({looked.number} {'event' if looked.number == 1 else 'events'}{period}{loose})"


def _reading_lines(reading: Reading, frames: Sequence[Frame | None]) -> list[str]:
    bases = {frame.basis for frame in frames if frame is not None}
    span = {(frame.edges[0], frame.edges[-1] - timedelta(1)) for frame in frames if frame is not None}
    lines = []
    if len(span) == 1:
        ((first, last),) = span
        lines.append(f"From {day_text(first)} to {day_text(last)}.")
    if "documents" in bases:
        names = listing([clean(name) or "publishers not known" for name, _ in reading.publishers[:3]])
        more = f" and {len(reading.publishers) - 3} others" if len(reading.publishers) > 3 else ""
        lines += _wrapped(
            f"Rates are for the mean number of texts ({reading.documents:,} of {names}{more}), so that more texts do "
            "not look like more events."
        )
    if "days" in bases:
        lines += _wrapped(
            "Rates are a day's, as the texts do not cover the time evenly: where more was written, there may only be "
            "more events known."
        )
    passing = [
        f"{clean(one.publisher) or 'an unknown publisher'} ({one.documents:,} texts, {_days(one.first, one.last)})"
        for one in reading.passing
    ]
    if reading.mixed:
        lines += _wrapped(f"No publisher was read all along: {listing(passing)}. A change may be one of sources.")
    elif passing:
        lines += _wrapped(f"Left out, as it was read for a part of the time only: what {listing(passing)} alone tells.")
    return lines


def _looked_text(ranked: Ranked) -> str:
    left = f"; {ranked.left} with fewer events were not looked at" if ranked.left else ""
    told = (
        f"{ranked.pairs} pairs, {ranked.series} series, {ranked.years:,.0f} series-years looked at; "
        f"{ranked.few} pairs have too few events{left}. "
    )
    if not ranked.shifts:
        return told + "Nothing stands out from what chance does in so many series."
    return told + (
        f"{capital(several(len(ranked.shifts), 'shift'))} stand{'s' * (len(ranked.shifts) == 1)} out; chance alone "
        f"would make {ranked.expected:.1f} or less."
    )


def _setting_text(settings: Mapping[str, Setting]) -> str:
    """How sure a change must be to be told, and what that costs in false alarms; by "counts" and "shares"."""
    words = {"counts": "numbers of events", "shares": "tone, level and agenda"}
    told = [
        f"{_probability(one.least)} for {words[sort]} (in made-up series that never change, a false alarm "
        f"{_often(one.at_most)}; {_often(max(one.worst, one.at_most))} in the kind of series where it errs most)"
        for sort, one in sorted(settings.items())
    ]
    return f"Told is a change of at least this probability: {'; '.join(told)}. Ranges hold with 90 %."


def _often(a_year: float) -> str:
    return f"once in {round(1 / a_year):,} years"


def _looked_record(looked: Looked) -> dict[str, Any]:
    frame, chosen = looked.frame, looked.setting
    return {
        "series": looked.series,
        "what": looked.what,
        "events": looked.number,
        "not_placed": looked.loose,
        "first": frame.edges[0].isoformat() if frame else None,
        "last": (frame.edges[-1] - timedelta(1)).isoformat() if frame else None,
        "period": frame.period if frame else None,
        "in_spells": looked.spells,
        "rated_against": frame.basis if frame else None,
        "least_probability": chosen.least if chosen else None,
        "false_alarms_per_dyad_year": chosen.mean if chosen else None,
        "false_alarms_per_dyad_year_worst": chosen.worst if chosen else None,
        "refused": looked.refused or None,
    }


def _shift_record(pair: Pair, looked: Looked, shift: Shift, name_of: Callable[[str], str]) -> dict[str, Any]:
    return {
        "sentence": shift_sentence(pair, looked, shift, name_of),
        "at": shift.at.isoformat(),
        "low": shift.low.isoformat(),
        "high": shift.high.isoformat(),
        "probability": round(shift.probability, 6),
        "most": shift.most or None,
        "drift_odds": None if shift.drift is None else float(f"{shift.drift:.3g}"),
        "before": _part_record(shift.before),
        "after": _part_record(shift.after),
    }


def _part_record(part: Part) -> dict[str, Any]:
    record: dict[str, Any] = {
        "first": part.first.isoformat(),
        "last": part.last.isoformat(),
        "number": part.number,
        "exposure": part.exposure,
    }
    if part.rate is not None:
        record["per_month"] = {
            "mean": round(part.rate.mean, 4),
            "low": round(part.rate.low, 4),
            "high": round(part.rate.high, 4),
        }
    else:
        record["shares"] = {
            kind: {"share": round(share.share, 4), "low": round(share.low, 4), "high": round(share.high, 4)}
            for kind, share in part.shares
        }
    return {**record, "events": list(part.events)}


def _reading_record(reading: Reading) -> dict[str, Any]:
    return {
        "documents": reading.documents,
        "publishers": dict(reading.publishers),
        "left_out": [
            {"publisher": one.publisher, "documents": one.documents, "first": str(one.first), "last": str(one.last)}
            for one in reading.passing
            if not reading.mixed
        ],
        "no_publisher_read_throughout": reading.mixed,
    }


def _month(day: date) -> str:
    return f"{calendar.month_name[day.month]} {day.year}"


def _probability(value: float) -> str:
    return "over .999" if value >= 0.9995 else f"{value:.3f}".removesuffix("0")[1:]


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _figure(value: float) -> str:
    return f"{value:.0f}" if value >= 9.95 else f"{value:.1f}" if value >= 0.095 else f"{value:.2f}"


def _wrapped(text: str, *, indent: str = "", hang: str | None = None) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent if hang is None else hang, break_on_hyphens=False
    )
