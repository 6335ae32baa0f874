from __future__ import annotations

from datetime import date

import pytest
from tests.builders import report

from bilateral.chronology import merge
from bilateral.model import Basis, Form, Precision, When
from bilateral.present import words


def when(first: str, last: str) -> When:
    return When(
        earliest=date.fromisoformat(first),
        latest=date.fromisoformat(last),
        precision=Precision.DAY,
        basis=Basis.STATED,
    )


@pytest.mark.parametrize(
    ("first", "last", "iso", "worded"),
    [
        pytest.param("2022-03-15", "2022-03-15", "2022-03-15", "15 Mar 2022", id="day"),
        pytest.param("2006-04-01", "2006-04-30", "Apr 2006", "Apr 2006", id="month"),
        pytest.param("2024-02-01", "2024-02-29", "Feb 2024", "Feb 2024", id="leap-february"),
        pytest.param("2021-01-01", "2021-12-31", "2021", "2021", id="year"),
        pytest.param("2020-01-01", "2022-12-31", "2020 - 2022", "2020 – 2022", id="years"),
        pytest.param("2022-03-01", "2022-05-31", "Mar - May 2022", "Mar – May 2022", id="season"),
        pytest.param("2021-12-01", "2022-02-28", "Dec 2021 - Feb 2022", "Dec 2021 – Feb 2022", id="winter"),
        pytest.param("2022-06-23", "2022-06-24", "23 - 24 Jun 2022", "23 – 24 Jun 2022", id="two-days"),
        pytest.param("2022-03-15", "2022-06-27", "15 Mar - 27 Jun 2022", "15 Mar – 27 Jun 2022", id="range"),
        pytest.param("2021-12-30", "2022-01-02", "30 Dec 2021 - 2 Jan 2022", "30 Dec 2021 – 2 Jan 2022", id="new-year"),
    ],
)
def test_dates_are_as_exact_as_known(first: str, last: str, iso: str, worded: str) -> None:
    assert words.when_text(when(first, last)) == iso
    assert words.when_text(when(first, last), "words") == worded


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "no calls"),
        (1, "one call"),
        (3, "three calls"),
        (12, "twelve calls"),
        (13, "13 calls"),
        (1234, "1,234 calls"),
    ],
    ids=["none", "one", "three", "twelve", "digits", "thousands"],
)
def test_several(number: int, text: str) -> None:
    assert words.several(number, *words.FORM_NOUNS[Form.CALL]) == text


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("United States", "the United States"),
        ("Azerbaijan", "Azerbaijan"),
        ("European Union", "the European Union"),
        ("Netherlands", "the Netherlands"),
        ("Marshall Islands", "the Marshall Islands"),
        ("NATO", "NATO"),
    ],
)
def test_the(name: str, expected: str) -> None:
    assert words.the(name) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
    ids=["none", "one", "two", "three"],
)
def test_listing(items: list[str], expected: str) -> None:
    assert words.listing(items) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [("2022-03", "Mar 2022"), ("2022-Q1", "Q1 2022"), ("2022", "2022")],
    ids=["month", "quarter", "year"],
)
def test_month_text(label: str, expected: str) -> None:
    assert words.month_text(label) == expected


def test_clean_takes_out_what_a_terminal_obeys() -> None:
    assert words.clean("a\x1b[31mred\x07\u202eb\nc\td") == "a[31mredb\nc\td"


def test_every_form_has_nouns() -> None:
    assert set(words.FORM_NOUNS) == set(Form)


@pytest.mark.parametrize(
    ("source", "target", "text"),
    [
        ("Blinken", "Aliyev", "foreign minister to head of state"),
        ("Biden", "Aliyev", "head of state"),
        ("USA Blinken", "AZE", "foreign minister to institution"),
        ("USA", "AZE", ""),
        ("Aliyev", "Michel", "head of state to not known"),
        ("Biden", "", "head of state"),
    ],
)
def test_levels_are_those_of_the_highest_on_each_side(source: str, target: str, text: str) -> None:
    (event,) = merge([report(source=source, target=target)])
    assert words.levels_text(event) == text
