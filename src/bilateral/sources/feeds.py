"""RSS and Atom feeds: each entry a page, from its own text where the feed carries it, else from its link."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bilateral.errors import EmptyInput, MalformedRecord
from bilateral.model import Page

__all__ = ["Entry", "entries"]

_TAG = re.compile(r"<[^<>]*>")
_ISO = re.compile(r"\d{4}-\d\d(?:-\d\d(?:[T ]\d\d:\d\d\S*)?)?")
_TEASER = re.compile(r"(?:\.\.\.|…|\[(?:…|\.\.\.|&#8230;|&hellip;)\]|read more|continue reading)\W*$", re.IGNORECASE)
_FULL = 600  # characters of text from which a summary counts as the whole entry


@dataclass(frozen=True, slots=True)
class Entry:
    """`page` where the feed carries the text, else None; `link` where the page is."""

    page: Page | None
    link: str | None
    title: str | None
    publisher: str | None
    published: str | None


def entries(source: str, content: bytes) -> Iterator[Entry]:
    """The entries of a feed in its order.

    The text counts as whole where the feed gives it as content or as a long summary and it does not break off in a
    teaser. Raises MalformedRecord where the feed does not parse, EmptyInput where it has no entries.
    """
    import feedparser  # type: ignore[import-untyped]

    feed: Any = feedparser.parse(io.BytesIO(content))
    if not feed.entries:
        if feed.bozo:
            raise MalformedRecord(source, f"the feed does not parse: {feed.bozo_exception}")
        raise EmptyInput(source, "the feed has no entries")
    publisher = feed.feed.get("title") or None
    for number, entry in enumerate(feed.entries, start=1):
        yield _entry(f"{source}:{number}", entry, publisher)


def _entry(place: str, entry: Any, publisher: str | None) -> Entry:
    link = entry.get("link") or None
    title = entry.get("title") or None
    published = _date(entry.get("published") or entry.get("updated"))
    whole = _whole_text(entry, link)
    page = None
    if whole is not None:
        page = Page(
            source=place,
            content=f"<html><body><article>{whole}</article></body></html>".encode(),
            content_type="text/html",
            encoding="utf-8",
            url=link,
            title=title,
            publisher=publisher,
            published=published,
        )
    return Entry(page, link, title, publisher, published)


def _whole_text(entry: Any, link: str | None) -> str | None:
    """HTML of the entry where the feed carries all of it; without a link what there is must do."""
    bodies = [item.get("value") or "" for item in entry.get("content", ())]
    for body in sorted(bodies, key=len, reverse=True):
        if len(plain := _plain(body)) >= _FULL / 3 and not _TEASER.search(plain):
            return _paragraphed(body)
    summary = entry.get("summary") or ""
    plain = _plain(summary)
    if len(plain) >= _FULL and not _TEASER.search(plain):
        return _paragraphed(summary)
    best = max([*bodies, summary], key=len)
    return _paragraphed(best) if not link and _plain(best) else None


def _plain(html: str) -> str:
    return _TAG.sub(" ", html).strip()


def _paragraphed(body: str) -> str:
    # Text without tags would lose its line breaks as HTML.
    return body if _TAG.search(body) else "".join(f"<p>{line}</p>" for line in body.splitlines() if line.strip())


def _date(value: str | None) -> str | None:
    """ISO date-time in the zone the feed gives it in; None where it is in neither of the two standard forms."""
    if not value:
        return None
    if _ISO.fullmatch(value.strip()):
        return value.strip()
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(value).isoformat()
    except ValueError:
        return None
