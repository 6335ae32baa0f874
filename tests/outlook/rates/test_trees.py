"""Trees read from LightGBM's text say what LightGBM says."""

from __future__ import annotations

import lightgbm
import numpy as np
import pytest

from bilateral.outlook.rates.trees import raw, trees_of

CASES = {
    "bounds only": [],
    "a set of numbers, more than 32 of them": [3],
}


@pytest.mark.parametrize("sets", CASES.values(), ids=CASES)
def test_the_sum_is_lightgbms_to_the_last_bit(sets: list[int]) -> None:
    random = np.random.default_rng(1)
    columns = random.normal(size=(3000, 4)).astype(np.float32)
    columns[:, 3] = random.integers(70, size=3000)
    came = columns[:, 0] + np.isin(columns[:, 3], [2, 40, 65, 69]) + random.normal(size=3000) > 0.5
    options = {"objective": "binary", "num_leaves": 15, "num_threads": 1, "verbose": -1, "min_data_per_group": 1}
    grown = lightgbm.train(options, lightgbm.Dataset(columns, came, categorical_feature=sets), 20)
    text = grown.model_to_string()
    assert ("\nnum_cat=0" not in text) or not sets
    np.testing.assert_array_equal(raw(trees_of(text), columns), grown.predict(columns, raw_score=True))


def test_a_tree_without_splits_is_its_one_leaf() -> None:
    columns = np.zeros((5, 2), np.float32)
    grown = lightgbm.train({"objective": "regression", "verbose": -1}, lightgbm.Dataset(columns, np.ones(5)), 1)
    found = raw(trees_of(grown.model_to_string()), columns)
    np.testing.assert_array_equal(found, grown.predict(columns, raw_score=True))
