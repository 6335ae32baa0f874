"""The neural reader: a small encoder says which acts a sentence reports, who did them to whom, and whether they
happened. Its model is trained by `training/` and lies in `model/`, with a card that says what it is good for."""

from __future__ import annotations

from bilateral.coding.readers.neural.reader import NeuralReader

__all__ = ["NeuralReader"]
