"""Relations side by side on one scale, with tests of whether their counts and tones differ by more than chance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bilateral.analysis.chance import (
    Dispersion,
    dispersion,
    holm,
    means_differ,
    ratio_interval,
    uneven,
    verdict,
)
from bilateral.analysis.dyads import periods_between
from bilateral.analysis.issues import RecurringIssue, recurring_issues
from bilateral.analysis.relation import (
    CONTACT_FORMS,
    HIGH_LEVELS,
    Direction,
    Pair,
    Tally,
    between,
    contact_level,
    counted,
    direction,
    first_of,
    initiator,
    is_contact,
    last_of,
    month_of,
    tally,
    upcoming,
)
from bilateral.analysis.tone import Tone, by_month, tone
from bilateral.errors import QueryError
from bilateral.model import Event, Form, Level, When

if TYPE_CHECKING:
    import pyarrow

__all__ = [
    "HIGH_LEVELS",
    "Comparison",
    "CountTest",
    "Measure",
    "Profile",
    "ToneTest",
    "Visits",
    "compare",
    "comparison_table",
    "count_test",
    "profile",
    "series_of",
]


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
class Measure:
    """Something that is counted and held against another pair's, and how often it was in each month that has any.

    Events whose date may lie in several months are in `tally` alone.
    """

    what: str
    tally: Tally
    months: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """One relation in numbers. All but `upcoming` take only what took place; tallies keep the ids of their events.

    `contacts` are dealings with each other (relation.CONTACT_FORMS), `acts` everything else (statements, measures ...).
    `high` are the contacts at the HIGH_LEVELS. `by_form` and `by_level` hold only what occurs, in fixed order.
    `by_direction` is by who is told as acting, `by_initiator` by who began (relation.initiator).
    `undated` are the contacts whose date is a range beyond one month. `measures` are contacts, high-level contacts and
    visits. `tone` is that of all events, `tone_months` the intensities it is made of by month.
    """

    pair: Pair
    events: Tally
    contacts: Tally
    acts: Tally
    high: Tally
    by_form: tuple[Tally, ...]
    by_level: tuple[Tally, ...]
    by_direction: tuple[Tally, ...]
    by_initiator: tuple[Tally, ...]
    visits: tuple[Visits, Visits]
    issues: tuple[RecurringIssue, ...]
    first: Event | None
    last: Event | None
    undated: Tally
    upcoming: Tally
    measures: tuple[Measure, ...]
    tone: Tone
    tone_months: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTest:
    """Whether two counts from the same period could come from one rate.

    `sides` are the places of the two pairs in the comparison. `p` is two-sided, `adjusted` the same where several pairs
    are held against the first (Holm). `ratio` is first over second with its interval, None where the second is 0 (no
    finite ratio). `dispersion` is how much the months vary beyond chance, None where they are too few to tell. `words`
    say it so that a reader cannot take more from it than it holds.
    """

    what: str
    sides: tuple[int, int]
    first: int
    second: int
    p: float
    adjusted: float
    ratio: float | None
    low: float
    high: float | None
    dispersion: Dispersion | None
    words: str


@dataclass(frozen=True, slots=True)
class ToneTest:
    """Whether two mean intensities could be one (`chance.means_differ`); `p` is None where there are too few months."""

    sides: tuple[int, int]
    first: float | None
    second: float | None
    p: float | None
    adjusted: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Profiles over the same period, and what can be said of the difference between the first and each other.

    `tests` run measure by measure (contacts, high-level contacts, visits), and of each pair by pair.
    """

    profiles: tuple[Profile, ...]
    tests: tuple[CountTest, ...]
    tones: tuple[ToneTest, ...]

    @property
    def first(self) -> Profile:
        """The profile that the others are held against."""
        return self.profiles[0]

    @property
    def second(self) -> Profile:
        """The first of the others."""
        return self.profiles[1]


def profile(events: Sequence[Event], pair: Pair) -> Profile:
    """The numbers of the relation of `pair` among `events`."""
    mine = between(events, pair)
    happened = counted(mine)
    contacts = [event for event in happened if is_contact(event)]

    def level_of(event: Event) -> Level | None:
        return contact_level(event, pair)

    high = [event for event in contacts if level_of(event) in HIGH_LEVELS]
    return Profile(
        pair=pair,
        events=tally("events", happened),
        contacts=tally("contacts", contacts),
        acts=tally("acts", (event for event in happened if not is_contact(event))),
        high=tally("high-level contacts", high),
        by_form=_split(contacts, lambda event: event.form, CONTACT_FORMS),
        by_level=_split(contacts, level_of, (*Level, None)),
        by_direction=_split(contacts, lambda event: direction(event, pair), tuple(Direction)),
        by_initiator=_split(contacts, lambda event: initiator(event, pair), tuple(Direction)),
        visits=(_visits(contacts, pair, Direction.OUT), _visits(contacts, pair, Direction.BACK)),
        issues=recurring_issues(events, pair),
        first=first_of(contacts),
        last=last_of(contacts),
        undated=tally("undated", (event for event in contacts if month_of(event.when) is None)),
        upcoming=tally("upcoming", upcoming(mine)),
        measures=(
            _measure("contacts", contacts),
            _measure("contacts at foreign minister level or above", high),
            _measure("visits", [event for event in contacts if event.form is Form.VISIT and direction(event, pair)]),
        ),
        tone=tone(happened),
        tone_months=tuple(tuple(month) for month in by_month(happened)),
    )


def compare(*profiles: Profile) -> Comparison:
    """Set profiles beside each other; all must come from the same sources and the same period.

    Raises QueryError for fewer than two.
    """
    if len(profiles) < 2:
        raise QueryError(f"a comparison takes two pairs or more; got {len(profiles)}")
    return Comparison(profiles, tuple(_tests(profiles)), tuple(_tone_tests(profiles)))


def count_test(
    first: int,
    second: int,
    *,
    what: str = "events",
    months: tuple[Sequence[int], Sequence[int]] | None = None,
    sides: tuple[int, int] = (0, 1),
) -> CountTest:
    """Test of two counts from the same texts and period.

    `months` are the two series by month. Where they have enough months with events, the dispersion that they show
    enters the test (`chance.dispersion`, `chance.uneven`); else it is the exact one of two Poisson counts, which takes
    contacts that come in bursts for more than they are, and the words promise less than it would allow.
    """
    total = first + second
    found = dispersion(*months) if months else None
    p = uneven(first, total, found=found)
    low, high = ratio_interval(first, second, found=found)
    return CountTest(
        what=what,
        sides=sides,
        first=first,
        second=second,
        p=p,
        adjusted=p,
        ratio=first / second if second else None,
        low=low,
        high=high,
        dispersion=found,
        words=verdict(p, total, bursts_known=found is not None),
    )


def comparison_table(comparison: Comparison) -> pyarrow.Table:
    """As Arrow: what is counted and the number for each pair (columns "USA-AZE", "RUS-AZE")."""
    import pyarrow as pa

    sides = comparison.profiles
    rows: dict[str, list[int]] = {}
    for at, side in enumerate(sides):
        kinds = [side.contacts, side.high, side.acts, *side.by_form, *side.by_level, side.upcoming]
        for row in kinds:
            rows.setdefault(row.key, [0] * len(sides))[at] = row.number
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


def _tests(profiles: Sequence[Profile]) -> Iterator[CountTest]:
    """The first profile against each of the others, measure by measure; p adjusted for how many others there are."""
    for at, measure in enumerate(profiles[0].measures):
        found = []
        for place, other in enumerate(profiles[1:], start=1):
            beside = other.measures[at]
            found.append(
                count_test(
                    measure.tally.number,
                    beside.tally.number,
                    what=measure.what,
                    months=_series(measure, beside),
                    sides=(0, place),
                )
            )
        for test, p in zip(found, holm([test.p for test in found]), strict=True):
            words = verdict(p, test.first + test.second, bursts_known=test.dispersion is not None)
            yield replace(test, adjusted=p, words=words)


def _tone_tests(profiles: Sequence[Profile]) -> Iterator[ToneTest]:
    own = profiles[0].tone_months
    found = [means_differ(own, other.tone_months) for other in profiles[1:]]
    adjusted = iter(holm([p for p in found if p is not None]))
    for place, (other, p) in enumerate(zip(profiles[1:], found, strict=True), start=1):
        known = next(adjusted) if p is not None else None
        total = profiles[0].tone.number + other.tone.number
        words = "too few to say" if known is None else verdict(known, total)
        yield ToneTest((0, place), profiles[0].tone.mean, other.tone.mean, p, known, words)


def series_of(first: Sequence[Event], second: Sequence[Event]) -> tuple[list[int], list[int]]:
    """How many events each has in each month, over the same months: from the first that either has to the last."""
    return _series(_measure("", first), _measure("", second))


def _series(*measures: Measure) -> tuple[list[int], list[int]]:
    """Two measures over the same months, from the first that either has to the last."""
    months = periods_between([month for measure in measures for month, _ in measure.months], "month")
    first, second = ([dict(measure.months).get(month, 0) for month in months] for measure in measures)
    return first, second


def _measure(what: str, events: Sequence[Event]) -> Measure:
    months: dict[str, int] = {}
    for event in events:
        if month := month_of(event.when):
            months[month] = months.get(month, 0) + event.count
    return Measure(what, tally(what, events), tuple(sorted(months.items())))
