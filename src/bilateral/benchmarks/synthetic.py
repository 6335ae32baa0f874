"""Made-up reports in any number, skewed as real ones are: a few pairs of states fill most of the news, in bursts.

Nothing in them is meant to be true. What is meant to be like life is what makes merging hard or slow: Zipf's law over
pairs of states, weeks in which a pair is in the news daily, acts that twenty documents tell and most that one does,
agency copies word for word, persons named in full, by surname or not at all, days told a day apart or as a month only.

Portions are made each by itself from (seed, number of the portion), so that processes can share the work.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from bilateral.chronology import Put
from bilateral.model import (
    ISSUES,
    Actor,
    Basis,
    Document,
    EventType,
    Form,
    Level,
    Place,
    Precision,
    Quote,
    Report,
    Sentence,
    Span,
    Status,
    When,
)

__all__ = ["PORTION", "portion"]

PORTION = 5_000
"""Reports in a portion, unless told otherwise."""

_FIRST_DAY = date(2012, 1, 1)
_DAYS = 3_653
_STATES = 90
_PERSONS = 3
_PUBLISHERS = 400
# With this exponent the busiest of 4,005 pairs has about 4 % of all acts, and the busiest tenth 60 %.
_SKEW = 0.8

_FORMS: dict[Form, tuple[float, EventType]] = {
    Form.STATEMENT: (0.38, EventType.SUPPORT),
    Form.MEETING: (0.2, EventType.CONSULT),
    Form.CALL: (0.13, EventType.CONSULT),
    Form.VISIT: (0.1, EventType.CONSULT),
    Form.MEASURE: (0.05, EventType.SANCTION),
    Form.TRANSFER: (0.05, EventType.AID),
    Form.FORCE: (0.04, EventType.ASSAULT),
    Form.LETTER: (0.03, EventType.CONSULT),
    Form.SIGNING: (0.02, EventType.AGREE),
}
_STATUSES = {Status.OCCURRED: 0.8, Status.PLANNED: 0.13, Status.PROPOSED: 0.04, Status.NEGATED: 0.03}
_OTHER_TYPES = {Form.STATEMENT: (EventType.ACCUSE, EventType.REJECT, EventType.COOPERATE)}
_LEVELS = (Level.HEAD_OF_STATE, Level.FOREIGN_MINISTER, Level.MINISTER)
_OFFICES = ("President", "Minister of Foreign Affairs", "Minister of Defence")
_PLACED = frozenset({Form.MEETING, Form.VISIT, Form.FORCE, Form.SIGNING})
_SYLLABLES = (
    *("ba", "be", "do", "fa", "gi", "ha", "ka", "ko", "la", "le", "lo", "ma", "mi", "mo", "na", "ne", "no"),
    *("pa", "ra", "re", "ri", "ro", "sa", "se", "so", "ta", "te", "to", "va", "ve", "vi", "za"),
)
_FILLER = (
    "The sides went over the state of affairs and agreed to stay in touch.",
    "Officials gave no further details of the exchange.",
    "The matter had been raised several times since the beginning of the year.",
    "Further steps are to follow once both governments have looked at the proposals.",
)

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _World:
    pairs: tuple[tuple[str, str], ...]
    weights: tuple[float, ...]
    """Running sums over `pairs`."""
    persons: dict[str, tuple[Actor, ...]]
    places: dict[str, Place]
    bursts: tuple[tuple[int, ...], ...]
    """For each pair the first days of its busy weeks."""


def portion(number: int, *, seed: int = 1, reports: int = PORTION) -> list[Put]:
    """Documents with so many reports in all; the same ones for the same number and seed."""
    random = Random(f"{seed}/{number}")
    world = _world(seed)
    told = list(itertools.islice(_told(random, world), reports))
    random.shuffle(told)  # so that a document's reports are of several acts
    return list(_documents(random, told, f"s{seed}-{number}"))


@functools.lru_cache(maxsize=2)
def _world(seed: int) -> _World:
    random = Random(f"world {seed}")
    codes = [f"{a}{b}{c}" for a, b, c in itertools.product("QXZ", "ABCDEF", "ABCDE")][:_STATES]
    pairs = list(itertools.combinations(codes, 2))
    random.shuffle(pairs)
    weights = tuple(itertools.accumulate(1 / rank**_SKEW for rank in range(1, len(pairs) + 1)))
    persons = {
        code: tuple(
            Actor(state=code, person=_name(random), office=_OFFICES[n], level=_LEVELS[n], basis="made up")
            for n in range(_PERSONS)
        )
        for code in codes
    }
    places = {code: _place(random, code) for code in codes}
    bursts = tuple(tuple(random.randrange(_DAYS - 7) for _ in range(12)) for _ in pairs)
    return _World(tuple(pairs), weights, persons, places, bursts)


def _place(random: Random, code: str) -> Place:
    lat, lon = round(random.uniform(-60, 70), 2), round(random.uniform(-180, 180), 2)
    return Place(name=_word(random), state=code, lat=lat, lon=lon)


def _word(random: Random) -> str:
    return "".join(random.choice(_SYLLABLES) for _ in range(3)).capitalize()


def _name(random: Random) -> str:
    return f"{_word(random)} {_word(random)}{_word(random).lower()}"


def _told(random: Random, world: _World) -> Iterator[Report]:
    """Reports without document, one act's after the other, for ever."""
    while True:
        act = _act(random, world)
        times = min(40, int(random.paretovariate(1.3)))
        yield act
        for _ in range(times - 1):
            yield _retold(random, act)


def _act(random: Random, world: _World) -> Report:
    number = bisect(world.weights, random.random() * world.weights[-1])
    one, two = world.pairs[number]
    if random.random() < 0.5:
        one, two = two, one
    form = _weighted(random, {form: weight for form, (weight, _) in _FORMS.items()})
    kind = _FORMS[form][1]
    if form in _OTHER_TYPES and random.random() < 0.6:
        kind = random.choice(_OTHER_TYPES[form])
    status = _weighted(random, _STATUSES)
    day = _day(random, world.bursts[number])
    rank = random.randrange(_PERSONS) if random.random() < 0.75 else None
    source, target = (_side(random, world, code, rank) for code in (one, two))
    issues = tuple(issue for issue in ISSUES if random.random() < 0.09)
    text = _text(random, source, target, form, day)
    quote = Quote(text=_FILLER[0], span=Span(len(text) + 1, len(text) + 1 + len(_FILLER[0])), speaker=source[0])
    return Report(
        id="",
        document="",
        type=kind,
        mode=None,
        form=form,
        status=status,
        source=source,
        target=target,
        when=When(earliest=day, latest=day, precision=Precision.DAY, basis=Basis.STATED, text=f"{day:%B} {day.day}"),
        place=world.places[random.choice((one, two))] if form in _PLACED and random.random() < 0.7 else None,
        issues=issues,
        named_issues=(f"{_word(random)} programme",) if random.random() < 0.05 else (),
        quotes=(quote,) if random.random() < 0.06 else (),
        evidence=(Span(0, len(text)),),
        text=text,
        confidence=round(random.uniform(0.4, 0.95), 3),
        reader="synthetic 1",
        reasons=("made up",),
    )


def _day(random: Random, bursts: Sequence[int]) -> date:
    if random.random() < 0.5:
        return _FIRST_DAY + timedelta(days=random.choice(bursts) + random.randrange(7))
    return _FIRST_DAY + timedelta(days=random.randrange(_DAYS))


def _side(random: Random, world: _World, code: str, rank: int | None) -> tuple[Actor, ...]:
    if rank is None or random.random() < 0.15:
        return (Actor(state=code, level=Level.INSTITUTION, basis="named in the text"),)
    return (world.persons[code][rank],)


def _text(random: Random, source: Sequence[Actor], target: Sequence[Actor], form: Form, day: date) -> str:
    one, two = (side[0].person or side[0].party for side in (source, target))
    words = " ".join(random.choice(_SYLLABLES) * 2 for _ in range(random.randrange(4, 16)))
    return f"On {day:%B} {day.day}, {one} and {two}: {form.value}, on {words}."


def _retold(random: Random, act: Report) -> Report:
    """The same act as another document tells it: a third word for word, the others with what reporters leave open."""
    if random.random() < 0.35:
        return act
    changes: dict[str, object] = {"confidence": round(random.uniform(0.4, 0.95), 3), "when": _when(random, act.when)}
    if random.random() < 0.3:
        changes["source"], changes["target"] = (_less(random, side) for side in (act.source, act.target))
    if act.issues and random.random() < 0.3:
        changes["issues"] = tuple(issue for issue in act.issues if random.random() < 0.6)
    if act.place and random.random() < 0.3:
        changes["place"] = None
    changes["text"] = f"{act.text[:-1]}, officials said."
    return replace(act, **changes)  # type: ignore[arg-type]


def _when(random: Random, when: When) -> When:
    dice = random.random()
    if dice < 0.8:
        return when
    if dice < 0.88:
        day = when.earliest + timedelta(days=random.choice((-1, 1)))
        return replace(when, earliest=day, latest=day, basis=Basis.PUBLISHED)
    if dice < 0.95:
        first = when.earliest.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return replace(when, earliest=first, latest=last, precision=Precision.MONTH)
    first = when.earliest - timedelta(days=when.earliest.weekday())
    return replace(when, earliest=first, latest=first + timedelta(days=6), precision=Precision.WEEK)


def _less(random: Random, side: tuple[Actor, ...]) -> tuple[Actor, ...]:
    actor = side[0]
    if not actor.person:
        return side
    if random.random() < 0.4:
        return (Actor(state=actor.state, level=Level.INSTITUTION, basis="named in the text"),)
    return (replace(actor, person=actor.person.split()[-1]),)


def _documents(random: Random, told: Sequence[Report], prefix: str) -> Iterator[Put]:
    left = 0
    for number in itertools.count():
        size = min(8, int(random.paretovariate(1.1)))
        part = told[left : left + size]
        if not part:
            return
        left += size
        yield _document(random, part, f"{prefix}-{number}")


def _document(random: Random, told: Sequence[Report], id: str) -> Put:
    publisher = int(_PUBLISHERS * random.random() ** 2)
    published = max(report.when.latest for report in told) + timedelta(days=random.randrange(2))
    sentences: list[Sentence] = []
    reports: list[Report] = []
    text = ""
    for number, report in enumerate(told):
        span = Span(len(text), len(text) + len(report.text))
        sentences.append(Sentence(span.start, span.end, number))
        key = hashlib.sha256(f"{id}\n{number}".encode()).hexdigest()[:12]
        reports.append(replace(report, id=f"r{key}", document=id, evidence=(span,)))
        text += report.text + " " + _FILLER[0] + "\n\n"
    document = Document(
        id=id,
        source=f"synthetic/{id}",
        original=text,
        text=text,
        sentences=tuple(sentences),
        repairs=(),
        publisher=f"Publisher {publisher}",
        published=When(earliest=published, latest=published, precision=Precision.DAY, basis=Basis.STATED),
        language="en",
    )
    return Put(document=document, reports=tuple(reports))


def _weighted(random: Random, weights: dict[Value, float]) -> Value:
    return random.choices(list(weights), list(weights.values()))[0]
