from __future__ import annotations

import json
import re
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples"
TEXTS = sorted(path for path in (EXAMPLES / "texts").iterdir() if path.is_file())


def test_readme_tells_of_every_text_and_no_other() -> None:
    told = re.findall(r"^\| `([^`]+)`", (EXAMPLES / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(told) == [path.name for path in TEXTS]


def test_kinds_of_file_are_mixed() -> None:
    assert {path.suffix for path in TEXTS} == {".txt", ".md", ".html", ".jsonl"}


def test_publishers_are_made_up() -> None:
    named = [name for path in TEXTS for name in publishers(path)]
    assert len(named) >= 12
    assert all(name.startswith("Example ") for name in named)


def publishers(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line)["publisher"] for line in text.splitlines()]
    return re.findall(r'(?:^publisher: |og:site_name" content="|^[A-Z]+, .*?\()([^"\n()]+)', text, re.MULTILINE)
