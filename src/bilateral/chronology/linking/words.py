"""What a link is called, read from either of its events."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bilateral.model import Event, Link, LinkKind

__all__ = ["INVERSE", "told_from"]

INVERSE: Mapping[LinkKind, str] = MappingProxyType(
    {
        LinkKind.PART_OF: "includes",
        LinkKind.FULFILLED_BY: "fulfils",
        LinkKind.REPLY_TO: "answered by",
        LinkKind.DENIES: "denied by",
        LinkKind.ANNOUNCED_BY: "announces",
        LinkKind.ROUND_AFTER: "round before",
    }
)
"""Each kind as read from the second event to the first."""


def told_from(event: Event) -> list[tuple[str, str, Link]]:
    """The links of an event as it would tell them: (what the other is to it, id of the other, link)."""
    return [
        (link.kind.value, link.target, link) if link.source == event.id else (INVERSE[link.kind], link.source, link)
        for link in event.links
    ]
