"""The sides of an event: which party stands where, and who acted for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bilateral.chronology.merging.choosing import Accounts, choose
from bilateral.chronology.merging.persons import NOBODY, Apart, same_person
from bilateral.chronology.query import SYMMETRIC
from bilateral.knowledge.fold import fold
from bilateral.model import Actor, Agreed, Level, Report

__all__ = ["Sides", "agreed_sides", "turned"]

_RANK = {level: rank for rank, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Sides:
    """The agreed sides of an event."""

    source: tuple[Actor, ...]
    target: tuple[Actor, ...]


def parties(side: Iterable[Actor]) -> tuple[str, ...]:
    """The codes on a side, sorted."""
    return tuple(sorted({actor.party for actor in side if actor.party}))


def turned(report: Report, sides: Sides) -> bool:
    """Whether the report tells a two-sided contact the other way round."""
    mine, theirs = parties(report.source), parties(report.target)
    return mine != theirs and mine == parties(sides.target) and theirs == parties(sides.source)


def agreed_sides(
    reports: Sequence[Report], lead: Report, accounts: Accounts, apart: Apart = NOBODY
) -> tuple[Sides, Agreed | None]:
    """The sides, with the actors of all reports, and which rule decided which way a contact is told, if any had to.

    `apart` are the pairs of names that are ruled to be two persons.
    """
    base = Sides(lead.source, lead.target)
    if len(reports) == 1:
        return base, None
    agreed = None
    if lead.form in SYMMETRIC:
        told = [(turned(report, base), report) for report in reports]
        ways = {False: base, True: Sides(lead.target, lead.source)}
        way, agreed = choose("direction", told, accounts, order=bool, written=lambda way: _way(ways[way]))
        base = ways[way]
    source: list[Actor] = list(base.source)
    target: list[Actor] = list(base.target)
    home = dict.fromkeys(parties(base.source), source) | dict.fromkeys(parties(base.target), target)
    both = set(parties(base.source)) & set(parties(base.target))
    for report in reports:
        if report is lead:
            continue
        swap = turned(report, base)
        for own, default in ((report.source, target if swap else source), (report.target, source if swap else target)):
            for actor in own:
                (default if actor.party in both else home.setdefault(actor.party, default)).append(actor)
    return Sides(_joined(source, apart), _joined(target, apart)), agreed


def _way(sides: Sides) -> str:
    return f"{' '.join(parties(sides.source))} to {' '.join(parties(sides.target))}"


def _joined(actors: Sequence[Actor], apart: Apart) -> tuple[Actor, ...]:
    """One actor for each person, in the order first named, then those without a name that say something more."""
    groups: list[list[Actor]] = []
    for actor in actors:
        group = next((group for group in groups if _same(group, actor, apart)), None)
        if group is None:
            groups.append([actor])
        else:
            group.append(actor)
    joined = [_one(group) for group in groups]
    return tuple(actor for actor in joined if actor.person or not _covered(actor, joined))


def _same(group: Sequence[Actor], actor: Actor, apart: Apart) -> bool:
    first = group[0]
    if first.party != actor.party or bool(first.person) != bool(actor.person):
        return False
    if not first.person or not actor.person:
        return (_bare(first) and _bare(actor)) or (first.office == actor.office and first.level == actor.level)
    return all(same_person(fold(other.person or ""), fold(actor.person), apart) for other in group)


def _one(group: Sequence[Actor]) -> Actor:
    if len(group) == 1:
        return group[0]
    names = Counter(actor.person for actor in group if actor.person)
    name = min(names, key=lambda name: (-len(name.split()), -names[name], name)) if names else None
    offices = Counter(actor.office for actor in group if actor.office)
    levels = [actor.level for actor in group if actor.level]
    model = next(actor for actor in group if actor.person == name)
    return Actor(
        state=model.state,
        organisation=model.organisation,
        person=name,
        person_id=next((actor.person_id for actor in group if actor.person_id), None),
        office=min(offices, key=lambda office: (-offices[office], office)) if offices else None,
        level=min(levels, key=_RANK.__getitem__) if levels else None,
        basis=model.basis,
    )


def _bare(actor: Actor) -> bool:
    return not actor.person and not actor.office and actor.level in (None, Level.INSTITUTION)


def _covered(nameless: Actor, others: Sequence[Actor]) -> bool:
    # "Washington" beside Antony Blinken adds nothing; "the defence minister" beside him is someone else.
    fuller = [other for other in others if other.party == nameless.party and other is not nameless]
    if _bare(nameless):
        return any(not _bare(other) for other in fuller)
    return any(other.person and nameless.level in (None, Level.INSTITUTION, other.level) for other in fuller)
