"""Every form but the public record: read back by the program it is for, whatever the words of the sources are."""

from __future__ import annotations

import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import networkx
import pytest
from tests.builders import report, when

from bilateral.chronology import DocumentInfo, EventQuery, Store
from bilateral.chronology.merging.agree import event_id
from bilateral.cli.export import FORMATS as OFFERED
from bilateral.errors import QueryError
from bilateral.model import Actor, Basis, Event, Place, Precision, Quote, Span, Status, When
from bilateral.present.exports import FORMATS, Format, exported, format_of
from bilateral.present.exports.citations import bibtex, citation_key, csl_record
from bilateral.present.exports.datasette import TABLES, datasette_metadata
from bilateral.present.exports.network import network
from bilateral.present.words import clean

PAIR = ("FRA", "KAZ")
HOSTILE = (
    "a \"b\" 'c' {d} }{ & <i>e</i> </script> %$#_~^ \\f \r\nEND:VEVENT\n@misc{x, \t"
    "\x00\x07\x1b[31m \u202eevil\u202c \u200fright\u200e שלום \ud800 \ufffe \u2028 ]]> --"
)
SHOWN = " ".join(clean(HOSTILE).split())
"""What is left of it in one line: without controls, and every character that a text may have."""


def hostile() -> tuple[list[Event], dict[str, DocumentInfo]]:
    """Two events and a text, hostile wherever a stranger's words may stand."""
    villain = Actor(state="FRA", person=HOSTILE, person_id=None, office=HOSTILE)
    told = [
        report(
            f"d:{number}",
            [villain],
            [Actor(state="KAZ", person="Serik Omarov", person_id="p4")],
            f"2022-03-{number:02}",
            form=form,
            text=HOSTILE,
            named_issues=(HOSTILE,),
            issues=("energy",),
            place=Place(name=HOSTILE, state="FRA"),
            quotes=(Quote(text=HOSTILE, span=Span(0, 3), speaker=villain),),
        )
        for number, form in ((1, "call"), (2, "letter"))
    ]
    events = [
        Event(
            id=event_id([one]),
            reports=(one,),
            sources=(("d",),),
            **{
                name: getattr(one, name)
                for name in (
                    *("type", "mode", "form", "status", "source", "target", "when", "place", "issues"),
                    *("named_issues", "quotes", "confidence"),
                )
            },
        )
        for one in told
    ]
    document = DocumentInfo(
        id="d",
        source="d.txt",
        url='https://a.example/{x}\r\n?q=%20"&<',
        title=HOSTILE,
        publisher=HOSTILE,
        language="en",
    )
    return events, {"d": document}


def test_the_command_offers_every_format() -> None:
    assert get_args(Format) == tuple(FORMATS) == OFFERED


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("plans.ics", "ical"),
        ("USA-AZE.timeline.json", "timelinejs"),
        ("texts.csl.json", "csl-json"),
        ("TEXTS.BIB", "bibtex"),
        ("r.sqlite", "sqlite"),
        ("r.db", "sqlite"),
        ("charts.vl.json", "vega-lite"),
        ("a.b.gexf", "gexf"),
    ],
)
def test_the_name_of_a_file_tells_its_format(path: str, expected: str) -> None:
    assert format_of(path) == expected


@pytest.mark.parametrize("layout", get_args(Format))
def test_the_same_events_give_the_same_bytes(store: Store, layout: Format) -> None:
    events = store.events(EventQuery(statuses=FORMATS[layout].statuses))
    documents = store.documents()
    first = exported(events, documents, format=layout, pair=PAIR)
    assert first == exported(list(events), dict(reversed(documents.items())), format=layout, pair=PAIR)
    if FORMATS[layout].is_text:
        first.decode("utf-8")


def test_no_format_hangs_on_hash_seed_or_day(database: Path) -> None:
    program = (
        "import hashlib, sys, time\n"
        "from bilateral.chronology import EventQuery, Store\n"
        "from bilateral.present.exports import FORMATS, exported\n"
        "time.strftime = lambda *_: sys.argv[2]\n"
        "with Store.open(sys.argv[1], read_only=True) as store:\n"
        "    events, documents = store.events(EventQuery(statuses=())), store.documents()\n"
        "    for name in FORMATS:\n"
        "        out = exported(events, documents, format=name, pair=('FRA', 'KAZ'))\n"
        "        print(name, hashlib.sha256(out).hexdigest())\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program, str(database), day],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, day, zone in (("1", "2020-01-01", "UTC"), ("2", "2031-12-31", "Asia/Tokyo"))
    }
    assert len(said) == 1


@pytest.mark.parametrize("layout", get_args(Format))
def test_no_events_are_an_empty_file_of_the_format(layout: Format) -> None:
    if layout == "vega-lite":
        with pytest.raises(QueryError, match="no contact between France and Kazakhstan can be drawn"):
            exported((), {}, format=layout, pair=PAIR)
    else:
        exported((), {}, format=layout)


# --- TimelineJS --------------------------------------------------------------------------------------------------


class _Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, Mapping[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def timeline(events: Sequence[Event], documents: Mapping[str, DocumentInfo]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(exported(events, documents, format="timelinejs"))["events"]
    return found


@pytest.mark.parametrize(
    ("at", "start", "end", "shown"),
    [
        (when("2022-03-15"), {"year": 2022, "month": 3, "day": 15}, None, "15 Mar 2022"),
        (when("2023-02-01", "2023-02-28", precision=Precision.MONTH), {"year": 2023, "month": 2}, None,
         "Feb 2023, day not known"),
        (when("2023-12-01", "2023-12-31", precision=Precision.MONTH), {"year": 2023, "month": 12}, None,
         "Dec 2023, day not known"),
        (when("2021-01-01", "2021-12-31", precision=Precision.YEAR), {"year": 2021}, None, "2021, day not known"),
        (when("2019-01-01", "2021-12-31", precision=Precision.YEAR), {"year": 2019}, {"year": 2021},
         "2019 – 2021, day not known"),
        (when("2022-06-23", "2022-06-24"), {"year": 2022, "month": 6, "day": 23},
         {"year": 2022, "month": 6, "day": 24}, "23 – 24 Jun 2022"),
        (when("9999-12-01", "9999-12-31", precision=Precision.MONTH), {"year": 9999, "month": 12}, None,
         "Dec 9999, day not known"),
    ],
    ids=["day", "month", "december", "year", "years", "two-days", "last-month-there-is"],
)  # fmt: skip
def test_a_timeline_dates_as_exactly_as_is_known(
    store: Store, at: When, start: dict[str, int], end: dict[str, int] | None, shown: str
) -> None:
    event = replace(store.events()[0], when=at)
    (entry,) = timeline([event], store.documents())
    assert (entry["start_date"], entry.get("end_date"), entry["display_date"]) == (start, end, shown)


def test_a_timeline_links_to_its_texts(store: Store) -> None:
    entries = {entry["unique_id"]: entry for entry in timeline(store.events(), store.documents())}
    assert list(entries) == [event.id for event in store.events()]
    (call,) = (entry for entry in entries.values() if entry["group"] == "Calls")
    assert call["text"]["headline"] == "Anne Morel spoke by telephone with Daniyar Sadykov"
    links = [found["href"] for tag, found in _Tags(call["text"]["text"]).tags if tag == "a"]
    assert links == ["https://www.diplomatie.gouv.fr/en/call"]
    assert all("media" not in entry for entry in entries.values())


def test_a_timeline_holds_no_markup_of_strangers() -> None:
    for entry in timeline(*hostile()):
        page = _Tags(entry["text"]["text"])
        assert {tag for tag, _ in page.tags} == {"p", "blockquote", "a"}
        assert SHOWN in page.words
        assert _Tags(entry["text"]["headline"]).tags == []
        (link,) = (found["href"] for tag, found in page.tags if tag == "a")
        assert link == "https://a.example/%7Bx%7D?q=%20%22&%3C"


# --- networks ----------------------------------------------------------------------------------------------------


def read_network(layout: str, content: bytes) -> networkx.DiGraph[str]:
    reader = networkx.read_gexf if layout == "gexf" else networkx.read_graphml
    graph: networkx.DiGraph[str] = reader(io.BytesIO(content))
    return graph


@pytest.mark.parametrize("layout", ["gexf", "graphml"])
def test_a_network_reads_back_as_it_was(store: Store, layout: str) -> None:
    events = store.events()
    graph, read = network(events), read_network(layout, exported(events, {}, format=layout))
    assert read.is_directed()
    assert list(read.nodes) == list(graph.nodes)
    assert set(read.edges) == set(graph.edges)
    for source, target, data in graph.edges(data=True):
        back = read.edges[source, target]
        assert {name: back[name] for name in data} == data
    if layout == "gexf":
        assert read.nodes["party:FRA"]["start"] == "2022-03-15"
        assert read.edges["party:FRA", "party:KAZ"]["end"] == "2022-10-05"


def test_a_network_counts_by_type_and_who_acts(store: Store) -> None:
    graph = network(store.events())
    assert graph.nodes["party:KAZ"]["label"] == "Kazakhstan"
    assert graph.nodes["person:p3"] == {
        "label": "Étienne Laval", "kind": "person", "party": "FRA", "events": 1, "first": "2022-04-01",
        "last": "2022-04-01",
    }  # fmt: skip
    out, back = graph.edges["party:FRA", "party:KAZ"], graph.edges["party:KAZ", "party:FRA"]
    assert (out["events"], out["contacts"], out["CONSULT"], out["SUPPORT"], out["REQUEST"]) == (3, 2, 1, 1, 1)
    assert (back["events"], back["contacts"], back["CONSULT"]) == (3, 3, 3), "twice counts as two"
    assert graph.edges["person:p1", "person:p2"]["kind"] == "person"
    parties = {data["kind"] for *_, data in graph.edges(data=True)}
    assert parties == {"party", "person"}


def test_three_on_one_side_of_a_meeting_deal_with_each_other(store: Store) -> None:
    call = next(event for event in store.events() if event.form == "call")
    actors = tuple(Actor(state=state) for state in ("FRA", "KAZ", "CHN"))
    meeting = replace(call, form=call.form, source=actors, target=())
    assert len(network([meeting]).edges) == 6
    letter = next(event for event in store.events() if event.form == "letter")
    assert len(network([replace(letter, source=actors[:2], target=actors[2:])]).edges) == 2


@pytest.mark.parametrize("layout", ["gexf", "graphml"])
def test_a_network_holds_hostile_names(layout: str) -> None:
    events, documents = hostile()
    read = read_network(layout, exported(events, documents, format=layout))
    labels = {data["label"] for _, data in read.nodes(data=True)}
    assert {" ".join(label.split()) for label in labels} == {SHOWN, "France", "Kazakhstan", "Serik Omarov"}


# --- references --------------------------------------------------------------------------------------------------


def bibtex_entries(text: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """A strict reader of what BibTeX's own grammar says: braces balance, fields are in braces or bare words."""
    at = 0
    while (start := text.find("@", at)) >= 0:
        assert not text[at:start].strip()
        head = re.compile(r"@(\w+)\{([A-Za-z0-9._-]+),\n").match(text, start)
        assert head, text[start : start + 60]
        at, fields = head.end(), {}
        while text[at] != "}":
            name = re.compile(r"\s*(\w+) = ").match(text, at)
            assert name, text[at : at + 60]
            at, value = _value(text, name.end())
            fields[name[1]] = value
            at += text[at] == ","
            at += text[at] == "\n"
        at += 1
        yield head[1], head[2], fields
    assert not text[at:].strip()


def _value(text: str, at: int) -> tuple[int, str]:
    if text[at] != "{":
        word = re.compile(r"\w+").match(text, at)
        assert word
        return word.end(), word[0]
    depth, end = 0, at
    while True:
        depth += (text[end] == "{") - (text[end] == "}")
        end += 1
        if depth == 0:
            return end, text[at + 1 : end - 1]


_SPELLED = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^", r"\&": "&", r"\%": "%", r"\$": "$", r"\#": "#", r"\_": "_",
}  # fmt: skip


def untex(text: str) -> str:
    """What TeX would set."""
    pattern = re.compile("|".join(map(re.escape, _SPELLED)))
    assert not re.search(r"[%$#_~^&{}]", re.sub(r"\\text\w+\{\}|\\[&%$#_]", "", text)), "a character TeX would obey"
    return pattern.sub(lambda found: _SPELLED[found[0]], text)


def test_bibtex_holds_the_texts(store: Store) -> None:
    entries = {key: fields for _, key, fields in bibtex_entries(bibtex(store.events(), store.documents()))}
    assert list(entries) == ["astana-call", "beijing", "letter", "paris-call", "review"], "by id"
    assert entries["paris-call"] == {
        "title": "{Call with the Kazakh minister}",
        "author": "{Ministry for Europe and Foreign Affairs of France}",
        "year": "2022",
        "month": "mar",
        "day": "16",
        "url": "https://www.diplomatie.gouv.fr/en/call",
    }


def test_bibtex_holds_hostile_words() -> None:
    ((kind, key, fields),) = bibtex_entries(bibtex(*hostile()))
    assert (kind, key) == ("misc", "d")
    assert untex(fields["title"][1:-1]) == SHOWN
    assert untex(fields["author"][1:-1]) == SHOWN


_PUBLISHED: list[tuple[str, When | None, list[list[int]] | None, dict[str, str]]] = [
    ("none", None, None, {}),
    ("day", when("2022-03-16"), [[2022, 3, 16]], {"year": "2022", "month": "mar", "day": "16"}),
    ("month", when("2022-12-01", "2022-12-31"), [[2022, 12]], {"year": "2022", "month": "dec"}),
    ("year", when("2022-01-01", "2022-12-31"), [[2022]], {"year": "2022"}),
    ("range", when("2021-12-30", "2022-01-02", basis=Basis.INFERRED), [[2021, 12, 30], [2022, 1, 2]],
     {"note": "published between 2021-12-30 and 2022-01-02"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("published", "parts", "fields"), [row[1:] for row in _PUBLISHED], ids=[r[0] for r in _PUBLISHED]
)
def test_a_reference_is_dated_as_exactly_as_is_known(
    published: When | None, parts: list[list[int]] | None, fields: dict[str, str]
) -> None:
    events, documents = hostile()
    document = replace(documents["d"], published=published)
    assert csl_record(document).get("issued") == (parts and {"date-parts": parts})
    ((_, _, found),) = bibtex_entries(bibtex(events, {"d": document}))
    assert {name: found[name] for name in ("year", "month", "day", "note") if name in found} == fields


def test_csl_json_is_as_its_schema_wants(store: Store) -> None:
    items = json.loads(exported(store.events(), store.documents(), format="csl-json"))
    assert [item["id"] for item in items] == ["astana-call", "beijing", "letter", "paris-call", "review"]
    assert items[3] == {
        "id": "paris-call",
        "type": "webpage",
        "title": "Call with the Kazakh minister",
        "container-title": "Ministry for Europe and Foreign Affairs of France",
        "publisher": "Ministry for Europe and Foreign Affairs of France",
        "issued": {"date-parts": [[2022, 3, 16]]},
        "URL": "https://www.diplomatie.gouv.fr/en/call",
    }
    (item,) = json.loads(exported(*hostile(), format="csl-json"))
    assert item["title"] == SHOWN


@pytest.mark.parametrize(
    ("document", "key"),
    [
        ("d57addfad7414", "d57addfad7414"),
        ("paris-call", "paris-call"),
        ("news/a b.txt", "news-a-b.txt-"),
        ("новости", ""),
        ("a,b", "a-b-"),
        ("-", ""),
    ],
)
def test_a_key_is_made_of_the_id_alone(document: str, key: str) -> None:
    made = citation_key(document)
    assert made.startswith(key)
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", made)
    assert citation_key("a,b") != citation_key("a-b") != citation_key("a;b")


# --- SQLite ------------------------------------------------------------------------------------------------------


@pytest.fixture
def opened(store: Store, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "r.sqlite"
    path.write_bytes(exported(store.events(EventQuery(statuses=())), store.documents(), format="sqlite"))
    database = sqlite3.connect(path)
    yield database
    database.close()


def test_sqlite_is_whole(opened: sqlite3.Connection, store: Store) -> None:
    assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    assert opened.execute("SELECT count(*) FROM events").fetchone() == (len(store.events(EventQuery(statuses=()))),)
    assert opened.execute("SELECT count(*) FROM counted").fetchone() == (len(store.events()),)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("SELECT name, kind FROM parties WHERE code = 'KAZ'", [("Kazakhstan", "state")]),
        ("SELECT sum(count) FROM dyads WHERE source = 'KAZ' AND target = 'FRA'", [(3,)]),
        ("SELECT party, person FROM event_parties JOIN events ON id = event WHERE form = 'letter' AND side = 'to'",
         [("KAZ", "Serik Omarov")]),
        ("SELECT text FROM reports JOIN events ON events.id = event WHERE status = 'planned'",
         [("President Laval is to travel to Astana in May.",)]),
        ("SELECT DISTINCT url FROM documents JOIN reports ON documents.id = document JOIN events ON events.id = event "
         "WHERE form = 'call' AND url IS NOT NULL", [("https://www.diplomatie.gouv.fr/en/call",)]),
        ("SELECT value, document FROM disagreements ORDER BY value",
         [("2022-03-15", "paris-call"), ("2022-03-16", "astana-call")]),
        ("SELECT label FROM issues WHERE slug = 'energy'", [("energy",)]),
    ],
    ids=["party", "dyad", "person", "sentence", "source", "disagreement", "issue"],
)  # fmt: skip
def test_sqlite_answers(opened: sqlite3.Connection, question: str, answer: list[tuple[Any, ...]]) -> None:
    assert opened.execute(question).fetchall() == answer


def test_metadata_tells_every_table_and_column(opened: sqlite3.Connection) -> None:
    told = json.loads(datasette_metadata("r"))["databases"]["r"]["tables"]
    names = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    assert set(told) == set(names)
    for table in TABLES:
        columns = [row[1] for row in opened.execute(f"PRAGMA table_info({table.name})")]
        assert list(told[table.name]["columns"]) == columns
        assert set(told[table.name].get("facets", ())) <= set(columns)


def test_sqlite_holds_hostile_words(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite"
    path.write_bytes(exported(*hostile(), format="sqlite"))
    database = sqlite3.connect(path)
    texts = {text for (text,) in database.execute("SELECT text FROM reports")}
    assert texts == {clean(HOSTILE)}
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


# --- Vega-Lite ---------------------------------------------------------------------------------------------------


def test_charts_are_one_specification_with_its_data(store: Store) -> None:
    events = store.events(EventQuery(parties=PAIR))
    spec = json.loads(exported(events, store.documents(), format="vega-lite", pair=PAIR))
    assert spec["title"] == "France – Kazakhstan"
    assert [part["title"] for part in spec["vconcat"]] == [
        "Contacts a month by form", "Contacts a month by level", "Issues by number of events",
    ]  # fmt: skip
    for part in spec["vconcat"]:
        assert part["width"] == 640
        assert part["data"]["values"]
        assert "$schema" not in part
    numbers = [row["number"] for row in spec["vconcat"][0]["data"]["values"]]
    assert sum(numbers) == 3, "the two visits within months are told in the note, and not drawn"


def test_charts_want_a_pair(store: Store) -> None:
    with pytest.raises(QueryError, match="name two parties, as in `bilateral export USA AZE`"):
        exported(store.events(), store.documents(), format="vega-lite")


def test_charts_hold_hostile_words() -> None:
    events, documents = hostile()
    json.loads(exported(events, documents, format="vega-lite", pair=PAIR))


def test_what_each_format_takes() -> None:
    plans = {name for name, info in FORMATS.items() if Status.PLANNED in info.statuses}
    happened = {name for name, info in FORMATS.items() if Status.OCCURRED in info.statuses}
    assert set(FORMATS) - happened == {"ical"}
    assert set(FORMATS) - plans == {"timelinejs", "gexf", "graphml", "vega-lite"}
