"""The charts of a relation as one Vega-Lite specification with its data inside: those that the briefing draws."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bilateral.analysis import recurring_issues
from bilateral.chronology import DocumentInfo
from bilateral.errors import QueryError
from bilateral.model import Event
from bilateral.present.charts import SCHEMA, contact_charts, issues_chart, standalone

__all__ = ["vega_lite"]


def vega_lite(
    events: Iterable[Event],
    documents: Mapping[str, DocumentInfo],
    pair: tuple[str, str] | None,
    *,
    name_of: Callable[[str], str] | None = None,
) -> str:
    """Contacts by form, contacts by level and issues, one below the other, as JSON that any Vega-Lite program draws.

    Raises QueryError where no pair is given, or nothing can be drawn of it.
    """
    from bilateral.knowledge import load
    from bilateral.knowledge.publishers import official_documents
    from bilateral.present.words import party_names

    if pair is None:
        raise QueryError("charts are drawn of a relation: name two parties, as in `bilateral export USA AZE`")
    knowledge = load()
    name_of = name_of or party_names(knowledge)
    found = list(events)
    used = {report.document for event in found for report in event.reports}
    official = official_documents([documents[key] for key in sorted(used)], knowledge)
    issues = recurring_issues(found, pair, official=official)
    charts = [*contact_charts(found, pair), *([issues_chart(issues, pair, name_of)] if issues else [])]
    if not charts:
        raise QueryError(f"no contact between {name_of(pair[0])} and {name_of(pair[1])} can be drawn")
    spec: dict[str, Any] = {
        "$schema": SCHEMA,
        "title": f"{name_of(pair[0])} – {name_of(pair[1])}",
        "vconcat": [_part(standalone(chart)) for chart in charts],
        "resolve": {"scale": {"color": "independent"}},
        "config": {"view": {"stroke": None}},
    }
    return json.dumps(spec, ensure_ascii=False, indent=1) + "\n"


def _part(spec: dict[str, Any]) -> dict[str, Any]:
    """A specification inside another: what belongs to the whole is said there."""
    return {key: value for key, value in spec.items() if key not in ("$schema", "config")}
