"""Merging keeps to what people ruled."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.builders import BAKU, report

from bilateral.chronology.merging import merge
from bilateral.chronology.merging.corrected import interval, place_of
from bilateral.chronology.merging.rulings import FieldRuling, Rulings
from bilateral.model import Basis, Event, Form, Precision, Status

CALLS = [report(f"d{number}:1", document=f"d{number}") for number in (1, 2, 3, 4)]
MEETING = report("d5:1", on="2022-03-20", form="meeting", place=BAKU)


def ids(events: list[Event]) -> list[str]:
    return [" ".join(one.document for one in event.reports) for event in events]


def rule(field: str, value: str | None, *, key: str = "j1", day: int = 1) -> FieldRuling:
    return FieldRuling(judgement=key, field=field, value=value, who="ada", made=datetime(2026, 1, day), why="diary")


def judged(*rulings: FieldRuling) -> Event:
    (event,) = merge([CALLS[0]], rulings=Rulings(fields={"d1:1": rulings}))
    return event


def test_without_rulings_they_are_one() -> None:
    assert ids(merge([*CALLS, MEETING])) == ["d1 d2 d3 d4", "d5"]


def test_what_is_apart_stays_so_and_others_stay_with_the_first() -> None:
    rulings = Rulings(apart=frozenset({frozenset({"d2:1", "d3:1"})}))
    assert ids(merge(CALLS, rulings=rulings)) == ["d1 d2 d4", "d3"]
    assert ids(merge(CALLS[::-1], rulings=rulings)) == ["d1 d2 d4", "d3"]


def test_together_joins_across_blocks_with_all_that_belongs_to_either() -> None:
    group = frozenset({"d2:1", "d5:1"})
    rulings = Rulings(together=(group,), words={group: "judged one event by ada on 2026-01-01: one talk"})
    (event,) = merge([*CALLS, MEETING], rulings=rulings)
    assert ids([event]) == ["d1 d2 d3 d4 d5"]
    assert event.merges[-1] == "d5:1: judged one event by ada on 2026-01-01: one talk"
    assert event.merges[0].startswith("d2:1: same dyad AZE-USA")
    assert (event.form, event.place) == (Form.CALL, BAKU)
    assert {item.field for item in event.disagreements} == {"date", "form"}
    plan = report("d6:1", on="2022-03-15", status="planned")
    (event,) = merge([CALLS[0], plan], rulings=Rulings(together=(frozenset({"d1:1", "d6:1"}),)))
    assert event.status is Status.OCCURRED


def test_what_is_apart_of_what_is_joined_stays_out() -> None:
    group = frozenset({"d1:1", "d5:1"})
    rulings = Rulings(together=(group,), apart=frozenset({frozenset({"d2:1", "d5:1"})}))
    assert ids(merge([*CALLS, MEETING], rulings=rulings)) == ["d1 d3 d4 d5", "d2"]


def test_wrong_reports_belong_to_no_event() -> None:
    assert ids(merge(CALLS, rulings=Rulings(wrong=frozenset({"d1:1", "d4:1"})))) == ["d2 d3"]


def test_names_ruled_to_be_two_persons_are_two() -> None:
    from bilateral.model import Actor

    def by(name: str, key: str) -> object:
        return report(key, [Actor(state="USA", person=name)], "Aliyev")

    calls = [by("Tomas Verlinck", "d1:1"), by("Thomas Verlinck", "d2:1")]
    assert len(merge(calls)) == 1  # type: ignore[arg-type]
    persons = frozenset({frozenset({"tomas verlinck", "thomas verlinck"})})
    assert len(merge(calls, rulings=Rulings(persons=persons))) == 2  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "value", "shown", "reported"),
    [
        ("date", "2022-03-16", "2022-03-16/2022-03-16", "2022-03-15"),
        ("date", "2022-03", "2022-03-01/2022-03-31", "2022-03-15"),
        ("start", "2022-03-14", "2022-03-14/2022-03-15", "2022-03-15"),
        ("end", "2022-03-17", "2022-03-15/2022-03-17", "2022-03-15"),
        ("start", "2022-03-18", "2022-03-18/2022-03-18", "2022-03-15"),
    ],
)
def test_judged_dates(field: str, value: str, shown: str, reported: str) -> None:
    event = judged(rule(field, value))
    assert f"{event.when.earliest}/{event.when.latest}" == shown
    assert (event.when.basis, event.when.reason) == (Basis.JUDGED, "judged by ada on 2026-01-01")
    (one,) = event.judged
    assert (one.field, one.value, one.reported, one.who, str(one.on)) == (field, value, reported, "ada", "2026-01-01")


@pytest.mark.parametrize(
    ("field", "value", "attribute", "result"),
    [
        ("form", "meeting", "form", "meeting"),
        ("type", "AGREE", "type", "AGREE"),
        ("mode", "phone", "mode", "phone"),
        ("status", "planned", "status", "planned"),
        ("place", None, "place", None),
        ("issues", "health, energy", "issues", ("energy", "health")),
        ("event", "right", "confidence", 0.999),
    ],
)
def test_judged_fields(field: str, value: str | None, attribute: str, result: object) -> None:
    event = judged(rule(field, value))
    assert getattr(event, attribute) == result
    assert event.id == merge([CALLS[0]])[0].id


@pytest.mark.parametrize(
    ("rulings", "source", "target"),
    [
        ([("from", "AZE")], "Ilham Aliyev", "Antony Blinken"),
        ([("from", "AZE"), ("to", "USA")], "Ilham Aliyev", "Antony Blinken"),
        ([("to", "ARM")], "Antony Blinken", "ARM"),
        ([("to", "AZE, EU")], "Antony Blinken", "Ilham Aliyev, EU"),
        ([("to", None)], "Antony Blinken", ""),
        ([("to", None), ("from", "AZE")], "Ilham Aliyev", "Antony Blinken"),
    ],
)
def test_judged_sides_keep_their_persons(rulings: list[tuple[str, str | None]], source: str, target: str) -> None:
    event = judged(*(rule(*one, key=f"j{number}") for number, one in enumerate(rulings)))
    sides = (", ".join(actor.person or actor.party for actor in side) for side in (event.source, event.target))
    assert tuple(sides) == (source, target)


def test_the_later_ruling_on_a_field_holds_whichever_report_has_it() -> None:
    fields = {"d1:1": (rule("date", "2022-03-18", key="j2", day=2),), "d2:1": (rule("date", "2022-03-17"),)}
    (event,) = merge(CALLS[:2], rulings=Rulings(fields=fields))
    assert [one.judgement for one in event.judged] == ["j2"]
    assert str(event.when.earliest) == "2022-03-18"


def test_values_as_they_are_written() -> None:
    assert [str(day) for day in interval("2024-02")[:2]] == ["2024-02-01", "2024-02-29"]
    assert interval("2022-03-15/2022-04")[2] is Precision.MONTH
    for wrong in ("2022-3-1", "spring", "2022-02-30", "2022-03-15/2022-03-14", ""):
        with pytest.raises(ValueError):  # noqa: PT011
            interval(wrong)
    baku = place_of("baku")
    assert baku is not None
    assert (baku.name, baku.state) == ("Baku", "AZE")
    assert place_of("Nowhere at all") is None
    assert place_of("Nowhere at all, FRA") is not None
