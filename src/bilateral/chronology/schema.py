"""The tables of a Bilateral database (one DuckDB file), and how an older file becomes a current one.

Four tables hold what was read and found, each row whole: `documents`, `reports`, `events`, `people`. Lists within a row
(actors, evidence, quotes) are typed lists of structs, so that a document is written with two inserts and can never be
half there. Views give the same lists as flat tables for joins: `report_actors`, `report_issues`, `evidence`, `quotes`,
`event_actors`, `event_issues`, `event_reports`, `disagreements`; those of pairs of parties are in `views`.
`DESCRIPTIONS` says in a line what each one holds; the database carries these lines as comments, and the documentation
is made from them.

A change of the schema is a new numbered step at the end of `MIGRATIONS`; steps that were once released never change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from bilateral.chronology.views import DYAD_VIEWS
from bilateral.errors import NewerSchema, NotADatabase

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["DESCRIPTIONS", "MIGRATIONS", "SCHEMA_VERSION", "check_version", "migrate", "schema_version"]

_ACTOR = (
    "STRUCT(state VARCHAR, organisation VARCHAR, person VARCHAR, person_id VARCHAR, office VARCHAR, "
    '"level" VARCHAR, basis VARCHAR)'
)
_SPAN = 'STRUCT("start" INTEGER, "end" INTEGER)'
_QUOTE = f'STRUCT("text" VARCHAR, "start" INTEGER, "end" INTEGER, speaker {_ACTOR}, addressee {_ACTOR})'
_PLACE = "STRUCT(name VARCHAR, state VARCHAR, lat DOUBLE, lon DOUBLE)"
_SENTENCE = 'STRUCT("start" INTEGER, "end" INTEGER, paragraph INTEGER, kind VARCHAR, introduced_by INTEGER)'
_REPAIR = 'STRUCT("start" INTEGER, "end" INTEGER, replacement VARCHAR, rule VARCHAR)'
_DISAGREEMENT = "STRUCT(field VARCHAR, value VARCHAR, documents VARCHAR[])"

# What reports and events have in common, in one order.
_ACT = f"""
    type VARCHAR NOT NULL,
    mode VARCHAR,
    form VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    source {_ACTOR}[] NOT NULL,
    target {_ACTOR}[] NOT NULL,
    earliest DATE NOT NULL,
    latest DATE NOT NULL,
    "precision" VARCHAR NOT NULL,
    basis VARCHAR NOT NULL,
    when_text VARCHAR NOT NULL,
    when_reason VARCHAR NOT NULL,
    place {_PLACE},
    issues VARCHAR[] NOT NULL,
    named_issues VARCHAR[] NOT NULL,
    quotes {_QUOTE}[] NOT NULL,
    confidence DOUBLE NOT NULL,
    "count" INTEGER NOT NULL,
"""

_FIRST = (
    """CREATE TABLE meta (key VARCHAR NOT NULL, value VARCHAR NOT NULL)""",
    f"""
    CREATE TABLE documents (
        id VARCHAR NOT NULL,
        digest VARCHAR NOT NULL,
        coded VARCHAR NOT NULL,
        source VARCHAR NOT NULL,
        url VARCHAR,
        title VARCHAR,
        publisher VARCHAR,
        published_earliest DATE,
        published_latest DATE,
        published_precision VARCHAR,
        published_basis VARCHAR,
        published_text VARCHAR,
        published_reason VARCHAR,
        language VARCHAR,
        machine_translated BOOLEAN NOT NULL,
        original VARCHAR NOT NULL,
        text VARCHAR NOT NULL,
        sentences {_SENTENCE}[] NOT NULL,
        repairs {_REPAIR}[] NOT NULL,
        written BIGINT NOT NULL
    )
    """,
    # Not a primary key: DuckDB before 1.2 refuses to delete a key and insert it again in one transaction.
    """CREATE INDEX documents_by_id ON documents (id)""",
    """CREATE TABLE inputs (digest VARCHAR NOT NULL, reader VARCHAR NOT NULL, document VARCHAR NOT NULL)""",
    """CREATE INDEX inputs_by_digest ON inputs (digest)""",
    f"""
    CREATE TABLE reports (
        id VARCHAR NOT NULL,
        document VARCHAR NOT NULL,
        block VARCHAR NOT NULL,{_ACT}
        evidence {_SPAN}[] NOT NULL,
        text VARCHAR NOT NULL,
        reader VARCHAR NOT NULL,
        reasons VARCHAR[] NOT NULL,
        written BIGINT NOT NULL
    )
    """,
    f"""
    CREATE TABLE events (
        id VARCHAR NOT NULL,
        block VARCHAR NOT NULL,{_ACT}
        level_from VARCHAR,
        level_to VARCHAR,
        parties_from VARCHAR[] NOT NULL,
        parties_to VARCHAR[] NOT NULL,
        people VARCHAR NOT NULL,
        disagreements {_DISAGREEMENT}[] NOT NULL,
        merges VARCHAR[] NOT NULL,
        reports VARCHAR[] NOT NULL
    )
    """,
    """CREATE TABLE unmerged (block VARCHAR NOT NULL)""",
    """CREATE TABLE refusals (source VARCHAR NOT NULL, code VARCHAR NOT NULL, reason VARCHAR NOT NULL)""",
)

_VIEWS = (
    """
    CREATE VIEW report_actors AS
        SELECT id AS report, 'source' AS side, unnest(source, max_depth := 2) FROM reports
        UNION ALL BY NAME
        SELECT id AS report, 'target' AS side, unnest(target, max_depth := 2) FROM reports
    """,
    """CREATE VIEW report_issues AS SELECT id AS report, unnest(issues) AS issue FROM reports""",
    """CREATE VIEW evidence AS SELECT id AS report, document, unnest(evidence, max_depth := 2) FROM reports""",
    """CREATE VIEW quotes AS SELECT id AS report, document, unnest(quotes, max_depth := 2) FROM reports""",
    """
    CREATE VIEW event_actors AS
        SELECT id AS event, 'source' AS side, unnest(source, max_depth := 2) FROM events
        UNION ALL BY NAME
        SELECT id AS event, 'target' AS side, unnest(target, max_depth := 2) FROM events
    """,
    """CREATE VIEW event_issues AS SELECT id AS event, unnest(issues) AS issue FROM events""",
    """CREATE VIEW event_reports AS SELECT id AS event, unnest(reports) AS report FROM events""",
    """CREATE VIEW disagreements AS SELECT id AS event, unnest(disagreements, max_depth := 2) FROM events""",
)

_JUDGEMENTS = """
    CREATE TABLE judgements (
        id VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        subject VARCHAR NOT NULL,
        other VARCHAR,
        field VARCHAR,
        value VARCHAR,
        verdict VARCHAR NOT NULL,
        who VARCHAR NOT NULL,
        made TIMESTAMP NOT NULL,
        why VARCHAR NOT NULL,
        withdrawn TIMESTAMP
    )
"""

_OFFICE = 'STRUCT(office VARCHAR, "level" VARCHAR, first_seen DATE, last_seen DATE, documents INTEGER)'

_PEOPLE = (
    """
    CREATE TABLE appearances (
        document VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        folded VARCHAR NOT NULL,
        person_id VARCHAR,
        state VARCHAR,
        organisation VARCHAR,
        party VARCHAR NOT NULL,
        office VARCHAR,
        "level" VARCHAR,
        basis VARCHAR NOT NULL,
        sentence INTEGER NOT NULL,
        introduced BOOLEAN NOT NULL,
        wording VARCHAR NOT NULL,
        "day" DATE
    )
    """,
    "CREATE TABLE open_names (document VARCHAR NOT NULL, name VARCHAR NOT NULL)",
    f"""
    CREATE TABLE people (
        party VARCHAR NOT NULL,
        is_state BOOLEAN NOT NULL,
        name VARCHAR NOT NULL,
        names VARCHAR[] NOT NULL,
        origin VARCHAR NOT NULL,
        person_id VARCHAR,
        offices {_OFFICE}[] NOT NULL,
        first_seen DATE,
        last_seen DATE,
        attested INTEGER NOT NULL,
        documents VARCHAR[] NOT NULL,
        judgements VARCHAR[] NOT NULL,
        sole BOOLEAN NOT NULL
    )
    """,
    "CREATE TABLE unlearned (party VARCHAR NOT NULL)",
    "CREATE TABLE unsettled (document VARCHAR NOT NULL, step VARCHAR NOT NULL)",
    "CREATE TABLE settled (document VARCHAR NOT NULL, digest VARCHAR NOT NULL)",
    # The persons of texts read by an older version have yet to be found.
    "INSERT INTO unsettled SELECT id, 'persons' FROM documents",
    "ALTER TABLE judgements ADD COLUMN scope VARCHAR",
    "ALTER TABLE judgements ADD COLUMN since DATE",
    "ALTER TABLE judgements ADD COLUMN until DATE",
)

_CLAIM = (
    "STRUCT(report VARCHAR, type VARCHAR, form VARCHAR, status VARCHAR, source VARCHAR[], target VARCHAR[], "
    "earliest DATE, latest DATE, text VARCHAR)"
)

_VERSIONS = (
    "CREATE TABLE addresses (address VARCHAR NOT NULL, document VARCHAR NOT NULL, fetched TIMESTAMP)",
    "CREATE INDEX addresses_by_address ON addresses (address)",
    "CREATE INDEX addresses_by_document ON addresses (document)",
    f"""
    CREATE TABLE versions (
        document VARCHAR NOT NULL,
        digest VARCHAR NOT NULL,
        address VARCHAR NOT NULL,
        successor VARCHAR NOT NULL,
        source VARCHAR NOT NULL,
        url VARCHAR,
        title VARCHAR,
        publisher VARCHAR,
        published DATE,
        original VARCHAR NOT NULL,
        reader VARCHAR NOT NULL,
        inputs VARCHAR[] NOT NULL,
        fetched TIMESTAMP,
        noticed TIMESTAMP NOT NULL,
        claims {_CLAIM}[] NOT NULL
    )
    """,
    # Texts read by an older version: those with a given id, and those of the web. A file's path was not kept; it
    # becomes known when the file is read again.
    "INSERT INTO addresses SELECT 'id:' || id, id, NULL FROM documents WHERE id <> 'd' || left(sha256(original), 12)",
    """
    INSERT INTO addresses SELECT string_split(url, '#')[1], min(id), NULL FROM documents
    WHERE url IS NOT NULL AND id = 'd' || left(sha256(original), 12)
    GROUP BY ALL HAVING count(*) = 1
    """,
)

_FEEDS = (
    """
    CREATE TABLE feeds (
        feed VARCHAR NOT NULL,
        address VARCHAR NOT NULL,
        fetched TIMESTAMP,
        status INTEGER,
        etag VARCHAR,
        last_modified VARCHAR,
        failures INTEGER NOT NULL,
        due TIMESTAMP NOT NULL,
        stopped BOOLEAN NOT NULL,
        note VARCHAR NOT NULL
    )
    """,
    """
    CREATE TABLE feed_entries (
        feed VARCHAR NOT NULL,
        entry VARCHAR NOT NULL,
        digest VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        tries INTEGER NOT NULL,
        link VARCHAR,
        title VARCHAR,
        publisher VARCHAR,
        published VARCHAR
    )
    """,
)

_RULED = (
    'STRUCT(field VARCHAR, "value" VARCHAR, reported VARCHAR, judgement VARCHAR, who VARCHAR, "on" DATE, why VARCHAR)'
)

_EVENT_JUDGEMENTS = (
    """
    CREATE TABLE anchors (
        judgement VARCHAR NOT NULL,
        side VARCHAR NOT NULL,
        "position" INTEGER NOT NULL,
        report VARCHAR NOT NULL,
        document VARCHAR NOT NULL,
        "start" INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        words VARCHAR NOT NULL,
        form VARCHAR NOT NULL,
        type VARCHAR NOT NULL,
        status VARCHAR NOT NULL,
        source VARCHAR[] NOT NULL,
        target VARCHAR[] NOT NULL,
        earliest DATE NOT NULL,
        latest DATE NOT NULL
    )
    """,
    """CREATE TABLE ruled (block VARCHAR NOT NULL, "group" VARCHAR NOT NULL, digest VARCHAR NOT NULL)""",
    f"ALTER TABLE events ADD COLUMN judged {_RULED}[]",
)

_SOURCES_AND_LINKS = (
    "CREATE TABLE signatures (document VARCHAR NOT NULL, sketch BLOB NOT NULL)",
    "CREATE INDEX signatures_by_document ON signatures (document)",
    # By which rules they are made (merging.copies.SKETCH_RULES); kept as it was when this step was written.
    "INSERT INTO meta VALUES ('sketched_by', 'four words, 128 hashes, 1')",
    "ALTER TABLE events ADD COLUMN sources VARCHAR[][]",
    "ALTER TABLE events ADD COLUMN agreed STRUCT(field VARCHAR, value VARCHAR, rule VARCHAR)[]",
    """
    CREATE TABLE links (
        dyad VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        source VARCHAR NOT NULL,
        target VARCHAR NOT NULL,
        score DOUBLE NOT NULL,
        reasons VARCHAR[] NOT NULL
    )
    """,
    """
    CREATE TABLE linked (
        dyad VARCHAR NOT NULL,
        event VARCHAR NOT NULL,
        block VARCHAR NOT NULL,
        earliest DATE NOT NULL,
        latest DATE NOT NULL,
        digest VARCHAR NOT NULL
    )
    """,
    """
    CREATE VIEW event_sources AS
        SELECT event, family, unnest(documents) AS document
        FROM (SELECT id AS event, generate_subscripts(sources, 1) AS family, unnest(sources) AS documents FROM events)
    """,
    "CREATE VIEW agreed_fields AS SELECT id AS event, unnest(agreed, max_depth := 2) FROM events",
    # Events of an older version have neither sources nor links.
    "INSERT INTO unmerged SELECT DISTINCT block FROM reports",
)

_STRETCHES = (
    "ALTER TABLE unmerged ADD COLUMN earliest DATE",
    "ALTER TABLE unmerged ADD COLUMN latest DATE",
    "ALTER TABLE events ADD COLUMN told_first DATE",
    "ALTER TABLE events ADD COLUMN told_last DATE",
    # Events of an older version do not say what stretch of time their reports lie in: all are made anew.
    "INSERT INTO unmerged (block) SELECT DISTINCT block FROM reports UNION SELECT block FROM events",
)

_OUTLOOKS = (
    """
    CREATE TABLE outlooks (
        as_of DATE NOT NULL,
        horizon INTEGER NOT NULL,
        source VARCHAR NOT NULL,
        target VARCHAR NOT NULL,
        act VARCHAR NOT NULL,
        probability DOUBLE NOT NULL,
        base DOUBLE NOT NULL,
        own DOUBLE NOT NULL,
        model VARCHAR NOT NULL,
        version VARCHAR NOT NULL,
        made TIMESTAMP NOT NULL
    )
    """,
    "CREATE TABLE outlook_models (key VARCHAR NOT NULL, model VARCHAR NOT NULL)",
)

_SEARCH = (
    """CREATE TABLE words (word VARCHAR NOT NULL, document VARCHAR NOT NULL, number SMALLINT NOT NULL)""",
    """CREATE TABLE searched (document VARCHAR NOT NULL, digest VARCHAR NOT NULL)""",
)

DESCRIPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "schema_versions": "Which steps of the schema this file has been through, and when.",
        "meta": "Facts about the file itself, such as how far merging has come.",
        "documents": "One row a text: as read (original), as coded (text), with its sentences and every repair.",
        "inputs": "Fingerprints of inputs already read, with the reader's version, so that none is read twice.",
        "reports": "One row a claim: one document says that one act took place, is planned, or did not.",
        "events": "One row a real-world event: the fields its reports agree on, and which reports those are.",
        "unmerged": "Where in groups of reports something changed since events were last made: days, or all of them.",
        "refusals": "Inputs that could not be read, and why.",
        "judgements": "Corrections made by people: who, when, why; never overwritten by a re-run.",
        "anchors": "One row a report that a judgement on an event was made on: its words, and what was read in them.",
        "ruled": "Groups of reports on which something is ruled, and what was when events were last made of them.",
        "appearances": "One row a person and text: what that text by itself says of the person, and where.",
        "open_names": "Names that a text leaves open and others may tell, with what it tells beside them.",
        "people": "One row a person: spellings, offices, first and last day, texts; made from appearances.",
        "unlearned": "Parties of which appearances changed since people was last made.",
        "unsettled": "Texts to be looked at again, for their persons or because people changed.",
        "settled": "Texts coded a second time, with a fingerprint of the persons they lean on.",
        "addresses": "Which text stands at which address (given id, url, file), and when it was last fetched.",
        "versions": "Texts that stood at an address until another took their place, with what they reported.",
        "feeds": "Feeds that are watched: when last fetched, with what outcome, and when they are due.",
        "feed_entries": "Entries of watched feeds that are known, and those whose page is still to be had.",
        "signatures": "One row a text: hashes of its words, by which copies of one text are known.",
        "links": "How events hang together: source is part of, fulfilled by, reply to ... target, with reasons.",
        "linked": "One row an event and dyad, as it was when links were last made, to see what has changed since.",
        "outlooks": "Published outlooks, one row an act: what was said to be how likely, so that it can be scored.",
        "outlook_models": "Models of outlooks, by the events they were made of, so that none is made twice.",
        "words": "One row a word and text, in the order of the words: by what texts are searched.",
        "searched": "Texts whose words are in words, with the fingerprint they had then.",
        "report_actors": "View: one row for each actor of a report; side is source or target.",
        "report_issues": "View: one row for each issue of a report.",
        "evidence": "View: one row for each span of documents.original that a report rests on.",
        "quotes": "View: one row for each quotation in a report, with speaker and addressee.",
        "event_actors": "View: one row for each actor of an event; side is source or target.",
        "event_issues": "View: one row for each issue of an event.",
        "event_reports": "View: which reports an event was made of.",
        "disagreements": "View: one row for each value of a field on which the reports of an event differ.",
        "event_sources": "View: the documents of an event; those of one family are copies of one text.",
        "agreed_fields": "View: fields of an event of which several values were told, and the rule that decided.",
        "dyad_events": "View: one row for each event and pair of parties it is between, whatever its status.",
        "dyads": "View: one row for each pair of parties: events that took place, contacts, tone, first and last day.",
        "documents_months": "View: one row a month: documents read that were published in it.",
        "dyad_months": "View: one row for each pair and month: the same numbers, and documents read of that month.",
    }
)
"""What each table and view holds; also stored in the file as comments."""


def _first(connection: DuckDBPyConnection) -> None:
    for statement in _FIRST:
        connection.execute(statement)


def _second(connection: DuckDBPyConnection) -> None:
    for statement in (_JUDGEMENTS, *_VIEWS):
        connection.execute(statement)


def _third(connection: DuckDBPyConnection) -> None:
    for statement in _PEOPLE:
        connection.execute(statement)


def _growth(connection: DuckDBPyConnection) -> None:
    for statement in (*_VERSIONS, *_FEEDS):
        connection.execute(statement)


def _event_judgements(connection: DuckDBPyConnection) -> None:
    for statement in _EVENT_JUDGEMENTS:
        connection.execute(statement)


_READERS = (
    "ALTER TABLE events ADD COLUMN readers VARCHAR[]",
    """
    UPDATE events SET readers = found.readers FROM (
        SELECT event, list_sort(list(DISTINCT split_part(reports.reader, ' ', 1))) AS readers
        FROM (SELECT id AS event, unnest(reports) AS report FROM events) AS parts
        JOIN reports ON reports.id = parts.report GROUP BY event
    ) AS found WHERE events.id = found.event
    """,
)


def _readers(connection: DuckDBPyConnection) -> None:
    for statement in _READERS:
        connection.execute(statement)


def _sources_and_links(connection: DuckDBPyConnection) -> None:
    for statement in _SOURCES_AND_LINKS:
        connection.execute(statement)


_CONTACTS_IN_ONE_BLOCK = (
    # Calls and meetings are compared with each other since, so that they stand in one group; all is merged anew.
    """UPDATE reports SET block = replace(block, '/meeting/', '/call/') WHERE contains(block, '/meeting/')""",
    """UPDATE events SET block = replace(block, '/meeting/', '/call/') WHERE contains(block, '/meeting/')""",
    """INSERT INTO unmerged SELECT DISTINCT block FROM reports""",
)


def _contacts_in_one_block(connection: DuckDBPyConnection) -> None:
    for statement in _CONTACTS_IN_ONE_BLOCK:
        connection.execute(statement)


def _stretches(connection: DuckDBPyConnection) -> None:
    for statement in _STRETCHES:
        connection.execute(statement)


_OPEN_NAMES = (
    "ALTER TABLE open_names ADD COLUMN written VARCHAR",
    "ALTER TABLE open_names ADD COLUMN titles STRUCT(phrase VARCHAR, level VARCHAR)[]",
    "ALTER TABLE open_names ADD COLUMN party VARCHAR",
    'ALTER TABLE open_names ADD COLUMN "day" DATE',
    # What older versions kept does not say all that the texts tell beside a name: they are looked at again.
    "INSERT INTO unsettled SELECT DISTINCT document, 'persons' FROM open_names",
    "DELETE FROM open_names",
)


def _open_names(connection: DuckDBPyConnection) -> None:
    for statement in _OPEN_NAMES:
        connection.execute(statement)


def _outlooks(connection: DuckDBPyConnection) -> None:
    for statement in _OUTLOOKS:
        connection.execute(statement)


def _dyad_views(connection: DuckDBPyConnection) -> None:
    for statement in DYAD_VIEWS:
        connection.execute(statement)


def _search(connection: DuckDBPyConnection) -> None:
    for statement in _SEARCH:
        connection.execute(statement)


MIGRATIONS: tuple[Callable[[DuckDBPyConnection], None], ...] = (
    _first,
    _second,
    _third,
    _growth,
    _event_judgements,
    _readers,
    _sources_and_links,
    _contacts_in_one_block,
    _stretches,
    _outlooks,
    _open_names,
    _dyad_views,
    _search,
)
"""Step n takes a file from version n - 1 to version n.

1. documents, inputs, reports, events, refusals
2. judgements, and the flat views
3. appearances, people, and what keeps them up to date; judgements of persons
4. addresses, superseded versions of texts, feeds that are watched
5. what judgements on events were made on, and what they settled
6. the readers that found an event
7. signatures, by which copies count as one source; which rule agreed a field; links between events
8. calls and meetings in one group of reports to be merged
9. the days between which the reports of an event lie, so that only what lies near a change is merged again
10. published outlooks, and the models they are made with
11. what a text tells beside a name it leaves open, so that it is coded again only where other texts tell more
12. views of what is between two parties
13. the words of texts, for searching
"""

SCHEMA_VERSION = len(MIGRATIONS)


def schema_version(connection: DuckDBPyConnection, path: str) -> int:
    """The schema's version; 0 for a file without any table. Raises NotADatabase for a file with foreign tables."""
    rows = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()
    tables = {name for (name,) in rows}
    if not tables:
        return 0
    if not {"schema_versions", "documents"} <= tables:
        raise NotADatabase(f"{path}: a DuckDB file, but not one of Bilateral's; name another file with --db")
    ((version,),) = connection.execute("SELECT max(version) FROM schema_versions").fetchall()
    return int(version)


def check_version(version: int, path: str) -> None:
    """Raises NewerSchema when a file of that version is ahead of this program."""
    if version > SCHEMA_VERSION:
        raise NewerSchema(
            f"{path}: written by a newer Bilateral (schema {version}, this one knows up to {SCHEMA_VERSION}); "
            "upgrade with: pip install --upgrade bilateral"
        )


def migrate(connection: DuckDBPyConnection, path: str, *, steps: int = SCHEMA_VERSION) -> None:
    """Bring the database up to version `steps`, each step in a transaction of its own.

    Raises NewerSchema when the file is ahead of this program, NotADatabase when it holds other tables.
    """
    version = schema_version(connection, path)
    check_version(version, path)
    for number in range(version + 1, steps + 1):
        connection.execute("BEGIN")
        try:
            _step(connection, number)
            if number == steps:
                _comment(connection)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def _step(connection: DuckDBPyConnection, number: int) -> None:
    if number == 1:
        connection.execute("CREATE TABLE schema_versions (version INTEGER NOT NULL, applied TIMESTAMP NOT NULL)")
    MIGRATIONS[number - 1](connection)
    connection.execute("INSERT INTO schema_versions VALUES (?, current_timestamp::TIMESTAMP)", [number])


def _comment(connection: DuckDBPyConnection) -> None:
    kinds = connection.execute(
        "SELECT table_name, 'TABLE' FROM duckdb_tables() WHERE NOT internal "
        "UNION ALL SELECT view_name, 'VIEW' FROM duckdb_views() WHERE NOT internal"
    ).fetchall()
    for name, kind in kinds:
        text = DESCRIPTIONS[name].replace("'", "''")
        connection.execute(f"COMMENT ON {kind} {name} IS '{text}'")
