"""The model: boosted trees that put the right answers of a question before the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bilateral.errors import QueryError
from bilateral.outlook.ranking.candidates import Questions, questions_of
from bilateral.outlook.ranking.features import features
from bilateral.outlook.ranking.history import History

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bilateral.outlook.table import EventTable

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

__all__ = ["Day", "Ranked", "Ranker", "Reason", "days_of"]

_ROUNDS = 300
_PARAMETERS = {
    # Chosen on the validation part of ICEWS14.
    "num_leaves": 47,
    "learning_rate": 0.08,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
_TRAINED_ON = 1 / 3
"""The last part of the days that is learned from; before it there is too little history for counts to mean much."""
_QUESTIONS_A_DAY = 400
_FIRST_TREES, _KEPT = 30, 60


@dataclass(frozen=True, slots=True)
class Reason:
    """What a family of features adds to a candidate's score, in log-odds against the other candidates."""

    family: str
    adds: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate: its probability among all candidates, and why. `actor` is its name."""

    actor: str
    probability: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The questions of one day, and their right answers.

    `answered` says of each candidate whether it is right. `answers` are (question, actor), right answers that are no
    candidates included.
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


class Ranker:
    """A trained model. `fit` makes one, `score` and `rank` use it."""

    def __init__(self, booster: Any, names: tuple[str, ...]) -> None:
        self._booster = booster
        self.names = names

    @classmethod
    def fit(
        cls,
        table: EventTable,
        *,
        until: int,
        rounds: int = _ROUNDS,
        questions_a_day: int = _QUESTIONS_A_DAY,
        threads: int = 0,
    ) -> Ranker:
        """Learn from the events before day `until`, whatever comes after. Raises QueryError where there are too few.

        `threads` of 0 are as many as there are cores; the outcome does not depend on it.
        """
        import lightgbm
        import numpy as np

        days = table.day[table.day < until]
        if len(days) < 1000:
            raise QueryError(f"{len(days)} events are too few to learn from; read more texts or event files")
        first = int(until - (until - days[0]) * _TRAINED_ON)
        history = History(table, guess_before=first)
        names: tuple[str, ...] = ()
        rows, right, groups = [], [], []
        for day in days_of(history, first, until, most=questions_a_day):
            known = np.unique(day.asked.row[day.answered])
            kept = np.isin(day.asked.row, known)  # a question without a right candidate teaches nothing
            found, names = features(history, day.asked)
            rows.append(found[kept])
            right.append(day.answered[kept])
            groups.append(np.diff(day.asked.starts)[known])
        sizes = np.concatenate(groups)
        data = lightgbm.Dataset(np.concatenate(rows), label=np.concatenate(right).astype(np.float32))
        rows.clear()
        parameters = {**_PARAMETERS, "objective": _Listwise(sizes), "num_threads": threads}
        return cls(lightgbm.train(parameters, data, num_boost_round=rounds), names)

    def score(self, history: History, asked: Questions) -> Floats:
        """A score for each candidate; within a question their exponentials are as their probabilities.

        The first trees tell most candidates from those that may be right; only of these, _KEPT a question, are the
        other trees asked.
        """
        import numpy as np

        found, _ = features(history, asked)
        scores: Floats = self._booster.predict(found, num_iteration=_FIRST_TREES)
        order = np.lexsort((-scores, asked.row))
        place = np.arange(len(order)) - asked.starts[asked.row[order]]
        kept = np.sort(order[place < _KEPT])
        scores[kept] += self._booster.predict(found[kept], start_iteration=_FIRST_TREES)
        lost = np.setdiff1d(order, kept, assume_unique=True)
        lowest = np.full(len(asked.source), np.inf)
        np.minimum.at(lowest, asked.row[kept], scores[kept])
        scores[lost] = np.minimum(scores[lost], lowest[asked.row[lost]] - 1e-3 + 1e-6 * scores[lost])
        return scores

    def rank(
        self, history: History, source: int, relation: int, *, actors: tuple[str, ...], number: int = 10
    ) -> list[Ranked]:
        """The likeliest candidates of one question as of the history's day, with what speaks for and against each."""
        import numpy as np

        asked = questions_of(history, np.array([source]), np.array([relation]))
        found, _ = features(history, asked)
        scores = self._booster.predict(found)
        share = np.exp(scores - scores.max())
        share /= share.sum()
        best = np.lexsort((asked.target, -scores))[:number]
        parts = self._booster.predict(found[best], pred_contrib=True)[:, :-1]
        usual = self._booster.predict(found, pred_contrib=True)[:, :-1].mean(axis=0)
        return [
            Ranked(actors[asked.target[at]], float(share[at]), self._reasons(part - usual))
            for at, part in zip(best, parts, strict=True)
        ]

    def _reasons(self, parts: Floats) -> tuple[Reason, ...]:
        by_family: dict[str, float] = {}
        for name, part in zip(self.names, parts, strict=True):
            family = name.partition(":")[0]
            by_family[family] = by_family.get(family, 0.0) + float(part)
        return tuple(Reason(f, round(v, 3)) for f, v in sorted(by_family.items(), key=lambda item: -abs(item[1])))


class _Listwise:
    """The loss of a question: -log of the share of the right answers' exponentials (a conditional logit)."""

    def __init__(self, sizes: Ints) -> None:
        import numpy as np

        self.sizes = sizes
        self.starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])

    def __call__(self, scores: Floats, data: Any) -> tuple[Floats, Floats]:
        import numpy as np

        right = data.get_label()
        highest = np.repeat(np.maximum.reduceat(scores, self.starts), self.sizes)
        share = np.exp(scores - highest)
        share /= np.repeat(np.add.reduceat(share, self.starts), self.sizes)
        answers = np.repeat(np.add.reduceat(right, self.starts), self.sizes)
        # Twice the second derivative keeps the steps on long lists small.
        return share * answers - right, np.maximum(2 * share * (1 - share) * answers, 1e-6)
