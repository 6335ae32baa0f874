from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from bilateral.model import Actor, Basis, Event, EventType, Form, Precision, Status, When
from bilateral.present.phrases import _phrases, headline, who

NAMES = {"FRA": "France", "USA": "United States", "KAZ": "Kazakhstan", "EU": "European Union"}
MOREL = Actor(state="FRA", person="Anne Morel", office="Foreign Minister")
SADYKOV = Actor(state="KAZ", person="Daniyar Sadykov")
USA, KAZ = Actor(state="USA"), Actor(state="KAZ")


def event(form: str, source: tuple[Actor, ...], target: tuple[Actor, ...], **more: Any) -> Event:
    on = date(2022, 3, 15)
    fields: dict[str, Any] = {"type": EventType.CONSULT, "status": Status.OCCURRED, **more}
    return Event(
        id="e1",
        mode=None,
        form=Form(form),
        source=source,
        target=target,
        when=When(earliest=on, latest=on, precision=Precision.DAY, basis=Basis.STATED),
        place=None,
        issues=(),
        named_issues=(),
        quotes=(),
        confidence=0.9,
        reports=(),
        **fields,
    )


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        pytest.param(
            event("call", (MOREL,), (SADYKOV,)),
            "Anne Morel (Foreign Minister, France) spoke by telephone with Daniyar Sadykov (Kazakhstan)",
            id="call",
        ),
        pytest.param(
            event("visit", (SADYKOV,), (USA, Actor(state="USA", person="Jo Doe")), count=2),
            "Daniyar Sadykov (Kazakhstan) visited the United States twice",
            id="visit-names-the-country",
        ),
        pytest.param(
            event("visit", (MOREL,), (KAZ,), status=Status.PLANNED),
            "Anne Morel (Foreign Minister, France) is to visit Kazakhstan",
            id="planned",
        ),
        pytest.param(
            event("visit", (MOREL, USA), (KAZ,), status=Status.PLANNED),
            "Anne Morel (Foreign Minister, France) and the United States are to visit Kazakhstan",
            id="planned-by-two",
        ),
        pytest.param(
            event("invitation", (USA,), (KAZ,), status=Status.NEGATED),
            "the United States did not invite Kazakhstan",
            id="denied",
        ),
        pytest.param(
            event("signing", (USA,), (KAZ,), status=Status.PROPOSED),
            "the United States may sign a document with Kazakhstan",
            id="proposed",
        ),
        pytest.param(
            event("statement", (USA,), (KAZ,), type=EventType.ACCUSE),
            "the United States criticised Kazakhstan",
            id="type",
        ),
        pytest.param(
            event("multilateral", (USA, KAZ), ()),
            "the United States and Kazakhstan took part in a multilateral meeting",
            id="no-target",
        ),
        pytest.param(
            event("call", (), (KAZ,)), "Somebody not named spoke by telephone with Kazakhstan", id="no-source"
        ),
        pytest.param(
            event("meeting", (Actor(state="USA", organisation="Congress"),), (Actor(organisation="EU"),)),
            "Congress (United States) met the European Union",
            id="body",
        ),
        pytest.param(
            event("letter", (Actor(state="USA", organisation="presidency"),), (KAZ,)),
            "the presidency (United States) wrote to Kazakhstan",
            id="kind-of-institution",
        ),
    ],
)
def test_headline(told: Event, sentence: str) -> None:
    assert str(headline(told, lambda code: NAMES.get(code, code))) == sentence


def test_a_state_named_with_its_minister_is_not_named_twice() -> None:
    assert [str(one) for one in who((Actor(state="FRA"), MOREL), NAMES.__getitem__)] == [
        "Anne Morel (Foreign Minister, France)"
    ]


def test_long_delegations_are_counted() -> None:
    many = tuple(Actor(state="FRA", person=f"Person {number}") for number in range(7))
    assert [one.name for one in who(many, NAMES.__getitem__)][-1] == "4 others"


@pytest.mark.parametrize(("form", "status"), list(product(Form, Status)))
def test_every_form_can_be_told(form: Form, status: Status) -> None:
    assert str(headline(event(form.value, (USA,), (KAZ,), status=status), NAMES.__getitem__))


def test_phrases_name_only_known_types() -> None:
    assert {kind for _, kind in _phrases()} <= {"", *EventType}
