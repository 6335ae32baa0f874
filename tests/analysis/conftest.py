"""Events of our own making, short to write: make("2022-03-15", "call", "USA", "AZE")."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

import pytest

from bilateral.model import Actor, Basis, Event, EventType, Form, Level, Precision, Report, Status, When


def when(text: str) -> When:
    """ "2022-03-15", "2022-03", "2022" or a range "2022-03-15/2022-06-27"."""
    first, _, last = text.partition("/")
    begin, precision = _day(first, last=False)
    return When(earliest=begin, latest=_day(last or first, last=True)[0], precision=precision, basis=Basis.STATED)


def _day(text: str, *, last: bool) -> tuple[date, Precision]:
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    day = parts[2] if len(parts) > 2 else (monthrange(year, month)[1] if last else 1)
    return date(year, month, day), (Precision.YEAR, Precision.MONTH, Precision.DAY)[len(parts) - 1]


def actors(text: str) -> tuple[Actor, ...]:
    """ "USA", "USA:foreign minister", several with "+"."""
    sides = (part.partition(":") for part in text.split("+") if part)
    return tuple(Actor(state=state, level=Level(level) if level else None) for state, _, level in sides)


@pytest.fixture
def make() -> Callable[..., Event]:
    """A builder of events with ids e1, e2 ... in the order made, each with one report in document `document`."""
    numbers = count(1)

    def build(
        on: str,
        form: str,
        source: str,
        target: str,
        *,
        status: str = "occurred",
        issues: tuple[str, ...] = (),
        named: tuple[str, ...] = (),
        times: int = 1,
        document: str = "d1",
    ) -> Event:
        number = next(numbers)
        common: dict[str, Any] = {
            "type": EventType.CONSULT,
            "mode": None,
            "form": Form(form),
            "status": Status(status),
            "source": actors(source),
            "target": actors(target),
            "when": when(on),
            "place": None,
            "issues": issues,
            "named_issues": named,
            "quotes": (),
            "confidence": 0.9,
            "count": times,
        }
        report = Report(id=f"r{number}", document=document, evidence=(), text="A sentence.", reader="lexicon", **common)
        return Event(id=f"e{number}", reports=(report,), **common)

    return build
