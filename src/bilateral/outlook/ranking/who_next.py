"""Who is next, with reasons, by either kind of model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bilateral.outlook.ranking.candidates import Questions
from bilateral.outlook.ranking.history import History
from bilateral.outlook.ranking.reasons import Reason, reasons_for
from bilateral.outlook.threads import one_thread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["Model", "Ranked", "who_next"]


class Model(Protocol):
    """What can say who is next: `Ranker` where it could learn, else `Shrunken`."""

    def asked(self, history: History, source: int, relation: int) -> Questions:
        """One question with the candidates worth a closer look."""
        ...

    def probabilities(self, history: History, asked: Questions) -> Floats:
        """How likely each of them is to be next; what is lacking to one is for everybody else."""
        ...


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate (place among the actors), its probability of being the next, and why.

    `times` is how often the source did this to it, `last` the day of the last time, or None.
    """

    target: int
    probability: float
    times: int
    last: int | None
    reasons: tuple[Reason, ...]


@one_thread()
def who_next(
    model: Model,
    history: History,
    source: int,
    relation: int,
    *,
    number: int = 10,
    reasons: bool = True,
    whole: Callable[[Ints], Ints] | None = None,
) -> tuple[Ranked, ...]:
    """The likeliest candidates for (source, relation, ?) as of the history's day, the likeliest first.

    Reasons take out groups of events and ask again, the model and the candidates left as they are; `whole` as in
    `reasons_for`.
    """
    import numpy as np

    asked = model.asked(history, source, relation)
    chances = model.probabilities(history, asked)
    triples = history.counts["same act"]
    found = []
    for at in np.lexsort((asked.target, -chances))[:number].tolist():
        target, chance = int(asked.target[at]), float(chances[at])
        key = history.keys.triple(*(np.array([n]) for n in (source, relation, target)))
        place = int(triples.places(key)[0])
        times = int(triples.total[place]) if place >= 0 else 0

        def again(at: int = at) -> float:
            return float(model.probabilities(history, asked)[at])

        why: tuple[Reason, ...] = ()
        if reasons:
            why = reasons_for(history, source, relation, target, probability=chance, again=again, whole=whole)
        found.append(Ranked(target, chance, times, int(triples.last[place]) if times else None, why))
    return tuple(found)
