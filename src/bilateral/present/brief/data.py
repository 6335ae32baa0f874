"""What a briefing says, before it is given a shape. Every number keeps its events, every event its sentences."""

from __future__ import annotations

from dataclasses import dataclass

from bilateral.present.charts import Chart
from bilateral.present.linked import Line, Part
from bilateral.present.phrases import Headline

__all__ = [
    "LOOSE",
    "AccountRow",
    "Accounts",
    "Brief",
    "Comparing",
    "Dispute",
    "Entry",
    "Footnote",
    "IssueRow",
    "Quoted",
    "Row",
    "SourceRow",
    "Tie",
    "Topic",
]

LOOSE = "Dated only within years"
"""Heads the events by `words.by_looseness` that belong to no one year."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A question that the first page answers ("What is new"), with its answers."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """How an event hangs together with another that is shown: "part of", "fulfilled by" ..., the other, its date."""

    kind: str
    event: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event. `part` heads its part of the chronology (a year, or LOOSE); `notes` are numbers of footnotes.

    `others` counts the parties that take part besides the two. `is_open` says of a plan that it was still ahead at the
    end of the record, and that nothing is told to have come of it.
    """

    id: str
    part: str
    when: str
    iso: str
    is_range: bool
    headline: Headline
    kind: str
    status: str
    level: str
    place: str
    issues: tuple[str, ...]
    named_issues: tuple[str, ...]
    notes: tuple[int, ...]
    is_contact: bool
    disputed: bool
    others: int = 0
    ties: tuple[Tie, ...] = ()
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Footnote:
    """The passages of one report: the first tells the act, the others belong to it. `source` numbers a SourceRow."""

    number: int
    event: str
    sentences: tuple[str, ...]
    source: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A document that the briefing rests on. `official` names the party whose government published it, if one did."""

    number: int
    id: str
    title: str
    publisher: str
    published: str
    url: str
    official: str
    machine_translated: bool
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssueRow:
    """A recurring issue: number of events and months, events each side is known to have named it in, first, last."""

    name: str
    events: Part
    months: int
    sides: tuple[Part, Part]
    unattributed: Part
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words quoted in a text. `speaker` is empty where the text does not tell."""

    text: str
    speaker: str
    when: str
    event: str
    note: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: what, and a cell for each column."""

    label: str
    cells: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Comparing:
    """Two relations side by side: `titles` head the columns, `findings` say what can be said of the difference."""

    titles: tuple[str, str]
    rows: tuple[Row, ...]
    findings: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One event, or a letter and its reply: the issues that both sides' own accounts name, and each side's alone."""

    what: Part
    both: str
    only: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Accounts:
    """Two sides' own accounts beside each other.

    `coverage` says whose own texts there are, `habits` what a side leaves out time and again, `reported` what others
    say of a side's account, which is counted nowhere.
    """

    coverage: str
    rows: tuple[AccountRow, ...]
    habits: tuple[Line, ...]
    reported: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field on which the sources of an event differ: each value with the numbers of the footnotes that say so."""

    event: str
    headline: str
    field: str
    values: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A briefing on the relation of two parties.

    `figures` and `topics` are what a busy reader sees first; `visits` has a row for each direction, `people` one for
    each of those who met, wrote or spoke most, `outlook` one for each act that may come; `chronology` holds
    what took place, what is dated only within years last, `upcoming` what is planned or proposed, `denied` what the
    texts say did not happen, `others` the events of the pair compared with. `notes` say how far all this can be relied
    on.
    """

    pair: tuple[str, str]
    names: tuple[str, str]
    title: str
    subtitle: str
    figures: tuple[tuple[Part, str], ...]
    topics: tuple[Topic, ...]
    chronology: tuple[Entry, ...]
    upcoming: tuple[Entry, ...]
    denied: tuple[Entry, ...]
    charts: tuple[Chart, ...]
    visits: tuple[Row, ...]
    people: tuple[Row, ...]
    issues: tuple[IssueRow, ...]
    named_issues: tuple[IssueRow, ...]
    quotes: tuple[Quoted, ...]
    comparing: Comparing | None
    others: tuple[Entry, ...]
    disputes: tuple[Dispute, ...]
    footnotes: tuple[Footnote, ...]
    sources: tuple[SourceRow, ...]
    notes: tuple[Line, ...]
    accounts: Accounts | None = None
    outlook: tuple[Row, ...] = ()
    outlook_note: str = ""

    @property
    def summary(self) -> tuple[Line, ...]:
        """All sentences of the first page."""
        return tuple(said for topic in self.topics for said in topic.lines)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every event that is shown."""
        return (*self.chronology, *self.upcoming, *self.denied, *self.others)
