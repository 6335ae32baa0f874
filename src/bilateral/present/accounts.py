"""Two sides' accounts beside each other, as text for the terminal and as data."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bilateral.analysis.accounts import (
    BOTH,
    AccountsCompared,
    Basis,
    Contrast,
    EventAccounts,
    Habit,
    ReportedAccount,
    SideAccount,
    Stance,
    StanceKind,
)
from bilateral.analysis.passages import Named, Passage
from bilateral.chronology import DocumentInfo, publisher_name
from bilateral.model import Event
from bilateral.present.words import capital, clean, issue_label, listing, the, when_text

__all__ = ["AccountsShown", "accounts_record", "accounts_text", "coverage_text", "habit_text"]

_ID = 8
_HABITS = 6
"""Rows of what a side leaves out that are shown; data has all."""
_MENTIONS = 2
"""Stances of a side shown for an issue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsShown:
    """What is to be shown. `events` has all events of the pair, `event` the one that was asked for, if one was."""

    compared: AccountsCompared
    name_of: Callable[[str], str]
    documents: Mapping[str, DocumentInfo]
    events: Mapping[str, Event]
    event: str | None = None

    def source(self, document: str) -> str:
        """Who publishes a document."""
        info = self.documents[document]
        return clean(publisher_name(info) or info.title or info.source)

    @property
    def asked(self) -> list[EventAccounts]:
        """The accounts to be shown: of the event asked for, or all."""
        every = [*self.compared.events, *self.compared.exchanges]
        return [one for one in every if self.event is None or self.event in {one.event, *(s.event for s in one.sides)}]


def accounts_text(shown: AccountsShown, *, width: int = 80) -> str:
    """Coverage, habits, each event, what others report; of one event in full. Ends in a line break."""
    first, second = (shown.name_of(party) for party in shown.compared.pair)
    lines = [f"{first} and {second}: their own accounts compared", ""]
    lines += _wrapped(coverage_text(shown.compared, shown.name_of), width)
    if shown.event is None:
        lines += _habits(shown, width)
    for one in shown.asked:
        lines += ["", *_event(one, shown, width, full=shown.event is not None)]
    if shown.event is not None and not shown.asked:
        lines += ["", *_wrapped(_alone(shown), width)]
    lines += _reported(shown, width)
    return "\n".join(lines) + "\n"


def coverage_text(compared: AccountsCompared, name_of: Callable[[str], str]) -> str:
    """Whose own texts there are, in plain sentences: where a side has none, that nothing can be said of it."""
    coverage = compared.coverage
    total = sum(map(len, (coverage.both, coverage.first, coverage.second, coverage.neither, coverage.joint)))
    names = [the(name_of(party)) for party in compared.pair]
    if not total:
        return "No events that took place between them are known."
    if not any(coverage.read):
        return (
            f"None of the {_several(total, 'event')} is told in a text that either government published, so nothing "
            "can be said of what a side leaves out, except what others report."
        )
    for at, name in enumerate(names):
        if not coverage.read[at]:
            other = names[1 - at]
            return (
                f"Only {_of(other)} own texts were read ({coverage.read[1 - at]}, on "
                f"{_several(len(coverage.first) + len(coverage.second), 'event')}). What {_of(name)} own texts say is "
                "not known, so nothing can be said of what either side leaves out, except what others report. Read "
                f"texts that {_of(name)} government published to compare them."
            )
    joint = _several(len(coverage.joint), "event")
    jointly = f"; {joint} in a joint text, which is nobody's own" if coverage.joint else ""
    return capital(
        f"own texts that tell their {_several(total, 'event')}: {coverage.read[0]} of {names[0]}, {coverage.read[1]} "
        f"of {names[1]}. Both sides tell {len(coverage.both)} of the events, {names[0]} alone {len(coverage.first)}, "
        f"{names[1]} alone {len(coverage.second)}, neither {len(coverage.neither)}{jointly}."
    )


def habit_text(habit: Habit, name_of: Callable[[str], str]) -> str:
    """ "Azerbaijan left out human rights in 5 of 6 (95 %: 36 to 100 %): a habit: unlikely to be chance"."""
    share = f"{100 * habit.low:.0f} to {100 * habit.high:.0f} %"
    return (
        f"{capital(the(name_of(habit.party)))} left out {issue_label(habit.issue)} in {len(habit.left_out)} of "
        f"{len(habit.of)} (95 % interval {share}): {habit.words}"
    )


# -- what is left out --------------------------------------------------------------------------------------------------


def _habits(shown: AccountsShown, width: int) -> list[str]:
    lines = []
    for party, other in zip(shown.compared.pair, reversed(shown.compared.pair), strict=True):
        rows = [row for row in shown.compared.habits if row.party == party and row.left_out]
        if not rows:
            continue
        mine, theirs = the(shown.name_of(party)), the(shown.name_of(other))
        lines += ["", *_wrapped(f"What the texts of {mine} leave out of what those of {theirs} name", width)]
        lines += [f"{'':30}{'left out':>11}{'95 % interval':>16}   what can be said", "-" * min(width, 80)]
        lines += [line for row in rows[:_HABITS] for line in _habit_lines(row, width)]
        if len(rows) > _HABITS:
            lines.append(f"and {len(rows) - _HABITS} more, left out less often; --json has them")
    return lines


def _habit_lines(row: Habit, width: int) -> Iterator[str]:
    label = capital(issue_label(row.issue))
    share = f"{100 * row.low:.0f} to {100 * row.high:.0f} %"
    count = f"{len(row.left_out)} of {len(row.of)}"
    reported = f"; {len(row.reported)} reported" if row.reported else ""
    first, *rest = textwrap.wrap(f"{row.words}{reported}", max(20, width - 60), break_on_hyphens=False)
    yield f"{label if len(label) < 30 else label[:28] + '…':30}{count:>11}{share:>16}   {first}"
    yield from (f"{'':60}{line}" for line in rest)
    yield from _wrapped(f"events {' '.join(key[:_ID] for key in row.left_out)}", width, indent=2)


# -- one event ---------------------------------------------------------------------------------------------------------


def _event(one: EventAccounts, shown: AccountsShown, width: int, *, full: bool) -> list[str]:
    ids = dict.fromkeys((one.event, *(side.event for side in one.sides)))
    what = one.form.value if one.basis is Basis.OWN else f"{one.form.value} and reply, as others tell them"
    if all(side.basis is Basis.OWN for side in one.sides) and one.basis is not Basis.OWN:
        what = f"{one.form.value} and reply, each in its writer's own text"
    lines = [f"{when_text(one.when)}  {what}  [{' '.join(key[:_ID] for key in ids)}]"]
    names = [shown.name_of(side.party) for side in one.sides]
    rows = [("both name", one.both, one.both_named)]
    rows += [(f"only {the(names[0])}", one.only_first, one.only_first_named)]
    rows += [(f"only {the(names[1])}", one.only_second, one.only_second_named)]
    for label, issues, named in rows:
        told = ", ".join([*map(issue_label, issues), *map(clean, named)]) or "nothing"
        lines += _wrapped(f"{label}: {told}", width, indent=2, hang=4)
    for side in one.sides:
        if not side.named:
            lines += _wrapped(f"the text of {the(shown.name_of(side.party))} names no issue at all", width, indent=2)
    differing = [row for row in one.contrasts if row.differ or full]
    if differing:
        lines.append("  " + ("in these words:" if full else "words that differ:"))
        lines += [line for row in differing for line in _contrast(row, one, shown, width)]
    if full:
        lines += [line for side in one.sides for line in _side(side, shown, width)]
    return lines


def _contrast(row: Contrast, one: EventAccounts, shown: AccountsShown, width: int) -> Iterator[str]:
    yield f"    {issue_label(row.issue)}"
    for side, stances in zip(one.sides, (row.first, row.second), strict=True):
        told = _stances(stances, side, shown) or "named without a word of praise, demand, blame or concern"
        yield from _wrapped(f"{shown.name_of(side.party)}: {told}", width, indent=6, hang=8)


def _stances(stances: Sequence[Stance], side: SideAccount, shown: AccountsShown) -> str:
    """What its text says was done; who did it only where it was not this side."""
    taken = [one for one in stances if one.kind is not StanceKind.MENTION] or list(stances)
    told = []
    for one in taken[:_MENTIONS]:
        speaker = "" if one.speaker in ("", side.party) else "both " if one.speaker == BOTH else ""
        if one.speaker not in ("", BOTH, side.party):
            speaker = f"{the(shown.name_of(one.speaker))} "
        negated = "(not) " if one.negated else ""
        told.append(f"{speaker}{negated}{clean(one.words).lower()} “{clean(one.object)}”")
    return "; ".join(told)


def _side(side: SideAccount, shown: AccountsShown, width: int) -> Iterator[str]:
    sources = listing(list(dict.fromkeys(shown.source(key) for key in side.documents)))
    yield ""
    yield from _wrapped(f"{capital(the(shown.name_of(side.party)))}, {side.basis.value} ({sources})", width, indent=2)
    marks: dict[Passage, list[str]] = {}
    for one in (*side.issues, *side.named_issues):
        for passage in one.passages:
            marks.setdefault(passage, []).append(issue_label(one.issue))
    for passage in sorted(marks, key=lambda found: (found.document, found.start)):
        yield from _wrapped(f"“{clean(passage.text).strip('“”')}” [{', '.join(marks[passage])}]", width, indent=4)
    for quote in side.quotes:
        speaker = clean(quote.speaker.person or quote.speaker.party) if quote.speaker else "speaker not told"
        text = clean(" ".join(quote.text.split())).strip('“”"')
        yield from _wrapped(f"quoted, {speaker}: “{text}”", width, indent=4, hang=6)


def _alone(shown: AccountsShown) -> str:
    coverage = shown.compared.coverage
    names = [the(shown.name_of(party)) for party in shown.compared.pair]
    for ids, words in (
        (coverage.first, f"Of this event only {_of(names[0])} own text was read"),
        (coverage.second, f"Of this event only {_of(names[1])} own text was read"),
        (coverage.joint, "This event is told in one text that both sides published"),
        (coverage.neither, "Of this event no text was read that either government published"),
    ):
        if shown.event in ids:
            return f"{words}; there is nothing to set it beside."
    return ""


# -- what others report ------------------------------------------------------------------------------------------------


def _reported(shown: AccountsShown, width: int) -> list[str]:
    rows = [one for one in shown.compared.reported if shown.event in (None, one.event)]
    if not rows:
        return []
    lines = ["", "Reported by others (never counted)"]
    for one in rows:
        about = ", ".join(map(issue_label, one.issues)) or clean(one.what)
        event = f" [{one.event[:_ID]}]" if one.event else ", of the relation in general"
        lines += _wrapped(f"{the(shown.name_of(one.party))}: {about} {one.kind.value}{event}", width, indent=2, hang=4)
        lines += _wrapped(f"“{clean(one.passage.text)}” ({shown.source(one.passage.document)})", width, indent=6)
    return lines


def _of(name: str) -> str:
    """ "France's", "the United States'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _several(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _wrapped(text: str, width: int, *, indent: int = 0, hang: int | None = None) -> list[str]:
    later = indent if hang is None else hang
    return textwrap.wrap(
        text, width, initial_indent=" " * indent, subsequent_indent=" " * later, break_on_hyphens=False
    )


# -- as data -----------------------------------------------------------------------------------------------------------


def accounts_record(shown: AccountsShown) -> dict[str, Any]:
    """Everything with its passages; spans are characters of the documents as read."""
    compared, coverage = shown.compared, shown.compared.coverage
    return {
        "a": compared.pair[0],
        "b": compared.pair[1],
        "coverage": {
            "told_by_both": list(coverage.both),
            "told_by_a": list(coverage.first),
            "told_by_b": list(coverage.second),
            "told_by_neither": list(coverage.neither),
            "told_jointly": list(coverage.joint),
            "own_texts_of_a": coverage.read[0],
            "own_texts_of_b": coverage.read[1],
        },
        "events": [_event_record(one) for one in shown.asked if one.basis is Basis.OWN],
        "exchanges": [_event_record(one) for one in shown.asked if one.basis is not Basis.OWN],
        "left_out": [_habit_record(row) for row in compared.habits] if shown.event is None else [],
        "reported": [_reported_record(one) for one in compared.reported if shown.event in (None, one.event)],
    }


def _event_record(one: EventAccounts) -> dict[str, Any]:
    return {
        "event": one.event,
        "form": one.form.value,
        "start": one.when.earliest.isoformat(),
        "end": one.when.latest.isoformat(),
        "both": list(one.both),
        "only_a": list(one.only_first),
        "only_b": list(one.only_second),
        "both_named": list(one.both_named),
        "only_a_named": list(one.only_first_named),
        "only_b_named": list(one.only_second_named),
        "words": [
            {
                "issue": row.issue,
                "differ": row.differ,
                "a": [_stance_record(stance) for stance in row.first],
                "b": [_stance_record(stance) for stance in row.second],
            }
            for row in one.contrasts
        ],
        "accounts": [_side_record(side) for side in one.sides],
    }


def _side_record(side: SideAccount) -> dict[str, Any]:
    return {
        "party": side.party,
        "basis": side.basis.value,
        "event": side.event,
        "documents": list(side.documents),
        "issues": [_named_record(one) for one in side.issues],
        "named_elsewhere_in_the_text": list(side.elsewhere),
        "named_issues": [_named_record(one) for one in side.named_issues],
        "stances": [_stance_record(one) for one in side.stances],
        "quotes": [{"text": quote.text, "span": [quote.span.start, quote.span.end]} for quote in side.quotes],
    }


def _named_record(one: Named) -> dict[str, Any]:
    return {"issue": one.issue, "passages": [_passage_record(passage) for passage in one.passages]}


def _stance_record(one: Stance) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "words": one.words,
        "object": one.object,
        "speaker": one.speaker or None,
        "negated": one.negated,
        "issues": list(one.issues),
        "passage": _passage_record(one.passage),
    }


def _habit_record(row: Habit) -> dict[str, Any]:
    return {
        "party": row.party,
        "issue": row.issue,
        "of": list(row.of),
        "left_out": list(row.left_out),
        "low": round(row.low, 6),
        "high": round(row.high, 6),
        "p": round(row.p, 6),
        "p_adjusted": None if row.adjusted is None else round(row.adjusted, 6),
        "words": row.words,
        "reported": [_reported_record(one) for one in row.reported],
    }


def _reported_record(one: ReportedAccount) -> dict[str, Any]:
    return {
        "party": one.party,
        "kind": one.kind.value,
        "what": one.what,
        "issues": list(one.issues),
        "event": one.event or None,
        "said_by": one.at or None,
        "passage": _passage_record(one.passage),
    }


def _passage_record(passage: Passage) -> dict[str, Any]:
    return {
        "document": passage.document,
        "report": passage.report or None,
        "span": [passage.start, passage.end],
        "text": passage.text,
    }
