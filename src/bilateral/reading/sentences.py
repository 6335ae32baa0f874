"""Sentences of a text, each with its paragraph, its kind, and the sentence that introduces it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from bilateral.model import Sentence, SentenceKind
from bilateral.reading.boundaries import cut
from bilateral.reading.layout import LIST_MARK, paragraphs
from bilateral.reading.structure import Block, blocks

__all__ = ["split"]


def split(text: str) -> tuple[Sentence, ...]:
    """All sentences of `text` in order; they do not overlap and have no white space at their edges.

    Items of lists start after their bullet and, like the paragraphs of a quoted letter, carry in `introduced_by` the
    index of the sentence that introduces them: the one that ends in a colon, a heading above a list, or the one that
    opens the quotation.
    """
    found: list[Sentence] = []
    firsts: list[int] = []  # index of the first sentence of each paragraph
    labelled = blocks(text, paragraphs(text))
    for number, block in enumerate(labelled):
        firsts.append(len(found))
        start = block.start
        if block.kind is SentenceKind.ITEM and (mark := LIST_MARK.match(text, start, block.end)):
            start = mark.end()
        spans = cut(text, start, block.end)
        leader = _leader(text, labelled, block, firsts, found)
        if block.kind is SentenceKind.PROSE:
            found += _prose(text, spans, number, len(found))
        else:
            found += [Sentence(begin, end, number, block.kind, leader) for begin, end in spans]
    return tuple(found)


def _leader(
    text: str, labelled: Sequence[Block], block: Block, firsts: Sequence[int], found: Sequence[Sentence]
) -> int | None:
    """Index of the sentence of the leading paragraph that introduces the block."""
    if block.leader is None:
        return None
    first = firsts[block.leader]
    after = firsts[block.leader + 1] if block.leader + 1 < len(firsts) else len(found)
    if not block.quotes:
        return after - 1
    leading = labelled[block.leader]
    mark = max(text.rfind(quote, leading.start, leading.end) for quote in '“«"')
    return max(first, bisect_right(found, mark, first, after, key=lambda sentence: sentence.start) - 1)


def _prose(text: str, spans: Sequence[tuple[int, int]], paragraph: int, base: int) -> list[Sentence]:
    """Sentences of a paragraph; those that lie inside a quotation opened before them count as quoted."""
    sentences: list[Sentence] = []
    opener: int | None = None
    for index, (start, end) in enumerate(spans):
        if opener is None:
            sentences.append(Sentence(start, end, paragraph))
        else:
            sentences.append(Sentence(start, end, paragraph, SentenceKind.QUOTED, opener))
        opened, closed = text.rfind("“", start, end), text.rfind("”", start, end)
        if opened > closed:
            opener = base + index if opener is None else opener
        elif closed >= 0:
            opener = None
    return sentences
