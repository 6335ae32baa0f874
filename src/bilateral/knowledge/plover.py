"""PLOVER and CAMEO: what a code of one means in the other (data/cameo.csv, plover.csv, plover_contexts.csv)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from bilateral.knowledge.tables import parts, rows
from bilateral.model import EventType, Form

__all__ = ["Cameo", "Plover", "cameo", "cameo_for", "context_of", "contexts_for", "foreign_codes", "plover"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cameo:
    """A code of CAMEO with PLOVER's type, mode and contexts; `type` is None for remarks and appeals (01, 02)."""

    code: str
    label: str
    type: EventType | None
    mode: str | None
    form: Form
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plover:
    """A type of PLOVER with one of its modes (or none): the form it usually has, the code of CAMEO that says it best,
    and its intensity from -10 (conflict) to 10 (cooperation) by PLOVER's own table of scores."""

    type: EventType
    mode: str | None
    form: Form
    cameo: str
    intensity: float


@cache
def _plover() -> Mapping[tuple[EventType, str | None], Plover]:
    found = (
        Plover(
            type=EventType(row["type"]),
            mode=row["mode"] or None,
            form=Form(row["form"]),
            cameo=row["cameo"],
            intensity=float(row["intensity"]),
        )
        for row in rows("plover.csv")
    )
    return MappingProxyType({(one.type, one.mode): one for one in found})


def plover(type: EventType, mode: str | None) -> Plover:
    """What is known of a type and mode; of a mode that is not PLOVER's, what is known of the type."""
    return _plover().get((type, mode)) or _plover()[type, None]


@cache
def _cameo() -> Mapping[str, Cameo]:
    found: dict[str, Cameo] = {}
    for row in rows("cameo.csv"):
        type = EventType(row["type"]) if row["type"] else None
        mode = row["mode"] or None
        form = Form(row["form"]) if row["form"] else plover(type, mode).form if type else Form.STATEMENT
        found[row["code"]] = Cameo(
            code=row["code"],
            label=row["label"],
            type=type,
            mode=mode,
            form=form,
            contexts=parts(row["contexts"]),
        )
    return MappingProxyType(found)


@cache
def cameo(code: str) -> Cameo | None:
    """The row of a code, else of the code above it ("0249" is told as "024", that as "020"); None where there is none.

    Spreadsheets take away the zero that a code begins with; it is given back ("42" is "042", "311" is "0311"). A root
    may be written with its zero and one digit ("04").
    """
    code = code.strip()
    if not code.isdigit() or len(code) < 2:
        return None
    if len(code) == 2:
        code = f"{code}0" if code.startswith("0") else f"0{code}"
    for tried in (code, f"{code[:3]}", f"{code[:2]}0", f"0{code}", f"0{code[:2]}"):
        if tried in _cameo():
            return _cameo()[tried]
    return None


# Where a type says little of how something was done, the form does.
_BY_FORM: Mapping[tuple[EventType, Form], str] = MappingProxyType(
    {
        (EventType.SUPPORT, Form.SIGNING): "057",
        (EventType.CONSULT, Form.CALL): "041",
        (EventType.CONSULT, Form.VIDEO): "041",
        (EventType.CONSULT, Form.VISIT): "042",
        (EventType.AGREE, Form.INVITATION): "036",
    }
)


def cameo_for(type: EventType, mode: str | None, form: Form) -> Cameo:
    """The code of CAMEO that says a type, mode and form best: always one of the same PLOVER type."""
    code = plover(type, mode).cameo if mode else _BY_FORM.get((type, form)) or plover(type, mode).cameo
    return _cameo()[code]


@cache
def _contexts() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    return MappingProxyType(
        {row["context"]: (row["issue"], parts(row["also_written_for"])) for row in rows("plover_contexts.csv")}
    )


def context_of(context: str) -> str | None:
    """The issue that a context of PLOVER speaks of, None where it is none of ours."""
    return _contexts().get(context.strip().casefold().replace("-", "_").replace(" ", "_"), ("", ()))[0] or None


@cache
def contexts_for(issue: str) -> str | None:
    """The context of PLOVER that an issue is written as."""
    for context, (own, also) in _contexts().items():
        if issue == own or issue in also:
            return context
    return None


@cache
def foreign_codes(scheme: str) -> Mapping[str, str]:
    """Codes of states and bodies in another scheme ("cameo", "cameo group", "fips") and ours. Of "cameo" only those
    that differ from ISO 3166-1 alpha-3."""
    return MappingProxyType({r["code"]: r["party"] for r in rows("foreign_codes.csv") if r["scheme"] == scheme})
