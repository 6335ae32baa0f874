"""Bytes of a page to text: what can honestly be decoded is, what cannot is refused."""

from __future__ import annotations

import codecs
import re

from bilateral.errors import BinaryInput, EmptyInput, EncodingProblem
from bilateral.model import Page
from bilateral.reading.language import guess

__all__ = ["decode"]

_MARKS = (  # UTF-32 before UTF-16: the one's mark begins with the other's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HIGH = re.compile(rb"[\x80-\xff]+")
_STATEFUL = ("iso2022", "iso-2022", "hz", "utf-7", "utf-16", "utf-32")  # their bytes can pass for UTF-8
_BY_LANGUAGE = {"tr": "cp1254", "az": "cp1254", "pl": "cp1250"}
_WESTERN = frozenset({"en", "de", "fr", "es", "it", "pt", "nl"})
_MOSTLY_LATIN = 0.2  # share of bytes above 0x7F up to which single-byte text is in a Latin script
_CHAOS = 0.2  # charset-normalizer's measure of disorder, 0 to 1
_STRAY = 3  # broken sequences tolerated in what is otherwise UTF-8
_WITNESSES = 5  # good non-ASCII characters wanted for each broken one

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ODD_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
# A no-break space after a letter of Latin-1 may be half of a character that was read in the wrong encoding ("Ã\xa0").
_SPACES = re.compile(r"[\u2000-\u200a\u202f\u205f\u3000]|(?<![À-ÿ])\xa0")
_ODD_SPACES = "\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"


def decode(page: Page) -> str:
    """The page's text with plain spaces, hyphens and line ends.

    A byte order mark decides; then UTF-8, which other encodings hardly ever pass for; then what the carrier or the
    page declares; then what the bytes themselves suggest. U+FFFD stands where single bytes of UTF-8 text are broken.
    Raises EmptyInput, BinaryInput, or EncodingProblem where nothing fits.
    """
    if not page.content.strip():
        raise EmptyInput(page.source, "is empty")
    text = _decoded(page)
    if "\0" in text:
        raise BinaryInput(page.source, "holds NUL bytes: this is no text")
    # `in` for each character is many times faster than a search for their class, and most texts hold none.
    if any(end in text for end in _ODD_ENDS):
        text = _LINE_ENDS.sub("\n", text)
    if text.isascii():
        return text
    if any(space in text for space in _ODD_SPACES):
        text = _SPACES.sub(" ", text)
    return text.replace("\u2010", "-").replace("\u2011", "-")


def _decoded(page: Page) -> str:
    content = page.content
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(page, content[len(mark) :], encoding)
    declared = _declared(page)
    if declared and declared.startswith(_STATEFUL):
        return _strictly(page, content, declared)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for attempt in (_repaired_utf8(content), _as_declared(content, declared), _guessed(content)):
        if attempt is not None:
            return attempt
    said = f"declared as {declared}, but " if declared else ""
    raise EncodingProblem(page.source, f"{said}the bytes fit no known text encoding; save it as UTF-8")


def _strictly(page: Page, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingProblem(page.source, f"is not valid {encoding} at byte {error.start}; save it as UTF-8") from None


def _declared(page: Page) -> str | None:
    """Name of the declared encoding as Python knows it; Latin-1 means Windows-1252, as on the web."""
    label = page.encoding
    own = None if label else _META.search(page.content[:2048])
    if own:
        label = own.group(1).decode("ascii")
    try:
        name = codecs.lookup(label).name if label else None
    except LookupError:
        return None
    if own and name and name.startswith(("utf-16", "utf-32")):
        return "utf-8"  # could be read byte by byte, so it is not true (and the HTML standard says so)
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _repaired_utf8(content: bytes) -> str | None:
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - broken
    return text if broken <= _STRAY and good >= _WITNESSES * broken else None


def _as_declared(content: bytes, declared: str | None) -> str | None:
    if declared in (None, "utf-8"):
        return None
    try:
        return content.decode(declared or "")
    except UnicodeDecodeError:
        return None


def _guessed(content: bytes) -> str | None:
    """By language where the script is Latin, else by charset-normalizer where that finds little disorder."""
    if sum(map(len, _HIGH.findall(content))) <= _MOSTLY_LATIN * len(content):
        language = guess(content.decode("latin-1"))
        encoding = "cp1252" if language in _WESTERN else _BY_LANGUAGE.get(language or "")
        text = _as_declared(content, encoding)
        if text is not None:
            return text
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    if best is None or best.chaos > _CHAOS or (best.coherence == 0 and not best.multi_byte_usage):
        return None
    return str(best)
