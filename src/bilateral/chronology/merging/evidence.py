"""What speaks for and against two reports telling of one event: pieces of evidence, each a name and a level.

Each piece has a weight in log-odds (`weights`), and they are added up. Which pieces there are follows the usual way of
record linkage after Fellegi and Sunter (1969): one comparison a field, each with a few levels of agreement.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bilateral.chronology.merging import told
from bilateral.chronology.merging.features import Features
from bilateral.chronology.merging.nearness import Nearness
from bilateral.chronology.merging.tables import CONTACTS, PLACED
from bilateral.chronology.merging.vetoes import same_place
from bilateral.model import Form

__all__ = ["LEVELS", "Piece", "pieces"]

Piece = tuple[str, str]
"""Name and level: ("date", "same day")."""

# Above this token-set ratio two sentences share their matter, if not their wording.
_ALIKE = 65

_STATED = "statements of one text"
_SOURCES = tuple(nearness.value for nearness in Nearness)

LEVELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "kind": ("contact", "planned contact", "visit", "planned visit", "written", "act"),
        "date": ("same day", "same days", "days overlap", "within a wide range", "a day apart"),
        "form": ("same", "akin", "left open"),
        "type": ("same", "akin", "other"),
        "persons": ("same for all", "same for one, other half told", "same for one", "told once", "not told"),
        "other persons": ("in one", "in each"),
        "rank": ("same where a name is missing",),
        "place": ("same", "same state", "told once", "not told"),
        "place of acts": ("same", "same state", "told once", "not told"),
        "issues": ("mostly shared", "partly shared", "none shared", "told once", "not told"),
        "issues of acts": ("mostly shared", "partly shared", "none shared", "told once", "not told"),
        "named issues": ("shared", "none shared"),
        "wording": ("copy", "alike", "other"),
        "wording of acts": ("copy", "alike", "other"),
        "quotes": ("shared", "none shared"),
        "further contact": ("both", "one says again", "one is numbered"),
        "hour": ("same", "other"),
        "direction": ("same", "turned round"),
        "source": _SOURCES,
        "source of acts": (_STATED, *_SOURCES),
    }
)
"""Every piece of evidence with its levels, from the strongest for to the strongest against, as a rule."""


def pieces(first: Features, second: Features, nearness: Nearness) -> list[Piece]:
    """The evidence on two reports that nothing keeps apart, in the order of `LEVELS`."""
    loose = first.loose or second.loose
    # A text that states one kind of thing several times, on one matter and the next, makes one statement of it.
    stated = nearness is Nearness.TEXT and first.form is Form.STATEMENT
    found = [
        ("kind", "act" if loose else _kind(first)),
        ("date", _date(first, second)),
        ("form", _form(first, second)),
        ("type", _type(first, second)),
        ("persons", _persons(first, second)),
        *_others(first, second),
        *_rank(first, second),
        *_place(first, second, "place of acts" if loose else "place"),
        ("issues of acts" if loose and not stated else "issues", _overlap(first.issues, second.issues)),
    ]
    if first.named_issues and second.named_issues:
        found.append(("named issues", _shared(first.named_issues, second.named_issues)))
    found.append(("wording of acts" if loose else "wording", _wording(first, second)))
    if first.quotes and second.quotes:
        found.append(("quotes", _shared(first.quotes, second.quotes)))
    if first.further or second.further:
        found.append(("further contact", _further(first.further, second.further)))
    if first.hour and second.hour:
        found.append(("hour", "same" if first.hour == second.hour else "other"))
    found.extend(_direction(first, second))
    found.append(("source of acts", _STATED if stated else nearness.value) if loose else ("source", nearness.value))
    return found


def _kind(first: Features) -> str:
    name = "visit" if first.form is Form.VISIT else "contact" if first.form in CONTACTS else "written"
    return f"planned {name}" if first.standing == "intent" and name != "written" else name


def _date(first: Features, second: Features) -> str:
    if first.wide or second.wide:
        return "within a wide range"
    if first.earliest == second.earliest and first.latest == second.latest:
        return "same day" if first.earliest == first.latest else "same days"
    overlap = first.earliest <= second.latest and second.earliest <= first.latest
    return "days overlap" if overlap else "a day apart"


def _form(first: Features, second: Features) -> str:
    if first.form is second.form:
        return "same"
    return "left open" if first.open_form or second.open_form else "akin"


def _type(first: Features, second: Features) -> str:
    if first.type is second.type:
        return "same"
    return "akin" if first.form not in CONTACTS else "other"


def _persons(first: Features, second: Features) -> str:
    # A veto has seen to it that where both name someone for a party, they name the same.
    both = len(first.people.keys() & second.people.keys())
    once = len(first.people.keys() ^ second.people.keys())
    if both and both == len(first.parties | second.parties):
        return "same for all"
    if both:
        return "same for one, other half told" if once else "same for one"
    return "told once" if once else "not told"


def _others(first: Features, second: Features) -> list[Piece]:
    if first.people == second.people:
        return []
    more = fewer = False
    for party in first.people.keys() & second.people.keys():
        difference = len(first.people[party]) - len(second.people[party])
        more, fewer = more or difference > 0, fewer or difference < 0
    return [("other persons", "in each" if more and fewer else "in one")] if more or fewer else []


def _rank(first: Features, second: Features) -> list[Piece]:
    for party, levels in first.levels.items():
        missing = party not in first.people or party not in second.people
        if missing and not levels.isdisjoint(second.levels.get(party, frozenset())):
            return [("rank", "same where a name is missing")]
    return []


def _place(first: Features, second: Features, name: str) -> list[Piece]:
    if first.form not in PLACED or second.form not in PLACED:
        return []
    if first.place and second.place:
        return [(name, "same" if same_place(first, second) else "same state")]
    return [(name, "told once" if first.place or second.place else "not told")]


def _overlap(one: frozenset[str], two: frozenset[str]) -> str:
    if not one or not two:
        return "told once" if one or two else "not told"
    common = len(one & two)
    if not common:
        return "none shared"
    return "mostly shared" if 2 * common >= len(one | two) else "partly shared"


def _shared(one: frozenset[str], two: frozenset[str]) -> str:
    return "none shared" if one.isdisjoint(two) else "shared"


def _wording(first: Features, second: Features) -> str:
    ratio = told.alike(first.report.text, second.report.text)
    return "copy" if ratio >= told.COPY else "alike" if ratio >= _ALIKE else "other"


def _further(one: int, two: int) -> str:
    if one and two:
        return "both"
    return "one says again" if one + two == 1 else "one is numbered"


def _direction(first: Features, second: Features) -> list[Piece]:
    if first.sides is not None or first.told_from == second.told_from:
        return [("direction", "same")] if first.sides is None and first.told_from else []
    return [("direction", "turned round")]
