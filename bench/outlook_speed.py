"""How fast an outlook is, on a made-up database of a million events: `.venv/bin/python bench/outlook_speed.py`.

The events have no documents; parties are drawn by Zipf's law, days over six years. Figures depend on the machine. A new
process is measured the third time, when its modules are there as byte code, as after an install.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bilateral.api import Chronology
from bilateral.chronology import Store

STATES = 150


def make(path: Path, events: int) -> None:
    """Fill a new database with events that follow from nothing."""
    with Store.open(path) as store:
        sql = store.sql()
        sql.execute("SET memory_limit = '2GB'")
        sql.execute("SELECT setseed(0.5)").fetchall()
        codes = _codes()
        sql.execute("CREATE TEMP TABLE states AS SELECT unnest(?) AS code, unnest(range(?)) AS n", [codes, STATES])
        sql.execute(
            """
            INSERT INTO events BY NAME
            SELECT 'e' || md5(made::VARCHAR) AS id, 'b' AS block, t AS type, f AS form, 'occurred' AS status,
                [] AS source, [] AS target, d AS earliest, d AS latest, 'day' AS precision, 'stated' AS basis,
                '' AS when_text, '' AS when_reason, [] AS issues, [] AS named_issues, [] AS quotes, 0.9 AS confidence,
                1 AS count, NULL AS level_from, NULL AS level_to, [a.code] AS parties_from, [b.code] AS parties_to,
                '' AS people, [] AS disagreements, [] AS merges, [] AS reports
            FROM (
                SELECT range AS made, DATE '2016-01-01' + (random() * 2190)::INTEGER AS d,
                    floor(pow(?, random()))::INTEGER - 1 AS x, floor(pow(?, random()))::INTEGER - 1 AS y,
                    list_extract(['CONSULT', 'CONSULT', 'SUPPORT', 'AID', 'ACCUSE', 'SANCTION', 'REQUEST', 'ASSAULT'],
                        1 + floor(random() * 8)::INTEGER) AS t,
                    list_extract(['visit', 'call', 'meeting', 'statement', 'measure', 'other'],
                        1 + floor(random() * 6)::INTEGER) AS f
                FROM range(?)
            ) JOIN states a ON a.n = x JOIN states b ON b.n = y
            WHERE x <> y
            """,
            [STATES + 1, STATES + 1, round(events * 1.1)],
        )


def _codes() -> list[str]:
    from bilateral.knowledge import load

    known = load().states.by_code.values()
    first = ["USA", "RUS", "CHN", "AZE"]
    return [*first, *(s.code for s in known if s.status == "member" and s.code not in first)][:STATES]


def _process(path: Path, a: str, b: str) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    asked = [sys.executable, "-m", "bilateral", "outlook", a, b, "--as-of", "2021-06-20", "--db", str(path)]
    taken = 0.0
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(asked, check=True, stdout=subprocess.DEVNULL, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return taken


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--db", type=Path, help="keep the database here, and use it if it is there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        path = arguments.db or Path(scratch) / "many.duckdb"
        if not path.exists():
            make(path, arguments.events)
        with Chronology(path) as chronology:
            print(f"events {chronology.counts().events:,}")
            for pair in (("USA", "AZE"), ("USA", "AZE"), ("USA", "AZE"), ("MEX", "NOR"), ("MEX", "NOR")):
                begun, worked = time.perf_counter(), time.process_time()
                found = chronology.outlook(*pair, as_of="2021-06-20").outlook
                print(
                    f"one outlook, {' and '.join(pair)}, {found.events:,} events between them: "
                    f"{time.perf_counter() - begun:.2f} s, {time.process_time() - worked:.2f} s of CPU"
                )
            print("(the first makes the model, unless the database keeps it)")
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        for pair in (("USA", "AZE"), ("MEX", "NOR")):
            print(f"the same in a new process, {' and '.join(pair)}: {_process(path, *pair):.2f} s of CPU")


if __name__ == "__main__":
    main()
