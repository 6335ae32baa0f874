"""The run: every input is read, refused or known already, and the outcome is the same however it is worked."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import pytest

from bilateral.chronology import EventQuery, Store, record
from bilateral.config import Settings
from bilateral.errors import BilateralError, UnknownValue
from bilateral.model import Page, Refusal
from bilateral.run import DEFECT, code_batch, fingerprint, run

SMALL = Settings(batch_documents=3)
STATES = ("Poland", "Georgia", "Moldova", "Kazakhstan", "Norway")


def text(number: int) -> str:
    state = STATES[number % len(STATES)]
    return (
        f"On March {number % 28 + 1}, 2022, Secretary of State Antony Blinken spoke by telephone with the foreign "
        f"minister of {state}. They discussed energy and trade. The weather in the capital was fine.\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten texts and two files that hold none."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(10):
        (folder / f"{number:02d}.txt").write_text(text(number), encoding="utf-8")
    (folder / "04-empty.txt").write_bytes(b"")
    (folder / "07-binary.txt").write_bytes(bytes(range(256)) * 8)
    return folder


def export(store: Store) -> str:
    documents = store.documents()
    return "\n".join(json.dumps(record(event, documents)) for event in store.each_event(EventQuery(statuses=())))


class Counting(ThreadPoolExecutor):
    """A real pool that counts pages sent to it, and batches that were under way at a time."""

    def __init__(self) -> None:
        super().__init__(max_workers=1)
        self.pages = self.most = 0
        self._open: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.pages += sum(isinstance(item, Page) for item in args[0])
        future = super().submit(fn, *args, **kwargs)
        self._open = [item for item in [*self._open, future] if not item.done()]
        self.most = max(self.most, len(self._open))
        return future


def test_what_can_be_read_is_and_the_rest_is_told(folder: Path) -> None:
    done: list[int] = []
    with Store.open(":memory:") as store:
        summary = run([str(folder)], store, settings=SMALL, progress=done.append)
        assert (summary.documents, summary.new, summary.refused) == (10, 10, 2)
        assert {Path(item.source).name: item.code for item in summary.refusals} == {
            "04-empty.txt": "empty",
            "07-binary.txt": "binary",
        }
        assert dict(summary.reasons) == {"binary": 1, "empty": 1}
        assert summary.defects == ()
        assert summary.reports >= 10
        assert summary.events == store.counts().events >= 10
        assert summary.bytes >= sum(len(text(number)) for number in range(10))
        assert len(store.refusals()) == 2
        assert done == sorted(done)
        assert done[-1] == 12


def test_reading_again_changes_nothing_and_codes_nothing(folder: Path) -> None:
    with Store.open(":memory:") as store, Counting() as executor:
        run([str(folder)], store, settings=SMALL)
        before = export(store)
        again = run([str(folder)], store, settings=SMALL, executor=executor)
        assert (again.documents, again.unchanged, again.new, again.reports, again.events) == (10, 10, 0, 0, 0)
        assert export(store) == before
        assert executor.pages <= 2, "only what was refused is tried again"


def test_only_what_changed_is_read(folder: Path) -> None:
    (folder / "10.txt").write_text("Nothing of note took place.\n", encoding="utf-8")
    with Store.open(":memory:") as store, Counting() as executor:
        run([str(folder)], store)
        (folder / "10.txt").write_text(text(17), encoding="utf-8")
        again = run([str(folder)], store, executor=executor)
        assert (again.unchanged, again.replaced) == (10, 1)
        assert executor.pages <= 3


@pytest.mark.parametrize(
    "make", [lambda: ThreadPoolExecutor(3), lambda: ProcessPoolExecutor(2)], ids=["threads", "pool"]
)
def test_workers_change_nothing(folder: Path, make: Callable[[], Executor]) -> None:
    with Store.open(":memory:") as alone, Store.open(":memory:") as shared, make() as executor:
        one = run([str(folder)], alone, settings=SMALL)
        many = run([str(folder)], shared, settings=SMALL, executor=executor, in_flight=2)
        assert export(alone) == export(shared)
        assert (one.refusals, one.reports, one.events) == (many.refusals, many.reports, many.events)


def test_few_batches_are_under_way_at_a_time(folder: Path) -> None:
    with Store.open(":memory:") as store, Counting() as executor:
        run([str(folder)], store, settings=Settings(batch_documents=1), executor=executor, in_flight=2)
        assert executor.most <= 3


def test_the_order_of_sources_changes_nothing(folder: Path) -> None:
    files = sorted(str(path) for path in folder.iterdir())
    with Store.open(":memory:") as one, Store.open(":memory:") as other:
        run(files, one, settings=SMALL)
        run(files[::-1], other, settings=SMALL)
        assert export(one) == export(other)


def edition(number: int) -> str:
    told = text(number).replace("energy", "migration")
    return json.dumps({"id": "d", "published": "2022-03-29", "text": told}) + "\n"


@pytest.mark.parametrize("in_flight", [0, 4], ids=["one by one", "several under way"])
@pytest.mark.parametrize("size", [1, 2, 8], ids=["apart", "two by two", "in one batch"])
def test_of_several_texts_of_a_document_the_last_stays_however_often_it_is_read(
    tmp_path: Path, size: int, in_flight: int
) -> None:
    source = tmp_path / "editions.jsonl"
    settings = Settings(batch_documents=size)
    with Store.open(":memory:") as store, ThreadPoolExecutor(1) as pool:
        for editions in ([0, 1, 2], [0, 1, 2], [0, 1, 2, 1], [2, 1]):
            source.write_text("".join(map(edition, editions)), encoding="utf-8")
            run([str(source)], store, settings=settings, executor=pool if in_flight else None, in_flight=in_flight)
            assert store.document("d").original == json.loads(edition(editions[-1]))["text"]


def test_strict_ends_at_the_first_refusal_and_keeps_what_came_before(folder: Path) -> None:
    with Store.open(":memory:") as store, ThreadPoolExecutor(1) as executor:
        summary = run([str(folder)], store, settings=SMALL, strict=True, executor=executor)
        assert [Path(item.source).name for item in summary.refusals] == ["04-empty.txt"]
        assert summary.new == 4
        assert store.counts().events >= 4


def test_an_interrupted_run_goes_on_where_it_ended(folder: Path, tmp_path: Path) -> None:
    def interrupt(done: int) -> None:
        if done >= 6:
            raise KeyboardInterrupt

    with Store.open(":memory:") as whole:
        run([str(folder)], whole, settings=SMALL)
        expected = export(whole)
    path = tmp_path / "a.duckdb"
    with Store.open(path) as store, pytest.raises(KeyboardInterrupt):
        run([str(folder)], store, settings=SMALL, progress=interrupt)
    with Store.open(path) as store:
        kept = store.counts().documents
        assert kept >= 4
        again = run([str(folder)], store, settings=SMALL)
        assert (again.unchanged, again.new) == (kept, 10 - kept)
        assert export(store) == expected


def test_a_dead_worker_is_told_with_the_way_out(folder: Path) -> None:
    with (
        Store.open(":memory:") as store,
        ProcessPoolExecutor(1, initializer=os._exit, initargs=(1,)) as executor,
        pytest.raises(BilateralError, match=r"a worker process died.* run again, with fewer workers"),
    ):
        run([str(folder)], store, settings=SMALL, executor=executor)


def test_a_fault_of_ours_in_one_text_does_not_lose_the_others() -> None:
    broken = page("broken", cast(bytes, None))
    first, fault, last = code_batch([page("a", text(1).encode()), broken, page("b", text(2).encode())])
    assert isinstance(first, tuple)
    assert isinstance(last, tuple)
    assert isinstance(fault, Refusal)
    assert (fault.source, fault.code) == ("broken", DEFECT)
    assert "please report it: " in fault.reason
    assert ".py:" in fault.reason


def test_a_fault_is_logged_as_an_error(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    class Faulty(ThreadPoolExecutor):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            return super().submit(fn, [page(item.source, cast(bytes, None)) for item in args[0]])

    with Store.open(":memory:") as store, Faulty(1) as executor, caplog.at_level(logging.ERROR, logger="bilateral"):
        summary = run([str(folder)], store, executor=executor)
    assert len(summary.defects) >= 10
    assert len(caplog.records) == len(summary.defects)


def test_an_unknown_reader_is_named() -> None:
    with (
        Store.open(":memory:") as store,
        pytest.raises(UnknownValue, match="'oracle' is no reader; choose from: lexicon"),
    ):
        run([], store, reader="oracle")


def page(source: str, content: bytes, **fields: Any) -> Page:
    return Page(source=source, content=content, content_type="text/plain", **fields)


def test_a_fingerprint_is_of_the_content_not_of_the_copy() -> None:
    one = page("a.txt", b"words")
    assert fingerprint(one) == fingerprint(page("b.txt", b"words", fetched="2022-03-15T10:00:00Z"))
    assert len({fingerprint(item) for item in (one, page("a.txt", b"word"), page("a.txt", b"words", title="T"))}) == 3
