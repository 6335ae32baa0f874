"""What keeps two reports apart whatever else speaks for them: each a field's name, with words for it in `VETOES`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bilateral.chronology.merging.features import Features
from bilateral.chronology.merging.nearness import Nearness
from bilateral.chronology.merging.persons import shared
from bilateral.chronology.merging.tables import CONTACTS, FORM_KIN, PLACED, TYPE_KIN
from bilateral.model import EventType, Form, Level, Precision

__all__ = ["VETOES", "agreed", "same_place", "veto"]

VETOES: Mapping[str, str] = MappingProxyType(
    {
        "status": "one is told as a fact, the other as a plan or as denied",
        "parties": "other parties took part",
        "form": "another form of act",
        "type": "acts of kinds that contradict each other",
        "direction": "who acts on whom differs",
        "count": "one tells of more such acts than the other",
        "place": "it took place in two states, or attacks hit two places",
        "persons": "other persons are named for the same party",
        "rank": "another rank acted for the same party",
        "date": "the dates contradict each other, or say too little",
        "text": "one text tells both, as two acts",
        "further": "one is said to be another contact than the other",
    }
)
"""Every veto, and what it means."""


def veto(first: Features, second: Features, nearness: Nearness, slack_days: int) -> str | None:
    """The first of `VETOES` that keeps the two apart; None where nothing does."""
    for field, agree in _CHECKS:
        if not agree(first, second, nearness):
            return field
    people = agreed(first, second)
    if people is None:
        return "persons"
    if not _dates_agree(first, second, people, nearness, slack_days):
        return "date"
    return next((field for field, agree in _LAST_CHECKS if not agree(first, second, nearness)), None)


def _parties_agree(first: Features, second: Features) -> bool:
    if len(first.parties) < 3 or len(second.parties) < 3:
        return first.parties == second.parties
    return 2 * len(first.parties & second.parties) >= len(first.parties | second.parties)


def _forms_agree(first: Features, second: Features, nearness: Nearness) -> bool:
    if first.form is second.form:
        return True
    pair = frozenset({first.form, second.form})
    if pair == {Form.MEETING, Form.MULTILATERAL}:
        # Between two, a meeting and a multilateral event are the talk in the margins and the event itself.
        return len(first.parties) > 2 and len(second.parties) > 2
    if pair == {Form.CALL, Form.MEETING}:
        return nearness is Nearness.TEXT and (first.open_form or second.open_form)
    return pair in FORM_KIN


def _types_agree(first: Features, second: Features) -> bool:
    if first.type is second.type or frozenset({first.type, second.type}) in TYPE_KIN:
        return True
    return first.form in CONTACTS and EventType.CONSULT in (first.type, second.type)


def _places_agree(first: Features, second: Features) -> bool:
    if first.form not in PLACED or second.form not in PLACED:
        return True
    if first.form is Form.FORCE:
        # There may be many attacks in a day, and no place may mean any of them.
        return first.place == second.place
    return not (first.place_state and second.place_state and first.place_state != second.place_state)


def same_place(first: Features, second: Features) -> bool:
    """Whether both name a place, and one name holds the other ("Washington", "Washington, D.C.")."""
    return bool(first.place and second.place) and (first.place in second.place or second.place in first.place)


def agreed(first: Features, second: Features) -> int | None:
    """For how many parties both name the same person; None where they name different ones for a party."""
    found = 0
    for party, names in first.people.items():
        others = second.people.get(party)
        if others is None:
            continue
        if names != others and not shared(names, others, first.ruled_apart):
            return None
        found += 1
    return found


def _levels_agree(first: Features, second: Features) -> bool:
    for party, levels in first.levels.items():
        others: frozenset[Level] = second.levels.get(party, frozenset())
        both_named = party in first.people and party in second.people
        if others and not both_named and levels.isdisjoint(others):
            return False
    return True


def _dates_agree(first: Features, second: Features, people: int, nearness: Nearness, slack_days: int) -> bool:
    if first.wide or second.wide:
        strong = people >= 2 or (people == 1 and same_place(first, second))
        return strong and first.form is second.form and _within(first, second)
    if first.earliest <= second.latest and second.earliest <= first.latest:
        return True
    if people < 2 or first.precision is not Precision.DAY or second.precision is not Precision.DAY:
        return False
    if nearness is not Nearness.OTHERS and not (first.undated or second.undated):
        # One publisher does not date one event twice differently, but may publish a day late without naming a day.
        return False
    gap = max((second.earliest - first.latest).days, (first.earliest - second.latest).days)
    return gap <= slack_days


def _within(first: Features, second: Features) -> bool:
    # "In March" may mean the 15th; "some time from now on" may mean anything, and so means nothing.
    if any(side.inferred and side.standing == "intent" for side in (first, second)):
        return False
    inner, outer = sorted((first, second), key=lambda side: side.latest - side.earliest)
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


def _told_again(first: Features, second: Features) -> bool:
    # Within one text, what is told of the same days in the same form is one act told again: with the same persons, or
    # once without any. A text that states one kind of thing several times makes one statement of it.
    return (
        (first.form is second.form or first.open_form or second.open_form)
        and (_nested(first, second) or _goes_on(first, second))
        and first.parties == second.parties
        and (first.form is not Form.STATEMENT or first.type is second.type)
        and (not first.people or not second.people or first.form is Form.STATEMENT or _same_persons(first, second))
    )


def _nested(first: Features, second: Features) -> bool:
    if first.earliest <= second.earliest and second.latest <= first.latest:
        return True
    return second.earliest <= first.earliest and first.latest <= second.latest


def _goes_on(first: Features, second: Features) -> bool:
    # "They spoke yesterday ... They also discussed": what goes on without form or date is told of the same contact.
    return (first.open_form and first.undated) or (second.open_form and second.undated)


def _same_persons(first: Features, second: Features) -> bool:
    return first.people.keys() == second.people.keys() and all(
        len(shared(names, second.people[party], first.ruled_apart)) == len(names) == len(second.people[party])
        for party, names in first.people.items()
    )


def _contacts_agree(first: Features, second: Features, nearness: Nearness) -> bool:
    if first.further == second.further:
        return True
    if first.further > 1 and second.further > 1:
        return False
    # A text that says "they spoke again in the evening" tells of another contact than the one it told before.
    return nearness is not Nearness.TEXT or first.loose


_Check = Callable[[Features, Features, Nearness], bool]

# The form comes before what has a meaning only for a form.
_CHECKS: tuple[tuple[str, _Check], ...] = (
    ("status", lambda first, second, _: first.standing == second.standing),
    ("parties", lambda first, second, _: _parties_agree(first, second)),
    ("form", _forms_agree),
    ("type", lambda first, second, _: _types_agree(first, second)),
    ("direction", lambda first, second, _: first.sides == second.sides),
    ("count", lambda first, second, _: first.count == second.count),
    ("place", lambda first, second, _: _places_agree(first, second)),
    ("rank", lambda first, second, _: _levels_agree(first, second)),
)
# These come last: only dates that agree make two sentences of one text one act.
_LAST_CHECKS: tuple[tuple[str, _Check], ...] = (
    ("text", lambda first, second, nearness: nearness is not Nearness.TEXT or _told_again(first, second)),
    ("further", _contacts_agree),
)
