from __future__ import annotations

import hashlib
import tomllib
from importlib.resources import files

import pytest

VENDOR = files("bilateral.present") / "vendor"
FILES = tomllib.loads((VENDOR / "vendor.toml").read_text("utf-8"))["file"]


@pytest.mark.parametrize("entry", FILES, ids=[entry["name"] for entry in FILES])
def test_vendored_files_are_the_ones_written_down(entry: dict[str, str]) -> None:
    content = (VENDOR / entry["name"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    assert b"</script" not in content, "could not stand in a page"
    assert f"{entry['package']} {entry['version']}" in (VENDOR / "LICENSES").read_text("utf-8")


def test_nothing_else_is_vendored() -> None:
    names = {entry["name"] for entry in FILES} | {"vendor.toml", "LICENSES"}
    assert {path.name for path in VENDOR.iterdir()} == names
