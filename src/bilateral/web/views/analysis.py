"""The pages that analyse relations: issues, accounts side by side, shifts, and relations compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bilateral.analysis import RecurringIssue
from bilateral.analysis.accounts import EventAccounts, SideAccount
from bilateral.analysis.shifts.dyad import Looked, Part
from bilateral.api.comparing import compared
from bilateral.api.relations import accounts_between, issues_between
from bilateral.api.shifts import asked, shifts_between
from bilateral.errors import QueryError
from bilateral.present.accounts import coverage_text, habit_text
from bilateral.present.shifts import rate_text, shift_sentence
from bilateral.present.words import capital, clean, day_text, issue_label, when_text
from bilateral.web.shown import Entry, PairName, Site, Text, entries, pair_name, text_of
from bilateral.web.views.home import Party, parties_of

__all__ = ["AccountsPage", "ComparePage", "IssuesPage", "ShiftsPage", "accounts", "compare", "issues", "shifts"]

_NAMES = 30
_NEAR = 3
_PAIRS = 6


# --- issues ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLine:
    """An issue or name: its events, months, those each side is known to have named it in, and how it fares."""

    issue: str
    name: str
    events: tuple[str, ...]
    months: int
    first_side: int
    second_side: int
    not_told: int
    course: str
    sure: bool
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuesPage:
    """What comes up between two parties. `recent_from` begins the part by which new and faded are told."""

    pair: PairName
    recent_from: str
    issues: tuple[IssueLine, ...]
    names: tuple[IssueLine, ...]
    more_names: int


def issues(site: Site, first: str, second: str, *, since: date | None = None, until: date | None = None) -> IssuesPage:
    """The page, of what took place."""
    pair = pair_name(site, first, second)
    found = issues_between(site.store, pair.first, pair.second, since=since, until=until)
    cut = found.shown.cut
    return IssuesPage(
        pair=pair,
        recent_from=day_text(cut) if cut else "",
        issues=tuple(map(_issue, found.issues)),
        names=tuple(map(_issue, found.names[:_NAMES])),
        more_names=max(0, len(found.names) - _NAMES),
    )


def _issue(row: RecurringIssue) -> IssueLine:
    course = row.course
    (_, one), (_, two) = row.sides
    return IssueLine(
        issue=row.issue,
        name=clean(capital(issue_label(row.issue)) if row.issue.islower() else row.issue),
        events=row.events,
        months=len(row.months),
        first_side=len(one),
        second_side=len(two),
        not_told=len(row.unattributed),
        course=course.kind.value if course else "",
        sure=bool(course and course.sure),
        first=when_text(row.first, "words"),
        last=when_text(row.last, "words"),
    )


# --- accounts ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SideTold:
    """One side's account: its texts, what it names that the other does not, and its words on what it names."""

    party: str
    name: str
    texts: tuple[Text, ...]
    only: tuple[str, ...]
    only_named: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """An event as both sides tell it; `basis` says how it is known that the words are theirs."""

    event: str
    when: str
    form: str
    basis: str
    both: tuple[str, ...]
    both_named: tuple[str, ...]
    sides: tuple[SideTold, SideTold]


@dataclass(frozen=True, slots=True)
class Reported:
    """What a text of others says of a side's account."""

    side: str
    kind: str
    what: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsPage:
    """Two sides' own accounts beside each other, the latest first; `habits` is what a side keeps leaving out."""

    pair: PairName
    coverage: str
    habits: tuple[str, ...]
    beside: tuple[Beside, ...]
    reported: tuple[Reported, ...]


def accounts(
    site: Site, first: str, second: str, *, since: date | None = None, until: date | None = None
) -> AccountsPage:
    """The page."""
    pair = pair_name(site, first, second)
    shown = accounts_between(site.store, pair.first, pair.second, since=since, until=until).shown
    texts = {key: text_of(info) for key, info in shown.documents.items()}
    reported = {one.passage.document for one in shown.compared.reported} - set(texts)
    texts |= {key: text_of(info) for key, info in site.store.documents(reported).items()}
    habits = [habit for habit in shown.compared.habits if habit.left_out]
    every = [*shown.compared.events, *shown.compared.exchanges]
    every.sort(key=lambda one: (one.when.earliest, one.event), reverse=True)
    return AccountsPage(
        pair=pair,
        coverage=clean(coverage_text(shown.compared, site.name_of)),
        habits=tuple(clean(habit_text(habit, site.name_of)) for habit in habits),
        beside=tuple(_beside(site, one, texts) for one in every),
        reported=tuple(
            Reported(clean(site.name_of(one.party)), one.kind.value, clean(one.what), texts[one.passage.document])
            for one in shown.compared.reported
            if one.passage.document in texts
        ),
    )


def _beside(site: Site, one: EventAccounts, texts: dict[str, Text]) -> Beside:
    def side(at: int) -> SideTold:
        account: SideAccount = one.sides[at]
        return SideTold(
            party=account.party,
            name=clean(site.name_of(account.party)),
            texts=tuple(texts[key] for key in account.documents if key in texts),
            only=(one.only_first, one.only_second)[at],
            only_named=tuple(map(clean, (one.only_first_named, one.only_second_named)[at])),
            words=tuple(dict.fromkeys(clean(f"{stance.words} {stance.object}".strip()) for stance in account.stances))[
                :6
            ],
        )

    return Beside(
        event=one.event,
        when=when_text(one.when, "words"),
        form=one.form.value,
        basis=one.basis.value,
        both=one.both,
        both_named=tuple(map(clean, one.both_named)),
        sides=(side(0), side(1)),
    )


# --- shifts ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SideOf:
    """What it was like before or after a shift, with the events nearest to it."""

    days: str
    number: int
    figures: str
    events: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftLine:
    """A change: a sentence that says how sure it is, and both sides of it."""

    says: str
    probability: float
    at: str
    before: SideOf
    after: SideOf


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """A series that was looked at. `refused` says why nothing can be told of it."""

    series: str
    number: int
    refused: str
    shifts: tuple[ShiftLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftsPage:
    """When a relation changed. `caution`: whether the texts cover the time so unevenly that rates may mislead."""

    pair: PairName
    caution: bool
    looked: tuple[LookedAt, ...]


_SERIES = {"contacts": "contacts", "acts": "other acts", "level": "level of contacts", "issues": "agenda"}


def shifts(site: Site, first: str, second: str, *, since: date | None = None, until: date | None = None) -> ShiftsPage:
    """The page."""
    pair = pair_name(site, first, second)
    wanted = asked((), since, until, None)
    found = shifts_between(site.store, pair.first, pair.second, wanted)
    frames = [looked.frame for looked in found.found.looked if looked.frame]
    return ShiftsPage(
        pair=pair,
        caution=any(frame.basis == "days" for frame in frames),
        looked=tuple(_looked(site, pair, looked) for looked in found.found.looked),
    )


def _looked(site: Site, pair: PairName, looked: Looked) -> LookedAt:
    return LookedAt(
        series=_SERIES.get(looked.series, looked.series),
        number=looked.number,
        refused=clean(looked.refused),
        shifts=tuple(
            ShiftLine(
                says=clean(shift_sentence((pair.first, pair.second), looked, one, site.name_of)),
                probability=round(one.probability, 3),
                at=day_text(one.at),
                before=_side(site, one.before, one.before.events[-_NEAR:]),
                after=_side(site, one.after, one.after.events[:_NEAR]),
            )
            for one in looked.shifts
        ),
    )


def _side(site: Site, part: Part, near: Sequence[str]) -> SideOf:
    if part.rate is not None:
        figures = rate_text(part.rate.mean)
    else:
        most = sorted(part.shares, key=lambda one: -one[1].share)[:3]
        figures = ", ".join(f"{issue_label(kind)} {100 * share.share:.0f} %" for kind, share in most if share.share)
    return SideOf(
        days=f"{day_text(part.first)} – {day_text(part.last)}",
        number=part.number,
        figures=figures,
        events=entries(site, site.index.positions(near)),
    )


# --- comparison --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A row of the table: a label, whether it is part of what stands above, and a cell for each relation."""

    label: str
    part: bool
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """Relations side by side on one scale; without two of them, a form to choose some."""

    pairs: tuple[PairName, ...]
    period: str
    since: date | None
    until: date | None
    differences: tuple[str, ...]
    firsts: tuple[str, ...]
    rows: tuple[CompareRow, ...]
    notes: tuple[str, ...]
    busiest: tuple[PairName, ...]
    parties: tuple[Party, ...]


def compare(
    site: Site, *, pair: tuple[str, ...] = (), since: date | None = None, until: date | None = None
) -> ComparePage:
    """The page. Raises QueryError for a pair that cannot be read, or too many."""
    if len(pair) > _PAIRS:
        raise QueryError(f"{len(pair)} relations are too many to stand side by side; {_PAIRS} at most")
    named = tuple(pair_name(site, *_codes(text, site.index.parties)) for text in pair)
    busiest = tuple(pair_name(site, *one) for one in site.index.busiest[:40])
    blank = ComparePage(
        pairs=named,
        period="",
        since=since,
        until=until,
        differences=(),
        firsts=(),
        rows=(),
        notes=(),
        busiest=busiest,
        parties=parties_of(site),
    )
    if len(set(named)) < 2:
        return blank
    found = compared(site.store, [(one.first, one.second) for one in named], since=since, until=until)
    parts = found.parts
    return ComparePage(
        pairs=named,
        period=parts.period,
        since=since,
        until=until,
        differences=tuple(map(clean, parts.differences)),
        firsts=tuple(map(clean, parts.firsts)),
        rows=tuple(
            CompareRow(clean(label.strip()), label.startswith(" "), tuple(map(clean, cells)))
            for label, cells in parts.rows
        ),
        notes=tuple(map(clean, parts.notes)),
        busiest=busiest,
        parties=blank.parties,
    )


def _codes(text: str, known: Iterable[str]) -> tuple[str, str]:
    from bilateral.api.comparing import pair_of

    first, _, second = text.partition("/")
    return (first, second) if {first, second} <= set(known) else pair_of(text)
