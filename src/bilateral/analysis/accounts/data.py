"""What comparing two sides' accounts gives out: frozen data, every value with the passages it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bilateral.analysis.passages import Named, Passage
from bilateral.model import Form, Quote, When

__all__ = [
    "AccountsCompared",
    "Basis",
    "Contrast",
    "Coverage",
    "EventAccounts",
    "Habit",
    "Named",
    "Passage",
    "ReportedAccount",
    "ReportedKind",
    "SideAccount",
    "Stance",
    "StanceKind",
]


class Basis(StrEnum):
    """How it is known that words are a side's own. Only OWN is ever counted."""

    OWN = "own texts"  # documents that this side's government published
    TOLD = "own words as others tell them"  # a letter and its reply, in texts of others, which may leave things out
    REPORTED = "as others report"  # a text that says what an account names or leaves out


class StanceKind(StrEnum):
    """What a side does with what it names (stance_words.csv)."""

    PRAISE = "praise"
    SUPPORT = "support"
    DEMAND = "demand"
    BLAME = "blame"
    CONCERN = "concern"
    STRESS = "stress"
    MENTION = "mention"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A verb of praise, demand, blame ... with its object: `words` "urged", `object` "Baku to free the detainees".

    `speaker` is the party that does it according to this account, "both", or empty where the passage does not tell.
    `negated`: the text says it was not done ("stopped short of condemning"). `issues` are those of the object.
    """

    kind: StanceKind
    words: str
    object: str
    speaker: str
    negated: bool
    issues: tuple[str, ...]
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class SideAccount:
    """One side's account of one event.

    `issues` are named in what belongs to the event; `elsewhere` are issues that its documents name outside of it, so
    that it cannot be said to have left them out. `text_issues` are the issues of all of it, in the order of ISSUES.
    """

    party: str
    basis: Basis
    documents: tuple[str, ...]
    event: str
    issues: tuple[Named, ...]
    elsewhere: tuple[str, ...]
    named_issues: tuple[Named, ...]
    stances: tuple[Stance, ...]
    quotes: tuple[Quote, ...]

    @property
    def named(self) -> tuple[str, ...]:
        """The issues it names of the event."""
        return tuple(one.issue for one in self.issues)

    def names(self, issue: str) -> bool:
        """Whether the issue comes up anywhere in its documents."""
        return issue in self.named or issue in self.elsewhere


@dataclass(frozen=True, slots=True)
class Contrast:
    """An issue that both sides name, in different words: the stances of each side on it.

    `differ`: one side takes a stance (other than to mention it) that the other does not take.
    """

    issue: str
    first: tuple[Stance, ...]
    second: tuple[Stance, ...]
    differ: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAccounts:
    """Two sides' accounts beside each other, `sides` in the order of the pair.

    With basis OWN both are of the event `event`. With basis TOLD they are a letter and its reply, the events
    `sides[0].event` and `sides[1].event`; `event` is the letter. `only_first` holds issues that the first side names of
    the event and the second nowhere in its documents; `only_second` the other way. `only_first_named` and
    `only_second_named` do so for issues with names of their own.
    """

    event: str
    form: Form
    when: When
    basis: Basis
    sides: tuple[SideAccount, SideAccount]
    both: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    both_named: tuple[str, ...]
    only_first_named: tuple[str, ...]
    only_second_named: tuple[str, ...]
    contrasts: tuple[Contrast, ...]

    def only(self, party: str) -> tuple[str, ...]:
        """The issues that this party alone names."""
        return self.only_first if self.sides[0].party == party else self.only_second


class ReportedKind(StrEnum):
    """What a text says of an account (reported_words.csv)."""

    LEFT_OUT = "left out"
    PLAYED_DOWN = "touched on only briefly"
    NAMED = "named"
    STRESSED = "stressed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedAccount:
    """What a text of somebody else says of a side's account: "Baku's readout did not mention human rights".

    `what` is the part of the sentence that says what was left out or named, `issues` its issues. `event` is the event
    whose report the passage belongs to, empty where it is said of the relation in general. `at` is the party whose
    government published the text that says so, empty for all others.
    """

    party: str
    kind: ReportedKind
    what: str
    issues: tuple[str, ...]
    event: str
    passage: Passage
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How often a side's own texts leave out an issue that the other side's own text on the same event names.

    `of` are the events that count: both sides' own texts are there, the other names the issue, and this side's text
    names at least one issue (one that names none says nothing of this issue). `left_out` are those in which it is left
    out. `low` and `high` bound the share left out (95 %, Clopper and Pearson 1934). `p` is the chance of at least as
    many if in each event the issues left out were drawn among those the other names (habits.py); `adjusted` is p
    after Holm's correction for all the issues that were asked about this side, None where there are too few to ask.
    `words` says what may be said. `reported` counts apart: passages of others that say so, with or without an event.
    """

    party: str
    issue: str
    of: tuple[str, ...]
    left_out: tuple[str, ...]
    low: float
    high: float
    p: float
    adjusted: float | None
    words: str
    reported: tuple[ReportedAccount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Whose own texts tell the events of the pair: ids of events by who tells them.

    `joint` are told by one text that both sides publish (a joint statement): there is nothing to compare. `read` has
    for each side the number of its own documents that tell any event of the pair.
    """

    both: tuple[str, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]
    neither: tuple[str, ...]
    joint: tuple[str, ...]
    read: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsCompared:
    """The accounts of two sides, over the events of `pair` that took place.

    `events` has those that both sides tell in their own texts, by date; `exchanges` letters with their replies where
    the letters stand in texts of others. `habits` has one row for each side and issue, most often left out first.
    `reported` is what others say of accounts. Where `Coverage.both` is empty there are no habits, and nothing may be
    said of what a side leaves out but by `reported`.
    """

    pair: tuple[str, str]
    events: tuple[EventAccounts, ...]
    exchanges: tuple[EventAccounts, ...]
    habits: tuple[Habit, ...]
    reported: tuple[ReportedAccount, ...]
    coverage: Coverage
