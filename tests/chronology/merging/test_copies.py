"""Copies of one text: who tells an event himself, and who only hands on."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import document, report

from bilateral.chronology import Store, merge
from bilateral.chronology.merging.copies import Source, families, overlap, sketch
from bilateral.model import Report

RELEASE = (
    "The minister spoke by telephone with the president on Tuesday about the border and the release of detainees. "
    "They reviewed the work of the commission, which met three times since autumn, and agreed on a fourth round. "
    "The minister thanked the president for the supply of gas through the winter and raised the case of two reporters."
)
OTHER = (
    "In a call with the visiting minister the head of state complained that nothing had moved for months. His office "
    "said afterwards that sanctions were not touched on at all, and that a meeting in the spring remained possible if "
    "both parliaments gave their consent to the treaty before Easter."
)
PARAGRAPH = RELEASE.split(". ")[1] + "."


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        (RELEASE, RELEASE, 1.0, 1.0),
        (RELEASE, RELEASE.upper().replace(". ", ".\n\n"), 1.0, 1.0),
        (RELEASE, RELEASE.replace("Tuesday", "March 15"), 0.85, 0.99),
        (RELEASE, f"BAKU (Wire) - {RELEASE} More follows.", 0.95, 1.0),
        (RELEASE, PARAGRAPH, 1.0, 1.0),
        (RELEASE, f"{OTHER} {RELEASE} {OTHER}", 0.95, 1.0),
        (RELEASE, OTHER, 0.0, 0.0),
        ("They spoke.", "They spoke.", 0.0, 0.0),
        ("", RELEASE, 0.0, 0.0),
    ],
    ids=["same", "case and lines", "a word changed", "framed", "a part", "held by", "other", "too short", "empty"],
)
def test_how_much_of_the_shorter_text_stands_in_the_longer(first: str, second: str, low: float, high: float) -> None:
    assert low <= overlap(sketch(first), sketch(second)) <= high
    assert overlap(sketch(second), sketch(first)) == overlap(sketch(first), sketch(second))


def test_a_sketch_is_a_kilobyte_however_long_the_text_and_still_tells_the_share() -> None:
    long = " ".join(f"{number} word{number}" for number in range(5_000))
    assert len(sketch(long)) == 1_024
    half = long[: len(long) // 2]
    assert overlap(sketch(long), sketch(half)) > 0.9
    assert overlap(sketch(long), sketch(f"{half} {' '.join(f'other{n}' for n in range(10_000))}")) < 0.65


@given(st.text())
def test_every_text_has_a_sketch(text: str) -> None:
    assert len(sketch(text)) % 8 == 0
    assert sketch(text) == sketch(text)


def sources(**texts: tuple[str, str | None, str | None]) -> dict[str, Source]:
    """Document -> (text, day published, party whose government speaks)."""
    from datetime import date

    return {
        key: Source(sketch=sketch(text), published=(day and date.fromisoformat(day)) or None, official=official)
        for key, (text, day, official) in texts.items()
    }


FAMILIES: dict[str, tuple[dict[str, Source], set[tuple[str, ...]]]] = {
    "a reprint": (sources(a=(RELEASE, "2022-03-15", None), b=(RELEASE, "2022-03-16", None)), {("a", "b")}),
    "the government's own text first": (
        sources(a=(RELEASE, "2022-03-15", None), b=(RELEASE, "2022-03-16", "AZE")),
        {("b", "a")},
    ),
    "two accounts": (sources(a=(RELEASE, None, None), b=(OTHER, None, None)), {("a",), ("b",)}),
    "a paragraph taken out": (
        sources(a=(PARAGRAPH, "2022-03-16", None), b=(RELEASE, "2022-03-15", None)),
        {("b", "a")},
    ),
    "an article that holds both releases joins neither to the other": (
        sources(
            a=(RELEASE, "2022-03-15", None), b=(OTHER, "2022-03-15", None), c=(f"{RELEASE} {OTHER}", "2022-03-17", None)
        ),
        {("a", "c"), ("b",)},
    ),
    "excerpts of one release that share nothing": (
        sources(
            a=(RELEASE.split(". ", maxsplit=1)[0], "2022-03-16", None),
            b=(RELEASE.split(". ")[2], "2022-03-16", None),
            c=(RELEASE, "2022-03-15", None),
        ),
        {("c", "b", "a")},
    ),
}


@pytest.mark.parametrize(("known", "expected"), FAMILIES.values(), ids=FAMILIES)
def test_families(known: dict[str, Source], expected: set[tuple[str, ...]]) -> None:
    reports = [report(f"{key}:1", text=f"Told by {key}.") for key in known]
    for order in permutations(reports):
        assert set(families(order, known)) == expected


def test_long_sentences_word_for_word_are_copied_and_short_ones_are_not() -> None:
    long = "The two sides expressed the hope that the talks which began in Vienna in May will be concluded by autumn."
    for text, number in ((long, 1), ("They spoke by telephone.", 2)):
        reports = [report("a:1", text=text), report("b:1", text=text.upper())]
        assert len(families(reports, {})) == number, text
    assert len(families([report("a:1", text=long), report("b:1", text=long), report("b:2", text="Not so.")], {})) == 2


def test_copies_count_once() -> None:
    reports = [report("a:1"), report("b:1"), report("c:1", confidence=0.5)]
    known = sources(a=(RELEASE, None, None), b=(RELEASE, None, None), c=(OTHER, None, None))
    (event,) = merge(reports, sources=known)
    assert event.sources == (("a", "b"), ("c",))
    assert event.confidence == 0.9, "1 - (1 - .8)(1 - .5)"


def test_what_a_reprint_makes_of_today_is_no_disagreement() -> None:
    reports = [report("a:1"), report("b:1", on="2022-03-16"), report("c:1", on="2022-03-16")]
    publishers = {"a": "department", "b": "wire", "c": "herald"}
    known = sources(a=(RELEASE, "2022-03-15", None), b=(RELEASE, "2022-03-16", None))
    (event,) = merge(reports[:2], publishers=publishers, sources=known)
    assert event.disagreements == ()
    (event,) = merge([reports[0], reports[2]], publishers=publishers, sources=known)
    assert [found.field for found in event.disagreements] == ["date"]


@pytest.mark.parametrize("turned", [False, True], ids=["in order", "turned"])
def test_the_store_counts_independent_sources_in_any_order(turned: bool) -> None:
    texts = {"a": RELEASE, "b": f"Wire. {RELEASE}", "c": OTHER}
    told: list[tuple[str, Report]] = [(key, report(f"{key}:1", text=text[:40])) for key, text in texts.items()]
    with Store.open(":memory:") as store:
        for key, one in reversed(told) if turned else told:
            store.put(document(key, texts[key]), [one])
            store.merge()
        (event,) = store.events()
        assert event.sources == (("b", "a"), ("c",))
        assert store.sql().execute("SELECT count(*) FROM event_sources").fetchall() == [(3,)]
        store.put(document("a", "Nothing of the kind."), [])
        store.merge()
        assert store.events()[0].sources == (("b",), ("c",))
        assert store.sql().execute("SELECT count(*) FROM signatures").fetchall() == [(3,)]
