"""How fast the pages are under load: `.venv/bin/python bench/web_load.py [--db FILE]`.

Makes a database of at least 100,000 made-up events (`benchmarks/synthetic.py`; some minutes, kept with --keep), serves
it in a process of its own, and asks for pages at an even rate from this one, over connections that are kept. The time
of a request counts from when it was due, so that waiting for a slow one before it counts too. Both share the machine.
The mix: half are relations (pairs as often as they have events, a third of them filtered), a quarter events, the rest
texts, searches, the first page and lists. Addresses are drawn anew each time: most were not asked before.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from random import Random

from bilateral.benchmarks.synthetic import portion
from bilateral.chronology import Store

WORDS = ("officials", "exchange", "kaka", "january", "statement", "meeting", "visit", "measure", "sides")


def make(path: Path, events: int) -> None:
    """Fill a new database; every report makes about .4 events."""
    with Store.open(path) as store:
        for number in range(events // 2_000 + 1):
            store.put_many(portion(number))
        store.merge()
        print(f"made {store.counts()}")


def addresses(path: Path, random: Random) -> Iterator[tuple[str, str]]:
    """(kind, address), for ever."""
    with Store.open(path, read_only=True) as store:
        sql = store.sql()
        rows = sql.execute("SELECT id, parties_from[1], parties_to[1] FROM events WHERE len(parties_to) > 0").fetchall()
        texts = [key for (key,) in sql.execute("SELECT id FROM documents ORDER BY id LIMIT 50000").fetchall()]
    pairs = [sorted((a, b)) for _, a, b in rows if a and b and a != b]
    while True:
        dice = random.random()
        if dice < 0.5:
            first, second = random.choice(pairs)
            extra = random.choice(("", "", "", "", "?form=meeting", "?status=occurred&since=2015", "?order=oldest"))
            yield "relation", f"/dyads/{first}/{second}{extra}"
        elif dice < 0.75:
            yield "event", f"/events/{random.choice(rows)[0]}"
        elif dice < 0.85:
            yield "text", f"/documents/{random.choice(texts)}"
        elif dice < 0.92:
            yield "search", f"/search?q={'+'.join(random.sample(WORDS, 2))}"
        elif dice < 0.96:
            yield "list", f"/dyads?party={random.choice(pairs)[0]}"
        else:
            yield "first page", "/"


def ask(port: int, due: SimpleQueue[tuple[float, str, str]], took: list[tuple[str, float]], wrong: list[str]) -> None:
    """One asker: takes what is due, asks, and keeps how long it took from when it was due."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while True:
        try:
            at, kind, address = due.get(timeout=2)
        except Empty:
            return
        time.sleep(max(0.0, at - time.perf_counter()))
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        took.append((kind, time.perf_counter() - at))
        if answer.status != 200:
            wrong.append(f"{answer.status} {address}")


def cpu(pid: int) -> float:
    """Seconds of CPU time that a process has used; 0 where the system does not tell."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load(
    path: Path, *, rate: int, seconds: int, pages: int = 0, askers: int = 24
) -> tuple[list[tuple[str, float]], list[str], float]:
    """Serve the database and ask for pages; what each took, what went wrong, and the server's CPU time."""
    command = [sys.executable, "-m", "bilateral", "serve", "--port", "0", "--db", str(path), "--read-only"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        found = re.search(r":(\d+)/", server.stdout.readline())
        assert found, "the server did not start"
        port = int(found[1])
        drawn = addresses(path, Random(1))
        if pages:
            few, again = [next(drawn) for _ in range(pages)], Random(2)
            drawn = (again.choice(few) for _ in itertools.count())
        due: SimpleQueue[tuple[float, str, str]] = SimpleQueue()
        warm = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        for address in (
            "/",
            *(address for _, address in (next(drawn) for _ in range(20 + 5 * pages))),
        ):  # the index, templates
            warm.request("GET", address)
            warm.getresponse().read()
        used = cpu(server.pid)
        begin = time.perf_counter() + 0.5
        for number in range(rate * seconds):
            due.put((begin + number / rate, *next(drawn)))
        took: list[tuple[str, float]] = []
        wrong: list[str] = []
        threads = [threading.Thread(target=ask, args=(port, due, took, wrong)) for _ in range(askers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return took, wrong, cpu(server.pid) - used
    finally:
        server.terminate()
        server.wait(timeout=20)


def told(name: str, times: list[float]) -> str:
    """A line of the table, in milliseconds."""
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return (
        f"{name:12}{len(times):>7}{1000 * statistics.median(times):>9.0f}{1000 * p95:>9.0f}{1000 * ordered[-1]:>9.0f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--db", type=Path, help="a database to serve, instead of a made-up one")
    parser.add_argument("--keep", type=Path, help="where to keep the made-up one")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--rate", type=int, default=50, help="requests a second")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--pages", type=int, default=0, help="ask for so many pages again and again; 0: ever others")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        path = given.db or given.keep or Path(scratch) / "load.duckdb"
        if not path.exists():
            make(path, given.events)
        with Store.open(path) as store:  # brought up to date
            store.search.renew()
        took, wrong, used = load(path, rate=given.rate, seconds=given.seconds, pages=given.pages)
    print(f"{given.rate} requests a second for {given.seconds} s; milliseconds from when each was due")
    print(f"{'':12}{'number':>7}{'median':>9}{'p95':>9}{'most':>9}")
    for kind in dict.fromkeys(kind for kind, _ in sorted(took)):
        print(told(kind, [seconds for what, seconds in took if what == kind]))
    print(told("all", [seconds for _, seconds in took]))
    print(f"CPU time of the server for a request: {1000 * used / len(took):.0f} ms")
    print(f"not answered with 200: {len(wrong)} {wrong[:3] or ''}")


if __name__ == "__main__":
    main()
