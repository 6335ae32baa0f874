"""Pages of a WARC archive: its successful responses that hold HTML or text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bilateral.config import Settings
from bilateral.errors import BinaryInput, EmptyInput, InputError, MalformedRecord, Truncated
from bilateral.model import Page
from bilateral.sources.sniff import HEAD, Kind, sniff
from bilateral.sources.streams import Readable, read_page_bytes

__all__ = ["responses"]

_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown"})


def responses(source: str, stream: Readable, settings: Settings) -> Iterator[Page | InputError]:
    """A page for each response with status 200 that holds HTML or text, one record at a time.

    A page is named "crawl.warc.gz:3" after the number of its record. Raises Truncated where the archive breaks off,
    MalformedRecord where a record does not parse; what came before is kept.
    """
    found = False
    for number, record in _records(source, stream):
        if record.rec_type != "response" or record.http_headers is None:
            continue
        if record.http_headers.get_statuscode() != "200":
            continue
        declared, _, parameters = (record.http_headers.get_header("Content-Type") or "").partition(";")
        if declared.strip().lower() not in _TYPES:
            continue
        found = True
        try:
            item: Page | InputError = _page(
                f"{source}:{number}", record, declared.strip().lower(), parameters, settings
            )
        except InputError as error:
            item = error
        _finish(f"{source}:{number}", record)
        yield item
    if not found:
        yield EmptyInput(source, "the archive holds no page of HTML or text")


def _records(source: str, stream: Readable) -> Iterator[tuple[int, Any]]:
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
    from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
    from warcio.statusandheaders import StatusAndHeadersParserException  # type: ignore[import-untyped]

    archive = iter(ArchiveIterator(stream))
    number = 0
    while True:
        number += 1
        try:
            record = next(archive, None)
        except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError) as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else "its head is cut"
            raise MalformedRecord(f"{source}:{number}", f"the WARC record does not parse: {reason}") from None
        if record is None:
            return
        yield number, record
        _finish(f"{source}:{number}", record)


def _finish(place: str, record: Any) -> None:
    """Read what is left of a record; one that breaks off is not a page."""
    while record.raw_stream.read(65_536):
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise Truncated(place, "the archive ends inside this record; fetch the file again")


def _page(place: str, record: Any, declared: str, parameters: str, settings: Settings) -> Page:
    url = record.rec_headers.get_header("WARC-Target-URI")
    content = read_page_bytes(record.content_stream(), source=place, settings=settings)
    sniffed = sniff(content[:HEAD], name="", declared=declared)
    if not content.strip():
        raise EmptyInput(place, f"the response of {url} is empty")
    if sniffed.kind is Kind.BINARY:
        raise BinaryInput(place, f"the response of {url} is {sniffed.what}")
    kind = sniffed.kind if sniffed.kind in (Kind.HTML, Kind.MARKDOWN) else Kind.TEXT
    _, _, charset = parameters.partition("charset=")
    return Page(
        source=place,
        content=content,
        content_type=kind.value,
        encoding=sniffed.encoding or charset.split(";")[0].strip(" \"'") or None,
        url=url,
        fetched=record.rec_headers.get_header("WARC-Date"),
    )
