"""Who a name means in a document: introductions, namesakes, guesses, and the day."""

from __future__ import annotations

from datetime import date

import pytest
from tests.coding.chain import document_of, scene

from bilateral.coding.cast import Cast, surname_of
from bilateral.coding.holders import Holders
from bilateral.knowledge import Title, load
from bilateral.model import Actor, Level

SPRING = date(2022, 5, 11)


def people(text: str, *, published: str | None = "2022-05-11", publisher: str | None = None) -> list[str]:
    """ "FIN Sauli Niinistö" for each actor that is a person or an office, in order."""
    found = scene(document_of(text, published=published, publisher=publisher)).all_mentions()
    actors = [a for m in found for a in m.actors if a.person or a.office]
    return [f"{a.party or '?'} {a.person or '-'}" for a in actors]


def bases(text: str, *, published: str | None = "2022-05-11", publisher: str | None = None) -> list[str]:
    found = scene(document_of(text, published=published, publisher=publisher)).all_mentions()
    return [a.basis for m in found for a in m.actors if a.person]


def title(title_id: str) -> Title:
    return load().titles[title_id]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Omani envoy Salim Dhofarani arrived. Dhofarani left.", ["OMN Salim Dhofarani"] * 2, id="bare surname"
        ),
        pytest.param(
            "Omani envoy Salim Dhofarani arrived. Mr. Dhofarani left.", ["OMN Salim Dhofarani"] * 2, id="polite"
        ),
        pytest.param(
            "Japanese envoy Arisugawa Tomo arrived. Arisugawa left.", ["JPN Arisugawa Tomo"] * 2, id="family first"
        ),
        pytest.param(
            "Dutch envoy Willem van der Brugge arrived. Van der Brugge left.",
            ["NLD Willem van der Brugge"] * 2,
            id="particles",
        ),
        pytest.param(
            "Foreign Minister Ann Linde arrived. The Swedish minister left.", ["SWE Ann Linde"] * 2, id="by the office"
        ),
        pytest.param(
            "Ann Linde, the Swedish foreign minister, arrived. The minister left.", ["SWE Ann Linde"] * 2, id="title"
        ),
        pytest.param("Olaf Scholz arrived. Scholz left.", ["DEU Olaf Scholz"] * 2, id="register, then surname"),
        pytest.param("Macron arrived.", ["FRA Emmanuel Macron"], id="French president, not Co-Prince of Andorra"),
        pytest.param("King Charles III arrived.", [], id="before he was king"),
    ],
)
def test_told_before(text: str, expected: list[str]) -> None:
    if expected:
        assert people(text) == expected
    else:
        assert "Charles III" not in " ".join(bases(text))


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        pytest.param("2006-05-11", "President Bush spoke.", ["USA George W. Bush"], id="the son"),
        pytest.param("1990-05-11", "President Bush spoke.", ["USA George H. W. Bush"], id="the father"),
        pytest.param("2013-05-11", "Secretary Kerry spoke.", ["USA John Kerry"], id="secretary"),
        pytest.param("2019-05-11", "Foreign Secretary Hunt spoke.", ["GBR Jeremy Hunt"], id="British"),
        pytest.param("2021-06-11", "Prime Minister Johnson spoke.", ["GBR Boris Johnson"], id="prime minister"),
        pytest.param("2017-06-11", "Foreign Secretary Johnson spoke.", ["GBR Boris Johnson"], id="the year he was not"),
        pytest.param("2022-09-20", "King Charles III spoke.", ["GBR Charles III"], id="of several realms"),
        pytest.param("2022-09-20", "The Canadian prime minister spoke.", ["CAN Justin Trudeau"], id="office alone"),
        pytest.param(None, "The Canadian prime minister spoke.", ["CAN -"], id="office alone on no day"),
        pytest.param(None, "President Bush spoke.", ["USA Bush"], id="two presidents on no day"),
        pytest.param(
            None, "On 4 March 2022 the Polish foreign minister spoke.", ["POL Zbigniew Rau"], id="day of the sentence"
        ),
        pytest.param(
            "2024-06-11",
            "In March 2012, the French president spoke.",
            ["FRA Nicolas Sarkozy"],
            id="sentence of long ago",
        ),
        pytest.param(
            "2024-06-11",
            "The French president praised the treaty of March 2012.",
            ["FRA Emmanuel Macron"],
            id="date of another thing",
        ),
    ],
)
def test_as_of_the_day(published: str | None, text: str, expected: list[str]) -> None:
    assert people(text, published=published) == expected


def test_two_ministers_of_one_name_stay_open() -> None:
    text = "South Korean Energy Minister Kim Jae-seong met Trade Minister Kim Ok-hwan of South Korea. Minister Kim left early."  # noqa: E501
    found = scene(document_of(text)).all_mentions()
    (actor,) = found[-1].actors
    assert (actor.state, actor.person_id) == ("KOR", None)
    assert actor.basis == "ambiguous: Kim Jae-seong (KOR) or Kim Ok-hwan (KOR)"


def test_two_of_one_name_from_two_states_have_no_state() -> None:
    text = "Chinese envoy Li Wanhua met Singaporean envoy Li Boon Keng. Li spoke first."
    (actor,) = scene(document_of(text)).all_mentions()[-1].actors
    assert (actor.state, actor.person_id) == (None, None)
    assert "Li Wanhua (CHN)" in actor.basis
    assert "Li Boon Keng (SGP)" in actor.basis


def test_the_highest_is_called_by_the_bare_surname() -> None:
    text = "Belarusian President Alexander Lukashenko came with adviser Viktor Lukashenko of Belarus. Lukashenko spoke."
    assert people(text)[-1] == "BLR Alexander Lukashenko"


def test_a_given_name_tells_namesakes_apart() -> None:
    text = "Canadian Prime Minister Justin Trudeau spoke. Pierre Trudeau had said so before."
    assert people(text) == ["CAN Justin Trudeau"]


def test_a_surname_of_several_in_office_names_nobody() -> None:
    cast = Cast(load(), SPRING, None)
    ids = [p.id for p in load().register.with_surname("Kim")]
    assert cast.principal("Kim", ids) is None


def test_where_somebody_was_introduced_is_told() -> None:
    first, second = bases("Danish envoy Sune Rasmuskov arrived. Nobody came. Rasmuskov left.")
    assert first == "title in the text"
    assert second == "introduced in sentence 1; title in the text"


def test_the_register_says_on_which_day() -> None:
    assert bases("Danish Prime Minister Mette Frederiksen arrived.") == ["register, in office on 2022-05-11"]


def test_the_publishers_own_official_is_a_guess() -> None:
    text = "Deputy Minister Orsolya Kisvarday received the ambassador."
    (basis,) = bases(text, publisher="Ministry of Foreign Affairs of Hungary")
    assert people(text, publisher="Ministry of Foreign Affairs of Hungary")[0] == "HUN Orsolya Kisvarday"
    assert basis.endswith("(guess)")


def test_a_wire_has_no_officials_of_its_own() -> None:
    assert people("Deputy Minister Orsolya Kisvarday spoke.", publisher="Wire") == ["? Orsolya Kisvarday"]


def test_the_secretary_is_the_one_introduced() -> None:
    text = "Secretary of State Antony Blinken met Foreign Minister Penny Wong. The Secretary thanked Australia."
    assert people(text)[2] == "USA Antony Blinken"


def test_the_secretary_of_nobody_is_nobody() -> None:
    assert people("The Secretary thanked Australia.") == []


# -- the register as of a day ------------------------------------------------------------------------------------------


def test_holders_of_no_day() -> None:
    holders = Holders(load(), None)
    assert holders.holder([title("president")], "POL") is None
    assert holders.of_kind("head of state", "POL") is None
    actor = holders.named("Sauli Niinistö", (), None)
    assert actor is not None
    assert actor.basis == "register, day not known"


@pytest.mark.parametrize(
    ("state", "on", "kind"),
    [
        pytest.param("SWE", SPRING, "head of government", id="monarchy"),
        pytest.param("BRA", SPRING, "head of state", id="presidency"),
        pytest.param("ARM", date(2015, 1, 1), "head of state", id="before a change"),
        pytest.param("ARM", SPRING, "head of government", id="after it"),
        pytest.param("POL", SPRING, None, id="both of weight"),
    ],
)
def test_who_leads(state: str, on: date, kind: str | None) -> None:
    assert Holders(load(), on).leads(state) == kind


def test_the_kind_of_an_office() -> None:
    holders = Holders(load(), SPRING)
    (wallace,) = load().register.find("Ben Wallace")
    minister = holders.person(wallace.id)
    assert minister is not None
    assert holders.kind_of(minister) == "defence minister"
    assert holders.kind_of(Actor(state="FRA", office="Adviser", level=Level.SENIOR_OFFICIAL)) is None


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        pytest.param("Ursula von der Leyen", "leyen", id="particles"),
        pytest.param("Robert Kennedy, Jr.", "kennedy", id="suffix"),
        pytest.param("Əliyev", "aliyev", id="folded"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_surname(name: str, surname: str) -> None:
    assert surname_of(name) == surname


SPELLINGS = {
    "in full, without office": ("2007-10-16", "Mahmud Ahmadineschad arrived.", ["IRN Mahmoud Ahmadinejad"]),
    "with an office and no state": ("2015-10-24", "Foreign Minister Sergei Lawrow arrived.", ["RUS Sergey Lavrov"]),
    "behind its state": ("2014-09-17", "Ukraine's Petro Poroschenko arrived.", ["UKR Petro Poroshenko"]),
    "surname behind its state": ("2019-12-20", "Belarus's Lukaschenko arrived.", ["BLR Alexander Lukashenko"]),
    "of somebody introduced": (
        "2022-05-25",
        "Omani envoy Salim Schofer arrived. The hosts met Shaffer there.",
        ["OMN Salim Schofer"] * 2,
    ),
    "short for a name": ("2019-06-29", "MbS arrived.", ["SAU Mohammed bin Salman"]),
    "another given name": ("2007-10-16", "Hamid Ahmadineschad arrived.", []),
    "not in office that day": ("2020-10-16", "Mahmud Ahmadineschad arrived.", []),
    "no name at all": ("2022-05-11", "The Rescue Plan came from Main Street.", []),
    "a word behind an article": (
        "2022-06-01",
        "Prime Minister Sharif spoke. Then the Sheriff left.",
        ["PAK Shehbaz Sharif"],
    ),
    "a word that opens a sentence": ("2022-05-11", "Kaja Kallas spoke. Calls came in.", ["EST Kaja Kallas"]),
}


@pytest.mark.parametrize(("published", "text", "expected"), SPELLINGS.values(), ids=SPELLINGS.keys())
def test_another_spelling(published: str, text: str, expected: list[str]) -> None:
    assert people(text, published=published) == expected


def test_another_spelling_is_told() -> None:
    (basis,) = bases("Ukraine's Petro Poroschenko arrived.", published="2014-09-17")
    assert basis == "register, in office on 2014-09-17; spelled 'Petro Poroschenko'"


def test_a_stranger_is_found_again_where_the_gate_finds_nothing() -> None:
    text = "Omani envoy Salim Dhofarani arrived. He saw Dhofarani there."
    assert people(text).count("OMN Salim Dhofarani") >= 2


def test_a_former_office_is_not_a_namesakes() -> None:
    told = people("Secretary Clinton spoke. Former President Clinton listened.", published="2012-10-30")
    assert told == ["USA Hillary Clinton", "USA Bill Clinton"]


@pytest.mark.parametrize(
    ("published", "text", "candidates"),
    [
        (
            "2009-03-17",
            "He flew to see President Fernandez.",
            "Cristina Fernández de Kirchner (ARG) or Leonel Fernández (DOM)",
        ),
        ("2019-02-05", "Aid for Congo arrived.", "COG or COD"),
        ("2016-02-01", "The Dominican foreign minister left.", "DMA or DOM"),
    ],
)
def test_candidates_are_kept(published: str, text: str, candidates: str) -> None:
    (actor,) = (a for m in scene(document_of(text, published=published)).all_mentions() for a in m.actors)
    assert (actor.party, actor.person_id) == ("", None)
    assert actor.basis.endswith(f"ambiguous: {candidates}")


def test_a_prime_ministers_counterpart_where_there_is_none_is_who_leads() -> None:
    told = people("Australian Prime Minister Malcolm Turnbull called his American counterpart.", published="2017-02-02")
    assert told == ["AUS Malcolm Turnbull", "USA Donald Trump"]
