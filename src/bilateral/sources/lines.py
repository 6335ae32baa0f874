"""JSON Lines of documents: one object a line with id, url, title, publisher, published and text."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator

from bilateral.config import Settings
from bilateral.errors import EmptyInput, EncodingProblem, InputError, MalformedRecord, TooLarge
from bilateral.model import Page

__all__ = ["documents"]

_ONE_VALUE = re.compile(rb"[\[{]|\[\s*\{.*", re.DOTALL)  # how a JSON value over several lines, or a list, begins


def documents(source: str, stream: io.BufferedReader, settings: Settings) -> Iterator[Page | InputError]:
    """A page for each line of `stream`, or the error of that line, which is named "docs.jsonl:17"; one line at a time.

    Fields other than the six are ignored, blank lines too. The limit of a page holds for a line.
    """
    number = 0
    limit = settings.max_page_bytes
    found = False
    while line := stream.readline(limit + 1):
        number += 1
        place = f"{source}:{number}"
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
            yield TooLarge(place, f"the line is above the limit of {limit:,} bytes a page (Settings.max_page_bytes)")
        elif stripped := line.strip(b" \t\r\n\xef\xbb\xbf"):
            if not found and _ONE_VALUE.fullmatch(stripped):
                yield MalformedRecord(source, "is JSON, but not JSON Lines; write each document in a line of its own")
                return
            try:
                yield _page(place, line)
            except InputError as error:
                yield error
        else:
            continue
        found = True
    if not found:
        yield EmptyInput(source, "holds no documents")


def _page(place: str, line: bytes) -> Page:
    record = _record(place, line)
    text = record.get("text")
    if text is None:
        raise MalformedRecord(place, 'has no "text"')
    if not isinstance(text, str):
        raise MalformedRecord(place, f'"text" is a {type(text).__name__}, not a string')
    if not text.strip():
        raise EmptyInput(place, '"text" is empty')
    try:
        content = text.encode("utf-8")
    except UnicodeEncodeError:
        raise MalformedRecord(place, '"text" holds half of a surrogate pair') from None
    return Page(
        source=place,
        content=content,
        content_type="text/plain",
        encoding="utf-8",
        id=_field(place, record, "id"),
        url=_field(place, record, "url"),
        title=_field(place, record, "title"),
        publisher=_field(place, record, "publisher"),
        published=_field(place, record, "published"),
    )


def _record(place: str, line: bytes) -> dict[str, object]:
    try:
        record = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except UnicodeDecodeError as error:
        raise EncodingProblem(place, f"is not valid UTF-8 at byte {error.start} of the line") from None
    except json.JSONDecodeError as error:
        raise MalformedRecord(place, f"is not valid JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise MalformedRecord(place, "JSON nests too deep") from None
    if not isinstance(record, dict):
        raise MalformedRecord(place, f"is a JSON {type(record).__name__}, not an object with a text")
    return record


def _field(place: str, record: dict[str, object], name: str) -> str | None:
    value = record.get(name)
    if value is None or value == "":
        return None
    if name == "id" and isinstance(value, int):
        return str(value)
    if not isinstance(value, str):
        raise MalformedRecord(place, f'"{name}" is a {type(value).__name__}, not a string')
    return value
