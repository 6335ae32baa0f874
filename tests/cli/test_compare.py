"""`bilateral compare`: pairs as people write them, what is printed, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest
from click.testing import Result

from bilateral.api.comparing import pair_of
from bilateral.errors import QueryError, UnknownState

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("asked", "pair"),
    [
        pytest.param("USA-AZE", ("USA", "AZE"), id="codes"),
        pytest.param("us-az", ("USA", "AZE"), id="two-letters"),
        pytest.param("United States-Azerbaijan", ("USA", "AZE"), id="names"),
        pytest.param("United States - Azerbaijan", ("USA", "AZE"), id="blanks"),
        pytest.param("Russia – Azerbaijan", ("RUS", "AZE"), id="dash"),
        pytest.param("Guinea-Bissau-Portugal", ("GNB", "PRT"), id="a-name-with-a-hyphen"),
        pytest.param("Portugal-Guinea-Bissau", ("PRT", "GNB"), id="and-second"),
        pytest.param("Guinea-Guinea-Bissau", ("GIN", "GNB"), id="both-begin-alike"),
        pytest.param("Timor-Leste/Guinea-Bissau", ("TLS", "GNB"), id="slash"),
        pytest.param("Bosnia and Herzegovina-Serbia", ("BIH", "SRB"), id="and-in-a-name"),
        pytest.param("Serbia and Montenegro", ("SRB", "MNE"), id="and-between"),
        pytest.param("EU-USA", ("EU", "USA"), id="a-body"),
        pytest.param(("usa", "azerbaijani"), ("USA", "AZE"), id="two-names"),
    ],
)
def test_pairs_as_people_write_them(asked: str | tuple[str, str], pair: tuple[str, str]) -> None:
    assert pair_of(asked) == pair


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        pytest.param("USA-USA", QueryError, "USA and USA are the same", id="twice-the-same"),
        pytest.param("USA/america", QueryError, "USA and america are the same", id="under-another-name"),
        pytest.param("USA-Azerbajan", UnknownState, "Azerbaijan", id="misspelt"),
        pytest.param("USA", QueryError, "is no pair", id="one"),
        pytest.param("", QueryError, "is no pair", id="empty"),
        pytest.param("-", QueryError, "is no pair", id="hyphen"),
        pytest.param(("USA", "AZE", "RUS"), QueryError, "a pair has two states; got 3", id="three"),
    ],
)
def test_what_is_no_pair(asked: str | tuple[str, ...], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        pair_of(asked)


def test_two_relations_side_by_side(chronology: Run) -> None:
    result = chronology("compare", "United States-Azerbaijan", "RUS-AZE")
    assert result.exit_code == 0, result.output
    text = " ".join(result.output.split())
    assert text.startswith("Two relations compared, 3 Mar 2022 to 12 Apr 2022")
    assert "Contacts: one (United States – Azerbaijan) against two (Russia – Azerbaijan): too few to say." in text
    assert "visits by the United States / Russia" not in text
    assert max(map(len, result.output.splitlines())) <= 80


def test_a_pair_without_events_says_so(chronology: Run) -> None:
    result = chronology("compare", "FRA-KAZ", "RUS-AZE", "USA-AZE", "DEU-POL")
    assert result.exit_code == 0, result.output
    assert "France – Kazakhstan: no event is told of in this period." in result.output
    assert "Germany – Poland: no event is told of in this period." in result.output
    assert max(map(len, result.output.splitlines())) <= 80
    assert "no event is told of" in chronology("compare", "FRA-KAZ", "DEU-POL").output


def test_everything_as_data(chronology: Run) -> None:
    found = json.loads(
        chronology("compare", "USA-AZE", "RUS-AZE", "--since", "2022", "--until", "2022", "--json").output
    )
    assert (found["first"], found["last"], found["asked"]) == ("2022-01-01", "2022-12-31", True)
    assert [one["names"] for one in found["pairs"]] == [["United States", "Azerbaijan"], ["Russia", "Azerbaijan"]]
    assert [one["contacts"]["number"] for one in found["pairs"]] == [1, 2]
    assert len(found["pairs"][1]["contacts"]["events"]) == 2
    assert [one["planned"]["number"] for one in found["pairs"]] == [1, 0]
    assert [test["words"] for test in found["tests"]] == ["too few to say"] * 3
    assert found["issues"][0]["numbers"].keys() == {"USA-AZE", "RUS-AZE"}


def test_numbers_as_csv(chronology: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(chronology("compare", "USA-AZE", "RUS-AZE", "--csv").output)))
    assert list(rows[0]) == ["group", "what", "USA-AZE", "RUS-AZE"]
    numbers = {(row["group"], row["what"]): (row["USA-AZE"], row["RUS-AZE"]) for row in rows}
    assert numbers["all", "contacts"] == ("1", "2")
    assert numbers["form", "call"] == ("1", "0")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param([], "two pairs or more", id="none"),
        pytest.param(["USA-AZE"], "two pairs or more", id="one"),
        pytest.param(["USA-AZE", "AZE-USA"], "AZE-USA is named twice", id="one-turned-round"),
        pytest.param(["USA-AZE", "USA-USA"], "are the same", id="a-state-and-itself"),
        pytest.param(["USA-AZE", "Atlantis-AZE"], "Atlantis", id="unknown"),
        pytest.param(["USA-AZE", "RUS-AZE", "--since", "2023", "--until", "2022"], "before it begins", id="turned"),
        pytest.param(["USA-AZE", "RUS-AZE", "--json", "--csv"], "not both", id="two-shapes"),
    ],
)
def test_what_is_refused(chronology: Run, arguments: list[str], message: str) -> None:
    result = chronology("compare", *arguments)
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output
