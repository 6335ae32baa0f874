from __future__ import annotations

from dataclasses import replace

import pytest

from bilateral.coding.quotes import quotes_in
from bilateral.model import Actor, Document, Mention, MentionKind, Repair
from bilateral.reading.sentences import split

PEOPLE = {
    "Secretary Novak": Actor(state="CZE", person="Jan Novak", office="Secretary"),
    "Novak": Actor(state="CZE", person="Jan Novak"),
    "President Silva": Actor(state="BRA", person="Ana Silva", office="President"),
    "Silva": Actor(state="BRA", person="Ana Silva"),
    "Prime Minister Berg": Actor(state="NOR", person="Eva Berg", office="Prime Minister"),
    "Berg": Actor(state="NOR", person="Eva Berg"),
}
STATES = {"Norway": "NOR", "Brazil": "BRA", "Brazilian": "BRA", "Prague": "CZE"}


def document(text: str) -> Document:
    return Document(id="d1", source="test", original=text, text=text, sentences=split(text))


def mentions(text: str) -> list[Mention]:
    """Every name of the tables above, longest first; a name with 's is possessive."""
    found: list[Mention] = []
    names = sorted({**PEOPLE, **STATES}, key=len, reverse=True)
    for name in names:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not any(m.start < end and at < m.end for m in found):
                actor = PEOPLE.get(name) or Actor(state=STATES[name])
                kind = MentionKind.PERSON if name in PEOPLE else MentionKind.STATE
                owns = text[end : end + 2] in {"’s", "'s"} or name == "Brazilian"
                found.append(Mention(start=at, end=end, text=name, kind=kind, actors=(actor,), possessive=owns))
            at = text.find(name, end)
    return sorted(found, key=lambda m: m.start)


def read(text: str) -> list[tuple[str, str | None, str | None]]:
    doc = document(text)
    quotes = quotes_in(doc, mentions(text), 0, len(doc.sentences) - 1)
    return [(q.text, name(q.speaker), name(q.addressee)) for q in quotes]


def name(actor: Actor | None) -> str | None:
    return (actor.person or actor.state) if actor else None


NOVAK, SILVA, BERG = "Jan Novak", "Ana Silva", "Eva Berg"

CASES = [
    (
        "said-before",
        "Secretary Novak said: “We will stand by our friends.”",
        [("We will stand by our friends.", NOVAK, None)],
    ),
    (
        "said-after",
        "“We will stand by our friends,” said President Silva.",
        [("We will stand by our friends", SILVA, None)],
    ),
    (
        "said-after-name-first",
        "“We will stand by our friends,” President Silva said in Prague.",
        [("We will stand by our friends", SILVA, None)],
    ),
    (
        "straight-marks",
        'Novak noted that "nothing has been decided yet".',
        [("nothing has been decided yet", NOVAK, None)],
    ),
    ("guillemets", "Berg added: «The talks were frank and open».", [("The talks were frank and open", BERG, None)]),
    (
        "told",
        "Novak told President Silva that “the door remains wide open”.",
        [("the door remains wide open", NOVAK, SILVA)],
    ),
    (
        "letter-to",
        "In a letter to President Silva, Berg wrote: “Our nations share one ocean.”",
        [("Our nations share one ocean.", BERG, SILVA)],
    ),
    (
        "wrote-to",
        "Berg wrote to President Silva: “Our nations share one ocean.”",
        [("Our nations share one ocean.", BERG, SILVA)],
    ),
    (
        "letter-to-counterpart",
        "In her message to her Brazilian counterpart Silva, Prime Minister Berg stressed: “We share one ocean.”",
        [("We share one ocean.", BERG, SILVA)],
    ),
    ("possessive-letter", "Berg’s letter to Silva says: “We share one ocean.”", [("We share one ocean.", BERG, SILVA)]),
    (
        "statement-by",
        "The statement by Novak reads: “This is not acceptable to us.”",
        [("This is not acceptable to us.", NOVAK, None)],
    ),
    (
        "according",
        "According to Novak, “much work remains ahead of us”.",
        [("much work remains ahead of us", NOVAK, None)],
    ),
    (
        "object-is-not-speaker",
        "Novak met with Silva and said: “It was a good day for both.”",
        [("It was a good day for both.", NOVAK, None)],
    ),
    (
        "state-speaks",
        "Norway declared that it “cannot accept such a step”.",
        [("cannot accept such a step", "NOR", None)],
    ),
    (
        "two-parts",
        "“The road is long,” said Novak. “But we have begun to walk it.”",
        [("The road is long", NOVAK, None), ("But we have begun to walk it.", NOVAK, None)],
    ),
    (
        "over-two-sentences",
        "“The road is long. We have begun to walk it,” Novak said.",
        [("The road is long. We have begun to walk it", NOVAK, None)],
    ),
    (
        "letter-paragraphs",
        "Berg congratulated President Silva. Her message was:\n\n“We share an ocean.\n\n“We wish to do more.”",
        [("We share an ocean.", BERG, SILVA), ("We wish to do more.", BERG, SILVA)],
    ),
    (
        "reply-to-letter",
        "Berg’s reply to Silva’s letter was short:\n\n“We share an ocean.”",
        [("We share an ocean.", BERG, SILVA)],
    ),
    (
        "writer-of-letter",
        "Prime Minister Berg, in a letter to Silva about the fair, praised Brazil:\n\n“We share an ocean.”",
        [("We share an ocean.", BERG, SILVA)],
    ),
    (
        "no-attribution",
        "A banner was seen. “Welcome to our old town,” it went.",
        [("Welcome to our old town", None, None)],
    ),
]

NOT_QUOTES = [
    ("scare-one", "Novak spoke of a “reset” in relations."),
    ("scare-two", "Novak called it a “frozen conflict” again."),
    ("title", "Novak and Silva signed a “Declaration on Friendship and Common Work” in Prague."),
    ("title-small", "They adopted the “roadmap for the coming years of cooperation” at noon."),
    ("entitled", "Silva opened an exhibition entitled “faces of the northern sea”."),
    ("unsaid", "The list of “a day later” and “as of now” is long."),
    ("none", "Novak said nothing."),
    ("open-mark", "Novak left a mark “"),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_quotes(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", [c[1] for c in NOT_QUOTES], ids=[c[0] for c in NOT_QUOTES])
def test_no_quotes(text: str) -> None:
    assert read(text) == []


def test_only_sentences_asked_for() -> None:
    text = "Novak said: “It was a good day.” Later Silva said: “It was a long day.”"
    doc = document(text)
    assert [q.text for q in quotes_in(doc, mentions(text), 1, 1)] == ["It was a long day."]
    assert quotes_in(doc, mentions(text), 1, 0) == ()


def test_span_leads_to_the_text_as_read() -> None:
    original = "XX\nNovak said: “We shall meet again.”"
    text = original[3:]
    doc = replace(
        document(text), original=original, repairs=(Repair(start=0, end=3, replacement="", rule="furniture"),)
    )
    (quote,) = quotes_in(doc, mentions(text), 0, 0)
    assert original[quote.span.start : quote.span.end] == quote.text == "We shall meet again."


def test_group_is_nobody_in_particular() -> None:
    text = "The two leaders said: “We shall meet again in the spring.”"
    doc = document(text)
    both = (PEOPLE["Novak"], PEOPLE["Silva"])
    group = Mention(start=4, end=15, text="two leaders", kind=MentionKind.GROUP, actors=both)
    (quote,) = quotes_in(doc, [group], 0, 0)
    assert quote.speaker is None
