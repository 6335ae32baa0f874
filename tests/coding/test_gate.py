"""The gate: what it finds, and what it must not lose or tear out of a word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.coding.gate import Gate, gate_for
from bilateral.knowledge import Surface, SurfaceKind, load

SURFACES = (
    Surface("Sudan", SurfaceKind.NAME, "SDN"),
    Surface("the Sudan", SurfaceKind.NAME, "SDN"),
    Surface("Sudanese", SurfaceKind.DEMONYM, "SDN"),
    Surface("South Sudan", SurfaceKind.NAME, "SSD"),
    Surface("Minsk", SurfaceKind.CAPITAL, "BLR"),
    Surface("Minsk Group", SurfaceKind.ORGANISATION, "MINSKGROUP"),
    Surface("Cote d'Ivoire", SurfaceKind.NAME, "CIV"),
    Surface("Jordan", SurfaceKind.NAME, "JOR"),
    Surface("Jordan", SurfaceKind.SURNAME, "Q1"),
    Surface("al Nahyan", SurfaceKind.SURNAME, "Q2"),
)
GATE = Gate(SURFACES, ("met", "met with"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("South Sudan and Sudan", ["South Sudan", "Sudan"], id="longest"),
        pytest.param("the Minsk Group in Minsk", ["Minsk Group", "Minsk"], id="longest of another kind"),
        pytest.param("the Sudanese army", ["Sudanese"], id="hidden behind a match that ends amid a word"),
        pytest.param("the Sudan", ["the Sudan"], id="article as part of a name"),
        pytest.param("Sudans, xSudan, Sudan2", [], id="amid words"),
        pytest.param("Cote d’Ivoire", ["Cote d’Ivoire"], id="other apostrophe"),
        pytest.param("South\u00a0Sudan", ["South\u00a0Sudan"], id="no-break space"),
        pytest.param("sudan", [], id="case"),
        pytest.param("he met with them", ["met with"], id="trigger word"),
        pytest.param("General Nahyan met", ["met"], id="surface that begins amid a word"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_scan(text: str, expected: list[str]) -> None:
    assert [hit.text for hit in GATE.scan(text)] == expected


def test_a_text_has_all_its_readings() -> None:
    (hit,) = GATE.scan("Jordan")
    assert [s.kind for s in hit.surfaces] == [SurfaceKind.NAME, SurfaceKind.SURNAME]
    surname = hit.of(SurfaceKind.SURNAME, SurfaceKind.NAME)
    assert surname is not None
    assert surname.key == "Q1"
    assert hit.of(SurfaceKind.TITLE) is None


def test_a_trigger_word_has_no_reading() -> None:
    (hit,) = GATE.scan("met")
    assert hit.surfaces == ()


@given(
    st.lists(st.sampled_from([*(s.text for s in SURFACES), "x", " ", ", ", "ese", "the "]), max_size=12).map("".join)
)
def test_hits_stand_apart_in_order_and_are_the_text(text: str) -> None:
    hits = GATE.scan(text)
    assert all(text[h.start : h.end] == h.text for h in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))


def test_one_gate_a_process() -> None:
    assert gate_for(load(), ("met",)) is gate_for(load(), ("met",))
