"""The data that flows from stage to stage: frozen, slotted, no behaviour beyond trivial views.

    sources -> reading -> coding -> chronology -> analysis -> outlook -> present
    Page       Document   Report    Event         tables      Forecast   brief, pages, files

Offsets are in characters. `Document.text` is the text as coded (furniture removed, damage mended); `Document.original`
is the text as read; `Document.origin` maps a span of the first to a span of the second, and `Document.repairs` lists
every edit between them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

__all__ = [
    "ISSUES",
    "MODES",
    "QUAD",
    "Actor",
    "Agreed",
    "Basis",
    "Disagreement",
    "Document",
    "Event",
    "EventType",
    "Form",
    "Level",
    "Link",
    "LinkKind",
    "Mention",
    "MentionKind",
    "Page",
    "Place",
    "Precision",
    "Quote",
    "Refusal",
    "Repair",
    "Report",
    "Ruled",
    "Sentence",
    "SentenceKind",
    "Span",
    "Status",
    "When",
]


class EventType(StrEnum):
    """PLOVER's 16 event types (manual 2.0 draft)."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


QUAD: Mapping[EventType, str] = MappingProxyType(
    {
        **dict.fromkeys(
            (EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE), "verbal cooperation"
        ),
        **dict.fromkeys((EventType.COOPERATE, EventType.AID, EventType.RETREAT), "material cooperation"),
        **dict.fromkeys((EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN), "verbal conflict"),
        **dict.fromkeys(
            (EventType.PROTEST, EventType.SANCTION, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT),
            "material conflict",
        ),
    }
)
"""PLOVER's quad class of each type."""

MODES: Mapping[EventType, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(EventType, ()),
        EventType.CONSULT: ("visit", "third-party", "multilateral", "phone"),
        EventType.RETREAT: ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
        EventType.REQUEST: ("assist", "change", "yield", "meet"),
        EventType.ACCUSE: ("disapprove", "investigate", "allege"),
        EventType.REJECT: ("assist", "change", "yield", "meet"),
        EventType.THREATEN: ("restrict", "arrest", "relations", "expel", "territory", "violence"),
        EventType.PROTEST: ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
        EventType.SANCTION: ("convict", "expel", "withdraw", "discontinue"),
        EventType.MOBILIZE: ("troops", "weapons", "police", "militia"),
        EventType.COERCE: (
            *("seize", "restrict", "censor", "curfew", "martial-law"),
            *("arrest", "deport", "withhold", "misinformation", "cyber"),
        ),
        EventType.ASSAULT: (
            *("abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms"),
            *("explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"),
        ),
    }
)
"""PLOVER's modes of each type (manual 2.0 draft)."""


class Form(StrEnum):
    """How an act was done."""

    CALL = "call"
    VIDEO = "video"
    LETTER = "letter"
    MEETING = "meeting"
    VISIT = "visit"
    MULTILATERAL = "multilateral"
    STATEMENT = "statement"
    SIGNING = "signing"
    INVITATION = "invitation"
    NOTE = "note"
    MEASURE = "measure"
    TRANSFER = "transfer"
    FORCE = "force"
    OTHER = "other"


class Status(StrEnum):
    """Whether it happened. Counts and tables take OCCURRED and ONGOING unless asked."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    PROPOSED = "proposed"
    NEGATED = "negated"


class Level(StrEnum):
    """Rank of a side, highest first."""

    HEAD_OF_STATE = "head of state"
    HEAD_OF_GOVERNMENT = "head of government"
    FOREIGN_MINISTER = "foreign minister"
    MINISTER = "minister"
    SENIOR_OFFICIAL = "senior official"
    AMBASSADOR = "ambassador"
    INSTITUTION = "institution"


class Precision(StrEnum):
    """How exactly a date is known; a range wider than its unit keeps the coarsest unit that was said."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"


class Basis(StrEnum):
    """What a date rests on."""

    STATED = "stated"
    RELATIVE = "relative"
    HOLIDAY = "holiday"
    PUBLISHED = "published"
    INFERRED = "inferred"
    JUDGED = "judged"  # of events only: a user said so


ISSUES: tuple[str, ...] = (
    "democracy-and-human-rights",
    "peace-settlement",
    "sovereignty-and-territory",
    "security-and-defence",
    "terrorism",
    "energy",
    "trade-and-investment",
    "sanctions",
    "humanitarian-aid",
    "transport-and-connectivity",
    "borders",
    "migration-and-refugees",
    "climate-and-environment",
    "nuclear-and-nonproliferation",
    "cyber-and-technology",
    "health",
    "culture-and-education",
    "consular-and-detainees",
    "development-and-finance",
    "rule-of-law-and-corruption",
    "elections",
    "food-and-agriculture",
    "regional-cooperation",
)
"""Slugs of the issues an event can be about."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """An interval of days, both ends included, with how exactly it is known and why.

    `text` is the wording it was read from, `reason` says in words how the value came about ("Wednesday before
    2022-05-13").
    """

    earliest: date
    latest: date
    precision: Precision
    basis: Basis
    text: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Bytes as fetched, or text as handed over by an archive of documents.

    `source` names the input for people ("news/a.html", "docs.jsonl:17", "https://..."). `content_type` is a bare MIME
    type ("text/html"). What a carrier already knows of the document (JSON Lines, a feed) stands in `id`, `title`,
    `publisher` and `published` and wins over what the page's own text suggests. `published` is an ISO date or
    date-time as given. `address` names the place whose text this is where id and url do not: a file's path as a URI.
    It is empty where the url is not the text's own.
    """

    source: str
    content: bytes
    content_type: str
    encoding: str | None = None
    url: str | None = None
    fetched: str | None = None
    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    address: str | None = None


class SentenceKind(StrEnum):
    PROSE = "prose"
    HEADING = "heading"
    ITEM = "item"  # of a list, introduced by an earlier line
    QUOTED = "quoted"  # a paragraph of a quoted letter, message or speech


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of `Document.text`; `introduced_by` is the index of the line an item or quoted line belongs to."""

    start: int
    end: int
    paragraph: int
    kind: SentenceKind = SentenceKind.PROSE
    introduced_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One edit from the text as read to the text as coded: `original[start:end]` became `replacement`.

    Furniture that was removed is a repair with an empty replacement. `rule` names the rule, which says in the data what
    general damage it mends.
    """

    start: int
    end: int
    replacement: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Clean text of a page. `published` is None where the page does not say; coding may then infer a range."""

    id: str
    source: str
    original: str
    text: str
    sentences: tuple[Sentence, ...]
    repairs: tuple[Repair, ...] = ()
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: When | None = None
    language: str | None = None
    machine_translated: bool = False

    def origin(self, span: Span) -> Span:
        """The span of `original` that `span` of `text` came from; whole edits where it touches one."""
        start = self._back(span.start, last=False)
        return Span(start, max(start, self._back(span.end, last=True)))

    def _back(self, offset: int, *, last: bool) -> int:
        # Repairs are sorted by start and do not overlap; `shift` turns an offset of the original into one of the text.
        shift = 0
        for repair in self.repairs:
            begins = repair.start + shift
            ends = begins + len(repair.replacement)
            if offset < begins or (last and offset == begins):
                break
            if offset < ends or (last and offset == ends):
                return repair.end if last else repair.start
            shift += len(repair.replacement) - (repair.end - repair.start)
        return offset - shift

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds `offset` (the last one that starts at or before it; 0 if none does)."""
        return max(0, bisect_right(self.sentences, offset, key=lambda s: s.start) - 1)

    def sentence_text(self, index: int) -> str:
        sentence = self.sentences[index]
        return self.text[sentence.start : sentence.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: a state (ISO 3166-1 alpha-3) or an organisation (code), with office and person where known.

    `basis` says how that was settled: "title in the text", "register, in office on 2022-05-11", "introduced in
    sentence 3", "capital acting for its government".
    """

    state: str | None = None
    organisation: str | None = None
    person: str | None = None
    person_id: str | None = None
    office: str | None = None
    level: Level | None = None
    basis: str = ""

    @property
    def party(self) -> str:
        """The code that dyads are built from: the state's, else the organisation's, else empty."""
        return self.state or self.organisation or ""


class MentionKind(StrEnum):
    STATE = "state"
    PERSON = "person"
    OFFICE = "office"
    ORGANISATION = "organisation"
    PLACE = "place"
    GROUP = "group"  # "the sides", "the two presidents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where it happened. Coordinates are WGS 84 degrees."""

    name: str
    state: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of `Document.text` that names actors. A group names several; an unresolved one names none."""

    start: int
    end: int
    text: str
    kind: MentionKind
    actors: tuple[Actor, ...]
    possessive: bool = False
    """Stands before a noun it describes ("Azerbaijani gas", "Russia's invasion")."""
    place: Place | None = None
    """Where the span is a place (a capital is one too: its actors are then the government that sits there)."""
    head: str = ""
    """The noun an office mention ends in, in lower case ("counterpart", "delegation", "troops")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words quoted in the text, who said them and to whom, where the text tells; `span` is in `Document.original`."""

    text: str
    span: Span
    speaker: Actor | None = None
    addressee: Actor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One document's claim of one event.

    `evidence` are spans of `Document.original`, the first one holding the trigger; `text` is what stands at the first
    span, as read. `count` is how often the document says it happened ("twice").
    `reasons` say, a line each, what was resolved and how.
    """

    id: str
    document: str
    type: EventType
    mode: str | None
    form: Form
    status: Status
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    when: When
    place: Place | None
    issues: tuple[str, ...]
    named_issues: tuple[str, ...]
    quotes: tuple[Quote, ...]
    evidence: tuple[Span, ...]
    text: str
    confidence: float
    reader: str
    count: int = 1
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A field on which the reports of an event differ: value -> ids of the documents that say so."""

    field: str
    values: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """A field of an event that a user settled: `value` is what holds, `reported` what the reports say ("" for nothing).

    `judgement` is the id of the judgement, `who` made it, `on` which day (UTC), and `why`.
    """

    field: str
    value: str
    reported: str
    judgement: str
    who: str
    on: date
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A field of which several values were told: which one the event has, and by which rule (`merging.agree`)."""

    field: str
    value: str
    rule: str


class LinkKind(StrEnum):
    """How two events hang together, read from the first to the second."""

    PART_OF = "part of"  # a meeting or signing in a visit
    FULFILLED_BY = "fulfilled by"  # a plan and what came of it
    REPLY_TO = "reply to"  # a letter and the one it answers
    DENIES = "denies"  # a denial and the report denied
    ANNOUNCED_BY = "announced by"  # a signing, or what was done, and the word given before
    ROUND_AFTER = "round after"  # a round of talks and the one before


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`source` is `kind` `target` (ids of events), with a score of 0 to 1 and the reasons in words."""

    kind: LinkKind
    source: str
    target: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One real-world event: agreed fields, the reports they were agreed from, and what those disagree about.

    `merges` has a line for each report that was joined to the first, saying why; `judged` what users settled.
    `sources` are the documents in families of copies, each with the one the others are taken from at its head: one
    family is one independent source. `agreed` tells of each field with several values which rule decided. `links` are
    those from and to the event.
    """

    id: str
    type: EventType
    mode: str | None
    form: Form
    status: Status
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    when: When
    place: Place | None
    issues: tuple[str, ...]
    named_issues: tuple[str, ...]
    quotes: tuple[Quote, ...]
    confidence: float
    reports: tuple[Report, ...]
    count: int = 1
    disagreements: tuple[Disagreement, ...] = ()
    merges: tuple[str, ...] = ()
    judged: tuple[Ruled, ...] = ()
    sources: tuple[tuple[str, ...], ...] = ()
    agreed: tuple[Agreed, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def level_from(self) -> Level | None:
        return highest(self.source)

    @property
    def level_to(self) -> Level | None:
        return highest(self.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An input that was not read, and why. `code` is the error's short name ("empty", "truncated" ...)."""

    source: str
    code: str
    reason: str


_RANK: Mapping[Level, int] = MappingProxyType({level: rank for rank, level in enumerate(Level)})


def highest(actors: tuple[Actor, ...]) -> Level | None:
    """The highest level among the actors of a side; None where none is known."""
    levels = [actor.level for actor in actors if actor.level]
    return min(levels, key=_RANK.__getitem__) if levels else None
