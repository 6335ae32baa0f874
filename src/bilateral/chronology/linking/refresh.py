"""Keeping the table `links`: which events changed since links were last made, and which links hang on these.

`linked` holds, for every event and each of its dyads, what links hang on. What differs between it and the events of
the blocks that were merged again gives for each dyad the days between which something changed. Of each kind the links
of the events that reach into these days are made anew; all others stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from bilateral.chronology.database import Database
from bilateral.chronology.linking.nodes import COLUMNS, Node, node_of
from bilateral.chronology.linking.rules import RULES, Fit, Rule
from bilateral.chronology.query import SYMMETRIC
from bilateral.model import Link, LinkKind

__all__ = ["links_of", "refresh"]

Days = tuple[date, date]

_MOST_PARTIES = 8
"""A summit of more is no affair of each two of them."""

_PORTION = 20_000  # rows of `linked`, held in memory at a time

_SYMMETRIC = ", ".join(f"'{form.value}'" for form in SYMMETRIC)

# One row an event and dyad: who acts on whom, or, where all do the same, every two that take part.
_NOW = f"""
    WITH wanted AS (SELECT * FROM events WHERE block IN (SELECT unnest(?))
                    AND len(parties_from) + len(parties_to) <= {_MOST_PARTIES}),
    sides AS (
        SELECT id, a, b FROM (SELECT id, unnest(parties_from) AS a FROM wanted)
            JOIN (SELECT id, unnest(parties_to) AS b FROM wanted) USING (id)
        UNION
        SELECT id, a, b
            FROM (SELECT id, unnest(list_concat(parties_from, parties_to)) AS a FROM wanted
                  WHERE form IN ({_SYMMETRIC}))
            JOIN (SELECT id, unnest(list_concat(parties_from, parties_to)) AS b FROM wanted) USING (id)
    ),
    dyads AS (SELECT DISTINCT id, least(a, b) || '|' || greatest(a, b) AS dyad FROM sides WHERE a <> b)
    SELECT dyad, id AS event, block, earliest, latest, md5(concat_ws('|', type, form, status, basis, source::VARCHAR,
        target::VARCHAR, place::VARCHAR, issues::VARCHAR, named_issues::VARCHAR, reports::VARCHAR)) AS digest
    FROM wanted JOIN dyads USING (id)
"""


def refresh(database: Database, blocks: Sequence[str]) -> None:
    """Bring links up to date with the events of these blocks, which were just made anew. Writes."""
    if not blocks:
        return
    keys = [list(blocks)]
    database.execute(f"CREATE OR REPLACE TEMP TABLE linking_now AS {_NOW}", keys)
    database.execute(
        "CREATE OR REPLACE TEMP TABLE linking_before AS SELECT * FROM linked WHERE block IN (SELECT unnest(?))", keys
    )
    columns = "dyad, event, block, earliest, latest, digest"
    now, before = (f"SELECT {columns} FROM linking_{which}" for which in ("now", "before"))
    changed = database.ask(
        "SELECT dyad, min(earliest), max(latest) FROM "
        f"(({now} EXCEPT {before}) UNION ALL ({before} EXCEPT {now})) GROUP BY dyad ORDER BY dyad"
    )
    database.execute("DELETE FROM linked WHERE block IN (SELECT unnest(?))", keys)
    database.execute(f"INSERT INTO linked BY NAME {now}")
    database.execute("DROP TABLE linking_now")
    database.execute("DROP TABLE linking_before")
    for part in _portions(database, {dyad: (first, last) for dyad, first, last in changed}):
        for rule in RULES:
            _make(database, rule, part)


def links_of(database: Database, events: Sequence[str]) -> dict[str, tuple[Link, ...]]:
    """The links from and to these events, by event, each kind together."""
    found = database.rows_of(
        "WITH wanted AS (SELECT unnest(?) AS id) "
        "SELECT kind, source, target, score, reasons, dyad FROM links "
        "WHERE source IN (SELECT id FROM wanted) OR target IN (SELECT id FROM wanted)",
        [list(events)],
    )
    order = list(LinkKind)
    best: dict[tuple[int, str, str], Link] = {}
    for row in sorted(found, key=lambda row: (-row["score"], row["dyad"])):
        kind = LinkKind(row["kind"])
        link = Link(
            kind=kind, source=row["source"], target=row["target"], score=row["score"], reasons=tuple(row["reasons"])
        )
        best.setdefault((order.index(kind), link.source, link.target), link)
    wanted: dict[str, list[Link]] = {event: [] for event in events}
    for _, link in sorted(best.items()):
        for end in (link.source, link.target):
            if end in wanted:
                wanted[end].append(link)
    return {event: tuple(links) for event, links in wanted.items() if links}


def _portions(database: Database, changed: Mapping[str, Days]) -> Iterator[dict[str, Days]]:
    sizes = dict(
        database.ask(
            "SELECT dyad, count(*) FROM linked WHERE dyad IN (SELECT unnest(?)) GROUP BY dyad", [list(changed)]
        )
    )
    part: dict[str, Days] = {}
    total = 0
    for dyad, days in changed.items():
        if part and total + sizes.get(dyad, 0) > _PORTION:
            yield part
            part, total = {}, 0
        part[dyad] = days
        total += sizes.get(dyad, 0)
    if part:
        yield part


def _make(database: Database, rule: Rule, changed: Mapping[str, Days]) -> None:
    reach = {dyad: (_shift(first, -rule.ahead), _shift(last, rule.back)) for dyad, (first, last) in changed.items()}
    _forget(database, rule, reach)
    firsts = _nodes(database, rule, rule.firsts, reach)
    spans = {
        dyad: (
            _shift(min(node.earliest for node in nodes), -rule.back),
            _shift(max(node.latest for node in nodes), rule.ahead),
        )
        for dyad, nodes in firsts.items()
    }
    seconds = _nodes(database, rule, rule.seconds, spans)
    made = [
        {
            "dyad": dyad,
            "kind": rule.kind.value,
            "source": first.id,
            "target": second.id,
            "score": fit.score,
            "reasons": list(fit.reasons),
        }
        for dyad, nodes in firsts.items()
        for first, second, fit in _best(rule, nodes, seconds.get(dyad, ()))
    ]
    database.insert("links", made)


def _shift(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _forget(database: Database, rule: Rule, reach: Mapping[str, Days]) -> None:
    # What stays are the links whose first event is still there and does not reach into the days that changed.
    database.execute(
        "DELETE FROM links WHERE kind = ? AND dyad IN (SELECT unnest(?)) AND (dyad, source) NOT IN ("
        "SELECT (dyad, event) FROM linked JOIN (SELECT unnest(?) AS dyad, unnest(?) AS first, unnest(?) AS last) "
        "USING (dyad) WHERE latest < first OR earliest > last)",
        [rule.kind.value, list(reach), *_columns(reach)],
    )


def _columns(spans: Mapping[str, Days]) -> list[object]:
    return [list(spans), [first for first, _ in spans.values()], [last for _, last in spans.values()]]


_TEXTS = """
    JOIN (SELECT event, list(text ORDER BY report) AS texts
          FROM (SELECT id AS event, unnest(reports) AS report FROM events) JOIN reports ON reports.id = report
          WHERE regexp_matches(text, ?) GROUP BY event) AS t ON t.event = e.id
"""
_TOLD = """
    LEFT JOIN (SELECT event, min(published_earliest) AS told
          FROM (SELECT id AS event, unnest(reports) AS report FROM events) JOIN reports ON reports.id = report
          JOIN documents ON documents.id = reports.document GROUP BY event) AS d ON d.event = e.id
"""


def _nodes(database: Database, rule: Rule, condition: str, spans: Mapping[str, Days]) -> dict[str, list[Node]]:
    if not spans:
        return {}
    texts, told, joined, values = "[]", "NULL", "", _columns(spans)
    if rule.texts:
        texts, joined, values = "t.texts", _TEXTS, [*values, rule.wording]
    if rule.told and condition == rule.firsts:
        told, joined = "d.told", joined + _TOLD
    found = database.rows_of(
        f"SELECT l.dyad, {COLUMNS}, {texts} AS texts, {told} AS told FROM linked AS l "
        "JOIN (SELECT unnest(?) AS dyad, unnest(?) AS first, unnest(?) AS last) AS s ON l.dyad = s.dyad "
        f"AND l.latest >= s.first AND l.earliest <= s.last JOIN events AS e ON e.id = l.event {joined} "
        f"WHERE {condition} ORDER BY l.dyad, e.earliest, e.id",
        values,
    )
    nodes: dict[str, list[Node]] = {}
    for row in found:
        one, two = row["dyad"].split("|")
        nodes.setdefault(row["dyad"], []).append(node_of(row, (one, two)))
    return nodes


def _best(rule: Rule, firsts: Iterable[Node], seconds: Sequence[Node]) -> Iterator[tuple[Node, Node, Fit]]:
    """For each first event the second that fits it best, then the nearest, then the first by id."""
    lasting = max((node.days for node in seconds), default=0)
    starts = [node.earliest for node in seconds]
    for first in firsts:
        low, high = _shift(first.earliest, -rule.back), _shift(first.latest, rule.ahead)
        near = _between(seconds, starts, low - timedelta(days=min(lasting, (low - date.min).days)), high)
        fits = [
            (second, fit)
            for second in near
            if second.latest >= low and second.id != first.id and (fit := rule.judge(first, second))
        ]
        if fits:
            second, fit = min(fits, key=lambda found: (-found[1].score, first.gap(found[0]), found[0].id))
            yield first, second, fit


def _between(nodes: Sequence[Node], starts: Sequence[date], low: date, high: date) -> Sequence[Node]:
    from bisect import bisect_left, bisect_right

    return nodes[bisect_left(starts, low) : bisect_right(starts, high)]
