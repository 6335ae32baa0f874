"""`bilateral code`: what a reader makes of a sentence."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from bilateral.cli import main

SENTENCE = "Chile expelled two Peruvian envoys on Friday."


def run(*arguments: str, given: str | None = None) -> str:
    result = CliRunner().invoke(main, ["code", *arguments], input=given)
    assert result.exit_code == 0, result.output
    return result.output


def test_acts_and_what_the_model_sees() -> None:
    printed = run(SENTENCE)
    assert "1. SANCTION · measure · “expelled”" in printed
    assert "from   CHL" in printed
    assert "to     PER" in printed
    assert "What the model sees" in printed


def test_a_domestic_act_is_only_seen() -> None:
    printed = run("Police arrested forty students in the square on Friday.")
    assert printed.startswith("No act between two known states or bodies.")
    assert "COERCE" in printed


def test_lexicon_reader_and_standard_input() -> None:
    printed = run("-", "--reader", "lexicon", given=SENTENCE)
    assert "pattern 'expel'" in printed
    assert "model" not in printed


def test_json() -> None:
    found = json.loads(run(SENTENCE, "--json"))
    assert found["acts"][0]["type"] == "SANCTION"
    assert {"trigger", "types", "source", "target"} <= found["seen"][0].keys()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["  "], "There is no text", id="empty"),
        pytest.param([SENTENCE, "--reader", "oracle"], "oracle", id="reader"),
        pytest.param([SENTENCE, "--published", "soon"], "soon", id="day"),
    ],
)
def test_errors(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(main, ["code", *arguments])
    assert result.exit_code != 0
    assert said in result.output
