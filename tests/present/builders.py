"""A small chronology of invented persons and texts: France and Kazakhstan, China and Kazakhstan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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

MOREL = Actor(
    state="FRA",
    person="Anne Morel",
    person_id="p1",
    office="Minister for Europe and Foreign Affairs",
    level=Level.FOREIGN_MINISTER,
    basis="title in the text",
)
SADYKOV = Actor(
    state="KAZ",
    person="Daniyar Sadykov",
    person_id="p2",
    office="Minister of Foreign Affairs",
    level=Level.FOREIGN_MINISTER,
    basis="register, in office on 2022-03-15",
)
LAVAL = Actor(state="FRA", person="Étienne Laval", person_id="p3", office="President", level=Level.HEAD_OF_STATE)
OMAROV = Actor(state="KAZ", person="Serik Omarov", person_id="p4", office="President", level=Level.HEAD_OF_STATE)
ZHANG = Actor(state="CHN", person="Zhang Min", person_id="p5", office="Foreign Minister", level=Level.FOREIGN_MINISTER)
FRANCE, KAZAKHSTAN, CHINA = Actor(state="FRA"), Actor(state="KAZ"), Actor(state="CHN")


def day(iso: str, **more: Any) -> When:
    on = date.fromisoformat(iso)
    return When(earliest=on, latest=on, precision=Precision.DAY, basis=Basis.STATED, **more)


def span_of_days(first: str, last: str, precision: Precision = Precision.DAY) -> When:
    return When(
        earliest=date.fromisoformat(first),
        latest=date.fromisoformat(last),
        precision=precision,
        basis=Basis.INFERRED,
    )


@dataclass
class Told:
    """A document being written: sentences one after the other, and the reports that stand on them."""

    id: str
    title: str
    publisher: str
    published: str
    url: str | None = None
    text: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)

    def says(self, text: str) -> Span:
        start = len(self.text) + (1 if self.text else 0)
        self.text += (" " if self.text else "") + text
        self.sentences.append(Sentence(start, len(self.text), 0))
        return Span(start, len(self.text))

    def reports_that(self, form: str, source: Actor, target: Actor | None, when: When, text: str, **more: Any) -> None:
        evidence = (self.says(text), *(self.says(extra) for extra in more.pop("also", ())))
        quotes = tuple(self._quote(words, speaker) for words, speaker in more.pop("quotes", ()))
        fields: Mapping[str, Any] = {
            "type": EventType.CONSULT,
            "mode": None,
            "status": Status.OCCURRED,
            "place": None,
            "issues": (),
            "named_issues": (),
            "confidence": 0.9,
            "reader": "lexicon",
            "reasons": ("actor: title in the text",),
            **more,
        }
        self.reports.append(
            Report(
                id=f"{self.id}.{len(self.reports) + 1}",
                document=self.id,
                form=Form(form),
                source=(source,),
                target=(target,) if target else (),
                when=when,
                quotes=quotes,
                evidence=evidence,
                text=text,
                **fields,
            )
        )

    def _quote(self, words: str, speaker: Actor) -> Quote:
        start = self.text.index(words)
        return Quote(text=words, span=Span(start, start + len(words)), speaker=speaker)

    def document(self) -> Document:
        return Document(
            id=self.id,
            source=f"news/{self.id}.txt",
            original=self.text,
            text=self.text,
            sentences=tuple(self.sentences),
            url=self.url,
            title=self.title,
            publisher=self.publisher,
            published=day(self.published),
        )


def relation() -> list[Told]:
    """Both accounts of one call, a letter, visits, a plan, a denial, a range of dates, hostile words."""
    paris = Told(
        "paris-call",
        "Call with the Kazakh minister",
        "Ministry for Europe and Foreign Affairs of France",
        "2022-03-16",
        "https://www.diplomatie.gouv.fr/en/call",
    )
    paris.reports_that(
        "call",
        MOREL,
        SADYKOV,
        day("2022-03-15", text="on 15 March", reason="stated"),
        "Minister Anne Morel spoke by telephone with her Kazakh colleague Daniyar Sadykov on 15 March.",
        also=["She stressed “the freedom of the press” and raised uranium deliveries."],
        quotes=[("the freedom of the press", MOREL)],
        issues=("democracy-and-human-rights", "energy"),
    )
    astana = Told("astana-call", "Telephone talk", "Ministry of Foreign Affairs of Kazakhstan", "2022-03-16")
    astana.reports_that(
        "call",
        MOREL,
        SADYKOV,
        day("2022-03-16"),
        "On 16 March the heads of the two foreign ministries, Anne Morel and Daniyar Sadykov, talked by telephone.",
        issues=("energy", "transport-and-connectivity"),
    )
    letter = Told("letter", "Greetings <script>alert(1)</script>", "Steppe Herald", "2022-04-02")
    letter.reports_that(
        "letter",
        LAVAL,
        OMAROV,
        day("2022-04-01"),
        "President Étienne Laval wrote to President Serik Omarov on 1 April: “Our trade has doubled & <b>grows</b>.”",
        type=EventType.SUPPORT,
        issues=("trade-and-investment",),
        named_issues=("Middle Corridor",),
        quotes=[("Our trade has doubled & <b>grows</b>.", LAVAL)],
    )
    visits = Told(
        "review", "A year of talks", "Steppe Herald", "2022-12-20", "https://herald.example/review?a=1&b=2#top"
    )
    visits.reports_that(
        "visit",
        OMAROV,
        FRANCE,
        day("2022-11-29"),
        "President Serik Omarov paid an official visit to Paris on 29 November.",
        place=Place(name="Paris", state="FRA", lat=48.86, lon=2.35),
        issues=("energy", "trade-and-investment"),
        named_issues=("Middle Corridor",),
    )
    visits.reports_that(
        "visit",
        Actor(state="KAZ", office="Minister of Trade", level=Level.MINISTER),
        FRANCE,
        span_of_days("2022-03-20", "2022-11-30"),
        "The minister of trade was in Paris twice in these months.",
        count=2,
        issues=("trade-and-investment",),
    )
    visits.reports_that(
        "visit",
        LAVAL,
        KAZAKHSTAN,
        span_of_days("2023-05-01", "2023-05-31", Precision.MONTH),
        "President Laval is to travel to Astana in May.",
        status=Status.PLANNED,
        place=Place(name="Astana", state="KAZ"),
    )
    visits.reports_that(
        "invitation",
        FRANCE,
        KAZAKHSTAN,
        day("2022-09-10"),
        "Paris did not invite Kazakhstan to the September conference.",
        status=Status.NEGATED,
    )
    visits.reports_that(
        "statement",
        FRANCE,
        KAZAKHSTAN,
        day("2022-10-05"),
        "France called on Kazakhstan to free two reporters on 5 October.",
        type=EventType.REQUEST,
        issues=("democracy-and-human-rights",),
    )
    beijing = Told("beijing", "Zhang Min in Astana", "Steppe Herald", "2022-06-08")
    beijing.reports_that(
        "visit",
        ZHANG,
        KAZAKHSTAN,
        day("2022-06-07"),
        "Foreign Minister Zhang Min arrived in Astana on 7 June.",
        issues=("transport-and-connectivity",),
        place=Place(name="Astana", state="KAZ"),
    )
    return [paris, astana, letter, visits, beijing]
