"""Codes of CAMEO in terms of PLOVER, and back."""

from __future__ import annotations

from itertools import product

import pytest

from bilateral.knowledge import load
from bilateral.knowledge.plover import cameo, cameo_for, context_of, contexts_for, foreign_codes, plover
from bilateral.knowledge.tables import rows
from bilateral.model import ISSUES, EventType, Form


@pytest.mark.parametrize(
    ("code", "row", "type", "mode"),
    [
        pytest.param("042", "042", EventType.CONSULT, "visit", id="as-written"),
        pytest.param("42", "042", EventType.CONSULT, "visit", id="zero-lost"),
        pytest.param("311", "0311", EventType.AGREE, None, id="zero-of-four-lost"),
        pytest.param("111", "111", EventType.ACCUSE, "disapprove", id="no-zero-to-lose"),
        pytest.param("190", "190", EventType.ASSAULT, None, id="root"),
        pytest.param("04", "040", EventType.CONSULT, None, id="root-of-two-digits"),
        pytest.param("1951", "195", EventType.ASSAULT, "aerial", id="told-as-the-code-above"),
        pytest.param("019", "010", None, None, id="a-remark"),
        pytest.param("20", "020", None, None, id="two-digits-are-no-root-of-conflict"),
        pytest.param("0463", "046", EventType.CONSULT, None, id="deeper-than-the-table"),
        pytest.param("026", "020", None, None, id="an-appeal"),
    ],
)
def test_a_code_has_a_type(code: str, row: str, type: EventType | None, mode: str | None) -> None:
    found = cameo(code)
    assert found is not None
    assert (found.code, found.type, found.mode) == (row, type, mode)


@pytest.mark.parametrize("code", ["", "x", "990", "4-2"])
def test_no_code(code: str) -> None:
    assert cameo(code) is None


def test_what_is_written_in_cameo_is_read_as_the_same_type() -> None:
    modes = {(EventType(row["type"]), row["mode"] or None) for row in rows("plover.csv")}
    for (type, mode), form in product(sorted(modes, key=str), Form):
        written = cameo_for(type, mode, form)
        assert written.type is type, (type, mode, form)


def test_every_type_has_an_intensity_of_its_quad_class() -> None:
    from bilateral.model import QUAD

    for type in EventType:
        known = plover(type, None)
        assert -10 <= known.intensity <= 10
        if type is not EventType.REQUEST:  # asking is neutral by PLOVER's table
            assert (known.intensity < 0) == QUAD[type].endswith("conflict"), type


def test_contexts_and_issues() -> None:
    assert context_of("Military") == "security-and-defence"
    assert context_of("executive") is None
    assert all(context_of(row["context"]) in (None, *ISSUES) for row in rows("plover_contexts.csv"))
    assert [issue for issue in ISSUES if contexts_for(issue) is None] == []


@pytest.mark.parametrize("scheme", ["cameo", "cameo group", "fips", "name"])
def test_foreign_codes_lead_to_parties_that_are_known(scheme: str) -> None:
    known = {*load().states.by_code, *load().organisations}
    assert {code: party for code, party in foreign_codes(scheme).items() if party not in known} == {}
