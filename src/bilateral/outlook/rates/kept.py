"""A fitted model as text, to be kept beside the data it was made of."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from bilateral.outlook.rates.model import Additive, Analogues, Calibration, RateModel, Rates, Rules, Scope

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["VERSION", "from_text", "to_text"]

VERSION = "2"
"""Rises when models made before would say something else."""


def to_text(model: RateModel) -> str:
    """The model as JSON."""
    scope, rules, additive, alike = model.scope, model.rules, model.additive, model.cases_alike
    return json.dumps(
        {
            "scope": [list(scope.acts), list(scope.signs), scope.horizon, scope.least, scope.within, scope.dated],
            "rates": [model.rates.mean.tolist(), model.rates.strength],
            "rules": rules and [rules.centre.tolist(), rules.weights.tolist()],
            "additive": additive
            and [part.tolist() for part in (additive.centre, additive.scale, additive.weights, additive.own)],
            "trees": model.trees,
            "calibration": [model.calibration.slope, model.calibration.shift],
            "alike": alike
            and [
                alike.pair,
                _packed(alike.half_years.astype("<f2")),
                list(alike.half_years.shape),
                _bits(alike.happened),
            ],
            "until": model.until,
            "season": [model.quiet, model.usual],
            "everyone": None if model.everyone is None else model.everyone.tolist(),
            "cases": [model.cases, model.followed],
        }
    )


def from_text(text: str) -> RateModel:
    """The model that `to_text` wrote."""
    import numpy as np

    given: dict[str, Any] = json.loads(text)
    acts, signs, horizon, least, within, dated = given["scope"]
    rules, additive, alike = given["rules"], given["additive"], given["alike"]
    return RateModel(
        scope=Scope(acts=tuple(acts), signs=tuple(signs), horizon=horizon, least=least, within=within, dated=dated),
        rates=Rates(_numbers(given["rates"][0]), given["rates"][1]),
        rules=rules and Rules(*(np.asarray(part, np.float32) for part in rules)),
        additive=additive and Additive(*(_numbers(part) for part in additive)),
        trees=given["trees"],
        calibration=Calibration(*given["calibration"]),
        cases=given["cases"][0],
        followed=given["cases"][1],
        until=given["until"],
        quiet=given["season"][0],
        usual=given["season"][1],
        everyone=None if given["everyone"] is None else _numbers(given["everyone"]),
        cases_alike=alike and _analogues(alike, len(acts)),
    )


def _analogues(given: list[Any], acts: int) -> Analogues:
    import numpy as np

    pairs, half_years, shape, happened = given
    bits = np.frombuffer(base64.b64decode(happened), np.uint8)
    came = np.unpackbits(bits, count=shape[0] * acts).astype(bool).reshape(shape[0], acts)
    years = np.frombuffer(base64.b64decode(half_years), "<f2").reshape(shape).astype(np.float32)
    return Analogues(tuple((a, b) for a, b in pairs), years, came)


def _bits(flags: NDArray[np.bool_]) -> str:
    import numpy as np

    return _packed(np.packbits(flags))


def _packed(values: NDArray[Any]) -> str:
    return base64.b64encode(values.tobytes()).decode("ascii")


def _numbers(values: list[Any]) -> NDArray[np.float64]:
    import numpy as np

    return np.asarray(values, np.float64)
