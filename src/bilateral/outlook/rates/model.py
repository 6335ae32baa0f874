"""How likely an act is within a horizon: an additive model over fading counts, learned from a table's own past.

Four steps, each over rolling origins that end a horizon before the day the model is made for:

1. **Shrunken rates.** An act's rate in a pair is drawn to the act's rate among all pairs (Gamma-Poisson): n events in T
   days make (n + b m) / (T + b) a day, with m the mean rate; b is the one of a few that fits the past best.
2. **Rules.** Ridge regression from what else passed between the two, forth and back, to each act. Each quarter of the
   origins is told by rules from the others, so that the next step sees how good they are on what they were not made of.
3. **The additive model.** Logistic regression with shrinkage over the features, the rules' sum and the rate; each act
   has an intercept, and weights of its own for rate and rules.
4. **Trees.** Boosted trees on what the additive model leaves, where there is enough to learn from and they pay.

What pays is asked of the last quarter of the origins, which also calibrates the outcome (Platt); then all is made anew
of all origins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bilateral.outlook.rates.features import History

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]
    Doubles = NDArray[np.float64]

__all__ = ["Additive", "Calibration", "Data", "RateModel", "Rates", "Rules", "Scope", "gather", "learn"]

_STRENGTHS = (15.0, 30.0, 60.0, 120.0, 240.0, 480.0, 960.0, 1920.0, 3840.0)
"""Days that the mean rate counts for, from which the best is taken."""
DEFAULT_STRENGTH = 240.0
"""Days that it counts for where there is too little past to choose."""

RIDGE_RULES = 200.0
RIDGE_WEIGHTS = 30.0
"""Shrinkage of rules and weights, chosen on the validation part of ICEWS14."""

FEW = 100
"""Fewer cases in which an act followed than this, and only shrunken rates are used."""
MANY = 2000
"""Fewer than this, and no trees are grown."""

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
    "boost_from_average": False,
}
_ROUNDS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is asked: acts by number, days ahead, and which pairs count as dealing with each other."""

    acts: tuple[int, ...]
    signs: tuple[int, ...]
    horizon: int
    least: int = 1
    within: int = 365


@dataclass(frozen=True, slots=True)
class Data:
    """Features, rule signs, plain counts and outcomes of pairs at several origins, in the order of these."""

    features: Floats
    profile: Floats
    number: Doubles
    known: Doubles
    happened: NDArray[np.bool_]
    origin: Ints

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
        return (profile - self.centre) @ self.weights


@dataclass(frozen=True, slots=True)
class Additive:
    """Weights of the standardised features, one set for all acts; and by act an intercept and slopes of its own."""

    centre: Doubles
    scale: Doubles
    weights: Doubles
    own: Doubles

    def logit(self, features: Floats, rate: Doubles, rules: Floats) -> Doubles:
        """By pair and act."""
        import numpy as np

        shared = ((features - self.centre) / self.scale).astype(np.float32) @ self.weights.astype(np.float32)
        return shared + self.own[0] + self.own[1] * _log_rate(rate) + self.own[2] * rules


@dataclass(frozen=True, slots=True)
class Calibration:
    """Platt's: a line through logits."""

    slope: float = 1.0
    shift: float = 0.0

    def probability(self, logit: Doubles) -> Doubles:
        """Probabilities for logits."""
        return _sigmoid(self.slope * logit + self.shift)


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

    @property
    def kind(self) -> str:
        """What it is, in words."""
        if self.additive is None:
            return "shrunken rates"
        return "additive model with boosted trees" if self.trees else "additive model"

    def predict(self, history: History, day: int, source: Ints, target: Ints) -> Doubles:
        """The probability of each act within the horizon from `day` on, by pair and act."""
        return self.of(gather(history, day, source, target))

    def of(self, data: Data) -> Doubles:
        """The probability by pair and act."""
        import numpy as np

        rate = self.rates.daily(data.number, data.known)
        if self.additive is None or self.rules is None:
            return -np.expm1(-self.scope.horizon * rate)
        rules = self.rules.sum(data.profile)
        logit = self.additive.logit(data.features, rate, rules)
        if self.trees:
            logit = logit + _grown(self.trees).predict(
                _columns(data.features, rules, rate), raw_score=True, num_threads=1
            ).reshape(logit.shape)
        return self.calibration.probability(logit)


def gather(history: History, day: int, source: Ints, target: Ints, *, horizon: int = 0) -> Data:
    """What is known of pairs before a day; with a horizon, what happened after it too."""
    import numpy as np

    features = history.features(day, source, target)
    known = float(max(day - history.first, 1))
    number = np.exp(features[..., history.names.index("a day over all: this act")].astype(np.float64)) * known - 0.5
    shape = (len(source), len(history.acts))
    happened = history.happens(day, horizon, source, target) if horizon else np.zeros(shape, bool)
    return Data(
        features,
        history.profile(day, source, target),
        np.maximum(np.round(number), 0),
        np.full(len(source), known),
        happened,
        np.full(len(source), day),
    )


def learn(history: History, scope: Scope, origins: Sequence[int], *, most: int = 600_000) -> RateModel:
    """A model of what followed each origin. `most` is how many rows (pairs x acts) at most are learned from.

    Only events before the last origin plus the horizon are looked at; it is on the caller to end the origins early
    enough.
    """
    import numpy as np

    data = _past(history, scope, origins, most)
    rates = _rates(data, scope.horizon)
    model = RateModel(scope=scope, rates=rates, cases=data.happened.size, followed=int(data.happened.sum()))
    days = np.unique(data.origin)
    if model.followed < FEW or len(days) < 4:
        return model
    late = data.origin > days[(3 * len(days)) // 4 - 1] + scope.horizon - 1
    if not late.any() or not data.happened[late].any():
        late = data.origin > days[(3 * len(days)) // 4 - 1]
    early, last = data.of(data.origin <= days[(3 * len(days)) // 4 - 1]), data.of(late)
    tries = [_fit(replace(model, rates=_rates(early, scope.horizon)), early, trees=trees)
             for trees in ((False, True) if model.followed >= MANY else (False,))]
    losses = [_loss(one.of(last), last.happened) for one in tries]
    plain = _loss(replace(model, rates=_rates(early, scope.horizon)).of(last), last.happened)
    best = int(np.argmin(losses))
    if plain <= losses[best]:
        return model
    calibration = _calibrated(tries[best].of(last), last.happened)
    return replace(_fit(model, data, trees=best == 1), calibration=calibration)


def _past(history: History, scope: Scope, origins: Sequence[int], most: int) -> Data:
    import numpy as np

    pairs = [history.active(day, least=scope.least, within=scope.within) for day in origins]
    total = sum(len(source) for source, _ in pairs) * len(scope.acts)
    share = min(1.0, most / max(total, 1))
    parts = []
    random = np.random.default_rng(0)
    for day, (source, target) in zip(origins, pairs, strict=True):
        kept = random.random(len(source)) < share
        parts.append(gather(history, day, source[kept], target[kept], horizon=scope.horizon))
    if not parts:
        none = np.zeros(0, np.int64)
        parts = [gather(history, history.first, none, none)]
    return Data(*(np.concatenate([getattr(part, name) for part in parts]) for name in Data.__dataclass_fields__))


def _rates(data: Data, horizon: int) -> Rates:
    import numpy as np

    mean = (data.number.sum(axis=0) + 0.5) / max(data.known.sum(), 1.0) if len(data.known) else np.zeros(data.number.shape[1])
    if not data.happened.any():
        return Rates(mean, DEFAULT_STRENGTH)
    tries = [Rates(mean, strength) for strength in _STRENGTHS]
    losses = [_loss(-np.expm1(-horizon * one.daily(data.number, data.known)), data.happened) for one in tries]
    return tries[int(np.argmin(losses))]


def _fit(model: RateModel, data: Data, *, trees: bool) -> RateModel:
    import numpy as np

    rate = model.rates.daily(data.number, data.known)
    rules = _rules(data.profile, data.happened)
    crossed = np.zeros(data.happened.shape, np.float32)
    days, place = np.unique(data.origin, return_inverse=True)
    quarter = place * 4 // len(days)
    for number in np.unique(quarter):
        own = quarter == number
        crossed[own] = _rules(data.profile[~own], data.happened[~own]).sum(data.profile[own])
    additive = _additive(data, rate, crossed)
    grown = _grow(data, rate, crossed, additive.logit(data.features, rate, crossed)) if trees else ""
    return replace(model, rules=rules, additive=additive, trees=grown)


def _rules(profile: Floats, happened: NDArray[np.bool_]) -> Rules:
    import numpy as np

    centre = profile.mean(axis=0)
    far = profile - centre
    gram = far.T @ far + RIDGE_RULES * np.eye(far.shape[1], dtype=np.float32)
    return Rules(centre, np.linalg.solve(gram, far.T @ (happened - happened.mean(axis=0)).astype(np.float32)))


def _additive(data: Data, rate: Doubles, rules: Floats) -> Additive:
    import numpy as np
    from scipy.optimize import minimize

    pairs, acts = data.happened.shape
    flat = data.features.reshape(pairs * acts, -1)
    centre, scale = flat.mean(axis=0, dtype=np.float64), flat.std(axis=0, dtype=np.float64)
    scale[scale < 1e-6] = 1.0
    x = ((flat - centre) / scale).astype(np.float32)
    y, log_rate = data.happened.astype(np.float32), _log_rate(rate).astype(np.float32)
    size = x.shape[1]

    def loss(at: Doubles) -> tuple[float, Doubles]:
        own = at[size:].reshape(3, acts).astype(np.float32)
        z = (x @ at[:size].astype(np.float32)).reshape(pairs, acts) + own[0] + own[1] * log_rate + own[2] * rules
        miss = _sigmoid(z) - y
        drawn = at - start
        value = float(np.logaddexp(0, z).sum(dtype=np.float64) - (z * y).sum(dtype=np.float64))
        slope = np.concatenate(
            [x.T @ miss.ravel(), miss.sum(axis=0), (miss * log_rate).sum(axis=0), (miss * rules).sum(axis=0)]
        ).astype(np.float64)
        return value + RIDGE_WEIGHTS / 2 * float(drawn @ drawn), slope + RIDGE_WEIGHTS * drawn

    start = np.concatenate([np.zeros(size), np.zeros(acts), np.ones(acts), np.zeros(acts)])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 80}).x
    return Additive(centre, scale, found[:size], found[size:].reshape(3, acts))


def _columns(features: Floats, rules: Floats, rate: Doubles) -> Floats:
    import numpy as np

    pairs, acts, size = features.shape
    own = np.broadcast_to(np.arange(acts, dtype=np.float32), (pairs, acts))
    parts = [features, rules[..., None], _log_rate(rate)[..., None], own[..., None]]
    return np.concatenate(parts, axis=-1, dtype=np.float32).reshape(pairs * acts, size + 3)


def _grow(data: Data, rate: Doubles, rules: Floats, logit: Doubles) -> str:
    import lightgbm

    columns = _columns(data.features, rules, rate)
    given = lightgbm.Dataset(
        columns,
        data.happened.ravel(),
        init_score=logit.ravel(),
        categorical_feature=[columns.shape[1] - 1],
        params=_TREES,
    )
    return str(lightgbm.train(_TREES, given, _ROUNDS).model_to_string())


def _grown(text: str) -> object:
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


def _log_rate(rate: Doubles) -> Doubles:
    import numpy as np

    return np.log(np.maximum(rate, 1e-9))


def _sigmoid(z: Doubles) -> Doubles:
    import numpy as np

    return 1 / (1 + np.exp(-np.clip(z, -60, 60)))
