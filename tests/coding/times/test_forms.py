"""Every form of a time in news, with the span and value that TimeML gives it. Read on Wednesday, 15 June 2022."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bilateral.coding.times import tag_times
from bilateral.model import Basis, Precision, When

WEDNESDAY = date(2022, 6, 15)
ANCHOR = When(earliest=WEDNESDAY, latest=WEDNESDAY, precision=Precision.DAY, basis=Basis.PUBLISHED)

FORMS = Path(__file__).with_name("forms.txt")


def cases() -> list[tuple[str, list[str]]]:
    rows = [line.split("|") for line in FORMS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [(row[0].strip(), [cell.strip() for cell in row[1:] if cell.strip()]) for row in rows]


@pytest.mark.parametrize(("text", "wanted"), cases(), ids=[case[0] for case in cases()])
def test_form(text: str, wanted: list[str]) -> None:
    found = [part for time in tag_times(text, anchor=ANCHOR) for part in (time.parts or (time,))]
    assert [f"{time.text}={time.value}" for time in found] == wanted
