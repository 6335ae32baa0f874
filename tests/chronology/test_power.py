"""A power cut at any moment: the files as they lay on the disk open with what was committed, or say what to do."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.chronology.test_backup import filled
from tests.chronology.test_faults import GROUP, WRITE, groups

from bilateral.chronology import Store
from bilateral.chronology.backup import salvage
from bilateral.errors import NotADatabase, NotFound


@pytest.fixture(scope="module")
def moments(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, int]]:
    """Copies of a database and its journal at moments while it is written, with how many documents were told."""
    folder = tmp_path_factory.mktemp("power")
    path, taken, told, chance = folder / "a.duckdb", [], 0, random.Random(5)
    with subprocess.Popen([sys.executable, "-c", WRITE, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == "open\n"
        while writer.stdout.readline() == "put\n":
            told += GROUP
            if chance.random() < 0.4:
                os.kill(writer.pid, signal.SIGSTOP)  # between two machine instructions, as a power cut comes
                copy = folder / f"{told:04d}.duckdb"
                shutil.copy(path, copy)
                if journal(path).exists():
                    shutil.copy(journal(path), journal(copy))
                os.kill(writer.pid, signal.SIGCONT)
                taken.append((copy, told))
    assert len(taken) > 2
    return taken


def journal(path: Path) -> Path:
    return path.with_name(path.name + ".wal")


def opened(path: Path) -> int:
    """How many documents it opens with; each check must hold."""
    with Store.open(path) as store:
        assert not [finding.name for finding in store.check() if finding.broken]
        documents = store.counts().documents
        assert store.counts().reports == 3 * documents
    assert documents % GROUP == 0
    return documents


def placed(copy: Path, folder: Path) -> Path:
    path = folder / "cut.duckdb"
    shutil.copy(copy, path)
    shutil.copy(journal(copy), journal(path))
    return path


def test_what_was_told_as_committed_is_there(moments: list[tuple[Path, int]], tmp_path: Path) -> None:
    for copy, told in moments:
        assert opened(placed(copy, tmp_path)) >= told


def test_a_journal_cut_anywhere_opens_with_what_came_before(moments: list[tuple[Path, int]], tmp_path: Path) -> None:
    copy, _ = moments[-1]
    size = journal(copy).stat().st_size
    chance = random.Random(7)
    counts = []
    for cut in sorted(chance.randrange(size) for _ in range(8)):
        path = placed(copy, tmp_path)
        os.truncate(journal(path), cut)
        counts.append(opened(path))
    assert counts == sorted(counts)
    assert len({*counts}) > 2


def zero_last_page(content: bytes) -> bytes:
    return content[:-4096] + bytes(4096)


def zero_in_the_middle(content: bytes) -> bytes:
    at = len(content) // 2
    return content[:at] + bytes(4096) + content[at + 4096 :]


def flip(content: bytes) -> bytes:
    at = len(content) // 3
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


@pytest.mark.parametrize("damage", [zero_last_page, zero_in_the_middle, flip])
def test_a_damaged_journal_says_what_to_do_and_that_works(
    moments: list[tuple[Path, int]], tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    path = placed(moments[-1][0], tmp_path)
    whole = damage(journal(path).read_bytes())
    journal(path).write_bytes(whole)
    for read_only in (True, False):
        with pytest.raises(NotADatabase, match=rf"cut.duckdb.wal is damaged.* restore --salvage --db {path}"):
            Store.open(path, read_only=read_only)
    assert journal(path).read_bytes() == whole, "it is left as it is until somebody asks for it"
    lost = salvage(path)
    assert 0 < lost < len(whole)
    assert journal(path).with_name("cut.duckdb.wal.damaged").read_bytes() == whole
    assert 0 < opened(path) < moments[-1][1] + GROUP
    assert salvage(path) == 0


def test_a_journal_of_another_state_is_told(moments: list[tuple[Path, int]], tmp_path: Path) -> None:
    path = placed(moments[-1][0], tmp_path)
    old = journal(path).read_bytes()
    with Store.open(path) as store:
        store.put_many(groups()[0][:1])
        store.checkpoint()
    assert not journal(path).exists()
    journal(path).write_bytes(old)
    with pytest.raises(NotADatabase, match=r"the journal .*cut.duckdb.wal beside it belongs to another state"):
        Store.open(path)


def test_a_file_cut_anywhere_is_told_as_damaged(tmp_path: Path) -> None:
    source = filled(tmp_path / "a.duckdb", until=15)
    with Store.open(source, read_only=True) as store:
        counts = store.counts()
    whole = source.read_bytes()
    chance = random.Random(11)
    path = tmp_path / "cut.duckdb"
    told = 0
    cuts = (1, 4096, 12_288, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(12)))
    for cut in cuts:
        path.write_bytes(whole[:cut])
        for read_only in (True, False):
            try:
                store = Store.open(path, read_only=read_only)
            except NotADatabase as error:
                told += bool(re.search(r"cut.duckdb: .*damaged.* \(?bilateral restore BACKUP", str(error)))
                continue
            with store:  # only free blocks at the end were cut off: nothing may be missing
                assert store.counts() == counts
                assert not [finding.name for finding in store.check(deep=True) if finding.broken]
    assert told > len(cuts), "most cuts take something away"


def test_there_is_nothing_to_salvage_where_there_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no such database"):
        salvage(tmp_path / "a.duckdb")
