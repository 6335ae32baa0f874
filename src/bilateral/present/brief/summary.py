"""The first page of a briefing: sentences that rules build from the data, each number with its events.

A rule is a small function that gives a Line, or None where the data hold nothing for it to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bilateral.analysis import Comparison, Profile, RecurringIssue, Tally, is_contact, latest_stretch
from bilateral.analysis.relation import month_of, tally
from bilateral.model import Event, Form, When
from bilateral.present.brief.data import Topic
from bilateral.present.brief.material import (
    Material,
    Relation,
    day_is_given,
    is_open,
    other_parties,
    pair_first,
    planned_text,
)
from bilateral.present.brief.news import changed, last_of_their_kind, new
from bilateral.present.linked import Line, Part, line
from bilateral.present.phrases import headline
from bilateral.present.words import (
    FORM_NOUNS,
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

__all__ = ["findings", "period_text", "topics"]


def topics(
    material: Material,
    issues: Sequence[RecurringIssue],
    comparison: Comparison | None,
    shifts: tuple[Line, ...] = (),
    apart: tuple[Line, ...] = (),
) -> tuple[Topic, ...]:
    """The first page, question by question; what the data have no answer to is left out. `shifts` are lasting changes
    that were found, `apart` what the two sides' own accounts differ on, in sentences.
    """
    relation = material.relation
    said: tuple[tuple[str, tuple[Line | None, ...]], ...] = (
        (
            "In short",
            (
                _contacts(relation),
                _alone(relation),
                _acts(relation),
                _levels(relation.profile),
                _visits(relation.profile, material),
                _latest(relation, material),
            ),
        ),
        ("What changed", (*changed(material), *shifts)),
        ("What is new", new(material, issues)),
        ("Last of its kind", last_of_their_kind(material)),
        ("What is coming", (_ahead(relation, material),)),
        ("What is disputed", (_disputed(relation), _denied(relation, material))),
        ("What it is about", (_issues(issues),)),
        ("Two accounts", apart),
        ("Beside others", (_compared(comparison, material.versus),)),
        ("What this rests on", (_rests(material),)),
    )
    found = (Topic(title, tuple(one for one in lines if one is not None)) for title, lines in said)
    return tuple(topic for topic in found if topic.lines)


def period_text(material: Material) -> str:
    """The period asked for, or else the days from the first event told to the last, long silences left out."""
    if material.since or material.until:
        since = f"from {day_text(material.since)}" if material.since else ""
        until = f"until {day_text(material.until)}" if material.until else ""
        if material.since and material.until:
            return f"{day_text(material.since)} to {day_text(material.until)}"
        return since or until
    events = material.relation.happened or material.relation.all
    earlier, latest = latest_stretch(by_looseness(events)[0] or events)
    first = min(latest, key=lambda event: event.when.earliest).when
    last = max(latest, key=lambda event: event.when.latest).when
    begin, end = _edge(first, first.earliest), _edge(last, last.latest)
    period = begin if begin == end else f"{begin} to {end}"
    return f"{period}, and {several(len(earlier), 'earlier event')}" if earlier else period


def findings(comparison: Comparison, relation: Relation, other: Relation) -> tuple[Line, ...]:
    """What can be said of the difference between two relations, a line each."""
    events = (
        (comparison.first.contacts, comparison.second.contacts),
        (comparison.first.high, comparison.second.high),
        (_all_visits(comparison.first), _all_visits(comparison.second)),
    )
    found = []
    for test, (first, second) in zip(comparison.tests, events, strict=True):
        found.append(
            line(
                f"{capital(test.what)}: ",
                Part(_count(first.number), first.events),
                f" ({relation.title}) against ",
                Part(_count(second.number), second.events),
                f" ({other.title}): {test.words} ({_p(test.p)}).",
            )
        )
    return tuple(found)


def _contacts(relation: Relation) -> Line | None:
    """ "The texts tell of five contacts ... from ... to ...: three calls and two visits; and, long before, of one." """
    contacts = relation.contacts
    if not contacts:
        return line(f"The texts tell of no contact between {_both(relation)}.")
    dated, loose = by_looseness(contacts)
    earlier, latest = latest_stretch(dated or loose)
    number = sum(event.count for event in latest)
    parts: list[Part | str] = [
        "The texts tell of ",
        Part(several(number, "contact"), tuple(event.id for event in latest)),
        f" between {_both(relation)} {_between(latest)}: ",
        *_counted(_by_form(latest)),
    ]
    if earlier:
        dates = listing([when_text(event.when, "words") for event in earlier[:2]])
        extra = f" and {number_word(len(earlier) - 2)} others" if len(earlier) > 2 else ""
        before = Part(number_word(sum(event.count for event in earlier)), tuple(event.id for event in earlier))
        parts += ["; and, long before, of ", before, f" ({dates}{extra})"]
    if dated and loose:
        when = Part(number_word(sum(event.count for event in loose)), tuple(event.id for event in loose))
        parts += ["; and of ", when, " dated only within years"]
    return line(*parts, ".")


def _alone(relation: Relation) -> Line | None:
    """How many contacts the two had by themselves, where others took part in some."""
    alone = tally("", [event for event in relation.contacts if not other_parties(event, relation.pair)])
    joint = tally("", [event for event in relation.contacts if other_parties(event, relation.pair)])
    if not joint.number:
        return None
    if not alone.number:
        return line("Others took part in ", Part("all of them", joint.events), ".")
    return line(
        "In ",
        Part(number_word(alone.number), alone.events),
        " of them the two were by themselves, in ",
        Part(number_word(joint.number), joint.events),
        " others took part too.",
    )


def _acts(relation: Relation) -> Line | None:
    acts = [event for event in relation.happened if event not in relation.contacts]
    if not acts:
        return None
    return line("Besides contacts: ", *_counted(_by_form(acts)), ".")


def _levels(profile: Profile) -> Line | None:
    known = [row for row in profile.by_level if row.key != "level not known"]
    if not known:
        return None
    parts: list[Part | str] = ["By the rank of the lower side: "]
    for at, row in enumerate(known):
        joint = "" if at == 0 else " and " if at == len(known) - 1 else ", "
        parts += [joint, Part(number_word(row.number), row.events), f" at {row.key} level"]
    return line(*parts, ".")


def _visits(profile: Profile, material: Material) -> Line | None:
    parts: list[Part | str] = []
    for visits in profile.visits:
        if visits.last is None:
            continue
        number = visits.tally.number
        last = when_text(visits.last, "words")
        parts += [
            "; " if parts else "",
            Part(several(number, "visit"), visits.tally.events),
            f" from {the(material.name_of(visits.visitor))} to {the(material.name_of(visits.host))}",
            f" ({last})" if number == 1 else f" (last: {last})",
        ]
    return line("Who goes to whom: ", *parts, ".") if parts else None


def _latest(relation: Relation, material: Material) -> Line | None:
    last = relation.profile.last
    if last is None:
        return None
    told = clean(str(headline(pair_first(last, relation.pair), material.name_of)))
    return line("Latest contact: ", Part(when_text(last.when, "words"), (last.id,)), f", {told}.")


def _issues(issues: Sequence[RecurringIssue]) -> Line | None:
    recurring = [row for row in issues if len(row.events) > 1][:4]
    if not recurring:
        return None
    parts: list[Part | str] = []
    for at, row in enumerate(recurring):
        joint = "" if at == 0 else " and " if at == len(recurring) - 1 else ", "
        count = Part(number_word(len(row.events)), row.events)
        parts += [f"{joint}{issue_label(row.issue)} (", count, " events)" if at == 0 else ")"]
    return line("Issues that recur most: ", *parts, ".")


def _compared(comparison: Comparison | None, other: Relation | None) -> Line | None:
    if comparison is None or other is None:
        return None
    test, first, second = comparison.tests[0], comparison.first.contacts, comparison.second.contacts
    return line(
        f"Beside {other.title}: ",
        Part(several(first.number, "contact"), first.events),
        " against ",
        Part(_count(second.number), second.events),
        f", {test.words}.",
    )


def _ahead(relation: Relation, material: Material) -> Line | None:
    if not relation.upcoming:
        return None
    # Visits and the like with a day first, then the latest told.
    ahead = sorted(
        (event for event in relation.upcoming if is_open(event, material)),
        key=lambda event: (not is_contact(event), not day_is_given(event), _soonest(event), event.id),
    )
    past = [event for event in relation.upcoming if not is_open(event, material)]
    parts: list[Part | str] = []
    for event in ahead[:3]:
        told = clean(str(headline(pair_first(event, relation.pair), material.name_of)))
        parts += ["; " if parts else "", f"{told} (", Part(planned_text(event), (event.id,)), ")"]
    if len(ahead) > 3:
        parts += ["; and ", Part(f"{number_word(len(ahead) - 3)} more", tuple(event.id for event in ahead[3:]))]
    if not ahead:
        plans = Part(capital(several(len(past), "plan or proposal", "plans or proposals")), _ids(past))
        one = len(past) == 1
        return line(
            plans, f" {'is' if one else 'are'} told of, no longer ahead at the end of the record, and not counted."
        )
    older = Part(several(len(past), "earlier plan or proposal", "earlier plans or proposals"), _ids(past))
    tail: list[Part | str] = ["; apart from ", older] if past else []
    return line("Planned or proposed, and so not counted: ", *parts, *tail, ".")


def _disputed(relation: Relation) -> Line | None:
    disputed = [event for event in relation.all if event.disagreements]
    if not disputed:
        return None
    fields = dict.fromkeys(item.field for event in disputed for item in event.disagreements)
    return line(
        "The sources disagree on ",
        Part(several(len(disputed), "event"), tuple(event.id for event in disputed)),
        f" ({listing(list(fields))}).",
    )


def _soonest(event: Event) -> int:
    day = event.when.earliest.toordinal()
    return day if day_is_given(event) else -day


def _denied(relation: Relation, material: Material) -> Line | None:
    """What is said not to have taken place, the latest two of them."""
    if not relation.denied:
        return None
    parts: list[Part | str] = []
    for event in relation.denied[-2:]:
        told = clean(str(headline(pair_first(event, relation.pair), material.name_of)))
        parts += ["; " if parts else "", f"{told} (", Part(when_text(event.when, "words"), (event.id,)), ")"]
    if len(relation.denied) > 2:
        parts += ["; and ", Part(f"{number_word(len(relation.denied) - 2)} more", _ids(relation.denied[:-2]))]
    return line("Said not to have taken place: ", *parts, ".")


def _rests(material: Material) -> Line:
    """How many texts, whose, and what is to be minded with them."""
    events = material.relation.all
    used = {report.document for event in events for report in event.reports}
    documents = [material.documents[key] for key in sorted(used)]
    publishers = {document.publisher for document in documents if document.publisher}
    by = f" by {several(len(publishers), 'publisher')}" if publishers else ""
    parts: list[Part | str] = [
        Part(capital(several(len(events), "event")), _ids(events)),
        f" from {several(len(used), 'text')}{by}",
    ]
    governments = dict.fromkeys(side for key in sorted(used) if (side := material.official.get(key)))
    numbers = {side: sum(1 for key in used if material.official.get(key) == side) for side in governments}
    whose = [
        f"{'all' if len(used) == number else number_word(number)} by the government of {the(material.name_of(side))}"
        for side, number in numbers.items()
    ]
    if whose and len(used) > 1:
        parts.append(f" ({listing(whose)})")
    alone = [event for event in events if len(event.sources) < 2]
    if len(used) > 1 and alone:
        verb = "rests" if len(alone) == 1 else "rest"
        parts += ["; ", Part(several(len(alone), "event"), _ids(alone)), f" {verb} on one source alone"]
    garbled = sum(1 for document in documents if document.machine_translated)
    if garbled:
        which = "it" if len(used) == 1 else "all" if garbled == len(used) else f"{number_word(garbled)} of the texts"
        parts.append(f"; {which} {'looks' if garbled == 1 else 'look'} machine-translated")
    return line(*parts, ".")


def _ids(events: Sequence[Event]) -> tuple[str, ...]:
    return tuple(event.id for event in events)


def _by_form(events: Sequence[Event]) -> Iterator[tuple[Form, Tally]]:
    """Forms by how often they occur, then in their fixed order."""
    groups: dict[Form, list[Event]] = {}
    for event in events:
        groups.setdefault(event.form, []).append(event)
    forms = sorted(groups, key=lambda form: (-sum(event.count for event in groups[form]), list(Form).index(form)))
    for form in forms:
        found = groups[form]
        yield form, Tally(form, sum(event.count for event in found), tuple(event.id for event in found))


def _counted(tallies: Iterator[tuple[Form, Tally]]) -> list[Part | str]:
    """ "six calls, two visits and one letter", each number with its events."""
    told = [Part(several(row.number, *FORM_NOUNS[form]), row.events) for form, row in tallies]
    parts: list[Part | str] = []
    for at, part in enumerate(told):
        parts += ["" if at == 0 else " and " if at == len(told) - 1 else ", ", part]
    return parts


def _between(events: Sequence[Event]) -> str:
    """ "on 3 May 2022", "in May 2022", "from 3 May 2022 to 4 Jun 2022"."""
    first = events[0].when
    last = max((event.when for event in events), key=lambda when: (when.latest, when.earliest))
    if len(events) == 1:
        return f"on {day_text(first.earliest)}" if first.earliest == first.latest else f"in {when_text(first, 'words')}"
    begin, end = _edge(first, first.earliest), _edge(last, last.latest)
    return f"in {begin}" if begin == end else f"from {begin} to {end}"


def _edge(when: When, day: date) -> str:
    """The end of a period: a day or month as it is told, of a wider range only the day at that end."""
    return when_text(when, "words") if month_of(when) else day_text(day)


def _both(relation: Relation) -> str:
    return f"{the(relation.names[0])} and {the(relation.names[1])}"


def _all_visits(profile: Profile) -> Tally:
    sides = [side.tally for side in profile.visits]
    return Tally("visits", sum(row.number for row in sides), tuple(event for row in sides for event in row.events))


def _count(number: int) -> str:
    return number_word(number) if number else "none"


def _p(p: float) -> str:
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}" if p < 0.1 else f"p = {p:.2f}"
