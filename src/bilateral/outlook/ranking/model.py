"""The model: a sieve, an additive model, and boosted trees on what it leaves, that put right answers before others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bilateral.errors import QueryError
from bilateral.outlook.ranking.additive import Additive, fit_additive, listwise
from bilateral.outlook.ranking.candidates import Questions, best_of, questions_of
from bilateral.outlook.ranking.features import early_features, features
from bilateral.outlook.ranking.history import History
from bilateral.outlook.ranking.questions import days_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bilateral.outlook.table import EventTable

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

__all__ = ["LEAST", "Ranker", "Settings"]

LEAST = 1000
"""With fewer events than this nothing is learned."""
_SIEVE_FROM = 0.85
"""After this part of the events before the beginning questions are asked to learn the sieve from."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model is learned. `leaves` and `least` were chosen on the validation part of ICEWS14, by 12,000 questions;
    how many questions and rounds, by the time they take.

    `begin` is the part of the events that is only remembered, before questions are learned from; the sieve is learned
    from the end of it. `kept` candidates a question pass the sieve.
    """

    questions: int = 30_000
    begin: float = 0.25
    sieve_questions: int = 1500
    kept: int = 64
    rounds: int = 300
    leaves: int = 15
    rate: float = 0.08
    least: int = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """A trained model. `fit` makes one, `score` and `who_next` use it.

    `missed` is the share of right answers that do not pass the sieve, `learned_from` the number of questions, and
    `guess_before` the day up to which it may be guessed whose an actor is.
    """

    sieve: Additive
    additive: Additive
    booster: Any
    names: tuple[str, ...]
    kept: int
    missed: float
    learned_from: int
    guess_before: int

    @classmethod
    def fit(cls, table: EventTable, *, until: int, settings: Settings | None = None, threads: int = 0) -> Ranker:
        """Learn from the events before day `until`, whatever comes after. Raises QueryError where there are too few.

        `threads` of 0 are as many as there are cores; the outcome does not depend on it.
        """
        given = settings or Settings()
        begin, history = _begun(table, until, given)
        sieve = _sieve(history, begin, given)
        (found, right, starts), names, missed = _examples(history, sieve, begin, until, given)
        additive = fit_additive(found, right, starts)
        booster = _boosted(found, right, starts, additive, settings=given, threads=threads)
        return cls(
            sieve=sieve,
            additive=additive,
            booster=booster,
            names=names,
            kept=given.kept,
            missed=missed,
            learned_from=len(starts) - 1,
            guess_before=begin,
        )

    def history(self, table: EventTable, *, known_until: int | None = None) -> History:
        """A history that has not begun yet, to ask this model by."""
        return History(table, guess_before=self.guess_before, known_until=known_until)

    def score(self, history: History, asked: Questions) -> Floats:
        """A score for each candidate; within a question their exponentials are as their probabilities.

        Who does not pass the sieve comes after all who do.
        """
        import numpy as np

        early, _ = early_features(history, asked)
        scores = self.sieve.score(early)
        kept = best_of(asked, scores, self.kept)
        final = self._full(history, picked(asked, kept))
        lowest = np.full(len(asked.source), np.inf, np.float32)
        np.minimum.at(lowest, asked.row[kept], final)
        # Far enough below to count for nothing, and in their own order.
        scores = lowest[asked.row] - np.float32(30) + scores
        scores[kept] = final
        return scores

    def _full(self, history: History, asked: Questions) -> Floats:
        found, _ = features(history, asked)
        scores = self.additive.score(found)
        if self.booster is not None:
            scores += self.booster.predict(found).astype(scores.dtype)
        return scores

    def asked(self, history: History, source: int, relation: int) -> Questions:
        """One question with the candidates that pass the sieve."""
        import numpy as np

        asked = questions_of(history, np.array([source]), np.array([relation]))
        early, _ = early_features(history, asked)
        return picked(asked, best_of(asked, self.sieve.score(early), self.kept))

    def probabilities(self, history: History, asked: Questions) -> NDArray[np.float64]:
        """How likely each candidate of one question is; what is lacking to one is for those who did not pass."""
        import numpy as np

        scores = self._full(history, asked).astype(np.float64)
        share = np.exp(scores - scores.max())
        found: NDArray[np.float64] = share / share.sum() * (1 - self.missed)
        return found


def _begun(table: EventTable, until: int, settings: Settings) -> tuple[int, History]:
    """The first day learned from, and a history that has not begun yet."""
    days = table.day[table.day < until]
    if len(days) < LEAST:
        raise QueryError(f"{len(days)} events are too few to learn from; read more texts or event files")
    # By how many events, not by days: one event of years before would else move it to before all others.
    begin = int(days[int(len(days) * settings.begin)]) + 1
    return begin, History(table, guess_before=begin)


def _days(history: History, first: int, last: int) -> int:
    """How many days have events."""
    import numpy as np

    return len(np.unique(history.day_of[slice(*np.searchsorted(history.day_of, (first, last)))]))


def picked(asked: Questions, rows: Ints) -> Questions:
    """The questions with only these rows of their candidates."""
    import numpy as np

    row = asked.row[rows]
    starts = np.searchsorted(row, np.arange(len(asked.source) + 1))
    return Questions(asked.source, asked.relation, row, asked.target[rows], starts)


def _teaching(asked: Questions, right: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], Ints]:
    """Which rows are of questions with both a right and a wrong candidate, and how many rows each of these has."""
    import numpy as np

    number = np.bincount(asked.row[right], minlength=len(asked.source))
    sizes = np.diff(asked.starts)
    teach = (number > 0) & (number < sizes)
    return teach[asked.row], sizes[teach]


def _sieve(history: History, begin: int, settings: Settings) -> Additive:
    import numpy as np

    rows, right, sizes = [], [], []
    first = int(history.day_of[int(np.searchsorted(history.day_of, begin) * _SIEVE_FROM)])
    most = max(settings.sieve_questions // max(_days(history, first, begin), 1), 1)
    for day in days_of(history, first, begin, most=most):
        kept, size = _teaching(day.asked, day.answered)
        rows.append(early_features(history, day.asked)[0][kept])
        right.append(day.answered[kept])
        sizes.append(size)
    if not sum(len(size) for size in sizes):
        raise QueryError("no question of this past has an answer among its candidates; read more texts or event files")
    starts = np.concatenate([[0], np.cumsum(np.concatenate(sizes))])
    return fit_additive(np.concatenate(rows), np.concatenate(right), starts)


def _examples(
    history: History, sieve: Additive, begin: int, until: int, settings: Settings
) -> tuple[tuple[Floats, NDArray[np.bool_], Ints], tuple[str, ...], float]:
    """Features of the candidates that passed the sieve, which are right, and the first row of each question; names; the
    share of right answers that did not pass."""
    import numpy as np

    names: tuple[str, ...] = ()
    rows, right, sizes = [], [], []
    asked_for = passed_by = 0
    most = max(settings.questions // max(_days(history, begin, until), 1), 1)
    for day in days_of(history, begin, until, most=most):
        early, _ = early_features(history, day.asked)
        passed = best_of(day.asked, sieve.score(early), settings.kept)
        asked, answered = picked(day.asked, passed), day.answered[passed]
        asked_for, passed_by = asked_for + day.answers.shape[1], passed_by + int(answered.sum())
        kept, size = _teaching(asked, answered)
        found, names = features(history, asked)
        rows.append(found[kept])
        right.append(answered[kept])
        sizes.append(size)
    if not sum(len(size) for size in sizes):
        raise QueryError("no question of this past has an answer among its candidates; read more texts or event files")
    starts = np.concatenate([[0], np.cumsum(np.concatenate(sizes))])
    return (np.concatenate(rows), np.concatenate(right), starts), names, 1 - passed_by / max(asked_for, 1)


def _boosted(
    found: Floats, right: NDArray[np.bool_], starts: Ints, additive: Additive, *, settings: Settings, threads: int
) -> Any:
    import lightgbm
    import numpy as np

    def objective(scores: NDArray[np.float64], _: Any) -> tuple[Any, Any]:
        _, gradient, curvature = listwise(scores, right, starts)
        return gradient, np.maximum(curvature, 1e-6)

    parameters = {
        "num_leaves": settings.leaves,
        "learning_rate": settings.rate,
        "min_data_in_leaf": settings.least,
        "feature_fraction": 0.3,
        "bagging_fraction": 0.7,
        "bagging_freq": 1,
        "lambda_l2": 20.0,
        "max_bin": 63,
        "seed": 1,
        "deterministic": True,
        "force_row_wise": True,
        "verbose": -1,
        "objective": objective,
        "num_threads": threads,
    }
    data = lightgbm.Dataset(found, label=right.astype(np.float32), init_score=additive.score(found).astype(np.float64))
    return lightgbm.train(parameters, data, num_boost_round=settings.rounds)
