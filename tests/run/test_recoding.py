"""Stored texts coded again: as if read afresh, only what is out of date, and gone on with after a stop."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from bilateral.chronology import EventQuery, Store, record
from bilateral.config import Settings
from bilateral.errors import UnknownDocument, UnknownValue
from bilateral.run import recode, run

SMALL = Settings(batch_documents=1)
STATES = ("Poland", "Georgia", "Moldova", "Kazakhstan", "Norway")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Calls, acts that only the model finds, and a person whom two texts introduce and a third only names."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number, state in enumerate(STATES * 2):
        day = number + 1
        (folder / f"{number}.md").write_text(
            f"---\ndate: 2022-03-{day:02d}\n---\n\nOn March {day}, 2022, Secretary of State Antony Blinken spoke by "
            f"telephone with the foreign minister of {state}.\n\n"
            f"On March {day}, 2022, {state} barred Russian ships from its ports.\n"
        )
    for number, (day, way) in enumerate([(20, "visited"), (21, "came to")]):
        (folder / f"p{number}.txt").write_text(
            f"On March {day}, 2022, Norwegian Deputy Foreign Minister Erika Olson {way} Baku for talks with "
            "Azerbaijan.\n"
        )
    (folder / "q.txt").write_text("On March 25, 2022, Erika Olson met Azerbaijani President Ilham Aliyev in Baku.\n")
    return folder


def export(store: Store) -> str:
    documents = store.documents()
    return "\n".join(json.dumps(record(event, documents)) for event in store.each_event(EventQuery(statuses=())))


def grown_old(store: Store) -> None:
    """As an older version of the reader would have left it: half the reports are missing."""
    ask = store.sql().execute
    ask("UPDATE inputs SET reader = 'lexicon 0'")
    ask("INSERT INTO unmerged (block) SELECT block FROM reports")
    ask("DELETE FROM reports WHERE \"earliest\" > DATE '2022-03-05'")
    store.merge()


def test_another_reader_gives_what_reading_afresh_gives(folder: Path) -> None:
    with Store.open(":memory:") as store, Store.open(":memory:") as fresh:
        run([str(folder)], store)
        before = export(store)
        run([str(folder)], fresh, reader="neural")
        done = recode(store, reader="neural")
        assert export(store) == export(fresh) != before
        assert sum(done.readers.values()) == done.documents == store.counts().documents
        assert {("RUS",), ("POL",)} <= {side for one in done.changes.gained for side in (one.source, one.target)}
        assert recode(store, reader="neural").documents == 0
        assert run([str(folder)], store, reader="neural").unchanged == done.documents, "none is read again"


def test_what_an_older_version_coded_is_done_and_told(folder: Path) -> None:
    with Store.open(":memory:") as store:
        run([str(folder)], store)
        expected, before = export(store), store.counts().events
        assert recode(store).documents == 0
        grown_old(store)
        missing = before - store.counts().events
        told = recode(store, dry_run=True)
        assert (told.documents, list(told.readers), told.changes.gained) == (13, [("lexicon 0", "lexicon 1")], ())
        assert export(store) != expected
        with ThreadPoolExecutor(2) as executor:
            done = recode(store, settings=SMALL, executor=executor)
        assert export(store) == expected
        assert (len(done.changes.gained), done.changes.lost) == (missing, ())
        assert store.merge() == 0


def test_an_interrupted_call_is_gone_on_with(folder: Path) -> None:
    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with Store.open(":memory:") as store:
        run([str(folder)], store)
        expected = export(store)
        grown_old(store)
        with pytest.raises(KeyboardInterrupt):
            recode(store, settings=SMALL, progress=stop)
        assert recode(store, settings=SMALL).documents == 13 - 8
        assert export(store) == expected


def test_texts_may_be_named_or_dated(folder: Path) -> None:
    with Store.open(":memory:") as store:
        run([str(folder)], store)
        grown_old(store)
        key = sorted(store.documents())[0]
        assert recode(store, [key], dry_run=True).documents == 1
        late = sum(
            bool(info.published and info.published.latest >= date(2022, 3, 8)) for info in store.documents().values()
        )
        assert recode(store, since=date(2022, 3, 8), dry_run=True).documents == late == 3
        with pytest.raises(UnknownDocument, match="begins with 'zz'"):
            recode(store, ["zz"])
        with pytest.raises(UnknownValue, match="'oracle' is no reader"):
            recode(store, reader="oracle")


def test_reports_from_elsewhere_are_left_alone(folder: Path) -> None:
    with Store.open(":memory:") as store:
        run([str(folder)], store)
        store.sql().execute("UPDATE inputs SET reader = 'ICEWS 1'")
        assert recode(store).documents == recode(store, reader="neural").documents == 0
