"""The model: a sieve, and a network that sets out from an additive model, that put right answers before others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilateral.errors import QueryError
from bilateral.outlook.ranking.additive import Additive, fit_additive
from bilateral.outlook.ranking.candidates import Questions, best_of, questions_of
from bilateral.outlook.ranking.features import early_features, features
from bilateral.outlook.ranking.history import History, stretches
from bilateral.outlook.ranking.network import Network, fit_network
from bilateral.outlook.ranking.questions import days_of
from bilateral.outlook.threads import one_thread

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
    """How a model is learned: chosen on the validation part of ICEWS14, how many questions by the time they take.

    `begin` is the part of the events that is only remembered, before questions are learned from; the sieve is learned
    from the end of it. `kept` candidates a question pass the sieve. The additive model is learned from `additive`
    questions at most, the network from all of them, `passes` times. Where questions are few it is more often, up to
    `passes_most` times and `seen` questions in all; with fewer than `few` not at all, so that the additive model is all
    there is. (From 1,000, 3,000, 9,000 questions of ICEWS14 the network was worse by .002, better by .002 and by .011.)
    """

    questions: int = 60_000
    begin: float = 0.25
    sieve_questions: int = 1500
    kept: int = 64
    additive: int = 8000
    passes: int = 3
    passes_most: int = 8
    seen: int = 60_000
    few: int = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """A trained model. `fit` makes one, `score` and `who_next` use it.

    `missed` is the share of right answers that do not pass the sieve, `learned_from` the number of questions, and
    `guess_before` the day up to which it may be guessed whose an actor is.
    """

    sieve: Additive
    network: Network
    names: tuple[str, ...]
    kept: int
    missed: float
    learned_from: int
    guess_before: int

    @classmethod
    @one_thread()
    def fit(cls, table: EventTable, *, until: int, settings: Settings | None = None) -> Ranker:
        """Learn from the events before day `until`, whatever comes after. Raises QueryError where there are too few."""
        given = settings or Settings()
        begin, history = _begun(table, until, given)
        sieve = _sieve(history, begin, given)
        examples, names, missed = _examples(history, sieve, begin, until, given)
        return cls(
            sieve=sieve,
            network=_learned(examples, history, given),
            names=names,
            kept=given.kept,
            missed=missed,
            learned_from=len(examples.starts) - 1,
            guess_before=begin,
        )

    def history(self, table: EventTable, *, known_until: int | None = None) -> History:
        """A history that has not begun yet, to ask this model by."""
        return History(table, guess_before=self.guess_before, known_until=known_until)

    @one_thread()
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
        return self.network.score(features(history, asked)[0], _kinds(history, asked))

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


@dataclass(frozen=True, slots=True)
class _Examples:
    """Candidates that passed the sieve: features, which are right, their kinds, and the first row of each question."""

    found: Floats
    right: NDArray[np.bool_]
    kinds: Ints
    starts: Ints

    def of(self, number: int) -> tuple[Floats, NDArray[np.bool_], Ints]:
        """Features, right answers and first rows of so many questions, from all over."""
        import numpy as np

        questions = len(self.starts) - 1
        if questions <= number:
            return self.found, self.right, self.starts
        some = np.arange(number) * questions // number
        sizes = np.diff(self.starts)[some]
        rows, _ = stretches(self.starts[some], sizes)
        return self.found[rows], self.right[rows], np.concatenate([[0], np.cumsum(sizes)])


def _kinds(history: History, asked: Questions) -> Ints:
    """(3, candidates): relation, and roles of source and target."""
    import numpy as np

    role = history.of.role
    return np.stack([asked.relation[asked.row], role[asked.source[asked.row]], role[asked.target]])


def _learned(examples: _Examples, history: History, settings: Settings) -> Network:
    questions = len(examples.starts) - 1
    passes = min(max(settings.seen // questions, settings.passes), settings.passes_most)
    return fit_network(
        examples.found,
        examples.right,
        examples.starts,
        examples.kinds,
        base=fit_additive(*examples.of(settings.additive)),
        sizes=(history.keys.relations, history.of.roles, history.of.roles),
        passes=passes if questions >= settings.few else 0,
    )


def _examples(
    history: History, sieve: Additive, begin: int, until: int, settings: Settings
) -> tuple[_Examples, tuple[str, ...], float]:
    """Examples, the names of their features, and the share of right answers that did not pass."""
    import numpy as np

    names: tuple[str, ...] = ()
    rows, right, kinds, sizes = [], [], [], []
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
        kinds.append(_kinds(history, asked)[:, kept])
        sizes.append(size)
    if not sum(len(size) for size in sizes):
        raise QueryError("no question of this past has an answer among its candidates; read more texts or event files")
    starts = np.concatenate([[0], np.cumsum(np.concatenate(sizes))])
    examples = _Examples(np.concatenate(rows), np.concatenate(right), np.concatenate(kinds, axis=1), starts)
    return examples, names, 1 - passed_by / max(asked_for, 1)
