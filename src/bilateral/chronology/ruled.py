"""Judgements on events brought to bear on the reports of the database: found again, and told by groups of blocks.

Each merge looks up what every standing judgement was made on, and compares what follows from it with what followed at
the last merge (table `ruled`). Only the blocks for which that differs are merged anew, with all that a judgement ties
them to; so a new judgement, one withdrawn, a text that changed and a new reader all cost what they touch.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from bilateral.chronology.anchors import Anchor, Told, copies, located, told_of
from bilateral.chronology.database import Database
from bilateral.chronology.event_judgements import EVENT, Found, Standing, ruled
from bilateral.chronology.judgements import Anchored, Judgements
from bilateral.chronology.merging.rulings import NO_RULINGS, Rulings
from bilateral.chronology.people_rows import Judgement
from bilateral.knowledge.fold import fold
from bilateral.persons import Ruling

__all__ = ["Plan", "apart_names", "current", "plan", "standing"]

_TOLD = (
    'SELECT id, document, block, evidence[1] AS span, "text", form, type, status, earliest, latest, '
    "list_transform(list_concat(source, target), lambda a: coalesce(a.state, a.organisation)) AS parties FROM reports"
)
_PERSONS = "persons_apart"
_JUDGED = "judged"


def apart_names(rulings: Iterable[Ruling]) -> frozenset[frozenset[str]]:
    """The pairs of folded names that the rulings on persons say are two persons."""
    return frozenset(
        frozenset({name, fold(other)})
        for ruling in rulings
        for name in ruling.names
        for other in ruling.apart
        if name != fold(other)
    )


def standing(database: Database) -> tuple[Standing, dict[str, str]]:
    """What the standing judgements rule, and the block of every report they speak of."""
    judgements = Judgements(database)
    told = [one for one in judgements.all(withdrawn=False) if one.kind == EVENT]
    persons = apart_names(judgements.rulings())
    if not told:
        return ruled((), persons=persons), {}
    anchors = judgements.anchors(one.id for one in told)
    reports = _reports(database, told, anchors)
    at = _Places(reports)
    found = [_found(one, anchors.get(one.id, {}), at) for one in told]
    return ruled(found, persons=persons), {report.id: report.block for report in reports}


def _found(judgement: Judgement, sides: Anchored, at: _Places) -> Found:
    wrong = judgement.verdict == "wrong"
    ids: dict[str, tuple[str, ...]] = {}
    lost = 0
    for side, anchors in sides.items():
        here = located(anchors, at.near(anchors), strict=wrong)
        lost += len(anchors) - len(here)
        reached = {report.id for report in here.values()}
        if wrong:  # what copies read of it is as wrong
            reached |= {report.id for anchor in anchors for report in copies(anchor, at.by_words[anchor.words])}
        ids[side] = tuple(sorted(reached))
    return Found(
        judgement=judgement,
        subject=ids.get("subject", ()),
        other=ids.get("other", ()),
        lost=lost,
        anchors=sum(map(len, sides.values())),
    )


class _Places:
    """Today's reports by document and by the words they rest on."""

    def __init__(self, reports: Sequence[Told]) -> None:
        self.by_document: dict[str, list[Told]] = defaultdict(list)
        self.by_words: dict[str, list[Told]] = defaultdict(list)
        for report in reports:
            self.by_document[report.document].append(report)
            self.by_words[report.words].append(report)

    def near(self, anchors: Sequence[Anchor]) -> list[Told]:
        """The reports among which the anchors are to be looked for, once each."""
        found = (r for a in anchors for r in (*self.by_document[a.document], *self.by_words[a.words]))
        return list({report.id: report for report in found}.values())


def _reports(database: Database, told: Sequence[Judgement], anchors: Mapping[str, Anchored]) -> list[Told]:
    """Today's reports in the anchors' documents; and those anywhere that rest on the very same words, for what is wrong
    and for anchors whose document has no report any more."""
    every = [anchor for sides in anchors.values() for side in sides.values() for anchor in side]
    found = _told(database, "document", {anchor.document for anchor in every})
    there = {report.document for report in found.values()}
    words = {anchor.words for anchor in every if anchor.document not in there}
    for one in told:
        if one.verdict == "wrong":
            words |= {anchor.words for side in anchors.get(one.id, {}).values() for anchor in side}
    found |= _told(database, '"text"', words)
    return [found[key] for key in sorted(found)]


def _told(database: Database, column: str, values: Iterable[str]) -> dict[str, Told]:
    wanted = sorted(values)
    if not wanted:
        return {}
    rows = database.rows_of(f"{_TOLD} WHERE {column} IN (SELECT unnest(?))", [wanted])
    return {row["id"]: told_of(row) for row in rows}


# --- the plan of a merge -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Plan:
    """How rulings bear on one merge. A group is the blocks that rulings tie together, named by the first of them."""

    by_group: Mapping[str, Rulings]
    group_of: Mapping[str, str]
    """Only blocks that are ruled on."""
    persons: frozenset[frozenset[str]]
    changed: tuple[str, ...]
    """Blocks to be merged anew because of rulings, and those tied to them or to what changed, now or before."""

    def gathered(self, weighed: Iterable[tuple[str, int]]) -> Iterator[tuple[list[str], int]]:
        """Blocks with their weights, those of a group together."""
        groups: dict[str, tuple[list[str], int]] = {}
        for block, weight in weighed:
            blocks, total = groups.get(self.group(block), ([], 0))
            groups[self.group(block)] = ([*blocks, block], total + weight)
        yield from groups.values()

    def group(self, block: str) -> str:
        """The group of a block: itself, where nothing ties it to another."""
        return self.group_of.get(block, block)

    def rulings(self, group: str) -> Rulings:
        """What is ruled on the reports of a group."""
        found = self.by_group.get(group)
        if found is None:
            return replace(NO_RULINGS, persons=self.persons) if self.persons else NO_RULINGS
        return found


def plan(database: Database, touched: Iterable[str]) -> Plan:
    """How rulings bear on a merge for which these blocks changed. Writes, inside a transaction, what it is compared to
    at the next."""
    touched, judged = set(touched), _judged(database)
    if not touched and judged == (database.meta(_JUDGED) or ""):
        return Plan({}, {}, frozenset(), ())  # nothing is to be merged, and nothing is ruled otherwise
    database.set_meta(_JUDGED, judged)
    told, block_of = standing(database)
    by_group, group_of = _grouped(told.rulings, block_of)
    before = {row["block"]: row for row in database.rows_of("SELECT * FROM ruled")}
    after = {
        block: {"block": block, "group": group, "digest": _digest(by_group[group])} for block, group in group_of.items()
    }
    changed = {block for block in {*before, *after} if before.get(block) != after.get(block)}
    changed |= _renamed(database, told.rulings.persons)
    # What a text changed is merged again where it lies in time, unless a ruling reaches farther.
    tied = _reached(touched, before.values(), after.values()) - touched
    reached = _reached(changed, before.values(), after.values()) | tied
    if before != after:
        database.execute("DELETE FROM ruled")
        database.insert("ruled", [after[block] for block in sorted(after)])
    return Plan(by_group, group_of, told.rulings.persons, tuple(sorted(reached)))


def current(database: Database) -> Plan:
    """How the standing rulings bear on the reports as they are; nothing is written."""
    told, block_of = standing(database)
    by_group, group_of = _grouped(told.rulings, block_of)
    return Plan(by_group, group_of, told.rulings.persons, ())


def _judged(database: Database) -> str:
    """A fingerprint of the judgements that stand; empty for none."""
    ids = [key for (key,) in database.ask("SELECT id FROM judgements WHERE withdrawn IS NULL ORDER BY id")]
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()[:16] if ids else ""


def _grouped(rulings: Rulings, block_of: Mapping[str, str]) -> tuple[dict[str, Rulings], dict[str, str]]:
    tied = _Ties()
    for reports in rulings.together:
        blocks = sorted({block_of[report] for report in reports})
        for block in blocks:
            tied.tie(blocks[0], block)
    parts: dict[str, dict[str, Any]] = defaultdict(
        lambda: {"together": [], "apart": set(), "fields": {}, "wrong": set(), "words": {}}
    )

    def part(report: str) -> dict[str, Any]:
        return parts[tied.root(block_of[report])]

    for reports in rulings.together:
        mine = part(min(reports))
        mine["together"].append(reports)
        mine["words"][reports] = rulings.words[reports]
    for pair in rulings.apart:
        for report in pair:
            part(report)["apart"].add(pair)
    for report, told in rulings.fields.items():
        part(report)["fields"][report] = told
    for report in rulings.wrong:
        part(report)["wrong"].add(report)
    made = {
        group: Rulings(
            together=tuple(sorted(told["together"], key=sorted)),
            apart=frozenset(told["apart"]),
            fields=MappingProxyType(told["fields"]),
            wrong=frozenset(told["wrong"]),
            persons=rulings.persons,
            words=MappingProxyType(told["words"]),
        )
        for group, told in parts.items()
    }
    spoken = {block_of[report] for report in _spoken_of(rulings)}
    return made, {block: tied.root(block) for block in sorted(spoken)}


def _spoken_of(rulings: Rulings) -> set[str]:
    sets = (*rulings.together, *rulings.apart)
    return {report for reports in sets for report in reports} | rulings.wrong | set(rulings.fields)


def _digest(rulings: Rulings) -> str:
    said = (
        [(sorted(reports), rulings.words[reports]) for reports in rulings.together],
        sorted(map(sorted, rulings.apart)),
        sorted(rulings.fields.items()),
        sorted(rulings.wrong),
    )
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _reached(blocks: set[str], *ties: Iterable[Mapping[str, Any]]) -> set[str]:
    """The blocks, and all that the groups of then or now tie them to."""
    tied = _Ties()
    for row in (row for rows in ties for row in rows):
        tied.tie(row["group"], row["block"])
    roots = {tied.root(block) for block in blocks}
    return blocks | {block for block in tied.above if tied.root(block) in roots}


def _renamed(database: Database, persons: frozenset[frozenset[str]]) -> set[str]:
    """The blocks that name persons on whom it changed which names are two persons."""
    known = "\n".join(sorted("\t".join(sorted(pair)) for pair in persons))
    before = database.meta(_PERSONS) or ""
    if known == before:
        return set()
    database.set_meta(_PERSONS, known)
    differing = set(known.splitlines()) ^ set(before.splitlines())
    names = {name for pair in differing for name in pair.split("\t")}
    told = database.ask(
        "SELECT DISTINCT block, person FROM (SELECT block, unnest(list_concat(source, target)).person AS person "
        "FROM reports) WHERE person IS NOT NULL"
    )
    return {block for block, person in told if fold(person) in names}


@dataclass(slots=True)
class _Ties:
    """Which blocks hang together; the first by name stands for them all."""

    above: dict[str, str] = field(default_factory=dict)

    def root(self, block: str) -> str:
        while self.above.get(block, block) != block:
            block = self.above[block]
        return block

    def tie(self, one: str, two: str) -> None:
        first, second = sorted((self.root(one), self.root(two)))
        self.above.setdefault(first, first)
        self.above[second] = first
