"""What the documents show is what happens."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def tour() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tour", ROOT / "tools" / "tour.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_readme_shows_what_the_commands_print() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert tour().toured(text) == text, "stale: run `make docs`"


def test_library_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))
    exec(compile(code, "docs/library.md", "exec"), {"__name__": "page"})
    assert "did you mean Azerbaijan" in capsys.readouterr().out
    assert {"brief.html", "events.parquet"} <= {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_links_lead_somewhere(document: Path) -> None:
    targets = LINK.findall(document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_record_page_names_every_field() -> None:
    from bilateral.chronology.record import RECORD_FIELDS, RECORD_VERSION

    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    first_cells = [re.findall(r"`(\w+)`", line.split("|")[1]) for line in page.splitlines() if line.startswith("| `")]
    assert [field for cells in first_cells for field in cells] == list(RECORD_FIELDS)
    assert f"now {RECORD_VERSION})" in page


def test_record_page_names_every_column_of_the_flat_form() -> None:
    from bilateral.present.exports import CSV_COLUMNS

    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    listed = page.split("the columns are", 1)[1].split("(the first", 1)[0]
    assert re.findall(r"`(\w+)`", listed) == list(CSV_COLUMNS)
