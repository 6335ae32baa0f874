"""Frames of the lexicon reader: how a sentence says who did what to whom, and whether it was done."""

from __future__ import annotations

import pytest
from tests.coding.chain import acts_of, told

CASES = {
    # contacts
    "meet with": ("President Sauli Niinistö met with President Alar Karis in Tallinn.", ["meeting occurred FIN>EST"]),
    "meet direct": ("French President Emmanuel Macron met Chancellor Olaf Scholz.", ["meeting occurred FRA>DEU"]),
    "plural subject": (
        "The foreign ministers of Greece and Türkiye met in Athens on Monday.",
        ["meeting occurred GRC>TUR"],
    ),
    "both named": ("Emmanuel Macron and Olaf Scholz met in Berlin.", ["meeting occurred FRA>DEU"]),
    "spoke by phone": (
        "Prime Minister Mario Draghi spoke by phone with Ukrainian President Volodymyr Zelenskyy.",
        ["call occurred ITA>UKR"],
    ),
    "light verb": (
        "Kazakh President Kassym-Jomart Tokayev held a telephone conversation with Russian President Vladimir Putin.",
        ["call occurred KAZ>RUS"],
    ),
    "called": (
        "Canadian Prime Minister Justin Trudeau called Polish President Andrzej Duda.",
        ["call occurred CAN>POL"],
    ),
    "by video": (
        "Chinese President Xi Jinping held talks with German Chancellor Olaf Scholz by video on Monday.",
        ["video occurred CHN>DEU"],
    ),
    "passive": (
        "Spanish Prime Minister Pedro Sánchez was received by King Mohammed VI of Morocco in Rabat.",
        ["meeting occurred MAR>ESP"],
    ),
    "who met": (
        "Foreign Minister Annalena Baerbock, who met with Foreign Minister Jean-Yves Le Drian, left on Friday.",
        ["meeting occurred DEU>FRA"],
    ),
    # journeys
    "visit": ("Polish President Andrzej Duda visited Kyiv on Sunday.", ["visit occurred POL>UKR"]),
    "left for": (
        "A delegation led by Russian Deputy Foreign Minister Andrei Rudenko left Moscow for Yerevan on Monday.",
        ["visit occurred RUS>ARM"],
    ),
    "stops": (
        "Foreign Minister Penny Wong will travel to Samoa, Tonga and Fiji next week.",
        ["visit planned AUS>WSM", "visit planned AUS>TON", "visit planned AUS>FJI"],
    ),
    # letters and statements
    "wrote to": (
        "Prime Minister Imran Khan wrote to Indian Prime Minister Narendra Modi.",
        ["letter occurred PAK>IND"],
    ),
    "naming is no call": ("Emmanuel Macron called Algeria a partner of France.", ["statement occurred FRA>DZA"]),
    "condemn": ("Estonia condemned Russia’s decision.", ["statement occurred EST>RUS"]),
    "call on": (
        "Japanese Prime Minister Fumio Kishida called on Russia to leave Ukraine.",
        ["statement occurred JPN>RUS"],
    ),
    # status
    "plan": (
        "Emmanuel Macron is scheduled to meet Egyptian President Abdel Fattah el-Sisi on Friday.",
        ["meeting planned FRA>EGY"],
    ),
    "hope": ("Emmanuel Macron hopes to visit Algeria.", ["visit proposed FRA>DZA"]),
    "denial": ("Emmanuel Macron did not meet Vladimir Putin in Moscow.", ["meeting negated FRA>RUS"]),
    # no act between states
    "sport": ("Manchester United met Barcelona in the final.", []),
    "own state": ("President Emmanuel Macron met with French Prime Minister Jean Castex.", []),
    "no partner": ("President Emmanuel Macron met with reporters in Marseille.", []),
    "topic": ("The minister spoke about cooperation with Japan.", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_frames(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_every_act_says_which_pattern_it_rests_on() -> None:
    (act,) = acts_of("Polish President Andrzej Duda visited Kyiv on Sunday.")
    assert any("visit" in reason for reason in act.reasons)
    assert 0 < act.confidence <= 1


def test_batches_do_not_matter() -> None:
    one = "Polish President Andrzej Duda visited Kyiv on Sunday."
    two = "Emmanuel Macron met Olaf Scholz in Berlin."
    assert told(f"{one} {two}") == [*told(one), *told(two)]
