"""Which persons a text names by itself, what it leaves open, and what others may fill in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.coding.chain import READER, document_of

from bilateral.coding import Coding, coding_of
from bilateral.knowledge import load
from bilateral.model import Level
from bilateral.persons import KnownPerson, OfficeRuled, OfficeSeen, Origin, Ruling

DAY = date(2022, 5, 11)
VERLINCK = KnownPerson(
    name="Tomas Verlinck",
    names=("Tomas Verlinck",),
    party="NLD",
    is_state=True,
    origin=Origin.LEARNED,
    offices=(OfficeSeen(office="Special Envoy", level=Level.SENIOR_OFFICIAL, first=DAY, last=DAY, documents=3),),
    attested=14,
)


def coded(text: str, *persons: KnownPerson, published: str | None = "2022-05-11", publisher: str = "") -> Coding:
    document = document_of(text, published=published, publisher=publisher or None)
    return coding_of(document, load(), READER, persons)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Deputy Assistant Secretary of State Erika Olson arrived in Baku. Olson met President Ilham Aliyev.",
            [
                ("Erika Olson", "USA", "Deputy Assistant Secretary of State", True),
                ("Ilham Aliyev", "AZE", "President", False),
            ],
        ),
        (
            "Azerbaijani presidential aide Hikmet Talibov met with the Polish ambassador.",
            [("Hikmet Talibov", "AZE", "Presidential Aide", True)],
        ),
        (
            "Presidential aide Hikmet Talibov met with the Polish ambassador.",
            [("Hikmet Talibov", "", "Presidential Aide", False)],
        ),
        (
            "Kazakh Deputy Energy Minister Aset Magauov visited Poland.",
            [("Aset Magauov", "KAZ", "Deputy Energy Minister", True)],
        ),
        ("Azerbaijan's Minister Talibov spoke in Baku.", [("Talibov", "AZE", "Minister", False)]),
        ("The Norwegian leader Berit Ostvold visited Poland.", [("Berit Ostvold", "NOR", None, False)]),
        ("ASSISTANT SECRETARY QUILL of the United States: We spoke with Poland.", []),
    ],
)  # fmt: skip
def test_who_is_introduced(text: str, told: list[tuple[str, str, str | None, bool]]) -> None:
    found = [(a.name, a.party, a.office, a.introduced) for a in coded(text).appearances if not a.name.isupper()]
    assert [item for item in found if item in told] == told
    assert not [item for item in found if item[3] and item not in told]


def test_a_person_introduced_is_known_for_the_rest_of_the_text() -> None:
    text = (
        "Kazakh Deputy Energy Minister Aset Magauov met with U.S. Ambassador William Moser in Astana on May 10, 2022. "
        "Magauov visited Poland on May 11, 2022."
    )
    meeting, visit = coded(text).reports
    assert [(a.state, a.person) for a in (*meeting.source, *visit.source)] == [("KAZ", "Aset Magauov")] * 2
    assert visit.source[0].level is Level.SENIOR_OFFICIAL
    assert visit.source[0].basis == "introduced in sentence 1; title in the text"


def test_what_is_guessed_introduces_nobody() -> None:
    text = "Under Secretary Maria Quillan will travel to Poland on May 14, 2022."
    (person,) = coded(text, publisher="U.S. Department of State").appearances
    assert (person.party, person.introduced) == ("USA", False)
    assert "(guess)" in person.basis


def test_copies_have_one_wording_and_the_text_its_day() -> None:
    text = "Dutch Special Envoy Tomas Verlinck met with the Polish foreign minister."
    one, other = (coded(t).appearances[0] for t in (text, f"A headline of our own\n\n{text}\n\nMore follows."))
    assert one.wording == other.wording
    assert (one.day, one.sentence) == (DAY, 0)
    assert coded(text, published=None).appearances[0].day is None


@pytest.mark.parametrize("who", ["Tomas Verlinck", "Special Envoy Tomas Verlinck", "Special Envoy Verlinck"])
def test_what_a_text_leaves_open_others_may_tell(who: str) -> None:
    text = f"{who} met with Polish Foreign Minister Zbigniew Rau on May 10, 2022."
    alone = coded(text)
    assert alone.reports == ()
    assert any("Verlinck" in asked.name for asked in alone.open_names)
    (report,) = coded(text, VERLINCK).reports
    (actor,) = report.source
    assert (actor.state, actor.person, actor.level) == ("NLD", "Tomas Verlinck", Level.SENIOR_OFFICIAL)
    assert actor.basis == "learned from other documents"
    assert "Tomas Verlinck: learned from other documents" in report.reasons


def test_the_text_itself_comes_first() -> None:
    text = "Belgian Special Envoy Tomas Verlinck met with Polish Foreign Minister Zbigniew Rau on May 10, 2022."
    assert coded(text, VERLINCK) == coded(text)
    assert coded(text).open_names == ()


def test_the_register_comes_before_what_was_learned() -> None:
    rival = replace(VERLINCK, name="Antony Blinken", names=("Antony Blinken",))
    text = "Antony Blinken met with Polish Foreign Minister Zbigniew Rau on May 10, 2022."
    assert coded(text, rival).reports == coded(text).reports
    assert coded(text).reports[0].source[0].state == "USA"


def test_a_ruling_comes_before_all() -> None:
    ruling = Ruling(name="Antony Blinken", party="BEL", offices=(OfficeRuled(level=Level.MINISTER),), who="ada")
    ruled = replace(
        VERLINCK, name="Antony Blinken", names=("Antony Blinken",), party="BEL", origin=Origin.JUDGED, ruling=ruling
    )
    text = "U.S. Secretary of State Antony Blinken met with Polish Foreign Minister Zbigniew Rau on May 10, 2022."
    (actor,) = coded(text, ruled).reports[0].source
    assert (actor.state, actor.level, actor.basis.split(";")[0]) == ("BEL", Level.MINISTER, "judged by ada")
