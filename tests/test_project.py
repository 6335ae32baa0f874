"""The project around the code: what modules export, what is locked, what the wheel holds."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

import bilateral

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(module.name for module in pkgutil.walk_packages(bilateral.__path__, "bilateral."))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("__main__")])
def test_exports_are_listed_and_exist(name: str) -> None:
    module = importlib.import_module(name)
    defined = [word for word in vars(module) if not word.startswith("_") and word != "annotations"]
    exported = getattr(module, "__all__", [] if all(isinstance(vars(module)[w], ModuleType) for w in defined) else None)
    assert exported is not None, f"{name} has no __all__"
    assert [word for word in exported if not hasattr(module, word)] == []
    assert len(set(exported)) == len(exported)


@pytest.mark.parametrize("name", sorted(bilateral.__all__))
def test_the_package_offers(name: str) -> None:
    assert getattr(bilateral, name) is not None
    assert name in dir(bilateral)


def test_the_package_offers_nothing_else() -> None:
    with pytest.raises(AttributeError, match="no attribute 'chronologies'"):
        bilateral.chronologies  # noqa: B018


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_every_locked_package_has_hashes_and_no_host(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    packages = [block for block in re.split(r"\n(?=\S)", text) if "==" in block]
    assert packages
    assert [block.split()[0] for block in packages if "--hash=sha256:" not in block] == []
    assert "://" not in text


def test_lock_holds_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[<>=\[ ]", line)[0] for line in project["dependencies"]}
    locked = set(
        re.findall(r"^([a-z0-9-]+)(?:\[\S+\])?==", (ROOT / "requirements/runtime.txt").read_text(), re.MULTILINE)
    )
    assert wanted <= locked


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_holds_data_and_nothing_of_the_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "src" / "bilateral"
    here = {
        path.relative_to(package.parent).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert here <= names
    assert {name.split("/")[0] for name in names} == {"bilateral", f"bilateral-{bilateral.__version__}.dist-info"}
    assert {"LICENSE", "NOTICE"} <= {name.rsplit("/", 1)[-1] for name in names}


def test_wheel_works_where_the_project_is_not(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    (tmp_path / "news.txt").write_text(
        "On March 3, 2022, Secretary of State Antony Blinken spoke by phone with Azerbaijani President Ilham Aliyev.\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}

    def run(*arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
        return done.stdout

    assert str(tmp_path) in run("-c", "import bilateral; print(bilateral.__file__)")
    run("-m", "bilateral", "read", "news.txt", "--db", "r.duckdb")
    assert "2022-03-03" in run("-m", "bilateral", "events", "USA", "AZE", "--db", "r.duckdb")
    run("-m", "bilateral", "brief", "USA", "AZE", "--db", "r.duckdb", "-o", "brief.html")
    assert (tmp_path / "brief.html").stat().st_size > 100_000  # the charts' JavaScript is inside
