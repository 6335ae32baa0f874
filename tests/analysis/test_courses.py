from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from bilateral.analysis.courses import Course, courses, recent_from
from bilateral.analysis.issue_names import one_name
from bilateral.model import Event, Link, LinkKind

Make = Callable[..., Event]

CASES = [
    ("new", "." * 12, "x" * 6, "new", True),
    ("perhaps-new", "." * 9, "xx.", "new", False),
    ("faded", "x" * 12, "." * 6, "faded", True),
    ("more-often", "x" + "." * 11, "xxxxxx", "more often", True),
    ("less-often", "x" * 11 + ".", "x.....", "less often", True),
    ("one-call-is-no-new-issue", "." * 12, "x.....", "named once", False),
    ("two-of-few-are-no-new-issue", "...", "xx", "one stretch", False),
    ("few-texts-let-nothing-fade", "xxxxxx", ".", "comes back", False),
    ("steady", "x.x.x.x.", "x.x.", "comes back", False),
]


def months(make: Make, before: str, recent: str) -> list[Event]:
    """An event a month, each on energy or borders ("x", "."); the recent ones a day apart, in 2023."""
    early = [make(f"2022-{at + 1:02}-05", "call", "USA", "AZE", issues=_about(one)) for at, one in enumerate(before)]
    late = [make(f"2023-01-{at + 1:02}", "call", "USA", "AZE", issues=_about(one)) for at, one in enumerate(recent)]
    return [*early, *late]


def _about(sign: str) -> tuple[str, ...]:
    return ("energy",) if sign == "x" else ("borders",)


def course(events: list[Event], issue: str = "energy") -> Course:
    return courses(events, lambda event: event.issues, recent=date(2023, 1, 1))[issue]


@pytest.mark.parametrize(
    ("before", "recent", "kind", "sure"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_course(make: Make, before: str, recent: str, kind: str, sure: bool) -> None:
    found = course(months(make, before, recent))
    assert (found.kind.value, found.sure) == (kind, sure)
    assert (len(found.before), found.of_before) == (before.count("x"), len(before))
    assert (len(found.recent), found.of_recent) == (recent.count("x"), len(recent))


def test_events_without_an_issue_count_for_nothing(make: Make) -> None:
    events = [*months(make, "x.x", "x"), *(make("2023-01-20", "call", "USA", "AZE") for _ in range(9))]
    assert course(events).of_recent == 1


def test_a_visit_and_what_is_part_of_it_are_one_occasion(make: Make) -> None:
    visit, meeting, call = months(make, "xx", "x")
    link = Link(kind=LinkKind.PART_OF, source=meeting.id, target=visit.id, score=1.0, reasons=())
    found = course([replace(visit, links=(link,)), replace(meeting, links=(link,)), call])
    assert (found.before, found.of_before) == (("e1",), 1)


def test_a_date_across_the_cut_is_on_neither_side(make: Make) -> None:
    events = [*months(make, "x", "x"), make("2022-12/2023-01", "call", "USA", "AZE", issues=("energy",))]
    assert (course(events).of_before, course(events).of_recent) == (1, 1)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(("2022-01-01", "2022-03-31"), "2022-03-02", id="the-last-third"),
        pytest.param(("2019-06-01", "2020-06-01", "2021-12-31"), "2021-07-01", id="at-most-half-a-year"),
        pytest.param(("2006-04-21", "2022-01-01", "2022-03-31"), "2022-03-02", id="since-the-last-long-silence"),
        pytest.param((), None, id="nothing"),
    ],
)
def test_recent_from(make: Make, days: tuple[str, ...], expected: str | None) -> None:
    found = recent_from([make(day, "call", "USA", "AZE") for day in days])
    assert (found.isoformat() if found else None) == expected


@pytest.mark.parametrize(
    ("names", "called"),
    [
        pytest.param(["Nord Stream 2", "Nord Stream 2 pipeline"], {"Nord Stream 2 pipeline"}, id="the-kind-of-thing"),
        pytest.param(["Minsk Group", "Minsk group", "Minsk Group"], {"Minsk Group"}, id="case"),
        pytest.param(
            ["Renaissance dam", "Grand Ethiopian Renaissance dam"], {"Grand Ethiopian Renaissance dam"}, id="end"
        ),
        pytest.param(
            ["JCPOA", "Joint Comprehensive Plan of Action"],
            {"Joint Comprehensive Plan of Action (JCPOA)"},
            id="initials",
        ),
        pytest.param(["Paris Agreement", "Prespa Agreement"], {"Paris Agreement", "Prespa Agreement"}, id="two"),
        pytest.param(["Minsk Group", "Minsk Agreements"], {"Minsk Group", "Minsk Agreements"}, id="two-kinds"),
        pytest.param([], set(), id="none"),
    ],
)
def test_one_name(names: list[str], called: set[str]) -> None:
    assert set(one_name(names).values()) == called
    assert one_name(names) == one_name(list(reversed(names)))
