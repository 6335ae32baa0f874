"""The network: it begins as the additive model, learns what that cannot see, and is the same each time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from bilateral.outlook.ranking.additive import Additive, fit_additive, listwise
from bilateral.outlook.ranking.network import Network, _backward, _forward, fit_network

QUESTIONS, CANDIDATES, FEATURES = 800, 5, 3
SIZES = (2, 3, 3)
STARTS = np.arange(QUESTIONS + 1) * CANDIDATES

Found = NDArray[np.float32]
Ints = NDArray[np.int64]
Rule = Callable[[Found, Ints], Found]


def questions(rule: Rule, seed: int = 1) -> tuple[Found, NDArray[np.bool_], Ints]:
    """Features, which candidate is right (the one for which a rule gives most), and kinds."""
    random = np.random.default_rng(seed)
    found = random.standard_normal((QUESTIONS * CANDIDATES, FEATURES)).astype(np.float32)
    relation = np.repeat(random.integers(0, 2, QUESTIONS), CANDIDATES)
    kinds = np.stack([relation, np.zeros_like(relation), random.integers(0, 3, len(relation))])
    best = rule(found, kinds).reshape(QUESTIONS, CANDIDATES).argmax(axis=1)
    return found, (np.arange(CANDIDATES) == best[:, None]).ravel(), kinds


def learned(found: Found, right: NDArray[np.bool_], kinds: Ints, passes: int) -> tuple[Additive, Network]:
    base = fit_additive(found, right, STARTS)
    return base, fit_network(found, right, STARTS, kinds, base=base, sizes=SIZES, passes=passes)


def loss(scores: Found, right: NDArray[np.bool_]) -> float:
    return listwise(scores.astype(np.float64), right, STARTS)[0] / QUESTIONS


def test_without_a_step_it_is_the_additive_model() -> None:
    found, right, kinds = questions(lambda found, _: found[:, 0])
    base, network = learned(found, right, kinds, passes=0)
    apart = network.score(found, kinds) - base.score(found)
    assert np.abs(apart - np.repeat(apart[::CANDIDATES], CANDIDATES)).max() < 1e-2, "alike but for a constant"


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (lambda found, kinds: found[:, 0] * (1 - 2 * kinds[0]), "what speaks for it in one relation speaks against it"),
        (lambda found, _: -np.abs(found[:, 1]), "neither much nor little"),
        (lambda found, kinds: 2.0 * (kinds[2] == 1) + 0.1 * found[:, 2], "it goes by the role of the target"),
    ],
)
def test_it_learns_what_a_sum_cannot_see(rule: Rule, why: str) -> None:
    found, right, kinds = questions(rule)
    base, network = learned(found, right, kinds, passes=25)
    other, answers, others = questions(rule, seed=2)
    assert loss(network.score(other, others), answers) < 0.8 * loss(base.score(other), answers), why


def test_slopes_are_those_of_the_loss() -> None:
    found, right, kinds = questions(lambda found, _: -np.abs(found[:, 1]))
    _, network = learned(found, right, kinds, passes=1)
    weights = {name: values.astype(np.float64) for name, values in network.weights.items()}
    scaled = network.scaled(found).astype(np.float64)

    def at(weights: dict[str, NDArray[np.float64]]) -> float:
        return listwise(_forward(weights, scaled, kinds)[0], right, STARTS)[0]  # type: ignore[arg-type]

    scores, between = _forward(weights, scaled, kinds)  # type: ignore[arg-type]
    slopes = _backward(weights, scaled, kinds, between, listwise(scores, right, STARTS)[1])  # type: ignore[arg-type]
    random = np.random.default_rng(3)
    for name, values in weights.items():
        way = random.standard_normal(values.shape)
        more, less = ({**weights, name: values + step * way} for step in (1e-5, -1e-5))
        assert float((slopes[name] * way).sum()) == pytest.approx((at(more) - at(less)) / 2e-5, rel=0.02, abs=0.02), (
            name
        )


def test_learning_twice_gives_the_same_to_the_last_digit() -> None:
    given = questions(lambda found, _: found[:, 0])
    first, second = (learned(*given, passes=2)[1] for _ in range(2))
    assert all(np.array_equal(first.weights[name], second.weights[name]) for name in first.weights)


def test_nobody_is_scored_too() -> None:
    given = questions(lambda found, _: found[:, 0])
    _, network = learned(*given, passes=0)
    assert len(network.score(np.zeros((0, FEATURES), np.float32), np.zeros((3, 0), np.int64))) == 0
