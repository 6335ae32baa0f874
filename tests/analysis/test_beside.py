from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bilateral.analysis import between
from bilateral.analysis.beside import beside
from bilateral.errors import QueryError
from bilateral.model import Event

Make = Callable[..., Event]
USA, RUS, FRA = ("USA", "AZE"), ("RUS", "AZE"), ("FRA", "AZE")


def calls(make: Make, source: str, number: int, *, first: date = date(2022, 1, 1), gap: int = 5) -> list[Event]:
    days = (first + timedelta(gap * at) for at in range(number))
    return [make(str(day), "call", source, "AZE", issues=("energy",) if source == "USA" else ()) for day in days]


def test_a_long_silence_ends_the_period_but_not_the_memory(make: Make) -> None:
    events = [
        make("2006-04", "visit", "AZE:head of state", "USA:head of state"),
        make("2022-03-15", "call", "USA", "AZE"),
        make("2022-06-07", "visit", "AZE", "USA"),
    ]
    others = [make("2022-06-24", "letter", "RUS", "AZE"), make("2022-08-01", "visit", "RUS", "AZE", status="planned")]
    found = beside({USA: events, RUS: others})
    assert (found.first, found.last, found.asked) == (date(2022, 3, 15), date(2022, 6, 24), False)
    first, second = found.sides
    assert (first.profile.contacts.number, first.earlier.events) == (2, ("e1",))
    assert [(one.event.id, one.before.id) for one in first.milestones] == [("e3", "e1")]
    assert second.profile.upcoming.number == 1, "what is planned may lie after the last event"
    assert found.months == pytest.approx(102 / 30.44, abs=0.01)


def test_the_period_asked_for_holds_for_all(make: Make) -> None:
    events = {USA: calls(make, "USA", 20), RUS: calls(make, "RUS", 3)}
    found = beside(events, since=date(2022, 1, 6), until=date(2022, 1, 31))
    assert [side.profile.contacts.number for side in found.sides] == [6, 2]
    assert [side.earlier.number for side in found.sides] == [1, 1]
    assert found.asked


def test_three_pairs_are_each_held_against_the_first_and_p_adjusted(make: Make) -> None:
    found = beside({USA: calls(make, "USA", 14), RUS: calls(make, "RUS", 3), FRA: calls(make, "FRA", 4)})
    contacts = [test for test in found.comparison.tests if test.what == "contacts"]
    assert [(test.sides, test.first, test.second) for test in contacts] == [((0, 1), 14, 3), ((0, 2), 14, 4)]
    assert contacts[0].p < 0.05
    assert all(test.adjusted >= test.p for test in contacts)
    assert [test.words for test in contacts] == ["unlikely to be chance", "unlikely to be chance"]


def test_issues_are_tested_by_events(make: Make) -> None:
    found = beside({USA: calls(make, "USA", 30), RUS: calls(make, "RUS", 30)})
    (energy,) = found.issues
    assert [tally.number for tally in energy.sides] == [30, 0]
    assert energy.tests[0].words == "unlikely to be chance"


def test_a_pair_without_events_is_there(make: Make) -> None:
    found = beside({USA: calls(make, "USA", 3), RUS: []})
    assert found.sides[1].profile.events.number == 0
    assert found.comparison.tones[0].words == "too few to say"
    nothing = beside({USA: [], RUS: []})
    assert (nothing.first, nothing.months, nothing.a_month(0)) == (None, 0.0, None)


def test_one_pair_is_no_comparison(make: Make) -> None:
    with pytest.raises(QueryError, match="two pairs or more; got 1"):
        beside({USA: []})


DRAWN = st.lists(
    st.tuples(
        st.dates(date(2021, 1, 1), date(2022, 12, 31)),
        st.sampled_from(["visit", "call", "letter", "statement", "measure"]),
        st.sampled_from(["USA", "AZE", "RUS"]),
        st.sampled_from(["USA:head of state", "AZE:minister", "RUS", "AZE"]),
        st.sampled_from([(), ("energy",), ("energy", "borders")]),
    ),
    max_size=40,
)


@given(DRAWN)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_comparing_one_with_the_other_mirrors_the_other_with_the_one(
    make: Make, drawn: list[tuple[date, str, str, str, tuple[str, ...]]]
) -> None:
    events = [make(str(day), form, one, other, issues=issues) for day, form, one, other, issues in drawn]
    ours, theirs = between(events, USA), between(events, RUS)
    there, back = beside({USA: ours, RUS: theirs}), beside({RUS: theirs, USA: ours})
    assert (there.first, there.last) == (back.first, back.last)
    assert there.sides == back.sides[::-1]
    for a, b in zip(there.comparison.tests, back.comparison.tests, strict=True):
        assert (a.first, a.second, a.words) == (b.second, b.first, b.words)
        assert a.p == pytest.approx(b.p)
        assert (a.high is None) == (b.low == 0)
        assert a.high is None or a.high == pytest.approx(1 / b.low)
    for tone, other in zip(there.comparison.tones, back.comparison.tones, strict=True):
        assert (tone.first, tone.second, tone.words) == (other.second, other.first, other.words)
    assert [told.issue for told in there.issues] == [told.issue for told in back.issues]
    for told, turned in zip(there.issues, back.issues, strict=True):
        assert [test.p for test in told.tests] == pytest.approx([test.p for test in turned.tests])
