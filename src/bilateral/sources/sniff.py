"""What kind of input bytes are, by their first kilobytes, the name they came under and the type a server declared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from bilateral.knowledge.event_data import layout_of

__all__ = ["HEAD", "Kind", "Sniffed", "sniff"]

HEAD = 8192
"""Bytes looked at."""


class Kind(StrEnum):
    """What an input is read as."""

    HTML = "text/html"
    MARKDOWN = "text/markdown"
    TEXT = "text/plain"
    LINES = "JSON Lines"
    FEED = "feed"
    WARC = "WARC"
    ROWS = "event data"
    ZIP = "ZIP"
    GZIP = "gzip"
    BINARY = "binary"


@dataclass(frozen=True, slots=True)
class Sniffed:
    """`encoding` is set only where the bytes tell it without a mark; `what` names a binary format in words."""

    kind: Kind
    encoding: str | None = None
    what: str = ""


_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_FEED = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<\?.*?\?>\s*)*<(?:rss|feed|rdf:RDF)[\s>]", re.DOTALL)
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.DOTALL)
_MARKUP = re.compile(r"</?(?:p|div|span|br|a|h[1-6]|ul|ol|li|table|tr|td|article|section|script|style|meta)\b", re.I)
_RECORD = re.compile(r'\s*(?:\[\s*)?\{\s*"')
_CONTROL = re.compile(rb"[\x01-\x07\x0e-\x1a\x1c-\x1f]")
_TAGS = 6  # so many tags in the first kilobytes make a text a page, whatever its name
_CONTROLS = 0.03  # share of control characters above which bytes are no text


def sniff(head: bytes, *, name: str, declared: str | None = None) -> Sniffed:
    """The kind of the input that starts with `head`; bytes speak louder than the name, the name than the server."""
    if head.startswith(b"\x1f\x8b"):
        return Sniffed(Kind.GZIP)
    if head.startswith(b"WARC/"):  # before the search for binary data: archives hold images too
        return Sniffed(Kind.WARC)
    if head.startswith(b"PK\x03\x04"):
        return Sniffed(Kind.ZIP, what="a ZIP archive or an Office document")
    if what := next((what for magic, what in _MAGIC if head.startswith(magic)), None):
        return Sniffed(Kind.BINARY, what=what)
    wide = None if head.startswith(_WIDE_MARKS) else _wide(head)
    marked = head.startswith(_WIDE_MARKS)
    if not wide and not marked and (b"\0" in head or len(_CONTROL.findall(head)) > _CONTROLS * len(head)):
        return Sniffed(Kind.BINARY, what="not text")
    text = head.decode("utf-16" if marked else wide or "latin-1", errors="replace").lstrip("\ufeff").removeprefix("ï»¿")
    return Sniffed(_kind(text, PurePosixPath(name).suffix.lower(), declared or ""), wide)


def _kind(text: str, suffix: str, declared: str) -> Kind:
    if layout_of(text.split("\n", 1)[0]):
        return Kind.ROWS
    if suffix in (".jsonl", ".ndjson") or (suffix not in (".txt", ".md") and _RECORD.match(text)):
        return Kind.LINES
    if _FEED.match(text):
        return Kind.FEED
    if _PAGE.match(text):
        return Kind.HTML
    tags = len(_MARKUP.findall(text))
    if suffix in (".md", ".markdown") or declared == "text/markdown":
        return Kind.MARKDOWN
    named = suffix in (".html", ".htm", ".xhtml") or declared in ("text/html", "application/xhtml+xml")
    return Kind.HTML if tags >= _TAGS or (named and tags) else Kind.TEXT


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: text in a Latin script has a NUL for every other byte."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half < 2:
        return None
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else None
