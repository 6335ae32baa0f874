from __future__ import annotations

from collections.abc import Callable
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.analysis import compare, count_test, profile
from bilateral.analysis.compare import comparison_table
from bilateral.model import Event, Level

Make = Callable[..., Event]


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        pytest.param(12, 3, "unlikely to be chance", id="twelve-three"),
        pytest.param(20, 3, "unlikely to be chance", id="twenty-three-but-bursts-unseen"),
        pytest.param(8, 3, "no clear difference", id="eight-three"),
        pytest.param(10, 4, "may be chance", id="ten-four"),
        pytest.param(7, 7, "no clear difference", id="even"),
        pytest.param(5, 0, "too few to say", id="five-none"),
        pytest.param(0, 0, "too few to say", id="none"),
    ],
)
def test_words_match_the_numbers(first: int, second: int, words: str) -> None:
    assert count_test(first, second).words == words
    assert count_test(second, first).words == words


@settings(max_examples=50, deadline=None)  # the first one imports scipy
@given(st.integers(0, 40), st.integers(0, 40))
def test_p_is_the_exact_binomial_one(first: int, second: int) -> None:
    total = first + second
    exact = sum(comb(total, k) for k in range(total + 1) if comb(total, k) <= comb(total, first)) / 2**total
    assert count_test(first, second).p == pytest.approx(exact)


@settings(max_examples=50, deadline=None)  # the first one imports scipy
@given(st.integers(0, 200), st.integers(1, 200))
def test_the_interval_holds_the_ratio(first: int, second: int) -> None:
    test = count_test(first, second)
    assert test.ratio is not None
    assert test.high is not None
    assert test.low <= test.ratio <= test.high


def test_interval_of_a_known_case() -> None:
    # Clopper-Pearson for 12 of 15: 0.5191 to 0.9567 (standard tables), as odds 1.079 and 22.09.
    test = count_test(12, 3)
    assert test.low == pytest.approx(1.079, abs=0.002)
    assert test.high == pytest.approx(22.09, abs=0.1)


def test_large_counts_do_not_overflow() -> None:
    assert count_test(3_000, 2_980).words == "no clear difference"


def test_two_relations_side_by_side(make: Make) -> None:
    events = [
        make("2006-04", "visit", "AZE:head of state", "USA:head of state"),
        *[make(f"2022-03-{day}", "call", "USA:foreign minister", "AZE:head of state") for day in range(10, 20)],
        make("2022-03-15/2022-06-27", "visit", "AZE:minister", "RUS", times=2),
        make("2022-03-20", "statement", "USA", "AZE"),
        make("2022-06-23", "visit", "RUS:foreign minister", "AZE", status="planned"),
    ]
    result = compare(profile(events, ("USA", "AZE")), profile(events, ("RUS", "AZE")))
    first, second = result.first, result.second
    assert (first.contacts.number, second.contacts.number) == (11, 2)
    assert (len(first.acts.events), len(second.upcoming.events)) == (1, 1)
    assert first.high.number == 11
    assert [row.key for row in first.by_form] == ["visit", "call"]
    assert (first.visits[0].tally.number, first.visits[1].tally.number) == (0, 1)
    assert (second.visits[1].visitor, second.visits[1].host, second.visits[1].tally.number) == ("AZE", "RUS", 2)
    assert first.visits[0].level is None
    assert first.visits[1].level is Level.HEAD_OF_STATE
    assert second.undated.number == 2
    assert first.first is not None
    assert first.first.id == "e1"
    assert result.tests[0].words == "unlikely to be chance"


def test_arrow_has_a_column_a_pair(make: Make) -> None:
    events = [make("2022-03-15", "call", "USA", "AZE"), make("2022-03-15", "visit", "RUS", "AZE")]
    table = comparison_table(compare(profile(events, ("USA", "AZE")), profile(events, ("RUS", "AZE"))))
    rows = {row["what"]: (row["USA-AZE"], row["RUS-AZE"]) for row in table.to_pylist()}
    assert rows["contacts"] == (1, 1)
    assert (rows["call"], rows["visit"]) == ((1, 0), (0, 1))
