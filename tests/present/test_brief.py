from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from tests.present.builders import FRANCE, LAVAL, MOREL, OMAROV, SADYKOV, Told, day, relation, span_of_days

from bilateral.chronology import Store
from bilateral.errors import QueryError
from bilateral.model import Precision
from bilateral.present.addresses import safe_link
from bilateral.present.brief import Brief, brief, render_html, render_markdown
from bilateral.present.brief.data import LOOSE
from bilateral.present.linked import plain

PAIR = ("FRA", "KAZ")


@pytest.fixture
def data(store: Store) -> Brief:
    return brief(store, PAIR, versus=("CHN", "KAZ"))


class Page(HTMLParser):
    """Ids, links and elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if tag == "a" else []
        self.loads += [value or "" for name, value in attrs if name in ("src", "srcset", "data", "action")]
        self.loads += [found["href"] or ""] if tag == "link" else []


@pytest.mark.parametrize(
    "sentence",
    [
        "Five contacts between France and Kazakhstan are told of between 15 Mar 2022 and 30 Nov 2022: "
        "three visits, one call and one letter.",
        "Besides contacts: one statement.",
        "By the level of the lower-ranking side: two at head of state level, one at foreign minister level and "
        "two at minister level.",
        "Who goes to whom: three visits from Kazakhstan to France (last: 29 Nov 2022).",
        "Latest contact: 29 Nov 2022, Serik Omarov (President, Kazakhstan) visited France.",
        "Issues that recur most: trade and investment (three events), democracy and human rights (two) and "
        "energy (two).",
        "Beside China – Kazakhstan: five contacts against one, no clear difference.",
        "Ahead, planned or proposed and so not counted: Étienne Laval (President, France) is to visit Kazakhstan "
        "(May 2023).",
        "The sources disagree on one event (date).",
    ],
)
def test_the_summary_says_what_the_data_hold(data: Brief, sentence: str) -> None:
    assert sentence in [plain(said) for said in data.summary]


def test_old_plans_and_long_silences_are_told_as_such() -> None:
    """A plan for a day before the last text is not ahead, and a visit of long ago does not stretch the period."""
    late = Told("late", "Later", "Steppe Herald", "2023-12-01")
    late.reports_that("call", MOREL, SADYKOV, day("2023-11-30"), "The ministers spoke by telephone on 30 November.")
    old = span_of_days("2006-04-01", "2006-04-30", Precision.MONTH)
    late.reports_that("visit", OMAROV, FRANCE, old, "In April 2006 he had come to Paris.")
    with Store.open(":memory:") as fresh:
        for told in (*relation(), late):
            fresh.put(told.document(), told.reports)
        fresh.merge()
        found = brief(fresh, PAIR)
    said = [plain(one) for one in found.summary]
    assert "One plan or proposal is told of, no longer ahead at the time of the last text, and not counted." in said
    assert said[0].startswith("Six contacts")
    assert said[0].endswith("; and, long before, one (Apr 2006).")
    assert found.subtitle == "15 Mar 2022 to 30 Nov 2023, and one earlier event"
    assert found.charts[0].note == (
        "Not drawn: two that have only a range of dates beyond one month and one from long before (Apr 2006)."
    )


def test_what_is_dated_only_within_years_heads_nothing() -> None:
    """It stands last in the chronology, stretches no period, and is told beside the dated contacts."""
    vague = Told("vague", "Memories", "Steppe Herald", "2022-12-01")
    years = span_of_days("2012-05-01", "2022-11-30", Precision.YEAR)
    vague.reports_that("call", LAVAL, OMAROV, years, "The presidents once spoke by telephone about the weather.")
    with Store.open(":memory:") as fresh:
        for told in (*relation(), vague):
            fresh.put(told.document(), told.reports)
        fresh.merge()
        found = brief(fresh, PAIR)
    assert [entry.part for entry in found.chronology][-1] == LOOSE
    assert [entry.part for entry in found.chronology].count(LOOSE) == 1
    assert found.chronology[0].notes == (1, 2), "footnotes count from the first that is shown"
    assert found.subtitle.startswith("15 Mar 2022")
    said = plain(found.summary[0])
    assert said.startswith("Five contacts")
    assert said.endswith("; and one dated only within years.")
    page = render_html(found)
    assert f'<h3 class="year">{LOOSE}</h3>' in page


def test_plans_and_denials_are_counted_nowhere(data: Brief) -> None:
    assert [entry.status for entry in data.upcoming] == ["planned"]
    assert [entry.status for entry in data.denied] == ["did not take place"]
    apart = {entry.id for entry in (*data.upcoming, *data.denied)}
    assert not apart & {entry.id for entry in data.chronology}
    counted = [row.events.events for row in data.issues] + [
        part.events for chart in data.charts for row in chart.rows for part in row
    ]
    assert not apart & {event for events in counted for event in events}


def test_contacts_are_counted_by_level_too(data: Brief, store: Store) -> None:
    assert [row.cells[1].text for row in data.visits] == ["head of state"]
    assert all(entry.level for entry in data.chronology if entry.is_contact)
    found = brief(store, ("FRA", "KAZ"), versus=("FRA", "KAZ"))
    assert found.comparing is not None
    rows = {row.label: row.cells for row in found.comparing.rows}
    by_level = [cells for label, cells in rows.items() if label.endswith(" level") or label == "Level not known"]
    contacts = rows["Contacts"]
    assert sum(int(cells[0].text) for cells in by_level) == int(contacts[0].text)
    assert {event for cells in by_level for event in cells[0].events} == set(contacts[0].events)


def test_every_number_names_events_that_are_shown(data: Brief) -> None:
    shown = {entry.id for entry in (*data.chronology, *data.upcoming, *data.denied, *data.others)}
    lines = [*data.summary, *data.notes, *data.comparing.findings] if data.comparing else []
    parts = [part for said in lines for part in said] + [part for part, _ in data.figures]
    assert any(part.events for part in parts)
    assert {event for part in parts for event in part.events} <= shown
    for said in data.summary:
        assert any(part.events for part in said), plain(said)


def test_every_event_has_its_sentences_and_their_text(data: Brief) -> None:
    notes = {note.number: note for note in data.footnotes}
    texts = {source.number for source in data.sources}
    assert sorted(notes) == list(range(1, len(notes) + 1))
    for entry in (*data.chronology, *data.upcoming, *data.denied, *data.others):
        assert entry.notes
        for number in entry.notes:
            assert notes[number].event == entry.id
            assert notes[number].sentences[0]
            assert notes[number].source in texts


def test_disagreements_name_who_says_what(data: Brief) -> None:
    (dispute,) = data.disputes
    assert dispute.field == "date"
    assert [value for value, _ in dispute.values] == ["2022-03-15", "2022-03-16"]
    assert {number for _, numbers in dispute.values for number in numbers} == {1, 2}


def test_sides_are_told_by_who_publishes(data: Brief) -> None:
    official = {source.id: source.official for source in data.sources}
    assert official["paris-call"] == "France"
    assert official["astana-call"] == "Kazakhstan"
    assert official["review"] == ""


def test_a_period_narrows_everything(store: Store) -> None:
    narrow = brief(store, PAIR, since=date(2022, 9, 1), until=date(2022, 11, 30))
    assert narrow.subtitle == "from 1 Sep 2022 until 30 Nov 2022"
    assert not narrow.upcoming
    assert narrow.comparing is None


def test_no_events_is_an_error_that_says_so(store: Store) -> None:
    with pytest.raises(QueryError, match="no events between France and China are known"):
        brief(store, ("FRA", "CHN"))


def test_the_same_store_gives_the_same_page(store: Store, data: Brief) -> None:
    again = brief(store, PAIR, versus=("CHN", "KAZ"))
    assert render_html(again) == render_html(data)
    assert render_markdown(again) == render_markdown(data)


def test_every_inner_link_leads_somewhere(data: Brief) -> None:
    page = Page(render_html(data))
    assert len(page.ids) == len(set(page.ids))
    inner = {link[1:] for link in page.links if link.startswith("#")}
    assert inner <= set(page.ids)
    assert {f"s-{note.number}" for note in data.footnotes} <= inner


def test_the_page_asks_nothing_of_the_net(data: Brief) -> None:
    text = render_html(data)
    page = Page(text)
    assert page.loads == []
    assert "url(" not in text.partition("</style>")[0]
    outer = [link for link in page.links if not link.startswith("#")]
    assert set(outer) == {"https://www.diplomatie.gouv.fr/en/call", "https://herald.example/review?a=1&b=2#top"}
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert "default-src &#39;none&#39;" in policy[1]
    assert "unsafe" not in policy[1]


def test_words_of_strangers_are_escaped(data: Brief) -> None:
    text = render_html(data)
    assert "<script>alert(1)" not in text
    assert "Greetings &lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "&amp; &lt;b&gt;grows&lt;/b&gt;" in text
    assert text.count("<script") == text.count("</script>") == 4 + len(data.charts)
    assert r"\<b\>grows" in render_markdown(data)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/b", "https://a.example/b"),
        ("javascript:alert(1)", ""),
        ("JavaScript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("https:nohost", ""),
        ("http://[bad", ""),
        ("", ""),
    ],
    ids=["https", "script", "case", "data", "file", "no-host", "broken", "none"],
)
def test_only_web_addresses_become_links(url: str, safe: str) -> None:
    assert safe_link(url) == safe


def test_markdown_has_every_event_and_footnote(data: Brief) -> None:
    text = render_markdown(data)
    for entry in (*data.chronology, *data.upcoming, *data.denied, *data.others):
        assert entry.id in text
    for note in data.footnotes:
        assert f"[^{note.number}]: “" in text
