from __future__ import annotations

import pytest

from bilateral.reading.edits import apply
from bilateral.reading.furniture import SITE_NAME, furniture
from bilateral.reading.tables import rows

PROSE = (
    "The foreign ministers of the two island states met on Tuesday and agreed to reopen the ferry line that has been "
    "closed since the storm of last spring."
)


def cleaned(text: str) -> str:
    return apply(text, furniture(text))


@pytest.mark.parametrize("row", rows("furniture"), ids=lambda row: row["example"][:30])
def test_every_formula_removes_its_example_and_nothing_else(row: dict[str, str]) -> None:
    text = f"{PROSE}\n\n{row['example']}\n"
    (edit,) = furniture(text)
    assert edit.rule == f"furniture: {row['rule']}"
    assert apply(text, [edit]) == PROSE


@pytest.mark.parametrize(
    "line",
    [
        "Share this view, the minister asked the assembly, and act on it.",
        "Subscribe to the treaty or leave the union, the envoy warned.",
        "Back to top-level talks after a year of silence.",
        "Home rule",
        "Home affairs ministers met in Oslo.",
        "Related talks will be held in May.",
        "More on the ferry line is expected on Monday.",
        "Most read the agreement as a success.",
        "Follow us, the guide told the two presidents.",
        "Leave a reply to the note until Monday, the ministry advised.",
        "Contact group meets in Geneva",
        "Terms of the truce",
        "Office of the Spokesperson",
        "The below is attributable to Spokesperson Jo Field:",
        "The following is attributable to Spokesperson Jo Field:",
        "Begin text:",
        "End text.",
        "For Immediate Release",
        "Print media were not admitted to the signing.",
        "Read more slowly, the king told the envoy.",
        "Get the latest proposal signed, the mediator urged.",
        "Search and rescue",
        "X",
        "Copyright law will be discussed by both sides.",
        "Newsletter publishers met the minister.",
        "Tags were fixed to the containers.",
        "3 ministers met.",
    ],
)
def test_lines_of_news_are_kept(line: str) -> None:
    text = f"{PROSE}\n\n{line}\n\n{PROSE}"
    assert furniture(text) == []


def test_a_formula_of_the_edges_is_kept_between_paragraphs() -> None:
    assert furniture(f"{PROSE}\n\nTags\n\n{PROSE}") == []
    assert cleaned(f"{PROSE}\n\nTags") == PROSE


def test_furniture_in_the_middle_leaves_the_paragraphs_apart() -> None:
    assert cleaned(f"{PROSE}\n\nShare this article\nADVERTISEMENT\n\n{PROSE}") == f"{PROSE}\n\n{PROSE}"


def test_titles_of_related_articles_go_with_their_heading() -> None:
    text = f"{PROSE}\n\nRelated articles\n\nKing meets envoy in Oslo\n\nWho will lead the league?\n\n{PROSE}"
    assert cleaned(text) == f"{PROSE}\n\n{PROSE}"


def test_a_site_name_at_head_and_foot_is_removed() -> None:
    text = f"Island Courier\n\nFerry line reopens\n\n{PROSE}\n\nIsland Courier\n\nLeave a Reply\n"
    assert cleaned(text) == f"Ferry line reopens\n\n{PROSE}"
    assert [edit.rule for edit in furniture(text)] == [SITE_NAME, SITE_NAME, "furniture: comments"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"Ferry line reopens\n\n{PROSE}\n\n{PROSE}", id="title-once"),
        pytest.param(f"Oslo\n\n{PROSE}\n\nOslo\n\n{PROSE}\n\n{PROSE}", id="repeated-in-the-middle"),
        pytest.param("Yes.\n\nNo.\n\nMaybe.\n\nYes.", id="sentences"),
        pytest.param("", id="empty"),
    ],
)
def test_other_repeated_lines_are_kept(text: str) -> None:
    assert furniture(text) == []


def test_cleaning_twice_changes_nothing_more() -> None:
    text = f"Courier\n\n{PROSE}\n\nRelated articles\nKing meets envoy\n\n{PROSE}\n\n# # #\n\nCourier\n\nBack to top"
    assert furniture(cleaned(text)) == []
