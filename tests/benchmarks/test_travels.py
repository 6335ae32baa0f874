"""The benchmark of trips on releases and a list made here: which stays count, which are found, what is beyond it."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from bilateral.benchmarks.travels import score_travels, stays_of
from bilateral.errors import InputError, MalformedRecord
from bilateral.knowledge import load

HEAD = "id,role,who,name,start,end,country_id,country,locale,remarks\n"
RIGA = "1,secretary,b,Antony John Blinken,2022-03-07,2022-03-08,latvia,Latvia,Riga,Met.\n"
SEOUL = '2,secretary,b,Antony John Blinken,2022-05-20,2022-05-21,k,"Korea, South",Seoul,Met.\n'
OTHERS = (
    "3,president,j,Joseph R. Biden,2022-03-07,2022-03-08,france,France,Paris,Met.\n"
    "4,secretary,b,Antony John Blinken,2021-03-07,2021-03-08,france,France,Paris,Met.\n"
)
STATE = "U.S. Department of State"


def release(key: str, day: str, text: str, publisher: str = STATE) -> dict[str, str]:
    return {"id": key, "publisher": publisher, "published": day, "text": text}


MET = release(
    "a", "2022-03-07", "Secretary of State Antony J. Blinken met today with Latvian President Egils Levits in Riga."
)
WILL = release("b", "2022-03-01", "Secretary of State Antony J. Blinken will travel to Riga, Latvia, March 7-8.")
BEYOND = release(
    "c",
    "2022-04-25",
    "Secretary of State Antony J. Blinken met today with Polish Foreign Minister Zbigniew Rau in Rzeszow, Poland.",
)


def scored(tmp_path: Path, travels: str, *texts: dict[str, str]) -> list[str]:
    with gzip.open(tmp_path / "docs.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(text) + "\n" for text in texts)
    (tmp_path / "travels.csv").write_text(HEAD + travels, encoding="utf-8")
    return score_travels(tmp_path, tmp_path / "travels.csv").splitlines()


def test_only_the_secretarys_stays_of_the_time_count(tmp_path: Path) -> None:
    (tmp_path / "travels.csv").write_text(HEAD + SEOUL + RIGA + OTHERS, encoding="utf-8")
    found = stays_of(tmp_path / "travels.csv", load(), since=date(2022, 2, 1), until=date(2022, 6, 30))
    assert [(stay.state, stay.towns) for stay in found] == [("LVA", ("Riga",)), ("KOR", ("Seoul",))]


def test_a_stay_told_and_found(tmp_path: Path) -> None:
    lines = scored(tmp_path, RIGA, MET, WILL)
    assert lines[-3:] == ["stays listed 1", "announced 1.000 (1/1)", "travels 1.000 (1/1)"]
    assert "extra trips: 0" in lines


def test_a_plan_is_no_stay(tmp_path: Path) -> None:
    lines = scored(tmp_path, RIGA, WILL, release("d", "2022-03-09", "The weather in Washington was fine."))
    assert lines[-2:] == ["announced 1.000 (1/1)", "travels 0.000 (0/0)"]
    assert lines[0] == "told by no release: 1"


def test_a_stay_told_and_missed_is_listed(tmp_path: Path) -> None:
    text = "Asked of the Secretary, a clerk said that all went to Riga to meet people of the arts."
    lines = scored(tmp_path, RIGA, release("e", "2022-03-08", text))
    assert lines[-1] == "travels 0.000 (0/1)"
    assert lines[1:3] == ["missed: 1", "    2022-03-07 to 2022-03-08 LVA (Riga)"]


def test_a_trip_beyond_the_list_is_shown(tmp_path: Path) -> None:
    lines = scored(tmp_path, RIGA, MET, BEYOND)
    at = lines.index("extra trips: 1")
    assert lines[at + 1].startswith("    2022-04-25 meeting POL USA in Rzeszow (POL), c:")


def test_what_is_no_list_of_travels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MalformedRecord, match="no list of travels"):
        scored(tmp_path, RIGA.replace("2022-03-08", "2022-03-xx", 1), MET)
    with pytest.raises(InputError, match="no releases of the Department of State"):
        scored(tmp_path, RIGA, MET | {"publisher": "The White House"})
