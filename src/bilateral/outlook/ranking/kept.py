"""A ranking model as text, to be kept beside the data it was made of."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from bilateral.outlook.ranking.additive import Additive
from bilateral.outlook.ranking.model import Ranker
from bilateral.outlook.ranking.network import Network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

__all__ = ["VERSION", "from_text", "to_text"]

VERSION = "ranking 2"
"""Rises when models made before would say something else."""


def to_text(model: Ranker) -> str:
    """The model as JSON."""
    return json.dumps(
        {
            "sieve": model.sieve.weights.tolist(),
            "network": {name: _written(values) for name, values in _arrays(model.network).items()},
            "names": list(model.names),
            "kept": model.kept,
            "missed": model.missed,
            "learned_from": model.learned_from,
            "guess_before": model.guess_before,
        }
    )


def from_text(text: str) -> Ranker:
    """The model that `to_text` wrote."""
    import numpy as np

    given = json.loads(text)
    arrays = {name: _read(values) for name, values in given["network"].items()}
    return Ranker(
        sieve=Additive(np.asarray(given["sieve"], np.float64)),
        network=Network(mean=arrays.pop("mean"), spread=arrays.pop("spread"), weights=arrays),
        names=tuple(given["names"]),
        kept=given["kept"],
        missed=given["missed"],
        learned_from=given["learned_from"],
        guess_before=given["guess_before"],
    )


def _arrays(network: Network) -> dict[str, Floats]:
    return {**network.weights, "mean": network.mean, "spread": network.spread}


def _written(values: Floats) -> dict[str, Any]:
    """Shape, and the numbers (little-endian, four bytes each) in base 64."""
    return {"shape": list(values.shape), "numbers": base64.b64encode(values.astype("<f4").tobytes()).decode("ascii")}


def _read(given: dict[str, Any]) -> Floats:
    import numpy as np

    numbers = np.frombuffer(base64.b64decode(given["numbers"]), "<f4").astype(np.float32)
    return numbers.reshape(given["shape"])
