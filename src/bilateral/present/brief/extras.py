"""What other parts of the analysis say of a relation, in the shape of a briefing: shifts, accounts, an outlook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilateral.analysis.accounts import AccountsCompared, EventAccounts, Habit, ReportedAccount
from bilateral.present.accounts import coverage_text, habit_text
from bilateral.present.brief.data import AccountRow, Accounts, Row
from bilateral.present.brief.material import Material
from bilateral.present.linked import Line, Part, line
from bilateral.present.words import clean, day_text, issue_label, listing, one_line, several, the, when_text

if TYPE_CHECKING:
    from bilateral.analysis.shifts import DyadShifts
    from bilateral.outlook.rates.outlook import Outlook

__all__ = ["Extras", "accounts", "outlook_note", "outlook_rows", "shifts", "told_apart"]

_MOST_ACTS = 6
_LEAST = 0.05
"""Acts less likely than this are left out of the page; `bilateral outlook` has them all."""
_MOST_HABITS = 4
_CHANCE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What was found beside the events themselves; None where it was not asked for."""

    shifts: DyadShifts | None = None
    accounts: AccountsCompared | None = None
    outlook: Outlook | None = None


def shifts(found: DyadShifts | None, material: Material) -> tuple[Line, ...]:
    """A sentence for each shift, with the events on both sides; else that none was found where one was looked for."""
    if found is None:
        return ()
    from bilateral.present.shifts import shift_sentence

    told = []
    for looked in found.looked:
        for shift in looked.shifts:
            sentence = clean(shift_sentence(found.pair, looked, shift, material.name_of))
            before = Part(several(shift.before.number, "event"), shift.before.events)
            after = Part(several(shift.after.number, "event"), shift.after.events)
            whose = ", of publishers read all along" if looked.what == "rate" else ""
            told.append(line(f"{sentence} (Before: ", before, ", after: ", after, f"{whose}.)"))
    searched = [looked.series for looked in found.looked if not looked.refused]
    if searched and not told:
        contacts = Part("contacts", material.relation.profile.contacts.events)
        others = [name for name in searched if name != "contacts"]
        where: list[Part | str] = ["the number of their ", contacts] if "contacts" in searched else ["their ", contacts]
        more = f", nor in {listing(others, 'or')}" if others and "contacts" in searched else ""
        told.append(line("No lasting shift is found in ", *where, f"{more}."))
    return tuple(told)


def accounts(found: AccountsCompared | None, material: Material) -> Accounts | None:
    """The two sides' own accounts beside each other; None where nothing can be set beside anything."""
    if found is None or not (found.events or found.exchanges or found.reported):
        return None
    rows = [_beside(one, material) for one in (*found.events, *found.exchanges)]
    habits = sorted(
        (row for row in found.habits if row.left_out), key=lambda row: (row.p, -len(row.left_out), row.issue)
    )
    return Accounts(
        coverage=clean(coverage_text(found, material.name_of)),
        rows=tuple(row for row in rows if row is not None),
        habits=tuple(_habit(row, material) for row in habits[:_MOST_HABITS]),
        reported=tuple(_reported(one, material) for one in found.reported),
    )


def told_apart(found: AccountsCompared | None, material: Material) -> tuple[Line, ...]:
    """For the first page: what only one side names of the latest event that both tell, and what a side leaves out by
    habit, where that is unlikely to be chance.
    """
    if found is None:
        return ()
    rows = [row for one in (*found.events, *found.exchanges) if (row := _beside(one, material)) and any(row.only)]
    lines = []
    for row in rows[-1:]:
        told = [
            f"only {the(name)} names {issues}"
            for name, issues in zip(material.relation.names, row.only, strict=True)
            if issues
        ]
        both = f"both name {row.both}; " if row.both else ""
        lines.append(line("In their own words of ", row.what, f": {both}{'; '.join(told)}."))
    habits = [row for row in found.habits if row.left_out and row.adjusted is not None and row.adjusted < _CHANCE]
    return (*lines, *(_habit(row, material) for row in habits[:_MOST_HABITS]))


def _beside(one: EventAccounts, material: Material) -> AccountRow | None:
    shown = [side.event for side in one.sides if side.event in material.shown]
    if not shown:
        return None
    events = tuple(dict.fromkeys(shown))
    what = "letter and reply" if len(events) > 1 else one.form.value
    return AccountRow(
        Part(f"{when_text(one.when, 'words')}, {what}", events),
        _issues((*one.both, *one.both_named)),
        (_issues((*one.only_first, *one.only_first_named)), _issues((*one.only_second, *one.only_second_named))),
    )


def _issues(found: Sequence[str]) -> str:
    return clean(", ".join(issue_label(issue) if issue.islower() else issue for issue in found))


def _habit(row: Habit, material: Material) -> Line:
    said = clean(habit_text(row, material.name_of))
    return line(f"{said} (", Part(several(len(row.left_out), "event"), row.left_out), ").")


def _reported(one: ReportedAccount, material: Material) -> Line:
    about = listing([issue_label(issue) for issue in one.issues]) or one_line(one.what)
    document = material.documents.get(one.passage.document)
    source = one_line((document.publisher or document.title or document.source) if document else "")
    told = f"{the(material.name_of(one.party))}: {about}, {one.kind.value}".removeprefix("the ")
    quoted = f" “{one_line(one.passage.text)}”"
    return line(Part(told, (one.event,) if one.event else ()), f".{quoted}{f' ({source})' if source else ''}")


def outlook_rows(found: Outlook | None, material: Material) -> tuple[Row, ...]:
    """The likeliest acts: probability, beside it the base rate of all pairs and that of the pair itself."""
    if found is None:
        return ()
    from bilateral.outlook.rates.outlook import word
    from bilateral.present.outlook import is_joint, is_type, percent

    rows = []
    for act in [act for act in found.acts if act.probability >= _LEAST and not is_type(act)][:_MOST_ACTS]:
        last = (found.ids[act.last_event],) if act.last_event is not None else ()
        source, target = (the(material.name_of(party)) for party in (act.source, act.target))
        who = f"{source} and {target}" if is_joint(act) else f"{source} to {target}"
        cells = (
            Part(clean(who)),
            Part(percent(act.probability)),
            Part(percent(act.base)),
            Part(percent(act.own), last),
            Part(word(act.probability)),
        )
        rows.append(Row(clean(act.act), cells))
    return tuple(rows)


def outlook_note(found: Outlook | None) -> str:
    """For which days the outlook is, how far to lean on it, or why there is none."""
    if found is None:
        return ""
    from bilateral.present.outlook import is_type, percent

    head = f"For the {found.horizon} days after {day_text(found.as_of)}."
    if found.refused:
        return clean(f"{head} None is given: {found.refused}.")
    if not any(act.probability >= _LEAST and not is_type(act) for act in found.acts):
        head += f" No act reaches {percent(_LEAST)}."
    sure = f" Confidence: {found.confidence.level}; {found.confidence.why}." if found.confidence else ""
    return clean(f"{head}{sure} `bilateral outlook` gives the reasons.")
