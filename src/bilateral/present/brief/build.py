"""From a store to the data of a briefing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain

from bilateral.analysis import (
    Comparison,
    Profile,
    RecurringIssue,
    Tally,
    Visits,
    compare_over,
    contact_level,
    is_contact,
    recurring_issues,
    recurring_named_issues,
)
from bilateral.analysis.dyads import UNKNOWN_LEVEL
from bilateral.analysis.relation import last_of, tally
from bilateral.chronology import Store, told_from
from bilateral.errors import QueryError
from bilateral.knowledge import Knowledge, load
from bilateral.model import Disagreement, Event, Form, Level
from bilateral.present.brief.data import (
    LOOSE,
    Brief,
    Comparing,
    Dispute,
    Entry,
    Footnote,
    IssueRow,
    Quoted,
    Row,
    SourceRow,
    Tie,
)
from bilateral.present.brief.extras import Extras, accounts, outlook_note, outlook_rows, shifts, told_apart
from bilateral.present.brief.material import (
    Material,
    Pair,
    Relation,
    gather,
    is_open,
    other_parties,
    pair_first,
    planned_text,
)
from bilateral.present.brief.notes import notes
from bilateral.present.brief.summary import findings, period_text, topics
from bilateral.present.charts import Chart, comparison_chart, contact_charts, issues_chart
from bilateral.present.linked import Part
from bilateral.present.phrases import headline, who
from bilateral.present.words import (
    FORM_NOUNS,
    STATUS_WORDS,
    by_looseness,
    capital,
    clean,
    is_loose,
    issue_label,
    listing,
    the,
    when_text,
)

__all__ = ["brief"]

_MOST_PEOPLE = 10


def brief(
    store: Store,
    pair: Pair,
    *,
    versus: Pair | None = None,
    since: date | None = None,
    until: date | None = None,
    knowledge: Knowledge | None = None,
    extras: Extras | None = None,
) -> Brief:
    """The briefing on the relation of `pair`, set beside that of `versus` if asked, within a period if asked.

    `extras` are what else was found of the pair in that period: shifts, accounts compared, an outlook.

    The same store gives the same briefing: nothing in it depends on the day or the machine. Raises QueryError where no
    event of the pair is known, or `versus` is the pair itself.
    """
    if versus and {*versus} == {*pair}:
        raise QueryError(f"{' and '.join(pair)} cannot be set beside themselves; name another pair")
    extras = extras or Extras()
    material = gather(store, pair, versus=versus, since=since, until=until, knowledge=knowledge or load())
    relation, other = material.relation, material.versus
    # Over one period: a visit of sixteen years before would make a busy spring a quiet decade.
    both = {pair: relation.all, versus: other.all} if other and versus else None
    comparison = compare_over(both, since=since, until=until) if both else None
    issues = recurring_issues(relation.happened, pair, official=material.official)
    named = recurring_named_issues(relation.happened, pair, official=material.official)
    own = {event.id for event in relation.all}
    return Brief(
        pair=pair,
        names=relation.names,
        title=relation.title,
        subtitle=period_text(material),
        figures=_figures(relation.profile),
        topics=topics(
            material,
            issues,
            comparison,
            shifts(extras.shifts, material),
            told_apart(extras.accounts, material),
        ),
        chronology=tuple(_entry(event, relation, material) for event in relation.happened),
        upcoming=tuple(_entry(event, relation, material) for event in relation.upcoming),
        denied=tuple(_entry(event, relation, material) for event in relation.denied),
        charts=_charts(relation, other, comparison, issues, material),
        visits=_visit_rows(relation.profile, material),
        people=_people(relation, material),
        issues=tuple(_issue_row(row) for row in issues),
        named_issues=tuple(_issue_row(row) for row in named),
        quotes=_quotes(relation, material),
        comparing=_comparing(comparison, relation, other) if comparison and other else None,
        others=tuple(_entry(event, other, material) for event in chain(*by_looseness(other.all)) if event.id not in own)
        if other
        else (),
        disputes=tuple(_dispute(event, item, material) for event in relation.all for item in event.disagreements),
        footnotes=_footnotes(material),
        sources=_sources(material),
        notes=notes(material),
        accounts=accounts(extras.accounts, material),
        outlook=outlook_rows(extras.outlook, material),
        outlook_note=outlook_note(extras.outlook),
    )


def _entry(event: Event, relation: Relation, material: Material) -> Entry:
    level = contact_level(event, relation.pair)
    place = event.place
    kind = FORM_NOUNS[event.form][0] if event.form is not Form.OTHER else event.type.value.lower()
    return Entry(
        id=event.id,
        part=LOOSE if is_loose(event) else str(event.when.earliest.year),
        when=planned_text(event),
        iso=event.when.earliest.isoformat(),
        is_range=event.when.earliest != event.when.latest,
        headline=headline(pair_first(event, relation.pair), material.name_of),
        kind=kind,
        status=STATUS_WORDS[event.status],
        level=level.value if level else "",
        place=clean(place.name) if place else "",
        issues=tuple(map(issue_label, event.issues)),
        named_issues=tuple(map(clean, event.named_issues)),
        notes=material.notes(event),
        is_contact=is_contact(event),
        disputed=bool(event.disagreements),
        others=len(other_parties(event, relation.pair)),
        ties=_ties(event, material),
        is_open=is_open(event, material),
    )


def _ties(event: Event, material: Material) -> tuple[Tie, ...]:
    """How it hangs together with other events that are shown."""
    found = []
    for kind, other, _ in told_from(event):
        if other in material.shown:
            found.append(Tie(kind, other, when_text(material.shown[other].when, "words")))
    return tuple(found)


def _figures(profile: Profile) -> tuple[tuple[Part, str], ...]:
    visits = [*profile.visits[0].tally.events, *profile.visits[1].tally.events]
    number = sum(side.tally.number for side in profile.visits)
    return (
        (
            Part(str(profile.contacts.number), profile.contacts.events),
            "contact" if profile.contacts.number == 1 else "contacts",
        ),
        (Part(str(profile.high.number), profile.high.events), "at foreign minister level or above"),
        (Part(str(number), tuple(visits)), "visit" if number == 1 else "visits"),
        (Part(str(profile.upcoming.number), profile.upcoming.events), "planned or proposed, not counted"),
    )


def _charts(
    relation: Relation,
    other: Relation | None,
    comparison: Comparison | None,
    issues: tuple[RecurringIssue, ...],
    material: Material,
) -> tuple[Chart, ...]:
    charts = contact_charts(relation.contacts, relation.pair)
    if issues:
        charts.append(issues_chart(issues, relation.pair, material.name_of))
    if comparison and other and (comparison.first.by_form or comparison.second.by_form):
        charts.append(comparison_chart(comparison, (relation.title, other.title)))
    return tuple(charts)


def _visit_rows(profile: Profile, material: Material) -> tuple[Row, ...]:
    def row(visits: Visits) -> Row:
        first, last = (when_text(when, "words") if when else "–" for when in (visits.first, visits.last))
        label = f"{material.name_of(visits.visitor)} to {material.name_of(visits.host)}"
        level = visits.level.value if visits.level else "–"
        number = Part(str(visits.tally.number), visits.tally.events)
        return Row(label, (number, Part(level), Part(first), Part(last)))

    return tuple(row(visits) for visits in profile.visits if visits.tally.number)


def _people(relation: Relation, material: Material) -> tuple[Row, ...]:
    """Who had most contacts, the two sides' own, the most first; those with one alone are left out of long lists."""
    found: dict[tuple[str, str], list[Event]] = {}
    office: dict[tuple[str, str], str] = {}
    for event in relation.contacts:
        for actor in (*event.source, *event.target):
            if actor.person and actor.party in relation.pair:
                key = (actor.party, actor.person)
                if not found.get(key) or found[key][-1] is not event:
                    found.setdefault(key, []).append(event)
                office[key] = actor.office or office.get(key, "")
    rows = [(key, tally("", events)) for key, events in found.items()]
    rows.sort(key=lambda row: (-row[1].number, row[0]))
    return tuple(_person(key, office[key], number, found[key], material) for key, number in rows[:_MOST_PEOPLE])


def _person(key: tuple[str, str], office: str, number: Tally, events: Sequence[Event], material: Material) -> Row:
    party, name = key
    last = last_of(events) or events[-1]
    return Row(
        clean(name),
        (
            Part(clean(", ".join(part for part in (office, material.name_of(party)) if part))),
            Part(str(number.number), number.events),
            Part(when_text(last.when, "words"), (last.id,)),
        ),
    )


def _issue_row(row: RecurringIssue) -> IssueRow:
    first, second = (Part(str(len(events)), events) for _, events in row.sides)
    return IssueRow(
        capital(clean(issue_label(row.issue))) if row.issue.islower() else clean(row.issue),
        Part(str(len(row.events)), row.events),
        len(row.months),
        (first, second),
        Part(str(len(row.unattributed)), row.unattributed),
        when_text(row.first, "words"),
        when_text(row.last, "words"),
    )


def _quotes(relation: Relation, material: Material) -> tuple[Quoted, ...]:
    found = []
    for event in (*relation.happened, *relation.upcoming):
        for quote in event.quotes:
            report = next((one for one in event.reports if quote in one.quotes), event.reports[0])
            speaker = str(who((quote.speaker,), material.name_of)[0]) if quote.speaker else ""
            text = clean(" ".join(quote.text.split())).strip("“”\"'«» ")
            found.append(Quoted(text, speaker, when_text(event.when, "words"), event.id, material.numbers[report.id]))
    unique = {(quoted.text, quoted.event): quoted for quoted in reversed(found)}
    return tuple(reversed(unique.values()))


def _comparing(comparison: Comparison, relation: Relation, other: Relation) -> Comparing:
    sides = (comparison.first, comparison.second)
    rows = [
        Row("Contacts", _cells([side.contacts for side in sides])),
        Row("At foreign minister level or above", _cells([side.high for side in sides])),
        *_levels(sides),
    ]
    for at in (0, 1):
        visitors = dict.fromkeys((relation.names[at], other.names[at]))
        tallies = [side.visits[at].tally for side in sides]
        rows.append(Row(f"Visits from {' / '.join(map(the, visitors))}", _cells(tallies)))
    rows += [
        Row("Statements, measures and other acts", _cells([side.acts for side in sides])),
        Row("Planned or proposed", _cells([side.upcoming for side in sides])),
        _ends("First contact", [side.first for side in sides]),
        _ends("Last contact", [side.last for side in sides]),
    ]
    tops = [listing([issue_label(row.issue) for row in side.issues[:4]]) or "–" for side in sides]
    rows.append(Row("Most frequent issues", tuple(map(Part, tops))))
    return Comparing((relation.title, other.title), tuple(rows), findings(comparison, relation, other))


def _levels(sides: Sequence[Profile]) -> list[Row]:
    """A row for each level at which either side had contacts, the highest first."""
    tallies = [{row.key: row for row in side.by_level} for side in sides]
    occurring = [
        key for key in (*(level.value for level in Level), UNKNOWN_LEVEL) if any(key in row for row in tallies)
    ]
    none = Tally("", 0, ())
    return [
        Row(
            capital(key) if key == UNKNOWN_LEVEL else f"At {key} level", _cells([row.get(key, none) for row in tallies])
        )
        for key in occurring
    ]


def _cells(tallies: Sequence[Tally]) -> tuple[Part, ...]:
    return tuple(Part(str(row.number), row.events) for row in tallies)


def _ends(label: str, events: Sequence[Event | None]) -> Row:
    return Row(label, tuple(Part(when_text(one.when, "words"), (one.id,)) if one else Part("–") for one in events))


def _dispute(event: Event, item: Disagreement, material: Material) -> Dispute:
    def told_by(documents: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(material.numbers[report.id] for report in event.reports if report.document in documents)

    values = tuple((clean(value), told_by(found)) for value, found in item.values.items())
    return Dispute(
        event.id,
        capital(str(headline(pair_first(event, material.relation.pair), material.name_of))),
        item.field,
        values,
    )


def _footnotes(material: Material) -> tuple[Footnote, ...]:
    return tuple(
        Footnote(
            material.numbers[report.id],
            event.id,
            tuple(map(clean, material.evidence[report.id])),
            material.sources[report.document],
        )
        for event in material.events
        for report in event.reports
    )


def _sources(material: Material) -> tuple[SourceRow, ...]:
    events: dict[str, list[str]] = {}
    for event in material.events:
        for key in dict.fromkeys(report.document for report in event.reports):
            events.setdefault(key, []).append(event.id)
    rows = []
    for key, number in material.sources.items():
        document, side = material.documents[key], material.official.get(key)
        rows.append(
            SourceRow(
                number=number,
                id=key,
                title=clean(document.title or document.source),
                publisher=clean(document.publisher or ""),
                published=when_text(document.published, "words") if document.published else "",
                url=document.url or "",
                official=the(material.name_of(side)) if side else "",
                machine_translated=document.machine_translated,
                events=tuple(events[key]),
            )
        )
    return tuple(rows)
