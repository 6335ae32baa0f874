"""Twenty pairs of readouts of our own wording, read as any texts are, and two sides compared."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bilateral.analysis.accounts import AccountsCompared, Basis, EventAccounts
from bilateral.api import Chronology

PAIRS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "pairs.toml").read_text("utf-8"))["pair"]
BY_NAME = {pair["name"]: pair for pair in PAIRS}


@pytest.fixture(scope="module")
def chronology(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chronology]:
    file = tmp_path_factory.mktemp("pairs") / "pairs.jsonl"
    rows = [
        {
            "id": f"{pair['name']}-{side}",
            "title": pair[side]["title"],
            "publisher": pair[side]["publisher"],
            "published": str(pair["on"]),
            "text": pair[side]["text"],
        }
        for pair in PAIRS
        for side in "ab"
    ]
    file.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    with Chronology() as opened:
        opened.read(file)
        yield opened


def one_event(chronology: Chronology, pair: dict[str, Any]) -> EventAccounts:
    sides = pair["a"]["party"], pair["b"]["party"]
    (found,) = chronology.compare_accounts(*sides, since=pair["on"], until=pair["on"]).compared.events
    return found


@pytest.mark.parametrize("pair", PAIRS, ids=BY_NAME)
def test_each_text_is_known_by_its_publisher_and_names_its_issues(chronology: Chronology, pair: dict[str, Any]) -> None:
    found = one_event(chronology, pair)
    for side, told in zip("ab", found.sides, strict=True):
        assert (told.party, told.basis) == (pair[side]["party"], Basis.OWN)
        assert set(told.named) == set(pair[side]["names"].split())
        assert told.documents == (f"{pair['name']}-{side}",)
    first, second = (set(pair[side]["names"].split()) for side in "ab")
    assert set(found.both) == first & second
    assert set(found.only_first) == first - second
    assert set(found.only_second) == second - first


@pytest.mark.parametrize("pair", PAIRS, ids=BY_NAME)
def test_stances_have_their_speaker_and_their_issue(chronology: Chronology, pair: dict[str, Any]) -> None:
    found = one_event(chronology, pair)
    for side, told in zip("ab", found.sides, strict=True):
        taken = {f"{one.kind} {one.speaker} {issue}" for one in told.stances for issue in one.issues or ("-",)}
        assert set(pair[side]["stances"]) <= taken


@pytest.mark.parametrize("pair", PAIRS, ids=BY_NAME)
def test_every_issue_and_stance_leads_to_a_sentence_of_the_text(chronology: Chronology, pair: dict[str, Any]) -> None:
    for side, told in zip("ab", one_event(chronology, pair).sides, strict=True):
        text = pair[side]["text"]
        passages = [p for one in (*told.issues, *told.named_issues) for p in one.passages]
        passages += [one.passage for one in told.stances]
        assert all(passage.text in text or passage.text in pair[side]["title"] for passage in passages)
        assert all(one.object.removesuffix(" …") in one.passage.text for one in told.stances)


def compared(chronology: Chronology) -> AccountsCompared:
    return chronology.compare_accounts("USA", "Egypt").compared


def test_a_habit_is_told_with_its_events(chronology: Chronology) -> None:
    rows = {(row.party, row.issue): row for row in compared(chronology).habits}
    habit = rows["EGY", "democracy-and-human-rights"]
    assert (len(habit.left_out), len(habit.of)) == (5, 6)
    assert habit.words == "a habit: unlikely to be chance"
    assert (round(habit.low, 2), round(habit.high, 2)) == (0.36, 1.0)
    assert rows["EGY", "consular-and-detainees"].words == "too few to tell"
    assert rows["EGY", "climate-and-environment"].left_out == ()
    assert {one for one, _ in rows} == {"USA", "EGY"}


def test_the_other_way_round_is_the_same_turned_round(chronology: Chronology) -> None:
    one, two = compared(chronology), chronology.compare_accounts("Egypt", "USA").compared
    assert [e.event for e in one.events] == [e.event for e in two.events]
    assert [e.only_first for e in one.events] == [e.only_second for e in two.events]
    assert {(h.party, h.issue, h.left_out, h.words) for h in one.habits} == {
        (h.party, h.issue, h.left_out, h.words) for h in two.habits
    }


def test_one_name_in_two_writings_is_named_by_both(chronology: Chronology) -> None:
    found = one_event(chronology, BY_NAME["egypt-1"])
    assert found.both_named == ("Grand Ethiopian Renaissance dam",)
    assert found.only_first_named == found.only_second_named == ()


def test_a_text_that_names_nothing_counts_for_no_habit(chronology: Chronology) -> None:
    found = chronology.compare_accounts("Italy", "Libya").compared
    assert found.events[0].sides[1].named == ()
    assert found.habits == ()


def test_other_words_for_one_issue(chronology: Chronology) -> None:
    (row,) = [one for one in one_event(chronology, BY_NAME["china-germany"]).contrasts if one.differ]
    assert row.issue == "climate-and-environment"
    assert {one.kind for one in row.second} == {"support"}


def test_text_says_it_within_80_columns(chronology: Chronology) -> None:
    table = chronology.compare_accounts("USA", "Egypt")
    text = table.text(width=80)
    assert max(map(len, text.splitlines())) <= 80
    assert "Democracy and human rights         5 of 6     36 to 100 %   a habit: unlikely" in text
    assert "Both\nsides tell 6 of the events" in text
    full = chronology.compare_accounts("USA", "Egypt", table.compared.events[0].event[:8]).text(width=80)
    assert "Egypt, own texts (Example Ministry of Foreign Affairs of Egypt)" in full
    assert "What the texts of" not in full


def test_record_holds_everything(chronology: Chronology) -> None:
    record = json.loads(chronology.compare_accounts("USA", "Egypt").json())
    assert record["coverage"]["own_texts_of_a"] == record["coverage"]["own_texts_of_b"] == 6
    assert [one["only_a"] for one in record["events"]][3] == ["democracy-and-human-rights"]
    stance = record["events"][0]["accounts"][0]["stances"][-1]
    assert stance["words"] == "urged"
    assert stance["passage"]["text"][stance["passage"]["text"].index("urged") :].startswith(
        "urged Egypt to make progress"
    )
    assert record["left_out"][0]["party"] == "USA"
