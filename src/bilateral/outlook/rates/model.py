"""How likely an act is within a horizon: an additive model over fading counts, learned from a table's own past.

Four steps, each over rolling origins that end a horizon before the day the model is made for:

1. **Shrunken rates.** An act's rate in a pair is drawn to the act's rate among all pairs (Gamma-Poisson): n events in T
   days make (n + b m) / (T + b) a day, with m the mean rate; b is the one of a few that fits the past best.
2. **Rules.** Ridge regression from what else passed between the two, forth and back, to each act. Each quarter of the
   origins is told by rules from the others, so that the next step sees how good they are on what they were not made of.
3. **The additive model.** Logistic regression over the features, the rules' sum and the rate, shrunk towards the rate
   alone; each act has an intercept, and weights of its own for rate and rules.
4. **Trees.** Boosted trees over the features and the rules' sum, where there is enough to learn from and they pay; the
   logit is then the mean of the two. (Trees on what the additive model leaves, and trees that see the shrunken rate,
   did worse on the validation part of ICEWS14.)

What pays is asked of the last quarter of the origins, which also calibrates the outcome (Platt); then all is made anew
of all origins. Where the turn of the year lies in the horizon, less is expected (`season`).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bilateral.outlook.rates.features import PROFILE, Evidence, History
from bilateral.outlook.rates.season import exposure, quiet_share
from bilateral.outlook.rates.trees import Tree, raw, trees_of
from bilateral.outlook.threads import one_thread

if TYPE_CHECKING:
    import numpy as np
    from lightgbm import Booster
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]
    Doubles = NDArray[np.float64]

__all__ = [
    "Additive",
    "Calibration",
    "Data",
    "RateModel",
    "Rates",
    "Rules",
    "Scope",
    "data_of",
    "gather",
    "half_year",
    "learn",
]

_STRENGTHS = (15.0, 30.0, 60.0, 120.0, 240.0, 480.0, 960.0, 1920.0, 3840.0)
"""Days that the mean rate counts for, from which the best is taken."""
DEFAULT_STRENGTH = 240.0
"""Days that it counts for where there is too little past to choose."""

Ridge = tuple[float, float]
"""Shrinkage of weights and of rules."""
RIDGE: Ridge = (30.0, 200.0)
"""Chosen on the validation part of ICEWS14, with half a million cases."""
RIDGES_OF_FEW: tuple[Ridge, ...] = ((30.0, 200.0), (300.0, 200.0), (3000.0, 200.0))
"""Those from which the best is taken where there is little to learn from."""

FEW = 100
"""Fewer cases in which an act followed than this, and only shrunken rates are used."""
MANY = 2000
"""Fewer than this, and no trees are grown."""

ALIKE = 20
"""Pairs that are counted as alike, at most."""
_CASES_KEPT = 5000

_TREES = {
    "objective": "binary",
    "learning_rate": 0.1,
    "num_leaves": 15,
    "min_data_in_leaf": 200,
    "lambda_l2": 10.0,
    "feature_fraction": 0.4,
    "max_bin": 63,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,  # the outcome does not depend on it, but several wait for each other where cores are busy
    "verbose": -1,
}
_ROUNDS = 80
FEW_ROWS = 20_000
"""Up to so many rows (pairs x acts) the trees are told without LightGBM."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is asked: acts by number, days ahead, and which pairs count as dealing with each other."""

    acts: tuple[int, ...]
    signs: tuple[int, ...]
    horizon: int
    least: int = 1
    within: int = 365
    dated: bool = True
    """Whether days are those of the calendar, as `date.toordinal` counts them."""


@dataclass(frozen=True, slots=True)
class Data:
    """Features, rule signs, plain counts and outcomes of pairs at several origins, in the order of these."""

    features: Floats
    profile: Floats
    number: Doubles
    known: Doubles
    happened: NDArray[np.bool_]
    origin: Ints
    source: Ints
    target: Ints

    def of(self, which: NDArray[np.bool_]) -> Data:
        """Those pairs only."""
        return Data(*(getattr(self, name)[which] for name in self.__dataclass_fields__))


@dataclass(frozen=True, slots=True)
class Rates:
    """Shrunken rates: `mean` a day by act, which counts for `strength` days."""

    mean: Doubles
    strength: float

    def daily(self, number: Doubles, known: Doubles) -> Doubles:
        """By pair and act: the rate a day."""
        return (number + self.strength * self.mean) / (known[:, None] + self.strength)


@dataclass(frozen=True, slots=True)
class Rules:
    """What each sign says of each act."""

    centre: Floats
    weights: Floats

    def sum(self, profile: Floats) -> Floats:
        """By pair and act."""
        import numpy as np

        return np.asarray((profile - self.centre) @ self.weights, np.float32)


@dataclass(frozen=True, slots=True)
class Additive:
    """Weights of the standardised features, one set for all acts; and by act an intercept and slopes of its own."""

    centre: Doubles
    scale: Doubles
    weights: Doubles
    own: Doubles

    def logit(self, features: Floats, base: Doubles, rules: Floats) -> Doubles:
        """By pair and act; `base` are the logits of the shrunken rates."""
        import numpy as np

        shared = ((features - self.centre) / self.scale).astype(np.float32) @ self.weights.astype(np.float32)
        own = self.own[0] + self.own[1] * base + self.own[2] * rules
        return np.asarray(shared + own, np.float64)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Platt's: a line through logits."""

    slope: float = 1.0
    shift: float = 0.0

    def probability(self, logit: Doubles) -> Doubles:
        """Probabilities for logits."""
        return _sigmoid(self.slope * logit + self.shift)


@dataclass(frozen=True, slots=True)
class Analogues:
    """Pairs at days of the past: `pair` (source, target), their half-years (`half_year`), and what followed."""

    pair: tuple[tuple[str, str], ...]
    half_years: Floats
    happened: NDArray[np.bool_]

    def like(self, signs: Floats, source: str, target: str) -> tuple[int, NDArray[np.int64]]:
        """How many other pairs had a half-year like this one (at most ALIKE), and by act in how many it followed.

        `signs` are as `Evidence.signs` has them. Alike are those whose half-years differ by no more in all than half of
        what there is; each pair counts once, at the day it was most alike.
        """
        import numpy as np

        own = half_year(signs[None, :])
        far = np.abs(self.half_years - own).sum(axis=1)
        taken: dict[frozenset[str], int] = {}
        for at in np.argsort(far, kind="stable").tolist():
            if far[at] > own.sum() / 2 or len(taken) == ALIKE:
                break
            if set(self.pair[at]) != {source, target}:
                taken.setdefault(frozenset(self.pair[at]), at)
        return len(taken), self.happened[list(taken.values())].sum(axis=0)


def half_year(signs: Floats) -> Floats:
    """By pair: the logarithms of the signs' counts that fade by half in 120 days, forth and back."""
    import numpy as np

    shaped = signs.reshape(len(signs), 2, len(PROFILE), signs.shape[1] // (2 * len(PROFILE)))[:, :, -1]
    return np.log1p(shaped).reshape(len(signs), signs.shape[1] // len(PROFILE))


@dataclass(frozen=True, slots=True, kw_only=True)
class RateModel:
    """Probabilities by pair and act. `additive` is None where there was too little past for more than rates."""

    scope: Scope
    rates: Rates
    rules: Rules | None = None
    additive: Additive | None = None
    trees: str = ""
    calibration: Calibration = Calibration()
    cases: int = 0
    """Rows of the past it was learned from."""
    followed: int = 0
    """Those of them in which the act followed."""
    cases_alike: Analogues | None = None
    """Pairs of the past, with what followed."""
    until: int = 0
    """The day before which all that it was made of happened."""
    everyone: Doubles | None = None
    """What anyone did to anyone before that day (`History.everyone`)."""
    quiet: float = 1.0
    """The share of a usual day's events that a day of the turn of the year has (`season`)."""
    usual: float = 1.0
    """How many usual days a day was worth in what it was learned from, in the mean."""

    def season(self, day: int) -> float:
        """How much is to be expected in the horizon from a day on, of what the horizon has as a rule."""
        return exposure(day, self.scope.horizon, self.quiet) / self.usual

    @property
    def kind(self) -> str:
        """What it is, in words."""
        if self.additive is None:
            return "shrunken rates"
        return "additive model with boosted trees" if self.trees else "additive model"

    def predict(self, history: History, day: int, source: Ints, target: Ints) -> Doubles:
        """The probability of each act within the horizon from `day` on, by pair and act."""
        return self.of(gather(history, day, source, target))

    @one_thread()
    def of(self, data: Data) -> Doubles:
        """The probability by pair and act."""
        import numpy as np

        rate = self.rates.daily(data.number, data.known)
        days, place = np.unique(data.origin, return_inverse=True)
        season = np.array([self.season(day) for day in days.tolist()])[place][:, None]
        if self.additive is None or self.rules is None:
            by_rate: Doubles = -np.expm1(-self.scope.horizon * rate * season)
            return by_rate
        rules = self.rules.sum(data.profile)
        logit = self.additive.logit(data.features, _logit_of_rate(rate, self.scope.horizon), rules)
        if self.trees:
            grown = _raw(self.trees, _columns(data.features, rules))
            logit = (logit + grown.reshape(logit.shape)) / 2
        usual = np.minimum(self.calibration.probability(logit), 1 - 1e-12)
        found: Doubles = -np.expm1(season * np.log1p(-usual))
        return found


def gather(history: History, day: int, source: Ints, target: Ints, *, horizon: int = 0) -> Data:
    """What is known of pairs before a day; with a horizon, what happened from it on too."""
    data = replace(data_of(history.evidence(day, source, target)), source=source, target=target)
    return replace(data, happened=history.happens(day, horizon, source, target)) if horizon else data


def data_of(evidence: Evidence) -> Data:
    """Evidence as the numbers that a model takes."""
    import numpy as np

    pairs, acts, _ = evidence.counts.shape
    return Data(
        features=evidence.columns,
        profile=np.log1p(evidence.signs),
        number=evidence.number,
        known=np.full(pairs, evidence.known),
        happened=np.zeros((pairs, acts), bool),
        origin=np.full(pairs, evidence.day),
        source=np.full(pairs, -1),
        target=np.full(pairs, -1),
    )


@one_thread()
def learn(history: History, scope: Scope, until: int, *, most: int = 600_000) -> RateModel:
    """A model made of what happened before the day `until`, and of nothing after it.

    `most` is how many rows (pairs x acts) at most are learned from; more are sampled.
    """
    import numpy as np

    now = gather(history, until, *history.active(until, least=scope.least, within=scope.within))
    data = _past(history, scope, until, most)
    rates = _rates(data if len(data.origin) else now, scope.horizon)
    model = RateModel(
        scope=scope,
        rates=rates,
        cases=data.happened.size,
        followed=int(data.happened.sum()),
        cases_alike=_alike(history, data),
        until=until,
        everyone=history.everyone(until),
        quiet=quiet_share(_days(history), history.first(until), until) if scope.dated else 1.0,
    )
    model = _in_season(model, data)
    if model.followed < FEW or len(np.unique(data.origin)) < 4:
        return model
    early, late = _parts(data, scope.horizon)
    tried = _in_season(replace(model, rates=_rates(early, scope.horizon)), early)
    if model.followed >= MANY:
        ways = [(RIDGE, False), (RIDGE, True)]
        whole = _fit(tried, early, RIDGE, trees=True)
        tries = [tried, replace(whole, trees=""), whole]
    else:
        ways = [(ridge, False) for ridge in RIDGES_OF_FEW]
        tries = [tried, *(_fit(tried, early, ridge, trees=False) for ridge, _ in ways)]
    best = int(np.argmin([_loss(one.of(late), late.happened) for one in tries]))
    if not best:
        return model
    ridge, trees = ways[best - 1]
    fitted = _fit(model, data, ridge, trees=trees)
    return replace(fitted, calibration=_calibrated(tries[best].of(late), late.happened))


def _alike(history: History, data: Data) -> Analogues:
    import numpy as np

    number = len(data.origin)
    kept = (
        np.unique(np.linspace(0, number - 1, min(number, _CASES_KEPT)).astype(np.int64)) if number else np.zeros(0, int)
    )
    names = history.table.actors
    pairs = zip(data.source[kept].tolist(), data.target[kept].tolist(), strict=True)
    years = half_year(np.expm1(data.profile[kept])).astype(np.float16).astype(np.float32)  # as they are kept
    return Analogues(tuple((names[a], names[b]) for a, b in pairs), years, data.happened[kept])


def _parts(data: Data, horizon: int) -> tuple[Data, Data]:
    """The first three quarters of the origins, and the last: where it can be, only those whose horizon does not overlap
    that of the others."""
    import numpy as np

    days = np.unique(data.origin)
    end = days[3 * len(days) // 4 - 1]
    late = data.origin >= end + horizon
    if not data.happened[late].any():
        late = data.origin > end
    return data.of(data.origin <= end), data.of(late)


def origins(first: int, until: int, horizon: int) -> list[int]:
    """The days from which the past is told: up to 60, the last one a horizon before `until`, in ascending order.

    They begin where a sixth of the past is behind, at least a month, so that there is something to go by.
    """
    last, begin = until - horizon, first + max(30, (until - first) // 6)
    step = max(horizon // 4, min(horizon, 7), (last - begin) // 60 + 1)
    return list(range(last, begin - 1, -step))[::-1]


def _past(history: History, scope: Scope, until: int, most: int) -> Data:
    import numpy as np

    days = origins(history.first(until), until, scope.horizon)
    pairs = [history.active(day, least=scope.least, within=scope.within) for day in days]
    total = sum(len(source) for source, _ in pairs) * len(scope.acts)
    share = min(1.0, most / max(total, 1))
    parts = []
    random = np.random.default_rng(0)
    for day, (source, target) in zip(days, pairs, strict=True):
        kept = random.random(len(source)) < share
        parts.append(gather(history, day, source[kept], target[kept], horizon=scope.horizon))
    if not parts:
        none = np.zeros(0, np.int64)
        parts = [gather(history, until, none, none)]
    return Data(*(np.concatenate([getattr(part, name) for part in parts]) for name in Data.__dataclass_fields__))


def _days(history: History) -> Ints:
    """The day of each event, once however many take part: a summit on a quiet day is one event."""
    import numpy as np

    table = history.table
    return table.day[np.unique(table.event, return_index=True)[1]]


def _in_season(model: RateModel, data: Data) -> RateModel:
    """The model, knowing how many usual days a day was worth in the data."""
    days = data.origin.tolist()
    worth = {day: exposure(day, model.scope.horizon, model.quiet) for day in set(days)}
    return replace(model, usual=sum(worth[day] for day in days) / len(days)) if days else model


def _rates(data: Data, horizon: int) -> Rates:
    import numpy as np

    mean = (
        (data.number.sum(axis=0) + 0.5) / max(data.known.sum(), 1.0)
        if len(data.known)
        else np.zeros(data.number.shape[1])
    )
    if not data.happened.any():
        return Rates(mean, DEFAULT_STRENGTH)
    tries = [Rates(mean, strength) for strength in _STRENGTHS]
    losses = [_loss(-np.expm1(-horizon * one.daily(data.number, data.known)), data.happened) for one in tries]
    return tries[int(np.argmin(losses))]


def _fit(model: RateModel, data: Data, ridge: Ridge, *, trees: bool) -> RateModel:
    import numpy as np

    base = _logit_of_rate(model.rates.daily(data.number, data.known), model.scope.horizon)
    rules = _rules(data.profile, data.happened, ridge[1])
    crossed = np.zeros(data.happened.shape, np.float32)
    days, place = np.unique(data.origin, return_inverse=True)
    quarter = place * 4 // len(days)
    for number in np.unique(quarter):
        own = quarter == number
        crossed[own] = _rules(data.profile[~own], data.happened[~own], ridge[1]).sum(data.profile[own])
    additive = _additive(data, base, crossed, ridge[0])
    grown = _grow(data, crossed) if trees else ""
    return replace(model, rules=rules, additive=additive, trees=grown)


def _rules(profile: Floats, happened: NDArray[np.bool_], ridge: float) -> Rules:
    import numpy as np

    centre = profile.mean(axis=0)
    far = profile - centre
    gram = far.T @ far + ridge * np.eye(far.shape[1], dtype=np.float32)
    return Rules(centre, np.linalg.solve(gram, far.T @ (happened - happened.mean(axis=0)).astype(np.float32)))


def _additive(data: Data, base: Doubles, rules: Floats, ridge: float) -> Additive:
    import numpy as np
    from scipy.optimize import minimize

    pairs, acts = data.happened.shape
    flat = data.features.reshape(pairs * acts, -1)
    centre, scale = flat.mean(axis=0, dtype=np.float64), flat.std(axis=0, dtype=np.float64)
    scale[scale < 1e-6] = 1.0
    x = ((flat - centre) / scale).astype(np.float32)
    y, given = data.happened.astype(np.float32), base.astype(np.float32)
    size = x.shape[1]

    def loss(at: Doubles) -> tuple[float, Doubles]:
        own = at[size:].reshape(3, acts).astype(np.float32)
        z = (x @ at[:size].astype(np.float32)).reshape(pairs, acts) + own[0] + own[1] * given + own[2] * rules
        miss = _sigmoid(z) - y
        drawn = at - start
        value = float(np.logaddexp(0, z).sum(dtype=np.float64) - (z * y).sum(dtype=np.float64))
        slope = np.concatenate(
            [x.T @ miss.ravel(), miss.sum(axis=0), (miss * given).sum(axis=0), (miss * rules).sum(axis=0)]
        ).astype(np.float64)
        return value + ridge / 2 * float(drawn @ drawn), slope + ridge * drawn

    # Without any weight it says what the shrunken rates say; towards that all weights are drawn.
    start = np.concatenate([np.zeros(size), np.zeros(acts), np.ones(acts), np.zeros(acts)])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 80}).x
    return Additive(centre, scale, found[:size], found[size:].reshape(3, acts))


def _columns(features: Floats, rules: Floats) -> Floats:
    import numpy as np

    pairs, acts, size = features.shape
    own = np.broadcast_to(np.arange(acts, dtype=np.float32), (pairs, acts))
    parts = [features, rules[..., None], own[..., None]]
    return np.concatenate(parts, axis=-1, dtype=np.float32).reshape(pairs * acts, size + 2)


def _grow(data: Data, rules: Floats) -> str:
    import lightgbm

    columns = _columns(data.features, rules)
    act = [columns.shape[1] - 1]
    given = lightgbm.Dataset(columns, data.happened.ravel(), categorical_feature=act, params=_TREES)
    return str(lightgbm.train(_TREES, given, _ROUNDS).model_to_string())


def _raw(text: str, columns: Floats) -> Doubles:
    """The trees' sum by row. Both ways give the same; for few rows the one that need not load LightGBM is faster."""
    import numpy as np

    if len(columns) <= FEW_ROWS:
        return raw(_read(text), columns)
    return np.asarray(_grown(text).predict(columns, raw_score=True, num_threads=1), np.float64)


@functools.lru_cache(maxsize=8)
def _read(text: str) -> tuple[Tree, ...]:
    return trees_of(text)


@functools.lru_cache(maxsize=8)
def _grown(text: str) -> Booster:
    import lightgbm

    return lightgbm.Booster(model_str=text)


def _calibrated(probability: Doubles, happened: NDArray[np.bool_]) -> Calibration:
    import numpy as np
    from scipy.optimize import minimize

    p = np.clip(probability.ravel(), 1e-9, 1 - 1e-9)
    logit, y = np.log(p / (1 - p)), happened.ravel()

    def loss(at: Doubles) -> float:
        z = at[0] * logit + at[1]
        # Drawn to the identity, so that a short last quarter cannot turn everything round.
        return float((np.logaddexp(0, z) - z * y).sum() + 20 * ((at[0] - 1) ** 2 + at[1] ** 2))

    slope, shift = minimize(loss, [1.0, 0.0], method="L-BFGS-B").x
    return Calibration(float(slope), float(shift))


def _loss(probability: Doubles, happened: NDArray[np.bool_]) -> float:
    """Mean logarithmic loss."""
    import numpy as np

    p = np.clip(probability, 1e-9, 1 - 1e-9)
    return float(-np.where(happened, np.log(p), np.log1p(-p)).mean())


def _logit_of_rate(rate: Doubles, horizon: int) -> Doubles:
    """The logit of the probability of at least one event in the horizon: where the additive model sets out from."""
    import numpy as np

    return np.log(np.expm1(np.clip(horizon * rate, 1e-9, 50.0)))


def _sigmoid(z: Doubles) -> Doubles:
    import numpy as np

    return 1 / (1 + np.exp(-np.clip(z, -60, 60)))
