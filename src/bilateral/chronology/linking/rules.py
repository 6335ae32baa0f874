"""By which rules two events of a dyad are linked: one rule a kind, each a function from two nodes to a fit or None.

A fit is a score of 0 to 1 and the reasons in words. Scores order the candidates of one event; they are no
probabilities. Every rule wants something that speaks for the link beside parties and days: persons, a place, a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bilateral.chronology.linking.nodes import Node
from bilateral.chronology.linking.series import WORDING, Round, rounds
from bilateral.chronology.merging.tables import LOOSE, PLACED, kindred
from bilateral.model import Form, LinkKind, Status

__all__ = ["RULES", "Fit", "Role", "Rule"]


@dataclass(frozen=True, slots=True)
class Fit:
    """How well two events fit a kind of link, and why."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Which events may be the first, or the second, of a link."""

    statuses: frozenset[Status]
    forms: frozenset[Form] = frozenset(Form)
    named: bool = False
    """Only those with a named issue."""

    def holds(self, form: str, status: str) -> bool:
        """Whether an event of that form and status may be it."""
        return form in self.forms and status in self.statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A kind of link: which events may be its first and its second, and the judge of two of them.

    Seconds are looked for from `back` days before the first begins to `ahead` days after it ends.
    `texts`: the judge reads the sentences that tell the events and in which `wording` (a pattern of DuckDB) is found.
    `told`: it asks on which day the first was first told.
    """

    kind: LinkKind
    firsts: Role
    seconds: Role
    back: int
    ahead: int
    judge: Callable[[Node, Node], Fit | None]
    texts: bool = False
    told: bool = False
    wording: str = ""


# --- a meeting in a visit ----------------------------------------------------------------------------------------

_LONGEST_VISIT = 21  # days


def _part_of(meeting: Node, visit: Node) -> Fit | None:
    host = visit.other
    if host is None or visit.actor is None or meeting.standing != visit.standing or meeting.id == visit.id:
        return None
    if visit.wide or visit.days > _LONGEST_VISIT or meeting.days > visit.days or _outside(meeting, visit):
        return None
    if meeting.place_state and meeting.place_state != host:
        return None
    visitors = meeting.meets(visit, visit.actor)
    at_the_host = bool(meeting.place_state)
    if visitors is None or not (at_the_host or (visitors and meeting.form is not Form.SIGNING)):
        return None  # papers are signed by officials who are not named, and told in passing: they need the place
    reasons = [f"{_days(meeting)} lies in the visit ({_days(visit)})"]
    if visitors:
        reasons.append(f"{_names(visitors)} took part in both")
    if at_the_host:
        reasons.append(f"held in {meeting.place_name}, in the state visited")
    score = 0.5 + 0.3 * bool(visitors) + 0.1 * at_the_host + 0.05 * bool(meeting.place and meeting.place == visit.place)
    return Fit(round(score, 2), tuple(reasons))


def _outside(inner: Node, outer: Node) -> bool:
    return inner.earliest < outer.earliest or inner.latest > outer.latest


# --- a plan and what came of it ----------------------------------------------------------------------------------

_SLACK = 1  # day: as in merging
# Of force, notes and other acts many are spoken of at once, and statements come of themselves.
_UNPLANNED = frozenset({Form.STATEMENT, Form.FORCE, Form.NOTE, Form.OTHER})


def _fulfilled_by(plan: Node, fact: Node) -> Fit | None:
    if not _same_act(plan, fact) or not _in_time(plan, fact):
        return None
    persons = _persons(plan, fact)
    if persons is None or not _enough(plan, fact):
        return None
    same_place = bool(plan.place) and plan.place == fact.place
    reasons = [f"{plan.status.value} for {_days(plan)}, took place {_days(fact)}"]
    if persons:
        reasons.append(f"{_names(persons)} named in both")
    if same_place:
        reasons.append(f"both in {plan.place_name}")
    common = (plan.issues & fact.issues) | (plan.named & fact.named)
    if common:
        reasons.append(f"both on {', '.join(sorted(common))}")
    score = 0.5 + 0.1 * min(len(persons), 2) + 0.1 * same_place + 0.05 * bool(common) + 0.1 * (not plan.wide)
    return Fit(round(score + 0.05 * (plan.form is fact.form), 2), tuple(reasons))


def _in_time(plan: Node, fact: Node) -> bool:
    """Whether the fact lies where the plan puts it, and was still ahead when the plan was told."""
    if plan.told is not None and plan.told > (fact.latest if plan.status is Status.PLANNED else fact.earliest):
        return False
    if plan.wide:
        if plan.told is not None and plan.told >= fact.earliest:
            return False  # "again this year", said on the spot, means another time
        return not plan.inferred and not _outside(fact, plan)  # "some day" may mean any
    return plan.gap(fact) <= _SLACK and not fact.wide


def _same_act(first: Node, second: Node) -> bool:
    if not kindred(first.form, second.form) or (first.actor and second.actor and first.actor != second.actor):
        return False
    if first.form in PLACED and first.place_state and second.place_state and first.place_state != second.place_state:
        return False
    if first.form in LOOSE or second.form in LOOSE:
        common = first.issues & second.issues or first.named & second.named
        return first.type is second.type and bool(common) and not first.wide
    return True


def _enough(plan: Node, fact: Node) -> bool:
    """Whether enough is the same: the plan's own persons, or where it names none, the place."""
    sides = [party for party in plan.dyad if plan.meets(fact, party)]
    if plan.wide or plan.status is Status.PROPOSED:
        # What is only wished for, or some time in a month, is known again by the persons of both sides.
        return len(sides) == 2 or (plan.actor in sides and bool(plan.place) and plan.place == fact.place)
    if plan.form in LOOSE:
        return True
    leading = [plan.actor] if plan.actor else list(plan.dyad)
    if any(plan.people.get(party) for party in leading):
        return any(party in sides for party in leading)
    return bool(plan.place) and plan.place == fact.place


def _persons(first: Node, second: Node) -> tuple[str, ...] | None:
    """The persons that both name; None where they name different ones for a party."""
    found = [first.meets(second, party) for party in first.dyad]
    return None if None in found else tuple(name for names in found if names for name in names)


# --- a letter and its answer -------------------------------------------------------------------------------------

_ANSWER = re.compile(
    r"\b(?:repl(?:y|ied|ies)|respon(?:se|ded|ds)|answer(?:ed|s)?|in return|wrote back|"
    r"thank\w* .{0,40}\b(?:letter|message))\b",
    re.IGNORECASE,
)


def _reply_to(answer: Node, letter: Node) -> Fit | None:
    if not (answer.actor and letter.actor) or answer.actor == letter.actor or answer.wide or letter.wide:
        return None
    if letter.latest > answer.earliest:
        return None
    persons = _persons(answer, letter)
    cue = any(_ANSWER.search(text) for text in answer.texts)
    common = (answer.issues & letter.issues) | (answer.named & letter.named)
    sides = [party for party in answer.dyad if answer.meets(letter, party)]
    after = (answer.earliest - letter.latest).days
    if persons is None or not (cue or (len(sides) == 2 and common and after > 0)):
        return None
    days = {0: "on the day of", 1: "a day after"}.get(after, f"{after} days after")
    reasons = [f"{days} a letter the other way"]
    if cue:
        reasons.append("told as an answer")
    if persons:
        reasons.append(f"{_names(persons)} named in both")
    if common:
        reasons.append(f"both on {', '.join(sorted(common))}")
    return Fit(round(0.5 + 0.2 * cue + 0.1 * len(sides) + 0.05 * bool(common), 2), tuple(reasons))


# --- a denial and what is denied ---------------------------------------------------------------------------------


def _denies(denial: Node, fact: Node) -> Fit | None:
    # What is denied is denied of a day. "No plans to call", "will not send" deny nothing that was told.
    if not _same_act(denial, fact) or denial.wide or fact.wide or denial.gap(fact) > 0:
        return None
    persons = _persons(denial, fact)
    same_place = bool(denial.place) and denial.place == fact.place
    if persons is None or not (persons or same_place):
        return None
    reasons = [f"denied of {_days(denial)}, told of {_days(fact)}"]
    if persons:
        reasons.append(f"{_names(persons)} named in both")
    if same_place:
        reasons.append(f"both in {denial.place_name}")
    return Fit(round(0.5 + 0.15 * min(len(persons), 2) + 0.1 * same_place, 2), tuple(reasons))


# --- a word given and what was signed or sent --------------------------------------------------------------------

_ANNOUNCED = re.compile(
    r"\b(?:announc\w+|will (?:soon )?sign|(?:agreed|intend\w*|ready|plan\w*) to (?:sign|conclude)|to be signed|"
    r"initial+ed|finali[sz]ed)\b",
    re.IGNORECASE,
)


def _announced_by(deed: Node, word: Node) -> Fit | None:
    if word.wide or deed.wide or word.latest >= deed.earliest:
        return None
    common = deed.named & word.named
    cue = next((found[0] for text in word.texts if (found := _ANNOUNCED.search(text))), None)
    if not common or cue is None or _persons(deed, word) is None:
        return None
    reasons = (f"“{cue}” {deed.gap(word)} days before", f"both on {', '.join(sorted(common))}")
    return Fit(0.7, reasons)


# --- rounds of one series ----------------------------------------------------------------------------------------


def _round_after(later: Node, earlier: Node) -> Fit | None:
    if earlier.latest >= later.earliest:
        return None
    for one in _rounds(later):
        for two in _rounds(earlier):
            if one.series == two.series and one.number > two.number:
                # The texts may leave out rounds; the one just before is the surest.
                return Fit(round(0.7 + 0.2 / (one.number - two.number), 2), (f"“{one.text}” after “{two.text}”",))
    return None


def _rounds(node: Node) -> Iterator[Round]:
    return (found for text in node.texts for found in rounds(text))


# --- in words ----------------------------------------------------------------------------------------------------


def _days(node: Node) -> str:
    first, last = node.earliest.isoformat(), node.latest.isoformat()
    return first if first == last else f"{first} to {last}"


def _names(names: tuple[str, ...]) -> str:
    return " and ".join(" ".join(part.capitalize() for part in name.split()) for name in names)


_FACT = frozenset({Status.OCCURRED, Status.ONGOING})
_PLAN = frozenset({Status.PLANNED, Status.PROPOSED})
_HELD = frozenset({Form.MEETING, Form.MULTILATERAL, Form.VIDEO, Form.CALL})

RULES: tuple[Rule, ...] = (
    Rule(
        kind=LinkKind.PART_OF,
        firsts=Role(statuses=_FACT | _PLAN, forms=frozenset({Form.MEETING, Form.MULTILATERAL, Form.SIGNING})),
        seconds=Role(statuses=_FACT | _PLAN, forms=frozenset({Form.VISIT})),
        back=0,
        ahead=0,
        judge=_part_of,
    ),
    Rule(
        kind=LinkKind.FULFILLED_BY,
        firsts=Role(statuses=_PLAN, forms=frozenset(Form) - _UNPLANNED),
        seconds=Role(statuses=_FACT, forms=frozenset(Form) - _UNPLANNED),
        back=_SLACK,
        ahead=_SLACK,
        judge=_fulfilled_by,
        told=True,
    ),
    Rule(
        kind=LinkKind.REPLY_TO,
        firsts=Role(statuses=_FACT, forms=frozenset({Form.LETTER})),
        seconds=Role(statuses=_FACT, forms=frozenset({Form.LETTER})),
        back=45,
        ahead=0,
        judge=_reply_to,
        texts=True,
    ),
    Rule(
        kind=LinkKind.DENIES,
        firsts=Role(statuses=frozenset({Status.NEGATED}), forms=frozenset(Form) - LOOSE),
        seconds=Role(statuses=_FACT, forms=frozenset(Form) - LOOSE),
        back=0,
        ahead=0,
        judge=_denies,
    ),
    Rule(
        kind=LinkKind.ANNOUNCED_BY,
        firsts=Role(statuses=_FACT, forms=frozenset({Form.SIGNING}), named=True),
        seconds=Role(statuses=_FACT, forms=frozenset({Form.STATEMENT, Form.MEETING, Form.CALL}), named=True),
        back=120,
        ahead=0,
        judge=_announced_by,
        texts=True,
    ),
    Rule(
        kind=LinkKind.ROUND_AFTER,
        firsts=Role(statuses=_FACT | _PLAN, forms=_HELD),
        seconds=Role(statuses=_FACT, forms=_HELD),
        back=1_200,
        ahead=0,
        judge=_round_after,
        texts=True,
        wording=WORDING,
    ),
)
"""Every kind of link, with its rule."""
