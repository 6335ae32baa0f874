"""How good outlooks were: a table's own past forecast again, with nothing known but what came before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilateral.outlook.rates.features import History
from bilateral.outlook.rates.model import Scope, gather, learn
from bilateral.outlook.rates.scores import Score, score

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Doubles = NDArray[np.float64]
    Flags = NDArray[np.bool_]

__all__ = ["Forecasts", "Row", "Track", "backtest", "scored"]

_MODELS = 4
"""How often the model is made anew over the time that is forecast again."""


@dataclass(frozen=True, slots=True)
class Forecasts:
    """Forecasts and what came of them, one row a question: `act`, `source`, `target` by number, `day` the first of the
    horizon."""

    day: Ints
    source: Ints
    target: Ints
    act: Ints
    probability: Doubles
    base: Doubles
    own: Doubles
    happened: Flags

    def of(self, which: Flags) -> Forecasts:
        """Those marked only."""
        return Forecasts(*(getattr(self, name)[which] for name in self.__dataclass_fields__))

    def __len__(self) -> int:
        return len(self.day)


@dataclass(frozen=True, slots=True)
class Row:
    """The score of a part of the forecasts."""

    what: str
    score: Score
    skill_own: float


@dataclass(frozen=True, slots=True)
class Track:
    """How good forecasts were: over all, by act and by pair (those of which most came true, at most 20)."""

    all: Row
    by_act: tuple[Row, ...]
    by_pair: tuple[Row, ...]


def backtest(
    history: History, scope: Scope, days: Sequence[int], *, pair: tuple[int, int] | None = None
) -> Forecasts | None:
    """What would have been forecast on each of the days, which ascend, and what came of it.

    Each stretch of days is told by a model made of what came before its first. With `pair` only these two, in both
    directions, are asked for. None where nothing could be asked.
    """
    import numpy as np

    parts = []
    for stretch in np.array_split(np.asarray(days, np.int64), min(_MODELS, len(days))):
        if not len(stretch):
            continue
        model = learn(history, scope, int(stretch[0]))
        for day in stretch.tolist():
            source, target = _asked(history, scope, day, pair)
            if not len(source):
                continue
            data = gather(history, day, source, target, horizon=scope.horizon)
            shape = data.happened.shape
            acts = np.broadcast_to(np.asarray(scope.acts), shape)
            rate = model.rates.mean
            parts.append(
                Forecasts(
                    np.full(data.happened.size, day),
                    np.repeat(source, shape[1]),
                    np.repeat(target, shape[1]),
                    acts.ravel(),
                    model.of(data).ravel(),
                    np.broadcast_to(-np.expm1(-scope.horizon * rate), shape).ravel(),
                    -np.expm1(-scope.horizon * data.number / data.known[:, None]).ravel(),
                    data.happened.ravel(),
                )
            )
    if not parts:
        return None
    return Forecasts(*(np.concatenate([getattr(p, n) for p in parts]) for n in Forecasts.__dataclass_fields__))


def _asked(history: History, scope: Scope, day: int, pair: tuple[int, int] | None) -> tuple[Ints, Ints]:
    import numpy as np

    if pair is not None:
        return np.array(pair), np.array(pair[::-1])
    return history.active(day, least=scope.least, within=scope.within)


def scored(forecasts: Forecasts, acts: Sequence[str], actors: Sequence[str]) -> Track:
    """The worth of forecasts."""
    import numpy as np

    size = len(actors)
    pair = forecasts.source * size + forecasts.target
    came = np.bincount(np.unique(pair, return_inverse=True)[1], forecasts.happened)
    keys = np.unique(pair)
    most = [keys[n] for n in np.argsort(-came, kind="stable")[:20] if came[n]]
    return Track(
        _row("all", forecasts),
        tuple(_row(acts[act], forecasts.of(forecasts.act == act)) for act in np.unique(forecasts.act).tolist()),
        tuple(_row(f"{actors[key // size]} to {actors[key % size]}", forecasts.of(pair == key)) for key in most),
    )


def _row(what: str, part: Forecasts) -> Row:
    found = score(part.probability, part.happened, part.base)
    own = score(part.probability, part.happened, part.own)
    return Row(what, found, own.skill)
