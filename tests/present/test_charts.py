from __future__ import annotations

import json

from bilateral.analysis import compare, contacts_by_period, profile, recurring_issues
from bilateral.chronology import EventQuery, Store
from bilateral.present.charts import chart_json, comparison_chart, contacts_chart, issues_chart

PAIR = ("FRA", "KAZ")


def test_bars_and_table_hold_the_same_numbers(store: Store) -> None:
    chart = contacts_chart(contacts_by_period(store.events(EventQuery(parties=PAIR)), PAIR))
    drawn = sum(value["number"] for value in chart.spec["data"]["values"])
    *months, undated = chart.rows
    assert drawn == sum(int(part.text) for row in months for part in row[1:]) == 3
    assert [part.text for part in undated] == ["not in one month", "2", "0", "0"]
    assert chart.header == ("Month", "Visits", "Calls", "Letters")
    assert len(months) == len(chart.spec["encoding"]["x"]["scale"]["domain"]) == 9
    assert undated[1].events


def test_issues_are_split_by_who_names_them(store: Store) -> None:
    rows = recurring_issues(store.events(EventQuery(parties=PAIR)), PAIR, official={"astana-call": "KAZ"})
    chart = issues_chart(rows, PAIR, str.title, most=2)
    assert chart.header == ("Issue", "Named by Fra", "Named by both", "Named by Kaz", "Side not told")
    assert [[part.text for part in row] for row in chart.rows] == [
        ["Trade and investment", "1", "0", "0", "2"],
        ["Democracy and human rights", "1", "0", "0", "1"],
    ]


def test_comparison_has_a_bar_for_each_pair(store: Store) -> None:
    events = store.events(EventQuery())
    chart = comparison_chart(compare(profile(events, PAIR), profile(events, ("CHN", "KAZ"))), ("A", "B"))
    visits = [value for value in chart.spec["data"]["values"] if value["form"] == "Visits"]
    assert [(value["pair"], value["number"]) for value in visits] == [("A", 3), ("B", 1)]


def test_a_chart_alone_is_plain_json(store: Store) -> None:
    spec = json.loads(chart_json(contacts_chart(contacts_by_period(store.events(EventQuery(parties=PAIR)), PAIR))))
    assert spec["$schema"].endswith("/v6.json")
    assert all(colour.startswith("#") for colour in spec["encoding"]["color"]["scale"]["range"])
    assert "var(" not in json.dumps(spec)
