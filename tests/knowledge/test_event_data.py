"""How files of event data are recognised and cut into rows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import event_files

from bilateral.errors import UnknownValue
from bilateral.knowledge.event_data import datasets, day_of, layout_as, layout_of, records

NEEDED = "\t".join(datasets()["icews"].needed)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        pytest.param(event_files.file_of("icews").split("\n")[0], "icews", id="icews"),
        pytest.param(event_files.file_of("polecat").split("\n")[0], "polecat", id="polecat"),
        pytest.param(event_files.file_of("acled").split("\n")[0], "acled", id="acled"),
        pytest.param(event_files.file_of("gdelt", event_files.gdelt()).split("\n")[0], "gdelt", id="gdelt-by-shape"),
        pytest.param("\ufeff" + NEEDED + "\r\n", "icews", id="mark-and-line-end"),
        pytest.param(NEEDED.lower().replace(" ", "_"), "icews", id="names-as-scripts-write-them"),
        pytest.param("\t".join(reversed(NEEDED.split("\t"))), "icews", id="another-order"),
        pytest.param(NEEDED.replace("\t", ","), "icews", id="commas"),
        pytest.param(NEEDED.replace("Event Date", "Day"), None, id="a-needed-column-missing"),
        pytest.param("\t".join(["x"] * 61), None, id="61-cells-of-something-else"),
        pytest.param("The ministers met in Oslo, and parted.", None, id="prose"),
        pytest.param("", None, id="empty"),
    ],
)
def test_a_file_is_recognised_by_its_first_line(line: str, name: str | None) -> None:
    layout = layout_of(line)
    assert (layout and layout.data.name) == name


def test_a_file_without_header_is_taken_for_what_it_is_said_to_be() -> None:
    row = event_files.file_of("icews", event_files.icews()).split("\n")[1]
    layout = layout_as("icews", row)
    assert layout is not None
    assert not layout.headed
    assert layout.named(row)["Target Country"] == "Peru"
    assert layout_as("icews", "one\ttwo") is None
    with pytest.raises(UnknownValue, match="choose from: icews, polecat, gdelt, acled"):
        layout_as("icecream", row)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-03-01", date(2022, 3, 1)),
        ("2022-03-01 10:15:00", date(2022, 3, 1)),
        ("20220301", date(2022, 3, 1)),
        ("20220301143000", date(2022, 3, 1)),
        ("1 March 2022", date(2022, 3, 1)),
        ("01-Mar-2022", date(2022, 3, 1)),
        ("2022-02-30", None),
        ("202203", None),
        ("1 Ma 2022", None),
        ("", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("lines", "separator", "found"),
    [
        pytest.param(['a,"b', 'c",d', "e,f,g"], ",", [(1, 'a,"b\nc",d'), (3, "e,f,g")], id="line-break-in-quotes"),
        pytest.param(['a\t"b', 'c"\td'], "\t", [(1, 'a\t"b'), (2, 'c"\td')], id="tabs-know-no-quotes"),
        pytest.param(['a,"b', "c,d"], ",", [(1, 'a,"b'), (2, "c,d")], id="a-quote-never-closed"),
    ],
)
def test_records(lines: list[str], separator: str, found: list[tuple[int, str]]) -> None:
    assert list(records(lines, separator)) == found


@given(st.lists(st.text(st.characters(exclude_characters="\r\n\t", codec="utf-8"), max_size=8)))
def test_no_line_of_a_tabbed_file_is_lost(lines: list[str]) -> None:
    assert [text for _, text in records(lines, "\t")] == lines
