from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.knowledge.named_issues import named_issue_spans_in, named_issues_in

FOUND = [
    ("minsk-group", "They spoke about the future of the OSCE Minsk Group.", ("Minsk Group",)),
    ("minsk-cochairs", "The Minsk Group Co-Chairs flew to Yerevan.", ("Minsk Group",)),
    ("section", "The waiver of Section 907 of the Freedom Support Act was signed.", ("Section 907",)),
    ("amendment", "He recalled the 907th amendment to the Freedom Support Act.", ("Section 907",)),
    ("nord-stream", "Berlin halted Nord Stream 2 on Tuesday.", ("Nord Stream 2",)),
    ("nord-stream-again", "The Nord Stream 2 pipeline was never used.", ("Nord Stream 2 pipeline",)),
    ("turkstream", "Sofia spoke of the Turkish Stream.", ("Turkish Stream",)),
    ("zangezur", "Baku wants the Zangezur corridor opened.", ("Zangezur corridor",)),
    ("zangezur-capital", "the Zangezur Corridor and the Lachin road", ("Zangezur corridor",)),
    ("paris", "Washington returned to the Paris Agreement.", ("Paris Agreement",)),
    ("new-start", "Both agreed to the extension of New START by five years.", ("New START",)),
    ("new-start-treaty", "They extended the New START Treaty.", ("New START",)),
    ("jcpoa", "London urged Tehran to return to the JCPOA.", ("JCPOA",)),
    ("jcpoa-talks", "The JCPOA talks stalled.", ("JCPOA",)),
    ("jcpoa-long", "the Joint Comprehensive Plan of Action (JCPOA)", ("Joint Comprehensive Plan of Action",)),
    ("grain", "Ankara brokered the Black Sea Grain Initiative.", ("Black Sea Grain Initiative",)),
    ("grain-small", "the Black Sea grain deal was renewed", ("Black Sea grain deal",)),
    ("abraham", "Rabat joined the Abraham Accords.", ("Abraham Accords",)),
    ("trans-caspian", "He supported a Trans-Caspian pipeline.", ("Trans-Caspian pipeline",)),
    ("trans-caspian-gas", "the Trans-Caspian gas pipeline", ("Trans-Caspian gas pipeline",)),
    ("southern", "deliveries through the Southern Gas Corridor", ("Southern Gas corridor",)),
    ("summit-for", "She spoke at the Summit for Democracy.", ("Summit for Democracy",)),
    ("normandy", "They met in the Normandy format.", ("Normandy format",)),
    ("ninth", "They left the Ninth Summit of the Americas in June.", ("Summit of the Americas",)),
    ("rescue", "He signed the American Rescue Plan.", ("American Rescue Plan",)),
    ("sea", "the UN Convention on the Law of the Sea", ("Convention on the Law of the Sea",)),
    ("astana", "Iran hosted the Astana process.", ("Astana process",)),
    ("minsk-agreements", "He accused them of breaking the Minsk agreements.", ("Minsk Agreements",)),
    ("budapest", "It recalled the Budapest Memorandum of 1994.", ("Budapest Memorandum",)),
    (
        "good-friday",
        "He praised the Good Friday Agreement and the Northern Ireland Protocol.",
        ("Good Friday Agreement", "Northern Ireland Protocol"),
    ),
    ("belt-road", "Rome left the Belt and Road Initiative.", ("Belt and Road Initiative",)),
    ("renaissance", "talks about the Grand Ethiopian Renaissance Dam", ("Grand Ethiopian Renaissance dam",)),
    ("islands", "Tokyo protested over the Senkaku Islands.", ("Senkaku Islands",)),
    ("open-skies", "Moscow left the Treaty on Open Skies.", ("Treaty on Open Skies",)),
    (
        "npt",
        "the Treaty on the Non-Proliferation of Nuclear Weapons",
        ("Treaty on the Non-Proliferation of Nuclear Weapons",),
    ),
    ("resolution", "under Resolution 2231 and UNSCR 1701", ("Resolution 2231", "Resolution 1701")),
    ("resolutions", "in line with resolution 1244", ("Resolution 1244",)),
    (
        "quoted-declaration",
        "signed a “Declaration on Allied Interaction” in Moscow",
        ("Declaration on Allied Interaction",),
    ),
    ("quoted-initiative", "Tirana left the “Open Balkan” initiative.", ("Open Balkan Initiative",)),
    ("shusha", "The Shusha Declaration marked a new stage.", ("Shusha Declaration",)),
    (
        "possessive-before",
        "Iran's Chabahar route and Baku's Zangezur corridor",
        ("Chabahar route", "Zangezur corridor"),
    ),
    ("three-seas", "Warsaw hosted the Three Seas Initiative.", ("Three Seas Initiative",)),
    ("inf", "Washington left the INF Treaty.", ("INF",)),
    ("glued", "Sofia buys through TurkStream.", ("TurkStream",)),
    ("crossing", "Lorries wait at the Rafah crossing.", ("Rafah crossing",)),
    ("conventions", "It breaks the Geneva Conventions.", ("Geneva Conventions",)),
    ("triangle", "They met as the Weimar Triangle.", ("Weimar Triangle",)),
    ("amendment", "Astana wants the Jackson-Vanik amendment gone.", ("Jackson-Vanik amendment",)),
    ("sanctioned-under", "Three firms were sanctioned under CAATSA.", ("CAATSA",)),
    ("once", "The Minsk Group met; the Minsk Group parted.", ("Minsk Group",)),
]

NOT_FOUND = [
    ("joint-statement", "They issued a Joint Statement and a Joint Declaration."),
    ("plain-agreement", "The Agreement was signed; a peace agreement is near."),
    ("sentence-start", "Historic agreement reached in the night. Recent plan failed."),
    ("state-plan", "The French plan and the Azerbaijani initiative were welcomed."),
    ("state-agreement", "The Turkey-Libya agreement was criticised."),
    ("strategic-dialogue", "The U.S.-Georgia Strategic Dialogue opened."),
    ("working-group", "The Joint Working Group met on Friday."),
    ("security-dialogue", "The Trilateral Security Dialogue is annual."),
    ("days", "On Monday agreement was reached, and a July summit is planned."),
    ("bodies", "The Pacific Islands Forum and the World Bank Group sent observers."),
    ("island-state", "The Solomon Islands and the Marshall Islands voted."),
    ("organisation-summit", "at the NATO Summit and the EU summit"),
    ("person", "President Ilham Aliyev and Secretary Antony Blinken spoke."),
    ("office", "The Foreign Minister and the Assistant Secretary of State met."),
    ("fta", "They signed a Free Trade Agreement and an MOU."),
    ("cooperation", "an Agreement on Cooperation with Azerbaijan"),
    ("acronym-body", "the EU talks, the NATO commitments and the IMF negotiations"),
    ("section-small", "see Section 3 below and section 12"),
    ("number", "Resolution of 12 June, 2022 pages"),
    ("process-small", "The electoral process and the group left."),
    ("signed-states", "They signed the USA accord."),
    ("understanding", "They signed a Memorandum of Understanding in November."),
    ("loan", "The Loan Agreement with the Development Fund was renewed."),
    ("arrangement", "They signed an Implementing Arrangement and a Migration Arrangement."),
    ("youtube", "He spoke on YouTube and at McDonald's."),
    ("empty", ""),
]


@pytest.mark.parametrize(("text", "names"), [case[1:] for case in FOUND], ids=[case[0] for case in FOUND])
def test_found(text: str, names: tuple[str, ...]) -> None:
    assert named_issues_in(text) == names


@pytest.mark.parametrize("text", [case[1] for case in NOT_FOUND], ids=[case[0] for case in NOT_FOUND])
def test_not_found(text: str) -> None:
    assert named_issues_in(text) == ()


def test_spans_hold_the_name() -> None:
    text = "Then the 907th amendment to the Freedom Support Act, then Nord Stream 2 and the Zangezur Corridor."
    assert [text[span.start : span.end] for _, span in named_issue_spans_in(text)] == [
        "907th amendment to the Freedom Support Act",
        "Nord Stream 2",
        "Zangezur Corridor",
    ]


PIECES = st.sampled_from(
    [
        "Minsk",
        "Group",
        "the",
        "OSCE",
        "of",
        "and",
        "Treaty",
        "on",
        "“",
        "”",
        "plan",
        "New",
        "START",
        "2",
        ".",
        "’s",
        "U.S.",
    ]
)


@given(st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=60))
def test_spans_are_in_order_and_apart(text: str) -> None:
    spans = [span for _, span in named_issue_spans_in(text)]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
