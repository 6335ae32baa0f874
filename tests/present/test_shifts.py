"""The words in which shifts are told."""

from __future__ import annotations

from datetime import date

import pytest

from bilateral.analysis.shifts import Frame, Looked, Part, Period, Shift
from bilateral.analysis.shifts.counts import Rate
from bilateral.analysis.shifts.shares import Share
from bilateral.present.shifts import chance_text, rate_text, shift_sentence

NAMES = {"USA": "United States", "AZE": "Azerbaijan"}


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (0.01, "hardly ever"),
        (0.1, "about once in ten months"),
        (0.24, "about once in four months"),
        (0.5, "about once in two months"),
        (0.7, "about twice in three months"),
        (1.1, "about once a month"),
        (1.5, "about three times in two months"),
        (2.2, "about twice a month"),
        (4.6, "about five times a month"),
        (37.4, "about 37 times a month"),
    ],
)
def test_rates(rate: float, words: str) -> None:
    assert rate_text(rate) == words


@pytest.mark.parametrize(
    ("probability", "words"),
    [(0.995, "is very unlikely to be chance"), (0.95, "is unlikely to be chance"), (0.8, "may be chance")],
)
def test_chance(probability: float, words: str) -> None:
    assert chance_text(probability) == words


def part(
    first: str, last: str, number: int, *, rate: float | None = None, shares: dict[str, float] | None = None
) -> Part:
    return Part(
        date.fromisoformat(first),
        date.fromisoformat(last),
        number,
        (),
        1.0,
        Rate(rate, rate / 2, rate * 2) if rate is not None else None,
        tuple((kind, Share(share, share, share)) for kind, share in (shares or {}).items()),
    )


def sentence(
    series: str,
    before: Part,
    after: Part,
    *,
    low: str = "2022-02-01",
    high: str = "2022-03-31",
    probability: float = 0.97,
    period: Period = "month",
    most: str = "",
    until: str = "2023-01-01",
) -> str:
    shift = Shift(
        series, after.first, date.fromisoformat(low), date.fromisoformat(high), probability, before, after, most
    )
    frame = Frame(period, (before.first, after.first, date.fromisoformat(until)), (1.0, 1.0), "days")
    looked = Looked(series, "rate", before.number + after.number, 0, frame, None)
    return shift_sentence(("USA", "AZE"), looked, shift, NAMES.__getitem__)


def sides(old: int = 14, new: int = 50, old_rate: float = 1.0, new_rate: float = 5.0) -> tuple[Part, Part]:
    return (
        part("2021-01-01", "2022-02-28", old, rate=old_rate),
        part("2022-03-01", "2022-12-31", new, rate=new_rate),
    )


def test_a_rate_that_rose() -> None:
    assert sentence("contacts", *sides()) == (
        "From March 2022 the United States and Azerbaijan were in contact about five times a month, after once a "
        "month. This is unlikely to be chance (.97); the change came between February and March 2022."
    )


def test_a_rate_of_nothing_is_told_as_nothing() -> None:
    assert "were no longer in contact, after about once a month." in sentence("contacts", *sides(new=0, new_rate=0.05))
    assert "about five times a month, after none at all." in sentence("contacts", *sides(old=0, old_rate=0.05))
    assert "acts between the United States and Azerbaijan no longer came, after" in sentence(
        "other acts", *sides(new=0, new_rate=0.05)
    )


def test_rates_of_the_same_words_are_told_in_figures() -> None:
    assert "in contact 5.4 times a month, after 4.6 times a month" in sentence(
        "contacts", *sides(old_rate=4.6, new_rate=5.4)
    )


def test_weeks_are_told_by_their_days() -> None:
    told = sentence("contacts", *sides(), period="week", low="2021-12-20", high="2022-03-18", probability=0.99961)
    assert told.startswith("From about 1 Mar 2022 ")
    assert told.endswith("(over .999); the change came between 20 Dec 2021 and 18 Mar 2022.")


def test_what_ended_again_has_its_end() -> None:
    assert sentence("contacts", *sides(), until="2023-07-01").startswith("From March 2022 to December 2022 the ")


def test_one_month_is_told_as_one() -> None:
    assert "the change came in March 2022." in sentence("contacts", *sides(), low="2022-03-01")


@pytest.mark.parametrize(
    ("series", "most", "words"),
    [
        (
            "tone",
            "verbal conflict",
            "verbal conflict made up 60 % of what passed between the United States and Azerbaijan, after 20 %.",
        ),
        (
            "level",
            "head of state",
            "60 % of the contacts of the United States and Azerbaijan were at the level of head of state, after 20 %.",
        ),
        (
            "agenda",
            "peace-settlement",
            "peace settlement made up 60 % of what the United States and Azerbaijan dealt with, after 20 %.",
        ),
    ],
)
def test_shares(series: str, most: str, words: str) -> None:
    before = part("2021-01-01", "2022-02-28", 30, shares={most: 0.2, "other": 0.8})
    after = part("2022-03-01", "2022-12-31", 30, shares={most: 0.6, "other": 0.4})
    assert words in sentence(series, before, after, most=most)
