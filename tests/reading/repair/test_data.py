from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.knowledge import load
from bilateral.knowledge.tables import rows
from bilateral.reading.edits import apply
from bilateral.reading.repair import mend
from bilateral.reading.repair.signs import Signs, is_machine_translated
from bilateral.reading.repair.templates import rules
from bilateral.reading.repair.vocabulary import table

_WORDS = (
    "He To Of The In In Angela Merkel Merkel Vladimir Putin Turkey Turkey presidents Ankara'da Ankara Hope 20At May 6 "
    "7, between. was. trip hit. met with called Congratulated with and USAof leadership.Russia , . Co. “ ” the the US "
    "ambassador President Foreign Minister said letter to To Azerbaijan Armenia"
)


def test_every_rule_says_what_it_mends() -> None:
    assert len(rules()) == len(table("repair_rules.toml")["rule"])
    assert all(row["name"] and row["damage"].endswith(".") for row in table("repair_rules.toml")["rule"])


def test_names_are_rows_of_their_own() -> None:
    found = [(row["word"], row["name"]) for row in rows("repair_names.csv")]
    assert len(found) == len(set(found))
    assert found == sorted(found)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from([*_WORDS.split(" "), "\n"]), max_size=40))
def test_any_damage_gives_edits_that_apply(words: list[str]) -> None:
    text = " ".join(words)
    result = mend(text, load())
    apply(text, result.repairs)
    assert all("\n" not in text[repair.start : repair.end] for repair in result.repairs)
    assert mend(text, load()) == result


def test_signs_count_by_strength_and_length() -> None:
    weak = Signs((("preposition in mid-sentence", 3),), 0, ())
    one = Signs((("year torn apart", 1),), 1, ())
    many = Signs((("year torn apart", 1), ("pronoun in mid-sentence", 5)), 6, ())
    assert is_machine_translated(one, 60)
    assert is_machine_translated(weak, 60)
    assert not is_machine_translated(weak, 200)
    assert not is_machine_translated(one, 200)
    assert is_machine_translated(many, 1000)
    assert not is_machine_translated(many, 1001)
