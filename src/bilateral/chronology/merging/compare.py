"""Whether two reports can stand for one event, how well they fit, and why, in words."""

from __future__ import annotations

from bilateral.chronology.merging.features import Features
from bilateral.chronology.merging.persons import shared
from bilateral.chronology.merging.tables import CONTACTS, FORM_KIN, LOOSE, PLACED, TYPE_KIN
from bilateral.model import EventType, Form, Level, Precision

__all__ = ["compare", "reason"]

# Two wordings above this token-set ratio are taken for copies of one sentence.
_COPY = 85


def compare(
    first: Features, second: Features, *, slack_days: int, same_document: bool, same_publisher: bool
) -> int | None:
    """How well two reports fit one event, a small whole number; None if anything keeps them apart.

    `same_document`: both are told in one text, whose author tells two acts in two places as a rule.
    `same_publisher`: both texts have one publisher, who does not date one event twice differently.
    """
    if not (_may_agree(first, second) and _places_agree(first, second)):
        return None
    if same_document and not _told_again(first, second):
        return None
    people = _people(first, second)
    if people is None or not _levels_agree(first, second):
        return None
    date = _date(first, second, people, slack_days=slack_days, same_publisher=same_publisher)
    if date is None or not (same_document or _same_subject(first, second, people)):
        return None
    return (
        date
        + 2 * people
        + len(first.issues & second.issues)
        + 2 * (first.form is second.form)
        + _same_place(first, second)
    )


def _may_agree(first: Features, second: Features) -> bool:
    return (
        first.standing == second.standing
        and _parties_agree(first, second)
        and _forms_agree(first, second)
        and _types_agree(first, second)
        and first.sides == second.sides
        and (first.count == second.count)
    )


def _parties_agree(first: Features, second: Features) -> bool:
    if len(first.parties) < 3 or len(second.parties) < 3:
        return first.parties == second.parties
    return 2 * len(first.parties & second.parties) >= len(first.parties | second.parties)


def _forms_agree(first: Features, second: Features) -> bool:
    if first.form is second.form:
        return True
    pair = frozenset({first.form, second.form})
    if pair == {Form.MEETING, Form.MULTILATERAL}:
        # Between two, a meeting and a multilateral event are the talk in the margins and the event itself.
        return len(first.parties) > 2 and len(second.parties) > 2
    return pair in FORM_KIN


def _types_agree(first: Features, second: Features) -> bool:
    if first.type is second.type or frozenset({first.type, second.type}) in TYPE_KIN:
        return True
    return first.form in CONTACTS and EventType.CONSULT in (first.type, second.type)


def _places_agree(first: Features, second: Features) -> bool:
    if first.form not in PLACED:
        return True
    if first.form is Form.FORCE:
        # There may be many attacks in a day, and no place may mean any of them.
        return first.place == second.place
    return not (first.place_state and second.place_state and first.place_state != second.place_state)


def _same_place(first: Features, second: Features) -> bool:
    return bool(first.place and second.place) and (first.place in second.place or second.place in first.place)


def _people(first: Features, second: Features) -> int | None:
    # For how many parties both name the same person; None where they name different ones.
    agreed = 0
    for party, names in first.people.items():
        others = second.people.get(party)
        if others is None:
            continue
        if not shared(names, others, first.ruled_apart):
            return None
        agreed += 1
    return agreed


def _levels_agree(first: Features, second: Features) -> bool:
    for party, levels in first.levels.items():
        others: frozenset[Level] = second.levels.get(party, frozenset())
        both_named = party in first.people and party in second.people
        if others and not both_named and not levels & others:
            return False
    return True


def _date(first: Features, second: Features, people: int, *, slack_days: int, same_publisher: bool) -> int | None:
    overlap = first.earliest <= second.latest and second.earliest <= first.latest
    strong = people >= 2 or (people == 1 and _same_place(first, second))
    if first.wide or second.wide:
        return 0 if strong and first.form is second.form and _within(first, second) else None
    if overlap:
        return 4 if (first.earliest, first.latest) == (second.earliest, second.latest) else 3
    if same_publisher or people < 2 or first.precision is not Precision.DAY or second.precision is not Precision.DAY:
        return None
    gap = max((second.earliest - first.latest).days, (first.earliest - second.latest).days)
    return 1 if gap <= slack_days else None


def _within(first: Features, second: Features) -> bool:
    # "In March" may mean the 15th; "some time from now on" may mean anything, and so means nothing.
    if any(side.inferred and side.standing == "intent" for side in (first, second)):
        return False
    inner, outer = sorted((first, second), key=lambda side: side.latest - side.earliest)
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


def _same_subject(first: Features, second: Features, people: int) -> bool:
    if first.form not in LOOSE and second.form not in LOOSE:
        return True
    common = bool(first.issues & second.issues or first.named_issues & second.named_issues)
    if first.form is Form.FORCE and first.place:
        return True
    if people:
        return common or not first.issues or not second.issues
    return common or _copies(first, second)


def _copies(first: Features, second: Features) -> bool:
    if not first.wording or not second.wording:
        return False
    from rapidfuzz.fuzz import token_set_ratio

    return first.wording == second.wording or token_set_ratio(first.wording, second.wording) >= _COPY


def _told_again(first: Features, second: Features) -> bool:
    # Within one text, only what is told of the same day in the same form is one act told again: with the same
    # persons, or once without any. A text that states one kind of thing several times makes one statement of it.
    return (
        first.form is second.form
        and (first.earliest, first.latest) == (second.earliest, second.latest)
        and first.parties == second.parties
        and (first.form is not Form.STATEMENT or first.type is second.type)
        and (first.form not in LOOSE or first.form is Form.STATEMENT or _same_subject(first, second, 0))
        and (not first.people or not second.people or first.form is Form.STATEMENT or _same_persons(first, second))
    )


def _same_persons(first: Features, second: Features) -> bool:
    return first.people.keys() == second.people.keys() and all(
        len(shared(names, second.people[party], first.ruled_apart)) == len(names) == len(second.people[party])
        for party, names in first.people.items()
    )


# --- in words ----------------------------------------------------------------------------------------------------


def reason(first: Features, second: Features) -> str:
    """Why two compatible reports are one event: "same dyad AZE-USA, both 2022-03-15, both call, ... named by both"."""
    parts = [_parties_words(first, second), _date_words(first, second), _form_words(first, second)]
    names = [
        " and ".join(
            _as_written(first, name) for name in shared(first.people[party], second.people[party], first.ruled_apart)
        )
        for party in sorted(first.people.keys() & second.people.keys())
    ]
    if names:
        parts.append(f"{' and '.join(names)} named by both")
    if _same_place(first, second) and first.report.place:
        parts.append(f"both in {first.report.place.name}")
    issues = sorted(first.issues & second.issues)
    if issues and (first.form in LOOSE or second.form in LOOSE):
        parts.append(f"both on {', '.join(issues)}")
    elif first.wording and second.wording:
        parts.append("in nearly the same words")
    return ", ".join(parts)


def _parties_words(first: Features, second: Features) -> str:
    common = "-".join(sorted(first.parties & second.parties))
    if first.parties != second.parties:
        every = len(first.parties | second.parties)
        return f"{len(first.parties & second.parties)} of {every} parties the same ({common})"
    return f"same dyad {common}" if len(first.parties) == 2 else f"same parties {common}"


def _date_words(first: Features, second: Features) -> str:
    one, two = _interval(first), _interval(second)
    if one == two:
        return f"both {one}"
    if first.earliest <= second.latest and second.earliest <= first.latest:
        return f"{one} and {two} overlap"
    return f"{one} and {two} are a day apart"


def _interval(side: Features) -> str:
    if side.earliest == side.latest:
        return side.earliest.isoformat()
    return f"{side.earliest.isoformat()} to {side.latest.isoformat()}"


def _form_words(first: Features, second: Features) -> str:
    if first.form is second.form:
        return f"both {first.form.value}"
    return f"{first.form.value} and {second.form.value}: {FORM_KIN[frozenset({first.form, second.form})]}"


def _as_written(side: Features, folded: str) -> str:
    from bilateral.knowledge.fold import fold

    actors = (*side.report.source, *side.report.target)
    return next((actor.person for actor in actors if actor.person and fold(actor.person) == folded), folded)
