"""`make bench`: every measure of the project as one table, held against floors.toml.

The data lie beside the project in `../shared` and are not part of it; without them this says so and stops.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOORS = Path(__file__).with_name("floors.toml")

Figures = dict[str, float]


def bilateral(*arguments: str) -> str:
    """Runs the command as a user would, and returns what it prints."""
    command = [sys.executable, "-m", "bilateral", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def article(shared: Path) -> Figures:
    """The article against its gold chronology, with both readers."""
    neural = article_by(shared, "neural")
    return article_by(shared, "lexicon") | {f"neural {name}": value for name, value in neural.items()}


def article_by(shared: Path, reader: str) -> Figures:
    """The article as one reader reads it, scored with the scorer that comes with the gold."""
    text = next((shared / "seeds").glob("*.txt"))
    gold = next((shared / "gold").glob("*.jsonl"))
    with tempfile.TemporaryDirectory() as scratch:
        base, out = f"{scratch}/article.duckdb", f"{scratch}/events.jsonl"
        bilateral("read", str(text), "--db", base, "--reader", reader, "--quiet")
        bilateral("export", "--db", base, "--format", "jsonl", "-o", out)
        scorer = [sys.executable, str(shared / "tools" / "score_chronology.py"), str(gold), out]
        printed = subprocess.run(scorer, check=True, capture_output=True, text=True).stdout
        issues = top_issues(base)
    facts = re.search(r"stated as fact though not: (.*)", printed)
    wrong = 0 if facts is None or facts.group(1) == "none" else facts.group(1).count(",") + 1
    wanted = {"democracy-and-human-rights", "peace-settlement", "energy", "sovereignty-and-territory"}
    return {
        "recall": number(printed, r"recall ([\d.]+) \("),
        "precision": number(printed, r"precision ([\d.]+)"),
        "told as fact though not": wrong,
        "named issues among the top six": len(wanted & set(issues[:6])),
    }


def top_issues(base: str) -> list[str]:
    """Issues of USA-AZE, the most frequent first."""
    from bilateral.analysis.issues import recurring_issues
    from bilateral.chronology import EventQuery, Store

    with Store.open(base, read_only=True) as store:
        events = store.events(EventQuery(parties=("USA", "AZE")))
    return [row.issue for row in recurring_issues(events, ("USA", "AZE"))]


def readouts(shared: Path) -> Figures:
    printed = bilateral("bench", "readouts", str(shared / "corpora" / "readouts-dev"), "--misses", "0")
    return {
        "recall": number(printed, r"^recall ([\d.]+)"),
        "precision": number(printed, r"^precision ([\d.]+)"),
        **{f"counterpart's {what}": number(printed, rf"^counterpart's {what} ([\d.]+)") for what in WHO},
        "counterpart's person by that very name": number(printed, r"^ +by that very name ([\d.]+)"),
    }


def travels(shared: Path) -> Figures:
    """The Secretary of State's trips as events, of those that the releases tell and announce."""
    listed = shared / "reference" / "hsg_travels.csv"
    printed = bilateral("bench", "travels", str(shared / "corpora" / "readouts-dev"), str(listed))
    return {
        "trips told": number(printed, r"^travels ([\d.]+)"),
        "trips announced": number(printed, r"^announced ([\d.]+)"),
        "trips beyond the list": number(printed, r"^extra trips: (\d+)"),
    }


WHO = ("state", "person", "level")


def acts(shared: Path) -> Figures:
    """Which act, between marked sides and from raw sentences, on the yardstick file that nothing is trained on."""
    file = str(shared / "bench" / "plv" / "PLV_train.tsv")
    printed = bilateral("bench", "acts", file)
    figures = {
        f"{reader}{kind} macro-F1": number(printed, rf"^{reader}{kind} macro-F1 ([\d.]+)")
        for reader in ("", "lexicon ")
        for kind in ("root", "quad", "binary")
    }
    printed = bilateral("bench", "events", file)
    for name in ("neural", "lexicon", "pair only, neural"):
        figures[f"raw sentences, {name} F1"] = number(printed, rf"^{name} +\d+ +\d+ +\d+ +[\d.]+ +[\d.]+ +([\d.]+)$")
    return figures


def times(shared: Path) -> Figures:
    own = ROOT / "bench" / "times"
    sets = {
        "WikiWars": shared / "bench" / "wikiwars",
        "own news": own / "development",
        "own news held out": own / "held-out",
    }
    figures = {}
    for name, folder in sets.items():
        printed = bilateral("bench", "times", str(folder))
        for kind in ("value", "relaxed", "strict"):
            figures[f"{name} {kind} F1"] = number(printed, rf"^{kind} F1 ([\d.]+)")
    return figures


def dating(shared: Path) -> Figures:
    printed = bilateral("bench", "dating", str(shared / "bench" / "meantime"))
    return {
        "MEANTIME day of events": number(printed, r"^dating accuracy ([\d.]+)"),
        "nearest date instead": number(printed, r"^nearest date in the sentence ([\d.]+)"),
        "last day told instead": number(printed, r"^last day told before ([\d.]+)"),
    }


def mentions(_: Path) -> Figures:
    figures = {}
    for name, file in (("", "mentions.txt"), ("second set ", "mentions_unseen.txt")):
        printed = bilateral("bench", "mentions", str(ROOT / "bench" / file))
        for kind in ("resolved right", "wrong", "unresolved"):
            figures[name + kind] = number(printed, rf"^{kind} ([\d.]+)")
    return figures


def names(_: Path) -> Figures:
    printed = bilateral("bench", "names", str(ROOT / "bench" / "name_pairs.tsv"))
    figures = {}
    for half in ("development", "held-out"):
        figures[f"{half} F1"] = number(printed, rf"^{half} +\d+ +[\d.]+ +[\d.]+ +([\d.]+)$")
    figures["held-out precision"] = number(printed, r"^held-out +\d+ +([\d.]+)")
    figures["comparisons a second"] = number(printed.replace(",", ""), r"^comparisons a second ([\d.]+)")
    return figures


def issues(_: Path) -> Figures:
    """Which issues and names a passage is about, on passages of our own wording labelled by hand."""
    printed = bilateral("bench", "issues", str(ROOT / "bench" / "issues.tsv"))
    figures = {}
    for half in ("development", "held-out"):
        figures[f"{half} macro-F1"] = number(printed, rf"^{half} macro-F1 ([\d.]+)")
        figures[f"{half} micro-F1"] = number(printed, rf"^{half} micro-F1 ([\d.]+)")
        figures[f"{half} precision"] = number(printed, rf"^{half} micro-F1 [\d.]+ \(precision ([\d.]+)")
        figures[f"{half} readouts micro-F1"] = number(printed, rf"^{half}, readout: micro-F1 ([\d.]+)")
        figures[f"{half} names F1"] = number(printed, rf"^{half} names: .* F1 ([\d.]+)")
    return figures


def merging(shared: Path) -> Figures:
    """Which reports are joined into one event, on pairs labelled by hand."""
    printed = bilateral("bench", "merging", str(shared / "corpora" / "readouts-dev"))
    figures = {
        "pair F1": number(printed, r"^pair F1 ([\d.]+)"),
        "B-cubed F1": number(printed, r"^B-cubed F1 ([\d.]+)"),
    }
    for half in ("development", "held-out"):
        figures[f"{half} pair F1"] = number(printed, rf"^{half} +\d+ +\d+ +[\d.]+ +[\d.]+ +([\d.]+)")
    misread = r"^both halves, with those misread +\d+ +\d+ +[\d.]+ +[\d.]+ +([\d.]+)"
    figures["pair F1 with those misread"] = number(printed, misread)
    return figures


def outlook_rates(shared: Path) -> Figures:
    """How likely acts are said to be within 7 and 30 days, on the test part of ICEWS14."""
    printed = bilateral("bench", "outlook-rates", str(shared / "bench" / "icews14"))
    figures = {}
    for acts in ("20 most frequent types", "20 CAMEO roots"):
        for days in (7, 30):
            task = printed[printed.index(f"{acts}, {days} days:") :]
            figures[f"{acts}, {days} days, skill"] = number(task, r"^  model +skill ([\d.]+)")
            figures[f"{acts}, {days} days, AP"] = number(task, r"^  model +skill [\d.]+ AP ([\d.]+)")
            figures[f"{acts}, {days} days, pair's rate, skill"] = number(task, r"^  pair's rate +skill ([\d.]+)")
    return figures


def speed(shared: Path) -> Figures:
    printed = bilateral("bench", "speed", str(shared / "corpora" / "readouts-dev"))
    return {
        "documents a second": number(printed, r"documents from text to reports +([\d.]+)"),
        "gate MB a second": number(printed, r"gate +([\d.]+)"),
        "gated sentences a second": number(printed, r"reader alone +([\d.]+)"),
        "peak MB while reading": number(printed, r"peak memory +([\d.]+)"),
        "help, seconds": help_seconds(),
    }


def growth(shared: Path) -> Figures:
    printed = bilateral("bench", "growth", str(shared / "corpora" / "readouts-dev"))
    names = ("growth ratio", "re-read share", "merged reports a second", "two workers")
    return {name: number(printed, rf"^{name} ([\d.]+)") for name in names}


def help_seconds() -> float:
    """Median of five starts of `bilateral --help`."""
    taken = []
    for _ in range(5):
        begin = time.perf_counter()
        bilateral("--help")
        taken.append(time.perf_counter() - begin)
    return round(statistics.median(taken), 3)


def number(text: str, pattern: str) -> float:
    found = re.search(pattern, text, re.MULTILINE)
    if found is None:
        raise SystemExit(f"bench: no figure for {pattern!r} in:\n{text}")
    return float(found.group(1))


MEASURES = {
    "article": article,
    "readouts": readouts,
    "travels": travels,
    "acts": acts,
    "times": times,
    "names": names,
    "dating": dating,
    "mentions": mentions,
    "merging": merging,
    "issues": issues,
    "outlook-rates": outlook_rates,
    "speed": speed,
    "growth": growth,
}


def rows(
    figures: Mapping[str, Figures], limits: Mapping[str, Mapping[str, Mapping[str, float]]]
) -> Iterator[tuple[str, bool]]:
    """A line of the table for each figure, and whether it holds."""
    yield f"{'measure':44}{'now':>10}{'floor':>10}{'mark':>10}", True
    for group, found in figures.items():
        for name, value in found.items():
            limit = limits[group][name]
            bound = limit.get("floor", limit.get("ceiling"))
            holds = value >= limit.get("floor", value) and value <= limit.get("ceiling", value)
            shown = "-" if bound is None else f"{bound:g}"
            sign = "" if holds else "   BELOW ITS FLOOR"
            mark = f"{limit['mark']:g}" if "mark" in limit else "-"
            yield f"{group + ': ' + name:44}{value:>10g}{shown:>10}{mark:>10}{sign}", holds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with the data")
    parser.add_argument("--only", choices=MEASURES, action="append", help="a part of the measures")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    arguments = parser.parse_args()
    if not arguments.shared.is_dir():
        print(f"bench: no data at {arguments.shared}; give their folder with --shared. Nothing was measured.")
        return 1
    figures = {name: MEASURES[name](arguments.shared) for name in arguments.only or MEASURES}
    table = list(rows(figures, tomllib.loads(FLOORS.read_text("utf-8"))))
    print("\n".join(line for line, _ in table))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return 0 if all(holds for _, holds in table) else 1


if __name__ == "__main__":
    sys.exit(main())
