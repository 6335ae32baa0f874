"""RSS and Atom feeds: each entry a page, from its own text where the feed carries it, else from its link."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from bilateral.errors import EmptyInput, MalformedRecord
from bilateral.model import Page

__all__ = ["Entry", "Feed", "entries", "read_feed"]

_TAG = re.compile(r"<[^<>]*>")
_ISO = re.compile(r"\d{4}-\d\d(?:-\d\d(?:[T ]\d\d:\d\d\S*)?)?")
_TEASER = re.compile(r"(?:\.\.\.|…|\[(?:…|\.\.\.|&#8230;|&hellip;)\]|read more|continue reading)\W*$", re.IGNORECASE)
_FULL = 600  # characters of text from which a summary counts as the whole entry


# Times of the module "syndication": how long a period is, in seconds.
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}


@dataclass(frozen=True, slots=True)
class Entry:
    """`page` where the feed carries the text, else None; `link` where the page is.

    `key` tells the entry from others of its feed, `digest` (hex) whether what the feed says of it changed. `address` is
    the page's where the link is that of other entries too; else None.
    """

    page: Page | None
    link: str | None
    title: str | None
    publisher: str | None
    published: str | None
    key: str = ""
    digest: str = ""
    address: str | None = None

    def blank(self, source: str) -> Page:
        """What the feed says of a page that is yet to be had from `source`."""
        return Page(
            source=source,
            content=b"",
            content_type="",
            title=self.title,
            publisher=self.publisher,
            published=self.published,
            address=self.address,
        )


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's entries, and for how many seconds it asks not to be fetched again; None where it does not say."""

    entries: tuple[Entry, ...]
    rest: float | None


def entries(source: str, content: bytes) -> Iterator[Entry]:
    """The entries of a feed in its order.

    The text counts as whole where the feed gives it as content or as a long summary and it does not break off in a
    teaser. Raises MalformedRecord where the feed does not parse, EmptyInput where it has no entries.
    """
    feed = read_feed(source, content)
    if not feed.entries:
        raise EmptyInput(source, "the feed has no entries")
    yield from feed.entries


def read_feed(source: str, content: bytes) -> Feed:
    """The feed, which may have no entries at the time. Raises MalformedRecord where it does not parse."""
    import feedparser  # type: ignore[import-untyped]

    feed: Any = feedparser.parse(io.BytesIO(content))
    if not feed.entries and feed.bozo:
        raise MalformedRecord(source, f"the feed does not parse: {feed.bozo_exception}")
    if not feed.entries and not feed.version:
        raise MalformedRecord(source, "is no RSS or Atom feed")
    publisher = feed.feed.get("title") or None
    links = Counter(entry.get("link") for entry in feed.entries)
    found = []
    for number, entry in enumerate(feed.entries, start=1):
        shared = links[entry.get("link")] > 1 or not entry.get("link")
        found.append(_entry(source, number, entry, publisher, shared=shared))
    return Feed(tuple(found), _rest(feed.feed))


def _rest(head: Any) -> float | None:
    period = _PERIODS.get(str(head.get("sy_updateperiod", "")).strip().lower())
    often = _number(head.get("sy_updatefrequency")) or 1
    minutes = _number(head.get("ttl"))
    asked = [period / often] if period else []
    asked += [minutes * 60] if minutes else []
    return max(asked, default=None)


def _number(told: object) -> float | None:
    try:
        number = float(str(told))
    except ValueError:
        return None
    return number if 0 < number < 1e6 else None


def _entry(source: str, number: int, entry: Any, publisher: str | None, *, shared: bool) -> Entry:
    place = f"{source}:{number}"
    link = entry.get("link") or None
    # A link that several entries name (a home page) is not the address of any of them.
    address = (f"{source}#{entry['id']}" if entry.get("id") else "") if shared else None
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
            address=address,
        )
    said = [title, published, dict.get(entry, "updated"), link, entry.get("summary"), *_bodies(entry)]
    return Entry(
        page=page,
        link=link,
        title=title,
        publisher=publisher,
        published=published,
        key=entry.get("id") or link or f"{title} {published}",
        digest=sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:16],
        address=address,
    )


def _bodies(entry: Any) -> list[str]:
    return [item.get("value") or "" for item in entry.get("content", ())]


def _whole_text(entry: Any, link: str | None) -> str | None:
    """HTML of the entry where the feed carries all of it; without a link what there is must do."""
    bodies = _bodies(entry)
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
