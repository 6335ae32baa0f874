"""Every command and option explains itself, the reference says the same, and asking for help loads nothing heavy."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner

from bilateral.cli import main

TOOLS = Path(__file__).resolve().parents[2] / "tools"
HEAVY = ("duckdb", "pyarrow", "trafilatura", "lxml", "jinja2", "rich", "urllib3", "ftfy", "rapidfuzz", "ahocorasick_rs")


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def every_command() -> list[tuple[str, click.Command]]:
    return [(name, command) for name, command, _ in tool("reference").commands()]


COMMANDS = every_command()
LEAVES = [pytest.param(name, command, id=name.replace(" ", "-")) for name, command in COMMANDS]


@pytest.mark.parametrize(("name", "command"), LEAVES)
def test_command_has_help(name: str, command: click.Command) -> None:
    assert command.help, f"{name} has no help"
    assert "..." not in command.get_short_help_str(68), (
        f"the first sentence of {name} is too long for the list of commands"
    )


@pytest.mark.parametrize(("name", "command"), LEAVES)
def test_every_option_has_help(name: str, command: click.Command) -> None:
    silent = [
        parameter.name for parameter in command.params if isinstance(parameter, click.Option) and not parameter.help
    ]
    assert silent == []


@pytest.mark.parametrize(("name", "command"), LEAVES)
def test_help_is_printed_within_80_columns(name: str, command: click.Command) -> None:
    result = CliRunner().invoke(main, [*name.split()[1:], "--help"], env={"COLUMNS": "80"})
    assert result.exit_code == 0
    assert max(map(len, result.output.splitlines())) <= 80


def test_reference_says_what_help_says() -> None:
    reference = tool("reference")
    assert reference.TARGET.read_text(encoding="utf-8") == reference.reference(), "stale: run `make docs`"


def test_help_loads_nothing_heavy() -> None:
    code = f"""
import sys
from bilateral.cli import main
try:
    main(["--help"])
except SystemExit:
    pass
print("loaded:", *[name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].strip() == "loaded:"


def test_module_runs_as_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "bilateral", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("bilateral, version ")
