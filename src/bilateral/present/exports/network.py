"""Who deals with whom, as a directed network: GEXF (Gephi) and GraphML (igraph, Cytoscape, networkx and others).

Nodes are parties (states and bodies) and persons; a person's node names its party. An edge leads from who acts to
whom it is done, parties to parties and persons to persons, with the number of events in all and by PLOVER type, the
number of contacts, and the first and last day. Those who stand on one side of a joint act (a meeting of three, told as
"the three met") deal with each other: each gets an edge to each. A count follows an event's own ("twice").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import permutations, product
from typing import TYPE_CHECKING, Any

from bilateral.analysis import is_contact
from bilateral.chronology.query import SYMMETRIC
from bilateral.model import Actor, Event, EventType
from bilateral.present.words import clean

if TYPE_CHECKING:
    import networkx

__all__ = ["gexf", "graphml", "network"]

# networkx writes the day and its own version into the file: neither belongs to the same bytes for the same events.
_META = re.compile(r"\s*<meta\b.*?</meta>", re.DOTALL)

_HEAD = '<?xml version="1.0" encoding="utf-8"?>'

Node = tuple[str, str]
"""("party", its code) or ("person", id or name)."""


@dataclass(slots=True)
class _Bound:
    """What is known of a node or an edge so far."""

    first: date = date.max
    last: date = date.min
    events: int = 0
    contacts: int = 0
    types: dict[EventType, int] = field(default_factory=dict)

    def add(self, event: Event) -> None:
        self.first = min(self.first, event.when.earliest)
        self.last = max(self.last, event.when.latest)
        self.events += event.count
        self.contacts += event.count if is_contact(event) else 0
        self.types[event.type] = self.types.get(event.type, 0) + event.count

    def attributes(self) -> dict[str, Any]:
        # Every type has its attribute, so that columns are the same whatever occurs.
        return {
            "weight": self.events,
            "events": self.events,
            "contacts": self.contacts,
            **{kind.value: self.types.get(kind, 0) for kind in EventType},
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
        }


def network(events: Iterable[Event], *, name_of: Callable[[str], str] | None = None) -> networkx.DiGraph[str]:
    """The network as a networkx graph, nodes and edges sorted, so that order tells nothing.

    Nodes are "party:USA" or "person:...", with `label`, `kind`, `party`, `events`, `first` and `last`; edges have
    `kind` ("party", "person"), `weight` and `events` (their number), `contacts`, one number for each of PLOVER's types,
    `first` and `last` (ISO days: from the earliest to the latest that any of them may have been).
    """
    import networkx

    if name_of is None:
        from bilateral.knowledge import load
        from bilateral.present.words import party_names

        name_of = party_names(load())
    nodes: dict[Node, _Bound] = {}
    edges: dict[tuple[Node, Node], _Bound] = {}
    people: dict[Node, tuple[str, str]] = {}
    for event in events:
        for actor in (*event.source, *event.target):
            if actor.person:
                people.setdefault(_person(actor), (actor.person, actor.party))
        for node in {node for side in (event.source, event.target) for nodes_of in _sides(side) for node in nodes_of}:
            nodes.setdefault(node, _Bound()).add(event)
        for edge in _edges(event):
            edges.setdefault(edge, _Bound()).add(event)
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    for node, bound in sorted(nodes.items(), key=lambda item: item[0]):
        kind, key = node
        name, party = people[node] if kind == "person" else (name_of(key), key)
        told = {"label": clean(name), "kind": kind, "party": clean(party), "events": bound.events}
        graph.add_node(_id(node), **told, first=bound.first.isoformat(), last=bound.last.isoformat())
    for (source, target), bound in sorted(edges.items(), key=lambda item: item[0]):
        graph.add_edge(_id(source), _id(target), kind=source[0], **bound.attributes())
    return graph


def gexf(events: Iterable[Event], *, name_of: Callable[[str], str] | None = None) -> str:
    """The network as GEXF 1.2 with time bounds: Gephi can play it along its timeline."""
    import networkx

    graph = network(events, name_of=name_of)
    for bounded in (*(data for _, data in graph.nodes(data=True)), *(data for *_, data in graph.edges(data=True))):
        bounded["start"], bounded["end"] = bounded["first"], bounded["last"]
    text = "\n".join((_HEAD, *networkx.generate_gexf(graph)))
    return _META.sub("\n  <meta><creator>Bilateral</creator></meta>", text, count=1) + "\n"


def graphml(events: Iterable[Event], *, name_of: Callable[[str], str] | None = None) -> str:
    """The network as GraphML."""
    import networkx

    lines = networkx.generate_graphml(network(events, name_of=name_of), named_key_ids=True)
    return "\n".join((_HEAD, *lines)) + "\n"


def _edges(event: Event) -> set[tuple[Node, Node]]:
    """Each edge of an event once, however many of its actors stand behind it."""
    return set(_all_edges(event))


def _all_edges(event: Event) -> Iterator[tuple[Node, Node]]:
    for sources, targets in zip(_sides(event.source), _sides(event.target), strict=True):
        yield from ((source, target) for source, target in product(sources, targets) if source != target)
        if event.form in SYMMETRIC:
            yield from permutations(sources, 2)
            yield from permutations(targets, 2)


def _sides(actors: Sequence[Actor]) -> tuple[list[Node], list[Node]]:
    """The parties of a side, and its persons."""
    parties = dict.fromkeys(("party", actor.party) for actor in actors if actor.party)
    persons = dict.fromkeys(_person(actor) for actor in actors if actor.person)
    return list(parties), list(persons)


def _person(actor: Actor) -> Node:
    return "person", actor.person_id or f"{actor.party}/{actor.person}"


def _id(node: Node) -> str:
    return clean(":".join(node))
