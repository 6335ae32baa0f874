"""What may stand in a path or query, checked before anything is asked: typed, limited, and told what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from bilateral.api.query import first_day, last_day, party, single_day, words
from bilateral.errors import QueryError, UnknownState, UnknownValue
from bilateral.web.index import FACETS

__all__ = ["KINDS", "LONGEST", "MOST_PAGES", "Kind", "Param", "checked"]

LONGEST = 200
"""Characters of a text that may be asked with."""

MOST = 40
"""Values of one parameter."""

MOST_PAGES = 100_000

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:@+-]*")


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of parameter: how it is read (raises QueryError), and its JSON schema."""

    read: Callable[[str], Any]
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """A parameter of a page. Where `many`, it may be given several times, and a tuple is made of it."""

    name: str
    kind: str
    says: str
    where: Literal["path", "query"] = "query"
    many: bool = False
    default: Any = None


def checked(
    params: Sequence[Param],
    path: Mapping[str, str],
    query: Sequence[tuple[str, str]],
    known: Container[str] = (),
) -> dict[str, Any]:
    """The values by name, of the types of their kinds. `known` are codes of parties that stand for themselves.

    Raises QueryError naming the parameter and what is allowed.
    """
    given: dict[str, list[str]] = {name: [value] for name, value in path.items()}
    allowed = {param.name for param in params if param.where == "query"}
    for name, value in query:
        if name not in allowed:
            takes = f"it takes: {', '.join(sorted(allowed))}" if allowed else "it takes none"
            raise QueryError(f"this page has no parameter {_shown(name)}; {takes}")
        given.setdefault(name, []).append(value)
    return {param.name: _value(param, given.get(param.name, []), known) for param in params}


def _value(param: Param, texts: Sequence[str], known: Container[str]) -> Any:
    found = [text for text in texts if text.strip() or param.where == "path"]
    if len(found) > (MOST if param.many else 1):
        raise QueryError(f"{param.name}: given {len(found)} times, {MOST if param.many else 1} at most")
    values = [_read(param, text, known) for text in found]
    if param.many:
        return tuple(dict.fromkeys(values))
    return values[0] if values else param.default


def _read(param: Param, text: str, known: Container[str]) -> Any:
    if len(text) > LONGEST:
        raise QueryError(f"{param.name}: {len(text):,} characters are too many; {LONGEST} at most")
    if _CONTROLS.search(text):
        raise QueryError(f"{param.name}: holds characters that cannot be seen; write it without them")
    if param.kind == "party" and text.strip() in known:
        return text.strip()
    try:
        return KINDS[param.kind].read(text.strip())
    except (UnknownState, UnknownValue):
        raise
    except QueryError as error:
        raise QueryError(f"{param.name}: {error}") from None


def _shown(text: str) -> str:
    return repr(_CONTROLS.sub("?", text[:40]))


def _page(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text) or not 1 <= int(text) <= MOST_PAGES:
        raise QueryError(f"{_shown(text)} is no number of a page; give one from 1 to {MOST_PAGES:,}")
    return int(text)


def _horizon(text: str) -> str:
    from bilateral.api.outlook import days_of

    days_of(text)
    return text


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise QueryError(f"{_shown(text)} is no id: letters, digits, and . _ : @ + - between them")
    return text


def _word(facet: str) -> Kind:
    return Kind(lambda text: words(facet, text, FACETS[facet])[0], {"type": "string", "enum": list(FACETS[facet])})


def _choice(*allowed: str) -> Kind:
    return Kind(lambda text: words("choice", text, allowed)[0], {"type": "string", "enum": list(allowed)})


_TEXT = {"type": "string", "maxLength": LONGEST}
_DAY = {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{1,2}(-[0-9]{1,2})?)?$"}

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "party": Kind(party, {**_TEXT, "minLength": 1, "examples": ["USA"]}),
        "id": Kind(_id, {**_TEXT, "pattern": f"^{_ID.pattern}$"}),
        "text": Kind(str, _TEXT),
        "first day": Kind(first_day, _DAY),
        "last day": Kind(last_day, _DAY),
        "day": Kind(single_day, {**_DAY, "pattern": r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$"}),
        "horizon": Kind(_horizon, {"type": "string", "pattern": r"^[0-9]{1,3}[dwm]?$"}),
        "page": Kind(_page, {"type": "integer", "minimum": 1, "maximum": MOST_PAGES}),
        "order": _choice("newest", "oldest"),
        **{facet: _word(facet) for facet in FACETS},
    }
)
"""The kinds of parameters by name."""
