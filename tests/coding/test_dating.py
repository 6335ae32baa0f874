from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.coding.dating import Dater, infer_published
from bilateral.coding.times import tag_times
from bilateral.knowledge import load
from bilateral.model import Basis, Document, Precision, Span, When
from bilateral.reading.sentences import split

TUESDAY = date(2022, 6, 14)


def document(text: str) -> Document:
    return Document(id="d", source="test", original=text, text=text, sentences=split(text))


def when(day: date, last: date | None = None, basis: Basis = Basis.PUBLISHED) -> When:
    return When(earliest=day, latest=last or day, precision=Precision.DAY, basis=basis)


ANCHOR = when(TUESDAY)


def dated(text: str, trigger: str, published: When | None = ANCHOR, *, future: bool = False) -> When | None:
    doc = document(text)
    dater = Dater(doc, tag_times(text, anchor=published, sentences=doc.sentences), published)
    start = text.index(trigger)
    return dater.date(doc.sentence_at(start), Span(start, start + len(trigger)), future=future)


VAGUE = [
    ("days", "Ode and Ruiz were in Lima just a few days ago.", "were", "2022-06-04", "2022-06-12"),
    ("weeks", "Several weeks ago Ode met Ruiz in Lima.", "met", "2022-04-13", "2022-06-06"),
    ("months", "A few months ago, when Ode visited Lima, it rained.", "visited", "2021-06-19", "2022-05-13"),
    ("of-another-act", "Ode met Ruiz, who had fallen ill a few weeks ago.", "met", "2022-06-14", "2022-06-14"),
    ("none", "Ode met Ruiz in Lima.", "met", "2022-06-14", "2022-06-14"),
]


STAYS = [
    ("when-there", "When I was in Lima, I met Ruiz.", "was", None),
    ("when-there-with-a-day", "When I was in Lima on June 2, I met Ruiz.", "was", "2022-06-02"),
    ("told-by-itself", "Minister Ode was in Lima.", "was", "2022-06-14"),
    ("another-verb", "When I met Ruiz, it rained.", "met", "2022-06-14"),
]


@pytest.mark.parametrize(("text", "trigger", "day"), [row[1:] for row in STAYS], ids=[row[0] for row in STAYS])
def test_a_stay_that_dates_something_else_has_no_day_of_its_own(text: str, trigger: str, day: str | None) -> None:
    found = dated(text, trigger)
    assert (found and found.earliest.isoformat()) == day


@pytest.mark.parametrize(("text", "trigger", "first", "last"), [row[1:] for row in VAGUE], ids=[r[0] for r in VAGUE])
def test_an_unknown_number_of_days_ago_is_not_today(text: str, trigger: str, first: str, last: str) -> None:
    found = dated(text, trigger)
    assert found is not None
    assert (found.earliest.isoformat(), found.latest.isoformat()) == (first, last)


# text, trigger, first and last day expected
PAST = [
    ("own-clause", "Minister Ode met Minister Ruiz in Lima on June 2.", "met", "2022-06-02"),
    ("opening", "On June 2, Minister Ode flew to Lima, where she met Minister Ruiz.", "met", "2022-06-02"),
    ("today", "Minister Ode spoke today with Minister Ruiz.", "spoke", "2022-06-14"),
    ("plain-past", "Minister Ode spoke with Minister Ruiz about trade.", "spoke", "2022-06-14"),
    ("coming-summit", "Ode spoke with Ruiz ahead of the June 28 summit in Lima.", "spoke", "2022-06-14"),
    ("past-meeting", "Following their March 3 meeting, Ode called Ruiz yesterday.", "called", "2022-06-13"),
    ("attributive", "Ode called Ruiz to discuss the June 2 agreement.", "called", "2022-06-14"),
    ("own-possessive", "Ode left before yesterday’s meeting of Ruiz and Salas.", "meeting", "2022-06-13"),
    ("possessive", "Yesterday, at this year’s forum in Lima, Ode met Ruiz.", "met", "2022-06-13"),
    ("present-perfect", "Ode has invited Ruiz to Lima.", "invited", "2022-06-14"),
    ("own-noun", "The June 2 meeting of Ode and Ruiz was short.", "meeting", "2022-06-02"),
    ("since", "Ode visited Lima, which has had a new port since 2014.", "visited", "2022-06-14"),
    ("deadline", "Ode signed a plan to end the tariffs by July 1.", "signed", "2022-06-14"),
    ("said-weekday", "Ode said on Monday that she had met Ruiz in Lima on June 2.", "met", "2022-06-02"),
    ("saying", "Ode said on Monday that she had met Ruiz in Lima on June 2.", "said", "2022-06-13"),
    ("two-acts", "Ode visited Lima on June 2 and called Quito on June 9.", "called", "2022-06-09"),
    ("two-acts-first", "Ode visited Lima on June 2 and called Quito on June 9.", "visited", "2022-06-02"),
    (
        "list-of-places",
        "Ode visited Lima, Peru; Quito, Ecuador; and Bogota, Colombia on June 2.",
        "visited",
        "2022-06-02",
    ),
    (
        "perfect-and-over",
        "Lima has announced that the port, begun two years ago, is to close.",
        "announced",
        "2022-06-14",
    ),
    ("says-now", "Ode met Ruiz in May, although officials say the talks were held too late.", "say", "2022-06-14"),
    ("year-in-a-name", "Ode opened the Lima Forum 2021 before Ruiz spoke.", "spoke", "2022-06-14"),
    (
        "headline",
        "Ode signs port accord with Ruiz\n\nLima, Peru. Ode and Ruiz signed the port accord on Monday.",
        "signs",
        "2022-06-13",
    ),
    (
        "headline-of-the-lead",
        "Old minister dies aged 90\n\nMinister Ode passed away on Sunday at her home.",
        "dies",
        "2022-06-12",
    ),
    (
        "signed-before-it-was-said",
        "Ode said on Monday that she had signed the accord. The accord was signed in Lima on June 2.",
        "had signed",
        "2022-06-13",
    ),
    (
        "told-again",
        "Ode said on Monday that she had ratified the accord. The accord was ratified in Lima on June 2.",
        "ratified",
        "2022-06-02",
    ),
    (
        "known-act",
        "Ruiz resigned on June 2 after a vote. In Lima the resignation was no surprise.",
        "resignation",
        "2022-06-02",
    ),
    ("letter", "In a letter dated May 28, Ode thanked Ruiz.", "thanked", "2022-05-28"),
    ("during-the-visit", "During her visit to Lima on June 2, Ode signed an accord.", "signed", "2022-06-02"),
    ("earlier-that-day", "On June 2, Ode landed in Lima. Earlier that day, she met Salas.", "met", "2022-06-02"),
    ("next-morning", "On June 2, Ode landed in Lima. The next morning she met Salas.", "met", "2022-06-03"),
    ("following-day", "Ode arrived in Lima on June 2 and met Ruiz the following day.", "met", "2022-06-03"),
    ("night", "On Monday night Ode called Ruiz.", "called", "2022-06-13"),
    ("clock", "Ode met Ruiz at 10 a.m. on Monday.", "met", "2022-06-13"),
    ("relative-clause", "Ode, who met Ruiz on June 2, called Salas on Monday.", "met", "2022-06-02"),
    ("main-clause", "Ode, who met Ruiz on June 2, called Salas on Monday.", "called", "2022-06-13"),
    ("had-come", "Ode met Ruiz, who had visited Lima in May.", "met", "2022-06-14"),
    ("first-since", "Ode met Ruiz for the first time since 2014.", "met", "2022-06-14"),
    ("last-met", "Ode met Ruiz in Lima. The two last met on June 2.", "last met", "2022-06-02"),
    ("expired", "The accord, signed by Ode in March 2019, expired on Monday.", "expired", "2022-06-13"),
    ("dateline", "LIMA, June 10 (Agency) - Ode met Ruiz.", "met", "2022-06-10"),
    ("entry", "June 2 - Ode calls Ruiz.", "calls", "2022-06-02"),
    ("put-off", "Ode postponed the meeting with Ruiz planned for Friday.", "postponed", "2022-06-14"),
    ("head-of-paragraph", "On June 2, Ode landed in Lima. She met Minister Ruiz there.", "met", "2022-06-02"),
]


@pytest.mark.parametrize(("text", "trigger", "day"), [c[1:] for c in PAST], ids=[c[0] for c in PAST])
def test_date_of_a_told_act(text: str, trigger: str, day: str) -> None:
    found = dated(text, trigger)
    assert found
    assert (found.earliest.isoformat(), found.latest.isoformat()) == (day, day)


PLANNED: list[tuple[str, str, str, date, date]] = [
    ("range", "Ode will travel to Lima and Quito June 27-29.", "travel", date(2022, 6, 27), date(2022, 6, 29)),
    ("next-week", "Ode will travel to Lima next week.", "travel", date(2022, 6, 20), date(2022, 6, 26)),
    (
        "for-a-summit",
        "Ode will travel to Lima to attend the July 7 Andean summit.",
        "travel",
        date(2022, 7, 7),
        date(2022, 7, 7),
    ),
    ("no-day", "Ode will travel to Lima.", "travel", date(2022, 6, 14), date(2023, 6, 14)),
    ("month", "Ode will meet Ruiz in July.", "meet", date(2022, 7, 1), date(2022, 7, 31)),
    ("would", "Ode said she would meet Ruiz on Friday.", "meet", date(2022, 6, 17), date(2022, 6, 17)),
    ("schedule", "Ode leaves for Lima on Friday.", "leaves", date(2022, 6, 17), date(2022, 6, 17)),
    ("later-this-year", "Ode will visit Lima later this year.", "visit", date(2022, 6, 14), date(2022, 12, 31)),
    ("days-next-year", "Ode will visit Lima on June 2-3 next year.", "visit", date(2023, 6, 2), date(2023, 6, 3)),
    ("within", "They agreed to meet again within three months.", "meet", date(2022, 6, 14), date(2022, 9, 14)),
    (
        "told-before",
        "Ode goes to Lima on June 30.\n\nShe will meet Ruiz there.",
        "meet",
        date(2022, 6, 30),
        date(2022, 6, 30),
    ),
    (
        "sharpened",
        "Ode will visit Lima later this month. She lands on June 28.",
        "visit",
        date(2022, 6, 28),
        date(2022, 6, 28),
    ),
]


@pytest.mark.parametrize(("text", "trigger", "first", "last"), [c[1:] for c in PLANNED], ids=[c[0] for c in PLANNED])
def test_date_of_a_planned_act(text: str, trigger: str, first: date, last: date) -> None:
    found = dated(text, trigger, future=True)
    assert found
    assert (found.earliest, found.latest) == (first, last)


def test_basis_says_what_the_date_rests_on() -> None:
    plain = dated("Ode spoke with Ruiz.", "spoke")
    stated = dated("Ode spoke with Ruiz on June 2.", "spoke")
    assert plain
    assert stated
    assert (plain.basis, stated.basis) == (Basis.PUBLISHED, Basis.STATED)


def test_background_gets_no_date_of_the_document() -> None:
    assert dated("The two had previously met in Lima.", "met") is None


def test_counting_from_the_event_just_told() -> None:
    text = "Ode visited Lima. One week after the visit, Ruiz flew to Quito."
    doc = document(text)
    dater = Dater(doc, tag_times(text, anchor=ANCHOR, sentences=doc.sentences), ANCHOR)
    trigger = Span(text.index("flew"), text.index("flew") + 4)
    untold = dater.date(1, trigger)
    assert untold is not None
    assert untold.earliest == TUESDAY
    dater.remember(when(date(2022, 5, 31)))
    told = dater.date(1, trigger)
    assert told is not None
    assert (told.earliest, told.latest, told.precision) == (date(2022, 6, 4), date(2022, 6, 10), Precision.WEEK)
    assert "the event just told" in told.reason


HORIZONS = [
    ("none", "Ode plans to visit Lima.", date(2023, 6, 14)),
    ("weeks", "Ode plans to visit Lima in the coming weeks.", date(2022, 9, 14)),
    ("days", "Ode plans to visit Lima in the next few days.", date(2022, 7, 5)),
]


@pytest.mark.parametrize(("text", "last"), [pytest.param(*row[1:], id=row[0]) for row in HORIZONS])
def test_a_plan_without_a_day_reaches_as_far_as_its_words(text: str, last: date) -> None:
    found = dated(text, "visit", future=True)
    assert found is not None
    assert (found.earliest, found.latest, found.basis) == (TUESDAY, last, Basis.INFERRED)


def test_this_week_ends_with_the_document() -> None:
    found = dated("Ode traveled to Lima this week.", "traveled")
    assert found
    assert (found.earliest, found.latest) == (date(2022, 6, 13), TUESDAY)


CHRONOLOGY = """In 2022 the two capitals spoke often.

On March 3 Ode called Ruiz. They spoke of trade.

On March 9 Ruiz wrote to Ode.

The letter praised the port.

On April 27 Ode flew to Lima. A day later, on April 28, she met Ruiz.

Ruiz visited Quito two days later."""


def test_running_date_of_a_chronology() -> None:
    found = dated(CHRONOLOGY, "praised", when(date(2022, 6, 1)))
    assert found
    assert found.latest == date(2022, 3, 9)


def test_explicit_date_beside_a_relative_one() -> None:
    found = dated(CHRONOLOGY, "met Ruiz", when(date(2022, 6, 1)))
    assert found
    assert (found.latest, found.basis) == (date(2022, 4, 28), Basis.STATED)


def test_later_counts_from_the_event_just_told() -> None:
    doc = document(CHRONOLOGY)
    anchor = when(date(2022, 6, 1))
    dater = Dater(doc, tag_times(doc.text, anchor=anchor, sentences=doc.sentences), anchor)
    dater.remember(when(date(2022, 5, 1)))
    start = doc.text.index("visited")
    found = dater.date(doc.sentence_at(start), Span(start, start + 7))
    assert found
    assert found.latest == date(2022, 5, 3)


def test_items_belong_to_the_line_that_introduces_them() -> None:
    text = "On June 2 the ministers agreed on three points:\n\n- Ruiz invited Ode to Lima;\n\n- Ode thanked Ruiz."
    found = dated(text, "thanked")
    assert found
    assert found.latest == date(2022, 6, 2)


def test_context_stands_in_for_a_missing_date() -> None:
    doc = document("They also spoke of trade.")
    dater = Dater(doc, (), when(TUESDAY))
    own = when(date(2022, 6, 2))
    assert dater.date(0, Span(10, 15), context=own) == own


def test_without_any_date_there_is_none() -> None:
    assert dated("Ode met Ruiz.", "met", None) is None


PERIODS = [
    ("twice-in-a-month", "Ode and Ruiz met twice in May.", "met", date(2022, 5, 1), date(2022, 5, 31)),
    ("this-year", "Ode has met Ruiz three times this year.", "met", date(2022, 1, 1), date(2022, 6, 14)),
    ("edge", "Ode met Ruiz in early June.", "met", date(2022, 6, 1), date(2022, 6, 10)),
    ("weekend", "Ode met Ruiz over the weekend.", "met", date(2022, 6, 11), date(2022, 6, 12)),
    ("earlier-this-month", "Ode met Ruiz earlier this month.", "met", date(2022, 6, 1), date(2022, 6, 14)),
    ("visit", "Ode visited Lima from June 2 to June 4.", "visited", date(2022, 6, 2), date(2022, 6, 4)),
    ("week-of", "Ode visited Lima in the week of June 6.", "visited", date(2022, 6, 6), date(2022, 6, 12)),
    ("fiscal", "Ode cut aid to Lima in the U.S. fiscal year 2021.", "cut", date(2020, 10, 1), date(2021, 9, 30)),
]


@pytest.mark.parametrize(("text", "trigger", "first", "last"), [pytest.param(*c[1:], id=c[0]) for c in PERIODS])
def test_date_of_an_act_told_with_a_period(text: str, trigger: str, first: date, last: date) -> None:
    found = dated(text, trigger)
    assert found
    assert (found.earliest, found.latest) == (first, last)


# ---- documents without a date

UNDATED = [
    ("date-line", "Joint statement\n\nMay 3, 2021\n\nThe ministers met in Lima.", date(2021, 5, 3), date(2021, 5, 3)),
    ("dateline", "LIMA, 3 May 2021 (Agency) – The ministers met.", date(2021, 5, 3), date(2021, 5, 3)),
    (
        "known-event-gives-the-year",
        "After the invasion of Ukraine on February 24 much changed. On March 2 Ode called Kyiv. On May 9 she wrote.",
        date(2022, 5, 9),
        date(2023, 2, 23),
    ),
    (
        "window",
        "After the invasion of Ukraine on February 24 much changed. In the past two months there were many calls. "
        "On April 2 Ode called Kyiv. On May 9 she wrote.",
        date(2022, 5, 9),
        date(2022, 7, 2),
    ),
    (
        "in-office",
        "President Biden called Prime Minister Kishida. They spoke of trade.",
        date(2021, 8, 5),
        date(2024, 11, 30),
    ),
    (
        "in-office-capitals",
        "SECRETARY BLINKEN: Good morning. PRESIDENT HERZOG: Welcome.",
        date(2021, 5, 8),
        date(2025, 1, 20),
    ),
    (
        "weekday-gives-the-year",
        "President Biden called Prime Minister Kishida on Tuesday, May 10. They spoke of trade.",
        date(2022, 5, 10),
        date(2023, 5, 9),
    ),
    (
        "deadline-is-no-past",
        "President Biden and Prime Minister Kishida agreed on Tuesday, May 10 to choose a site by March 2023.",
        date(2022, 5, 10),
        date(2023, 5, 9),
    ),
    (
        "last-year",
        "Ode was not invited to the Summit for Democracy last year. She met Ruiz on March 3.",
        date(2022, 1, 1),
        date(2022, 12, 31),
    ),
]


@pytest.mark.parametrize(("text", "first", "last"), [c[1:] for c in UNDATED], ids=[c[0] for c in UNDATED])
def test_published_is_inferred(text: str, first: date, last: date) -> None:
    found = infer_published(document(text), load())
    assert found
    range_, evidence = found
    assert (range_.earliest, range_.latest, range_.basis) == (first, last, Basis.INFERRED)
    assert evidence


def test_bounds_that_contradict_infer_nothing() -> None:
    text = "The talks were held on May 3, 2022 in Lima. The port will open on June 1, 2021."
    assert infer_published(document(text), load()) is None


DISAGREE = [
    ("years-beyond", "Ode met Ruiz on 3 May 1993. Lima will hold a vote on 9 August 1993. In 2019 it was hotter."),
    ("history", "Ode met Ruiz on 3 May 1993. A new port will open on 9 August 1995."),
    ("past-and-ahead", "Ode met Ruiz on 3 May 1993. They will meet on 3 May 1993."),
    ("date-of-a-motto", "“The sea unites those whom it seems to divide, and every harbour we build together, however "
     "small it may be, is a door that stands open for those who come after us and ask.”\n\n3 May 1993\n\n"
     "Ode met Ruiz.\n\nThey spoke about the port.\n\nThe port is old."),
    ("surname-alone", "Lavrov came. Blair left."),
    ("remembered", "Prime Minister Abe died. His legacy lives."),
    ("former", "Former President Obama came, and then-Secretary Clinton."),
    ("deputy", "Vice President Obama came."),
]  # fmt: skip


@pytest.mark.parametrize("text", [pytest.param(row[1], id=row[0]) for row in DISAGREE])
def test_evidence_that_disagrees_or_may_be_anyones_infers_nothing(text: str) -> None:
    assert infer_published(document(text), load()) is None


WORDS = """in within two 999999 31 30 Feb 2022 0001 9999 '22 weeks days years ago later before after the talks will
visit anniversary of Esfand 1403 Ramadan 1444 AH Independence Day Kenya , . ( ) had signed on Monday Q4 half first last
next BC Novruz - / met"""
TIMES = st.sampled_from(WORDS.split())
PUBLISHED = st.sampled_from([None, ANCHOR, when(date(2020, 1, 1), date(2024, 1, 1)), when(date.min), when(date.max)])


@settings(max_examples=150, deadline=None)
@given(st.lists(TIMES, min_size=1, max_size=40).map(" ".join), PUBLISHED, st.booleans())
def test_any_document_is_dated(text: str, published: When | None, future: bool) -> None:
    doc = document(text)
    dater = Dater(doc, tag_times(text, anchor=published, sentences=doc.sentences), published)
    for index, sentence in enumerate(doc.sentences):
        found = dater.date(index, Span(sentence.start, sentence.start + 1), future=future)
        if found is not None:
            assert found.earliest <= found.latest
            dater.remember(found)
    infer_published(doc, load())


def test_nothing_told_infers_nothing() -> None:
    assert infer_published(document("Ode met Ruiz. They spoke of trade."), load()) is None


def test_inferred_range_dates_what_has_no_year() -> None:
    text = UNDATED[2][1]
    found = infer_published(document(text), load())
    assert found
    days = [m.value for m in tag_times(text, anchor=found[0])]
    assert days == ["2022-02-24", "2022-03-02", "2022-05-09"]
