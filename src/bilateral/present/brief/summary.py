"""The first screen of a briefing: sentences that rules build from the data, each number with its events.

A rule is a small function that gives a Line, or None where the data hold nothing for it to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from bilateral.analysis import Comparison, Profile, RecurringIssue, Tally, latest_stretch
from bilateral.analysis.relation import month_of
from bilateral.model import Event, Form, When
from bilateral.present.brief.material import Material, Relation
from bilateral.present.linked import Line, Part, line
from bilateral.present.phrases import headline
from bilateral.present.words import (
    FORM_NOUNS,
    by_looseness,
    capital,
    clean,
    day_text,
    issue_label,
    listing,
    number_word,
    several,
    the,
    when_text,
)

__all__ = ["findings", "period_text", "summary"]

_FRESH = timedelta(days=90)
"""What came up in the last three months of the record is called new, if the record is at least twice as long."""


def summary(material: Material, issues: Sequence[RecurringIssue], comparison: Comparison | None) -> tuple[Line, ...]:
    """The sentences of the first screen, in order: contacts, level, visits, latest, new, issues, compared, ahead."""
    relation = material.relation
    rules: tuple[Callable[[], Line | None], ...] = (
        lambda: _contacts(relation),
        lambda: _acts(relation),
        lambda: _levels(relation.profile),
        lambda: _visits(relation.profile, material),
        lambda: _latest(relation, material),
        lambda: _new(relation, issues),
        lambda: _issues(issues),
        lambda: _compared(comparison, material.versus),
        lambda: _ahead(relation, material),
        lambda: _disputed(relation),
    )
    return tuple(said for rule in rules if (said := rule()) is not None)


def period_text(material: Material) -> str:
    """The period asked for, or else the days from the first event told to the last, long silences left out."""
    if material.since or material.until:
        since = f"from {day_text(material.since)}" if material.since else ""
        until = f"until {day_text(material.until)}" if material.until else ""
        return " ".join(part for part in (since, until) if part)
    events = material.relation.happened or material.relation.all
    earlier, latest = latest_stretch(by_looseness(events)[0] or events)
    first = min(latest, key=lambda event: event.when.earliest).when
    last = max(latest, key=lambda event: event.when.latest).when
    begin, end = _edge(first, first.earliest), _edge(last, last.latest)
    period = begin if begin == end else f"{begin} to {end}"
    return f"{period}, and {several(len(earlier), 'earlier event')}" if earlier else period


def findings(comparison: Comparison, relation: Relation, other: Relation) -> tuple[Line, ...]:
    """What can be said of the difference between two relations, a line each."""
    events = (
        (comparison.first.contacts, comparison.second.contacts),
        (comparison.first.high, comparison.second.high),
        (_all_visits(comparison.first), _all_visits(comparison.second)),
    )
    found = []
    for test, (first, second) in zip(comparison.tests, events, strict=True):
        found.append(
            line(
                f"{capital(test.what)}: ",
                Part(_count(first.number), first.events),
                f" ({relation.title}) against ",
                Part(_count(second.number), second.events),
                f" ({other.title}): {test.words} ({_p(test.p)}).",
            )
        )
    return tuple(found)


def _contacts(relation: Relation) -> Line | None:
    """ "Five contacts ... are told of between ... and ...: three calls and two visits; and, long before, one." """
    contacts = relation.contacts
    if not contacts:
        return line(f"No contact between {_both(relation)} is told of.")
    dated, loose = by_looseness(contacts)
    earlier, latest = latest_stretch(dated or loose)
    number = sum(event.count for event in latest)
    parts: list[Part | str] = [
        Part(capital(several(number, "contact")), tuple(event.id for event in latest)),
        f" between {_both(relation)} {'is' if number == 1 else 'are'} told of {_between(latest)}: ",
        *_counted(_by_form(latest)),
    ]
    if earlier:
        dates = listing([when_text(event.when, "words") for event in earlier[:2]])
        extra = f" and {number_word(len(earlier) - 2)} others" if len(earlier) > 2 else ""
        before = Part(number_word(sum(event.count for event in earlier)), tuple(event.id for event in earlier))
        parts += ["; and, long before, ", before, f" ({dates}{extra})"]
    if dated and loose:
        when = Part(number_word(sum(event.count for event in loose)), tuple(event.id for event in loose))
        parts += ["; and ", when, " dated only within years"]
    return line(*parts, ".")


def _acts(relation: Relation) -> Line | None:
    acts = [event for event in relation.happened if event not in relation.contacts]
    if not acts:
        return None
    return line("Besides contacts: ", *_counted(_by_form(acts)), ".")


def _levels(profile: Profile) -> Line | None:
    known = [row for row in profile.by_level if row.key != "level not known"]
    if not known:
        return None
    parts: list[Part | str] = ["By the level of the lower-ranking side: "]
    for at, row in enumerate(known):
        joint = "" if at == 0 else " and " if at == len(known) - 1 else ", "
        parts += [joint, Part(number_word(row.number), row.events), f" at {row.key} level"]
    return line(*parts, ".")


def _visits(profile: Profile, material: Material) -> Line | None:
    parts: list[Part | str] = []
    for visits in profile.visits:
        if visits.last is None:
            continue
        number = visits.tally.number
        last = when_text(visits.last, "words")
        parts += [
            "; " if parts else "",
            Part(several(number, "visit"), visits.tally.events),
            f" from {the(material.name_of(visits.visitor))} to {the(material.name_of(visits.host))}",
            f" ({last})" if number == 1 else f" (last: {last})",
        ]
    return line("Who goes to whom: ", *parts, ".") if parts else None


def _latest(relation: Relation, material: Material) -> Line | None:
    last = relation.profile.last
    if last is None:
        return None
    told = clean(str(headline(last, material.name_of)))
    return line("Latest contact: ", Part(when_text(last.when, "words"), (last.id,)), f", {told}.")


def _new(relation: Relation, issues: Sequence[RecurringIssue]) -> Line | None:
    _, latest = latest_stretch(relation.happened)
    if not latest:
        return None
    end = max(event.when.latest for event in latest)
    if end - latest[0].when.earliest < 2 * _FRESH:
        return None
    fresh = [row for row in issues if row.first.earliest > end - _FRESH]
    parts: list[Part | str] = []
    for row in fresh:
        parts += [
            ", " if parts else "",
            f"{issue_label(row.issue)} (",
            Part(number_word(len(row.events)), row.events),
            ")",
        ]
    return line("Named for the first time in the last three months of the record: ", *parts, ".") if parts else None


def _issues(issues: Sequence[RecurringIssue]) -> Line | None:
    recurring = [row for row in issues if len(row.events) > 1][:4]
    if not recurring:
        return None
    parts: list[Part | str] = []
    for at, row in enumerate(recurring):
        joint = "" if at == 0 else " and " if at == len(recurring) - 1 else ", "
        count = Part(number_word(len(row.events)), row.events)
        parts += [f"{joint}{issue_label(row.issue)} (", count, " events)" if at == 0 else ")"]
    return line("Issues that recur most: ", *parts, ".")


def _compared(comparison: Comparison | None, other: Relation | None) -> Line | None:
    if comparison is None or other is None:
        return None
    test, first, second = comparison.tests[0], comparison.first.contacts, comparison.second.contacts
    return line(
        f"Beside {other.title}: ",
        Part(several(first.number, "contact"), first.events),
        " against ",
        Part(_count(second.number), second.events),
        f", {test.words}.",
    )


def _ahead(relation: Relation, material: Material) -> Line | None:
    if not relation.upcoming:
        return None
    end = _last_told(material)
    ahead = [event for event in relation.upcoming if event.when.latest >= end]
    past = tuple(event.id for event in relation.upcoming if event.when.latest < end)
    parts: list[Part | str] = []
    for event in ahead[:3]:
        told = clean(str(headline(event, material.name_of)))
        parts += ["; " if parts else "", f"{told} (", Part(when_text(event.when, "words"), (event.id,)), ")"]
    if len(ahead) > 3:
        parts += ["; and ", Part(f"{number_word(len(ahead) - 3)} more", tuple(event.id for event in ahead[3:]))]
    if not ahead:
        plans = Part(capital(several(len(past), "plan or proposal", "plans or proposals")), past)
        one = len(past) == 1
        return line(
            plans, f" {'is' if one else 'are'} told of, no longer ahead at the time of the last text, and not counted."
        )
    older = Part(several(len(past), "earlier plan or proposal", "earlier plans or proposals"), past)
    tail: list[Part | str] = ["; apart from ", older] if past else []
    return line("Ahead, planned or proposed and so not counted: ", *parts, *tail, ".")


def _last_told(material: Material) -> date:
    """The day the record ends: that of the last text, or of the last event where no text is dated."""
    texts = [document.published.latest for document in material.documents.values() if document.published]
    return max(texts) if texts else max(event.when.latest for event in material.relation.all)


def _disputed(relation: Relation) -> Line | None:
    disputed = [event for event in relation.all if event.disagreements]
    if not disputed:
        return None
    fields = dict.fromkeys(item.field for event in disputed for item in event.disagreements)
    return line(
        "The sources disagree on ",
        Part(several(len(disputed), "event"), tuple(event.id for event in disputed)),
        f" ({listing(list(fields))}).",
    )


def _by_form(events: Sequence[Event]) -> Iterator[tuple[Form, Tally]]:
    """Forms by how often they occur, then in their fixed order."""
    groups: dict[Form, list[Event]] = {}
    for event in events:
        groups.setdefault(event.form, []).append(event)
    forms = sorted(groups, key=lambda form: (-sum(event.count for event in groups[form]), list(Form).index(form)))
    for form in forms:
        found = groups[form]
        yield form, Tally(form, sum(event.count for event in found), tuple(event.id for event in found))


def _counted(tallies: Iterator[tuple[Form, Tally]]) -> list[Part | str]:
    """ "six calls, two visits and one letter", each number with its events."""
    told = [Part(several(row.number, *FORM_NOUNS[form]), row.events) for form, row in tallies]
    parts: list[Part | str] = []
    for at, part in enumerate(told):
        parts += ["" if at == 0 else " and " if at == len(told) - 1 else ", ", part]
    return parts


def _between(events: Sequence[Event]) -> str:
    first = events[0].when
    last = max((event.when for event in events), key=lambda when: (when.latest, when.earliest))
    if len(events) == 1:
        return f"on {day_text(first.earliest)}" if first.earliest == first.latest else f"in {when_text(first, 'words')}"
    begin, end = _edge(first, first.earliest), _edge(last, last.latest)
    return f"in {begin}" if begin == end else f"between {begin} and {end}"


def _edge(when: When, day: date) -> str:
    """The end of a period: a day or month as it is told, of a wider range only the day at that end."""
    return when_text(when, "words") if month_of(when) else day_text(day)


def _both(relation: Relation) -> str:
    return f"{the(relation.names[0])} and {the(relation.names[1])}"


def _all_visits(profile: Profile) -> Tally:
    sides = [side.tally for side in profile.visits]
    return Tally("visits", sum(row.number for row in sides), tuple(event for row in sides for event in row.events))


def _count(number: int) -> str:
    return number_word(number) if number else "none"


def _p(p: float) -> str:
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}" if p < 0.1 else f"p = {p:.2f}"
