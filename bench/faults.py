"""Kills `Chronology.read` (what `bilateral read` calls) at random moments and holds it to what is promised.

    python bench/faults.py --kills 50 --workers 1 --seed 0

After each SIGKILL the database must pass `bilateral check --deep`, hold every document whose reading was acknowledged,
and lose none it held before. In the end a run that nobody kills must give the exports of one that was never killed,
byte for byte. The texts are made here; some come a second time, changed, so that documents are replaced too.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BATCH = 8


class Broken(Exception):
    """A promise that was not kept."""


STATES = ("Polish", "Georgian", "Moldovan", "Norwegian", "Kazakh", "Estonian")
COUNTRIES = ("Poland", "Georgia", "Moldova", "Norway", "Kazakhstan", "Estonia")
ENVOYS = (("Dutch", "Tomas Verlinck"), ("Swedish", "Maja Orlunda"), ("Danish", "Sanne Kjelbo"))
ISSUES = ("energy", "trade", "border security", "human rights", "sanctions against Russia")


def text(number: int, seed: int, edition: int) -> str:
    """A text of two or three contacts; some persons are introduced in a part of the texts only."""
    chance = random.Random(f"{seed}:{number}:{edition}")
    nation, envoy = ENVOYS[number % len(ENVOYS)]
    day = chance.randrange(1, 28)
    who = f"{nation} Special Envoy {envoy}" if chance.random() < 0.4 else f"Special Envoy {envoy}"
    return (
        f"On March {day}, 2022, {who} met with {chance.choice(STATES)} Foreign Minister in Warsaw. They discussed "
        f"{chance.choice(ISSUES)}.\n\nU.S. Secretary of State Antony Blinken spoke by telephone with the foreign "
        f"minister of {chance.choice(COUNTRIES)} on March {chance.randrange(1, 6)}, 2022. “We stand with you on "
        f"{chance.choice(ISSUES)},” Blinken said.\n\nEdition {edition} of text {number}.\n"
    )


def write_texts(folder: Path, documents: int, seed: int) -> list[str]:
    """Two files of texts; the second has every fourth text of the first again, changed."""
    import json

    first = [(number, 1) for number in range(documents)]
    again = [(number, 2) for number in range(0, documents, 4)]
    names = []
    for name, told in (("first.jsonl", first), ("again.jsonl", again)):
        lines = [
            json.dumps({"id": f"t{n:04d}", "published": "2022-03-29", "text": text(n, seed, edition)})
            for n, edition in told
        ]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        names.append(str(folder / name))
    return names


# --- the process that is killed ----------------------------------------------------------------------------------


def child(db: str, workers: int, sources: list[str]) -> None:
    """Reads, saying how far it has come: a number of documents is printed when they are committed."""
    from bilateral.api import Chronology
    from bilateral.config import Settings

    def say(what: object) -> None:
        print(what, flush=True)

    with Chronology(db, settings=Settings(batch_documents=BATCH)) as chronology:
        say("open")
        chronology.read(*sources, workers=workers, progress=say)
        say("merged")
    say("closed")


@dataclass(slots=True)
class Run:
    """A run and what it has said, until it was killed or ended."""

    db: Path
    workers: int
    sources: list[str]
    said: list[str] = field(default_factory=list)

    def go(self, *, kill_after: tuple[str, float] | None = None) -> bool:
        """Run to the end; or kill it so many seconds after it said a word, "" for its start. Whether it ended."""
        command = [sys.executable, __file__, "--child", str(self.db), "--workers", str(self.workers), *self.sources]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True) as process:
            assert process.stdout is not None
            if kill_after is not None:
                word, seconds = kill_after
                while word and (line := process.stdout.readline()):
                    self.said.append(line.strip())
                    if self.said[-1] == word:
                        break
                time.sleep(seconds)
                os.killpg(process.pid, signal.SIGKILL)
            self.said += process.stdout.read().split()
        if kill_after is None and process.returncode != 0:
            raise Broken(f"a run that nobody killed failed: {process.returncode}")
        return "closed" in self.said

    @property
    def acknowledged(self) -> int:
        """How many documents it said were committed."""
        return max((int(word) for word in self.said if word.isdigit()), default=0)


# --- what is held ------------------------------------------------------------------------------------------------


def held(db: Path) -> tuple[int, list[str]]:
    """How many documents the database holds, and which checks it fails."""
    from bilateral.chronology import Store

    with Store.open(db, read_only=True) as store:
        return store.counts().documents, [finding.name for finding in store.check(deep=True) if finding.broken]


def exported(db: Path) -> bytes:
    """The whole public record."""
    import io

    from bilateral.api import Chronology

    out = io.BytesIO()
    with Chronology(db, read_only=True) as chronology:
        chronology.export(out, format="jsonl")
    return out.getvalue()


def faults(folder: Path, *, kills: int, workers: int, seed: int, documents: int) -> Counter[str]:
    """Kills so many runs; how many were killed where. Raises Broken where a promise is."""
    chance = random.Random(seed)
    sources = write_texts(folder, documents, seed)
    total = documents + len(range(0, documents, 4))
    whole = folder / "whole.duckdb"
    begun = time.monotonic()
    Run(whole, workers, sources).go()
    lasted = time.monotonic() - begun
    expected = exported(whole)
    db, before, done = folder / "killed.duckdb", 0, Counter[str]()
    for number in range(kills):
        if number % 6 == 0:
            for file in folder.glob("killed.duckdb*"):
                file.unlink()
            before = 0
        word = ("", "open", str(total), "open", str(BATCH), str(total))[number % 6]
        moment = lasted * chance.random() * (1.0 if word == "" else 0.5 if word == "open" else 0.25)
        run = Run(db, workers, sources)
        ended = run.go(kill_after=(word, moment))
        if not db.exists():
            done["before there was a database"] += 1
            continue
        count, broken = held(db)
        if broken:
            raise Broken(f"kill {number}: after {run.said[-1:]} these checks fail: {', '.join(broken)}")
        if count < max(before, min(run.acknowledged, documents)):
            raise Broken(f"kill {number}: {count} documents are left of {max(before, run.acknowledged)}")
        before = count
        done[_where(run, total, ended=ended)] += 1
    Run(db, workers, sources).go()
    if exported(db) != expected:
        raise Broken("the exports differ from those of a run that nobody killed")
    return done


def _where(run: Run, total: int, *, ended: bool) -> str:
    if ended:
        return "after it had ended"
    if "merged" in run.said:
        return "while closing"
    if run.acknowledged >= total:
        return "while learning, coding again and merging"
    return "while reading" if run.acknowledged else "before the first documents"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*")
    parser.add_argument("--child")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--documents", type=int, default=240)
    options = parser.parse_args()
    if options.child:
        child(options.child, options.workers, options.sources)
        return
    with tempfile.TemporaryDirectory() as scratch:
        done = faults(
            Path(scratch),
            kills=options.kills,
            workers=options.workers,
            seed=options.seed,
            documents=options.documents,
        )
    print(
        f"{options.kills} kills with {options.workers} workers, seed {options.seed}: every check passed, nothing lost,"
    )
    print("and the exports are those of a run that nobody killed. Killed")
    for where, number in sorted(done.items(), key=lambda item: (-item[1], item[0])):
        print(f"  {number:3}  {where}")


if __name__ == "__main__":
    main()
