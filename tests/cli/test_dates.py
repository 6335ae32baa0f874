"""`bilateral dates`: what is printed, for files and standard input, with and without a date of the text."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bilateral import times
from bilateral.errors import QueryError

Run = Callable[..., Result]

TEXT = "On Tuesday Ode met Ruiz. Two days later they signed. The fair opens on 31 June. They meet twice a year.\n"


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_every_time_is_told_with_anchor_and_rule(bilateral: Run, note: Path) -> None:
    result = bilateral("dates", note, "--published", "2022-06-16")
    assert result.exit_code == 0
    rows = [line.split() for line in result.stdout.splitlines() if "[" in line]
    assert rows[0][:5] == ["3-10", "Tuesday", "DATE", "2022-06-14", "2022-06-14"]
    assert "[weekday; published 2022-06-16]" in result.stdout
    assert "[later; told before: 2022-06-14]" in result.stdout
    assert "2022-06-31  -  " in result.stdout, "a day that does not exist is kept as said and has no days"
    assert "SET" in result.stdout


def test_json_gives_the_same(bilateral: Run, note: Path) -> None:
    record = json.loads(bilateral("dates", note, "--published", "2022-06-16", "--json").stdout)
    assert record["published"] == ["2022-06-16", "2022-06-16"]
    assert [TEXT[t["start"] : t["end"]] for t in record["times"]] == [t["text"] for t in record["times"]]
    assert [t["value"] for t in record["times"]] == ["2022-06-14", "2022-06-16", "2022-06-31", "P1Y"]


def test_standard_input(bilateral: Run) -> None:
    result = bilateral("dates", "-", input="Ode came on 3 May 2021. A week later, she left.")
    assert "2021-05-03" in result.stdout
    assert "told before: 2021-05-03" in result.stdout


def test_a_text_without_times_says_so(bilateral: Run) -> None:
    result = bilateral("dates", "-", input="Ode met Ruiz at the palace.")
    assert "No time is told." in result.stdout
    assert "The text has no date" in result.stdout


def test_what_a_range_was_inferred_from_is_told(bilateral: Run) -> None:
    text = "3 May 2021\n\nOde met Ruiz at the palace and they spoke about trade. She left on Tuesday.\n"
    result = bilateral("dates", "-", input=text)
    assert "Dated 2021-05-03 (inferred from the text)" in result.stdout
    assert "the date line says 2021-05-03" in result.stdout


def test_refusals_fail_the_exit_status(bilateral: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    result = bilateral("dates", tmp_path / "empty.txt")
    assert result.exit_code == 1
    assert "Refused (empty)" in result.stderr


def test_a_date_that_is_none_is_a_wrong_option(bilateral: Run, note: Path) -> None:
    result = bilateral("dates", note, "--published", "yesterday")
    assert result.exit_code == 2
    assert "'yesterday' is no date" in result.stderr


def test_the_library_reads_a_string() -> None:
    first, second = times("They met last week, and again on 2 March.", published="2022-03-09")
    assert (first.value, second.value) == ("2022-W09", "2022-03-02")
    with pytest.raises(QueryError):
        times("today", published="soon")


@pytest.mark.parametrize(
    ("narrative", "value"),
    [pytest.param(True, "1941-06-22", id="narrative"), pytest.param(False, "2022-06-22", id="news")],
)
def test_histories_count_from_the_time_told_last(narrative: bool, value: str) -> None:
    text = "The pact was signed in August 1940. In May 1941 he resigned. War began on 22 June."
    assert times(text, published="2022-07-01", narrative=narrative)[-1].value == value
