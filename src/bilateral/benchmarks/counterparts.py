"""Who the counterpart was, against the gold of official readouts: part of `bilateral bench readouts DIR`.

Three figures, each over the gold records that an event could be held against and over all gold records:

- state: of the records for which the release has an event of a fitting form and day with the source's party, whoever
  the counterpart, the share that one such event gives all of the counterparts; `exactly` where it names nobody else;
- person: of the records found (`readouts`) whose gold has the counterparts' full names, the share with one event that
  names every one of them, by the gold's name (accents and hyphens aside) or another that the register has for the same
  person ("Kishida Fumio" and "Fumio Kishida"); `by that very name` leaves the others out;
- level: of the records found whose title says the counterpart's office, the share whose event has that rank.

The gold has no level. It is read here from the title, which the reader never sees: the rank of the office in the words
before the counterpart's name ("... Meeting with French Foreign Minister Le Drian"), by the table of titles alone and
never by the register; the highest where several offices are linked ("Foreign Minister and ..."). A title that says no
office there gives no level, and is not counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bilateral.knowledge import Knowledge, SurfaceKind
from bilateral.knowledge.fold import fold
from bilateral.model import Level

__all__ = ["Counterparts", "title_level"]

Record = Mapping[str, Any]

_RANK = {level: rank for rank, level in enumerate(Level)}
# Between two offices of one person: "Foreign Minister and Alternate Prime Minister", "Chair-in-Office and Polish ...".
_LINKS = re.compile(r"^(?: of [^,]{2,30})?(?:/| and |, )(?:[\w’'.-]+ ){0,3}$")
# Between two offices, the second of which the first serves.
_SERVES = re.compile(r"^ (?:of|to) (?:the )?(?:[\w’'.-]+ ){0,4}$")
# Between an office and a name that is not its holder's.
_ELSEWHERE = re.compile(r"[’']s\b|\bwith\b|^ (?!of|for)[^,]* (?:and|[Hh]osts?|[Mm]eets?|[Ww]elcomes?) |, .*, ")
_NOT_HELD = re.compile(r"\b(?:former|vice|deputy|assistant|under) $", re.I)
_NOT_HELD_AFTER = re.compile(r"^-(?:elect|designate)", re.I)


def plain(name: str) -> str:
    """The name without case, accents and hyphens."""
    return fold(name).replace("-", " ")


def codes(event: Record) -> set[str]:
    """The states and bodies of both sides."""
    return {a.get("state") or a.get("organisation") for a in (*event["from"], *event["to"])} - {None}


def people(event: Record) -> set[str]:
    """The persons of both sides, names as `plain` leaves them."""
    return {plain(a["person"]) for a in (*event["from"], *event["to"]) if a.get("person")}


def title_level(title: str, gold: Record, knowledge: Knowledge) -> Level | None:
    """The rank of the counterpart's office as the title of a release says it; None where it says none."""
    from bilateral.coding.gate import gate_for
    from bilateral.coding.holders import rank_of
    from bilateral.coding.mentions.row import PARTY

    hits = gate_for(knowledge).scan(title)
    titles: list[_Office] = []
    party: str | None = None
    for hit in hits:
        told = hit.of(*PARTY)
        party = told.key.partition("|")[0] if told else party
        surface = hit.of(SurfaceKind.TITLE)
        if surface:
            level = rank_of(knowledge, knowledge.titles[surface.key], party if told is None else None)
            titles.append(_Office(hit.start, hit.end, level))
    levels = [level for at in _names_at(title, gold) for level in _before(title, titles, at)]
    return min(levels, key=_RANK.__getitem__) if levels else None


class _Office(NamedTuple):
    """Where an office stands in a title, and its rank."""

    start: int
    end: int
    level: Level


def _before(title: str, offices: Sequence[_Office], at: int) -> list[Level]:
    """The ranks of the offices that the name at `at` has before it: the last one, and those linked to it."""
    held: list[Level] = []
    following = at
    for office in reversed([o for o in offices if o.end <= at]):
        between = title[office.end : following]
        if held and _SERVES.match(between):
            held.pop()  # "Head of Cabinet of the European Commission President": the cabinet's head is meant
        elif (held and not _LINKS.match(between)) or (not held and _ELSEWHERE.search(between)):
            break
        if _NOT_HELD.search(title[: office.start]) or _NOT_HELD_AFTER.match(title[office.end :]):
            return []
        held.append(office.level)
        following = office.start
    return held


def _names_at(title: str, gold: Record) -> Iterator[int]:
    """Where the counterparts' surnames stand in the title, behind the publisher's own people."""
    lowered = fold(title)
    if len(lowered) != len(title):
        lowered = title.casefold()
    for name in gold.get("people_to") or ():
        words = fold(name).split()
        for word in (words[-1], words[0]):
            at = lowered.rfind(word)
            if at >= 0:
                first = lowered.rfind(words[0], 0, at)
                yield first if first >= 0 and at - first <= len(name) + 2 else at
                break


@dataclass(slots=True)
class _Share:
    right: int = 0
    held: int = 0
    all: int = 0
    misses: list[tuple[str, Record]] = field(default_factory=list)

    def line(self, name: str) -> str:
        share, whole = self.right / max(1, self.held), self.right / max(1, self.all)
        return f"{name} {share:.3f} ({self.right}/{self.held}; of all such gold {whole:.3f}, {self.right}/{self.all})"


class Counterparts:
    """Counts records one by one; `lines` is the report. `titles` are those of the releases, by id."""

    def __init__(self, knowledge: Knowledge, titles: Mapping[str, str]) -> None:
        self._knowledge = knowledge
        self._titles = titles
        self.state = _Share()
        self.person = _Share()
        self.level = _Share()
        self.exactly = 0
        self.verbatim = 0

    def count(self, gold: Record, events: Sequence[Record], found: Sequence[Record]) -> None:
        """Takes in a gold record. `events` are those of a fitting form and day, `found` those of them that `readouts`
        takes for the record."""
        self._state(gold, [e for e in events if codes(e) & set(gold["from"])])
        named = [p for p in gold.get("people_to") or () if " " in p.strip()]
        if named and len(named) == len(gold["people_to"]):
            self._person(gold, found)
        level = title_level(self._titles.get(gold["doc"], ""), gold, self._knowledge)
        if level is not None:
            self._level(gold, level, found)

    def _state(self, gold: Record, events: Sequence[Record]) -> None:
        self.state.all += 1
        if not events:
            return
        self.state.held += 1
        wanted = set(gold["to"])
        whole = [e for e in events if codes(e) >= wanted]
        if whole:
            self.state.right += 1
            self.exactly += any(codes(e) == wanted | set(gold["from"]) for e in whole)
            return
        some = any(wanted & codes(e) for e in events)
        best = max(events, key=lambda e: len(wanted & codes(e)))
        self.state.misses.append(("some of several missing" if some else "another counterpart", _case(gold, best)))

    def _person(self, gold: Record, found: Sequence[Record]) -> None:
        self.person.all += 1
        if not found:
            return
        self.person.held += 1
        wanted = {plain(p) for p in gold["people_to"]}
        self.verbatim += any(wanted <= people(e) for e in found)
        if any(all(self._same(w, people(e)) for w in wanted) for e in found):
            self.person.right += 1
            return
        best = max(found, key=lambda e: len(wanted & people(e)))
        self.person.misses.append((self._cause(wanted, best), _case(gold, best)))

    def _same(self, name: str, told: set[str]) -> bool:
        """Whether an event names the person, by that name or another of the register's."""
        ids = {p.id for p in self._knowledge.register.find(name)}
        return name in told or any(p.id in ids for t in told for p in self._knowledge.register.find(t))

    def _cause(self, wanted: set[str], event: Record) -> str:
        told = people(event)
        missing = {w for w in wanted if not self._same(w, told)}
        if any(set(w.split()) & set(t.split()) for w in missing for t in told):
            return "another spelling or form of the name"
        theirs = {a.get("state") or a.get("organisation") for a in (*event["from"], *event["to"]) if a.get("person")}
        return "another person" if len(theirs) > 1 else "no person"

    def _level(self, gold: Record, level: Level, found: Sequence[Record]) -> None:
        self.level.all += 1
        if not found:
            return
        self.level.held += 1
        told = [_side_level(gold, e) for e in found]
        if level.value in told:
            self.level.right += 1
        else:
            self.level.misses.append((f"{level} told as {told[0]}", _case(gold, found[0])))

    def lines(self, examples: int, example: Callable[[Record], str]) -> Iterator[str]:
        """The misses by cause, and the three figures."""
        for name, share in (("state", self.state), ("person", self.person), ("level", self.level)):
            for cause, count in sorted(Counter(c for c, _ in share.misses).items(), key=lambda p: (-p[1], p[0])):
                yield f"counterpart's {name}: {cause}: {count}"
                for _, case in [c for c in share.misses if c[0] == cause][:examples]:
                    yield f"    {self._titles.get(case['gold']['doc'], '')[:110]}"
                    yield f"        {example(case['event'])}"
                    yield f"        told: {', '.join(_told(case['event']))}"
        yield ""
        yield self.state.line("counterpart's state")
        yield f"    and nobody else {self.exactly / max(1, self.state.held):.3f} ({self.exactly}/{self.state.held})"
        yield self.person.line("counterpart's person")
        verbatim = self.verbatim / max(1, self.person.held)
        yield f"    by that very name {verbatim:.3f} ({self.verbatim}/{self.person.held})"
        yield self.level.line("counterpart's level")


def _side_level(gold: Record, event: Record) -> str | None:
    """The level of the side that the counterparts are on."""
    wanted = set(gold["to"])
    on_target = any((a.get("state") or a.get("organisation")) in wanted for a in event["to"])
    level: str | None = event["level_to"] if on_target else event["level_from"]
    return level


def _case(gold: Record, event: Record) -> Record:
    return {"gold": gold, "event": event}


def _told(event: Record) -> list[str]:
    actors = (*event["from"], *event["to"])
    return [
        f"{a.get('state') or a.get('organisation')} {a.get('person') or '-'} ({a.get('office') or '-'})" for a in actors
    ]
