"""Texts at their addresses, from folders, archives and JSON Lines, read by any number of workers."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bilateral.chronology import Store
from bilateral.config import Settings
from bilateral.errors import UnknownDocument
from bilateral.model import Page
from bilateral.run import run, run_pages

URL = "https://courier.example/1"


def text(state: str, day: int = 3) -> str:
    return f"On March {day}, 2022, Secretary of State Antony Blinken spoke by telephone with the president of {state}."


def starts(store: Store) -> list[str]:
    return sorted(event.when.earliest.isoformat() for event in store.events())


def test_files_that_were_renamed_moved_or_touched_are_known(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "old").mkdir(parents=True)
    for number in range(3):
        (folder / f"{number}.txt").write_text(text("Poland", number + 1))
    with Store.open(":memory:") as store:
        run([str(folder)], store)
        (folder / "0.txt").rename(folder / "renamed.txt")
        (folder / "1.txt").rename(folder / "old" / "1.txt")
        os.utime(folder / "2.txt", (1, 1))
        again = run([str(folder)], store)
        assert (again.unchanged, again.new, again.replaced, again.reports) == (3, 0, 0, 0)
        assert starts(store) == ["2022-03-01", "2022-03-02", "2022-03-03"]


@pytest.mark.parametrize("workers", [0, 2])
def test_files_that_change_places_lose_nothing(tmp_path: Path, workers: int) -> None:
    names = [f"{number}.txt" for number in range(6)]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(text("Poland", number + 1))
    with Store.open(":memory:") as store, ThreadPoolExecutor(max(workers, 1)) as pool:
        settings = Settings(batch_documents=2)
        run([str(tmp_path)], store, settings=settings)
        for number, name in enumerate(names):  # each holds now what another held, and one is new
            (tmp_path / name).write_text(text("Poland", (number + 1) % 6 + 2))
        run([str(tmp_path)], store, settings=settings, executor=pool if workers else None)
        assert starts(store) == [f"2022-03-0{day}" for day in range(2, 8)]


def test_a_page_that_changes_and_comes_back(tmp_path: Path) -> None:
    def page(day: int, fetched: str) -> Page:
        return Page(
            source="a", content=text("Poland", day).encode(), content_type="text/plain", url=URL, fetched=fetched
        )

    with Store.open(":memory:") as store:
        found = [
            run_pages([page(day, f"2022-05-{hour:02d}T00:00:00+00:00")], store)
            for day, hour in ((3, 1), (3, 2), (4, 3), (3, 4), (4, 1), (4, 1))
        ]
        assert [(one.new, one.replaced, one.unchanged) for one in found] == [
            (1, 0, 0),
            (0, 0, 1),
            (0, 1, 0),
            (0, 1, 0),
            (0, 0, 1),
            (0, 0, 1),
        ]
        assert starts(store) == ["2022-03-03"]
        assert [version.original[9:10] for version in store.versions.at(URL)] == ["3", "4"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_texts_of_one_run_that_name_one_address_both_stand(tmp_path: Path, order: tuple[int, int]) -> None:
    lines = [json.dumps({"url": URL, "text": text("Poland", day)}) for day in (3, 4)]
    files = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for file, line in zip(files, lines, strict=True):
        file.write_text(line + "\n")
    with Store.open(":memory:") as store:
        for _ in range(2):
            run([str(files[index]) for index in order], store)
            assert starts(store) == ["2022-03-03", "2022-03-04"]
        files[0].write_text(json.dumps({"url": URL, "text": text("Poland", 9)}) + "\n")
        assert run([str(files[0])], store).replaced == 1


def test_a_file_named_by_a_link_is_one_address(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text("Poland"))
    (tmp_path / "b.txt").symlink_to("a.txt")
    with Store.open(":memory:") as store:
        run([str(tmp_path)], store)
        (tmp_path / "a.txt").write_text(text("Poland", 5))
        run([str(tmp_path)], store)
        assert starts(store) == ["2022-03-05"]


def test_history_is_found_by_file_url_and_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bilateral.chronology import history_of
    from bilateral.present.history import history_record, history_text

    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(text("Poland"))
    with Store.open(":memory:") as store:
        run(["a.txt"], store)
        Path("a.txt").write_text(text("Poland", 5) + " They also met in Warsaw on March 7, 2022.")
        run(["a.txt"], store)
        (old,) = store.versions.at((tmp_path / "a.txt").as_uri())
        (current,) = store.documents()
        for key in ("a.txt", str(tmp_path / "a.txt"), old.document, current):
            found = history_of(store, key)
            assert [version.document for version in found.versions] == [old.document]
            assert found.current is not None
            assert found.current.id == current
            (step,) = found.changes
            ((before, after),) = step.changed
            assert (before.earliest.day, after.earliest.day, step.lost) == (3, 5, ())
        told = history_text(found)
        assert "On March [-3,-] {+5,+} 2022," in told
        assert f"[{found.events[after.report]}]" in told
        (version,) = history_record(found)["versions"]
        assert version["then"]["changed"][0]["after"]["event"] == found.events[after.report]
        with pytest.raises(UnknownDocument):
            history_of(store, "nowhere.txt")
