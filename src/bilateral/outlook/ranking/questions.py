"""The questions that a day's events answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilateral.outlook.ranking.candidates import Questions, questions_of
from bilateral.outlook.ranking.history import History

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

__all__ = ["Day", "days_of"]


@dataclass(frozen=True, slots=True)
class Day:
    """The questions of one day, and their right answers.

    `answered` says of each candidate whether it is right. `answers` are (question, actor), in order, right answers that
    are no candidates included.
    """

    day: int
    asked: Questions
    answered: NDArray[np.bool_]
    answers: Ints


def days_of(history: History, first: int, last: int, *, most: int | None = None, seed: int = 1) -> Iterator[Day]:
    """All questions that the events of days `first` to `last` (exclusive) answer, in both directions, day by day.

    The history is advanced to each day before its questions get their candidates. `most` draws so many a day.
    """
    import numpy as np

    random = np.random.default_rng(seed)
    size = history.keys.relations
    for day in range(first, last):
        history.advance(day)
        begin, end = np.searchsorted(history.day_of, (day, day + 1))
        if begin == end:
            continue
        own = history.source[begin:end] * size + history.relation[begin:end]
        groups = np.unique(own)
        if most is not None and len(groups) > most:
            groups = np.sort(random.choice(groups, most, replace=False))
        kept = np.isin(own, groups)
        question = np.searchsorted(groups, own[kept])
        answers = np.unique(np.stack([question, history.target[begin:end][kept]]), axis=1)
        asked = questions_of(history, groups // size, groups % size)
        right = np.isin(asked.row * history.keys.actors + asked.target, answers[0] * history.keys.actors + answers[1])
        yield Day(day, asked, right, answers)
