"""Ranks by the protocol, and the whole measure on a small folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bilateral.benchmarks.outlook import Calibration, ranks_of, score_outlook
from bilateral.outlook.ranking import History
from bilateral.outlook.ranking.model import Settings
from bilateral.outlook.ranking.questions import days_of
from bilateral.outlook.table import EventTable


def small(folder: Path) -> None:
    """Six actors, each of which mostly does to the next one what it did before."""
    random = np.random.default_rng(3)
    (folder / "relation2id.txt").write_text("meet\t0\naid\t1\nblame\t2\n")
    (folder / "entity2id.txt").write_text("".join(f"actor {n}\t{n}\n" for n in range(6)))
    for part, first, last in (("train", 0, 60), ("valid", 60, 70), ("test", 70, 80)):
        rows = [
            f"{a}\t{a % 3}\t{(a + 1) % 6 if random.random() < 0.8 else random.integers(0, 6)}\t{24 * day}\t-1"
            for day in range(first, last)
            for a in random.integers(0, 6, 60)
        ]
        (folder / f"{part}.txt").write_text("\n".join(rows) + "\n")


def test_ranks_leave_out_other_right_answers_and_share_ties() -> None:
    #                          day  0 knows all five; on day 1 the first does it to two
    columns = np.array([[0, 0, 0, 1, 1], [0, 1, 2, 0, 0], [0, 0, 0, 0, 0], [1, 2, 3, 1, 2]])
    events = EventTable.of(*columns, actors=[f"actor {n}" for n in range(6)], relations=["meet"])
    history = History(events, guess_before=0)
    day = next(days_of(history, 1, 2))
    question = next(n for n in range(len(day.asked.source)) if (day.asked.source[n], day.asked.relation[n]) == (0, 0))
    scores = np.zeros(len(day.asked.target), np.float32)
    mine = slice(day.asked.starts[question], day.asked.starts[question + 1])
    for actor, score in {1: 0.5, 2: 0.1, 3: 0.3}.items():
        scores[mine][day.asked.target[mine] == actor] = score
    ranks, said = ranks_of(history, day, scores)
    rank = {int(actor): float(ranks[n]) for n, (asked, actor) in enumerate(day.answers.T) if asked == question}
    wrong = {int(a): float(s) for a, s in zip(day.asked.target[mine], scores[mine], strict=True) if a not in (1, 2)}
    assert rank[1] == 1
    assert rank[2] == 1 + sum(score > 0.1 for score in wrong.values())
    assert ((said > 0) & (said <= 1)).all()


@pytest.mark.parametrize(
    ("said", "right", "error"),
    [
        ([0.8] * 10, [True] * 8 + [False] * 2, 0.0),
        ([0.95] * 10, [True] * 5 + [False] * 5, 0.45),
        ([0.15, 0.85], [True, True], 0.5),  # 0.85 in one bin and 0.15 in the other
    ],
)
def test_calibration_error(said: list[float], right: list[bool], error: float) -> None:
    found = Calibration([np.array(said, np.float32)], [np.array(right)])
    assert found.error == pytest.approx(error, abs=1e-6)


def test_the_measure_runs_on_a_folder_of_the_usual_form(tmp_path: Path) -> None:
    small(tmp_path)
    printed = score_outlook(tmp_path, part="test", settings=Settings(questions=300)).splitlines()
    assert printed[-1].startswith("MRR 0.")
    assert [word for word in printed[-1].split() if not word[0].isdigit()] == ["MRR", "Hits@1", "Hits@3", "Hits@10"]
    assert float(printed[-1].split()[1]) > 0.5
    told = "\n".join(printed)
    for name in ("model: all", "recurrency: all", "several steps ahead: all", "CPU minutes", "calibration error"):
        assert name in told
