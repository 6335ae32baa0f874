"""Who is meant, against labelled mentions: `bilateral bench mentions FILE`.

FILE holds passages with labels in the text; its head says how they are written. Each passage goes through the chain a
document goes through (reading, gate, mentions resolved on the day of publication), and each label is then

- right: a mention stands there and names the labelled state or organisation, person and level, as far as they are
  labelled; or the label says that nobody may be named, and nobody is;
- unresolved: no mention, or one that leaves open what is labelled (a surname alone leaves the person open);
- wrong: a mention that names somebody else, or somebody where nobody may be named.

A capital has one mention for the city and its government, so that either label is met by the right state; a city that
is no capital names no government.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bilateral.errors import MalformedRecord
from bilateral.knowledge import Knowledge
from bilateral.knowledge.fold import fold
from bilateral.model import Actor, Level, Mention, MentionKind, Page, Span

__all__ = ["Label", "Passage", "Verdict", "judge", "read_passages", "resolve", "score_mentions"]

KINDS = {
    "s": "state",
    "p": "person",
    "o": "office",
    "g": "organisation",
    "l": "place",
    "x": "group",
    "n": "none",
}
LEVELS = {
    "hs": Level.HEAD_OF_STATE,
    "hg": Level.HEAD_OF_GOVERNMENT,
    "fm": Level.FOREIGN_MINISTER,
    "mi": Level.MINISTER,
    "so": Level.SENIOR_OFFICIAL,
    "am": Level.AMBASSADOR,
    "in": Level.INSTITUTION,
}
OUTCOMES = ("right", "wrong", "unresolved")
_MARK = re.compile(r"\{([^{}]*)\}")
_VARIANT = 0.8
"""Jaro-Winkler similarity from which two spellings may be one name; set on no benchmark, it only tells an unresolved
spelling from a wrong person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Characters `start` to `end` of the passage and whom they name.

    `parties` None: not scored; empty: nobody may be given. `persons` empty: not scored; ("-",): nobody may be given.
    """

    start: int
    end: int
    text: str
    kind: str
    parties: frozenset[str] | None
    persons: tuple[str, ...]
    level: Level | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """`name` is the line it begins on; `group` its case group."""

    name: str
    group: str
    published: str
    publisher: str | None
    text: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`outcome` is right, wrong or unresolved; `cause` says in what it falls short; `found` what was there."""

    passage: Passage
    label: Label
    outcome: str
    cause: str
    found: str


# -- the labelled file ---------------------------------------------------------------------------------------------


def read_passages(path: Path) -> tuple[Passage, ...]:
    """The passages of a labelled file. Raises MalformedRecord naming the line of a passage that cannot be read."""
    group, head, body = "", "", list[str]()
    passages: list[Passage] = []
    at = 0

    def close() -> None:
        if head:
            passages.append(_passage(f"{path.name}:{at}", group, head, "\n\n".join(body)))

    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith(("== ", "@ ")):
            close()
            head, body, at = "", [], number
            if line.startswith("= ", 1):
                group = line[3:].strip()
            else:
                head = line[2:].strip()
        elif line and not line.startswith("#"):
            if not head:
                raise MalformedRecord(f"{path.name}:{number}", "a text outside a passage: begin it with '@ DATE'")
            body.append(line)
    close()
    return tuple(passages)


def _passage(name: str, group: str, head: str, marked: str) -> Passage:
    day, _, publisher = (part.strip() for part in head.partition("|"))
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise MalformedRecord(name, f"{day!r} is no day: write '@ 2006-07-05 | Publisher'") from error
    text = ""
    labels = []
    end = 0
    for match in _MARK.finditer(marked):
        text += marked[end : match.start()]
        label = _label(name, match.group(1).split("|"), len(text), group)
        labels.append(label)
        text += label.text
        end = match.end()
    text += marked[end:]
    if "{" in text or "}" in text:
        raise MalformedRecord(name, "a brace without its other half")
    return Passage(name=name, group=group, published=day, publisher=publisher or None, text=text, labels=tuple(labels))


def _label(name: str, fields: Sequence[str], start: int, group: str) -> Label:
    text, kind, party, person, level, note = (*(f.strip() for f in fields), "", "", "", "", "")[:6]
    if kind not in KINDS or (level and level not in LEVELS) or len(fields) > 6:
        raise MalformedRecord(name, f"cannot read the label {'|'.join(fields)!r}: text|kind|party|person|level|note")
    return Label(
        start=start,
        end=start + len(text),
        text=text,
        kind=KINDS[kind],
        parties=None if party == "?" else frozenset(party.split("+") if kind == "x" else [party]) - {""},
        persons=tuple(p.strip() for p in person.split("+") if p.strip()),
        level=LEVELS.get(level),
        note=note or group,
    )


# -- what the chain makes of it --------------------------------------------------------------------------------------


def resolve(passages: Iterable[Passage], knowledge: Knowledge) -> Iterator[tuple[Passage, list[tuple[Span, Mention]]]]:
    """Each passage with its mentions and where they stand in the passage as written."""
    from bilateral.coding.gate import gate_for
    from bilateral.coding.readers import get_reader
    from bilateral.coding.scene import scene_of
    from bilateral.coding.shouting import spoken
    from bilateral.coding.voice import voice_of
    from bilateral.config import DEFAULT_SETTINGS
    from bilateral.reading import read_page

    reader = get_reader("lexicon", knowledge)
    gate = gate_for(knowledge, reader.words)
    for passage in passages:
        page = Page(
            source=passage.name,
            content=passage.text.encode(),
            content_type="text/plain",
            encoding="utf-8",
            publisher=passage.publisher,
            published=passage.published,
        )
        document = spoken(read_page(page, knowledge=knowledge, settings=DEFAULT_SETTINGS), gate, knowledge)
        scene = scene_of(
            document,
            gate.scan(document.text),
            knowledge,
            on=document.published.latest if document.published else None,
            voice=voice_of(document, gate, knowledge),
            contact_words=reader.contact_words,
        )
        yield passage, [(document.origin(Span(m.start, m.end)), m) for m in scene.all_mentions()]


def judge(label: Label, mentions: Iterable[tuple[Span, Mention]], knowledge: Knowledge) -> tuple[str, str]:
    """Outcome and cause of one label. Of several mentions that overlap it, the best one counts; a group takes the
    actors of all of them."""
    here = [m for span, m in mentions if span.start < label.end and label.start < span.end]
    if label.kind == "none" or label.parties == frozenset():
        allowed = label.parties or frozenset()
        return _nobody(label, [a for m in here for a in m.actors], allowed)
    if not here:
        return "unresolved", "no mention"
    if label.kind == "group":
        return _compare(label, [a for m in here for a in m.actors], knowledge)
    verdicts = [_one(label, mention, knowledge) for mention in here]
    return min(verdicts, key=lambda v: OUTCOMES.index(v[0]))


def _nobody(label: Label, actors: Sequence[Actor], allowed: frozenset[str]) -> tuple[str, str]:
    if any(a.party and a.party not in allowed for a in actors):
        return "wrong", "named where nobody may be"
    if label.kind == "none" and any(a.person_id for a in actors):
        return "wrong", "named where nobody may be"
    return "right", ""


def _one(label: Label, mention: Mention, knowledge: Knowledge) -> tuple[str, str]:
    if mention.kind is MentionKind.PLACE:
        if label.kind in ("place", "state"):
            acts = label.kind == "place" or mention.head == "capital"
            state = mention.place.state if mention.place else None
            if state is None or (not acts and state in (label.parties or ())):
                return "unresolved", "place without a state" if state is None else "place for its government"
        elif label.kind in ("person", "office"):
            return "wrong", "a place for a person"
    elif label.kind == "place" and mention.kind is not MentionKind.STATE:
        return "wrong", "an actor for a place"
    return _compare(label, mention.actors, knowledge)


def _compare(label: Label, actors: Sequence[Actor], knowledge: Knowledge) -> tuple[str, str]:
    given = {_root(a.party, knowledge) for a in actors if a.party}
    if label.parties is not None:
        wanted = {_root(p, knowledge) for p in label.parties}
        if given - wanted:
            return "wrong", "other party"
        if given != wanted:
            return "unresolved", "no party" if not given else "some parties missing"
    for step in (_persons(label, actors, knowledge), _level(label, actors)):
        if step is not None:
            return step
    return "right", ""


def _root(party: str, knowledge: Knowledge) -> str:
    """An EU institution is the EU."""
    body = knowledge.organisations.get(party)
    return "EU" if body is not None and body.part_of == "EU" else party


def _persons(label: Label, actors: Sequence[Actor], knowledge: Knowledge) -> tuple[str, str] | None:
    """What is amiss with the persons; None where nothing is."""
    given = [a for a in actors if a.person]
    if label.persons == ("-",):
        return ("wrong", "a person where nobody may be") if any(a.person_id for a in given) else None
    left = list(label.persons)
    open_ = False
    for actor in given if left else ():
        fits = [(p, _same(actor, p, knowledge)) for p in label.persons]
        same = next((p for p, how in fits if how == "same"), None)
        if same is not None:
            left = [p for p in left if p != same]
        elif any(how == "open" for _, how in fits):
            open_ = True
        else:
            return "wrong", "other person"
    if not left:
        return None
    return "unresolved", "name not told apart" if open_ else "no person"


def _same(actor: Actor, person: str, knowledge: Knowledge) -> str:
    """`same`, `other`, or `open` where the actor has but a part or a spelling of the name from the text."""
    told, wanted = _words(actor.person or ""), _words(person)
    known = {p.id for p in knowledge.register.find(person)}
    if sorted(told) == sorted(wanted) or actor.person_id in known:
        return "same"
    if known and actor.person_id:
        return "other"
    if actor.person_id:
        # The register writes the name otherwise ("Charles" for "Charlie", a middle name more) and knows no such person.
        return "same" if _covered(wanted, told) else "other"
    if known & {p.id for p in knowledge.register.find(actor.person or "")}:
        return "same"
    return "open" if _covered(told, wanted) else "other"


def _covered(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether each of `words` is, give or take its spelling, one of `others`."""
    from rapidfuzz.distance import JaroWinkler

    return all(any(JaroWinkler.similarity(w, o) >= _VARIANT for o in others) for w in words)


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", fold(name))


def _level(label: Label, actors: Sequence[Actor]) -> tuple[str, str] | None:
    levels = {a.level for a in actors if a.level}
    if label.level is None or levels == {label.level}:
        return None
    return ("wrong", "other level") if levels - {label.level} else ("unresolved", "no level")


# -- the report ------------------------------------------------------------------------------------------------------


def score_mentions(path: Path, *, misses: int = 0) -> str:
    """Counts by kind and by case group; ends in `resolved right`, `wrong` and `unresolved`, as shares of all labels.

    `misses` is how many examples to list for each cause. Raises MalformedRecord where the file cannot be read.
    """
    from bilateral.knowledge import load

    knowledge = load()
    verdicts = [
        v for passage, found in resolve(read_passages(path), knowledge) for v in _verdicts(passage, found, knowledge)
    ]
    if not verdicts:
        raise MalformedRecord(str(path), "no labelled mention in it")
    return "\n".join(_report(verdicts, misses))


def _verdicts(passage: Passage, found: Sequence[tuple[Span, Mention]], knowledge: Knowledge) -> Iterator[Verdict]:
    for label in passage.labels:
        outcome, cause = judge(label, found, knowledge)
        here = [m for span, m in found if span.start < label.end and label.start < span.end]
        told = "; ".join(f"{m.kind} {m.text!r}: {_told(m)}" for m in here) or "nothing"
        yield Verdict(passage=passage, label=label, outcome=outcome, cause=cause, found=told)


def _told(mention: Mention) -> str:
    return " + ".join(
        ", ".join(str(part) for part in (a.party or "no party", a.person, a.level, f"({a.basis})") if part)
        for a in mention.actors
    )


def _report(verdicts: Sequence[Verdict], misses: int) -> Iterator[str]:
    passages = len({v.passage.name for v in verdicts})
    yield f"{len(verdicts)} labels in {passages} passages"
    yield from _table("kind", [(v.label.kind, v.outcome) for v in verdicts])
    yield from _table("case", [(v.label.note, v.outcome) for v in verdicts])
    yield from _causes([v for v in verdicts if v.outcome != "right"], misses)
    counts = Counter(v.outcome for v in verdicts)
    for outcome, name in zip(OUTCOMES, ("resolved right", "wrong", "unresolved"), strict=True):
        yield f"{name} {counts[outcome] / len(verdicts):.3f}"


def _table(name: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for key, outcome in rows:
        counts[key][outcome] += 1
    yield f"{name:24} labels  right  wrong  unresolved"
    for key in sorted(counts):
        row = counts[key]
        yield f"{key:24} {row.total():6d} {row['right']:6d} {row['wrong']:6d} {row['unresolved']:11d}"


def _causes(verdicts: Sequence[Verdict], misses: int) -> Iterator[str]:
    causes: dict[tuple[str, str], list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        causes[verdict.outcome, verdict.cause].append(verdict)
    for (outcome, cause), found in sorted(causes.items(), key=lambda row: (row[0][0] != "wrong", -len(row[1]), row[0])):
        yield f"{outcome}: {cause} {len(found)}"
        for verdict in found[:misses]:
            label = verdict.label
            parties = "?" if label.parties is None else "+".join(sorted(label.parties))
            wanted = ", ".join(x for x in (label.kind, parties, "+".join(label.persons), str(label.level or "")) if x)
            yield f"  {verdict.passage.name} {verdict.passage.published} [{label.note}] {label.text!r}"
            yield f"      wanted {wanted}"
            yield f"      found  {verdict.found}"
