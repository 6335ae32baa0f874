"""Several relations over one and the same period: what each was, what differs, and what was the first of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bilateral.analysis.chance import FEW, dispersion, garwood, holm, uneven, verdict
from bilateral.analysis.compare import Comparison, Profile, compare, profile, series_of
from bilateral.analysis.dyads import latest_stretch, period_within
from bilateral.analysis.milestones import Last, Milestone, lasts, milestones
from bilateral.analysis.relation import Pair, Tally, between, counted, tally
from bilateral.chronology import TextCount
from bilateral.model import Event

__all__ = ["Beside", "IssueTest", "IssueTold", "Side", "beside", "compare_over"]

_LOOSE = 366
"""Days: an event that may lie in more than a year does not tell when a record begins."""
_MONTH = 365.2425 / 12


@dataclass(frozen=True, slots=True)
class Side:
    """One relation. `profile` is of the period, `earlier` what took place before it.

    `milestones` are of events in the period, by all that is known before; `lasts` are the last of each kind of contact
    up to its end, however long ago.
    """

    profile: Profile
    earlier: Tally
    milestones: tuple[Milestone, ...]
    lasts: tuple[Last, ...]


@dataclass(frozen=True, slots=True)
class IssueTest:
    """Whether an issue is named as often, by events, as between the first pair; fields as in compare.CountTest."""

    place: int
    p: float
    adjusted: float
    words: str


@dataclass(frozen=True, slots=True)
class IssueTold:
    """An issue: how many events of each pair name it, and the tests of the first pair against the others."""

    issue: str
    sides: tuple[Tally, ...]
    tests: tuple[IssueTest, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Relations beside each other from `first` to `last` (None: nothing took place).

    `asked` says whether its first day was asked for, or found in the events: that of the latest stretch without a
    silence of two years among all of them together. Unless asked for, the last day is that of the last event.
    """

    first: date | None
    last: date | None
    asked: bool
    sides: tuple[Side, ...]
    comparison: Comparison
    issues: tuple[IssueTold, ...]

    @property
    def months(self) -> float:
        """How many months the period has, of 30.4 days."""
        return ((self.last - self.first).days + 1) / _MONTH if self.first and self.last else 0.0

    def a_month(self, number: int) -> tuple[float, float, float] | None:
        """So many a month, with the exact 95 % interval; None of no period."""
        return (number / self.months, *garwood(number, exposure=self.months)) if self.months else None


def beside(
    events: Mapping[Pair, Sequence[Event]],
    *,
    since: date | None = None,
    until: date | None = None,
    texts: Iterable[TextCount] = (),
) -> Beside:
    """Set the pairs beside each other, in the order given; `events` are all that are known of each up to `until`,
    `texts` all that were read.

    Raises QueryError for fewer than two pairs.
    """
    mine, first, last, inside = _cut(events, since, until)
    read = {month for text in texts if (month := _month(text))}
    comparison = _compared(inside)
    sides = tuple(
        Side(
            told,
            tally("earlier", (event for event in counted(mine[told.pair]) if first and event.when.latest < first)),
            tuple(
                one for one in milestones(mine[told.pair], told.pair, read=read) if _touches(one.event, first, until)
            ),
            lasts(mine[told.pair], told.pair),
        )
        for told in comparison.profiles
    )
    return Beside(first, last, since is not None, sides, comparison, _issues(inside))


def compare_over(
    events: Mapping[Pair, Sequence[Event]], *, since: date | None = None, until: date | None = None
) -> Comparison:
    """The comparison of `beside` alone."""
    return _compared(_cut(events, since, until)[-1])


_Found = dict[Pair, list[Event]]


def _cut(
    events: Mapping[Pair, Sequence[Event]], since: date | None, until: date | None
) -> tuple[_Found, date | None, date | None, _Found]:
    """The events of each pair, the first and last day of the period, and the events in it."""
    mine = {pair: between(found, pair) for pair, found in events.items()}
    first, last = _period([event for found in mine.values() for event in counted(found)], since, until)
    inside = {pair: [event for event in found if _touches(event, first, until)] for pair, found in mine.items()}
    return mine, first, last, inside


def _compared(inside: _Found) -> Comparison:
    return compare(*(profile(found, pair) for pair, found in inside.items()))


def _period(events: Sequence[Event], since: date | None, until: date | None) -> tuple[date | None, date | None]:
    dated = [event for event in events if (event.when.latest - event.when.earliest).days <= _LOOSE]
    _, latest = latest_stretch([event for event in dated if since is None or event.when.latest >= since])
    if not latest:
        return since, until
    return (
        since or min(event.when.earliest for event in latest),
        until or max(event.when.latest for event in latest),
    )


def _month(text: TextCount) -> str | None:
    return period_within(text.earliest, text.latest, "month") if text.earliest and text.latest else None


def _touches(event: Event, first: date | None, last: date | None) -> bool:
    return (first is None or event.when.latest >= first) and (last is None or event.when.earliest <= last)


def _issues(inside: Mapping[Pair, Sequence[Event]]) -> tuple[IssueTold, ...]:
    """The issues, those named in most events first; tests are adjusted for all issues and pairs that are held."""
    happened = [counted(events) for events in inside.values()]
    named: dict[str, list[list[Event]]] = {}
    for at, events in enumerate(happened):
        for event in events:
            for issue in dict.fromkeys(event.issues):
                named.setdefault(issue, [[] for _ in happened])[at].append(event)
    order = sorted(named, key=lambda issue: (-sum(map(len, named[issue])), issue))
    held = [
        (issue, place)
        for issue in order
        for place in range(1, len(happened))
        if len(named[issue][0]) + len(named[issue][place]) >= FEW and happened[0] and happened[place]
    ]
    found = {}
    for issue, place in held:
        ones, others = named[issue][0], named[issue][place]
        spread = dispersion(*series_of(ones, others))
        share = len(happened[0]) / (len(happened[0]) + len(happened[place]))
        p = uneven(len(ones), len(ones) + len(others), share=share, found=spread)
        found[issue, place] = (p, len(ones) + len(others), spread is not None)
    adjusted = dict(zip(held, holm([found[key][0] for key in held]), strict=True))
    return tuple(
        IssueTold(
            issue,
            tuple(Tally(issue, len(events), tuple(event.id for event in events)) for events in named[issue]),
            tuple(
                IssueTest(
                    place,
                    found[key][0],
                    adjusted[key],
                    verdict(adjusted[key], found[key][1], bursts_known=found[key][2]),
                )
                for place in range(1, len(happened))
                if (key := (issue, place)) in found
            ),
        )
        for issue in order
    )
