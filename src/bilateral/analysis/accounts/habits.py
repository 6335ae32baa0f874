"""What a side leaves out time and again, with what small counts allow to be said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bilateral.analysis.accounts.data import EventAccounts, Habit, ReportedAccount, ReportedKind, SideAccount
from bilateral.analysis.chance import holm
from bilateral.analysis.proportions import at_least, share_interval
from bilateral.model import ISSUES

__all__ = ["FEWEST", "habits"]

FEWEST = 3
"""Events below which nothing is said of a habit: two texts that leave something out are two texts."""

_LEFT_OUT = (ReportedKind.LEFT_OUT, ReportedKind.PLAYED_DOWN)


def habits(
    events: Sequence[EventAccounts], pair: tuple[str, str], reported: Sequence[ReportedAccount] = ()
) -> tuple[Habit, ...]:
    """For each side and issue how often its own texts leave out what the other side's name.

    `events` are those with both sides' own texts. The chance `p` is exact (Poisson's binomial): in each event this side
    leaves out some of the issues that the other names; if it did not matter which, this issue would be among them with
    that share as its chance. So a side whose texts are short is not said to avoid each issue. Side by side in the
    order of the pair, most events left out first.
    """
    rows: list[Habit] = []
    for at, party in enumerate(pair):
        mine = [row for issue in ISSUES if (row := _row(events, at, party, issue)) is not None]
        asked = [row for row in mine if len(row.of) >= FEWEST]
        adjusted = dict(zip((row.issue for row in asked), holm([row.p for row in asked]), strict=True))
        told = [_worded(replace(row, adjusted=adjusted.get(row.issue))) for row in mine]
        rows += sorted(
            (replace(row, reported=_reported(reported, party, row.issue)) for row in told),
            key=lambda row: (-len(row.left_out), len(row.of), ISSUES.index(row.issue)),
        )
    return tuple(rows)


def _row(events: Sequence[EventAccounts], at: int, party: str, issue: str) -> Habit | None:
    of, left_out, chances = [], [], []
    for event, own, other in _sides(events, at):
        if issue not in other.named or not own.named:
            continue
        missing = [one for one in other.named if not own.names(one)]
        of.append(event.event)
        chances.append(len(missing) / len(other.named))
        if issue in missing:
            left_out.append(event.event)
    if not of:
        return None
    low, high = share_interval(len(left_out), len(of))
    return Habit(
        party=party,
        issue=issue,
        of=tuple(of),
        left_out=tuple(left_out),
        low=low,
        high=high,
        p=at_least(chances, len(left_out)),
        adjusted=None,
        words="",
    )


def _sides(events: Sequence[EventAccounts], at: int) -> Iterator[tuple[EventAccounts, SideAccount, SideAccount]]:
    for event in events:
        yield event, event.sides[at], event.sides[1 - at]


def _worded(row: Habit) -> Habit:
    return replace(row, words=_words(len(row.left_out), len(row.of), row.low, row.adjusted))


def _words(left_out: int, of: int, low: float, adjusted: float | None) -> str:
    if not left_out:
        return "never left out" if of >= FEWEST else "too few to tell"
    if of < FEWEST or adjusted is None:
        return "too few to tell"
    if adjusted <= 0.01:
        return "a habit: very unlikely to be chance"
    if adjusted <= 0.05:
        return "a habit: unlikely to be chance"
    if low >= 0.5:
        return "mostly left out, as much else is"
    return "no habit that can be told from chance"


def _reported(reported: Sequence[ReportedAccount], party: str, issue: str) -> tuple[ReportedAccount, ...]:
    return tuple(one for one in reported if one.party == party and one.kind in _LEFT_OUT and issue in one.issues)
