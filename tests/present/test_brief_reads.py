"""Whoever has the page needs not have read the texts: the examples' chronology can be written from it alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from bilateral.api import Chronology
from bilateral.present.brief import Brief
from bilateral.present.linked import plain

TEXTS = Path(__file__).parents[2] / "examples" / "texts"


@pytest.fixture(scope="module")
def chronology() -> Iterator[Chronology]:
    with Chronology() as opened:
        opened.read(TEXTS)
        yield opened


@pytest.fixture(scope="module")
def page(chronology: Chronology) -> tuple[Brief, str]:
    found = chronology.brief("USA", "AZE", versus=("RUS", "AZE"))
    return found.data, found.html


def section(text: str, name: str) -> str:
    """A part of the page, by its id."""
    return text.partition(f'<section id="{name}"')[2].partition("</section>")[0]


def items(text: str) -> list[str]:
    """The events of a part of the page, each as the words a reader sees."""
    found = re.findall(r'<li class="event.*?</div>\s*</li>', text, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", item)).split()) for item in found]


# What the texts say, by hand: the day, who did what to whom, and words of the sentence that says so.
TOLD = [
    ("15 Mar 2022", "Antony Blinken", "spoke by telephone with Ilham Aliyev", "On March 15, Secretary of State"),
    ("18 Mar 2022", "Joe Biden", "wrote to Ilham Aliyev", "on the Novruz holiday in a letter"),
    ("5 Apr 2022", "Antony Blinken", "spoke by telephone with Ilham Aliyev", "On April 5, Blinken spoke with Aliyev"),
    ("27 Apr 2022", "Erika Olson", "visited Azerbaijan", "arrived in Baku with a delegation"),
    ("28 Apr 2022", "Antony Blinken", "spoke by telephone with Ilham Aliyev", "waiver of Section 907"),
    ("11 May 2022", "Antony Blinken", "spoke by telephone with Ilham Aliyev", ""),
    ("28 May 2022", "Joe Biden", "wrote to Ilham Aliyev", "national day in a letter"),
    ("1 Jun 2022", "Joe Biden", "wrote to Ilham Aliyev", "Caspian oil and gas exhibition"),
    ("6 Jun 2022", "Jake Sullivan", "met Hikmet Hajiyev", "foreign policy aide of the Azerbaijani president"),
]


@pytest.mark.parametrize(("day", "who", "did", "words"), TOLD, ids=[row[0] for row in TOLD])
def test_an_event_of_the_texts_is_on_the_page(
    page: tuple[Brief, str], day: str, who: str, did: str, words: str
) -> None:
    found = [
        item for item in items(section(page[1], "chronology")) if item.startswith(day) and did in plain_names(item)
    ]
    assert [item for item in found if who in item and words in item], found


def plain_names(item: str) -> str:
    """The words without what stands in brackets after names."""
    return re.sub(r" \([^)]*\)", "", item)


def test_what_is_only_planned_stands_apart(page: tuple[Brief, str]) -> None:
    ahead, told = items(section(page[1], "ahead")), items(section(page[1], "chronology"))
    assert [
        item for item in ahead if item.startswith("15 – 16 Jun 2022") and "is to visit Azerbaijan" in plain_names(item)
    ]
    assert not [item for item in told if "is to " in item or " may " in item]


def test_every_event_shows_the_sentence_it_rests_on(page: tuple[Brief, str]) -> None:
    read = [" ".join(path.read_text(encoding="utf-8").split()) for path in sorted(TEXTS.iterdir())]
    for note in page[0].footnotes:
        sentence = " ".join(note.sentences[0].split())
        assert any(sentence in text or sentence in unescape(re.sub(r"<[^>]+>", "", text)) for text in read), sentence


def test_each_number_counts_what_it_leads_to(page: tuple[Brief, str]) -> None:
    """Words of number on the first page against the events behind them, count by count."""
    words = {
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
    }
    checked = 0
    for said in page[0].summary:
        for part in said:
            number = words.get(part.text.lower().partition(" ")[0])
            if part.events and number is not None and "Beside" not in plain(said):
                assert len(part.events) == number, plain(said)
                checked += 1
    assert checked >= 10


def test_the_accounts_of_both_sides_are_set_beside_each_other(page: tuple[Brief, str]) -> None:
    found = page[0].accounts
    assert found is not None
    (row,) = found.rows
    assert row.what.text == "11 May 2022, call"
    assert row.only == ("consular and detainees, Minsk Group", "")
    assert "democracy and human rights" in row.both
    (said,) = (topic.lines for topic in page[0].topics if topic.title == "Two accounts")
    assert plain(said[0]).startswith("In their own words of 11 May 2022, call: both name democracy and human rights, ")
    assert plain(said[0]).endswith("only the United States names consular and detainees, Minsk Group.")
    text = section(page[1], "accounts")
    assert 'href="#e-' in text
    assert "Only the United States" in text


def test_shifts_are_told_with_the_contacts_they_were_looked_for_in(page: tuple[Brief, str]) -> None:
    (changed,) = (topic for topic in page[0].topics if topic.title == "What changed")
    said = plain(changed.lines[-1])
    assert said == "No lasting shift is found in the number of their contacts."
    (contacts,) = (part for part in changed.lines[-1] if part.events)
    assert set(contacts.events) == set(page[0].figures[0][0].events)
