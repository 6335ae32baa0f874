"""Opens every source in turn and gives its pages one by one; what fails is a Refusal, and the rest goes on."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BufferedReader
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from bilateral.config import Settings
from bilateral.errors import BinaryInput, EmptyInput, FetchFailed, InputError, TooLarge
from bilateral.model import Page, Refusal
from bilateral.sources.event_rows import event_pages, layout_in
from bilateral.sources.feeds import Entry, entries
from bilateral.sources.lines import documents
from bilateral.sources.locate import STDIN, Target, expand, is_address
from bilateral.sources.sniff import HEAD, Kind, sniff
from bilateral.sources.streams import Readable, inflated, peeked, read_page_bytes
from bilateral.sources.warc import responses
from bilateral.sources.web import Reply, Web
from bilateral.sources.zipped import members

__all__ = ["count", "linked_page", "pages"]

_COUNTED = 200_000_000  # bytes of JSON Lines that are worth counting beforehand
_PACKED = 50_000_000  # the same, compressed


def pages(sources: Iterable[str], *, settings: Settings, stdin: BinaryIO | None = None) -> Iterator[Page | Refusal]:
    """Every page of every source, in the order given; memory does not grow with their number.

    A source is a file, a folder (walked in sorted order; hidden files and media are passed over), a pattern with
    wildcards, "-" for standard input, or an http(s) address. What it holds is told from its bytes: HTML, plain text,
    Markdown, JSON Lines of documents, a WARC archive, an RSS or Atom feed, event data of others; each of them also
    under gzip, event data also in a ZIP archive. An entry of a feed is read from the feed where that carries the whole
    text, else its link is fetched.

    Nothing is raised for a bad input: it comes as a Refusal with the error's code and reason, and the rest goes on.
    """
    reader = _Reader(settings, stdin)
    for target in chain.from_iterable(map(expand, sources)):
        for item in reader.read(target):
            yield (
                Refusal(source=item.source, code=item.code, reason=item.reason)
                if isinstance(item, InputError)
                else item
            )


class _Reader:
    def __init__(self, settings: Settings, stdin: BinaryIO | None) -> None:
        self._settings = settings
        self._stdin = stdin
        self._web = Web(settings)

    def read(self, target: Target | InputError) -> Iterator[Page | InputError]:
        if isinstance(target, InputError):
            yield target
            return
        try:
            yield from self._open(target)
        except InputError as error:
            yield error
        except OSError as error:
            yield InputError(target.label, f"cannot be read: {error.strerror or error}")

    def _open(self, target: Target) -> Iterator[Page | InputError]:
        blank = Page(source=target.label, content=b"", content_type="")
        if target.path is not None:
            blank = replace(blank, address=Path(os.path.realpath(target.path)).as_uri())
            with target.path.open("rb") as stream:
                yield from self._items(stream, blank, target.path.name, size=target.path.stat().st_size)
        elif target.label == STDIN:
            yield from self._items(self._stdin or sys.stdin.buffer, blank, "")
        else:
            yield from self._fetch(target.label, blank)

    def _fetch(self, url: str, blank: Page, *, entry: bool = False) -> Iterator[Page | InputError]:
        with self._web.get(url) as answer:
            known = replace(blank, url=answer.url, encoding=answer.encoding, fetched=answer.fetched)
            name = answer.url.split("?")[0].rsplit("/", 1)[-1]
            yield from self._items(
                answer.stream, replace(known, content_type=answer.content_type or ""), name, entry=entry
            )

    def _items(
        self,
        stream: Readable,
        known: Page,
        name: str,
        *,
        size: int | None = None,
        entry: bool = False,
        packed: bool = False,
    ) -> Iterator[Page | InputError]:
        """The pages in a stream; `known` holds what is known of them before they are read."""
        head, whole = peeked(stream, HEAD)
        if not head and not whole.read(1):
            raise EmptyInput(known.source, "is empty")
        sniffed = sniff(head, name=name, declared=known.content_type or None)
        if sniffed.kind is Kind.BINARY or (sniffed.kind is Kind.GZIP and packed):
            what = sniffed.what or "gzip inside gzip"
            raise BinaryInput(known.source, f"is {what}; text, HTML, Markdown, JSON Lines, feeds and WARCs are read")
        if sniffed.kind is Kind.ZIP:
            yield from self._zipped(whole, known, sniffed.what, entry=entry or packed)
        elif sniffed.kind is Kind.GZIP:
            unpacked = inflated(whole, source=known.source, settings=self._settings)
            inner = replace(known, content_type="")
            yield from self._items(unpacked, inner, name.removesuffix(".gz"), entry=entry, packed=True)
        elif entry and sniffed.kind in (Kind.LINES, Kind.WARC, Kind.FEED, Kind.ROWS):
            raise FetchFailed(known.source, f"the feed links to a {sniffed.kind.value}, not to a page")
        elif sniffed.kind is Kind.ROWS or self._settings.event_data:
            yield from event_pages(known.source, whole, layout_in(known.source, head, self._settings), self._settings)
        elif sniffed.kind is Kind.LINES:
            yield from documents(known.source, whole, self._settings)
        elif sniffed.kind is Kind.WARC:
            yield from responses(known.source, whole.raw, self._settings)
        elif sniffed.kind is Kind.FEED:
            yield from self._feed(known, read_page_bytes(whole, source=known.source, settings=self._settings))
        else:
            self._check_size(known.source, size)
            content = read_page_bytes(whole, source=known.source, settings=self._settings)
            if not content.strip():
                raise EmptyInput(known.source, "holds nothing but white space")
            encoding = sniffed.encoding or known.encoding
            yield replace(known, content=content, content_type=sniffed.kind.value, encoding=encoding)

    def _zipped(self, whole: BufferedReader, known: Page, what: str, *, entry: bool) -> Iterator[Page | InputError]:
        """The event data in an archive; it is refused where it holds none."""
        refused = BinaryInput(known.source, f"is {what}; of such archives only those of event data are read")
        if entry:
            raise refused
        found = False
        for name, member in members(known.source, whole.raw, self._settings):
            if isinstance(member, InputError):
                yield member
                continue
            place = f"{known.source}:{name}"
            head, rows = peeked(member, HEAD)
            if self._settings.event_data or sniff(head, name=name).kind is Kind.ROWS:
                found = True
                yield from event_pages(place, rows, layout_in(place, head, self._settings), self._settings)
            elif found:
                yield BinaryInput(place, "is no event data; of archives nothing else is read")
        if not found:
            raise refused

    def _check_size(self, source: str, size: int | None) -> None:
        limit = self._settings.max_page_bytes
        if size is not None and size > limit:
            raise TooLarge(source, f"{size:,} bytes, above the limit of {limit:,} a page (Settings.max_page_bytes)")

    def _feed(self, known: Page, content: bytes) -> Iterator[Page | InputError]:
        for number, entry in enumerate(entries(known.source, content), start=1):
            if entry.page is not None:
                yield entry.page
                continue
            try:
                yield from self._linked(f"{known.source}:{number}", entry)
            except InputError as error:
                yield error

    def _linked(self, place: str, entry: Entry) -> Iterator[Page | InputError]:
        if entry.link is None:
            raise EmptyInput(place, "the entry has neither text nor a link")
        if not is_address(entry.link):
            raise FetchFailed(place, f"the entry links to {entry.link}; only http and https addresses are read")
        yield from self._fetch(entry.link, entry.blank(entry.link), entry=True)

    def replied(self, blank: Page, reply: Reply) -> Iterator[Page | InputError]:
        """The page in a reply to the link of a feed's entry; `blank` holds what the feed says of it."""
        known = replace(blank, url=reply.url, encoding=reply.encoding, fetched=reply.fetched)
        name = reply.url.split("?")[0].rsplit("/", 1)[-1]
        known = replace(known, content_type=reply.content_type or "")
        yield from self._items(io.BytesIO(reply.body), known, name, entry=True)


def linked_page(blank: Page, reply: Reply, settings: Settings) -> Page:
    """The page that a feed's entry links to, from the reply to its link. Raises InputError where it is none."""
    for item in _Reader(settings, None).replied(blank, reply):
        if isinstance(item, InputError):
            raise item
        return item
    raise EmptyInput(blank.source, "is empty")


def count(sources: Iterable[str]) -> int | None:
    """How many documents are to come, for a progress bar; None where that cannot be told cheaply.

    Files count one, JSON Lines their lines; feeds, archives, addresses and standard input cannot be told.
    """
    total = 0
    for target in chain.from_iterable(map(expand, sources)):
        if isinstance(target, InputError):
            continue
        number = _count(target)
        if number is None:
            return None
        total += number
    return total


def _count(target: Target) -> int | None:
    if target.path is None:
        return None
    try:
        size = target.path.stat().st_size
        with target.path.open("rb") as stream:
            head, whole = peeked(stream, HEAD)
            kind = sniff(head, name=target.path.name).kind
            packed = kind is Kind.GZIP
            if packed and target.path.suffixes[-2:-1] not in ([".jsonl"], [".ndjson"]):
                return None
            if kind in (Kind.WARC, Kind.FEED, Kind.ROWS, Kind.ZIP) or size > (_PACKED if packed else _COUNTED):
                return None
            if not packed and kind is not Kind.LINES:
                return 1
            if packed:
                whole = inflated(whole, source=target.label, settings=Settings())
            return _lines(whole)
    except (OSError, InputError):
        return 1  # it will be refused: one thing to come


def _lines(stream: Readable) -> int:
    total, last = 0, b"\n"
    while block := stream.read(1 << 20):
        total += block.count(b"\n")
        last = block[-1:]
    return total + (last != b"\n")
