"""What people ruled on reports is kept to, whatever the reports say."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations

import pytest
from tests.builders import report

from bilateral.chronology import merge
from bilateral.chronology.merging.rulings import Rulings
from bilateral.model import Report

CALL, COPY, OTHER_DAY = report("d1:1"), report("d2:1"), report("d3:1", on="2022-03-18")
MEETING, VISIT = report("d4:1", form="meeting"), report("d5:1", form="visit")
PLAN, OTHER = report("d6:1", status="planned"), report("d7:1", target="Pashinyan")


def ruled(together: Iterable[str] = (), apart: Iterable[str] = (), wrong: Iterable[str] = ()) -> Rulings:
    """Groups and pairs by the numbers of the documents: "13" are d1:1 and d3:1."""

    def ids(digits: str) -> frozenset[str]:
        return frozenset(f"d{digit}:1" for digit in digits)

    return Rulings(
        together=tuple(map(ids, together)), apart=frozenset(map(ids, apart)), wrong=frozenset(f"d{d}:1" for d in wrong)
    )


CASES: dict[str, tuple[list[Report], Rulings, list[str]]] = {
    "nothing": ([CALL, COPY, OTHER_DAY], ruled(), ["12", "3"]),
    "together over a veto": ([CALL, OTHER_DAY], ruled(["13"]), ["13"]),
    "what fits one comes along": ([CALL, COPY, OTHER_DAY], ruled(["13"]), ["123"]),
    "together across blocks": ([CALL, COPY, VISIT], ruled(["15"]), ["125"]),
    "a plan and a fact": ([CALL, PLAN], ruled(["16"]), ["16"]),
    "other parties": ([CALL, OTHER], ruled(["17"]), ["17"]),
    "groups that touch": ([CALL, OTHER_DAY, VISIT], ruled(["13", "35"]), ["135"]),
    "three at once": ([CALL, COPY, OTHER_DAY, VISIT], ruled(["135"]), ["1235"]),
    "a report that is not there": ([CALL, OTHER_DAY], ruled(["19", "13"]), ["13"]),
    "apart": ([CALL, COPY], ruled(apart=["12"]), ["1", "2"]),
    "apart from one is apart from those together with it": (
        [CALL, COPY, OTHER_DAY],
        ruled(["13"], apart=["23"]),
        ["13", "2"],
    ),
    "what is ruled apart stays behind": (
        [CALL, COPY, OTHER_DAY, report("d8:1", on="2022-03-18")],
        ruled(["13"], apart=["28"]),
        ["123", "8"],
    ),
    "wrong": ([CALL, COPY], ruled(wrong="2"), ["1"]),
    "all wrong": ([CALL], ruled(wrong="1"), []),
}


@pytest.mark.parametrize(("reports", "rulings", "wanted"), CASES.values(), ids=CASES)
def test_rulings(reports: list[Report], rulings: Rulings, wanted: list[str]) -> None:
    for order in permutations(reports):
        events = merge(list(order), rulings=rulings)
        assert sorted("".join(sorted(r.document[1:] for r in event.reports)) for event in events) == wanted
        assert all(len(event.merges) == len(event.reports) - 1 for event in events)


def test_blocks_that_no_ruling_connects_are_merged_as_each_by_itself() -> None:
    reports = [CALL, COPY, OTHER_DAY, MEETING, VISIT, PLAN, OTHER]
    rulings = ruled(["15"], apart=["24"])
    apart = merge([PLAN], rulings=rulings) + merge([OTHER], rulings=rulings)
    rest = merge([CALL, COPY, OTHER_DAY, MEETING, VISIT], rulings=rulings)
    assert {event.id for event in merge(reports, rulings=rulings)} == {event.id for event in apart + rest}
