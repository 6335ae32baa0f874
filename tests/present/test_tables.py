from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from bilateral.chronology import EventQuery, Store
from bilateral.errors import UnknownValue
from bilateral.present.evidence import evidence_of
from bilateral.present.tables import escape_markdown, event_text, events_markdown, events_table, events_text
from bilateral.present.words import by_looseness, levels_text

ALL = EventQuery(parties=("FRA", "KAZ"), statuses=())


def test_the_table_fits_and_tells_precision_status_and_people(store: Store) -> None:
    text = events_text(store.events(ALL), store.documents())
    assert max(map(len, text.splitlines())) <= 80
    flat = " ".join(text.split())
    for part in ("2022-03-15 FRA Anne Morel →", "20 Mar - 30", "May 2023", "(planned)", "(did not take", "visit twice"):
        assert part in flat
    assert text.endswith("Seven events, of which one planned or proposed and one denied\n")


def test_every_table_of_events_tells_the_level_of_each_side(store: Store) -> None:
    events = store.events(ALL)
    levels = [text for text in map(levels_text, events) if text]
    assert levels
    flat = " ".join(events_table(events, width=200).split())
    markdown = events_markdown(events)
    for text in levels:
        assert text in flat
        assert f"| {text} |" in markdown
    assert "level_from,level_to" in events_text(events, store.documents(), "csv")


def test_the_table_does_not_depend_on_the_terminal(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = events_text(store.events(ALL), store.documents())
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert events_text(store.events(ALL), store.documents()) == before


def test_no_events() -> None:
    assert events_text([], {}) == "No events.\n"


@pytest.mark.parametrize("layout", ["json", "jsonl", "csv", "md"])
def test_data_layouts_hold_every_event(store: Store, layout: str) -> None:
    events = store.events(ALL)
    text = events_text(events, store.documents(), layout)
    assert all(event.id in text for event in events)
    assert text.endswith("\n")
    if layout == "json":
        assert [one["id"] for one in json.loads(text)] == [event.id for event in events]


def test_unknown_layout_is_refused() -> None:
    with pytest.raises(UnknownValue, match="table, json, jsonl, csv, md"):
        events_text([], {}, "xml")


def test_an_event_in_full(store: Store) -> None:
    event = store.events(ALL)[0]
    text = " ".join(event_text(event, store.documents(), evidence_of(store, [event])).split())
    for part in (
        "Two sources",
        "diplomatie.gouv.fr/en/call",
        "│ She stressed “the freedom of the press” and raised uranium deliveries.",
        "- actor: title in the text",
        "[register, in office on 2022-03-15]",
        "The sources disagree date: 2022-03-15 (Ministry for Europe and Foreign Affairs of France, source 2); "
        "2022-03-16 (Ministry of Foreign Affairs of Kazakhstan, source 1) "
        "- taken: 2022-03-15, first in order, nothing else decides",
        "only in Ministry for Europe and Foreign Affairs of France: democracy and human rights",
        "Why these reports are one event",
    ):
        assert part in text


def test_long_passages_keep_their_bar_on_every_line(store: Store) -> None:
    event = store.events(ALL)[0]
    lines = event_text(event, store.documents(), evidence_of(store, [event]), width=60).splitlines()
    begun = next(index for index, line in enumerate(lines) if line.startswith("    │"))
    assert lines[begun + 1].startswith("    │ ")
    assert max(map(len, lines)) <= 60


def test_an_event_known_only_within_years_stands_last(store: Store) -> None:
    first, *rest = store.events(ALL)
    when = replace(first.when, earliest=date(2001, 1, 1), latest=date(2020, 12, 31))
    events = [replace(first, id="efff", when=when), first, *rest]
    assert by_looseness(events) == ([first, *rest], events[:1])
    rows = [line for line in events_table(events, width=100).splitlines() if line.strip()]
    at = next(index for index, line in enumerate(rows) if "efff" in line)
    assert all(one.id[:8] in "".join(rows[:at]) for one in rest)
    assert "one dated only within years" in rows[-1]
    assert "efff" in events_markdown(events).splitlines()[-1]


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("a|b", r"a\|b"), ("<b>", r"\<b\>"), ("[x](y)", r"\[x\](y)"), ("two\nlines", "two lines")],
    ids=["cell", "html", "link", "lines"],
)
def test_markdown_is_escaped(text: str, escaped: str) -> None:
    assert escape_markdown(text) == escaped
