"""Blocks: reports in different ones are never compared, so each can be merged by itself, and again when it changes."""

from __future__ import annotations

from urllib.parse import urlsplit

from bilateral.chronology.merging.tables import FAMILY, STANDING
from bilateral.model import Report

__all__ = ["MANY", "block_of", "parties_of", "publisher_of"]

MANY = "many"
"""Stands for the parties where there are three or more: accounts of such an event seldom name the same ones."""


def parties_of(report: Report) -> frozenset[str]:
    """The codes of all who take part, whichever side they are on."""
    return frozenset(actor.party for side in (report.source, report.target) for actor in side if actor.party)


def block_of(report: Report) -> str:
    """The block's name: parties in alphabetical order, family of forms, kind of status ("AZE|USA/call/fact")."""
    parties = parties_of(report)
    named = "|".join(sorted(parties)) if len(parties) < 3 else MANY
    return f"{named}/{FAMILY[report.form]}/{STANDING[report.status]}"


def publisher_of(publisher: str | None, url: str | None) -> str:
    """One word for who published a document: its publisher, else the host of its address, else nothing."""
    if publisher:
        return publisher.strip().casefold()
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
