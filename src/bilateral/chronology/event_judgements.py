"""What the standing judgements on events rule together, once each was found again among today's reports.

Of two that contradict the later one holds, and both say so. Which is later is settled by when they were made, then by
id, so that nothing depends on the order in which they came into the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from bilateral.chronology.merging.rulings import RIGHT, FieldRuling, Rulings, overridden
from bilateral.chronology.people_rows import Judgement

__all__ = ["EVENT", "FIELDS", "Found", "Standing", "ruled"]

EVENT = "event"
"""The kind of judgements on events."""

FIELDS: tuple[str, ...] = (
    *("date", "start", "end", "type", "mode", "form", "status", "place", "issues", "from", "to"),
)
"""The fields of an event that can be corrected, by the words of the public record; `date` is start and end at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A standing judgement with today's reports of what it was made on.

    `subject` and `other` are ids of reports, sorted; `lost` is how many of `anchors` reports found no text.
    """

    judgement: Judgement
    subject: tuple[str, ...]
    other: tuple[str, ...] = ()
    lost: int = 0
    anchors: int = 0

    @property
    def order(self) -> tuple[object, str]:
        """What decides which of two is later."""
        return self.judgement.made, self.judgement.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is ruled, and a note on each judgement (by id) of which something is to be said."""

    rulings: Rulings
    notes: Mapping[str, str]


def ruled(found: Iterable[Found], *, persons: frozenset[frozenset[str]] = frozenset()) -> Standing:
    """What these judgements rule together; `persons` are pairs of folded names that are two persons."""
    told = sorted(found, key=lambda one: one.order)
    notes = _Notes()
    for one in told:
        notes.lost(one)
    together, apart, words = _constraints(told, notes)
    rulings = Rulings(
        together=together,
        apart=apart,
        fields=_fields(told, notes),
        wrong=_wrong(told, notes),
        persons=persons,
        words=words,
    )
    return Standing(rulings=rulings, notes=notes.texts())


@dataclass(slots=True)
class _Notes:
    said: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def lost(self, one: Found) -> None:
        if one.lost and one.lost == one.anchors:
            self.said[one.judgement.id].append("no longer finds its text")
        elif one.lost:
            self.said[one.judgement.id].append(f"no longer finds {one.lost} of its {one.anchors} reports")

    def overruled(self, earlier: str, later: Iterable[str], *, partly: bool = False) -> None:
        for key in sorted(set(later)):
            self._say(earlier, f"{'partly ' if partly else ''}overruled by {key}, made later")
            self._say(key, f"overrules {earlier}{' in part' if partly else ''}")

    def _say(self, key: str, text: str) -> None:
        if text not in self.said[key]:
            self.said[key].append(text)

    def say(self, key: str, text: str) -> None:
        self._say(key, text)

    def texts(self) -> dict[str, str]:
        return {key: "; ".join(lines) for key, lines in sorted(self.said.items()) if lines}


# --- same and different ------------------------------------------------------------------------------------------


class _Groups:
    """Reports in groups that are one event, and which groups are not; built from the latest judgement back."""

    def __init__(self) -> None:
        self.group: dict[str, int] = {}
        self.members: dict[int, set[str]] = {}
        self.by: dict[int, set[str]] = defaultdict(set)
        self.apart: dict[frozenset[str], str] = {}

    def of(self, report: str) -> int:
        if report not in self.group:
            self.group[report] = len(self.group)
            self.members[self.group[report]] = {report}
        return self.group[report]

    def against(self, one: str, two: str) -> set[str]:
        """The judgements that keep the groups of the two apart."""
        if not self.apart:
            return set()
        return {
            self.apart[pair]
            for a, b in product(self.members[self.of(one)], self.members[self.of(two)])
            if (pair := frozenset({a, b})) in self.apart
        }

    def join(self, one: str, two: str, judgement: str) -> None:
        first, second = sorted((self.of(one), self.of(two)))
        self.by[first].add(judgement)
        if first == second:
            return
        for member in self.members[second]:
            self.group[member] = first
        self.members[first] |= self.members.pop(second)
        self.by[first] |= self.by.pop(second, set())


def _constraints(
    told: Sequence[Found], notes: _Notes
) -> tuple[tuple[frozenset[str], ...], frozenset[frozenset[str]], dict[frozenset[str], str]]:
    groups = _Groups()
    sames: list[Found] = []
    for one in reversed(told):
        if one.judgement.verdict == "same":
            _join(one, groups, notes)
            sames.append(one)
        elif one.judgement.verdict == "different":
            _part(one, groups, notes)
    words: dict[frozenset[str], str] = {}
    for one in sames:  # the latest first: its words stand where two say the same
        by_group: dict[int, set[str]] = defaultdict(set)
        for report in (*one.subject, *one.other):
            by_group[groups.of(report)].add(report)
        for reports in by_group.values():
            if len(reports) > 1:
                words.setdefault(frozenset(reports), _words(one.judgement))
    together = tuple(sorted(words, key=sorted))
    return together, frozenset(groups.apart), {reports: words[reports] for reports in together}


def _join(one: Found, groups: _Groups, notes: _Notes) -> None:
    reports = sorted({*one.subject, *one.other})
    against: set[str] = set()
    joined = len(reports) < 2
    for number, report in enumerate(reports):
        for other in reports[:number]:
            if groups.of(other) == groups.of(report):
                break
            if found := groups.against(other, report):
                against |= found
                continue
            groups.join(other, report, one.judgement.id)
            break
    across = any(groups.of(a) == groups.of(b) for a, b in product(one.subject, one.other))
    joined = joined or across or not one.subject or not one.other
    if against:
        notes.overruled(one.judgement.id, against, partly=joined)


def _part(one: Found, groups: _Groups, notes: _Notes) -> None:
    against: set[str] = set()
    parted = False
    for first, second in product(one.subject, one.other):
        if first == second:
            notes.say(one.judgement.id, "both of its sides are read as one report now")
        elif groups.of(first) == groups.of(second):
            against |= groups.by[groups.of(first)]
        else:
            groups.apart.setdefault(frozenset({first, second}), one.judgement.id)
            parted = True
    if against:
        notes.overruled(one.judgement.id, against, partly=parted)


def _words(judgement: Judgement) -> str:
    return f"judged one event by {judgement.who} on {judgement.made:%Y-%m-%d}: {judgement.why}"


# --- right, wrong and corrected ----------------------------------------------------------------------------------


def _wrong(told: Sequence[Found], notes: _Notes) -> frozenset[str]:
    last: dict[str, Found] = {}
    for one in told:
        if one.judgement.verdict not in ("right", "wrong"):
            continue
        for report in one.subject:
            before = last.get(report)
            if before and before.judgement.verdict != one.judgement.verdict:
                notes.overruled(before.judgement.id, [one.judgement.id])
            last[report] = one
    return frozenset(report for report, one in last.items() if one.judgement.verdict == "wrong")


def _fields(told: Sequence[Found], notes: _Notes) -> dict[str, tuple[FieldRuling, ...]]:
    by_report: dict[str, list[FieldRuling]] = defaultdict(list)
    values = {one.judgement.id: one.judgement.value for one in told}
    for ruling, reports in _said(told):
        for report in reports:
            kept = []
            for before in by_report[report]:
                if before.field not in overridden(ruling.field):
                    kept.append(before)
                elif values[before.judgement] != ruling.value or before.field != ruling.field:
                    notes.overruled(before.judgement, [ruling.judgement])
            by_report[report] = [*kept, ruling]
    return {report: tuple(rulings) for report, rulings in sorted(by_report.items())}


def _said(told: Sequence[Found]) -> Iterator[tuple[FieldRuling, tuple[str, ...]]]:
    for one in told:
        judgement = one.judgement
        if judgement.verdict in ("is", "right"):
            yield (
                FieldRuling(
                    judgement=judgement.id,
                    field=judgement.field or RIGHT if judgement.verdict == "is" else RIGHT,
                    value=judgement.value if judgement.verdict == "is" else "right",
                    who=judgement.who,
                    made=judgement.made,
                    why=judgement.why,
                ),
                one.subject,
            )
