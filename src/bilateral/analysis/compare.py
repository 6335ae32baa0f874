"""Two relations side by side on one scale, with a test of whether their counts differ by more than chance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import exp, fsum, lgamma, log, log1p
from typing import TYPE_CHECKING

from bilateral.analysis.issues import RecurringIssue, recurring_issues
from bilateral.analysis.relation import (
    CONTACT_FORMS,
    Direction,
    Pair,
    Tally,
    between,
    contact_level,
    counted,
    direction,
    first_of,
    is_contact,
    last_of,
    month_of,
    tally,
    upcoming,
)
from bilateral.model import Event, Form, Level, When

if TYPE_CHECKING:
    import pyarrow

__all__ = [
    "HIGH_LEVELS",
    "Comparison",
    "CountTest",
    "Profile",
    "Visits",
    "compare",
    "comparison_table",
    "count_test",
    "profile",
]

HIGH_LEVELS: tuple[Level, ...] = (Level.HEAD_OF_STATE, Level.HEAD_OF_GOVERNMENT, Level.FOREIGN_MINISTER)
"""Levels counted as high: foreign ministers and above on both sides, as far as known."""


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits by one side to the other: how many, at what level at most, first and last (None without visits).

    `level` is the highest `contact_level` among them; None where it is known of none.
    """

    visitor: str
    host: str
    tally: Tally
    first: When | None
    last: When | None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """One relation in numbers. All but `upcoming` take only what took place; tallies keep the ids of their events.

    `contacts` are dealings with each other (relation.CONTACT_FORMS), `acts` everything else (statements, measures ...).
    `high` are the contacts at the HIGH_LEVELS. `by_form` and `by_level` hold only what occurs, in fixed order.
    `undated` are the contacts whose date is a range beyond one month.
    """

    pair: Pair
    events: Tally
    contacts: Tally
    acts: Tally
    high: Tally
    by_form: tuple[Tally, ...]
    by_level: tuple[Tally, ...]
    by_direction: tuple[Tally, ...]
    visits: tuple[Visits, Visits]
    issues: tuple[RecurringIssue, ...]
    first: Event | None
    last: Event | None
    undated: Tally
    upcoming: Tally


@dataclass(frozen=True, slots=True)
class CountTest:
    """Whether two counts from the same period could come from one rate.

    `p` is two-sided; `ratio` is first over second with its interval, None where the second is 0 (no finite ratio).
    `words` says it so that a reader cannot take more from it than it holds.
    """

    what: str
    first: int
    second: int
    p: float
    ratio: float | None
    low: float
    high: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two profiles over the same period, and what can be said of the difference."""

    first: Profile
    second: Profile
    tests: tuple[CountTest, ...]


def profile(events: Sequence[Event], pair: Pair) -> Profile:
    """The numbers of the relation of `pair` among `events`."""
    mine = between(events, pair)
    happened = counted(mine)
    contacts = [event for event in happened if is_contact(event)]

    def level_of(event: Event) -> Level | None:
        return contact_level(event, pair)

    return Profile(
        pair=pair,
        events=tally("events", happened),
        contacts=tally("contacts", contacts),
        acts=tally("acts", (event for event in happened if not is_contact(event))),
        high=tally("high-level contacts", (event for event in contacts if level_of(event) in HIGH_LEVELS)),
        by_form=_split(contacts, lambda event: event.form, CONTACT_FORMS),
        by_level=_split(contacts, level_of, (*Level, None)),
        by_direction=_split(contacts, lambda event: direction(event, pair), tuple(Direction)),
        visits=(_visits(contacts, pair, Direction.OUT), _visits(contacts, pair, Direction.BACK)),
        issues=recurring_issues(events, pair),
        first=first_of(contacts),
        last=last_of(contacts),
        undated=tally("undated", (event for event in contacts if month_of(event.when) is None)),
        upcoming=tally("upcoming", upcoming(mine)),
    )


def compare(first: Profile, second: Profile) -> Comparison:
    """Set two profiles beside each other; both must come from the same sources and the same period."""
    tests = (
        count_test(first.contacts.number, second.contacts.number, what="contacts"),
        count_test(first.high.number, second.high.number, what="contacts at foreign minister level or above"),
        count_test(_visit_number(first), _visit_number(second), what="visits"),
    )
    return Comparison(first, second, tests)


def count_test(first: int, second: int, *, what: str = "events") -> CountTest:
    """Exact conditional test of two Poisson counts over equal exposure.

    Given the total, the first count is binomial with one half if the rates are equal (Przyborowski and Wilenski 1940);
    p is the sum over all splits no likelier than the one seen. The interval of the ratio is Clopper and Pearson's
    (95 %) carried over to share/(1-share). Contacts come in bursts, which makes real counts vary more than Poisson
    ones: p is then too small, so the words promise less than it would allow.
    """
    total = first + second
    p = _two_sided(first, total)
    low, high = _share_interval(first, total)
    return CountTest(
        what,
        first,
        second,
        p,
        first / second if second else None,
        low / (1 - low) if low < 1 else 0.0,
        high / (1 - high) if high < 1 else None,
        _verdict(p, total),
    )


def comparison_table(comparison: Comparison) -> pyarrow.Table:
    """As Arrow: what is counted and the number for each pair (columns "USA-AZE", "RUS-AZE")."""
    import pyarrow as pa

    sides = (comparison.first, comparison.second)
    rows: dict[str, list[int]] = {}
    for at, side in enumerate(sides):
        kinds = [side.contacts, side.high, side.acts, *side.by_form, *side.by_level, side.upcoming]
        for row in kinds:
            rows.setdefault(row.key, [0, 0])[at] = row.number
    columns = {"-".join(side.pair): [row[at] for row in rows.values()] for at, side in enumerate(sides)}
    return pa.table({"what": list(rows), **columns})


def _split(
    events: Iterable[Event],
    key: Callable[[Event], Form | Level | Direction | None],
    order: Sequence[Form | Level | Direction | None],
) -> tuple[Tally, ...]:
    groups: dict[Form | Level | Direction | None, list[Event]] = {}
    for event in events:
        groups.setdefault(key(event), []).append(event)
    return tuple(tally(value or "level not known", groups[value]) for value in order if value in groups)


def _visits(contacts: Sequence[Event], pair: Pair, way: Direction) -> Visits:
    visitor, host = pair if way is Direction.OUT else pair[::-1]
    mine = [event for event in contacts if event.form is Form.VISIT and direction(event, pair) is way]
    first, last = first_of(mine), last_of(mine)
    levels = {contact_level(event, pair) for event in mine}
    return Visits(
        visitor,
        host,
        tally(f"{visitor} to {host}", mine),
        first.when if first else None,
        last.when if last else None,
        next((level for level in Level if level in levels), None),
    )


def _visit_number(side: Profile) -> int:
    return sum(visits.tally.number for visits in side.visits)


def _two_sided(first: int, total: int) -> float:
    """Splits no likelier than the one seen are, with one half, those at least as uneven."""
    more = max(first, total - first)
    return min(1.0, 2 * _tail(0.5, total, range(more, total + 1)))


def _share_interval(first: int, total: int, alpha: float = 0.05) -> tuple[float, float]:
    """Clopper-Pearson interval of first/total, by bisection on the binomial tails."""
    low = 0.0 if first == 0 else _bisect(lambda p: _tail(p, total, range(first, total + 1)) < alpha / 2)
    high = 1.0 if first == total else _bisect(lambda p: _tail(p, total, range(first + 1)) > alpha / 2)
    return low, high


def _tail(share: float, total: int, successes: range) -> float:
    """Probability that a binomial count lies in `successes`; by logarithms, so that thousands do not overflow."""
    if share in (0.0, 1.0):
        return float(int(share * total) in successes)
    all_ways = lgamma(total + 1)
    terms = (
        all_ways - lgamma(k + 1) - lgamma(total - k + 1) + k * log(share) + (total - k) * log1p(-share)
        for k in successes
    )
    return fsum(exp(term) for term in terms)


def _bisect(below: Callable[[float], bool]) -> float:
    left, right = 0.0, 1.0
    for _ in range(60):
        middle = (left + right) / 2
        left, right = (middle, right) if below(middle) else (left, middle)
    return (left + right) / 2


def _verdict(p: float, total: int) -> str:
    if total < 6:
        return "too few to say"  # with five or fewer no split reaches p < .05
    if p < 0.01:
        return "very unlikely to be chance"
    if p < 0.05:
        return "unlikely to be chance"
    return "may be chance" if p < 0.2 else "no clear difference"
