"""docs/sql.md says what there is, and its questions can be asked. What the views say: tests/analysis/test_views.py."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from tests.builders import document, report

from bilateral.chronology import Store
from bilateral.chronology.schema import MIGRATIONS, _dyad_views, migrate
from bilateral.chronology.views import COLUMNS, DYAD_VIEWS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "sql.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^```sql\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("views") / "relations.duckdb"
    with Store.open(path) as store:
        store.put(document(), [report(issues=("energy",))])
        store.merge()
    return path


@pytest.mark.parametrize("view", COLUMNS)
def test_the_page_has_every_column(view: str) -> None:
    table = PAGE.split(f"## {view}:", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", table, re.MULTILINE)
    assert dict(rows) == dict(COLUMNS[view])
    assert [name for name, _ in rows] == list(COLUMNS[view])


def test_there_are_three_questions() -> None:
    assert len(QUESTIONS) == 3


@pytest.mark.parametrize("question", QUESTIONS, ids=["months", "last-visits", "sentences"])
def test_the_questions_can_be_asked(path: Path, question: str) -> None:
    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute(question).fetchall()
    assert (found == []) == ("form = 'visit'" in question), "the one event is a call"


def test_an_older_file_gets_the_views_when_it_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    with duckdb.connect(str(path)) as connection:
        migrate(connection, str(path), steps=MIGRATIONS.index(_dyad_views))
    with Store.open(path) as store:
        store.put(document(), [report()])
        store.merge()
        assert store.sql().execute("SELECT count(*) FROM dyads").fetchall() == [(1,)]
        assert all(not finding.broken for finding in store.check())


def test_the_views_are_made_of_the_tables_alone() -> None:
    assert all(statement.lstrip().startswith("CREATE VIEW") for statement in DYAD_VIEWS)
