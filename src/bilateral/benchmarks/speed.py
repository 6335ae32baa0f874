"""How fast: documents a second from text to reports, megabytes a second through the gate, sentences, memory.

One process, one core; each figure is the median of several passes over the same documents, after one pass to warm up.
Figures are rates of this machine: compare them with figures of the same machine only.
"""

from __future__ import annotations

import gzip
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bilateral.errors import NotFound
from bilateral.model import Document, Page

__all__ = ["Speed", "measure_speed", "speed_report"]

_PASSES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Rates a second of CPU time, and the process's peak memory in MB."""

    documents: float
    gate_megabytes: float
    gated_sentences: float
    read_documents: float
    peak_megabytes: float


def measure_speed(folder: Path, *, limit: int = 1000, reader: str = "lexicon") -> Speed:
    """Measures on every n-th document of `folder`/docs.jsonl.gz, about `limit` in all."""
    from bilateral.coding import code_document
    from bilateral.coding.gate import gate_for
    from bilateral.coding.readers import get_reader
    from bilateral.coding.readers.base import Sighting
    from bilateral.coding.scene import scene_of
    from bilateral.config import DEFAULT_SETTINGS
    from bilateral.knowledge import load
    from bilateral.reading import read_page

    pages = _pages(folder / "docs.jsonl.gz", limit)
    knowledge = load()
    ready = get_reader(reader, knowledge)
    gate = gate_for(knowledge, ready.words)
    documents: list[Document] = [read_page(p, knowledge=knowledge, settings=DEFAULT_SETTINGS) for p in pages]
    sightings: list[Sighting] = []
    for document in documents:
        on = document.published.latest if document.published else None
        hits = gate.scan(document.text)
        scene = scene_of(
            document,
            hits,
            knowledge,
            on=on,
            voice=None,
            contact_words=ready.contact_words,
            every=not ready.needs_word,
        )
        sightings.extend(scene.sightings)
    characters = sum(len(d.text.encode()) for d in documents)

    def chain() -> None:
        for page in pages:
            code_document(read_page(page, knowledge=knowledge, settings=DEFAULT_SETTINGS), knowledge, ready)

    return Speed(
        documents=_rate(chain, len(pages)),
        gate_megabytes=_rate(lambda: [gate.scan(d.text) for d in documents], characters) / 1e6,
        gated_sentences=_rate(lambda: ready.read(sightings), len(sightings)),
        read_documents=_rate(
            lambda: [read_page(p, knowledge=knowledge, settings=DEFAULT_SETTINGS) for p in pages], len(pages)
        ),
        peak_megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3),
    )


def speed_report(folder: Path, *, limit: int = 1000, reader: str = "lexicon") -> str:
    """The figures of `measure_speed`, a line each."""
    speed = measure_speed(folder, limit=limit, reader=reader)
    return "\n".join(
        [
            f"documents from text to reports  {speed.documents:10.0f} /s",
            f"documents read (no coding)      {speed.read_documents:10.0f} /s",
            f"gate                            {speed.gate_megabytes:10.1f} MB/s",
            f"gated sentences, reader alone   {speed.gated_sentences:10.0f} /s",
            f"peak memory                     {speed.peak_megabytes:10.0f} MB",
        ]
    )


def _rate(work: Callable[[], object], amount: int) -> float:
    work()
    times = []
    for _ in range(_PASSES):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return amount / statistics.median(times)


def _pages(path: Path, limit: int) -> Sequence[Page]:
    if not path.is_file():
        raise NotFound(str(path), "the benchmark needs this file; give the folder that holds it")
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        documents = [json.loads(row) for row in rows]
    step = max(1, len(documents) // limit)
    return [
        Page(
            source=d["id"],
            content=d["text"].encode(),
            content_type="text/plain",
            encoding="utf-8",
            id=d["id"],
            publisher=d.get("publisher"),
            published=d.get("published"),
        )
        for d in documents[::step]
    ]
