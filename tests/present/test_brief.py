from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from tests.present.builders import (
    CHINA,
    FRANCE,
    LAVAL,
    MOREL,
    OMAROV,
    SADYKOV,
    Told,
    day,
    relation,
    span_of_days,
)

from bilateral.analysis.shifts import DyadShifts, Looked, Shift
from bilateral.analysis.shifts import Part as Side
from bilateral.analysis.shifts.shares import Share
from bilateral.chronology import Store
from bilateral.errors import QueryError
from bilateral.model import Actor, Basis, Level, Precision, Status, When
from bilateral.outlook.rates.dyad import ActOutlook
from bilateral.outlook.rates.outlook import Confidence, Outlook
from bilateral.present.addresses import safe_link
from bilateral.present.brief import Brief, Extras, brief, render_html, render_markdown
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
        "The texts tell of five contacts between France and Kazakhstan from 15 Mar 2022 to 30 Nov 2022: "
        "three visits, one call and one letter.",
        "Besides contacts: one statement.",
        "By the rank of the lower side: two at head of state level, one at foreign minister level and "
        "two at minister level.",
        "Who goes to whom: three visits from Kazakhstan to France (last: 29 Nov 2022).",
        "Latest contact: 29 Nov 2022, Serik Omarov (President, Kazakhstan) visited France.",
        "Issues that recur most: trade and investment (three events), democracy and human rights (two) and "
        "energy (two).",
        "Beside China – Kazakhstan: five contacts against one, no clear difference.",
        "Planned or proposed, and so not counted: Étienne Laval (President, France) is to visit Kazakhstan (May 2023).",
        "One contact in the last 90 days of the record (2 Sep 2022 – 30 Nov 2022), against none in the 90 days "
        "before: too few to say.",
        "Said not to have taken place: France did not invite Kazakhstan (10 Sep 2022).",
        "Seven events from four texts by three publishers (one by the government of Kazakhstan and one by the "
        "government of France); six events rest on one source alone.",
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
    assert "One plan or proposal is told of, no longer ahead at the end of the record, and not counted." in said
    assert said[0].startswith("The texts tell of six contacts")
    assert said[0].endswith("; and, long before, of one (Apr 2006).")
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
    assert said.startswith("The texts tell of five contacts")
    assert said.endswith("; and of one dated only within years.")
    page = render_html(found)
    assert f'<h3 class="year">{LOOSE}</h3>' in page


def told_in(*more: Told, **period: date) -> Brief:
    """The briefing with further texts."""
    with Store.open(":memory:") as fresh:
        for told in (*relation(), *more):
            fresh.put(told.document(), told.reports)
        fresh.merge()
        return brief(fresh, PAIR, **period)  # type: ignore[arg-type]


def lines_of(found: Brief, title: str) -> list[str]:
    return [plain(said) for topic in found.topics if topic.title == title for said in topic.lines]


def test_the_last_visit_of_its_kind_is_told() -> None:
    """A visit at a level that none has reached since, although visits went on."""
    later = Told("later", "Later", "Steppe Herald", "2023-12-01")
    minister = Actor(state="KAZ", office="Minister of Trade", level=Level.MINISTER)
    later.reports_that("visit", minister, FRANCE, day("2023-03-01"), "The minister of trade was in Paris on 1 March.")
    assert lines_of(told_in(later), "Last of its kind") == [
        "The last visit at head of state level from Kazakhstan to France that is told of: 29 Nov 2022, Serik Omarov "
        "(President, Kazakhstan) visited France; one visit since, not at that level."
    ]
    assert lines_of(told_in(), "Last of its kind") == [], "the last visit is the highest"


def test_the_first_visit_in_a_long_time_needs_a_record_of_the_time_between() -> None:
    """After a silence of years nothing is called the first: the texts may merely not have told."""

    def record(*calls: str) -> Brief:
        later = Told("later", "Later", "Steppe Herald", "2024-06-01")
        for number, at in enumerate(calls):
            later.reports_that("call", MOREL, SADYKOV, day(at), f"The ministers spoke by telephone for hour {number}.")
        later.reports_that("visit", OMAROV, FRANCE, day("2024-05-02"), "President Omarov came to Paris on 2 May.")
        return told_in(later)

    between = ("2023-01-10", "2023-03-10", "2023-06-10", "2023-10-10", "2024-02-10")
    assert lines_of(record(*between), "What is new")[:1] == [
        "The visit from Kazakhstan to France of 2 May 2024 is the first since that of 29 Nov 2022."
    ]
    assert not any("first since" in said for said in lines_of(record("2023-03-10"), "What is new"))


def test_years_are_told_beside_the_texts_read_of_them() -> None:
    later = Told("later", "Later", "Steppe Herald", "2023-12-01")
    later.reports_that("call", MOREL, SADYKOV, day("2023-11-30"), "The ministers spoke by telephone on 30 November.")
    assert lines_of(told_in(later), "What changed")[0] == (
        "Contacts by year: five in 2022 and one in 2023 (of 5 and 1 texts read of these years)."
    )


def test_a_plan_of_no_day_is_told_as_such_and_grows_stale() -> None:
    """Its date is only when it was told, and a year on; after three months it is no longer called ahead."""
    vague = When(earliest=date(2022, 12, 20), latest=date(2023, 12, 20), precision=Precision.YEAR, basis=Basis.INFERRED)

    def record(end: str) -> Brief:
        plan = Told("plan", "Plan", "Steppe Herald", "2022-12-20")
        plan.reports_that("visit", OMAROV, FRANCE, vague, "Omarov may come to Paris.", status=Status.PROPOSED)
        last = Told("last", "Last", "Steppe Herald", end)
        last.reports_that("call", MOREL, SADYKOV, day(end), "The ministers spoke by telephone that day.")
        return told_in(plan, last)

    (said,) = lines_of(record("2023-02-01"), "What is coming")
    assert "Serik Omarov (President, Kazakhstan) may visit France (no day given, told by 20 Dec 2022)" in said
    (said,) = lines_of(record("2023-06-20"), "What is coming")
    assert said == "Two plans or proposals are told of, no longer ahead at the end of the record, and not counted."


def test_events_name_what_they_hang_together_with_and_who_else_took_part(data: Brief) -> None:
    many = Told("many", "Many", "Steppe Herald", "2022-12-01")
    many.reports_that("multilateral", MOREL, SADYKOV, day("2022-11-30"), "France, China and Kazakhstan met.")
    many.reports[-1] = replace(many.reports[-1], source=(CHINA, MOREL), target=(SADYKOV,))
    found = told_in(many)
    (meeting,) = (entry for entry in found.chronology if entry.kind == "multilateral meeting")
    assert meeting.others == 1
    assert str(meeting.headline).startswith("Anne Morel"), "of many, a reader looks for the two"
    assert "In five of them the two were by themselves, in one others took part too." in lines_of(found, "In short")


def test_persons_are_told_by_their_contacts(data: Brief) -> None:
    rows = {row.label: [cell.text for cell in row.cells] for row in data.people}
    assert rows["Serik Omarov"] == ["President, Kazakhstan", "2", "29 Nov 2022"]
    assert rows["Anne Morel"] == ["Minister for Europe and Foreign Affairs, France", "1", "15 Mar 2022"]
    assert "Zhang Min" not in rows


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
    found = brief(store, ("FRA", "KAZ"), versus=("CHN", "KAZ"))
    assert found.comparing is not None
    rows = {row.label: row.cells for row in found.comparing.rows}
    by_level = [cells for label, cells in rows.items() if label.endswith(" level") or label == "Level not known"]
    contacts = rows["Contacts"]
    assert sum(int(cells[0].text) for cells in by_level) == int(contacts[0].text)
    assert {event for cells in by_level for event in cells[0].events} == set(contacts[0].events)


def test_a_pair_is_not_set_beside_itself(store: Store) -> None:
    with pytest.raises(QueryError, match="beside themselves"):
        brief(store, ("FRA", "KAZ"), versus=("KAZ", "FRA"))


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
    assert narrow.subtitle == "1 Sep 2022 to 30 Nov 2022"
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


def test_every_link_of_the_markdown_leads_somewhere(data: Brief) -> None:
    text = render_markdown(data)
    places = re.findall(r'<a id="([\w-]+)"></a>', text)
    assert len(places) == len(set(places))
    assert set(re.findall(r"\]\(#([\w-]+)\)", text)) <= set(places)
    assert "The texts tell of [five contacts](#n-1) between France and Kazakhstan" in text


def an_outlook(**more: object) -> Outlook:
    fields = {
        "a": "FRA",
        "b": "KAZ",
        "as_of": date(2022, 12, 20),
        "horizon": 30,
        "ids": {},
        "confidence": Confidence("low", "seven events between them"),
        **more,
    }
    return Outlook(**fields)  # type: ignore[arg-type]


def an_act(act: str, probability: float) -> ActOutlook:
    return ActOutlook(
        act=act,
        source="FRA",
        target="KAZ",
        probability=probability,
        base=0.02,
        own=0.3,
        times=0,
        last=None,
        last_event=None,
        reasons=(),
        swing=0.01,
        alike=0,
        followed=0,
    )


def test_a_probability_stands_beside_its_base_rate(store: Store) -> None:
    acts = (an_act("call", 0.42), an_act("visit", 0.2), an_act("REQUEST", 0.5), an_act("signing", 0.01))
    data = brief(store, PAIR, extras=Extras(outlook=an_outlook(acts=acts)))
    assert [(row.label, *(cell.text for cell in row.cells)) for row in data.outlook] == [
        ("call", "France and Kazakhstan", "42%", "2%", "30%", "unlikely"),
        ("visit", "France to Kazakhstan", "20%", "2%", "30%", "unlikely"),
    ]
    for text in (render_html(data), render_markdown(data)):
        assert "Base rate of all pairs" in text
        assert "For the 30 days after 20 Dec 2022." in text


@pytest.mark.parametrize(
    ("more", "note"),
    [
        ({"refused": "not enough evidence"}, "None is given: not enough evidence."),
        ({"acts": (an_act("call", 0.01),)}, "No act reaches 5%. Confidence: low"),
    ],
    ids=["refused", "unlikely"],
)
def test_an_outlook_that_says_nothing_says_why(store: Store, more: dict[str, object], note: str) -> None:
    data = brief(store, PAIR, extras=Extras(outlook=an_outlook(**more)))
    assert not data.outlook
    assert note in data.outlook_note
    assert note in render_html(data)


def test_a_shift_is_told_with_the_events_on_both_sides(store: Store) -> None:
    plain_brief = brief(store, PAIR)
    first, *_, last = (entry.id for entry in plain_brief.chronology)
    before = Side(date(2021, 1, 1), date(2022, 5, 31), 1, (first,), 10, shares=(("sanctions", Share(0.1, 0.0, 0.2)),))
    after = Side(date(2022, 6, 1), date(2022, 12, 31), 1, (last,), 10, shares=(("sanctions", Share(0.5, 0.4, 0.6)),))
    shift = Shift("agenda", date(2022, 6, 1), date(2022, 5, 1), date(2022, 7, 31), 0.97, before, after, "sanctions")
    looked = Looked("agenda", "agenda", 30, 0, None, None, shifts=(shift,))
    data = brief(store, PAIR, extras=Extras(shifts=DyadShifts(PAIR, (looked,))))
    (said,) = [line for line in data.summary if "sanctions" in plain(line)]
    assert plain(said).startswith(
        "From about 1 Jun 2022 sanctions made up 50 % of what France and Kazakhstan dealt with"
    )
    assert plain(said).endswith("(Before: one event, after: one event.)")
    assert [part.events for part in said if part.events] == [(first,), (last,)]
