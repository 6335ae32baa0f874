"""Which act passes between a marked source and a marked target, scored on files in the PLV form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bilateral.benchmarks.plv import Row, confusion, macro_f1, quad_of, read_rows, scores_of
from bilateral.coding.gate import gate_for
from bilateral.coding.items import items_of
from bilateral.coding.readers import Node, get_reader
from bilateral.coding.readers.base import Sighting
from bilateral.coding.readers.neural.decode import pair_scores, root_of
from bilateral.coding.readers.neural.encoder import encoder
from bilateral.knowledge import load
from bilateral.model import Actor, Mention, MentionKind, Span

__all__ = ["by_lexicon", "by_model", "score_acts"]

Judge = Callable[[Row], str]
_COOPERATION = ("verbal cooperation", "material cooperation")


def by_model(row: Row) -> str:
    """The class that the model gives to the marked pair."""
    roots = pair_scores(encoder(), row.text, row.source, row.target).roots
    return max(roots, key=roots.__getitem__)


def by_lexicon(row: Row) -> str:
    """The class of the first act that the lexicon reader finds with the marked spans as two unknown states; empty where
    it finds none."""
    knowledge = load()
    reader = get_reader("lexicon", knowledge)
    hits = [h for h in gate_for(knowledge, reader.words).scan(row.text) if not h.surfaces]
    nodes: list[Node] = []
    sides = [(s, code) for s, code in ((row.source, "S"), (row.target, "T")) if s is not None]
    for item in items_of(row.text, 0, len(row.text), hits):
        side = next(((s, c) for s, c in sides if s.start < item.end and item.start < s.end), None)
        if side is None:
            nodes.append(Node(item.start, item.end, item.text, item.lower))
        elif not (nodes and nodes[-1].mention is not None and nodes[-1].start == side[0].start):
            nodes.append(_side(row.text, *side))
    acts = reader.read([Sighting(0, tuple(nodes))])[0]
    return root_of(acts[0].type, acts[0].status) if acts else ""


def _side(text: str, span: Span, code: str) -> Node:
    words = text[span.start : span.end]
    mention = Mention(
        start=span.start, end=span.end, text=words, kind=MentionKind.PERSON, actors=(Actor(state=code, person=code),)
    )
    return Node(span.start, span.end, words, words.lower(), mention)


def score_acts(path: Path, *, misses: int = 0) -> str:
    """The table for both readers, with the model's confusions, ending in its three macro-F1 figures.

    `misses` is how many of the model's wrong rows to print.
    """
    rows = read_rows(path)
    return "\n".join(_report(rows, misses))


def _report(rows: Sequence[Row], misses: int) -> Iterator[str]:
    gold = [row.root for row in rows]
    told = {name: [judge(row) for row in rows] for name, judge in (("lexicon", by_lexicon), ("model", by_model))}
    yield f"{len(rows)} rows"
    yield f"{'':10}{'rows':>6}" + "".join(f"{name:>9}{'prec.':>7}{'recall':>8}" for name in told)
    scores = {name: scores_of(gold, found) for name, found in told.items()}
    for kind, (n, *_) in scores["model"].items():
        cells = (scores[name][kind] for name in told)
        yield f"{kind:10}{n:>6}" + "".join(f"{score:>9.3f}{prec:>7.2f}{rec:>8.2f}" for _, prec, rec, score in cells)
    yield ""
    yield from confusion(gold, told["model"])
    for row, answer in [(r, t) for r, t in zip(rows, told["model"], strict=True) if r.root != t][:misses]:
        yield f"{row.root} read as {answer}: {_shown(row)}"
    yield ""
    for name, found in told.items():
        prefix = "" if name == "model" else f"{name} "
        yield f"{prefix}binary macro-F1 {macro_f1(list(map(_binary, gold)), list(map(_binary, found))):.3f}"
        yield f"{prefix}quad macro-F1 {macro_f1(list(map(quad_of, gold)), list(map(quad_of, found))):.3f}"
        yield f"{prefix}root macro-F1 {macro_f1(gold, found):.3f}"


def _binary(root: str) -> str:
    return "" if not root else "cooperation" if quad_of(root) in _COOPERATION else "conflict"


def _shown(row: Row) -> str:
    text = row.text
    for span, name in sorted(((s, n) for s, n in ((row.source, "s"), (row.target, "t")) if s), reverse=True):
        text = f"{text[: span.start]}<{name}>{text[span.start : span.end]}</{name}>{text[span.end :]}"
    return text
