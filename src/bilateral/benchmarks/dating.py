"""Scores the dating of events on a folder in the CAT XML of the MEANTIME corpus.

Protocol. A gold event mention has a day where a temporal link (TLINK: IS_INCLUDED, SIMULTANEOUS, or INCLUDES the other
way) ties it to a time expression whose value is a day, the document's creation time among them; where it is
SIMULTANEOUS with, or refers to the same event as, a mention of the document that has one; or where it refers to the
same event, by its id across documents, as a mention of another document that has one. Mentions that would have two
days have none. For every mention with a day the Dater is asked, as the pipeline asks it: sentence and trigger are
gold, the times are those of our tagger, the document's day is its creation time (inferred from the text where the file
names none), and whether the act lies ahead is told from the words before it. Right is the very day, nothing coarser.

Three baselines are printed beside it: the nearest date in the sentence (the day of the time expression of our tagger
that stands nearest to the trigger, wrong where the sentence holds none), the same with the document's day where the
sentence holds none, and the last day told before the mention anywhere in the text.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bilateral.coding.dating import Dater, infer_published
from bilateral.coding.times import TimeMention, reads_as_narrative, tag_times
from bilateral.coding.times.tense import act_direction
from bilateral.errors import MalformedRecord, NotFound
from bilateral.knowledge import load
from bilateral.model import Basis, Document, Precision, Span, When
from bilateral.reading.sentences import split

__all__ = ["Dated", "DatedText", "Trigger", "answers", "read_cat", "score_dating"]

_SAME = frozenset({"IS_INCLUDED", "SIMULTANEOUS", "INCLUDES"})
_TIGHT = frozenset({".", ",", ";", ":", "?", "!", "'s", "’s", "%", ")", "n't"})
WAYS = ("link", "same event", "other document")
"""How a mention came by its day."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A gold event mention: its characters, its day where it has one and how it came by it, its id across documents."""

    id: str
    span: Span
    day: date | None
    way: str
    instance: str


@dataclass(frozen=True, slots=True)
class DatedText:
    """An annotated document: text, creation day and event mentions."""

    name: str
    text: str
    created: date | None
    triggers: tuple[Trigger, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """One gold mention with the day asked for, our answer and that of the baseline."""

    document: str
    trigger: str
    sentence: str
    way: str
    gold: date
    ours: When | None
    nearest: date | None
    before: date | None
    published: date | None

    @property
    def right(self) -> bool:
        """Whether ours is the very day."""
        return self.ours is not None and self.ours.earliest == self.ours.latest == self.gold


# ---- reading


def read_cat(path: Path) -> DatedText:
    """Read one CAT file. Raises MalformedRecord where it is no XML or holds no tokens."""
    try:
        root = ET.parse(path).getroot()
    except ET.ParseError as error:
        raise MalformedRecord(str(path), f"not well-formed XML: {error}") from error
    text, places = _text(root)
    if not places:
        raise MalformedRecord(str(path), "no tokens: not a CAT document")
    times = {t.get("m_id", ""): t for t in root.iter("TIMEX3")}
    created = next((t.get("value", "") for t in times.values() if t.get("functionInDocument") == "CREATION_TIME"), "")
    values = {name: day for name, t in times.items() if (day := _day(t.get("value", ""))) is not None}
    spans = {m.get("m_id", ""): span for m in root.iter("EVENT_MENTION") if (span := _span(m, places)) is not None}
    instances = {e.get("m_id", ""): e.get("instance_id", "") for e in root.iter("EVENT")}
    linked = _linked(root, values, spans)
    groups, named = _same_event(root, spans, instances)
    spread = _spread(linked, groups)
    triggers = tuple(
        Trigger(name, span, spread.get(name), WAYS[name not in linked] if name in spread else "", named.get(name, ""))
        for name, span in sorted(spans.items(), key=lambda item: (item[1], item[0]))
    )
    return DatedText(root.get("doc_id") or path.stem, text, _day(created), triggers)


def _text(root: ET.Element) -> tuple[str, dict[str, Span]]:
    """The text, a paragraph a sentence as the corpus has it, and the characters of each token."""
    pieces: list[str] = []
    places: dict[str, Span] = {}
    length, sentence = 0, ""
    for token in root.iter("token"):
        word, here = token.text or "", token.get("sentence", "")
        gap = "\n\n" if here != sentence else "" if word in _TIGHT else " "
        gap = gap if pieces else ""
        sentence = here
        pieces += [gap, word]
        start = length + len(gap)
        length = start + len(word)
        places[token.get("t_id", "")] = Span(start, length)
    return "".join(pieces), places


def _span(markable: ET.Element, places: Mapping[str, Span]) -> Span | None:
    spans = [places[a.get("t_id", "")] for a in markable.iter("token_anchor") if a.get("t_id", "") in places]
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _ends(relation: ET.Element) -> tuple[list[str], list[str]]:
    return [s.get("m_id", "") for s in relation.iter("source")], [t.get("m_id", "") for t in relation.iter("target")]


def _linked(root: ET.Element, values: Mapping[str, date], spans: Mapping[str, Span]) -> dict[str, date]:
    days: dict[str, set[date]] = {}
    for link in root.iter("TLINK"):
        (sources, targets), kind = _ends(link), link.get("reltype", "")
        for first, second in ((a, b) for a in sources for b in targets):
            if kind in {"IS_INCLUDED", "SIMULTANEOUS"} and first in spans and second in values:
                days.setdefault(first, set()).add(values[second])
            elif kind in {"INCLUDES", "SIMULTANEOUS"} and second in spans and first in values:
                days.setdefault(second, set()).add(values[first])
    return {name: found.pop() for name, found in days.items() if len(found) == 1}


def _same_event(
    root: ET.Element, spans: Mapping[str, Span], instances: Mapping[str, str]
) -> tuple[list[list[str]], dict[str, str]]:
    """Groups of mentions that speak of one event, or of two at once; and the id each has across documents."""
    groups: list[list[str]] = []
    named: dict[str, str] = {}
    for relation in root.iter("REFERS_TO"):
        sources, targets = _ends(relation)
        mentions = [name for name in sources if name in spans]
        groups.append(mentions)
        for name in mentions:
            named[name] = next((instances[t] for t in targets if instances.get(t)), "")
    for link in root.iter("TLINK"):
        if link.get("reltype") == "SIMULTANEOUS":
            groups.append([name for side in _ends(link) for name in side if name in spans])
    return groups, named


def _spread(linked: Mapping[str, date], groups: Sequence[Sequence[str]]) -> dict[str, date]:
    """Hand each day on within the groups until nothing changes; a mention keeps the first it gets."""
    days = dict(linked)
    changed = True
    while changed:
        changed = False
        for group in groups:
            held = {days[name] for name in group if name in days}
            if len(held) == 1:
                day = next(iter(held))
                for name in group:
                    changed |= name not in days
                    days.setdefault(name, day)
    return days


# ---- answering


def _corpus(folder: Path) -> list[DatedText]:
    """One reading a document: where two folders hold it, the one with more event mentions."""
    best: dict[str, DatedText] = {}
    for path in sorted(folder.rglob("*.xml")):
        document = read_cat(path)
        if document.name not in best or len(document.triggers) > len(best[document.name].triggers):
            best[document.name] = document
    if not best:
        raise NotFound(str(folder), "no .xml file in it")
    return [best[name] for name in sorted(best)]


def _across(documents: Iterable[DatedText]) -> dict[str, date]:
    """Days of events by their id across documents; none where two documents disagree."""
    days: dict[str, set[date]] = {}
    for document in documents:
        for trigger in document.triggers:
            if trigger.instance and trigger.day:
                days.setdefault(trigger.instance, set()).add(trigger.day)
    return {name: next(iter(found)) for name, found in days.items() if len(found) == 1}


def answers(folder: str | Path) -> list[Dated]:
    """Our answer and the baseline's for every gold mention with a day. Raises NotFound where no .xml file is there."""
    documents = _corpus(Path(folder))
    across = _across(documents)
    return [answer for document in documents for answer in _answers(document, across)]


def _answers(text: DatedText, across: Mapping[str, date]) -> Iterator[Dated]:
    sentences = split(text.text)
    document = Document(id=text.name, source=text.name, original=text.text, text=text.text, sentences=sentences)
    published = _published(text, document)
    narrative = reads_as_narrative(text.text, published)
    times = tag_times(text.text, anchor=published, narrative=narrative, sentences=sentences)
    dater = Dater(document, times, published)
    for trigger in text.triggers:
        gold, way = trigger.day, trigger.way
        if gold is None and trigger.instance in across:
            gold, way = across[trigger.instance], WAYS[2]
        if gold is None:
            continue
        index = document.sentence_at(trigger.span.start)
        here = sentences[index]
        ahead = act_direction(text.text, trigger.span.start, low=here.start) > 0
        yield Dated(
            document=text.name,
            trigger=text.text[trigger.span.start : trigger.span.end],
            sentence=document.sentence_text(index),
            way=way,
            gold=gold,
            ours=dater.date(index, trigger.span, future=ahead),
            nearest=_nearest(times, trigger.span, Span(here.start, here.end)),
            before=_before(times, trigger.span),
            published=published.latest if published else None,
        )


def _published(text: DatedText, document: Document) -> When | None:
    if text.created:
        return When(earliest=text.created, latest=text.created, precision=Precision.DAY, basis=Basis.PUBLISHED)
    inferred = infer_published(document, load())
    return inferred[0] if inferred else None


def _nearest(times: Sequence[TimeMention], trigger: Span, sentence: Span) -> date | None:
    days = [
        t for t in times if sentence.start <= t.start < sentence.end and t.when and t.when.earliest == t.when.latest
    ]
    best = min(days, key=lambda t: max(t.start - trigger.end, trigger.start - t.end), default=None)
    return best.when.earliest if best and best.when else None


def _before(times: Sequence[TimeMention], trigger: Span) -> date | None:
    days = [t.when.earliest for t in times if t.start <= trigger.start and t.when and t.when.earliest == t.when.latest]
    return days[-1] if days else None


def score_dating(folder: str | Path, *, misses: int = 0) -> str:
    """Table of right days by how a mention came by its day; ends in a line `dating accuracy 0.xxx`.

    Before it stand up to `misses` wrong answers. Raises NotFound where nothing in the folder has a day.
    """
    found = answers(folder)
    if not found:
        raise NotFound(str(folder), "no event mention in it has a day")
    wrong = [_told(answer) for answer in found if not answer.right]
    gold = Counter(a.way for a in found)
    columns = [
        Counter(a.way for a in found if a.nearest == a.gold),
        Counter(a.way for a in found if (a.nearest or a.published) == a.gold),
        Counter(a.way for a in found if a.right),
    ]
    lines = wrong[:misses]
    lines += [f"{'the day is told by':20} mentions  nearest  or the document's    ours"]
    for way in (*(w for w in WAYS if gold[w]), "all"):
        number = gold[way] if way != "all" else len(found)
        shares = [(c[way] if way != "all" else c.total()) / number for c in columns]
        lines.append(f"{way:20} {number:8d}  {shares[0]:7.3f}  {shares[1]:17.3f}  {shares[2]:6.3f}")
    lines.append(f"nearest date in the sentence {columns[0].total() / len(found):.3f}")
    lines.append(f"nearest date or the document's {columns[1].total() / len(found):.3f}")
    lines.append(f"last day told before {sum(a.before == a.gold for a in found) / len(found):.3f}")
    lines.append(f"dating accuracy {columns[2].total() / len(found):.3f}")
    return "\n".join(lines)


def _told(answer: Dated) -> str:
    ours = f"{answer.ours.earliest}/{answer.ours.latest} ({answer.ours.reason})" if answer.ours else "none"
    sentence = " ".join(answer.sentence.split())
    return f"{answer.document} {answer.trigger!r}, told by {answer.way}: {answer.gold}; ours: {ours}\n    {sentence}"
