"""Fill the console blocks of README.md with what the commands really print; `--check` only compares.

Usage: python tools/tour.py [--check]
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

__all__ = ["ROOT", "toured"]

ROOT = Path(__file__).resolve().parent.parent
_ID = re.compile(r"\b(e[0-9a-f]{7})$", re.MULTILINE)
_SHOW = re.compile(r"bilateral show \S+")
_BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)


def toured(text: str) -> str:
    """`text` with the output of every console block made anew, run in order in an empty folder beside the examples.

    `bilateral show ID` takes the first id that the block before it prints.
    """
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder, "examples"))
        printed = ""

        def anew(block: re.Match[str]) -> str:
            nonlocal printed
            printed = "".join(_run(line, folder) for line in _commands(block[1], printed))
            return printed

        return _BLOCK.sub(anew, text)


def _commands(block: str, before: str) -> list[str]:
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    shown = _ID.search(before)
    return [_SHOW.sub(f"bilateral show {shown[1]}", line) if shown else line for line in commands]


def _run(line: str, folder: str) -> str:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "PYTHONHASHSEED": "random",
    }
    done = subprocess.run(
        line.removeprefix("$ "),
        shell=True,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )
    output = "".join(f"{printed.rstrip()}\n" for printed in done.stdout.splitlines())
    return f"{line}\n{output}"


def main() -> None:
    path = ROOT / "README.md"
    before = path.read_text(encoding="utf-8")
    after = toured(before)
    if "--check" not in sys.argv:
        path.write_text(after, encoding="utf-8")
    elif after != before:
        sys.exit("README.md does not show what the commands print: run `make docs`")


if __name__ == "__main__":
    main()
