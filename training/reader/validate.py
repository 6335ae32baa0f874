"""Says whether the corpus follows its guide, and what is in it: `python -m reader.validate [FILE ...]`."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from reader.markup import Fault, Passage, parse, written

CORPUS = Path(__file__).parents[1] / "corpus"
_WORD = re.compile(r"\w+")


def check(path: Path) -> tuple[list[Passage], list[str]]:
    """The passages of a file and its faults, a line each."""
    good: list[Passage] = []
    faults: list[str] = []
    for line, voice, source in written(path):
        try:
            good.append(parse(line, voice=voice, source=source))
        except Fault as fault:
            faults.append(f"{source}: {fault}: {line[:100]}")
    return good, faults


def shingles(text: str, size: int = 3) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return frozenset(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)))


def near_duplicates(found: list[Passage], *, limit: float = 0.5) -> list[tuple[Passage, Passage, float]]:
    """Pairs whose word trigrams overlap by more than `limit` (Jaccard), each passage with its nearest earlier one."""
    index: dict[tuple[str, ...], list[int]] = {}
    sets = [shingles(p.text) for p in found]
    pairs = []
    for at, mine in enumerate(sets):
        shared = Counter(other for s in mine for other in index.get(s, ()))
        best = max(((n / len(mine | sets[o]), o) for o, n in shared.items()), default=(0.0, -1))
        if best[0] > limit:
            pairs.append((found[best[1]], found[at], best[0]))
        for s in mine:
            index.setdefault(s, []).append(at)
    return pairs


def pattern(passage: Passage) -> str:
    """The passage with its actors, places, times and numbers taken out: what a template would leave the same."""
    text, at = "", 0
    for start, end, role in sorted({(r.start, r.end, r.role) for r in passage.roles}):
        if start >= at:
            text += passage.text[at:start] + f" {role.upper()} "
            at = end
    return re.sub(r"\d+", "0", text + passage.text[at:]).lower()


def report(found: list[Passage]) -> str:
    acts = [t for p in found for t in p.triggers]
    trigrams = Counter(s for p in found for s in shingles(pattern(p)))
    twins = near_duplicates(found)
    lines = [
        f"{len(found)} passages, {sum(not p.triggers for p in found)} without an act, {len(acts)} acts; "
        f"{sum(len(p.triggers) > 1 for p in found)} with several",
        "types:    " + ", ".join(f"{k} {n}" for k, n in Counter(t.type.value for t in acts).most_common()),
        "forms:    " + ", ".join(f"{k} {n}" for k, n in Counter(t.form.value for t in acts).most_common()),
        "statuses: " + ", ".join(f"{k} {n}" for k, n in Counter(t.status.value for t in acts).most_common()),
        "voices:   " + ", ".join(f"{k} {n}" for k, n in Counter(p.voice for p in found).most_common()),
        f"trigram patterns: {len(trigrams)} distinct of {sum(trigrams.values())} "
        f"({len(trigrams) / max(1, sum(trigrams.values())):.1%})",
        f"near-duplicates: {len(twins)} ({len(twins) / max(1, len(found)):.2%})",
    ]
    return "\n".join(lines)


def main(names: list[str]) -> int:
    paths = [Path(n) for n in names] or sorted(CORPUS.glob("*.txt"))
    found: list[Passage] = []
    faults: list[str] = []
    for path in paths:
        good, bad = check(path)
        found += good
        faults += bad
    print(report(found))
    for one, other, score in near_duplicates(found)[:20]:
        print(f"near-duplicate {score:.2f}: {one.source} / {other.source}: {other.text[:90]}")
    for fault in faults:
        print("FAULT", fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
