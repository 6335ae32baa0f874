from __future__ import annotations

import pytest

from bilateral.reading.edits import apply
from bilateral.reading.layout import paragraphs, unwrap

WRAPPED = (
    "The foreign ministers of the two countries met on the margins of\n"
    "the forum in the White\n"
    "House and spoke about the river treaty, the opening of a new long-\n"
    "term crossing near the dam and the fate of fishermen who were held\n"
    "last winter. They agreed on two steps before the first snow falls:\n"
    "- a hotline between the two coast guards, open at every hour and\n"
    "  staffed by both\n"
    "- a visit\n"
    "\n"
    "A joint statement is expected."
)


def test_wrapped_lines_are_put_together_and_list_items_kept_apart() -> None:
    text = apply(WRAPPED, unwrap(WRAPPED))
    assert text.split("\n") == [
        "The foreign ministers of the two countries met on the margins of the forum in the White House and spoke "
        "about the river treaty, the opening of a new long-term crossing near the dam and the fate of fishermen who "
        "were held last winter. They agreed on two steps before the first snow falls:",
        "- a hotline between the two coast guards, open at every hour and staffed by both",
        "- a visit",
        "",
        "A joint statement is expected.",
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(
            "On May 3 the Secretary of State of the United States, Antony\nBlinken, spoke by telephone with the Prime "
            "Minister of Norway, Jonas\nStoere. They spoke of fish.",
            1,
            id="names-run-over",
        ),
        pytest.param(
            "The ministers of the two countries met in Oslo on Tuesday for talks about\nthe ferry.", 1, id="two-lines"
        ),
        pytest.param(
            "Ministers meet\nOSLO, May 3, 2022 (Courier Wire) - The foreign ministers of the two\ncountries met in the "
            "harbour to speak about the ferry line that was\nclosed last year.",
            2,
            id="title-and-dateline",
        ),
        pytest.param(
            "Ferry line reopens\nBy Ana Ruiz | 3 May 2022\nThe Secretary of State of the one and the President of the\n"
            "other opened the ferry line over the strait on Tuesday, and said that\nit would help trade.\nThe next "
            "step is a bridge, for which a treaty is to be signed this\nautumn. No date is known to the public yet.",
            4,
            id="byline-and-two-paragraphs",
        ),
        pytest.param(
            "The foreign minister met the ambassador on Tuesday, May 3, 2022.\nThe president called the king about "
            "trade on Wednesday, May 4.\nThe two sides signed an accord on transport on Thursday, May 5.",
            3,
            id="a-sentence-a-line",
        ),
        pytest.param(
            "Ministers discuss energy at a meeting in the capital\nEnvoy to visit the region for talks on the treaty\n"
            "President names a new ambassador to the neighbour\nTwo states sign an accord about the river\nTrade "
            "between the two has grown by half, minister says",
            5,
            id="headlines",
        ),
        pytest.param(
            "Call between the Secretary of State and the President of Norway\nBlinken and Stoere spoke of fish.",
            2,
            id="title-and-a-short-sentence",
        ),
    ],
)
def test_lines_are_joined_where_sentences_run_over(text: str, lines: int) -> None:
    joined = apply(text, unwrap(text))
    assert len(joined.split("\n")) == lines
    assert joined.split() == text.split()


def test_addresses_and_long_lines_are_not_unwrapped() -> None:
    address = "Ministry of Fish\nHarbour Road 1\nOslo\nNorway\n\nThe envoy came."
    assert unwrap(address) == ()
    assert unwrap("\n".join(["The envoy came and went. " * 10] * 6)) == ()


def test_paragraphs_have_no_white_space_at_their_edges() -> None:
    text = "  One. \n\n \t\n Two.\nThree.  \n"
    assert [text[start:end] for start, end in paragraphs(text)] == ["One.", "Two.", "Three."]
