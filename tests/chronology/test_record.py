"""The public record: its fields, their order, and values that JSON can hold."""

from __future__ import annotations

import json

from tests.builders import BAKU, document, quote, report, when

from bilateral.chronology import RECORD_FIELDS, RECORD_VERSION, merge, record


def test_the_record_of_an_event() -> None:
    told = report(
        "d1:1",
        "Michel",
        "Aliyev",
        when("2022-04-05", "2022-04-06"),
        form="meeting",
        mode="talks",
        place=BAKU,
        issues=("energy", "borders"),
        named_issues=("Minsk Group",),
        quotes=(quote("all well"),),
        text="Michel met Aliyev.",
    )
    again = report("d2:1", "EU", "Aliyev", when("2022-04-05", "2022-04-06"), form="meeting", text="They met.")
    (event,) = merge([told, again])
    documents = {
        "d1": document("d1", url="https://a.example/1", publisher="Agency A"),
        "d2": document("d2", published=None, title=None),
    }
    assert record(event, documents) == {
        "id": event.id,
        "start": "2022-04-05",
        "end": "2022-04-06",
        "precision": "day",
        "basis": "stated",
        "type": "CONSULT",
        "mode": "talks",
        "form": "meeting",
        "status": "occurred",
        "level_from": None,
        "level_to": "head of state",
        "from": [
            {
                "state": None,
                "person": "Charles Michel",
                "office": "President of the European Council",
                "organisation": "EU",
            }
        ],
        "to": [{"state": "AZE", "person": "Ilham Aliyev", "office": "President", "organisation": None}],
        "place": {"name": "Baku", "state": "AZE", "lat": 40.38, "lon": 49.89},
        "issues": ["energy", "borders"],
        "named_issues": ["Minsk Group"],
        "confidence": 0.96,
        "disagreements": [],
        "reports": [
            {
                "document": "d1",
                "url": "https://a.example/1",
                "title": "Title of d1",
                "publisher": "Agency A",
                "published": "2022-03-16",
                "text": "Michel met Aliyev.",
                "spans": [[0, 18]],
                "reader": "test-1",
            },
            {
                "document": "d2",
                "url": None,
                "title": None,
                "publisher": None,
                "published": None,
                "text": "They met.",
                "spans": [[0, 9]],
                "reader": "test-1",
            },
        ],
        "quotes": [
            {
                "text": "all well",
                "speaker": {"state": "AZE", "person": "Ilham Aliyev", "office": "President", "organisation": None},
                "addressee": None,
                "document": "d1",
                "span": [3, 11],
            }
        ],
        "count": 1,
        "judged": [],
        "links": [],
        "sources": [["d1"], ["d2"]],
    }


def test_fields_come_in_the_published_order_and_survive_json() -> None:
    (event,) = merge([report(place=None)])
    found = record(event, {"d1": document(published=when("2022-03-01", "2022-03-31"))})
    assert tuple(found) == RECORD_FIELDS
    assert found["place"] is None
    assert found["reports"][0]["published"] == "2022-03-01/2022-03-31"
    assert json.loads(json.dumps(found)) == found
    assert RECORD_VERSION == "1.1"


def test_disagreements_name_the_documents() -> None:
    (event,) = merge([report("d1:1", "Aliyev", "Blinken"), report("d2:1"), report("d3:1")])
    documents = {key: document(key) for key in ("d1", "d2", "d3")}
    assert record(event, documents)["disagreements"] == [
        {"field": "direction", "values": {"AZE to USA": ["d1"], "USA to AZE": ["d2", "d3"]}}
    ]
