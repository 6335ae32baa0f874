"""Edits between the text as read and the text as coded: applied, merged, and composed over several passes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bilateral.model import Repair

__all__ = ["apply", "compose", "merge"]


def apply(original: str, repairs: Sequence[Repair]) -> str:
    """`original` with every repair carried out.

    Raises ValueError where the repairs are not sorted by start, overlap, or reach beyond the text: a defect of the
    rule that made them, never of the input.
    """
    pieces: list[str] = []
    at = 0
    for repair in repairs:
        if not at <= repair.start <= repair.end <= len(original):
            raise ValueError(f"repair {repair} overlaps the one before it or leaves the text")
        pieces += (original[at : repair.start], repair.replacement)
        at = repair.end
    pieces.append(original[at:])
    return "".join(pieces)


def merge(*groups: Iterable[Repair]) -> tuple[Repair, ...]:
    """Repairs of one and the same text from several rules, sorted by place; an earlier group wins where two overlap.

    Two insertions at one place count as overlapping; an insertion at the edge of another edit does not.
    """
    kept: list[Repair] = []
    for group in groups:
        kept += [repair for repair in group if not any(_overlap(repair, other) for other in kept)]
    return tuple(sorted(kept, key=lambda repair: (repair.start, repair.end)))


def _overlap(one: Repair, other: Repair) -> bool:
    if one.start == other.start and one.end == other.end:
        return True
    return one.start < other.end and other.start < one.end


def compose(original: str, first: Sequence[Repair], second: Sequence[Repair]) -> tuple[Repair, ...]:
    """One list of repairs of `original` that does what `first` and then `second` do.

    `first` edits the original, `second` the text that `first` made; both are sorted and free of overlaps. Where an
    edit of the second pass touches what the first one wrote, they become one edit whose rule names them all.
    """
    if not first or not second:
        return tuple(first or second)
    between = apply(original, first)
    composed: list[Repair] = []
    shift = 0  # from an offset of the original to one of `between`
    for cluster in _clusters(first, second):
        start = cluster[0].start
        end = max(edit.end for edit in cluster)
        begin = start - shift
        shift += sum(edit.growth for edit in cluster)
        later = [_moved(edit.later, -start) for edit in cluster if edit.later]
        rules = dict.fromkeys(edit.rule for edit in cluster)
        text = apply(between[start:end], later)
        composed.append(Repair(start=begin, end=end - shift, replacement=text, rule=" + ".join(rules)))
    return tuple(composed)


@dataclass(frozen=True, slots=True)
class _Edit:
    """An edit of either pass as a stretch of the text between the passes."""

    start: int
    end: int
    growth: int
    rule: str
    later: Repair | None


def _clusters(first: Sequence[Repair], second: Sequence[Repair]) -> Iterator[list[_Edit]]:
    edits: list[_Edit] = []
    shift = 0
    for repair in first:
        growth = len(repair.replacement) - (repair.end - repair.start)
        begins = repair.start + shift
        edits.append(_Edit(begins, begins + len(repair.replacement), growth, repair.rule, None))
        shift += growth
    edits += [_Edit(repair.start, repair.end, 0, repair.rule, repair) for repair in second]
    edits.sort(key=lambda edit: (edit.start, edit.end))
    cluster: list[_Edit] = []
    for edit in edits:
        if cluster and edit.start >= max(member.end for member in cluster):
            yield cluster
            cluster = []
        cluster.append(edit)
    yield cluster


def _moved(repair: Repair, by: int) -> Repair:
    return Repair(start=repair.start + by, end=repair.end + by, replacement=repair.replacement, rule=repair.rule)
