"""How far two annotators agree: `python -m reader.agreement`.

The second annotation in `agreement/second.txt` was made by the guide alone, without sight of the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from reader.data import CORPUS
from reader.markup import Passage, Trigger, passages

__all__ = ["kappa", "paired"]

SECOND = CORPUS.parent / "agreement" / "second.txt"


def kappa(first: Sequence[str], second: Sequence[str]) -> float:
    """Cohen's kappa of two labellings of the same things; 1 where both always say the same one label."""
    count = len(first)
    same = sum(a == b for a, b in zip(first, second, strict=True)) / count
    ones, others = Counter(first), Counter(second)
    chance = sum(ones[label] * others[label] for label in ones) / count**2
    return 1.0 if chance == 1 else (same - chance) / (1 - chance)


def paired(first: Passage, second: Passage) -> list[tuple[Trigger | None, Trigger | None]]:
    """Triggers whose words overlap, each with at most one of the other's; then those that only one annotator has."""
    left = list(second.triggers)
    pairs: list[tuple[Trigger | None, Trigger | None]] = []
    for mine in first.triggers:
        other = next((t for t in left if t.start < mine.end and mine.start < t.end), None)
        if other is not None:
            left.remove(other)
        pairs.append((mine, other))
    return [*pairs, *((None, t) for t in left)]


def _sides(passage: Passage, trigger: Trigger, role: str) -> list[tuple[int, int]]:
    return [(r.start, r.end) for r in passage.roles if r.act == trigger.act and r.role == role]


def _meet(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> bool:
    if not one or not other:
        return not one and not other
    return any(a < d and c < b for a, b in one for c, d in other)


def report(first: Path = CORPUS, second: Path = SECOND) -> str:
    mine = {p.text: p for path in sorted(first.glob("*.txt")) for p in passages(path)}
    both = [(mine[p.text], p) for p in passages(second) if p.text in mine]
    pairs = [(a, b, x, y) for a, b in both for x, y in paired(a, b)]
    found = [(a, b, x, y) for a, b, x, y in pairs if x is not None and y is not None]
    types = [x.type.value for *_, x, _ in found], [y.type.value for *_, y in found]
    any_act = [str(bool(a.triggers)) for a, _ in both], [str(bool(b.triggers)) for _, b in both]
    statuses = [x.status.value for *_, x, _ in found], [y.status.value for *_, y in found]
    forms = [x.form.value for *_, x, _ in found], [y.form.value for *_, y in found]
    only = Counter("first" if y is None else "second" for *_, x, y in pairs if x is None or y is None)
    lines = [
        f"{len(both)} passages, {len(pairs)} acts: {len(found)} by both, {only['first']} by the first only, "
        f"{only['second']} by the second only (F1 {2 * len(found) / (len(found) + len(pairs)):.3f})",
        f"an act at all: kappa {kappa(*any_act):.3f}",
        f"type:   same {_share(*types):.3f}, kappa {kappa(*types):.3f}",
        f"status: same {_share(*statuses):.3f}, kappa {kappa(*statuses):.3f}",
        f"form:   same {_share(*forms):.3f}, kappa {kappa(*forms):.3f}",
    ]
    for role, name in (("s", "source"), ("t", "target")):
        same = [_meet(_sides(a, x, role), _sides(b, y, role)) for a, b, x, y in found]
        lines.append(f"{name}: same or overlapping {sum(same) / len(same):.3f}")
    lines += [
        f"  {one} / {other}: {n}"
        for (one, other), n in Counter(t for t in zip(*types, strict=True) if t[0] != t[1]).most_common(12)
    ]
    return "\n".join(lines)


def _share(first: Sequence[str], second: Sequence[str]) -> float:
    return sum(a == b for a, b in zip(first, second, strict=True)) / len(first)


if __name__ == "__main__":
    print(report())
