"""Keeping the table `links`: which events changed since links were last made, and which links hang on these.

`linked` holds, for every event and each of its dyads, what links hang on. What differs between it and the events of
the blocks that were merged again gives for each dyad the days between which something changed. Of each kind the links
of the events that reach into these days are made anew; all others stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bilateral.chronology.database import Database
from bilateral.chronology.linking.matching import Place, best, near, shift
from bilateral.chronology.linking.nodes import COLUMNS, Node, node_of
from bilateral.chronology.linking.rules import RULES, Role, Rule
from bilateral.chronology.query import SYMMETRIC
from bilateral.chronology.rows import Row
from bilateral.model import Link, LinkKind

__all__ = ["links_of", "refresh"]

Days = tuple[date, date]

_MOST_PARTIES = 8
"""A summit of more is no affair of each two of them."""

_PORTION = 100_000  # rows of `linked`, held in memory at a time

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
    SELECT dyad, id AS event, block, earliest, latest, hash(type, form, status, basis, source, target, place, issues,
        named_issues, reports)::VARCHAR AS digest
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
        kinds, acts = _there(database, list(part))
        loaded = _Loaded(database)
        for rule in RULES:
            possible = all(any(role.holds(*act) for act in acts) for role in (rule.firsts, rule.seconds))
            if possible or rule.kind.value in kinds:
                _make(loaded, rule, part)


_OF_MANY = """
    WITH wanted AS (SELECT unnest(?) AS id)
    SELECT kind, source, target, score, reasons, dyad FROM links
    WHERE source IN (SELECT id FROM wanted) OR target IN (SELECT id FROM wanted)
"""
# Holding each link against a short list is quicker than two joins: 1 ms against 14 for one event among 100,000 links.
_OF_FEW = """
    SELECT kind, source, target, score, reasons, dyad FROM links
    WHERE list_contains($1, source) OR list_contains($1, target)
"""
_FEW = 8


def links_of(database: Database, events: Sequence[str]) -> dict[str, tuple[Link, ...]]:
    """The links from and to these events, by event, each kind together."""
    found = database.rows_of(_OF_FEW if len(events) <= _FEW else _OF_MANY, [list(events)])
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


def _there(database: Database, dyads: list[str]) -> tuple[set[str], set[tuple[str, str]]]:
    # The kinds of links that these dyads have, and the forms and statuses of their events: most rules ask no more.
    kinds = database.ask("SELECT DISTINCT kind FROM links WHERE dyad IN (SELECT unnest(?))", [dyads])
    acts = database.ask(
        "SELECT DISTINCT form, status FROM linked JOIN events ON id = event WHERE dyad IN (SELECT unnest(?))", [dyads]
    )
    return {kind for (kind,) in kinds}, {(form, status) for form, status in acts}


def _make(loaded: _Loaded, rule: Rule, changed: Mapping[str, Days]) -> None:
    reach = {dyad: (shift(first, -rule.ahead), shift(last, rule.back)) for dyad, (first, last) in changed.items()}
    _forget(loaded.database, rule, reach)
    firsts = loaded.places(rule.firsts, reach)
    spans = {
        dyad: (
            shift(min(place.earliest for place in places), -rule.back),
            shift(max(place.latest for place in places), rule.ahead),
        )
        for dyad, places in firsts.items()
    }
    seconds = loaded.places(rule.seconds, spans)
    if not rule.texts:  # of which few are left by their wording
        pairs = {dyad: near(rule, places, seconds.get(dyad, ())) for dyad, places in firsts.items()}
        firsts = {dyad: found for dyad, (found, _) in pairs.items()}
        seconds = {dyad: found for dyad, (_, found) in pairs.items()}
    one, two = loaded.nodes(rule, rule.firsts, firsts), loaded.nodes(rule, rule.seconds, seconds)
    made = [
        {
            "dyad": dyad,
            "kind": rule.kind.value,
            "source": first.id,
            "target": second.id,
            "score": fit.score,
            "reasons": list(fit.reasons),
        }
        for dyad, nodes in one.items()
        for first, second, fit in best(rule, nodes, two.get(dyad, ()))
    ]
    loaded.database.insert("links", made)


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


_OF_REPORTS = (
    "SELECT event, {what} FROM (SELECT id AS event, unnest(reports) AS report FROM events "
    "JOIN (SELECT unnest(?) AS id) USING (id)) JOIN reports ON reports.id = report "
)
_TEXTS = _OF_REPORTS.format(what="text") + "WHERE regexp_matches(text, ?) ORDER BY event, report"
_TOLD = (
    _OF_REPORTS.format(what="min(published_earliest)")
    + "JOIN documents ON documents.id = reports.document GROUP BY event"
)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """Rows of events already read for the dyads at hand: most are asked for by several rules."""

    database: Database
    rows: dict[str, Row] = field(default_factory=dict)

    def nodes(self, rule: Rule, role: Role, places: Mapping[str, Sequence[Place]]) -> dict[str, list[Node]]:
        """The events at these places, in their order; where the rule reads texts, only those with its wording."""
        ids = sorted({place.event for found in places.values() for place in found})
        texts = self._texts(ids, rule.wording) if rule.texts else None
        wanted = ids if texts is None else sorted(texts)
        told = dict(self.database.ask(_TOLD, [wanted])) if rule.told and role is rule.firsts and wanted else {}
        self._load([event for event in wanted if event not in self.rows])
        nodes: dict[str, list[Node]] = {}
        for dyad, found in places.items():
            one, _, two = dyad.partition("|")
            for event in (place.event for place in found if texts is None or place.event in texts):
                row = self.rows[event] | {"texts": (texts or {}).get(event, ()), "told": told.get(event)}
                nodes.setdefault(dyad, []).append(node_of(row, (one, two)))
        return nodes

    def places(self, role: Role, spans: Mapping[str, Days]) -> dict[str, list[Place]]:
        """Where the events that may have this role lie, by dyad and then by day, between the days given for each."""
        places: dict[str, list[Place]] = {}
        if spans:
            found = self.database.ask(
                "SELECT l.dyad, l.event, l.earliest, l.latest FROM linked AS l "
                "JOIN (SELECT unnest(?) AS dyad, unnest(?) AS first, unnest(?) AS last) AS s ON l.dyad = s.dyad "
                "AND l.latest >= s.first AND l.earliest <= s.last JOIN events AS e ON e.id = l.event "
                "WHERE list_contains(?, e.form) AND list_contains(?, e.status) AND len(e.named_issues) >= ? "
                "ORDER BY l.dyad, l.earliest, l.event",
                [*_columns(spans), sorted(role.forms), sorted(role.statuses), int(role.named)],
            )
            for dyad, event, earliest, latest in found:
                places.setdefault(dyad, []).append(Place(event, earliest, latest))
        return places

    def _texts(self, ids: Sequence[str], wording: str) -> dict[str, list[str]]:
        texts: dict[str, list[str]] = {}
        for event, text in self.database.ask(_TEXTS, [list(ids), wording]) if ids else ():
            texts.setdefault(event, []).append(text)
        return texts

    def _load(self, ids: list[str]) -> None:
        if ids:
            found = self.database.rows_of(
                f"SELECT {COLUMNS} FROM events AS e JOIN (SELECT unnest(?) AS id) USING (id)", [ids]
            )
            self.rows.update((row["id"], row) for row in found)
