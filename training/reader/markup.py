"""The corpus's inline markup: reading it, writing it, and saying what is wrong with a line.

    {s1|Chile} {1 SANCTION.expel measure planned|will expel} {t1|two Peruvian envoys}. #borders

`training/corpus/GUIDE.md` describes it for people who write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bilateral.model import ISSUES, EventType, Form, Status

__all__ = ["MODES", "ROLES", "Fault", "Passage", "Role", "Trigger", "parse", "passages", "render", "written"]

MODES: dict[str, frozenset[str]] = {
    name: frozenset(modes.split())
    for name, modes in {
        "CONSULT": "visit third-party multilateral phone",
        "RETREAT": "withdraw release disarm ceasefire access resign",
        "REQUEST": "assist change yield meet",
        "ACCUSE": "disapprove investigate allege",
        "REJECT": "assist change yield meet",
        "THREATEN": "restrict arrest relations expel territory violence",
        "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
        "SANCTION": "convict expel withdraw discontinue",
        "MOBILIZE": "troops weapons police militia",
        "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
        "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial "
        "drone heavy-weapons crowd-control unconventional",
    }.items()
}
"""Modes of each event type (PLOVER manual 2.0 draft); the types left out have none."""

ROLES = "stpw"
"""source, target, place, when."""


class Fault(ValueError):
    """A line of the corpus that does not follow the guide; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Characters `start` to `end` (exclusive) of the text tell act number `act`."""

    act: int
    start: int
    end: int
    type: EventType
    mode: str | None
    form: Form
    status: Status


@dataclass(frozen=True, slots=True)
class Role:
    """Characters `start` to `end` (exclusive) play `role` (of ROLES) in act number `act`."""

    act: int
    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of the corpus without its markup."""

    text: str
    triggers: tuple[Trigger, ...]
    roles: tuple[Role, ...]
    issues: tuple[str, ...] = ()
    voice: str = ""
    source: str = ""


_SPAN = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
_ISSUES = re.compile(r"(?:\s#[a-z-]+)+\s*$")
_ROLE = re.compile(rf"([{ROLES}])([1-9])")
_TRIGGER = re.compile(r"([1-9]) ([A-Z]+)(?:\.([a-z-]+))? ([a-z]+)(?: ([a-z]+))?")


def parse(line: str, *, voice: str = "", source: str = "") -> Passage:
    """The passage written in `line`. Raises Fault where the markup is broken or names what is not in the guide."""
    line = line.strip()
    found = _ISSUES.search(line)
    issues = tuple(found.group().replace("#", "").split()) if found else ()
    line = line[: found.start()] if found else line
    for issue in issues:
        if issue not in ISSUES:
            raise Fault(f"unknown issue {issue!r}")
    text, at = "", 0
    triggers: list[Trigger] = []
    roles: list[Role] = []
    for span in _SPAN.finditer(line):
        text += line[at : span.start()]
        start, at = len(text), span.end()
        label, words = span.groups()
        if not words or words != words.strip():
            raise Fault(f"span {span.group()!r} is empty or has blanks at its ends")
        text += words
        if label[:1].isdigit():
            triggers.append(_trigger(label, start, len(text)))
        else:
            roles += [_role(part, start, len(text)) for part in label.split(" ")]
    text += line[at:]
    if set(text) & set("{}|"):
        raise Fault("a brace or bar that belongs to no span")
    if len({t.act for t in triggers}) != len(triggers):
        raise Fault("two triggers with one number")
    acts = {t.act for t in triggers}
    for role in roles:
        if role.act not in acts:
            raise Fault(f"role {role.role}{role.act} without a trigger {role.act}")
    for act in acts:
        if not any(r.act == act and r.role in "st" for r in roles):
            raise Fault(f"act {act} has neither source nor target")
    return Passage(text, tuple(triggers), tuple(roles), issues, voice, source)


def _trigger(label: str, start: int, end: int) -> Trigger:
    found = _TRIGGER.fullmatch(label)
    if found is None:
        raise Fault(f"trigger {label!r}: want 'N TYPE[.mode] form [status]'")
    number, kind, mode, form, status = found.groups()
    if kind not in EventType.__members__:
        raise Fault(f"unknown type {kind!r}")
    if mode is not None and mode not in MODES.get(kind, ()):
        raise Fault(f"{kind} has no mode {mode!r}")
    if form not in list(Form):
        raise Fault(f"unknown form {form!r}")
    if status is not None and status not in list(Status):
        raise Fault(f"unknown status {status!r}")
    return Trigger(int(number), start, end, EventType(kind), mode, Form(form), Status(status or "occurred"))


def _role(label: str, start: int, end: int) -> Role:
    found = _ROLE.fullmatch(label)
    if found is None:
        raise Fault(f"role {label!r}: want one of s1 t1 p1 w1, parted by single blanks")
    return Role(int(found.group(2)), found.group(1), start, end)


def render(passage: Passage) -> str:
    """The line that `parse` reads as `passage`."""
    labels: dict[tuple[int, int], list[str]] = {}
    for t in passage.triggers:
        words = [str(t.act), f"{t.type}.{t.mode}" if t.mode else str(t.type), str(t.form)]
        labels[t.start, t.end] = [" ".join([*words, *([str(t.status)] if t.status is not Status.OCCURRED else [])])]
    for r in passage.roles:
        labels.setdefault((r.start, r.end), []).append(f"{r.role}{r.act}")
    line, at = "", 0
    for (start, end), label in sorted(labels.items()):
        line += f"{passage.text[at:start]}{{{' '.join(label)}|{passage.text[start:end]}}}"
        at = end
    return line + passage.text[at:] + "".join(f" #{issue}" for issue in passage.issues)


def written(path: Path) -> Iterator[tuple[str, str, str]]:
    """(line, its voice, "file:number") of every passage of a corpus file."""
    voice = path.stem
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("# voice:"):
            voice = line.removeprefix("# voice:").strip()
        if line.strip() and not line.startswith("#"):
            yield line, voice, f"{path.stem}:{number}"


def passages(path: Path) -> Iterator[Passage]:
    """The passages of a corpus file in order. Raises Fault naming file and line."""
    for line, voice, source in written(path):
        try:
            yield parse(line, voice=voice, source=source)
        except Fault as fault:
            raise Fault(f"{source}: {fault}: {line[:120]}") from fault
