from __future__ import annotations

from pathlib import Path

import pytest

from bilateral.benchmarks.mentions import Label, judge, read_passages, score_mentions
from bilateral.errors import MalformedRecord
from bilateral.knowledge import load
from bilateral.model import Actor, Level, Mention, MentionKind, Place, Span

LABELLED = """# head
== talks
@ 2019-06-03 | Ministry
{President Sauli Niinisto|p|FIN|Sauli Niinisto|hs} flew to {Lisbon|l|PRT||| capital as place}.
{The two sides|x|FIN+PRT} ate {turkey|n}.

== bodies
@ 2020-04-12
{OPEC+|g|OPEC+} cut its output, which {Kashmir|l|?} did not notice.
"""

ACTOR = Actor(state="FIN", person="Sauli Niinistö", person_id="Q29207", level=Level.HEAD_OF_STATE)


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "labelled.txt"
    path.write_text(LABELLED, encoding="utf-8")
    return path


def label(kind: str, parties: str | None, persons: tuple[str, ...] = (), level: Level | None = None) -> Label:
    wanted = None if parties is None else frozenset(parties.split())
    return Label(start=4, end=12, text="", kind=kind, parties=wanted, persons=persons, level=level, note="")


def mention(kind: MentionKind, *actors: Actor, head: str = "", place: Place | None = None) -> tuple[Span, Mention]:
    return Span(2, 9), Mention(start=0, end=0, text="", kind=kind, actors=actors, head=head, place=place)


def test_labels_stand_where_the_text_says(labelled: Path) -> None:
    first, second = read_passages(labelled)
    assert [first.text[m.start : m.end] for m in first.labels] == [m.text for m in first.labels]
    assert (first.group, first.published, first.publisher) == ("talks", "2019-06-03", "Ministry")
    assert [m.note for m in first.labels] == ["talks", "capital as place", "talks", "talks"]
    assert [m.parties for m in first.labels] == [{"FIN"}, {"PRT"}, {"FIN", "PRT"}, frozenset()]
    assert [m.parties for m in second.labels] == [{"OPEC+"}, None]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("{Rome|l|ITA} slept.\n", "outside a passage", id="headless"),
        pytest.param("@ June 3\n{Rome|l|ITA} slept.\n", "is no day", id="day"),
        pytest.param("@ 2019-06-03\n{Rome|city|ITA} slept.\n", "cannot read the label", id="kind"),
        pytest.param("@ 2019-06-03\n{Ode|p|ITA|Ode|boss} slept.\n", "cannot read the label", id="level"),
        pytest.param("@ 2019-06-03\n{Rome|l|ITA slept.\n", "without its other half", id="brace"),
        pytest.param("@ 2019-06-03\nRome slept.\n", "no labelled mention", id="unlabelled"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "broken.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MalformedRecord, match=reason):
        score_mentions(path)


PERSON, STATE, PLACE, GROUP = MentionKind.PERSON, MentionKind.STATE, MentionKind.PLACE, MentionKind.GROUP
FINN = label("person", "FIN", ("Sauli Niinisto",), Level.HEAD_OF_STATE)
SITE = Place(name="Turku", state="FIN")


@pytest.mark.parametrize(
    ("wanted", "found", "outcome", "cause"),
    [
        pytest.param(FINN, [mention(PERSON, ACTOR)], "right", "", id="person"),
        pytest.param(FINN, [], "unresolved", "no mention", id="nothing"),
        pytest.param(FINN, [(Span(12, 20), mention(PERSON, ACTOR)[1])], "unresolved", "no mention", id="beside"),
        pytest.param(FINN, [mention(PERSON, Actor(person="Niinisto"))], "unresolved", "no party", id="stateless"),
        pytest.param(
            FINN,
            [mention(PERSON, Actor(state="FIN", person="Niinisto"))],
            "unresolved",
            "name not told apart",
            id="part",
        ),
        pytest.param(
            FINN, [mention(PERSON, Actor(state="FIN", person="Alexander Stubb"))], "wrong", "other person", id="other"
        ),
        pytest.param(FINN, [mention(STATE, Actor(state="FIN"))], "unresolved", "no person", id="state-only"),
        pytest.param(FINN, [mention(STATE, Actor(state="SWE"))], "wrong", "other party", id="other-state"),
        pytest.param(
            label("person", "FIN", ("Sauli Niinisto",), Level.MINISTER),
            [mention(PERSON, ACTOR)],
            "wrong",
            "other level",
            id="level",
        ),
        pytest.param(
            label("person", "", ("-",)), [mention(PERSON, ACTOR)], "wrong", "named where nobody may be", id="open"
        ),
        pytest.param(
            label("person", "", ("-",)), [mention(PERSON, Actor(person="Niinisto"))], "right", "", id="kept-open"
        ),
        pytest.param(label("none", "USA"), [mention(STATE, Actor(state="USA"))], "right", "", id="allowed"),
        pytest.param(
            label("none", ""), [mention(STATE, Actor(state="USA"))], "wrong", "named where nobody may be", id="none"
        ),
        pytest.param(
            label("place", "FIN"),
            [mention(PLACE, Actor(state="FIN"), head="site", place=SITE)],
            "right",
            "",
            id="place",
        ),
        pytest.param(
            label("state", "FIN"),
            [mention(PLACE, Actor(state="FIN"), head="site", place=SITE)],
            "unresolved",
            "place for its government",
            id="site-for-state",
        ),
        pytest.param(
            label("state", "FIN"),
            [mention(PLACE, Actor(state="FIN"), head="capital", place=SITE)],
            "right",
            "",
            id="capital",
        ),
        pytest.param(
            label("person", "FIN"), [mention(PLACE, place=SITE)], "wrong", "a place for a person", id="no-place"
        ),
        pytest.param(
            label("group", "FIN SWE"),
            [mention(STATE, Actor(state="FIN")), mention(STATE, Actor(state="SWE"))],
            "right",
            "",
            id="group",
        ),
        pytest.param(
            label("group", "FIN SWE"),
            [mention(GROUP, Actor(state="FIN"))],
            "unresolved",
            "some parties missing",
            id="half",
        ),
        pytest.param(label("organisation", "EU"), [mention(STATE, Actor(organisation="EC"))], "right", "", id="organ"),
    ],
)
def test_verdicts(wanted: Label, found: list[tuple[Span, Mention]], outcome: str, cause: str) -> None:
    assert judge(wanted, found, load()) == (outcome, cause)


def test_shares_end_the_report(labelled: Path) -> None:
    lines = score_mentions(labelled, misses=1).splitlines()
    assert lines[0] == "6 labels in 2 passages"
    shares = dict(line.rsplit(" ", 1) for line in lines[-3:])
    assert list(shares) == ["resolved right", "wrong", "unresolved"]
    assert sum(map(float, shares.values())) == pytest.approx(1, abs=0.002)


def test_the_projects_own_labels_can_be_read() -> None:
    passages = read_passages(Path(__file__).parents[2] / "bench" / "mentions.txt")
    codes = load().states.by_code.keys() | load().organisations.keys()
    labels = [m for p in passages for m in p.labels]
    assert (len(passages) >= 160, len(labels) >= 650) == (True, True)
    assert {party for m in labels for party in m.parties or ()} <= codes
