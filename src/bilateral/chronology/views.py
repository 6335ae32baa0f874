"""SQL views of the events between two parties, a row a dyad: dyad_events, dyads, dyad_months, documents_months.

They compute nothing until they are asked and keep nothing, so that they cost nothing and are always up to date. What
they say is what `bilateral.analysis` says of the same events: tests hold the two against each other. Their names and
columns are public (docs/sql.md): a released one keeps its meaning.

The scores and quad classes of PLOVER stand in the views as they were when the step of the schema was written; a test
fails where `knowledge/data/plover.csv` says something else, and a new step must then make the views anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["COLUMNS", "DYAD_VIEWS", "MEASURES", "SCORES"]

# Words of `model` as they were when the step was written.
_LEVELS = (
    *("head of state", "head of government", "foreign minister", "minister"),
    *("senior official", "ambassador", "institution"),
)
_HIGH = _LEVELS[:3]
_CONTACTS = ("visit", "meeting", "multilateral", "call", "video", "letter", "note", "signing")
_SYMMETRIC = ("call", "video", "meeting", "multilateral", "signing")
_COUNTED = ("occurred", "ongoing")

SCORES: Mapping[str, tuple[str, float, Mapping[str, float]]] = {
    "AGREE": ("verbal cooperation", 2.5, {}),
    "CONSULT": ("verbal cooperation", 2.5, {"visit": 4.0, "third-party": 1.0, "multilateral": 4.0, "phone": 1.5}),
    "SUPPORT": ("verbal cooperation", 5.0, {}),
    "CONCEDE": ("verbal cooperation", 4.5, {}),
    "COOPERATE": ("material cooperation", 9.5, {}),
    "AID": ("material cooperation", 10.0, {}),
    "RETREAT": (
        "material cooperation",
        6.5,
        {"withdraw": 8.0, "release": 6.5, "disarm": 10.0, "ceasefire": 7.5, "access": 6.5, "resign": 4.5},
    ),
    "REQUEST": ("verbal conflict", 0.0, {"assist": 0.5, "change": -1.0, "yield": -1.0, "meet": 0.0}),
    "ACCUSE": ("verbal conflict", -3.0, {"disapprove": -2.0, "investigate": -3.5, "allege": -3.5}),
    "REJECT": ("verbal conflict", -2.0, {"assist": -1.5, "change": -2.0, "yield": -2.0, "meet": -2.0}),
    "THREATEN": (
        "verbal conflict",
        -3.5,
        {"restrict": -3.0, "arrest": -3.5, "relations": -3.5, "expel": -3.5, "territory": -4.0, "violence": -3.5},
    ),
    "PROTEST": (
        "material conflict",
        -5.0,
        {
            "demo": -5.0,
            "riot": -7.0,
            "strike": -5.0,
            "hunger": -4.5,
            "boycott": -4.5,
            "obstruct": -4.5,
            "vandalize": -5.0,
        },
    ),
    "SANCTION": ("material conflict", -6.0, {"convict": -6.0, "expel": -5.5, "withdraw": -6.0, "discontinue": -6.0}),
    "MOBILIZE": ("material conflict", -5.5, {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6.0}),
    "COERCE": (
        "material conflict",
        -7.0,
        {
            "seize": -7.0,
            "restrict": -7.0,
            "censor": -6.5,
            "curfew": -6.5,
            "martial-law": -7.5,
            "arrest": -7.0,
            "deport": -7.0,
            "withhold": -7.0,
            "misinformation": -6.5,
            "cyber": -7.0,
        },
    ),
    "ASSAULT": (
        "material conflict",
        -9.0,
        {
            "abduct": -8.5,
            "beat": -7.5,
            "torture": -8.5,
            "sexual": -8.5,
            "targeted": -9.5,
            "destroy": -8.5,
            "primitive": -8.0,
            "firearms": -9.0,
            "explosives": -9.0,
            "suicide-attack": -9.5,
            "aerial": -9.5,
            "drone": -9.5,
            "heavy-weapons": -9.5,
            "crowd-control": -7.5,
            "unconventional": -10.0,
        },
    ),
}
"""Quad class, score and scores of the modes, by type."""


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


_TYPES = ", ".join(f"('{type}', '{quad}', {score})" for type, (quad, score, _) in SCORES.items())
_MODES = ", ".join(
    f"('{type}', '{mode}', {score})" for type, (_, _, modes) in SCORES.items() for mode, score in modes.items()
)


_NAMES = f"[{_listed(_LEVELS)}]"
# Levels are numbered from 1, the highest. Of most events one actor is on each side, and the level of each side is known
# already: going through the actors costs many times as much.
_APART = "len(source) = 1 AND len(target) = 1 AND parties_from <> parties_to"
_RANKS = (
    f"CASE WHEN {_APART} THEN NULL ELSE [{{'party': coalesce(nullif(actor.state, ''), actor.organisation), "
    f"'rank': list_position({_NAMES}, actor.level)}} FOR actor IN list_concat(source, target) "
    "IF actor.level IS NOT NULL] END"
)


def _rank(party: str, first: str, second: str) -> str:
    # The highest level that someone of the party has.
    return (
        f"CASE WHEN ranks IS NULL THEN CASE WHEN a_to_b THEN rank_{first} ELSE rank_{second} END "
        f"ELSE list_min([one.rank FOR one IN ranks IF one.party = {party}]) END"
    )


_INSTITUTION = len(_LEVELS)

_DYAD_EVENTS = f"""
CREATE VIEW dyad_events AS
SELECT event, a, b,
    CASE WHEN a_to_b = b_to_a THEN NULL WHEN a_to_b THEN a ELSE b END AS source,
    CASE WHEN a_to_b = b_to_a THEN NULL WHEN a_to_b THEN b ELSE a END AS target,
    pairs.type, pairs.mode, form, status,
    status IN ({_listed(_COUNTED)}) AS counted,
    form IN ({_listed(_CONTACTS)}) AS contact,
    {_NAMES}[coalesce(
        greatest(nullif(rank_a, {_INSTITUTION}), nullif(rank_b, {_INSTITUTION})), greatest(rank_a, rank_b)
    )] AS "level",
    types.quad,
    coalesce(modes.intensity, types.intensity)::DOUBLE AS intensity,
    earliest, latest,
    CASE WHEN date_trunc('month', earliest) = date_trunc('month', latest)
        THEN date_trunc('month', earliest)::DATE END AS "month",
    number, issues, confidence
FROM (
    SELECT *, {_rank("a", "from", "to")} AS rank_a, {_rank("b", "to", "from")} AS rank_b
    FROM (
        SELECT *,
            list_contains(parties_from, a) AND list_contains(parties_to, b) AS a_to_b,
            list_contains(parties_from, b) AND list_contains(parties_to, a) AS b_to_a
        FROM (
            SELECT *, unnest(everyone) AS b FROM (
                SELECT *, unnest(everyone) AS a FROM (
                    SELECT id AS event, type, mode, form, status, {_RANKS} AS ranks,
                        list_position({_NAMES}, level_from) AS rank_from,
                        list_position({_NAMES}, level_to) AS rank_to,
                        parties_from, parties_to, earliest, latest, "count" AS number, issues, confidence,
                        list_distinct(list_concat(parties_from, parties_to)) AS everyone
                    FROM events
                )
            )
        )
        WHERE a < b AND a <> ''
    )
    WHERE a_to_b OR b_to_a OR form IN ({_listed(_SYMMETRIC)})
) AS pairs
LEFT JOIN (VALUES {_TYPES}) AS types (type, quad, intensity) ON types.type = pairs.type
LEFT JOIN (VALUES {_MODES}) AS modes (type, mode, intensity) ON modes.type = pairs.type AND modes.mode = pairs.mode
"""

# Scores are halves, whose sums are exact in any order.
MEASURES = f"""
    count(*) AS events,
    sum(number)::BIGINT AS number,
    coalesce(sum(number) FILTER (contact), 0)::BIGINT AS contacts,
    coalesce(sum(number) FILTER (contact AND "level" IN ({_listed(_HIGH)})), 0)::BIGINT AS high_contacts,
    coalesce(sum(number) FILTER (source = a), 0)::BIGINT AS a_to_b,
    coalesce(sum(number) FILTER (source = b), 0)::BIGINT AS b_to_a,
    coalesce(sum(number) FILTER (quad = 'verbal cooperation'), 0)::BIGINT AS verbal_cooperation,
    coalesce(sum(number) FILTER (quad = 'material cooperation'), 0)::BIGINT AS material_cooperation,
    coalesce(sum(number) FILTER (quad = 'verbal conflict'), 0)::BIGINT AS verbal_conflict,
    coalesce(sum(number) FILTER (quad = 'material conflict'), 0)::BIGINT AS material_conflict,
    sum(intensity * number) / sum(number) AS intensity"""
"""What is counted of a group of rows of dyad_events."""

_DYADS = f"""
CREATE VIEW dyads AS
SELECT a, b,{MEASURES},
    min(latest) AS first_day,
    max(earliest) AS last_day
FROM dyad_events WHERE counted GROUP BY a, b
"""

_DOCUMENTS_MONTHS = """
CREATE VIEW documents_months AS
SELECT
    CASE WHEN date_trunc('month', published_earliest) = date_trunc('month', published_latest)
        THEN date_trunc('month', published_earliest)::DATE END AS "month",
    count(*) AS documents,
    count(DISTINCT publisher) AS publishers
FROM documents GROUP BY 1
"""

_DYAD_MONTHS = f"""
CREATE VIEW dyad_months AS
SELECT counts.*, coalesce(documents, 0) AS documents, 1000.0 * number / documents AS per_1000_documents
FROM (SELECT a, b, "month",{MEASURES} FROM dyad_events WHERE counted GROUP BY a, b, "month") AS counts
LEFT JOIN documents_months ON documents_months."month" = counts."month"
"""

DYAD_VIEWS: tuple[str, ...] = (_DYAD_EVENTS, _DYADS, _DOCUMENTS_MONTHS, _DYAD_MONTHS)
"""The statements that make the views, in order."""

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "dyad_events": {
        "event": "id of the event (`events.id`)",
        "a": "code of one party, the first of the two in the alphabet",
        "b": "code of the other",
        "source": "who acts; null where both do",
        "target": "towards whom; null where both act",
        "type": "PLOVER's type",
        "mode": "PLOVER's mode, null for many types",
        "form": "how it was done: visit, meeting, call, letter ...",
        "status": "occurred, ongoing, planned, proposed, negated",
        "counted": "whether it took place (occurred or ongoing); plans and denials are never counted",
        "contact": "whether the two deal with each other (visits to signings), not an act such as a statement",
        "level": "level of the lower-ranking side, as far as known",
        "quad": "PLOVER's quad class: verbal or material, cooperation or conflict",
        "intensity": "PLOVER's score of type and mode, from -10 (conflict) to 10 (cooperation)",
        "earliest": "first day it can have been",
        "latest": "last day it can have been",
        "month": "first day of the month that it lies in; null where it may lie in several",
        "number": "how often: 2 for what is told as having happened twice",
        "issues": "what it was about",
        "confidence": "of the event, 0 to 1",
    },
    "dyads": {
        "a": "code of one party, the first of the two in the alphabet",
        "b": "code of the other",
        "events": "rows of `dyad_events` that are counted",
        "number": "how often in all, so that what happened twice counts twice; so all numbers that follow",
        "contacts": "contacts",
        "high_contacts": "contacts at foreign minister level or above",
        "a_to_b": "acts of a towards b",
        "b_to_a": "acts of b towards a",
        "verbal_cooperation": "by quad class",
        "material_cooperation": "by quad class",
        "verbal_conflict": "by quad class",
        "material_conflict": "by quad class",
        "intensity": "mean of `dyad_events.intensity`",
        "first_day": "day by which the first of them had surely taken place",
        "last_day": "day on or after which the last of them surely took place",
    },
    "documents_months": {
        "month": "first day of the month the documents were published in; null where that is not known to the month",
        "documents": "documents read",
        "publishers": "different publishers among them",
    },
    "dyad_months": {
        "a": "code of one party, the first of the two in the alphabet",
        "b": "code of the other",
        "month": "first day of the month; null for events that may lie in several",
        "events": "as in `dyads`, and so the columns up to `intensity`",
        "number": "how often in all",
        "contacts": "contacts",
        "high_contacts": "contacts at foreign minister level or above",
        "a_to_b": "acts of a towards b",
        "b_to_a": "acts of b towards a",
        "verbal_cooperation": "by quad class",
        "material_cooperation": "by quad class",
        "verbal_conflict": "by quad class",
        "material_conflict": "by quad class",
        "intensity": "mean of `dyad_events.intensity`",
        "documents": "documents read that were published in that month",
        "per_1000_documents": "number by thousand of them; null where there are none",
    },
}
"""What each column of the views holds (docs/sql.md is checked against it)."""
