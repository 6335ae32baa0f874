"""From a view to the bytes of its page, its JSON twin or an error page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bilateral import __version__
from bilateral.chronology import FIELDS
from bilateral.model import ISSUES, MODES, EventType, Form, Status
from bilateral.present.templates import environment_of, script_json
from bilateral.present.words import capital, issue_label, listing, several, the
from bilateral.web.judging import REASONS
from bilateral.web.links import FileLinks, ServerLinks
from bilateral.web.plain import plain

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["html_page", "json_page"]


def html_page(template: str, view: object, links: ServerLinks | FileLinks, **more: Any) -> bytes:
    """The page as UTF-8. The same view gives the same bytes. `more` are further values for the template."""
    text = (
        _environment()
        .get_template(template)
        .render(
            view=view, href=links, asset=links.asset, version=__version__, static=isinstance(links, FileLinks), **more
        )
    )
    return text.encode()


def json_page(view: object) -> bytes:
    """The page's twin as UTF-8."""
    return (json.dumps(plain(view), ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _spec(spec: Mapping[str, Any]) -> Markup:
    return script_json(plain(spec))


_VOCABULARY: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "type": tuple(EventType),
        "form": tuple(Form),
        "status": tuple(Status),
        "issues": ISSUES,
        "mode": sorted({mode for modes in MODES.values() for mode in modes}),
    }
)
"""What fields may be corrected to, where that is a closed list."""


def _number(value: int) -> str:
    return f"{value:,}"


@cache
def _environment() -> Environment:
    environment = environment_of("bilateral.web")
    environment.filters.update(capital=capital, number=_number, spec=_spec, issue=issue_label, listing=listing, the=the)
    environment.globals.update(several=several, fields=FIELDS, vocabulary=_VOCABULARY, reasons=REASONS)
    return environment
