"""Events read from official releases against gold derived from the releases' titles: `bilateral bench readouts DIR`.

DIR holds `docs.jsonl.gz` (id, publisher, published, text ...) and `gold.jsonl.gz` (doc, form, from, to, date ...). Only
the body of a release is read, never its title or address, which give the answer.

A gold record is found when an event reported by that release names the source and at least half of the counterparts,
has a form that fits, and comes within a day of the gold's day (trips: of its days). Precision is taken over releases
of kind "readout": of the contacts with the publishing state said to have occurred within three days of publication, the
share that a gold record of the release accounts for. Who the counterpart was is counted beside it (`counterparts`).
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bilateral.benchmarks.counterparts import Counterparts, codes, people, plain
from bilateral.errors import InputError, NotFound
from bilateral.model import Status

__all__ = ["Score", "lines_of", "records_of", "score", "score_readouts_folder"]

Record = Mapping[str, Any]

_FITS: Mapping[str, frozenset[str]] = {
    "call": frozenset({"call", "video", "meeting"}),
    "meeting": frozenset({"meeting", "video", "multilateral", "visit"}),
    "dialogue": frozenset({"meeting", "multilateral", "statement"}),
    "visit": frozenset({"visit", "meeting", "multilateral"}),
    "travel": frozenset({"visit", "meeting", "multilateral"}),
    "letter": frozenset({"letter", "note", "statement"}),
    "joint statement": frozenset({"statement", "signing", "meeting", "multilateral"}),
    "national-day greeting": frozenset({"statement", "letter"}),
}
_CONTACTS = frozenset({"call", "video", "meeting", "visit", "multilateral"})
_SLACK = 1
_LONGER = 3


@dataclass(slots=True)
class Score:
    """Counts by gold form, and every miss and false event with its cause."""

    counterparts: Counterparts
    found: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    persons_right: int = 0
    persons: int = 0
    not_stated: int = 0
    said: int = 0
    right: int = 0
    misses: list[tuple[str, Record]] = field(default_factory=list)
    false: list[tuple[str, Record]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the gold records that were found."""
        return self.found.total() / max(1, self.gold.total())

    @property
    def precision(self) -> float:
        """Share of the contacts told that gold accounts for."""
        return self.right / max(1, self.said)


def score_readouts_folder(folder: Path, *, misses: int = 0, reader: str = "lexicon") -> str:
    """Reads the releases of `folder`, scores them, and returns the report: a table ending in recall and precision.

    `misses` is how many examples to list for each cause. Raises `InputError` where the folder lacks a file.
    """
    texts = list(lines_of(folder / "docs.jsonl.gz"))
    golds = list(lines_of(folder / "gold.jsonl.gz"))
    scored = score(texts, golds, records_of(texts, reader=reader))
    return "\n".join(_report(scored, misses))


def records_of(documents: Iterable[Record], *, reader: str = "lexicon") -> list[Record]:
    """The public event records read from the bodies of `documents`, through a real run and a database of its own."""
    from bilateral.chronology import EventQuery, Store, record
    from bilateral.run import run

    with TemporaryDirectory() as scratch:
        given = Path(scratch, "bodies.jsonl")
        given.write_text("".join(_body(d) for d in documents), encoding="utf-8")
        with Store.open(Path(scratch, "events.duckdb")) as store:
            run([str(given)], store, reader=reader)
            events = store.events(EventQuery(statuses=tuple(Status)))
            known = store.documents({r.document for e in events for r in e.reports})
            return [record(event, known) for event in events]


def _body(document: Record) -> str:
    """One line of JSON: the body and the facts beside it; no title, no address."""
    kept = {key: document[key] for key in ("id", "publisher", "published", "text") if document.get(key)}
    return json.dumps(kept, ensure_ascii=False) + "\n"


def score(documents: Sequence[Record], golds: Iterable[Record], records: Iterable[Record]) -> Score:
    """Scores public event records against gold records."""
    published = {d["id"]: _day(d["published"]) for d in documents}
    wanted: dict[str, list[Record]] = defaultdict(list)
    for gold in golds:
        if gold.get("to_in_body", True):
            wanted[gold["doc"]].append(gold)
    from bilateral.knowledge import load

    told: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        for document in sorted({r["document"] for r in record["reports"]}):
            told[document].append(record)
    titles = {d["id"]: d.get("title") or "" for d in documents}
    result = Score(counterparts=Counterparts(load(), titles))
    for document in sorted(wanted):
        for gold in wanted[document]:
            _recall(gold, told[document], result)
        if document in published and any(g.get("kind") == "readout" for g in wanted[document]):
            _precision(wanted[document], told[document], published[document], result)
    return result


def _recall(gold: Record, events: Sequence[Record], result: Score) -> None:
    form = gold["form"]
    result.gold[form] += 1
    parties = [e for e in events if _states_fit(gold, e)]
    formed = [e for e in parties if e["form"] in _FITS[form]]
    fitting = [e for e in formed if _day_fits(gold, e)]
    alike = [e for e in events if e["form"] in _FITS[form] and _day_fits(gold, e)]
    result.counterparts.count(gold, alike, fitting)
    if not fitting:
        cause = (
            "date"
            if formed
            else "form"
            if parties
            else "no event with the counterpart"
            if events
            else "no event at all"
        )
        result.misses.append((f"{form}: {cause}", gold))
        return
    result.found[form] += 1
    if gold.get("planned") is False and not any(e["status"] in ("occurred", "ongoing") for e in fitting):
        result.not_stated += 1
    if gold.get("people_to"):
        result.persons += 1
        names = {plain(p) for p in gold["people_to"]}
        result.persons_right += any(names <= people(e) for e in fitting)


def _precision(golds: Sequence[Record], events: Sequence[Record], published: int, result: Score) -> None:
    home = {state for g in golds for state in g["from"]}
    for event in events:
        when = _interval(event)
        if event["form"] not in _CONTACTS or event["status"] != "occurred" or when is None:
            continue
        if not home & codes(event) or abs(when[0] - published) > _LONGER:
            continue
        result.said += 1
        if any(set(g["to"]) & codes(event) and event["form"] in _FITS[g["form"]] for g in golds):
            result.right += 1
        else:
            known = any(set(g["to"]) & codes(event) for g in golds)
            result.false.append(("another form" if known else "another counterpart", event))


def _report(scored: Score, examples: int) -> Iterator[str]:
    yield f"{'form':24}{'found':>8}{'gold':>8}{'recall':>8}"
    for form in sorted(scored.gold):
        share = scored.found[form] / scored.gold[form]
        yield f"{form:24}{scored.found[form]:8}{scored.gold[form]:8}{share:8.3f}"
    for title, cases in (("missed", scored.misses), ("false", scored.false)):
        yield ""
        for cause, count in sorted(Counter(c for c, _ in cases).items(), key=lambda p: (-p[1], p[0])):
            yield f"{title}: {cause}: {count}"
            for _, case in [c for c in cases if c[0] == cause][:examples]:
                yield "    " + _example(case)
    yield ""
    yield from scored.counterparts.lines(examples, _example)
    yield f"persons {scored.persons_right}/{scored.persons}; happened but not said so: {scored.not_stated}"
    yield f"recall {scored.recall:.3f} ({scored.found.total()}/{scored.gold.total()})"
    yield f"precision {scored.precision:.3f} ({scored.right}/{scored.said})"


def _example(case: Record) -> str:
    if "doc" in case:
        return f"{case['doc']} {case['form']} with {', '.join(case['to'])} {case.get('date') or 'undated'}"
    report = case["reports"][0]
    parties = ", ".join(sorted(codes(case)))
    return f"{report['document']} {case['start']} {case['form']} {parties}: {report['text'][:160]}"


def lines_of(path: Path) -> Iterator[Record]:
    """The records of a gzipped JSON Lines file, one by one. Raises InputError where it is none, or missing."""
    if not path.is_file():
        raise NotFound(str(path), "the benchmark needs this file; give the folder that holds it")
    try:
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            for row in rows:
                if row.strip():
                    yield json.loads(row)
    except (OSError, ValueError) as problem:
        raise InputError(str(path), f"not gzipped JSON Lines ({problem})") from problem


def _day(text: str) -> int:
    return date.fromisoformat(text[:10]).toordinal()


def _interval(record: Record) -> tuple[int, int] | None:
    if not record.get("start"):
        return None
    return _day(record["start"]), _day(record.get("end") or record["start"])


def _states_fit(gold: Record, event: Record) -> bool:
    told = codes(event)
    return bool(told & set(gold["from"])) and 2 * len(told & set(gold["to"])) >= len(set(gold["to"]))


def _day_fits(gold: Record, event: Record) -> bool:
    if not gold.get("date"):
        return True
    told = _interval(event)
    if told is None:
        return False
    low, high = _day(gold["date"]), _day(gold.get("date_end") or gold["date"])
    return told[0] <= high + _SLACK and low - _SLACK <= told[1] and told[1] - told[0] <= high - low + _LONGER
