"""The page of one event: what is known of it, every text that tells it with the words it rests on, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bilateral.chronology import DocumentInfo, accounts, record, told_from
from bilateral.knowledge import load
from bilateral.knowledge.publishers import official_documents
from bilateral.model import Event, Report
from bilateral.present.words import clean, when_text
from bilateral.web.index import Wanted
from bilateral.web.passages import Piece, excerpt
from bilateral.web.shown import Entry, PairName, Site, Text, entries, entry, pair_name, text_of
from bilateral.web.views.judgements import JudgementLine, judgement_line

__all__ = ["EventPage", "event", "event_found"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one report says of the event, and how it was read."""

    report: str
    when: str
    when_basis: str
    form: str
    status: str
    reader: str
    confidence: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One text that tells the event: the passage with the words marked that it rests on, and what its reports say."""

    text: Text
    passage: tuple[Piece, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a disputed field and the texts that have it."""

    value: str
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A field on which texts differ; `chosen` is the value the event has, by the rule named, where one decided."""

    field: str
    values: tuple[Value, ...]
    chosen: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Another event that hangs together with this one; `kind` is what that one is to it."""

    kind: str
    event: Entry
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountOf:
    """Who tells the event, and what nobody else names of it."""

    name: str
    official: str
    texts: tuple[Text, ...]
    issues: tuple[str, ...]
    named_issues: tuple[str, ...]
    persons: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words quoted, who said them (empty where the text does not tell) and in which text."""

    words: str
    speaker: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """The page. `record` is the event as the public record (docs/record.md)."""

    event: Entry
    mode: str
    precision: str
    basis: str
    when_reason: str
    pairs: tuple[PairName, ...]
    told: tuple[Told, ...]
    families: tuple[tuple[Text, ...], ...]
    disputes: tuple[Dispute, ...]
    judged: tuple[Any, ...]
    links: tuple[Linked, ...]
    accounts: tuple[AccountOf, ...]
    quotes: tuple[Quotation, ...]
    merges: tuple[str, ...]
    near: tuple[Entry, ...]
    """Other events of the same parties, some days before and after at most: what may be the same."""
    notice: JudgementLine | None
    record: Mapping[str, Any]


_DAYS = timedelta(days=7)
_MOST_NEAR = 6


def event(site: Site, id: str, *, judged: str | None = None) -> EventPage:
    """The page. `judged` is a judgement just made or withdrawn, to be told. Raises UnknownEvent, UnknownJudgement."""
    found = event_found(site, id)
    documents = site.store.documents({report.document for report in found.reports})
    official = official_documents(documents.values(), load())
    texts = {key: text_of(info, _name(site, official.get(key))) for key, info in documents.items()}
    return EventPage(
        event=entry(found, site.name_of),
        mode=found.mode or "",
        precision=found.when.precision.value,
        basis=found.when.basis.value,
        when_reason=clean(found.when.reason),
        pairs=_pairs(site, found),
        told=_told(site, found, texts),
        families=tuple(tuple(texts[key] for key in family) for family in found.sources),
        disputes=_disputes(found, texts),
        judged=found.judged,
        links=_links(site, found),
        accounts=_accounts(site, found, documents, official, texts),
        quotes=_quotes(site, found, texts),
        merges=tuple(_merge(line, found, texts) for line in found.merges),
        near=_near(site, found),
        notice=judgement_line(site, judged) if judged else None,
        record=record(found, documents),
    )


def event_found(site: Site, id: str) -> Event:
    """The event whose id is or begins so. Raises UnknownEvent."""
    for position in site.index.positions([id]):
        return site.store.listing.event(int(site.index.places[position]), site.index.reports(position))
    return site.store.event(id)  # the beginning of an id


def _name(site: Site, code: str | None) -> str:
    return clean(site.name_of(code)) if code else ""


def _pairs(site: Site, found: Event) -> tuple[PairName, ...]:
    """The relations whose chronology has the event; the first ones, where a whole assembly met."""
    sides = [dict.fromkeys(actor.party for actor in side if actor.party) for side in (found.source, found.target)]
    codes = list(dict.fromkeys((*sides[0], *sides[1])))
    pairs = [(a, b) for at, a in enumerate(codes) for b in codes[at + 1 :]]
    named = [pair_name(site, *pair) for pair in pairs if pair[0] != pair[1]]
    return tuple(pair for pair in named if site.index.holds(pair.first, pair.second, found.id))[:12]


def _near(site: Site, found: Event) -> tuple[Entry, ...]:
    if not site.may_judge or found.id not in site.index.at:
        return ()
    own = site.index.at[found.id]
    begin, end = (found.when.earliest - _DAYS, found.when.latest + _DAYS)
    wanted = Wanted(words={}, since=begin, until=end)
    around: dict[int, int] = {}
    for pair in _pairs(site, found):
        for position in site.index.select(site.index.between(pair.first, pair.second), wanted):
            around[int(position)] = abs(int(site.index.earliest[position]) - int(site.index.earliest[own]))
    around.pop(own, None)
    return entries(site, sorted(around, key=lambda position: (around[position], position))[:_MOST_NEAR])


def _told(site: Site, found: Event, texts: Mapping[str, Text]) -> tuple[Told, ...]:
    originals = site.store.listing.originals(sorted(texts))
    told: dict[str, list[Report]] = {}
    for report in found.reports:
        told.setdefault(report.document, []).append(report)
    return tuple(
        Told(
            text=texts[key],
            passage=excerpt(
                originals.get(key, reports[0].text), [span for one in reports for span in one.evidence], found.id
            ),
            claims=tuple(map(_claim, reports)),
        )
        for key, reports in told.items()
    )


def _claim(report: Report) -> Claim:
    return Claim(
        report=report.id,
        when=when_text(report.when, "words"),
        when_basis=report.when.basis.value,
        form=report.form.value,
        status=report.status.value,
        reader=report.reader,
        confidence=round(report.confidence, 2),
        reasons=tuple(map(clean, report.reasons)),
    )


def _disputes(found: Event, texts: Mapping[str, Text]) -> tuple[Dispute, ...]:
    rules = {agreed.field: agreed for agreed in found.agreed}
    return tuple(
        Dispute(
            field=item.field,
            values=tuple(
                Value(clean(value), tuple(texts[key] for key in keys if key in texts))
                for value, keys in item.values.items()
            ),
            chosen=clean(rules[item.field].value) if item.field in rules else "",
            rule=rules[item.field].rule if item.field in rules else "",
        )
        for item in found.disagreements
    )


def _links(site: Site, found: Event) -> tuple[Linked, ...]:
    told = told_from(found)
    others = {one.id: one for one in entries(site, site.index.positions(other for _, other, _ in told))}
    return tuple(
        Linked(kind=kind, event=others[other], score=round(link.score, 2), reasons=tuple(map(clean, link.reasons)))
        for kind, other, link in told
        if other in others
    )


def _accounts(
    site: Site,
    found: Event,
    documents: Mapping[str, DocumentInfo],
    official: Mapping[str, str],
    texts: Mapping[str, Text],
) -> tuple[AccountOf, ...]:
    return tuple(
        AccountOf(
            name=clean(account.name),
            official=_name(site, account.side),
            texts=tuple(texts[key] for key in account.documents),
            issues=account.issues,
            named_issues=tuple(map(clean, account.named_issues)),
            persons=tuple(map(clean, account.persons)),
            quotes=tuple(map(clean, account.quotes)),
        )
        for account in accounts(found, documents, official)
    )


def _merge(line: str, found: Event, texts: Mapping[str, Text]) -> str:
    """A line of why a report was joined, with its text's title for its id."""
    id, colon, says = line.partition(": ")
    text = next((texts[report.document] for report in found.reports if report.id == id), None)
    return clean(f"“{text.title}”: {says}" if colon and text else line)


def _quotes(site: Site, found: Event, texts: Mapping[str, Text]) -> tuple[Quotation, ...]:
    from bilateral.present.phrases import who

    home = {quote: report for report in reversed(found.reports) for quote in report.quotes}
    return tuple(
        Quotation(
            clean(" ".join(quote.text.split())).strip("“”\"'«» "),
            str(who((quote.speaker,), site.name_of)[0]) if quote.speaker else "",
            texts[home[quote].document],
        )
        for quote in found.quotes
        if quote in home
    )
