"""The corpus's markup: what is read, what is refused, and that writing gives back what was read."""

from __future__ import annotations

import pytest

from bilateral.model import EventType, Form, Status
from reader.markup import Fault, parse, render

CALL = "{s1|Azerbaijan's president} {1 CONSULT.phone call|phoned} {t1|his Turkish counterpart} {w1|on Friday}. #energy"
PLAN = "{s1|Chile} {1 SANCTION.expel measure planned|will expel} {t1|two Peruvian envoys}."
BOTH = (
    "{s1 t1|The two ministers} {1 CONSULT meeting|met} in {p1|Vienna} and {2 AGREE statement|agreed}, {s2 t2|they} say."
)
NONE = "Serbia beat Ghana 2-1 in Doha."


def test_a_passage_is_read() -> None:
    passage = parse(CALL)
    assert passage.text == "Azerbaijan's president phoned his Turkish counterpart on Friday."
    (trigger,) = passage.triggers
    assert (trigger.type, trigger.mode, trigger.form) == (EventType.CONSULT, "phone", Form.CALL)
    assert passage.text[trigger.start : trigger.end] == "phoned"
    assert trigger.status is Status.OCCURRED
    assert [(r.role, passage.text[r.start : r.end]) for r in passage.roles] == [
        ("s", "Azerbaijan's president"),
        ("t", "his Turkish counterpart"),
        ("w", "on Friday"),
    ]
    assert passage.issues == ("energy",)


def test_status_and_several_roles() -> None:
    assert parse(PLAN).triggers[0].status is Status.PLANNED
    assert {(r.role, r.act) for r in parse(BOTH).roles if r.start == 0} == {("s", 1), ("t", 1)}


@pytest.mark.parametrize("line", [CALL, PLAN, BOTH, NONE])
def test_what_is_written_reads_the_same(line: str) -> None:
    assert render(parse(line)) == line


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("{s1|Iran} spoke.", "without a trigger", id="role-of-no-act"),
        pytest.param("It {1 ACCUSE note|protested}.", "neither source nor target", id="nobody"),
        pytest.param("{s1|Iran} {1 SHOUT note|cried}.", "unknown type", id="type"),
        pytest.param("{s1|Iran} {1 AID.phone note|cried}.", "no mode", id="mode"),
        pytest.param("{s1|Iran} {1 AID gift|gave}.", "unknown form", id="form"),
        pytest.param("{s1|Iran} {1 AID transfer maybe|gave}.", "unknown status", id="status"),
        pytest.param("{s1|Iran} {1 AID transfer|gave}, {1 AID transfer|lent}.", "one number", id="number-twice"),
        pytest.param("{s1|Iran } {1 AID transfer|gave}.", "blanks", id="blank-at-the-end"),
        pytest.param("{s1|Iran {1 AID transfer|gave}.", "belongs to no span", id="open-brace"),
        pytest.param("{s1|Iran} {1 AID transfer|gave}. #weather", "unknown issue", id="issue"),
    ],
)
def test_a_fault_is_named(line: str, said: str) -> None:
    with pytest.raises(Fault, match=said):
        parse(line)
