"""What became of a text: the versions that stood at its address, and what each change did to its claims."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from bilateral.chronology.version_rows import Claim, Version
from bilateral.errors import UnknownDocument

if TYPE_CHECKING:
    from bilateral.chronology.store import Store
    from bilateral.model import Document

__all__ = ["Changes", "History", "changes", "history_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one version of a text reports and another does not; `changed` are pairs of before and after."""

    gained: tuple[Claim, ...] = ()
    lost: tuple[Claim, ...] = ()
    changed: tuple[tuple[Claim, Claim], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost or self.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The texts of an address or document, the oldest first, and the one that stands (None where none does).

    `changes` has one item for each step from a version to the next, the last being the step to the current text.
    `events` names the event that each report of the current text is now part of.
    """

    key: str
    addresses: tuple[str, ...]
    versions: tuple[Version, ...]
    current: Document | None
    changes: tuple[Changes, ...]
    events: dict[str, str]


def changes(before: Sequence[Claim], after: Sequence[Claim]) -> Changes:
    """The claims gained, lost and changed.

    Claims that say the same in other words are neither. One is changed where form and parties are the same, or type,
    parties and days, and the rest is not; of several the first in order of day is taken.
    """
    left, right = list(before), list(after)
    pairs: list[tuple[Claim, Claim]] = []
    for same in (_whole, _kind, _moment):
        for old in tuple(left):
            new = next((claim for claim in right if same(claim) == same(old)), None)
            if new is not None:
                left.remove(old)
                right.remove(new)
                if _whole(old) != _whole(new):
                    pairs.append((old, new))
    return Changes(gained=tuple(right), lost=tuple(left), changed=tuple(pairs))


def _whole(claim: Claim) -> tuple[object, ...]:
    return (claim.type, claim.form, claim.status, claim.source, claim.target, claim.earliest, claim.latest)


def _kind(claim: Claim) -> tuple[object, ...]:
    return (claim.form, claim.source, claim.target)


def _moment(claim: Claim) -> tuple[object, ...]:
    return (claim.type, claim.source, claim.target, claim.earliest, claim.latest)


def history_of(store: Store, key: str) -> History:
    """The history of an address (a URL, a file, "id:x") or of a document by its id or the beginning of it.

    Raises UnknownDocument for one that is not known, or where several ids begin so.
    """
    addresses = _addresses(store, key)
    if addresses:
        versions = store.versions.at(addresses[0])
        held = store.versions.held(addresses)
        now = held[addresses[0]].document if addresses[0] in held else None
    else:
        told = _document(store, key)
        now = store.versions.successor(told)
        versions = store.versions.of(sorted({told, now or told, *store.versions.forerunners(now or told)}))
        addresses = sorted(store.versions.holders([now])[now]) if now else []
    current = store.document(now) if now else None
    after = store.versions.claims(current.id) if current else ()
    claims = [version.claims for version in versions] + ([after] if current else [])
    return History(
        key=key,
        addresses=tuple(addresses),
        versions=tuple(versions),
        current=current,
        changes=tuple(changes(old, new) for old, new in pairwise(claims)),
        events=store.events_of([claim.report for claim in after]),
    )


def _addresses(store: Store, key: str) -> list[str]:
    """The address that the key means, if it is one that is known."""
    names = [key, key.split("#", maxsplit=1)[0], f"id:{key}"]
    if key and not key.startswith(("http:", "https:", "id:")):
        names.append(Path(os.path.realpath(key)).as_uri())
    held = store.versions.held(names)
    return next(([name] for name in names if name in held or store.versions.at(name)), [])


def _document(store: Store, prefix: str) -> str:
    wanted = prefix.strip()
    found = store.versions.ids(wanted) if wanted else []
    if wanted in found:
        return wanted
    if len(found) != 1:
        what = "no text has" if not found else "several texts have"
        raise UnknownDocument(
            f"{what} the address {prefix!r} or an id that begins so; `bilateral show` names the texts of an event"
        )
    return found[0]
