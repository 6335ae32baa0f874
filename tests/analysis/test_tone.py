from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bilateral.analysis import QUADS, intensity, tone
from bilateral.model import Event, EventType

Make = Callable[..., Event]


@pytest.mark.parametrize(
    ("type", "mode", "score"),
    [
        pytest.param("CONSULT", None, 2.5, id="talks"),
        pytest.param("CONSULT", "visit", 4.0, id="its-mode"),
        pytest.param("CONSULT", "unheard-of", 2.5, id="a-mode-nobody-knows"),
        pytest.param("ASSAULT", "aerial", -9.5, id="the-other-end"),
    ],
)
def test_intensity_is_plovers(make: Make, type: str, mode: str | None, score: float) -> None:
    assert intensity(replace(make("2022-03-15", "meeting", "USA", "AZE"), type=EventType(type), mode=mode)) == score


def test_tone_counts_acts_by_class_and_what_happened_twice_twice(make: Make) -> None:
    visit = make("2022-03-15", "visit", "USA", "AZE", times=2)
    sanction = replace(make("2022-04-15", "measure", "USA", "AZE"), type=EventType.SANCTION)
    found = tone([visit, sanction])
    assert [quad.key for quad in found.quads] == list(QUADS)
    assert [quad.number for quad in found.quads] == [2, 0, 0, 1]
    assert (found.number, found.conflict) == (3, 1)
    assert found.mean == pytest.approx((2.5 + 2.5 - 6.0) / 3)
    assert found.conflict_share is not None
    assert found.conflict_share[1] < 1 / 3 < found.conflict_share[2]
    assert found.interval is None, "three acts are too few"


def test_no_acts_have_no_tone() -> None:
    found = tone([])
    assert (found.mean, found.interval, found.conflict_share, found.number) == (None, None, None, 0)
