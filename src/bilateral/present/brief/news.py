"""What changed and what is new in a relation, as sentences built from its events.

A rule is a small function that gives its Lines; it gives none where the record does not bear a claim. What is asked for
is stated with each rule, because "first" and "more" are soon said of a record that merely begins or grows thicker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bilateral.analysis import Direction, RecurringIssue, contact_level, count_test, direction, latest_stretch
from bilateral.analysis.relation import last_of, tally
from bilateral.model import Event, Form, Level
from bilateral.present.brief.material import Material
from bilateral.present.linked import Line, Part, line
from bilateral.present.phrases import headline
from bilateral.present.words import (
    by_looseness,
    capital,
    clean,
    day_text,
    issue_label,
    listing,
    number_word,
    several,
    the,
    when_text,
)

__all__ = ["changed", "last_of_their_kind", "new"]

_FRESH = timedelta(days=90)
"""What came up in the last three months of the record is called new, if the record is at least twice as long."""
_SHORTEST = timedelta(days=60)
"""A record shorter than this is not halved to say what changed."""
_LONG_AGO = timedelta(days=365)
_MOST_YEARS = 6
_BETWEEN = 5
"""A visit is called the first in a long time only where the record tells of so many other events in between."""


def changed(material: Material) -> tuple[Line, ...]:
    """Contacts by year, of a record of two years and more; then those of the last three months against the three before
    (of a shorter record, of its halves), unless it is too short.
    """
    contacts = by_looseness(material.relation.contacts)[0]
    _, latest = latest_stretch(contacts)
    if not latest:
        return ()
    end = _end(material)
    begin = max(material.since or date.min, min(event.when.earliest for event in latest))
    length = end - begin + timedelta(1)
    if length < _SHORTEST:
        return ()
    window = min(_FRESH, length / 2)
    middle = end - timedelta(window.days - 1)
    start = middle - timedelta(window.days)
    recent = tally("", [event for event in latest if middle <= event.when.earliest and event.when.latest <= end])
    before = tally("", [event for event in latest if start <= event.when.earliest and event.when.latest < middle])
    test = count_test(recent.number, before.number)
    return (
        *_by_year(latest, material),
        line(
            Part(capital(several(recent.number, "contact")), recent.events),
            f" in the last {window.days} days of the record ({day_text(middle)} – {day_text(end)}), against ",
            Part(number_word(before.number) if before.number else "none", before.events),
            f" in the {window.days} days before: {test.words}.",
        ),
    )


def _by_year(contacts: Sequence[Event], material: Material) -> Iterator[Line]:
    """ "Contacts by year: 28 in 2021 and 55 in 2022 (of 1,700 and 1,900 texts read of these years)." """
    years = range(contacts[0].when.earliest.year, contacts[-1].when.earliest.year + 1)
    if not 2 <= len(years) <= _MOST_YEARS:
        return
    parts: list[Part | str] = []
    for at, year in enumerate(years):
        number = tally("", [one for one in contacts if one.when.earliest.year == one.when.latest.year == year])
        joint = "" if at == 0 else " and " if at == len(years) - 1 else ", "
        parts += [joint, Part(number_word(number.number), number.events), f" in {year}"]
    read = [material.texts_by_year.get(year, 0) for year in years]
    told = f" (of {listing([f'{number:,}' for number in read])} texts read of these years)" if all(read) else ""
    yield line("Contacts by year: ", *parts, f"{told}.")


def new(material: Material, issues: Sequence[RecurringIssue]) -> tuple[Line, ...]:
    """Visits that are the first in a long time; issues named for the first time."""
    firsts = [one for names, visits in _visits(material) for one in _first_again(visits, names, material)]
    return (*firsts, *_issues(material, issues))


def last_of_their_kind(material: Material) -> tuple[Line, ...]:
    """For each direction the last visit at the highest level there was, if a lower one followed or it is long ago."""
    end = _end(material)
    return tuple(one for names, visits in _visits(material) for one in _last_at_the_top(visits, names, material, end))


def _end(material: Material) -> date:
    happened = by_looseness(material.relation.happened)[0]
    last = max((event.when.latest for event in happened), default=date.max)
    return min(material.until or date.max, last)


def _visits(material: Material) -> Iterator[tuple[str, list[Event]]]:
    """For each direction its words ("from France to Kazakhstan") and its visits by date."""
    relation = material.relation
    contacts = by_looseness(relation.contacts)[0]
    for way, (visitor, host) in ((Direction.OUT, relation.pair), (Direction.BACK, relation.pair[::-1])):
        names = f"from {the(material.name_of(visitor))} to {the(material.name_of(host))}"
        yield names, [one for one in contacts if one.form is Form.VISIT and direction(one, relation.pair) is way]


def _last_at_the_top(visits: Sequence[Event], names: str, material: Material, end: date) -> Iterator[Line]:
    ranked = [(level, event) for event in visits if (level := contact_level(event, material.relation.pair))]
    top = next((level for level in Level if any(level is found for found, _ in ranked)), None)
    if top is None or top is Level.INSTITUTION:
        return
    last = last_of(event for level, event in ranked if level is top)
    later = [event for event in visits if last and event.when.earliest > last.when.latest]
    if last is None or not (later or end - last.when.latest > _LONG_AGO):
        return
    told = clean(str(headline(last, material.name_of)))
    when = Part(when_text(last.when, "words"), (last.id,))
    since: list[Part | str] = ["; no visit is told of since"]
    if later:
        number = tally("", later).number
        visits_since = Part(several(number, "visit"), tuple(event.id for event in later))
        since = ["; ", visits_since, " since, ", "not at that level" if number == 1 else "none at that level"]
    yield line(f"The last visit at {top.value} level {names} that is told of: ", when, f", {told}", *since, ".")


def _first_again(visits: Sequence[Event], names: str, material: Material) -> Iterator[Line]:
    """The latest visit, if the one before is more than a year past and the record tells of other events in between."""
    if len(visits) < 2:
        return
    before, last = visits[-2:]
    start, stop = before.when.latest, last.when.earliest
    # What lies before a long silence of the record says nothing of what there was in the silence.
    told = latest_stretch(by_looseness(material.relation.happened)[0])[1]
    between = [one for one in told if start < one.when.earliest and one.when.latest < stop]
    if stop - start < _LONG_AGO or len(between) < _BETWEEN or before not in told:
        return
    yield line(
        f"The visit {names} of ",
        Part(when_text(last.when, "words"), (last.id,)),
        " is the first since that of ",
        Part(when_text(before.when, "words"), (before.id,)),
        ".",
    )


def _issues(material: Material, issues: Sequence[RecurringIssue]) -> Iterator[Line]:
    happened = by_looseness(material.relation.happened)[0]
    _, latest = latest_stretch(happened)
    if not latest:
        return
    end = max(event.when.latest for event in latest)
    if end - latest[0].when.earliest < 2 * _FRESH:
        return
    parts: list[Part | str] = []
    for row in (row for row in issues if row.first.earliest > end - _FRESH):
        number = Part(number_word(len(row.events)), row.events)
        parts += [", " if parts else "", f"{issue_label(row.issue)} (", number, ")"]
    if parts:
        yield line("Issues named for the first time in the last three months of the record: ", *parts, ".")
