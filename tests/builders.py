"""Documents and reports for tests, with only what a test is about spelled out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bilateral.model import (
    Actor,
    Basis,
    Document,
    EventType,
    Form,
    Level,
    Place,
    Precision,
    Quote,
    Report,
    Sentence,
    Span,
    Status,
    When,
)

# Holders of office in spring 2022, by a short name.
PEOPLE: dict[str, Actor] = {
    "Blinken": Actor(
        state="USA",
        person="Antony Blinken",
        office="Secretary of State",
        level=Level.FOREIGN_MINISTER,
        basis="register",
    ),
    "Biden": Actor(state="USA", person="Joe Biden", office="President", level=Level.HEAD_OF_STATE, basis="register"),
    "Austin": Actor(
        state="USA", person="Lloyd Austin", office="Secretary of Defense", level=Level.MINISTER, basis="register"
    ),
    "Aliyev": Actor(
        state="AZE", person="Ilham Aliyev", office="President", level=Level.HEAD_OF_STATE, basis="register"
    ),
    "Bayramov": Actor(
        state="AZE",
        person="Jeyhun Bayramov",
        office="Minister of Foreign Affairs",
        level=Level.FOREIGN_MINISTER,
        basis="register",
    ),
    "Pashinyan": Actor(
        state="ARM", person="Nikol Pashinyan", office="Prime Minister", level=Level.HEAD_OF_GOVERNMENT, basis="register"
    ),
    "Michel": Actor(organisation="EU", person="Charles Michel", office="President of the European Council"),
}

BAKU = Place(name="Baku", state="AZE", lat=40.38, lon=49.89)
SHUSHA = Place(name="Shusha", state="AZE", lat=39.76, lon=46.75)
BRUSSELS = Place(name="Brussels", state="BEL", lat=50.85, lon=4.35)
AZERBAIJAN = Place(name="Azerbaijan", state="AZE")


def actors(names: str | Sequence[Actor]) -> tuple[Actor, ...]:
    """ "Blinken USA" is the secretary and a nameless actor of the United States."""
    if not isinstance(names, str):
        return tuple(names)
    return tuple(PEOPLE.get(name) or Actor(state=name, level=Level.INSTITUTION) for name in names.split())


def when(
    first: str = "2022-03-15",
    last: str | None = None,
    *,
    precision: Precision = Precision.DAY,
    basis: Basis = Basis.STATED,
) -> When:
    return When(
        earliest=date.fromisoformat(first), latest=date.fromisoformat(last or first), precision=precision, basis=basis
    )


def report(
    id: str = "d1:1",
    source: str | Sequence[Actor] = "Blinken",
    target: str | Sequence[Actor] = "Aliyev",
    on: str | When = "2022-03-15",
    *,
    document: str | None = None,
    form: str | Form = "call",
    type: str | EventType = "CONSULT",
    status: str | Status = "occurred",
    text: str = "They spoke by telephone.",
    **fields: Any,
) -> Report:
    """A report; its document is what stands before the colon of its id."""
    values: dict[str, Any] = {
        "mode": None,
        "place": None,
        "issues": (),
        "named_issues": (),
        "quotes": (),
        "evidence": (Span(0, len(text)),),
        "confidence": 0.8,
        "reader": "test-1",
        "reasons": ("the title names both",),
    } | fields
    return Report(
        id=id,
        document=document or id.split(":", maxsplit=1)[0],
        source=actors(source),
        target=actors(target),
        when=when(on) if isinstance(on, str) else on,
        form=Form(form),
        type=EventType(type),
        status=Status(status),
        text=text,
        **values,
    )


def document(id: str = "d1", text: str = "They spoke by telephone.", **fields: Any) -> Document:
    """A document of one sentence."""
    values: dict[str, Any] = {"published": when("2022-03-16", basis=Basis.STATED), "title": f"Title of {id}"} | fields
    return Document(
        id=id, source=f"{id}.txt", original=text, text=text, sentences=(Sentence(0, len(text), 0),), **values
    )


def quote(text: str, speaker: str = "Aliyev") -> Quote:
    return Quote(text=text, span=Span(3, 3 + len(text)), speaker=PEOPLE[speaker])
