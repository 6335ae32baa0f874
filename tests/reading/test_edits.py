from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.model import Document, Repair, Span
from bilateral.reading.edits import apply, compose, merge

TEXT = st.text(alphabet="abcdef .", max_size=40)


@st.composite
def repairs_of(draw: st.DrawFn, text: str) -> tuple[Repair, ...]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return tuple(
        Repair(start=start, end=end, replacement=draw(st.text(alphabet="XYZ", max_size=4)), rule=f"rule {number}")
        for number, (start, end) in enumerate(pairs)
    )


@st.composite
def repaired(draw: st.DrawFn) -> tuple[str, tuple[Repair, ...]]:
    text = draw(TEXT)
    return text, draw(repairs_of(text))


@st.composite
def repaired_twice(draw: st.DrawFn) -> tuple[str, tuple[Repair, ...], tuple[Repair, ...]]:
    text, first = draw(repaired())
    return text, first, draw(repairs_of(apply(text, first)))


def document(original: str, repairs: tuple[Repair, ...]) -> Document:
    return Document(id="d", source="d", original=original, text=apply(original, repairs), sentences=(), repairs=repairs)


@given(repaired())
def test_origin_leads_every_unedited_character_back_to_itself(case: tuple[str, tuple[Repair, ...]]) -> None:
    original, repairs = case
    doc = document(original, repairs)
    written = _written(repairs)
    for at, character in enumerate(doc.text):
        span = doc.origin(Span(at, at + 1))
        edit = next((repair for start, end, repair in written if start <= at < end), None)
        if edit is None:
            assert span.end - span.start == 1
            assert original[span.start] == character
        else:
            assert span == Span(edit.start, edit.end)


@given(repaired(), st.data())
def test_origin_of_a_span_covers_the_origin_of_its_characters(
    case: tuple[str, tuple[Repair, ...]], data: st.DataObject
) -> None:
    doc = document(*case)
    start = data.draw(st.integers(0, len(doc.text)))
    end = data.draw(st.integers(start, len(doc.text)))
    span = doc.origin(Span(start, end))
    assert 0 <= span.start <= span.end <= len(doc.original)
    for at in range(start, end):
        inner = doc.origin(Span(at, at + 1))
        assert span.start <= inner.start <= inner.end <= span.end


@given(repaired())
def test_unedited_original_characters_survive_in_order(case: tuple[str, tuple[Repair, ...]]) -> None:
    original, repairs = case
    touched = {at for repair in repairs for at in range(repair.start, repair.end)}
    kept = "".join(character for at, character in enumerate(original) if at not in touched)
    assert "".join(character for character in apply(original, repairs) if character not in "XYZ") == kept


@given(repaired_twice())
def test_compose_does_what_both_passes_do(case: tuple[str, tuple[Repair, ...], tuple[Repair, ...]]) -> None:
    original, first, second = case
    assert apply(original, compose(original, first, second)) == apply(apply(original, first), second)


@given(repaired_twice())
def test_composed_repairs_keep_the_way_back(case: tuple[str, tuple[Repair, ...], tuple[Repair, ...]]) -> None:
    original, first, second = case
    repairs = compose(original, first, second)
    doc = document(original, repairs)
    written = _written(repairs)
    for at, character in enumerate(doc.text):
        if not any(start <= at < end for start, end, _ in written):
            assert original[doc.origin(Span(at, at + 1)).start] == character


def _written(repairs: tuple[Repair, ...]) -> list[tuple[int, int, Repair]]:
    # What each repair wrote, as a stretch of the repaired text.
    stretches = []
    shift = 0
    for repair in repairs:
        begins = repair.start + shift
        stretches.append((begins, begins + len(repair.replacement), repair))
        shift += len(repair.replacement) - (repair.end - repair.start)
    return stretches


def edit(start: int, end: int, replacement: str = "", rule: str = "r") -> Repair:
    return Repair(start=start, end=end, replacement=replacement, rule=rule)


@pytest.mark.parametrize(
    "repairs",
    [
        pytest.param((edit(2, 4), edit(3, 5)), id="overlapping"),
        pytest.param((edit(4, 5), edit(1, 2)), id="unsorted"),
        pytest.param((edit(5, 99),), id="beyond-the-end"),
        pytest.param((edit(4, 3),), id="backwards"),
    ],
)
def test_apply_refuses_repairs_that_cannot_be_undone(repairs: tuple[Repair, ...]) -> None:
    with pytest.raises(ValueError, match="overlaps"):
        apply("some text", repairs)


def test_merge_keeps_the_earlier_group_where_two_overlap() -> None:
    furniture, damage = (edit(0, 10, rule="f"),), (edit(5, 6, "x", rule="d"), edit(20, 21, "y", rule="d"))
    assert merge(furniture, damage) == (furniture[0], damage[1])


def test_compose_joins_edits_that_touch_and_names_both_rules() -> None:
    composed = compose("Zurich talks", (edit(0, 1, "Sch", rule="one"),), (edit(0, 8, "Geneva", rule="two"),))
    assert composed == (edit(0, 6, "Geneva", rule="one + two"),)
