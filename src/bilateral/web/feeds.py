"""A relation's newest events as an Atom feed (RFC 4287), and what is planned as a calendar."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from xml.etree import ElementTree as ET

from bilateral.present.exports.ical import ical
from bilateral.present.words import capital, clean
from bilateral.web.shown import PAGE, Entry, PairName, Site, entries, pair_name

__all__ = ["atom", "calendar_of", "feed_of"]

_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 500
"""Plans in a calendar, the latest."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed_of(site: Site, first: str, second: str) -> tuple[PairName, tuple[Entry, ...]]:
    """The pair, and its newest events, whatever their status, the newest first."""
    pair = pair_name(site, first, second)
    return pair, entries(site, site.index.between(pair.first, pair.second)[-PAGE:][::-1])


def calendar_of(site: Site, first: str, second: str) -> bytes:
    """What is planned or proposed between the two, as an iCalendar file in UTF-8 (`present.exports.ical`)."""
    pair = pair_name(site, first, second)
    index = site.index
    planned = index.planned(index.between(pair.first, pair.second))
    events = [site.store.listing.event(int(index.places[at]), index.reports(int(at))) for at in planned[-_MOST:]]
    documents = site.store.documents({report.document for event in events for report in event.reports})
    return ical(events, documents, title=f"{pair.title}: planned", name_of=site.name_of).encode()


def atom(pair: PairName, events: Sequence[Entry], *, own: str, page: str, event: Callable[[str], str]) -> bytes:
    """The feed as UTF-8. `own` and `page` are its address and the relation's, `event` gives that of an event.

    An entry is dated by the event's first possible day: the same events give the same feed on any day.
    """
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _text(feed, "id", f"urn:x-bilateral:dyad:{pair.first}:{pair.second}")
    _text(feed, "title", f"{pair.title}: events")
    _text(feed, "updated", _moment(max((one.start for one in events), default="1970-01-01")))
    _text(ET.SubElement(feed, "author"), "name", "Bilateral")
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": own})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": page})
    for one in events:
        entry = ET.SubElement(feed, "entry")
        _text(entry, "id", f"urn:x-bilateral:event:{one.id}")
        _text(entry, "title", f"{one.when}: {capital(clean(str(one.headline)))}")
        _text(entry, "updated", _moment(one.start))
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": event(one.id)})
        about = ", ".join((*one.named_issues, *(issue.replace("-", " ") for issue in one.issues)))
        kind = ", ".join(part for part in (capital(one.kind), one.status_words, one.place) if part)
        _text(entry, "summary", f"{kind}{f'. About: {about}' if about else ''}.")
    body: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _NOT_XML.sub("", text)
