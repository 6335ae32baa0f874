"""What must hold in a database, each a named question, and asking them all.

A check is a question that gives a row for each thing that is wrong, named in the first column: in SQL, or a pass over
rows where SQL cannot say it. A new table adds its checks to `CHECKS`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bilateral.chronology import connect, rows
from bilateral.chronology.database import Database
from bilateral.chronology.interrupts import heed, release
from bilateral.chronology.merging import block_of
from bilateral.chronology.rows import Row
from bilateral.chronology.ruled import standing
from bilateral.chronology.schema import SCHEMA_VERSION
from bilateral.errors import NotADatabase, UnknownValue
from bilateral.model import ISSUES, Basis, EventType, Form, Level, Precision, Repair, SentenceKind, Status
from bilateral.persons import Origin

__all__ = ["CHECKS", "EXAMPLES", "Asked", "Check", "Finding", "findings"]

EXAMPLES = 3
"""So many of the things that are wrong are named."""

_READ = (
    "bring back a back-up (bilateral restore BACKUP --db FILE), or move the file away and read the texts again; "
    "that it broke is a fault of Bilateral's or of the disk, please report it"
)
_MEND = "make persons and events anew from the reports: bilateral check --mend"
_PENDING = "nothing is lost; bring it up to date with: bilateral check --mend, or the next bilateral read"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check may ask: the database, and the events as merging makes them now, in portions of blocks."""

    database: Database
    remade: Callable[[], Iterator[tuple[list[str], list[Row]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that must hold.

    `says` states it as a fact. `wrong` is SQL whose rows name what breaks it, or a function that yields these names.
    `warns`: it is no fault, only not yet done. `deep`: takes as long as reading every text and merging all.
    """

    name: str
    says: str
    wrong: str | Callable[[Asked], Iterator[str]]
    way_out: str = _READ
    warns: bool = False
    deep: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How a check came out: `count` things are wrong, of which `examples` are some."""

    name: str
    says: str
    count: int
    examples: tuple[str, ...]
    way_out: str
    warns: bool

    @property
    def broken(self) -> bool:
        """Whether something is wrong that should never be."""
        return self.count > 0 and not self.warns


def findings(asked: Asked, *, deep: bool = False, only: Collection[str] = ()) -> Iterator[Finding]:
    """How each check comes out, in the order of `CHECKS`; of those with a name in `only` alone, if any is given.

    Raises NotADatabase where the file itself is damaged, and UnknownValue for a name that no check has.
    """
    names = [check.name for check in CHECKS]
    for name in only:
        if name not in names:
            raise UnknownValue("check", name, names)
    for check in CHECKS:
        if check.name in only or (not only and (deep or not check.deep)):
            count, examples = _answer(check, asked)
            yield Finding(
                name=check.name,
                says=check.says,
                count=count,
                examples=examples,
                way_out=check.way_out,
                warns=check.warns,
            )


def _answer(check: Check, asked: Asked) -> tuple[int, tuple[str, ...]]:
    if isinstance(check.wrong, str):
        # Sorting all names to take three would cost more than the question.
        question = f"SELECT count(*), min(name::VARCHAR, {EXAMPLES}) FROM ({check.wrong}) AS found (name)"
        ((count, examples),) = asked.database.ask(question)
        return int(count), tuple(examples or ())
    found = sorted(check.wrong(asked))
    return len(found), tuple(found[:EXAMPLES])


# --- questions in SQL --------------------------------------------------------------------------------------------


def _words(column: str, words: Iterable[str]) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f"({column} IS NOT NULL AND {column} NOT IN ({listed}))"


def _twice(table: str, *columns: str) -> str:
    listed = ", ".join(columns)
    return f"SELECT '{table} ' || {columns[-1]} FROM {table} GROUP BY {listed} HAVING count(*) > 1"


def _lacking(table: str) -> str:
    return f"SELECT '{table} of ' || document FROM {table} ANTI JOIN documents ON documents.id = {table}.document"


def _all(questions: Iterable[str]) -> str:
    return " UNION ALL ".join(questions)


_ACT_WORDS = " OR ".join(
    [
        _words("type", EventType),
        _words("form", Form),
        _words("status", Status),
        _words('"precision"', Precision),
        _words("basis", Basis),
        "earliest > latest",
        "confidence NOT BETWEEN 0 AND 1",
        '"count" < 1',
    ]
)
_LEVEL = _words('"level"', Level)
_DUE = "coalesce((SELECT max(value::BIGINT) FROM meta WHERE key = 'merged_through'), 0)"
_ORIGINALS = "(SELECT id AS document, length(original) AS size FROM documents)"
_IDS = _all(
    [
        _twice("documents", "id"),
        _twice("reports", "id"),
        _twice("events", "id"),
        _twice("judgements", "id"),
        _twice("inputs", "digest"),
        _twice("settled", "document"),
        _twice("refusals", "source"),
        _twice("people", "party", "person_id", "name"),
    ]
)
_UNKNOWN_WORDS = _all(
    [
        f"SELECT 'report ' || id FROM reports WHERE {_ACT_WORDS}",
        f"SELECT 'event ' || id FROM events WHERE {_ACT_WORDS}",
        f"SELECT 'report ' || report FROM report_actors WHERE {_LEVEL}",
        f"SELECT 'event ' || event FROM event_actors WHERE {_LEVEL}",
        f"SELECT 'report ' || report FROM report_issues WHERE {_words('issue', ISSUES)}",
        f"SELECT 'event ' || event FROM event_issues WHERE {_words('issue', ISSUES)}",
        f"SELECT 'document ' || id FROM documents WHERE {_words('published_precision', Precision)} "
        f"OR {_words('published_basis', Basis)} OR published_earliest > published_latest",
        f"SELECT 'document ' || id FROM (SELECT id, unnest(sentences, max_depth := 2) FROM documents) "
        f"WHERE {_words('kind', SentenceKind)}",
        f"SELECT 'person ' || name FROM people WHERE {_words('origin', Origin)}",
        f"SELECT 'person ' || name FROM appearances WHERE {_LEVEL}",
    ]
)
_SPANS = (
    f"SELECT report FROM evidence LEFT JOIN {_ORIGINALS} USING (document) "
    'WHERE coalesce(NOT ("start" >= 0 AND "start" < "end" AND "end" <= size), true)'
)
_TEXTS = (
    "SELECT reports.id FROM reports JOIN documents ON documents.id = reports.document WHERE len(evidence) > 0 AND "
    'reports.text <> substring(original, evidence[1]."start" + 1, evidence[1]."end" - evidence[1]."start")'
)


def _outside(column: str, text: str) -> str:
    # Unnested, each of a document's sentences would have the length of the text counted anew.
    return (
        f"SELECT id FROM (SELECT id, length({text}) AS size, {column} FROM documents) WHERE "
        f'list_contains([s."start" < 0 OR s."start" > s."end" OR s."end" > size FOR s IN {column}], true)'
    )


_SENTENCES = _all([_outside("sentences", "text"), _outside("repairs", "original")])
_UNTOLD = (
    "SELECT id FROM reports ANTI JOIN event_reports ON event_reports.report = reports.id "
    f"WHERE block NOT IN (SELECT block FROM unmerged) AND written <= {_DUE}"
)
_LINKS = (
    "SELECT source || ' ' || kind || ' ' || target FROM links WHERE source NOT IN (SELECT id FROM events) "
    "OR target NOT IN (SELECT id FROM events)"
)
_SOURCES = (
    "(SELECT event, document FROM event_sources) EXCEPT "
    "(SELECT event, document FROM event_reports JOIN reports ON reports.id = report)"
)
_SUCCESSORS = (
    "SELECT document FROM versions WHERE successor NOT IN (SELECT id FROM documents) "
    "AND successor NOT IN (SELECT document FROM versions)"
)
_HOLLOW = (
    "SELECT id FROM events WHERE len(reports) = 0 UNION ALL "
    "SELECT event FROM event_reports ANTI JOIN reports ON reports.id = event_reports.report"
)
_ELSEWHERE = (
    "SELECT event FROM (SELECT event, unnest(documents) AS document FROM disagreements) "
    "ANTI JOIN (SELECT event, document FROM event_reports JOIN reports ON reports.id = report) USING (event, document)"
)
_BLOCKS_OF_EVENTS = (
    "SELECT id FROM events ANTI JOIN "
    "(SELECT event, block FROM event_reports JOIN reports ON reports.id = report) told "
    "ON told.event = events.id AND told.block = events.block WHERE len(reports) > 0"
)
_PERSONS = (
    "SELECT name FROM (SELECT name, party, unnest(documents) AS document FROM people) "
    "ANTI JOIN documents ON documents.id = document WHERE party NOT IN (SELECT party FROM unlearned) UNION ALL "
    "SELECT name FROM (SELECT name, party, unnest(judgements) AS judgement FROM people) "
    "ANTI JOIN judgements ON judgements.id = judgement WHERE party NOT IN (SELECT party FROM unlearned) UNION ALL "
    "SELECT name FROM appearances JOIN (SELECT id, len(sentences) AS size FROM documents) ON id = document "
    "WHERE NOT (sentence >= 0 AND sentence < size)"
)


def _view(view: str, table: str, size: str) -> str:
    return f"SELECT '{view}' WHERE (SELECT count(*) FROM {view}) <> (SELECT coalesce(sum({size}), 0) FROM {table})"


_VIEWS = _all(
    [
        _view("report_actors", "reports", "len(source) + len(target)"),
        _view("event_actors", "events", "len(source) + len(target)"),
        _view("report_issues", "reports", "len(issues)"),
        _view("event_issues", "events", "len(issues)"),
        _view("evidence", "reports", "len(evidence)"),
        _view("quotes", "reports", "len(quotes)"),
        _view("event_reports", "events", "len(reports)"),
        _view("disagreements", "events", "len(disagreements)"),
    ]
)


# --- passes over rows --------------------------------------------------------------------------------------------


def _each(asked: Asked, question: str, values: Sequence[object] = ()) -> Iterator[Row]:
    # A connection of its own, so that memory stays flat and other questions may be asked meanwhile.
    cursor = asked.database.connection.cursor()
    heed(cursor)
    try:
        with connect.told(asked.database.path):
            cursor.execute(question, list(values))
            names = [column[0] for column in cursor.description or ()]
            while found := cursor.fetchmany(500):
                yield from (dict(zip(names, row, strict=True)) for row in found)
    finally:
        release(cursor)
        cursor.close()


def _unreadable(asked: Asked) -> Iterator[str]:
    # DuckDB notices damage where it reads: this reads every value of every table.
    tables = asked.database.ask("SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY table_name")
    for (table,) in tables:
        try:
            asked.database.ask(f"SELECT bit_xor(hash(t)) FROM {table} t")
        except NotADatabase:
            yield str(table)


def _untold(asked: Asked) -> Iterator[str]:
    wrong = standing(asked.database)[0].rulings.wrong
    yield from (key for (key,) in asked.database.ask(_UNTOLD) if key not in wrong)


def _blocks(asked: Asked) -> Iterator[str]:
    for row in _each(asked, "SELECT * FROM reports"):
        try:
            block = block_of(rows.report_from_row(row))
        except (ValueError, TypeError, KeyError):  # a word that is none: the check on words names it too
            block = ""
        if block != row["block"]:
            yield row["id"]


_DERIVED = ("level_from", "level_to", "parties_from", "parties_to", "people")


def _derived(asked: Asked) -> Iterator[str]:
    for row in _each(asked, "SELECT * FROM events"):
        try:
            event = rows.event_from_row(row | {"reports": []}, {})
            made = rows.event_row(event, block="")
        except (ValueError, TypeError, KeyError):  # as in `_blocks`
            yield row["id"]
            continue
        if any(made[column] != row[column] for column in _DERIVED):
            yield row["id"]


def _quotes(asked: Asked) -> Iterator[str]:
    # Where the text was mended the words are those as mended; few enough to be looked at one by one.
    question = (
        'SELECT report, quotes.text AS words, quotes."start", quotes."end", original, repairs FROM quotes '
        "JOIN documents ON documents.id = quotes.document "
        'WHERE quotes.text <> substring(original, quotes."start" + 1, quotes."end" - quotes."start")'
    )
    for row in _each(asked, question):
        start, end = row["start"], row["end"]
        inside = [
            repair | {"start": repair["start"] - start, "end": repair["end"] - start}
            for repair in row["repairs"]
            if start <= repair["start"] and repair["end"] <= end
        ]
        if start < 0 or row["words"] not in (_mended(row["original"][start:end], inside) or ""):
            yield row["report"]


def _mended(original: str, repairs: Iterable[Row]) -> str | None:
    pieces: list[str] = []
    at = 0
    for repair in (Repair(**repair) for repair in repairs):
        if not at <= repair.start <= repair.end <= len(original):
            return None
        pieces += (original[at : repair.start], repair.replacement)
        at = repair.end
    return "".join((*pieces, original[at:]))


def _mending(asked: Asked) -> Iterator[str]:
    for row in _each(asked, "SELECT id, original, text, repairs FROM documents"):
        if _mended(row["original"], row["repairs"]) != row["text"]:
            yield row["id"]


def _digests(asked: Asked) -> Iterator[str]:
    for row in _each(asked, "SELECT * FROM documents"):
        try:
            digest = rows.document_digest(rows.document_from_row(row))
        except (ValueError, TypeError, KeyError):  # as in `_blocks`
            digest = ""
        if digest != row["digest"]:
            yield row["id"]


def _remade(asked: Asked) -> Iterator[str]:
    try:
        yield from _differing(asked)
    except (ValueError, TypeError, KeyError) as error:  # as in `_blocks`
        yield f"a report cannot be merged: {error}"


def _differing(asked: Asked) -> Iterator[str]:
    for blocks, made in asked.remade():
        stored = asked.database.rows("SELECT * FROM events WHERE block IN ", blocks)
        before, after = ({row["id"]: row for row in events} for events in (stored, made))
        for key in sorted({*before, *after}):
            row = after.get(key)
            if row is None or key not in before or any(before[key][column] != row[column] for column in row):
                yield key


# --- all checks --------------------------------------------------------------------------------------------------

CHECKS: tuple[Check, ...] = (
    Check(
        name="schema",
        says="every step of the schema was taken, once",
        wrong=f"SELECT n FROM range(1, {SCHEMA_VERSION + 1}) steps (n) "
        "WHERE (SELECT count(*) FROM schema_versions WHERE version = n) <> 1",
    ),
    Check(name="ids", says="every id stands for one row", wrong=_IDS),
    Check(
        name="orphans",
        says="nothing is kept of a document that is not there",
        wrong=_all(
            _lacking(table)
            for table in (
                "reports",
                "inputs",
                "appearances",
                "open_names",
                "settled",
                "unsettled",
                "signatures",
                "addresses",
            )
        ),
    ),
    Check(name="words", says="every field holds a known word, a date or a number in its range", wrong=_UNKNOWN_WORDS),
    Check(name="evidence", says="every report has evidence", wrong="SELECT id FROM reports WHERE len(evidence) = 0"),
    Check(name="spans", says="every evidence span lies within its document", wrong=_SPANS),
    Check(name="texts", says="every report's text is what its document says there", wrong=_TEXTS),
    Check(name="quotes", says="every quotation is what its document says there", wrong=_quotes),
    Check(name="sentences", says="every sentence and repair lies within its document", wrong=_SENTENCES),
    Check(name="blocks", says="every report stands in the block that merging gives it", wrong=_blocks, way_out=_READ),
    Check(
        name="events", says="every event has a report, and each of its reports is there", wrong=_HOLLOW, way_out=_MEND
    ),
    Check(
        name="once",
        says="no report belongs to two events",
        wrong="SELECT report FROM event_reports GROUP BY report HAVING count(*) > 1",
        way_out=_MEND,
    ),
    Check(
        name="told",
        says="every report belongs to an event, unless it is judged wrong or yet to be merged",
        wrong=_untold,
        way_out=_MEND,
    ),
    Check(
        name="homes",
        says="every event stands in the block of one of its reports",
        wrong=_BLOCKS_OF_EVENTS,
        way_out=_MEND,
    ),
    Check(
        name="derived",
        says="parties, levels and names of every event are those of its actors",
        wrong=_derived,
        way_out=_MEND,
    ),
    Check(name="disagreements", says="who disagrees on an event reports it", wrong=_ELSEWHERE, way_out=_MEND),
    Check(
        name="sources",
        says="the sources of every event are the documents of its reports",
        wrong=f"SELECT event FROM ({_SOURCES})",
        way_out=_MEND,
    ),
    Check(name="links", says="every link joins two events that are there", wrong=_LINKS, way_out=_MEND),
    Check(name="versions", says="what took a text's place is there, or was superseded in turn", wrong=_SUCCESSORS),
    Check(
        name="anchors",
        says="every anchor belongs to a judgement",
        wrong="SELECT DISTINCT judgement FROM anchors WHERE judgement NOT IN (SELECT id FROM judgements)",
    ),
    Check(name="persons", says="texts and judgements of every person are there", wrong=_PERSONS, way_out=_MEND),
    Check(name="views", says="the flat views count what the tables hold", wrong=_VIEWS),
    Check(
        name="merged",
        says="events are made of all reports",
        wrong=f"SELECT block FROM unmerged UNION SELECT block FROM reports WHERE written > {_DUE}",
        way_out=_PENDING,
        warns=True,
    ),
    Check(
        name="learned",
        says="persons are made of all texts, and all texts were coded with them",
        wrong="SELECT DISTINCT document FROM unsettled UNION SELECT DISTINCT 'party ' || party FROM unlearned",
        way_out=_PENDING,
        warns=True,
    ),
    Check(name="readable", says="every value in the file can be read", wrong=_unreadable, deep=True),
    Check(name="repairs", says="every text as coded is the text as read with its repairs", wrong=_mending, deep=True),
    Check(name="digests", says="every document is what was put there", wrong=_digests, deep=True),
    Check(name="remade", says="merging now gives the same events", wrong=_remade, way_out=_MEND, deep=True),
)
"""All that must hold, in the order it is asked."""
