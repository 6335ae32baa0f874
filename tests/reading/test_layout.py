from __future__ import annotations

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


def test_addresses_and_long_lines_are_not_unwrapped() -> None:
    address = "Ministry of Fish\nHarbour Road 1\nOslo\nNorway\n\nThe envoy came."
    assert unwrap(address) == ()
    assert unwrap("\n".join(["The envoy came and went. " * 10] * 6)) == ()


def test_paragraphs_have_no_white_space_at_their_edges() -> None:
    text = "  One. \n\n \t\n Two.\nThree.  \n"
    assert [text[start:end] for start, end in paragraphs(text)] == ["One.", "Two.", "Three."]
