"""The chronology of builders.py in a real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.present.builders import relation

from bilateral.chronology import Store


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "relations.duckdb"
    with Store.open(path) as store:
        for told in relation():
            store.put(told.document(), told.reports)
        store.merge()
    return path


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    with Store.open(database, read_only=True) as opened:
        yield opened
