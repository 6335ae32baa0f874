"""By which rules two events of a dyad are linked: one rule a kind, each a function from two nodes to a fit or None.

A fit is a score of 0 to 1 and the reasons in words. Scores order the candidates of one event; they are no
probabilities. Every rule wants something that speaks for the link beside parties and days: persons, a place, a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bilateral.chronology.linking.nodes import Node
from bilateral.chronology.linking.series import rounds
from bilateral.chronology.merging.tables import CONTACTS, LOOSE, PLACED
from bilateral.model import Form, LinkKind

__all__ = ["RULES", "Fit", "Rule"]


@dataclass(frozen=True, slots=True)
class Fit:
    """How well two events fit a kind of link, and why."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A kind of link: which events may be its first and its second (conditions in SQL on table `e`), and the judge.

    Seconds are looked for from `back` days before the first begins to `ahead` days after it ends.
    `texts`: the judge reads the sentences that tell the events, of which `wording` (a pattern of DuckDB) must find one.
    """

    kind: LinkKind
    firsts: str
    seconds: str
    back: int
    ahead: int
    judge: Callable[[Node, Node], Fit | None]
    texts: bool = False
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
    if visitors is None or not (visitors or at_the_host):
        return None
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

_NEXT = 92  # days: "they will meet again", without a date, means the next time only if that is soon
_SLACK = 1  # day: as in merging


def _fulfilled_by(plan: Node, fact: Node) -> Fit | None:
    if plan.form is Form.STATEMENT or not _same_act(plan, fact):
        return None
    if plan.wide:
        if (fact.earliest - plan.earliest).days > (_NEXT if plan.inferred else plan.days) or _outside(fact, plan):
            return None
    elif plan.gap(fact) > _SLACK or fact.wide:
        return None
    persons = _persons(plan, fact)
    if persons is None or not _enough(plan, fact, persons):
        return None
    same_place = bool(plan.place) and plan.place == fact.place
    reasons = [f"planned for {_days(plan)}, took place {_days(fact)}"]
    if persons:
        reasons.append(f"{_names(persons)} named in both")
    if same_place:
        reasons.append(f"both in {plan.place_name}")
    common = (plan.issues & fact.issues) | (plan.named & fact.named)
    if common:
        reasons.append(f"both on {', '.join(sorted(common))}")
    score = 0.5 + 0.1 * min(len(persons), 2) + 0.1 * same_place + 0.05 * bool(common) + 0.1 * (not plan.wide)
    return Fit(round(score, 2), tuple(reasons))


def _same_act(first: Node, second: Node) -> bool:
    if first.family is not second.family or (first.actor and second.actor and first.actor != second.actor):
        return False
    if first.form in PLACED and first.place_state and second.place_state and first.place_state != second.place_state:
        return False
    if first.form in LOOSE or second.form in LOOSE:
        common = first.issues & second.issues or first.named & second.named
        return first.type is second.type and bool(common) and not first.wide
    return True


def _enough(plan: Node, fact: Node, persons: tuple[str, ...]) -> bool:
    """Whether enough is the same: the plan's own persons, or where it names none, the place."""
    if plan.form in LOOSE:
        return True
    sides = [party for party in plan.dyad if plan.meets(fact, party)]
    if plan.wide:
        return len(sides) == 2 or (plan.actor in sides and bool(plan.place) and plan.place == fact.place)
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
    r"\b(?:repl(?:y|ied|ies)|respon(?:se|ded|ds)|answer(?:ed|s)?|in return|wrote back|thank\w* .{0,40}\b(?:letter|message))"
    r"\b",
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
    if persons is None or not (cue or (len(sides) == 2 and common)):
        return None
    reasons = [f"{answer.gap(letter)} days after a letter the other way"]
    if cue:
        reasons.append("told as an answer")
    if persons:
        reasons.append(f"{_names(persons)} named in both")
    if common:
        reasons.append(f"both on {', '.join(sorted(common))}")
    return Fit(round(0.5 + 0.2 * cue + 0.1 * len(sides) + 0.05 * bool(common), 2), tuple(reasons))


# --- a denial and what is denied ---------------------------------------------------------------------------------


def _denies(denial: Node, fact: Node) -> Fit | None:
    if fact.wide or denial.wide or not _same_act(denial, fact) or denial.gap(fact) > 7:
        return None
    persons = _persons(denial, fact)
    same_place = bool(denial.place) and denial.place == fact.place
    loose = denial.form in LOOSE
    if persons is None or not (persons or (same_place and denial.gap(fact) == 0) or loose):
        return None
    if loose and denial.gap(fact) > _SLACK:
        return None
    reasons = [f"denied {_days(denial)}, told of {_days(fact)}"]
    if persons:
        reasons.append(f"{_names(persons)} named in both")
    if same_place:
        reasons.append(f"both in {denial.place_name}")
    return Fit(round(0.5 + 0.15 * min(len(persons), 2) + 0.1 * same_place, 2), tuple(reasons))


# --- a word given and what was signed or sent --------------------------------------------------------------------

_ANNOUNCED = re.compile(
    r"\b(?:announc\w+|agreed to|will sign|intend\w* to|to be signed|initial+ed|commit\w*)\b", re.IGNORECASE
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
            if one.series == two.series and one.number == two.number + 1:
                return Fit(0.8, (f"“{one.text}” after “{two.text}”",))
    return None


def _rounds(node: Node) -> Iterator:  # type: ignore[type-arg]
    return (found for text in node.texts for found in rounds(text))


# --- in words ----------------------------------------------------------------------------------------------------


def _days(node: Node) -> str:
    first, last = node.earliest.isoformat(), node.latest.isoformat()
    return first if first == last else f"{first} to {last}"


def _names(names: tuple[str, ...]) -> str:
    return " and ".join(" ".join(part.capitalize() for part in name.split()) for name in names)


_FACT = "e.status IN ('occurred', 'ongoing')"
_PLAN = "e.status IN ('planned', 'proposed')"
_HELD = "e.form IN ('meeting', 'multilateral', 'video', 'call')"

RULES: tuple[Rule, ...] = (
    Rule(
        kind=LinkKind.PART_OF,
        firsts="e.form IN ('meeting', 'multilateral', 'signing') AND e.status <> 'negated'",
        seconds="e.form = 'visit' AND e.status <> 'negated'",
        back=0,
        ahead=0,
        judge=_part_of,
    ),
    Rule(kind=LinkKind.FULFILLED_BY, firsts=_PLAN, seconds=_FACT, back=_SLACK, ahead=_SLACK, judge=_fulfilled_by),
    Rule(
        kind=LinkKind.REPLY_TO,
        firsts=f"e.form = 'letter' AND {_FACT}",
        seconds=f"e.form = 'letter' AND {_FACT}",
        back=45,
        ahead=0,
        judge=_reply_to,
        texts=True,
    ),
    Rule(kind=LinkKind.DENIES, firsts="e.status = 'negated'", seconds=_FACT, back=7, ahead=7, judge=_denies),
    Rule(
        kind=LinkKind.ANNOUNCED_BY,
        firsts=f"e.form IN ('signing', 'transfer') AND len(e.named_issues) > 0 AND {_FACT}",
        seconds=f"e.form IN ('statement', 'meeting', 'call') AND len(e.named_issues) > 0 AND {_FACT}",
        back=120,
        ahead=0,
        judge=_announced_by,
        texts=True,
    ),
    Rule(
        kind=LinkKind.ROUND_AFTER,
        firsts=f"{_HELD} AND e.status <> 'negated'",
        seconds=f"{_HELD} AND {_FACT}",
        back=1_200,
        ahead=0,
        judge=_round_after,
        texts=True,
        wording=r"(?i)\b(second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|first|inaugural|\d+(st|nd|rd|th))\b",
    ),
)
"""Every kind of link, with its rule."""

_ = CONTACTS
