"""`bilateral judge event`, `same`, `different`, `split`, `import` and `tasks`, as a user meets them."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tests.cli.conftest import write_news

Run = Callable[..., Result]
WHY = ("--why", "her diary", "--by", "ada")


def listed(run: Run, *options: str) -> dict[str, dict[str, Any]]:
    """The events by form and status."""
    rows = json.loads(run("events", "--status", "all", "--format", "json", *options).stdout)
    return {f"{row['form']} {row['status']}": row for row in rows}


def test_a_corrected_event_shows_both_what_is_judged_and_what_the_texts_say(chronology: Run) -> None:
    before = chronology("export").stdout
    key = listed(chronology)["call occurred"]["id"]
    options = [f"--set={one}" for one in ("date=2022-03-02", "place=baku", "issues=health,energy", "from=american")]
    result = chronology("judge", "event", key[:6], *options, *WHY)
    assert result.exit_code == 0, result.output
    assert [line.split(": ", 1)[1] for line in result.stdout.splitlines()] == [
        "date is 2022-03-02",
        "place is Baku, AZE",
        "issues is energy, health",
        "from is USA",
    ]
    row = listed(chronology)["call occurred"]
    assert (row["id"], row["start"], row["end"], row["basis"]) == (key, "2022-03-02", "2022-03-02", "judged")
    assert (row["place"]["name"], row["issues"]) == ("Baku", ["energy", "health"])
    assert [side[0]["person"] for side in (row["from"], row["to"])] == ["Antony Blinken", "Ilham Aliyev"]
    assert {one["field"]: one["reported"] for one in row["judged"]} == {
        "date": "2022-03-03",
        "place": "",
        "issues": "energy",
        "from": "AZE",
    }
    shown = " ".join(chronology("show", key).stdout.split())
    assert "date: 2022-03-02 (judged by ada on " in shown
    assert ": her diary; the reports say 2022-03-03)" in shown
    assert "; the reports say nothing)" in shown
    table = chronology("judgements").stdout
    assert max(map(len, table.splitlines())) <= 80
    assert "2022-03-03 AZE → USA" in table
    for one in json.loads(chronology("judgements", "--json").stdout):
        assert one["anchors"]["subject"][0]["words"].startswith("On March 3, 2022")
        assert chronology("judgements", "--withdraw", one["id"]).exit_code == 0
    assert chronology("export").stdout == before


def test_right_wrong_same_different_and_split(chronology: Run) -> None:
    before = chronology("export").stdout
    events = listed(chronology)
    call, meeting, visit = (events[name]["id"] for name in ("call occurred", "meeting occurred", "visit occurred"))
    assert "right" in chronology("judge", "event", call, "--right", *WHY).stdout
    assert listed(chronology)["call occurred"]["confidence"] == 0.999
    assert "no such event" in chronology("judge", "event", call, "--wrong", *WHY).stdout
    assert "call occurred" not in listed(chronology)
    again = chronology("judge", "event", call, "--right", *WHY)
    assert again.exit_code == 2
    assert "was judged wrong by ada" in again.stderr
    assert "bilateral judgements --withdraw j" in again.stderr
    assert "overruled by j" in chronology("judgements", "--format", "md").stdout

    assert chronology("judge", "same", visit, meeting, *WHY).exit_code == 0
    (joined,) = [row for row in listed(chronology).values() if len(row["reports"]) == 2]
    assert "judged one event by ada" in " ".join(chronology("show", joined["id"]).stdout.split())
    refused = chronology("judge", "split", joined["id"], "1", *WHY)
    assert "all its sources are named" in refused.stderr
    reports = [one["report"] for row in json.loads(chronology("judgements", "--json").stdout)
               if row["verdict"] == "same" for one in row["anchors"]["other"]]  # fmt: skip
    assert chronology("judge", "split", joined["id"], *reports, *WHY).exit_code == 0
    assert {"visit occurred", "meeting occurred"} <= set(listed(chronology))
    for row in json.loads(chronology("judgements", "--json").stdout):
        assert chronology("judgements", "--withdraw", row["id"]).exit_code == 0
    assert chronology("judge", "different", visit, meeting, *WHY).exit_code == 0
    assert "not the event 2022-04-12 AZE → RUS meeting" in " ".join(
        chronology("judgements", "--standing", "--format", "md").stdout.split()
    )
    assert chronology("export").stdout == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["event", "CALL"], "nothing is said about"),
        (["event", "CALL", "--right", "--wrong"], "right or wrong, not both"),
        (["event", "CALL", "--wrong", "--set=form=call"], "it goes with no value"),
        (["event", "CALL", "--set=form"], "'form' is no FIELD=VALUE"),
        (["event", "CALL", "--set=form=cal"], "'cal' is no form; choose from: call, video"),
        (["event", "CALL", "--set=colour=red"], "'colour' is no field of an event; choose from: date, start"),
        (["event", "CALL", "--set=type=TALK"], "'TALK' is no event type; choose from: AGREE"),
        (["event", "CALL", "--set=mode=troops"], "'troops' is no mode of CONSULT; choose from: visit"),
        (["event", "CALL", "--set=status=maybe"], "'maybe' is no status; choose from: occurred"),
        (["event", "CALL", "--set=issues=energy,cats"], "'cats' is no issue; choose from: democracy"),
        (["event", "CALL", "--set=from=Azerbajan"], "did you mean Azerbaijan"),
        (["event", "CALL", "--set=from=none"], "from needs a value"),
        (["event", "CALL", "--set=date=spring"], "'spring' is no date; write it as 2022"),
        (["event", "CALL", "--set=date=2022-03-05/2022-03-04"], "is no date"),
        (["event", "CALL", "--set=start=2022-03-05", "--set=end=2022-03-01"], "would end (2022-03-01) before"),
        (["event", "CALL", "--set=start=2022-03-05", "--set=date=2022-03-01"], "date says start and end at once"),
        (["event", "CALL", "--set=place=Nowhere at all"], "name its state too: 'place=Nowhere at all, FRA'"),
        (["event", "e99999", "--right"], "no event has an id that begins with 'e99999'"),
        (["same", "CALL", "CALL"], "name two events or more"),
        (["different", "CALL", "e99999"], "no event has an id"),
        (["split", "CALL", "7"], "has no source '7'; it has: 1 ("),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_is_told_with_the_way_out(chronology: Run, arguments: list[str], said: str) -> None:
    key = listed(chronology)["call occurred"]["id"]
    result = chronology("judge", *(key if part == "CALL" else part for part in arguments), *WHY)
    assert result.exit_code == 2
    assert said in result.stderr
    assert chronology("judgements").stdout == "No judgements.\n"


@pytest.mark.parametrize("layout", ["csv", "jsonl"])
def test_judgements_go_out_and_come_back(chronology: Run, layout: str, tmp_path: Path) -> None:
    before = chronology("export").stdout
    events = listed(chronology)
    chronology("judge", "event", events["call occurred"]["id"], "--set=date=2022-03-02", *WHY)
    chronology("judge", "same", events["visit occurred"]["id"], events["meeting occurred"]["id"], *WHY)
    chronology("judge", "person", "Ilham Aliyev", "--office", "Head of State", *WHY)
    judged = chronology("export").stdout
    kept = json.loads(chronology("judgements", "--json").stdout)
    assert chronology("judgements", "--export", f"j.{layout}").stdout == f"j.{layout}: three judgements\n"
    again = chronology("judge", "import", f"j.{layout}")
    assert (again.exit_code, again.stdout) == (0, f"j.{layout}: no judgements kept, 3 known already, 0 not taken.\n")

    (tmp_path / "relations.duckdb").unlink()
    write_news(tmp_path / "news")
    chronology("read", "news")
    assert chronology("export").stdout == before
    result = chronology("judge", "import", f"j.{layout}", "--by", "ben")
    assert result.stdout == f"j.{layout}: three judgements kept, 0 known already, 0 not taken.\n"
    assert json.loads(chronology("judgements", "--json").stdout) == kept
    assert chronology("export").stdout == judged


def test_rows_that_cannot_be_taken_are_told_with_their_line_and_the_rest_is_kept(chronology: Run) -> None:
    events = listed(chronology)
    call, visit, meeting = (events[f"{name} occurred"]["id"] for name in ("call", "visit", "meeting"))
    lines = [
        ("event", "verdict", "other", "field", "value", "why"),
        (call, "", "", "date", "2022-03-02", "diary"),
        ("e99999", "wrong", "", "", "", ""),
        (call, "", "", "form", "cal", ""),
        (visit[:8], "same", meeting, "", "", "one\ntrip"),
        (visit, "same", "", "", "", ""),
        (call, "perhaps", "", "", "", ""),
        ("", "wrong", "", "", "", ""),
    ]
    with Path("mine.csv").open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(lines)
    result = chronology("judge", "import", "mine.csv", "--why", "checked", "--by", "ada")
    assert result.exit_code == 1
    assert result.stdout == "mine.csv: two judgements kept, 0 known already, 5 not taken.\n"
    told = [line.split(": ", 1) for line in result.stderr.splitlines()]
    assert [where for where, _ in told] == [f"mine.csv, line {number}" for number in (3, 4, 7, 8, 9)]
    begin = ("no event has", "'cal' is no form", "verdict same needs the other", "'perhaps' is no verdict", "names no")
    assert all(reason.startswith(said) for (_, reason), said in zip(told, begin, strict=True))
    again = chronology("judge", "import", "mine.csv", "--why", "checked", "--by", "ada")
    assert again.stdout == "mine.csv: no judgements kept, 2 known already, 5 not taken.\n"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.csv", None, "none.csv: No such file"),
        ("a.csv", b"name,why\nx,y\n", "a.csv: the first line names no column 'event'"),
        ("a.csv", b"event\n\xff\n", "a.csv: not UTF-8 at byte 6"),
        ("a.json", b"{", "a.json: no JSON"),
        ("a.json", b"{}", "a.json: is no list"),
        ("a.txt", b"x", "'a.txt' is no file of judgements; choose from: .csv, .jsonl, .json"),
    ],
)
def test_a_file_that_is_none_is_told(chronology: Run, name: str, content: bytes | None, said: str) -> None:
    if content is not None:
        Path(name).write_bytes(content)
    result = chronology("judge", "import", name)
    assert result.exit_code != 0
    assert said in result.stderr


def labelled(task: dict[str, Any], number: int, *results: tuple[str, str, list[str]], **more: Any) -> dict[str, Any]:
    """A task as Label Studio exports it, with one annotation."""
    return {
        "id": number,
        "data": task["data"],
        "annotations": [
            {
                "id": 40 + number,
                "completed_by": {"id": 3, "email": "eve@desk.example"},
                "was_cancelled": False,
                "created_at": "2026-01-30T09:00:00.000000Z",
                "updated_at": "2026-01-31T10:00:00.250000Z",
                "result": [
                    {"from_name": name, "to_name": "text", "type": kind,
                     "value": {"choices" if kind == "choices" else "text": values}}
                    for name, kind, values in results
                ],
                **more,
            }
        ],
    }  # fmt: skip


def test_a_team_judges_in_label_studio(chronology: Run) -> None:
    result = chronology("judge", "tasks", "-o", "tasks.json", "--config", "config.xml", "--status", "all")
    assert result.exit_code == 0, result.output
    tasks = {task["data"]["what"].split(",")[0]: task for task in json.loads(Path("tasks.json").read_text("utf-8"))}
    assert result.stdout.endswith(" tasks\n")
    asked = {node.get("name") for node in ET.parse("config.xml").iter() if node.get("toName") == "text"}
    assert asked == {*("verdict", "form", "type", "status", "issues", "date", "place", "from", "to"),
                     *("same_as", "different_from", "why")}  # fmt: skip
    assert "telephone call from U.S. Secretary of State" in tasks["call"]["data"]["text"]
    export = [
        labelled(
            tasks["call"], 1, ("verdict", "choices", ["right"]), ("issues", "choices", ["energy", "health"]),
            ("date", "textarea", ["2022-03-02"]), ("why", "textarea", ["her diary"]),
        ),
        labelled(tasks["meeting"], 2, ("verdict", "choices", ["wrong"])),
        labelled(tasks["meeting"], 3, ("form", "choices", ["tea"])),
        labelled(tasks["call"], 4, ("verdict", "choices", ["wrong"]), was_cancelled=True),
        {"id": 5, "data": {"text": "of another project"}, "annotations": []},
    ]  # fmt: skip
    Path("export.json").write_text(json.dumps(export), encoding="utf-8")
    result = chronology("judge", "import", "export.json")
    assert result.exit_code == 1
    assert result.stdout == "export.json: four judgements kept, 0 known already, 2 not taken.\n"
    assert "export.json, task 3: 'tea' is no form" in result.stderr
    assert "export.json, task 5: its data names no event" in result.stderr
    rows = json.loads(chronology("judgements", "--json").stdout)
    assert {(row["verdict"], row["field"], row["value"], row["who"], row["why"], row["made"]) for row in rows} == {
        ("right", "event", None, "eve@desk.example", "her diary", "2026-01-31T10:00:00.250000"),
        ("is", "issues", "energy, health", "eve@desk.example", "her diary", "2026-01-31T10:00:00.250000"),
        ("is", "date", "2022-03-02", "eve@desk.example", "her diary", "2026-01-31T10:00:00.250000"),
        ("wrong", "event", None, "eve@desk.example", "Label Studio, task 2", "2026-01-31T10:00:00.250000"),
    }
    events = listed(chronology)
    assert (events["call occurred"]["start"], events["call occurred"]["confidence"]) == ("2022-03-02", 0.999)
    assert "meeting occurred" not in events
    assert chronology("judge", "import", "export.json").stdout.startswith("export.json: no judgements kept, 4 known")


def sources(row: dict[str, Any]) -> list[str]:
    return sorted({one["document"] for one in row["reports"]})


def test_another_reader_keeps_to_the_judgements(bilateral: Run) -> None:
    examples = Path(__file__).resolve().parents[2] / "examples" / "texts"
    texts = [str(examples / name) for name in ("call-2022-05-11-department.html", "call-2022-05-11-presidency.html")]
    lavrov = str(examples / "lavrov-baku.txt")
    assert bilateral("read", *texts, lavrov).exit_code == 0
    events = json.loads(bilateral("events", "--status", "all", "--format", "json").stdout)
    call, *others = sorted(events, key=lambda row: -len(row["reports"]))
    assert (call["form"], len(sources(call))) == ("call", 2)
    gone = next(row for row in others if row["form"] == "visit")
    meeting = next(row for row in others if row["form"] == "meeting")
    assert bilateral("judge", "event", call["id"], "--set=date=2022-05-12", "--set=place=Baku", *WHY).exit_code == 0
    assert bilateral("judge", "event", gone["id"], "--wrong", *WHY).exit_code == 0
    assert bilateral("judge", "split", call["id"], "2", *WHY).exit_code == 0
    assert bilateral("judge", "event", meeting["id"], "--right", *WHY).exit_code == 0

    assert bilateral("read", *texts, lavrov, "--reader", "neural").exit_code == 0
    again = json.loads(bilateral("events", "--status", "all", "--format", "json").stdout)
    assert {one["reader"].split()[0] for row in again for one in row["reports"]} == {"neural"}
    calls = [row for row in again if row["form"] == "call" and row["start"].startswith("2022-05")]
    assert [(row["start"], row["place"]["name"]) for row in calls] == [("2022-05-12", "Baku")] * 2
    assert sorted(map(sources, calls)) == [[one] for one in sources(call)]
    assert (gone["start"], "visit", gone["from"]) not in [(row["start"], row["form"], row["from"]) for row in again]
    assert [row["confidence"] for row in again if [one["value"] for one in row["judged"]] == ["right"]] == [0.999]
    notes = [row["note"] for row in json.loads(bilateral("judgements", "--json").stdout)]
    assert notes == [None] * 5
