"""Acts read from raw sentences, nothing marked, scored on files in the PLV form.

A row counts where its sides are, or belong to, two different states (governments, leaders, forces) or international
bodies: by rule, where mentions that the package resolves to different parties overlap the two sides' marked words. The
other rows (courts, parties, crowds, one state's own affairs) are scored apart, by the model's own spans.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bilateral.benchmarks.plv import Row, f1, read_rows
from bilateral.coding.gate import gate_for
from bilateral.coding.readers import Act, Reader, get_reader
from bilateral.coding.readers.groups import parties_of
from bilateral.coding.readers.neural.decode import Told, acts_told, pair_scores, root_of
from bilateral.coding.readers.neural.encoder import encoder
from bilateral.coding.scene import Scene, scene_of
from bilateral.knowledge import load
from bilateral.model import Document, Mention, Sentence, Span

__all__ = ["Answer", "score_events", "scored"]

READERS = ("lexicon", "neural")


@dataclass(frozen=True, slots=True)
class Answer:
    """An act told of a sentence: root class, and the characters of each side; `mutual` where it has no direction."""

    root: str
    source: tuple[Span, ...]
    target: tuple[Span, ...]
    mutual: bool = False


def score_events(path: Path, *, misses: int = 0) -> str:
    """The table, ending in the default reader's event F1. `misses` is how many missed rows to print."""
    rows = read_rows(path)
    return "\n".join(_report(rows, misses))


def _report(rows: Sequence[Row], misses: int) -> Iterator[str]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.text, []).append(row)
    readers = {name: get_reader(name, load()) for name in READERS}
    state: dict[str, list[Row]] = {}
    other: dict[str, list[Row]] = {}
    answers: dict[str, dict[str, list[Answer]]] = {name: {} for name in READERS}
    for text, group in groups.items():
        scene = _scene(text, readers["neural"])
        between = [row for row in group if _between_states(row, scene)]
        rest = [row for row in group if row not in between]
        if between:
            state[text] = between
            for name, reader in readers.items():
                acts = [a for found in reader.read(scene.sightings) for a in found]
                answers[name][text] = list(dict.fromkeys(_answer(a, text, by_pair=name == "neural") for a in acts))
        if rest:
            other[text] = rest
    counted, apart = sum(map(len, state.values())), sum(map(len, other.values()))
    yield f"{len(rows)} rows: {counted} between states and bodies, {apart} with a domestic or unknown side"
    yield f"{'':28}{'right':>7}{'told':>7}{'rows':>7}{'prec.':>8}{'recall':>8}{'F1':>8}"
    spans = {text: [_spans(t) for t in acts_told(encoder().encode(text), encoder().labels)] for text in other}
    yield _line("domestic, model's spans", other, spans)
    for kind in ("pair only, ", ""):
        for name in READERS:
            yield _line(f"{kind}{name}", state, answers[name], pair_only=bool(kind))
    missed = [
        row
        for text, found in state.items()
        for row in found
        if not any(_right(row, a) for a in answers["neural"][text])
    ]
    for row in missed[:misses]:
        told = "; ".join(_shown(row.text, a) for a in answers["neural"][row.text]) or "nothing"
        yield f"{row.root} missed: {row.text}\n    wanted {_words(row.text, [row.source])} -> " + (
            f"{_words(row.text, [row.target])}; told {told}"
        )
    right, told_, wanted = scored(state, answers["neural"])
    yield f"event F1 {f1(right, told_, wanted):.3f}"


def _scene(text: str, reader: Reader) -> Scene:
    document = Document(id="row", source="row", original=text, text=text, sentences=(Sentence(0, len(text), 0),))
    knowledge = load()
    hits = gate_for(knowledge, reader.words).scan(text)
    return scene_of(
        document, hits, knowledge, on=None, voice=None, contact_words=reader.contact_words, every=not reader.needs_word
    )


def _between_states(row: Row, scene: Scene) -> bool:
    known = [m for m in scene.all_mentions() if parties_of((m,))]
    source, target = (
        {p for m in known if side is not None and _meets(side, (m.start, m.end)) for p in parties_of((m,))}
        for side in (row.source, row.target)
    )
    return bool(source) and bool(target) and len(source | target) > 1


def _meets(span: Span, other: tuple[int, int]) -> bool:
    return span.start < other[1] and other[0] < span.end


def _answer(act: Act, text: str, *, by_pair: bool) -> Answer:
    """The act's answer; `by_pair` with the root class that the model gives to its sides, marked."""
    mutual = act.symmetric or bool(set(act.source) & set(act.target))
    source, target = _places(act.source), _places(act.target)
    root = root_of(act.type, act.status)
    if by_pair and not _meets(source[0], (target[0].start, target[0].end)):
        roots = pair_scores(encoder(), text, source[0], target[0]).roots
        root = max(roots, key=roots.__getitem__)
    return Answer(root, source, target, mutual)


def _places(mentions: Sequence[Mention]) -> tuple[Span, ...]:
    return tuple(Span(m.start, m.end) for m in mentions)


def _spans(told: Told) -> Answer:
    return Answer(root_of(told.type, told.status), tuple(told.spans("source")), tuple(told.spans("target")))


def _right(row: Row, answer: Answer, *, pair_only: bool = False) -> bool:
    def fits(source: Sequence[Span], target: Sequence[Span]) -> bool:
        return any(row.source is not None and _meets(row.source, (s.start, s.end)) for s in source) and any(
            row.target is not None and _meets(row.target, (s.start, s.end)) for s in target
        )

    sides = fits(answer.source, answer.target) or (answer.mutual and fits(answer.target, answer.source))
    return sides and (pair_only or answer.root == row.root)


def scored(
    rows: dict[str, list[Row]], answers: dict[str, list[Answer]], *, pair_only: bool = False
) -> tuple[int, int, int]:
    """(rows found, answers told, rows) over sentences; an answer that is right for no row of its sentence is false."""
    right = sum(any(_right(r, a, pair_only=pair_only) for a in answers[t]) for t, found in rows.items() for r in found)
    false = sum(
        not any(_right(r, a, pair_only=pair_only) for r in rows[t])
        for t in rows
        for a in answers[t]
        if a.source or a.target
    )
    return right, right + false, sum(map(len, rows.values()))


def _line(name: str, rows: dict[str, list[Row]], answers: dict[str, list[Answer]], *, pair_only: bool = False) -> str:
    right, told, wanted = scored(rows, answers, pair_only=pair_only)
    precision, recall = right / told if told else 0.0, right / wanted if wanted else 0.0
    return f"{name:28}{right:>7}{told:>7}{wanted:>7}{precision:>8.3f}{recall:>8.3f}{f1(right, told, wanted):>8.3f}"


def _shown(text: str, answer: Answer) -> str:
    return f"{answer.root} {_words(text, answer.source)} -> {_words(text, answer.target)}"


def _words(text: str, spans: Sequence[Span | None]) -> str:
    return " + ".join(text[s.start : s.end] for s in spans if s is not None) or "-"
