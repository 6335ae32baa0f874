"""The neural reader: what is made of the model's numbers, and that both readers check each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.coding.chain import document_of, scene

from bilateral.coding.document import code_document
from bilateral.coding.readers import Act, Sighting, get_reader
from bilateral.coding.readers.neural.decode import Told, pair_scores, root_of
from bilateral.coding.readers.neural.encoder import Labels, encoder
from bilateral.coding.readers.neural.reader import combined, sentence_of
from bilateral.coding.readers.neural.sides import place_among, sides_among
from bilateral.knowledge import load
from bilateral.model import EventType, Form, Mention, Span, Status

TEXT = "Norway sent doctors to Samoa after Fiji and Tonga met in Vienna."


def sighting(text: str) -> Sighting:
    return scene(document_of(text)).sightings[0]


def told(text: str, trigger: str, **roles: Sequence[str]) -> Told:
    """An act as the model would tell it whose roles are played by these words."""
    offsets = tuple((at, at + 1) for at in range(len(text)))
    spans = {
        role: [(text.index(words), text.index(words) + len(words)) for words in found] for role, found in roles.items()
    }
    plays = {
        role: tuple(float(any(a <= at < b for a, b in spans.get(role, ()))) for at in range(len(text)))
        for role in ("source", "target", "place", "when")
    }
    start = text.index(trigger)
    return Told(
        trigger=Span(start, start + len(trigger)),
        type=EventType.AID,
        form=Form.TRANSFER,
        status=Status.OCCURRED,
        score=0.9,
        scores={"AID": 0.9},
        statuses={"occurred": 1.0},
        roles=plays,
        offsets=offsets,
    )


def names(mentions: Sequence[Mention]) -> list[str]:
    return [a.party for m in mentions for a in m.actors]


def test_a_sentence_is_put_together_from_its_nodes() -> None:
    text = "On Monday, Norway's  foreign ministry (in Oslo) met “U.N.” envoys."
    found = sighting(text)
    assert sentence_of(found.nodes)[0].replace(" ", "") == text.replace(" ", "")
    assert sentence_of(found.nodes)[1] == found.nodes[0].start


def test_spans_are_stretches_of_tokens() -> None:
    found = told(TEXT, "sent", source=["Norway"], target=["Fiji", "Tonga"])
    assert [TEXT[s.start : s.end] for s in found.spans("target")] == ["Fiji", "Tonga"]
    assert found.share("source", Span(0, 6)) == 1.0
    assert found.share("source", Span(7, 11)) == 0.0


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        pytest.param({"source": ["Norway"], "target": ["Samoa"]}, (["NOR"], ["WSM"]), id="one to one"),
        pytest.param({"source": ["Norway"], "target": ["Fiji", "Tonga"]}, (["NOR"], ["FJI", "TON"]), id="to two"),
        pytest.param({"source": ["Norway"], "target": ["doctors"]}, (["NOR"], []), id="nobody known"),
        pytest.param({"target": ["Samoa"]}, ([], ["WSM"]), id="no source"),
    ],
)
def test_sides_are_the_known_actors_in_the_spans(
    roles: dict[str, list[str]], expected: tuple[list[str], list[str]]
) -> None:
    found = sighting(TEXT)
    source, target = sides_among(told(TEXT, "sent", **roles), found.nodes, found.nodes[0].start)
    assert (names(source), names(target)) == expected


def test_a_state_that_only_describes_a_noun_is_no_side() -> None:
    text = "Norway criticised Samoa's rugby off Fiji."
    found = sighting(text)
    act = told(text, "criticised", source=["Norway"], target=["Samoa's rugby"])
    assert names(sides_among(act, found.nodes, found.nodes[0].start)[1]) == []


def test_the_place_is_a_known_one() -> None:
    found = sighting(TEXT)
    place = place_among(told(TEXT, "met", place=["Vienna"]), found.nodes, found.nodes[0].start)
    assert place is not None
    assert place.text == "Vienna"
    assert place_among(told(TEXT, "met"), found.nodes, found.nodes[0].start) is None


def act_between(text: str, words: str, kind: EventType, form: Form) -> Act:
    nodes = sighting(text).nodes
    source, target = [n.mention for n in nodes if n.mention is not None][:2]
    start = text.index(words)
    return Act(
        trigger=Span(start, start + len(words)),
        type=kind,
        mode=None,
        form=form,
        status=Status.OCCURRED,
        source=(source,),
        target=(target,),
        confidence=0.8,
        reasons=("a reason",),
    )


def test_what_both_readers_find_is_one_act_and_surer() -> None:
    text = "Norway condemned Samoa in a note."
    mine = act_between(text, "condemned", EventType.ACCUSE, Form.STATEMENT)
    (act,) = combined([mine], [replace(mine, form=Form.NOTE, reasons=("the model",))])
    assert act.form is Form.STATEMENT
    assert act.confidence > mine.confidence
    assert act.reasons == ("a reason", "the model")


def test_what_one_reader_finds_alone_is_kept_and_less_sure() -> None:
    text = "Norway condemned Samoa in a note sent while Fiji and Tonga were meeting in far Vienna."
    mine = act_between(text, "condemned", EventType.ACCUSE, Form.STATEMENT)
    (act,) = combined([mine], [])
    assert act.confidence < mine.confidence
    other = replace(mine, trigger=Span(70, 77), type=EventType.CONSULT, form=Form.MEETING)
    assert [a.type for a in combined([mine], [other])] == [EventType.ACCUSE, EventType.CONSULT]


@pytest.mark.parametrize(
    ("kind", "status", "root"),
    [
        (EventType.RETREAT, Status.OCCURRED, "YIELD"),
        (EventType.CONCEDE, Status.PLANNED, "AGREE"),
        (EventType.CONSULT, Status.PLANNED, "AGREE"),
        (EventType.AID, Status.PROPOSED, "AGREE"),
        (EventType.SANCTION, Status.PLANNED, "SANCTION"),
        (EventType.CONSULT, Status.NEGATED, "CONSULT"),
    ],
)
def test_root_classes(kind: EventType, status: Status, root: str) -> None:
    assert root_of(kind, status) == root


def test_labels_say_where_each_head_stands() -> None:
    labels = encoder().labels
    assert isinstance(labels, Labels)
    assert labels.heads["trigger"].stop - labels.heads["trigger"].start == 1 + len(EventType)
    ends = [s.stop for s in labels.heads.values()]
    assert [s.start for s in labels.heads.values()] == [0, *ends[:-1]]


SENTENCES = [
    "Chile expelled two envoys of Peru on Friday.",
    "The foreign ministers of Kenya and Uganda met in Nairobi.",
    "Japan condemned the missile launch by North Korea.",
    "Denmark gave 20 million dollars to Ukraine.",
    "Iran has not met the United States this year.",
]


def test_the_answer_does_not_depend_on_the_neighbours() -> None:
    reader = get_reader("neural", load())
    sightings = [sighting(s) for s in SENTENCES]
    together = reader.read(sightings)
    assert together == [reader.read([s])[0] for s in sightings]
    assert together == list(reversed(reader.read(list(reversed(sightings)))))


@pytest.mark.parametrize(
    ("text", "source", "target", "root"),
    [
        ("Chile expelled two Peruvian envoys on Friday.", "Chile", "two Peruvian envoys", "SANCTION"),
        ("Japan condemned North Korea for its missile launch.", "Japan", "North Korea", "ACCUSE"),
        ("The king of Jordan met the Swiss president in Bern.", "king of Jordan", "Swiss president", "CONSULT"),
        ("Rebels shelled the army's positions near Goma.", "Rebels", "the army's positions", "ASSAULT"),
        ("Police arrested forty demonstrators in Lima.", "Police", "forty demonstrators", "COERCE"),
    ],
)
def test_a_plain_pair_is_read(text: str, source: str, target: str, root: str) -> None:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    roots = pair_scores(encoder(), text, span(source), span(target)).roots
    assert max(roots, key=roots.__getitem__) == root
    assert sum(roots.values()) == pytest.approx(1.0, abs=1e-4)


def test_a_very_long_sentence_is_cut_not_refused() -> None:
    text = "Norway condemned Samoa, " + "and so on, " * 400 + "it said."
    assert len(encoder().encode(text).ids) == encoder().labels.length
    assert pair_scores(encoder(), text, Span(0, 6), Span(len(text) - 9, len(text) - 1)).roots


def test_what_a_contact_was_about_is_no_contact_of_its_own() -> None:
    text = (
        "Norwegian Foreign Minister Anniken Huitfeldt met Finnish Foreign Minister Pekka Haavisto in Helsinki today. "
        "Huitfeldt discussed diplomatic contacts with Serbia in view of the vote."
    )
    reports = code_document(document_of(text), load(), get_reader("neural", load()))
    contacts = [r for r in reports if r.type is EventType.CONSULT]
    assert [{a.party for a in (*r.source, *r.target)} for r in contacts] == [{"NOR", "FIN"}]
