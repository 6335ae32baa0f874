"""Files of event data -> pages of rows."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from tests import event_files
from tests.event_files import file_of, gdelt, icews

from bilateral.config import DEFAULT_SETTINGS, Settings
from bilateral.model import Page, Refusal
from bilateral.sources import pages


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(*sources: str, settings: Settings = DEFAULT_SETTINGS) -> tuple[list[Page], list[str]]:
    """The pages, and what a user is told of the refusals."""
    items = list(pages(sources, settings=settings, stdin=io.BytesIO()))
    refused = [f"{item.source}: {item.reason} [{item.code}]" for item in items if isinstance(item, Refusal)]
    return [item for item in items if isinstance(item, Page)], refused


def held(page: Page) -> list[str]:
    """The rows of a page, without the names of the columns."""
    return page.content.decode().split("\n")[1:]


def zipped(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("_", "."), text)
    return out.getvalue()


def test_rows_of_one_day_make_a_page(folder: Path) -> None:
    days = ["2022-03-01"] * 130 + ["2022-03-02"] * 2
    rows = [icews(Event_ID=str(number), Event_Date=day) for number, day in enumerate(days)]
    (folder / "events.tab").write_text(file_of("icews", *rows))
    found, refused = read("events.tab")
    assert refused == []
    assert [(page.source, page.published, len(held(page))) for page in found] == [
        ("events.tab:2", "2022-03-01", 100),
        ("events.tab:102", "2022-03-01", 30),
        ("events.tab:132", "2022-03-02", 2),
    ]
    assert {(page.publisher, page.content_type) for page in found} == {("ICEWS", "text/x-event-rows")}


def test_days_added_to_a_file_leave_the_pages_of_the_others_as_they_were(folder: Path) -> None:
    old = [icews(Event_ID=str(number)) for number in range(3)]
    (folder / "old.tab").write_text(file_of("icews", *old))
    (folder / "new.tab").write_text(file_of("icews", *old, icews(Event_ID="9", Event_Date="2022-03-02")))
    before, after = read("old.tab")[0], read("new.tab")[0]
    assert [page.content for page in after][:1] == [page.content for page in before]


BAD = {
    "a-day-that-is-none": (icews(Event_Date="2022-13-01"), "\"Event Date\" is '2022-13-01', no day [malformed]"),
    "no-id": (icews(Event_ID=""), '"Event ID" is empty [malformed]'),
    "too-many-cells": (icews(City="Lima\tCallao"), "21 cells, where ICEWS has 20 [malformed]"),
}


@pytest.mark.parametrize(("row", "reason"), BAD.values(), ids=BAD.keys())
def test_a_bad_row_is_named_by_its_line_and_the_others_are_read(folder: Path, row: dict[str, str], reason: str) -> None:
    (folder / "events.tab").write_text(file_of("icews", icews(), row, icews(Event_ID="7003")))
    found, refused = read("events.tab")
    assert refused == [f"events.tab:3: {reason}"]
    assert [len(held(page)) for page in found] == [2]


def test_a_row_that_is_no_utf_8_is_refused(folder: Path) -> None:
    text = file_of("icews", icews(City="Cancún"), icews(Event_ID="7002"))
    (folder / "events.tab").write_bytes(text.encode("latin-1"))
    found, refused = read("events.tab")
    assert refused == ["events.tab:2: the row is not in UTF-8; save the file in that encoding [encoding]"]
    assert len(held(found[0])) == 1


@pytest.mark.parametrize("packed", ["plain", "gzip", "zip"])
def test_gdelt_is_read_packed_or_not(folder: Path, packed: str) -> None:
    text = file_of("gdelt", gdelt(), gdelt(GLOBALEVENTID="900002"))
    content = {"plain": text.encode(), "gzip": gzip.compress(text.encode()), "zip": zipped(a_CSV=text)}[packed]
    (folder / "a.bin").write_bytes(content)
    found, refused = read("a.bin")
    assert refused == []
    assert [held(page) for page in found] == [text.splitlines()]
    assert found[0].content.startswith(b"GLOBALEVENTID\tSQLDATE\t")


def test_an_archive_without_event_data_is_refused_as_a_whole(folder: Path) -> None:
    (folder / "a.docx").write_bytes(zipped(word_xml="<w:document/>", b_txt="The ministers met."))
    found, refused = read("a.docx")
    assert found == []
    assert refused == [
        "a.docx: is a ZIP archive or an Office document; of such archives only those of event data are read [binary]"
    ]


def test_a_damaged_archive_is_refused(folder: Path) -> None:
    (folder / "a.zip").write_bytes(zipped(a_CSV=file_of("gdelt", gdelt()))[:-30])
    found, refused = read("a.zip")
    assert found == []
    assert [line.split(" (")[0] for line in refused] == ["a.zip: the ZIP archive is damaged"]


def test_an_archive_that_grows_too_much_is_refused(folder: Path) -> None:
    (folder / "a.zip").write_bytes(zipped(a_CSV=file_of("gdelt", *[gdelt()] * 2000)))
    _, refused = read("a.zip", settings=replace(DEFAULT_SETTINGS, max_page_bytes=1000, max_decompressed_ratio=5))
    assert refused[0].startswith("a.zip:a.CSV: grows to more than 5 times its size when decompressed")


def test_a_file_without_header_wants_to_be_named(folder: Path) -> None:
    (folder / "rows.txt").write_text(file_of("icews", icews()).split("\n", 1)[1])
    (folder / "prose.txt").write_text("The ministers met in Oslo.\n")
    assert [page.content_type for page in read("rows.txt")[0]] == ["text/plain"]
    found, refused = read("rows.txt", "prose.txt", settings=replace(DEFAULT_SETTINGS, event_data="icews"))
    assert [len(held(page)) for page in found] == [1]
    assert refused == [
        "prose.txt: is no file of ICEWS: the first line names other columns; without a header it would have 20 columns "
        "[malformed]"
    ]


def test_a_header_alone_is_an_empty_file(folder: Path) -> None:
    (folder / "events.tab").write_text(file_of("icews"))
    assert read("events.tab") == ([], ["events.tab: holds no rows of ICEWS [empty]"])


def test_memory_does_not_grow_with_the_file(folder: Path) -> None:
    line = file_of("gdelt", gdelt())
    (folder / "a.CSV").write_text(line * 20_000)
    size = (folder / "a.CSV").stat().st_size
    tracemalloc.start()
    count = sum(1 for _ in pages(["a.CSV"], settings=DEFAULT_SETTINGS, stdin=io.BytesIO()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 200
    assert peak < size / 4


def test_rows_with_line_breaks_stay_whole(folder: Path) -> None:
    (folder / "a.csv").write_text(file_of("acled", event_files.acled(), event_files.acled(event_id_cnty="PER78")))
    found, refused = read("a.csv")
    assert refused == []
    assert found[0].content.decode().count("PER7") == 2


def test_a_quotation_mark_never_closed_costs_its_row_only(folder: Path) -> None:
    first, second, third = (event_files.acled(event_id_cnty=f"PER{n}", notes="-") for n in (1, 2, 3))
    lines = file_of("acled", first, second, third).splitlines()
    (folder / "a.csv").write_text("\n".join([*lines[:2], lines[2].replace(",-,", ',"-,'), lines[3]]) + "\n")
    found, refused = read("a.csv")
    assert refused == ["a.csv:3: a quotation mark is not closed [malformed]"]
    assert [row.split(",")[0] for page in found for row in held(page)] == ["PER1", "PER3"]


@pytest.mark.parametrize("mark", ["\u2028", "\x85", "\x0b"])
def test_marks_that_only_look_like_line_ends_part_no_row(folder: Path, mark: str) -> None:
    (folder / "a.csv").write_text(file_of("acled", event_files.acled(notes=f"one{mark}two")))
    found, refused = read("a.csv")
    assert refused == []
    assert f"one{mark}two" in found[0].content.decode()
