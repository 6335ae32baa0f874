"""Checks: a sound database passes them all, and each finds the damage it is there for."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from tests.builders import BAKU, document, quote, report

from bilateral.chronology import Finding, Put, Store
from bilateral.chronology.check import CHECKS
from bilateral.errors import UnknownValue
from bilateral.model import Place, Repair, Report, Sentence, Span
from bilateral.persons import Appearance

WORDS = 'He said: "all is well  now". They spoke by telephone.'
MENDED = 'He said: "all is well now". They spoke by telephone.'


def told(id: str, place: Place | None) -> Report:
    said = replace(quote("all is well now"), span=Span(10, 26))  # as mended; the text as read has one more space
    return report(id, text=WORDS[:28], quotes=(said,), issues=("energy",), place=place)


def item(key: str, place: Place | None) -> Put:
    mended = document(
        key, WORDS, publisher=f"Courier {key}", repairs=(Repair(start=21, end=23, replacement=" ", rule="spaces"),)
    )
    return Put(
        document=replace(mended, text=MENDED, sentences=(Sentence(0, len(MENDED), 0),)),
        reports=(told(f"{key}:1", place), report(f"{key}:2", "RUS", "KAZ", text=WORDS[:28])),
        input=key,
        reader="test 1",
        appearances=(
            Appearance(
                document=key, name="Ilham Aliyev", state="AZE", office="President", introduced=True, wording=key
            ),
        ),
    )


def items() -> list[Put]:
    return [item("d1", BAKU), item("d2", None)]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("checks") / "sound.duckdb"
    with Store.open(path) as store:
        store.put_many(items())
        store.learn()
        for marked in store.people.unsettled():
            store.settle([(one, None) for one in marked])
        store.merge()
    return path


def found(path: Path, *names: str) -> dict[str, Finding]:
    with Store.open(path, read_only=True) as store:
        return {finding.name: finding for finding in store.check(deep=True, only=names) if finding.count}


def test_a_sound_database_passes_every_check(sound: Path) -> None:
    with Store.open(sound, read_only=True) as store:
        assert [finding.name for finding in store.check(deep=True)] == [check.name for check in CHECKS]
        assert [check.name for check in CHECKS if check.deep] == ["readable", "repairs", "digests", "remade"]
        assert "remade" not in {finding.name for finding in store.check()}
        assert next(store.check(only=["spans"])).says == "every evidence span lies within its document"
        with pytest.raises(UnknownValue, match="'spam' is no check; choose from: schema, ids"):
            list(store.check(only=["spam"]))
    assert found(sound) == {}


SPOILS = [
    ("schema", "DELETE FROM schema_versions WHERE version = 2", "2"),
    ("ids", "INSERT INTO documents SELECT * FROM documents WHERE id = 'd1'", "documents d1"),
    ("ids", "INSERT INTO events SELECT * FROM events LIMIT 1", "events e"),
    ("ids", "INSERT INTO inputs SELECT * FROM inputs WHERE document = 'd1'", "inputs d1"),
    ("orphans", "DELETE FROM documents WHERE id = 'd2'", "addresses of d2"),
    ("words", "UPDATE reports SET form = 'telegram' WHERE id = 'd1:1'", "report d1:1"),
    ("words", "UPDATE events SET confidence = 1.5", "event e"),
    ("words", "UPDATE reports SET latest = DATE '1999-01-01' WHERE id = 'd2:1'", "report d2:1"),
    ("words", "UPDATE reports SET issues = ['oil'] WHERE id = 'd2:1'", "report d2:1"),
    ("words", "UPDATE reports SET source = [struct_update(source[1], \"level\" := 'king')]", "report d"),
    ("evidence", "UPDATE reports SET evidence = [] WHERE id = 'd1:2'", "d1:2"),
    ("spans", "UPDATE reports SET evidence = [{'start': 3, 'end': 999}] WHERE id = 'd1:2'", "d1:2"),
    ("spans", "UPDATE reports SET evidence = [{'start': 3, 'end': 3}] WHERE id = 'd1:2'", "d1:2"),
    ("texts", "UPDATE reports SET evidence = [{'start': 3, 'end': 9}] WHERE id = 'd1:2'", "d1:2"),
    ("quotes", "UPDATE reports SET quotes = [struct_update(quotes[1], \"end\" := 20)] WHERE id = 'd1:1'", "d1:1"),
    ("quotes", "UPDATE reports SET quotes = [struct_update(quotes[1], \"text\" := 'lies')] WHERE id = 'd2:1'", "d2:1"),
    ("sentences", "UPDATE documents SET sentences = [struct_update(sentences[1], \"end\" := 999)]", "d1"),
    ("sentences", "UPDATE documents SET repairs = [struct_update(repairs[1], \"start\" := -1)] WHERE id = 'd2'", "d2"),
    ("blocks", "UPDATE reports SET block = 'AZE|FRA/call/fact' WHERE id = 'd1:1'", "d1:1"),
    ("events", "UPDATE events SET reports = ['gone'] WHERE starts_with(block, 'AZE')", "e"),
    ("events", "UPDATE events SET reports = []", "e"),
    ("once", "UPDATE events SET reports = ['d1:1']", "d1:1"),
    ("told", "DELETE FROM events WHERE starts_with(block, 'KAZ')", "d1:2"),
    ("homes", "UPDATE events SET block = 'none' WHERE starts_with(block, 'AZE')", "e"),
    ("derived", "UPDATE events SET level_from = 'minister'", "e"),
    ("derived", "UPDATE events SET parties_to = ['FRA']", "e"),
    ("derived", "UPDATE events SET people = 'nobody'", "e"),
    (
        "disagreements",
        "UPDATE events SET disagreements = [{'field': 'place', 'value': 'Baku', 'documents': ['gone']}]",
        "e",
    ),
    ("sources", "UPDATE events SET sources = [['gone']]", "e"),
    ("links", "INSERT INTO links VALUES ('AZE|USA', 'part of', 'gone', 'gone', 1, [])", "gone part of gone"),
    (
        "versions",
        "INSERT INTO versions SELECT 'old', digest, 'id:old', 'gone', source, NULL, NULL, NULL, NULL, original, '', "
        "[], NULL, TIMESTAMP '2026-01-01', [] FROM documents LIMIT 1",
        "old",
    ),
    (
        "anchors",
        "INSERT INTO anchors SELECT 'gone', 'subject', 0, id, document, 0, 1, '', form, type, status, [], [], "
        "earliest, latest FROM reports LIMIT 1",
        "gone",
    ),
    ("persons", "UPDATE people SET documents = ['gone']", "Ilham Aliyev"),
    ("persons", "UPDATE people SET judgements = ['gone']", "Ilham Aliyev"),
    ("persons", "UPDATE appearances SET sentence = 7", "Ilham Aliyev"),
    ("views", "DROP VIEW quotes; CREATE VIEW quotes AS SELECT 1 AS report, '' AS document, '' AS text, 0 AS \"start\", "
     "0 AS \"end\" FROM range(9)", "quotes"),
    ("repairs", "UPDATE documents SET text = 'Other words.' WHERE id = 'd1'", "d1"),
    ("digests", "UPDATE documents SET title = 'Another' WHERE id = 'd2'", "d2"),
    ("remade", "UPDATE events SET place = NULL WHERE starts_with(block, 'AZE')", "e"),
    ("remade", "DELETE FROM events WHERE starts_with(block, 'KAZ')", "e"),
    ("merged", "INSERT INTO unmerged (block) VALUES ('AZE|USA/call/fact')", "AZE|USA/call/fact"),
    ("learned", "INSERT INTO unsettled VALUES ('d1', 'reports')", "d1"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "spoil", "example"), SPOILS, ids=[f"{i}-{row[0]}" for i, row in enumerate(SPOILS)])
def test_each_damage_is_found(sound: Path, tmp_path: Path, name: str, spoil: str, example: str) -> None:
    path = tmp_path / "a.duckdb"
    shutil.copy(sound, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(spoil)
    finding = found(path, name)[name]
    assert finding.examples[0].startswith(example)
    assert finding.way_out
    assert finding.broken == (name not in ("merged", "learned"))


def test_a_part_of_the_file_that_cannot_be_read_is_found(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    whole = sound.read_bytes()
    at = whole.index(MENDED.encode())
    path.write_bytes(whole[:at] + b"X" + whole[at + 1 :])
    finding = found(path, "readable")["readable"]
    assert "documents" in finding.examples
    assert finding.broken


def test_every_check_is_tried() -> None:
    assert {check.name for check in CHECKS} == {name for name, _, _ in SPOILS} | {"readable"}


def test_no_more_than_a_few_examples_are_named(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    shutil.copy(sound, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE reports SET evidence = []")
    finding = found(path, "evidence")["evidence"]
    assert (finding.count, finding.examples) == (4, ("d1:1", "d1:2", "d2:1"))


def test_what_is_not_merged_yet_is_pending_not_broken(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    with Store.open(path) as store:
        store.put_many(items())
    assert {name: finding.broken for name, finding in found(path).items()} == {"merged": False, "learned": False}


def test_a_document_put_anew_leaves_no_event_without_evidence(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    with Store.open(path) as store:
        store.put_many(items())
        store.merge()
        store.put(items()[0].document, [report("d1:3", "RUS", "KAZ", text=WORDS[:28])])  # and killed before it merged
    assert not any(finding.broken for finding in found(path).values())
    with Store.open(path) as store:
        assert all(event.reports for event in store.events())
        store.merge()
        assert sorted(len(event.reports) for event in store.events()) == [1, 2]
