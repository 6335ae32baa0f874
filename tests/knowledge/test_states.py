from __future__ import annotations

import pytest

from bilateral.errors import UnknownState
from bilateral.knowledge import SurfaceKind, load

STATES = load().states


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("Azerbaijan", "AZE", id="name"),
        pytest.param("azerbaijani", "AZE", id="demonym in lower case"),
        pytest.param("Azeri", "AZE", id="other demonym"),
        pytest.param("AZ", "AZE", id="ISO alpha-2"),
        pytest.param("aze", "AZE", id="ISO alpha-3 in lower case"),
        pytest.param("us", "USA", id="us is the code, not the word"),
        pytest.param("America", "USA", id="short name"),
        pytest.param("United States of America", "USA", id="formal name"),
        pytest.param("Great Britain", "GBR", id="part for the whole"),
        pytest.param("Turkiye", "TUR", id="without its accent"),
        pytest.param("Türkiye", "TUR", id="with its accent"),
        pytest.param("the Gambia", "GMB", id="article"),
        pytest.param("Ivory Coast", "CIV", id="English name"),
        pytest.param("Côte d’Ivoire", "CIV", id="typographic apostrophe"),
        pytest.param("Burma", "MMR", id="old name"),
        pytest.param("Swaziland", "SWZ", id="name until 2018"),
        pytest.param("DPRK", "PRK", id="north by its letters"),
        pytest.param("Republic of Korea", "KOR", id="south by its formal name"),
        pytest.param("PRC", "CHN", id="people's republic"),
        pytest.param("Republic of China", "TWN", id="the other China"),
        pytest.param("DRC", "COD", id="Kinshasa"),
        pytest.param("Republic of the Congo", "COG", id="Brazzaville"),
        pytest.param("Guinea", "GIN", id="Guinea alone"),
        pytest.param("Guinea-Bissau", "GNB", id="Bissau"),
        pytest.param("Equatorial Guinea", "GNQ", id="Malabo"),
        pytest.param("Papua New Guinea", "PNG", id="Port Moresby"),
        pytest.param("North Macedonia", "MKD", id="name since 2019"),
        pytest.param("Niger", "NER", id="Niger"),
        pytest.param("Nigerian", "NGA", id="Nigerian, not Nigerien"),
        pytest.param("Nigerien", "NER", id="Nigerien, not Nigerian"),
        pytest.param("Kosovo", "XKX", id="code beyond ISO"),
        pytest.param("Holy See", "VAT", id="observer"),
        pytest.param("Palestinian", "PSE", id="observer by its people"),
        pytest.param("Emirati", "ARE", id="demonym unlike the name"),
        pytest.param("Dutch", "NLD", id="demonym unlike the name too"),
        pytest.param("Danes", "DNK", id="people"),
        pytest.param("South Sudanese", "SSD", id="longer demonym"),
    ],
)
def test_find(text: str, code: str) -> None:
    assert STATES.find(text).code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("EU", "EU", id="union"),
        pytest.param("nato", "NATO", id="alliance in lower case"),
        pytest.param("G-7", "G7", id="hyphen"),
        pytest.param("World Bank", "WB", id="name"),
        pytest.param("Turkish", "TUR", id="a state still"),
        pytest.param("Arab League", "LAS", id="usual name"),
    ],
)
def test_party(text: str, code: str) -> None:
    assert STATES.party(text) == code


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        pytest.param("Azerbijan", "Azerbaijan", id="letter lost"),
        pytest.param("Isreal", "Israel", id="letters swapped"),
        pytest.param("Kazahkstan", "Kazakhstan", id="long name"),
        pytest.param("Congo", "Congo (COG)", id="two states by that name"),
    ],
)
def test_unknown_state_suggests(text: str, suggestion: str) -> None:
    with pytest.raises(UnknownState) as error:
        STATES.find(text)
    assert suggestion in error.value.suggestions
    assert "did you mean" in str(error.value)


def test_unknown_without_a_neighbour() -> None:
    with pytest.raises(UnknownState, match=r"'qqqq'$"):
        STATES.party("qqqq")


def test_all_members_of_the_united_nations() -> None:
    members = [s for s in STATES.by_code.values() if s.status == "member"]
    assert len(members) == 193
    assert all(len(s.code) == 3 and len(s.code2) == 2 for s in members)
    assert all(s.demonyms and s.capital for s in members)


def test_every_state_has_surfaces() -> None:
    found = {(s.kind, s.key) for s in load().surfaces()}
    for state in STATES.by_code.values():
        assert (SurfaceKind.NAME, state.code) in found
        if state.status == "member":
            assert (SurfaceKind.DEMONYM, state.code) in found
            assert (SurfaceKind.CAPITAL, state.code) in found
