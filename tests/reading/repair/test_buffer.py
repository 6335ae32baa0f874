from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.reading.edits import apply
from bilateral.reading.repair.buffer import EditBuffer


@given(
    st.text("ab c", max_size=30),
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.text("xy ", max_size=6)), max_size=12),
)
def test_edits_over_passes_compose_into_edits_of_the_original(text: str, edits: list[tuple[float, float, str]]) -> None:
    buffer = EditBuffer(text)
    for number, (one, other, replacement) in enumerate(edits):
        start, end = sorted((round(one * len(buffer.text)), round(other * len(buffer.text))))
        buffer.edit(start, end, replacement, f"rule {number}")
    repairs = buffer.repairs()
    assert apply(text, repairs) == buffer.text
    assert all(one.end < other.start for one, other in pairwise(repairs))
    assert all(text[repair.start : repair.end] != repair.replacement for repair in repairs)


def test_rules_on_one_stretch_are_joined() -> None:
    buffer = EditBuffer("In Osloand Rome they met")
    buffer.edit(3, 10, "Oslo and", "space")
    buffer.edit(3, 7, "Bern", "name")
    buffer.edit(17, 21, "he", "pronoun")
    assert buffer.text == "In Bern and Rome he met"
    assert [(r.start, r.end, r.replacement, r.rule) for r in buffer.repairs(100)] == [
        (103, 110, "Bern and", "space; name"),
        (116, 120, "he", "pronoun"),
    ]


def test_words_shared_at_the_edges_are_left_out() -> None:
    buffer = EditBuffer("the old king of Spain")
    buffer.edit(0, 21, "the new king of Spain", "rule")
    assert [(r.start, r.end, r.replacement) for r in buffer.repairs()] == [(4, 7, "new")]


def test_an_edit_that_is_undone_leaves_no_repair() -> None:
    buffer = EditBuffer("a b c")
    buffer.edit(2, 3, "x", "one")
    buffer.edit(2, 3, "b", "two")
    assert buffer.repairs() == []
    assert not buffer.edit(0, 1, "a", "three")


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no span 2\.\.9"):
        EditBuffer("abc").edit(2, 9, "", "rule")
