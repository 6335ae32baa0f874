"""The commands on texts that change and readers that do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_history_shows_what_changed(bilateral: Run, news: Path) -> None:
    bilateral("read", news)
    text = (news / "call.txt").read_text()
    (news / "call.txt").write_text(text.replace("March 3", "March 9"))
    assert "2 documents: 1 unchanged, 1 replaced" in bilateral("read", news).stdout
    shown = bilateral("history", news / "call.txt").stdout
    assert "On March [-3,-] {+9,+} 2022," in shown
    assert "changed  2022-03-03  AZE -> USA  call" in shown
    assert max(map(len, shown.splitlines()[2:])) <= 90
    told = json.loads(bilateral("history", news / "call.txt", "--json").stdout)
    assert told["versions"][0]["successor"] == told["current"]["document"]
    assert bilateral("history", told["versions"][0]["document"]).stdout.splitlines()[3:] == shown.splitlines()[3:]


def test_history_of_a_text_that_never_changed_and_of_none(chronology: Run) -> None:
    record = json.loads(chronology("events", "USA", "AZE", "--format", "json").stdout)[0]
    assert "never changed" in chronology("history", record["reports"][0]["document"]).stdout
    result = chronology("history", "nowhere")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no text has the address 'nowhere' or an id that begins so" in result.stderr


def test_recode_has_nothing_to_do_and_then_has(chronology: Run) -> None:
    import duckdb

    before = chronology("export").stdout_bytes
    assert chronology("recode").stdout == "Nothing to do: every text was coded by the reader as it is now.\n"
    with duckdb.connect("relations.duckdb") as connection:
        connection.execute("UPDATE inputs SET reader = 'lexicon 0'")
        connection.execute("INSERT INTO unmerged (block) SELECT block FROM reports WHERE form = 'call'")
        connection.execute("DELETE FROM reports WHERE form = 'call'")
    assert chronology("recode", "--dry-run").stdout.startswith("Would code again: 2 texts, lexicon 0 -> lexicon ")
    told = chronology("recode", "--list").stdout
    assert told.startswith("Coded again: 2 texts, lexicon 0 -> lexicon ")
    assert chronology("export").stdout_bytes == before
    assert json.loads(chronology("recode", "--json").stdout)["documents"] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["watch", "news", "--every", "soon"], "'soon' is no length of time; write it as 15m", id="time"),
        pytest.param(["watch", "news", "--reader", "oracle"], "'oracle' is no reader", id="reader"),
        pytest.param(["recode", "--since", "then"], "'then' is no date", id="since"),
        pytest.param(["recode", "-d", "zz"], "no text that a reader coded has an id that begins with 'zz'", id="id"),
    ],
)
def test_what_cannot_be_done_is_told(chronology: Run, arguments: list[str], said: str) -> None:
    result = chronology(*arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_watch_once_prints_a_line_a_source(bilateral: Run, news: Path) -> None:
    result = bilateral("watch", "news", "http://127.0.0.1:1/feed", "--once")
    assert result.exit_code == 1
    assert " news: 2 new; next " in result.stdout
    assert " 127.0.0.1:1/feed: no connection to the server; next " in result.stderr
    (again,) = bilateral("watch", "news", "--once", "--json").stdout.splitlines()
    assert (json.loads(again)["known"], json.loads(again)["new"]) == (2, 0)
    assert bilateral("watch", "news", "--once", "--quiet").stdout == ""
