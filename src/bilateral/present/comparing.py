"""Relations side by side as text for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bilateral.analysis.beside import Beside, Side
from bilateral.analysis.chance import ALPHA, FEW
from bilateral.analysis.compare import CountTest, Profile
from bilateral.analysis.dyads import UNKNOWN_LEVEL
from bilateral.analysis.milestones import Milestone
from bilateral.analysis.relation import CONTACT_FORMS, Direction, Pair, Tally
from bilateral.model import Event, Level
from bilateral.present.dyads import interval_text, tone_text, wrapped
from bilateral.present.tables import printed
from bilateral.present.words import (
    FORM_NOUNS,
    capital,
    day_text,
    issue_label,
    number_word,
    several,
    the,
    when_text,
)

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["ComparisonParts", "comparison_parts", "comparison_text"]

Name = Callable[[str], str]
Line = tuple[str, tuple[str, ...]]
"""A label, indented where it is part of what stands above, and a cell for each pair."""

_COLUMNS = 3
"""So many pairs stand side by side in 80 columns; more go below."""
_ISSUES = 6
_MILESTONES = 4
_WORTH = 0.2
"""With a larger p, how many times as many there are is not worth a word."""
_ID = 8
_IN_WORDS = 12
_RANK = {level: rank for rank, level in enumerate(Level)}


_LEVELS: Mapping[str, tuple[str, ...]] = {
    # States differ in which of the two leads: apart they would not be on one scale.
    "heads of state or government": (Level.HEAD_OF_STATE.value, Level.HEAD_OF_GOVERNMENT.value),
    "foreign ministers": (Level.FOREIGN_MINISTER.value,),
    "other ministers": (Level.MINISTER.value,),
    "senior officials": (Level.SENIOR_OFFICIAL.value,),
    "ambassadors": (Level.AMBASSADOR.value,),
    "institutions": (Level.INSTITUTION.value,),
    UNKNOWN_LEVEL: (UNKNOWN_LEVEL,),
}


@dataclass(frozen=True, slots=True)
class ComparisonParts:
    """What a comparison says, before it is given a shape: the period, sentences, the rows of one table, and notes."""

    period: str
    differences: tuple[str, ...]
    firsts: tuple[str, ...]
    rows: tuple[Line, ...]
    notes: tuple[str, ...]


def comparison_parts(found: Beside, name_of: Name, documents: int, telling: Sequence[int]) -> ComparisonParts:
    """The parts, with a cell of each row for each pair; `documents` and `telling` as in `comparison_text`."""
    titles = [_title(side.profile.pair, name_of) for side in found.sides]
    return ComparisonParts(
        period=_period_told(found).removeprefix(", "),
        differences=tuple(_differences(found, titles)),
        firsts=tuple(_firsts(found, titles, name_of)),
        rows=(
            ("Texts that tell of them", tuple(f"{number:,}" for number in telling)),
            *_lines(found, range(len(found.sides)), name_of),
        ),
        notes=tuple(_method(found, documents)),
    )


def comparison_text(found: Beside, name_of: Name, documents: int, telling: Sequence[int], *, width: int = 80) -> str:
    """For the terminal; ends in a line break.

    `documents` is how many texts were read, `telling` how many of them tell of each pair's events.
    """
    titles = [_title(side.profile.pair, name_of) for side in found.sides]

    def write(console: Console) -> None:
        number = capital(number_word(len(titles)))
        console.print(f"{number} relations compared{_period_told(found)}", style="bold")
        told("What differs", _differences(found, titles), console)
        told("First of its kind for long", _firsts(found, titles, name_of), console)
        there = [at for at, side in enumerate(found.sides) if _any(side)]
        for at in range(0, len(there), _COLUMNS):
            console.print()
            console.print(_table(found, there[at : at + _COLUMNS], titles, telling, name_of))
        told("How to read this", _method(found, documents), console)

    def told(head: str, notes: Iterable[str], console: Console) -> None:
        lines = [row for note in notes for row in wrapped(note, console.width)]
        if lines:
            console.print()
            console.print(head, style="bold")
            for row in lines:
                console.print(row)

    return printed(write, width=width, colour=False)


def _any(side: Side) -> bool:
    return bool(side.profile.events.number or side.profile.upcoming.number or side.earlier.number)


def _title(pair: Pair, name_of: Name) -> str:
    return f"{name_of(pair[0])} – {name_of(pair[1])}"


def _period_told(found: Beside) -> str:
    if found.first is None or found.last is None:
        return ""
    return f", {day_text(found.first)} to {day_text(found.last)}"


def _table(found: Beside, part: Sequence[int], titles: Sequence[str], telling: Sequence[int], name_of: Name) -> Any:
    from rich import box
    from rich.table import Table

    out = Table(box=box.SIMPLE_HEAD, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False)
    out.add_column("", ratio=5)
    for at in part:
        out.add_column(titles[at], ratio=4)
    out.add_row("Texts that tell of them", *(f"{telling[at]:,}" for at in part))
    for label, cells in _lines(found, part, name_of):
        out.add_row(label, *cells)

    return out


def _lines(found: Beside, part: Sequence[int], name_of: Name) -> Iterator[Line]:
    sides = [found.sides[at] for at in part]
    profiles = [side.profile for side in sides]

    def counts(label: str, tallies: Sequence[Tally]) -> Line:
        return label, tuple(f"{tally.number:,}" if tally.number else "–" for tally in tallies)

    def headed(head: str, rows: Iterable[tuple[str, Sequence[Tally]]]) -> Iterator[Line]:
        shown = [(label, row) for label, row in rows if any(tally.number for tally in row)]
        if shown:
            yield head, ("",) * len(profiles)
            yield from (counts(f"  {label}", row) for label, row in shown)

    yield counts("Contacts", [one.contacts for one in profiles])
    yield "  a month (95 %)", tuple(_rate(found, one.contacts) for one in profiles)
    yield from headed("By level", _levels(profiles))
    forms = ((FORM_NOUNS[form][1], [_of(one.by_form, form.value) for one in profiles]) for form in CONTACT_FORMS)
    yield from headed("By form", forms)
    firsts, seconds = (_either([one.pair[at] for one in profiles], at, name_of) for at in (0, 1))
    visits = ((who, [one.visits[at].tally for one in profiles]) for at, who in enumerate((firsts, seconds)))
    yield from headed("Who visits whom: visits by", visits)
    ways = ((firsts, Direction.OUT), (seconds, Direction.BACK))
    begun = ((who, [_of(one.by_initiator, way.value) for one in profiles]) for who, way in ways)
    yield from headed("Who begins: calls, visits and letters of", begun)
    yield counts("Statements, measures and other acts", [one.acts for one in profiles])
    yield counts("Planned or proposed, not counted", [one.upcoming for one in profiles])
    yield "Tone (95 %)", tuple(_tone(one) for one in profiles)
    yield "  acts of conflict (95 %)", tuple(_conflict(one) for one in profiles)
    if found.issues:
        yield "Issues, by events that name them", ("",) * len(profiles)
    for issue in found.issues[:_ISSUES]:
        cells = zip((issue.sides[at] for at in part), profiles, strict=True)
        yield f"  {issue_label(issue.issue)}", tuple(_share(tally, len(one.events.events)) for tally, one in cells)
    yield "First contact", tuple(_date(one.first) for one in profiles)
    yield "Last contact", tuple(_date(one.last) for one in profiles)
    lasts = list(_lasts(sides, profiles, name_of))
    if lasts:
        yield "Last between heads of state or government", ("",) * len(profiles)
        yield from lasts


def _lasts(sides: Sequence[Side], profiles: Sequence[Profile], name_of: Name) -> Iterator[Line]:
    kinds = {(last.form, last.way) for side in sides for last in side.lasts if last.highest}
    for key in sorted(kinds, key=lambda kind: (CONTACT_FORMS.index(kind[0]), str(kind[1]))):
        row = [next((last for last in side.lasts if (last.form, last.way) == key), None) for side in sides]
        at = {Direction.OUT: 0, Direction.BACK: 1}.get(key[1] or Direction.JOINT)
        who = f" by {_either([one.pair[at] for one in profiles], at, name_of)}" if at is not None else ""
        yield f"  {FORM_NOUNS[key[0]][0]}{who}", tuple(_date(last.highest if last else None) for last in row)


def _either(codes: Sequence[str], place: int, name_of: Name) -> str:
    """ "the United States / Russia": whoever stands first, or second, in the pairs."""
    names = [the(name_of(code)) for code in dict.fromkeys(codes)]
    return " / ".join(names) if len(names) < 3 else f"the {('first', 'second')[place]} named"


def _levels(profiles: Sequence[Profile]) -> Iterator[tuple[str, list[Tally]]]:
    for label, keys in _LEVELS.items():
        rows = [[_of(one.by_level, key) for key in keys] for one in profiles]
        yield label, [Tally(label, sum(one.number for one in row), _all_events(row)) for row in rows]


def _all_events(tallies: Iterable[Tally]) -> tuple[str, ...]:
    return tuple(event for tally in tallies for event in tally.events)


def _of(tallies: Sequence[Tally], key: str) -> Tally:
    return next((tally for tally in tallies if tally.key == key), Tally(key, 0, ()))


def _rate(found: Beside, tally: Tally) -> str:
    rate = found.a_month(tally.number)
    return f"{rate[0]:.1f} ({interval_text(rate[1:])})" if rate else "–"


def _tone(one: Profile) -> str:
    told = tone_text(one.tone)
    return f"{told} ({one.tone.interval[0]:+.1f} to {one.tone.interval[1]:+.1f})" if one.tone.interval else told


def _conflict(one: Profile) -> str:
    share = one.tone.conflict_share
    return f"{100 * share[0]:.0f} % ({100 * share[1]:.0f}–{100 * share[2]:.0f})" if share else "–"


def _share(tally: Tally, whole: int) -> str:
    return f"{tally.number:,} ({100 * tally.number / whole:.0f} %)" if tally.number else "–"


def _date(event: Event | None) -> str:
    return when_text(event.when, "words") if event else "–"


def _differences(found: Beside, titles: Sequence[str]) -> Iterator[str]:
    empty = [title for title, side in zip(titles, found.sides, strict=True) if not side.profile.events.number]
    for title in empty:
        yield f"{title}: no event is told of in this period."
    tests = [test for test in found.comparison.tests if test.first or test.second]
    for what in dict.fromkeys(test.what for test in tests):
        mine = [test for test in tests if test.what == what]
        number = max(max(test.first, test.second) for test in mine)
        ones = _number(mine[0].first, number)
        told = [(test.sides[1], _number(test.second, number), f"{test.words}{_facts(test)}") for test in mine]
        yield from _against(what, ones, told, titles)
    tones = [tone for tone in found.comparison.tones if tone.first is not None and tone.second is not None]
    if tones:
        told = [
            (
                tone.sides[1],
                f"{tone.second:+.1f}",
                f"{tone.words}{f' ({_p(tone.adjusted)})' if tone.p is not None else ''}",
            )
            for tone in tones
        ]
        yield from _against("tone", f"{tones[0].first:+.1f}", told, titles)
    yield from _issues_told(found, titles)


def _against(what: str, ones: str, told: Sequence[tuple[int, str, str]], titles: Sequence[str]) -> Iterator[str]:
    """One sentence, or where there are several others a line for each."""
    if len(titles) == 2:
        ((at, others, words),) = told
        yield f"{capital(what)}: {ones} ({titles[0]}) against {others} ({titles[at]}): {words}."
        return
    yield f"{capital(what)}: {ones} ({titles[0]}) against"
    yield from (f"- {others} ({titles[at]}): {words}" for at, others, words in told)


def _facts(test: CountTest) -> str:
    if test.first + test.second < FEW:
        return ""
    facts = [_p(test.adjusted)]
    if test.ratio and test.adjusted < _WORTH:
        end = f"to {_figure(test.high)}" if test.high else "or more"
        facts.insert(0, f"{_figure(test.ratio)} times as many, 95 % {_figure(test.low)} {end}")
    if test.dispersion is None and test.adjusted < _WORTH:
        facts.append("too few months to allow for bursts")
    return f" ({'; '.join(facts)})"


def _issues_told(found: Beside, titles: Sequence[str]) -> Iterator[str]:
    wholes = [len(side.profile.events.events) for side in found.sides]
    clear = [(told, test) for told in found.issues for test in told.tests if test.adjusted < ALPHA]
    for told, test in clear:
        ones, others = told.sides[0].number, told.sides[test.place].number
        yield (
            f"{capital(issue_label(told.issue))}: named in {ones or 'none'} of {wholes[0]:,} events ({titles[0]}) "
            f"against {others or 'none'} of {wholes[test.place]:,} ({titles[test.place]}): {test.words} "
            f"({_p(test.adjusted)})."
        )
    if not clear and any(told.tests for told in found.issues):
        yield "Issues: no difference beyond chance in how often each is named."


def _firsts(found: Beside, titles: Sequence[str], name_of: Name) -> Iterator[str]:
    for title, side in zip(titles, found.sides, strict=True):
        # What is sure first, then the highest level, then the longest gap.
        told = sorted(
            side.milestones,
            key=lambda one: (not one.covered, _height(one, side.profile.pair), -one.days, one.event.id),
        )
        for one in told[:_MILESTONES]:
            yield f"{title}: {_milestone(one, side.profile.pair, name_of)}."
        if len(told) > _MILESTONES:
            yield f"{title}: and {number_word(len(told) - _MILESTONES)} more (--json has them)."


def _height(one: Milestone, pair: Pair) -> int:
    from bilateral.analysis.relation import contact_level

    level = contact_level(one.event, pair)
    return _RANK[level] if level else len(_RANK)


def _milestone(one: Milestone, pair: Pair, name_of: Name) -> str:
    noun = FORM_NOUNS[one.form][0]
    if one.way in (Direction.OUT, Direction.BACK):
        visitor, host = pair if one.way is Direction.OUT else pair[::-1]
        noun += f" by {the(name_of(visitor))} to {the(name_of(host))}"
    if one.level:
        noun += f" at {one.level.value} level{'' if one.level is Level.HEAD_OF_STATE else ' or above'}"
    on, before = (when_text(event.when, "words") for event in (one.event, one.before))
    ids = f"[{one.event.id[:_ID]}, {one.before.id[:_ID]}]"
    if one.covered:
        return f"{on}, first {noun} since {before} {ids}"
    return f"{on}, {noun}; the one before that these texts tell of is of {before} {ids}"


def _method(found: Beside, documents: int) -> Iterator[str]:
    if found.first is None:
        return
    earlier = sum(side.earlier.number for side in found.sides)
    if not found.asked and earlier:
        yield (
            f"The period is the latest without a silence of two years; {several(earlier, 'event')} before it "
            f"{'is' if earlier == 1 else 'are'} not counted, but known to what was first and last of its kind. "
            "--since and --until set another."
        )
    yield (
        f"All rests on {several(documents, 'text')} read: who is written about more looks busier. Contacts are visits, "
        "meetings, calls, letters, notes and signings that took place. Levels are those of the lower-ranking side. "
        "Last is the last that is known, also before the period. “First ... since” is said where texts of most months "
        "between were read; else others may have been that no text tells of."
    )
    others = len(found.sides) - 1
    yield (
        "Two counts are held against each other by an exact test that allows for bursts as far as the months show them"
        + (
            f"; the first pair stands against each of the others, p is adjusted for {others} tests."
            if others > 1
            else "."
        )
        + " Where months are too few for that, p is rather too small. Tone is the mean of PLOVER's "
        "intensity scores, -10 to +10."
    )


def _number(number: int, most: int) -> str:
    """In words, unless one of those beside it is too large for that."""
    if not number:
        return "none"
    return number_word(number) if most <= _IN_WORDS else f"{number:,}"


def _figure(number: float | None) -> str:
    if number is None:
        return "–"
    return f"{number:.0f}" if number >= 9.95 else f"{number:.1f}" if number >= 0.95 else f"{number:.2f}"


def _p(p: float | None) -> str:
    if p is None:
        return ""
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}" if p < 0.1 else f"p = {p:.2f}"
