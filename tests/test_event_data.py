"""Event data of others through the whole house: read, asked for, written, and read back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.event_files import acled, file_of, gdelt, icews, polecat

from bilateral.api import Chronology
from bilateral.cli import main
from bilateral.errors import UnknownValue
from bilateral.model import Event

TEXT = (
    "On March 3, 2022, Norwegian Foreign Minister Anniken Huitfeldt spoke by phone with Peruvian Foreign Minister "
    "César Landa. They discussed energy security.\n\nHuitfeldt plans to visit Lima in June 2022.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "icews.tab").write_text(file_of("icews", icews(), icews(Event_ID="7002", Target_Country="Norway")))
    (tmp_path / "polecat.txt").write_text(file_of("polecat", polecat()))
    (tmp_path / "gdelt.CSV").write_text(file_of("gdelt", gdelt()))
    (tmp_path / "acled.csv").write_text(file_of("acled", acled()))
    (tmp_path / "call.txt").write_text(TEXT)
    return tmp_path


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix != ".duckdb")


def told(event: Event) -> tuple[str, ...]:
    sides = [actor.party for side in (event.source, event.target) for actor in side]
    return (event.when.earliest.isoformat(), event.type.value, str(event.mode), *sides)


def test_rows_and_texts_stand_in_one_chronology(folder: Path) -> None:
    with Chronology() as chronology:
        summary = chronology.read(*files(folder))
        assert (summary.rows, summary.left_out, summary.refused) == (5, {"within one state or body": 1}, 0)
        assert [told(event) for event in chronology.events("NOR", "PER", read_by="data")] == [
            ("2022-03-01", "ASSAULT", "heavy-weapons", "NOR", "PER"),
            ("2022-03-01", "REQUEST", "change", "NOR", "PER"),
            ("2022-03-01", "CONSULT", "visit", "NOR", "PER"),
        ]
        assert {event.form.value for event in chronology.events(read_by="texts", status="all")} == {"call", "visit"}
        assert [told(event)[1] for event in chronology.events(read_by=["polecat", "acled"])] == ["ASSAULT", "REQUEST"]
        with pytest.raises(UnknownValue, match="reader"):
            chronology.events(read_by="tea leaves")
        again = chronology.read(*files(folder))
        assert (again.new, again.replaced, again.rows) == (0, 0, 0)


def test_every_event_leads_to_its_row(folder: Path) -> None:
    with Chronology() as chronology:
        chronology.read(folder / "acled.csv", folder / "gdelt.CSV")
        documents = dict(chronology._store.sql().execute("SELECT id, original FROM documents").fetchall())
        for event in chronology.events():
            (report,) = event.reports
            (span,) = report.evidence
            assert documents[report.document][span.start : span.end] == report.text
            assert report.text in chronology.text(event) or "\n" in report.text or "\t" in report.text


def test_order_and_workers_change_nothing(folder: Path, tmp_path: Path) -> None:
    rows = [gdelt(GLOBALEVENTID=str(n), EventCode=("041", "111", "190")[n % 3]) for n in range(250)]
    (folder / "more.CSV").write_text(file_of("gdelt", *rows))
    (folder / "same.CSV").write_text(file_of("gdelt", *rows[:100]))
    outputs = []
    for sources, workers in ((files(folder), 1), (files(folder)[::-1], 2)):
        with Chronology() as chronology:
            chronology.read(*sources, workers=workers)
            chronology.export(tmp_path / "out.jsonl")
        outputs.append((tmp_path / "out.jsonl").read_bytes())
    assert outputs[0] == outputs[1]


def test_a_stored_piece_is_coded_again_as_it_was(folder: Path) -> None:
    from bilateral.run import code_again

    with Chronology() as chronology:
        chronology.read(folder / "gdelt.CSV")
        (event,) = chronology.events()
        document = chronology._store.document(event.reports[0].document)
    (coding,) = code_again([(document, ())])
    assert getattr(coding, "reports", None) == event.reports


def test_what_is_written_like_icews_is_read_back_with_dyads_days_and_types(folder: Path, tmp_path: Path) -> None:
    written = tmp_path / "out.tab"
    with Chronology() as chronology, Chronology() as other:
        chronology.read(*files(folder))
        left_out = chronology.export(written, format="icews")
        assert left_out == {"not said to have taken place": 1}
        summary = other.read(written)
        assert (summary.refused, summary.left_out) == (0, {})
        assert sorted(told(event) for event in other.events()) == sorted(told(event) for event in chronology.events())
        lines = written.read_text().splitlines()
    assert lines[0] == file_of("icews").rstrip("\n")
    assert len(lines) == 1 + 5


def test_several_parties_are_a_row_for_each_pair(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "On March 3, 2022, the foreign ministers of Norway, Peru and Chile met in Lima to discuss trade.\n"
    )
    with Chronology() as chronology, Chronology() as other:
        chronology.read(tmp_path / "a.txt")
        chronology.export(tmp_path / "out.tab", format="icews")
        other.read(tmp_path / "out.tab")
        (event,) = chronology.events()
        pairs = {(a.party, b.party) for a in event.source for b in event.target}
        assert {(e.source[0].party, e.target[0].party) for e in other.events()} == pairs
        assert len(pairs) > 1


def test_plover_json_tells_plans_by_an_auxiliary_mode(folder: Path, tmp_path: Path) -> None:
    with Chronology() as chronology:
        chronology.read(folder / "call.txt", folder / "polecat.txt")
        chronology.export(tmp_path / "out.json", format="plover")
    records = [json.loads(line) for line in (tmp_path / "out.json").read_text().splitlines()]
    assert {(r["event"], r["mode"], r["auxiliaryMode"]) for r in records} == {
        ("CONSULT", "phone", None),
        ("CONSULT", "visit", "future"),
        ("REQUEST", "change", None),
    }
    (request,) = (r for r in records if r["event"] == "REQUEST")
    assert (request["quad"], request["intensity"], request["context"]) == ("VERBAL CONFLICT", -1.0, ["military"])
    assert request["location"] == {"name": "Cusco", "country": "PER", "latitude": -13.5, "longitude": -71.9}
    assert request["coder"] == ["polecat 1"]


def test_the_command_line_reads_filters_and_writes(folder: Path, tmp_path: Path) -> None:
    def bilateral(*arguments: object) -> str:
        result = CliRunner().invoke(main, [*map(str, arguments), "--db", str(tmp_path / "a.duckdb")])
        assert result.exit_code == 0, result.output
        return result.output

    (folder / "bare.txt").write_text(file_of("icews", icews(Event_ID="7005", CAMEO_Code="111")).split("\n", 1)[1])
    assert "Of 2 rows of event data 1 made reports; left out: 1 within one state or body." in bilateral(
        "read", folder / "icews.tab"
    )
    bilateral("read", folder / "call.txt")
    assert "Of 1 row of event data 1 made reports; left out: none." in bilateral(
        "read", "--format", "icews", folder / "bare.txt"
    )
    table = bilateral("events", "--read-by", "icews")
    assert "visit" in table
    assert "call" not in table
    assert "Left out 1 event: not said to have taken place." in bilateral(
        "export", "--format", "icews", "-o", tmp_path / "x.tab"
    )
