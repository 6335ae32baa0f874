"""Runs the model: a sentence in, numbers for each of its tokens out.

One sentence at a time, not in batches: the model's 8-bit products are scaled by the largest number among all that is
computed at once, so that a sentence's answer would depend on its neighbours; alone it is always the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from bilateral.errors import KnowledgeError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Encoded", "Encoder", "Labels", "encoder"]

_FOLDER = "model"
_FILES = ("labels.json", "tokenizer.json", "reader.onnx")


@dataclass(frozen=True, slots=True)
class Labels:
    """What the model's numbers stand for, as training wrote it down. `heads` says where each head's stand in a token's
    vector; `marks` are the words around source and target where a pair is asked about."""

    version: str
    length: int
    depth: int
    heads: dict[str, slice]
    types: tuple[str, ...]
    roots: tuple[str, ...]
    forms: tuple[str, ...]
    statuses: tuple[str, ...]
    roles: tuple[str, ...]
    marks: dict[str, tuple[str, str]]

    @classmethod
    def read(cls, text: str) -> Labels:
        """The labels of a model's labels.json."""
        data = json.loads(text)
        heads, at = {}, 0
        for name, size in data["heads"]:
            heads[name] = slice(at, at + size)
            at += size
        lists = {key: tuple(data[key]) for key in ("types", "roots", "forms", "statuses", "roles")}
        marks = {key: (pair[0], pair[1]) for key, pair in data["marks"].items()}
        return cls(data["version"], data["length"], data["depth"], heads, marks=marks, **lists)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence's tokens: `offsets` into its text (empty at [CLS] and [SEP]), `ids`, and `out` (tokens, width)."""

    offsets: tuple[tuple[int, int], ...]
    ids: tuple[int, ...]
    out: NDArray[np.float32]


class Encoder:
    """The model, loaded. It runs on one core; more cores are used by more processes."""

    def __init__(self) -> None:
        import onnxruntime as ort
        from tokenizers import Tokenizer

        folder = files(__package__) / _FOLDER
        for name in _FILES:
            if not (folder / name).is_file():
                raise KnowledgeError(f"{_FOLDER}/{name}", "the neural reader's model is not in this installation")
        self.labels = Labels.read((folder / "labels.json").read_text(encoding="utf-8"))
        self._tokenizer: Any = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = ort.InferenceSession(
            (folder / "reader.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, text: str) -> Encoded:
        """The sentence's numbers; what goes beyond the model's length in tokens is not seen."""
        import numpy as np

        encoding = self._tokenizer.encode(text)
        ids, offsets = encoding.ids, encoding.offsets
        if len(ids) > self.labels.length:
            ids = [*ids[: self.labels.length - 1], ids[-1]]
            offsets = [*offsets[: self.labels.length - 1], offsets[-1]]
        row = np.array([ids], dtype=np.int64)
        out = self._session.run(None, {"ids": row, "mask": np.ones_like(row)})[0][0]
        return Encoded(tuple(offsets), tuple(ids), out)

    def mark(self, name: str) -> int:
        """The token number of a mark that opens a side: "s" or "t"."""
        return int(self._tokenizer.token_to_id(self.labels.marks[name][0]))


@cache
def encoder() -> Encoder:
    """The encoder, loaded once a process. Raises KnowledgeError where the model is missing."""
    return Encoder()
