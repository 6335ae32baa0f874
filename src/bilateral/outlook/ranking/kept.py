"""A ranking model as text, to be kept beside the data it was made of."""

from __future__ import annotations

import json

from bilateral.outlook.ranking.additive import Additive
from bilateral.outlook.ranking.model import Ranker

__all__ = ["VERSION", "from_text", "to_text"]

VERSION = "ranking 1"
"""Rises when models made before would say something else."""


def to_text(model: Ranker) -> str:
    """The model as JSON."""
    return json.dumps(
        {
            "sieve": model.sieve.weights.tolist(),
            "additive": model.additive.weights.tolist(),
            "trees": model.booster.model_to_string(),
            "names": list(model.names),
            "kept": model.kept,
            "missed": model.missed,
            "learned_from": model.learned_from,
            "guess_before": model.guess_before,
        }
    )


def from_text(text: str) -> Ranker:
    """The model that `to_text` wrote."""
    import lightgbm
    import numpy as np

    given = json.loads(text)
    return Ranker(
        sieve=Additive(np.asarray(given["sieve"], np.float64)),
        additive=Additive(np.asarray(given["additive"], np.float64)),
        booster=lightgbm.Booster(model_str=given["trees"]),
        names=tuple(given["names"]),
        kept=given["kept"],
        missed=given["missed"],
        learned_from=given["learned_from"],
        guess_before=given["guess_before"],
    )
