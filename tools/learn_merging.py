"""Learns the weights of `chronology/merging/weights.csv` from the labelled pairs in bench/merging.

    python tools/learn_merging.py ../shared/corpora/readouts-dev [--write]

Logistic regression on the pairs for development that nothing keeps apart: one weight for each level of each piece of
evidence, found by Newton's method. A Gaussian prior draws each weight towards the value in column `set`, which was
written down before any pair was labelled: with so few pairs, what they do not speak of keeps the sense it had. How hard
it draws is settled by leaving out one group of pairs after the other. With --write the prior is then moved to the
middle of the values at which merging whole texts joins the pairs best (pair F1): reports are joined in clusters of
which every two must fit, and a pair more or less likely than not weighs otherwise there. Held-out pairs are not read.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections import Counter
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from bilateral.benchmarks.merging import find as find_reports
from bilateral.benchmarks.merging import labelled_pairs, read_labels, read_reports, score
from bilateral.chronology import merge
from bilateral.chronology.merging import weights as table
from bilateral.chronology.merging.why import compared

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "bench" / "merging" / "reports.tsv"
STRENGTHS = (0.1, 0.3, 1.0, 3.0, 10.0)
ENOUGH = 0.01
MOVES = tuple(round(0.2 * step, 1) for step in range(-7, 8))
"""By how much the prior may be moved."""


def examples(folder: Path) -> tuple[list[list[table.Piece]], np.ndarray, list[str]]:
    """The pieces of each pair, whether it is one event, and its group."""
    rows = [row for row in read_labels(LABELS) if row.half == "development"]
    reports, publishers = read_reports(folder, {row.key[0] for row in rows})
    found, truth, groups = [], [], []
    for first, second, same in labelled_pairs(find_reports(rows, reports)):
        comparison = compared(first.report, second.report, publishers)
        if comparison.veto is None:
            found.append([piece for piece, _ in comparison.pieces])
            truth.append(same)
            groups.append(first.row.group)
    return found, np.array(truth, dtype=float), groups


def fit(matrix: np.ndarray, truth: np.ndarray, prior: np.ndarray, strength: float) -> np.ndarray:
    """The weights that make the truth likeliest, drawn to `prior` with this strength (the inverse of its variance)."""
    weights = prior.copy()
    for _ in range(50):
        said = 1 / (1 + np.exp(-(matrix @ weights)))
        slope = matrix.T @ (truth - said) - strength * (weights - prior)
        bend = (matrix.T * (said * (1 - said))) @ matrix + strength * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def left_out(matrix: np.ndarray, truth: np.ndarray, groups: list[str], prior: np.ndarray, strength: float) -> float:
    """Mean log loss on each group's pairs by weights learned on those of the others."""
    loss = 0.0
    for group in sorted(set(groups)):
        out = np.array([name == group for name in groups])
        said = 1 / (1 + np.exp(-(matrix[out] @ fit(matrix[~out], truth[~out], prior, strength))))
        loss -= float(np.log(np.where(truth[out] > 0, said, 1 - said)).sum())
    return loss / len(truth)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the releases that the labels speak of")
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    arguments = parser.parse_args()
    rows = table.read_weights()
    names = [(row["evidence"], row["level"]) for row in rows]
    found, truth, groups = examples(arguments.folder)
    matrix = np.array([[float(name in pieces) for name in names] for pieces in found])
    prior = np.array([float(row["set"]) for row in rows])
    losses = {strength: left_out(matrix, truth, groups, prior, strength) for strength in STRENGTHS}
    # The hardest draw that is about as good: a level met once or twice should not swing its weight.
    best = max(strength for strength in STRENGTHS if losses[strength] <= min(losses.values()) + ENOUGH)
    learned = fit(matrix, truth, prior, best)
    met = Counter(piece for pieces in found for piece in pieces)
    for strength, loss in losses.items():
        print(
            f"drawn to the set weights by {strength:>5}: log loss left out {loss:.3f}{' *' if strength == best else ''}"
        )
    said = 1 / (1 + np.exp(-(matrix @ prior)))
    unlearned = -float(np.log(np.where(truth > 0, said, 1 - said)).mean())
    print(
        f"as set: {unlearned:.3f}; always the base rate: {_base(truth):.3f}; pairs {len(truth)}, one {truth.sum():.0f}"
    )
    for row, name, weight in zip(rows, names, learned, strict=True):
        row["weight"], row["pairs"] = f"{weight:.2f}", str(met[name])
        print(f"{name[0]:18}{name[1]:34}{float(row['set']):>7.2f}{weight:>7.2f}{met[name]:>6}")
    if arguments.write:
        settle_prior(rows, arguments.folder)


def settle_prior(rows: list[dict[str, Any]], folder: Path) -> None:
    """Move the prior in the table to the middle of the longest run of the best values. Writes the table for each."""
    labels = [row for row in read_labels(LABELS) if row.half == "development"]
    reports, publishers = read_reports(folder, {row.key[0] for row in labels})
    labelled = find_reports(labels, reports)
    (prior,) = (row for row in rows if (row["evidence"], row["level"]) == table.PRIOR)
    learned = float(prior["weight"])
    found = []
    for move in MOVES:
        prior["weight"] = f"{learned + move:.2f}"
        write(rows)
        table.weights.cache_clear()
        events = merge(reports, publishers=publishers)
        found.append(score(labelled, {report.id: event.id for event in events for report in event.reports}).f1)
        print(f"prior moved by {move:>5.1f}: pair F1 {found[-1]:.4f}")
    runs = [list(run) for good, run in groupby(range(len(found)), lambda at: found[at] == max(found)) if good]
    longest = max(runs, key=len)
    prior["weight"] = f"{learned + MOVES[longest[len(longest) // 2]]:.2f}"
    write(rows)


def _base(truth: np.ndarray) -> float:
    share = float(truth.mean())
    return -(share * math.log(share) + (1 - share) * math.log(1 - share))


def write(rows: list[dict[str, Any]]) -> None:
    out = StringIO()
    writer = csv.DictWriter(out, table.COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    table.FILE.write_text(out.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main()
