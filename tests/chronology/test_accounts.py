"""What only one account of an event names."""

from __future__ import annotations

from tests.builders import document, quote, report

from bilateral.chronology import accounts, merge
from bilateral.model import Actor

STATE = {"publisher": "Department of State", "url": "https://www.state.gov/1"}
BAKU = {"publisher": "Presidency of Azerbaijan", "url": "https://president.az/1"}


def test_each_account_against_all_others() -> None:
    reports = [
        report("d1:1", issues=("democracy-and-human-rights", "energy"), named_issues=("Section 907",)),
        report("d2:1", "Blinken", "Aliyev", issues=("energy",), quotes=(quote("all well"),)),
    ]
    (event,) = merge(reports)
    documents = {"d1": document("d1", **STATE), "d2": document("d2", **BAKU)}
    state, presidency = accounts(event, documents)
    assert (state.name, state.side, state.documents) == ("Department of State", None, ("d1",))
    assert state.issues == ("democracy-and-human-rights",)
    assert state.named_issues == ("Section 907",)
    assert presidency.issues == presidency.named_issues == ()
    assert presidency.quotes == ("all well",)
    assert state.persons == presidency.persons == ()
    assert state.alone
    assert presidency.alone


def test_persons_in_another_spelling_are_no_finding() -> None:
    aide = Actor(state="USA", person="Karen Donfried")
    reports = [report("d1:1", [Actor(state="USA", person="Tony Blinken"), aide]), report("d2:1")]
    (event,) = merge(reports)
    first, second = accounts(event, {"d1": document("d1", **STATE), "d2": document("d2", **BAKU)})
    assert (first.persons, second.persons) == (("Karen Donfried",), ())
    assert not second.alone


def test_texts_of_one_publisher_or_government_are_one_account() -> None:
    reports = [report("d1:1", issues=("energy",)), report("d2:1"), report("d3:1")]
    (event,) = merge(reports)
    documents = {
        "d1": document("d1", **STATE),
        "d2": document("d2", publisher="Department of State"),
        "d3": document("d3", publisher="The White House"),
    }
    assert [account.documents for account in accounts(event, documents)] == [("d1", "d2"), ("d3",)]
    assert accounts(event, documents, {"d1": "USA", "d2": "USA", "d3": "USA"}) == ()
    both = accounts(event, documents, {"d1": "USA", "d2": "USA"})
    assert [(account.side, account.issues) for account in both] == [("USA", ("energy",)), (None, ())]


def test_one_account_has_nobody_to_be_held_against() -> None:
    (event,) = merge([report(issues=("energy",))])
    assert accounts(event, {"d1": document()}) == ()
