"""Whose text counts as whose, joint texts, letters with their replies, and what others report, on events made here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from tests.builders import report, when

from bilateral.analysis.accounts import AccountsCompared, Basis, compare_accounts
from bilateral.model import Document, Event, Link, LinkKind, Report, Sentence, Span

WORDS = {"USA": ("United States", "Washington", "American"), "AZE": ("Azerbaijan", "Baku", "Azerbaijani")}
OFFICIAL = {"state": "USA", "house": "USA", "baku": "AZE"}


def text_of(id: str, *sentences: str) -> Document:
    text = " ".join(sentences)
    starts = [text.index(sentence) for sentence in sentences]
    marks = tuple(Sentence(at, at + len(one), 0) for at, one in zip(starts, sentences, strict=True))
    return Document(id=id, source=f"{id}.txt", original=text, text=text, sentences=marks)


def told(document: Document, issues: Iterable[str] = (), *, upto: int | None = None, **fields: object) -> Report:
    """A report that rests on the first `upto` sentences of the document."""
    spans = tuple(Span(one.start, one.end) for one in document.sentences[:upto])
    values = {"issues": tuple(issues), "evidence": spans, "text": document.text, **fields}
    return report(f"{document.id}:1", **values)  # type: ignore[arg-type]


def event(id: str, *reports: Report, sources: Sequence[Sequence[str]] = (), links: Sequence[Link] = ()) -> Event:
    first = reports[0]
    return Event(
        id=id, type=first.type, mode=None, form=first.form, status=first.status, source=first.source,
        target=first.target, when=first.when, place=None, issues=(), named_issues=(), quotes=(), confidence=1.0,
        reports=reports, sources=tuple(map(tuple, sources)), links=tuple(links),
    )  # fmt: skip


def compared(events: Sequence[Event], *documents: Document) -> AccountsCompared:
    by_id = {document.id: document for document in documents}
    return compare_accounts(events, ("USA", "AZE"), documents=by_id, official=OFFICIAL, words=WORDS)


STATE = text_of("state", "They spoke by telephone.", "They discussed human rights.")
HOUSE = text_of("house", "They spoke by telephone.", "They discussed energy.")
BAKU = text_of("baku", "They spoke by telephone.", "They discussed energy.")
PAPER = text_of("paper", "They spoke by telephone.", "They discussed human rights.")


@pytest.mark.parametrize(
    ("documents", "field"),
    [
        pytest.param((STATE, BAKU), "both", id="both-sides"),
        pytest.param((STATE, PAPER), "first", id="a-paper-is-nobody's-own"),
        pytest.param((PAPER, BAKU), "second", id="only-baku"),
        pytest.param((PAPER,), "neither", id="only-a-paper"),
        pytest.param((STATE, HOUSE), "first", id="two-texts-of-one-side-are-one-account"),
    ],
)
def test_coverage(documents: tuple[Document, ...], field: str) -> None:
    found = compared([event("e1", *map(told, documents))], *documents).coverage
    assert getattr(found, field) == ("e1",)


def test_texts_of_one_side_are_joined() -> None:
    reports = [told(STATE, ["democracy-and-human-rights"]), told(HOUSE, ["energy"]), told(BAKU, ["energy"])]
    (found,) = compared([event("e1", *reports)], STATE, HOUSE, BAKU).events
    assert found.sides[0].documents == ("state", "house")
    assert (found.both, found.only_first, found.only_second) == (("energy",), ("democracy-and-human-rights",), ())


def test_a_text_both_publish_is_nobody_s_own() -> None:
    reports = [told(STATE), told(BAKU)]
    found = compared([event("e1", *reports, sources=[["state", "baku"]])], STATE, BAKU)
    assert found.coverage.joint == ("e1",)
    assert found.events == ()


def test_what_stands_elsewhere_in_the_text_is_not_left_out() -> None:
    long = text_of("baku", "They spoke by telephone.", "Later the minister spoke of human rights to a guest.")
    reports = [told(STATE, ["democracy-and-human-rights"]), told(long, upto=1)]
    (found,) = compared([event("e1", *reports)], STATE, long).events
    assert found.sides[1].elsewhere == ("democracy-and-human-rights",)
    assert found.only_first == ()


def test_a_plan_is_not_compared() -> None:
    reports = [told(STATE, status="planned"), told(BAKU, status="planned")]
    assert compared([event("e1", *reports)], STATE, BAKU).coverage.both == ()


def test_a_letter_and_its_reply_in_a_paper_are_set_beside_each_other_but_never_counted() -> None:
    one = text_of("paper", "He wrote that he values democracy.")
    two = text_of("paper2", "He replied that energy matters.")
    link = Link(kind=LinkKind.REPLY_TO, source="e2", target="e1", score=1.0, reasons=())
    letter = event("e1", told(one, ["democracy-and-human-rights"], form="letter"), links=[link])
    reply = event("e2", told(two, ["energy"], source="Aliyev", target="Blinken", form="letter"), links=[link])
    found = compared([letter, reply], one, two)
    (exchange,) = found.exchanges
    assert (exchange.basis, exchange.only_first, exchange.only_second) == (
        Basis.TOLD,
        ("democracy-and-human-rights",),
        ("energy",),
    )
    assert not found.habits
    assert not found.events


RIGHTS = "democracy-and-human-rights"
REPORTED = [
    ("left-out", "Baku's readout did not mention human rights.", [("AZE", "left out", RIGHTS)]),
    ("omitted", "The Azerbaijani statement omitted energy.", [("AZE", "left out", "energy")]),
    ("missing-from", "Human rights were missing from Baku's account.", [("AZE", "left out", RIGHTS)]),
    ("official", "Official Baku said nothing about democracy.", [("AZE", "left out", RIGHTS)]),
    (
        "brief",
        "The American readout mentioned only briefly the border.",
        [("USA", "touched on only briefly", "borders")],
    ),
    ("stressed", "The readout from Washington stressed terrorism.", [("USA", "stressed", "terrorism")]),
    (
        "two-accounts",
        "Washington's readout named human rights, while Baku's readout passed over energy.",
        [("USA", "named", RIGHTS), ("AZE", "left out", "energy")],
    ),
    (
        "ellipsis",
        "Washington's readout dwelt on human rights, while Baku's did not mention them.",
        [("USA", "stressed", RIGHTS), ("AZE", "left out", RIGHTS)],
    ),
    ("no-account", "Baku did not mention human rights when it was attacked.", []),
    ("third-party", "Moscow's readout did not mention energy.", []),
    ("no-issue", "Baku's readout did not mention the weather.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), [case[1:] for case in REPORTED], ids=[case[0] for case in REPORTED])
def test_what_others_report(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    paper = text_of("paper", "They spoke by telephone.", sentence)
    found = compared([event("e1", told(paper, upto=1))], paper).reported
    assert [(one.party, one.kind, issue) for one in found for issue in one.issues] == expected
    assert all(one.event == "e1" and one.passage.text == sentence for one in found)


def test_a_side_does_not_report_its_own_account() -> None:
    own = text_of("baku", "They spoke by telephone.", "Baku's statement did not mention energy.")
    assert compared([event("e1", told(own, upto=1))], own).reported == ()


def test_reported_of_the_relation_where_the_text_tells_several_events() -> None:
    paper = text_of("paper", "They spoke by telephone.", "Official Baku left out human rights.")
    events = [event("e1", told(paper, upto=1)), event("e2", told(paper, upto=1, form="letter"))]
    (found,) = compared(events, paper).reported
    assert found.event == ""


def test_dates_are_those_of_the_event() -> None:
    reports = [told(STATE, on=when("2022-03-15")), told(BAKU, on=when("2022-03-15"))]
    assert compared([event("e1", *reports)], STATE, BAKU).events[0].when == when("2022-03-15")
