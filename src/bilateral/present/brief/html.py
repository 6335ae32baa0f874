"""The briefing as one HTML page that opens offline: styles, scripts and data are all inside it.

The page's own Content-Security-Policy allows only the scripts and the style sheet written here, by their SHA-256, and
no request to anywhere. Vega draws with its expression interpreter, so no code is made of text. All words of the sources
are escaped by Jinja2's autoescape; addresses become links only if they are http or https.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache, partial
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

from bilateral.present.addresses import safe_link
from bilateral.present.brief.anchors import Anchors
from bilateral.present.brief.data import Brief, Entry, Footnote, SourceRow
from bilateral.present.charts import Chart
from bilateral.present.linked import Part
from bilateral.present.templates import environment_of, script_json
from bilateral.present.words import capital, several, the

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["render_html"]

_NAMED = 2  # sources named in the fold under an event
_SCRIPTS = ("vega.min.js", "vega-lite.min.js", "vega-embed.min.js")


def render_html(brief: Brief) -> str:
    """The page, as text to be written in UTF-8. The same data give the same page."""
    from markupsafe import Markup

    anchors = Anchors.of(brief)
    scripts = [Markup(text) for text in (*_vendored(), _asset("brief.js"))] if brief.charts else []
    style = Markup(_asset("brief.css"))
    return (
        _environment()
        .get_template("brief.html.j2")
        .render(
            brief=brief,
            style=style,
            scripts=scripts,
            policy=_policy([style], scripts),
            parts=partial(_parts, anchors),
            groups=anchors.groups,
            entries=anchors.entries,
            chapters=_chapters,
            spec=_spec,
            shown_issues=12,
            shown_quotes=12,
            footnotes=_by_event(brief.footnotes),
            sourced=partial(_sourced, {source.number: source for source in brief.sources}),
            sources={source.number: source for source in brief.sources},
        )
    )


def _parts(anchors: Anchors, parts: Sequence[Part] | Part) -> Markup:
    """The pieces as HTML, those with events as links."""
    from markupsafe import Markup, escape

    given = [parts] if isinstance(parts, Part) else parts
    return Markup("").join(
        Markup('<a class="n" href="#{}">{}</a>').format(anchor, part.text)
        if (anchor := anchors.name(part.events))
        else escape(part.text)
        for part in given
    )


def _chapters(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    return [(part, list(group)) for part, group in groupby(entries, key=lambda entry: entry.part)]


def _by_event(footnotes: Sequence[Footnote]) -> dict[str, list[Footnote]]:
    found: dict[str, list[Footnote]] = {}
    for footnote in footnotes:
        found.setdefault(footnote.event, []).append(footnote)
    return found


def _sourced(sources: Mapping[int, SourceRow], notes: Sequence[Footnote]) -> str:
    """ "Source: Steppe Herald, 2 Apr 2022", "3 sources: ...": what the fold with the sentences says."""
    used = [sources[number] for number in dict.fromkeys(note.source for note in notes)]
    named = [", ".join(part for part in (row.publisher or row.title, row.published) if part) for row in used]
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    head = "Source" if len(named) == 1 else f"{len(named)} sources"
    return f"{head}: {'; '.join(named[:_NAMED])}{more}"


def _spec(chart: Chart) -> Markup:
    return script_json(chart.spec)


def _policy(styles: Sequence[str], scripts: Sequence[str]) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts)) or chr(39) + 'none' + chr(39)}",
            f"style-src {' '.join(map(_hash, styles))}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


@cache
def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _vendored() -> tuple[str, ...]:
    folder = files("bilateral.present") / "vendor"
    # The comment naming a source map would make developer tools ask for a file that is not there.
    return tuple((folder / name).read_text("utf-8").partition("//# sourceMappingURL=")[0] for name in _SCRIPTS)


@cache
def _asset(name: str) -> str:
    return (files("bilateral.present.brief") / "templates" / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = environment_of("bilateral.present.brief")
    environment.filters.update(capital=capital, safe_link=safe_link)
    environment.globals.update(several=several, the=the)
    return environment
