"""Readers say which acts a gated sentence reports. They share one interface and are asked for by name."""

from __future__ import annotations

from bilateral.coding.readers.base import Act, Node, Reader, Sighting
from bilateral.errors import UnknownValue
from bilateral.knowledge import Knowledge

__all__ = ["READERS", "Act", "Node", "Reader", "Sighting", "get_reader"]

READERS = ("lexicon", "neural")


def get_reader(name: str, knowledge: Knowledge) -> Reader:
    """The reader called `name`, ready to read; raises UnknownValue for any other name."""
    if name == "lexicon":
        from bilateral.coding.readers.lexicon import LexiconReader

        return LexiconReader(knowledge)
    if name == "neural":
        from bilateral.coding.readers.neural import NeuralReader

        return NeuralReader(knowledge)
    raise UnknownValue("reader", name, READERS)
