from __future__ import annotations

import dataclasses

import pytest
from tests.present.builders import relation

from bilateral.model import Span
from bilateral.present.evidence import sentences

TEXT = "He called. They spoke of gas.  And of pipes. It rained. “We agree,” he said."


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        pytest.param([(0, 10)], ("He called.",), id="one"),
        pytest.param([(0, 10), (11, 29), (31, 44)], ("He called.", "They spoke of gas. And of pipes."), id="follow"),
        pytest.param(
            [(0, 10), (56, 76), (11, 29)], ("He called.", "They spoke of gas.", "“We agree,” he said."), id="in-order"
        ),
        pytest.param([(11, 29), (21, 28), (0, 10)], ("They spoke of gas.", "He called."), id="inside-the-first"),
        pytest.param([(0, 10), (11, 44), (21, 29)], ("He called.", "They spoke of gas. And of pipes."), id="overlap"),
    ],
)
def test_sentences_that_follow_make_a_passage(spans: list[tuple[int, int]], expected: tuple[str, ...]) -> None:
    first, last = spans[0]
    report = dataclasses.replace(
        relation()[0].reports[0], evidence=tuple(Span(*span) for span in spans), text=TEXT[first:last]
    )
    assert sentences(report, TEXT) == expected
    assert sentences(report, None) == expected[:1]
