"""HTML to plain text with trafilatura: blocks parted by blank lines, list items with a dash; title, site and date."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bilateral.errors import EmptyInput, TooLarge

__all__ = ["Article", "article"]

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*?)?(/?)>")
# Elements without content, and those whose end tag HTML lets authors leave out: the parser closes them by itself.
_FLAT = re.compile(
    "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
    "|p|li|dt|dd|option|optgroup|tr|td|th|thead|tbody|tfoot|colgroup|html|head|body",
    re.IGNORECASE,
)
_ROOT = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_BLOCKS = frozenset({"p", "head", "item", "quote", "row", "cell", "code", "ab", "fw", "div", "list", "table", "main"})
_TIGHT = frozenset({"item", "cell", "row", "head"})  # a line break inside them parts no paragraphs
_DATED = re.compile(
    r"""<(?:meta|time)\b[^<>]{0,400}\b(?:property|name|itemprop|class)\s*=\s*["']?
        (article:published(?:_time)?|og:published_time|datePublished|dc(?:terms)?\.(?:date|issued)|pubdate|date|
         parsely-pub-date|sailthru\.date|entry-date|published)["'\s][^>]*?
        \b(?:content|datetime)\s*=\s*["']?\s*(\d{4}-\d\d-\d\d(?:T[^"'\s>]*)?)""",
    re.IGNORECASE | re.VERBOSE,
)
_LINKED = re.compile(r'"(datePublished)"\s*:\s*"(\d{4}-\d\d-\d\d(?:T[^"\s]*)?)"')
_SPACE = re.compile(r"[ \t\r\n\xa0]+")


@dataclass(frozen=True, slots=True)
class Article:
    """What a page holds beside its frame; `published` is an ISO date or date-time, `dated` says where it stood."""

    text: str
    title: str | None
    publisher: str | None
    published: str | None
    dated: str


def article(html: str, *, source: str, url: str | None, max_depth: int) -> Article:
    """The article of a page.

    The date is taken only from what the page declares (metadata, address, time elements), never searched for in its
    text: that is for the dating of events. Raises TooLarge where elements nest deeper than `max_depth`, EmptyInput
    where no article is found.
    """
    _check_depth(html, source=source, limit=max_depth)
    if not _ROOT.search(html):
        html = f"<html><body><article>{html}</article></body></html>"
    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate"):
        _mute(name)
    # The bounds are fixed: by default a date is judged against today, and the same page would read differently later.
    dating = {"extensive_search": False, "original_date": True, "min_date": "1980-01-01", "max_date": "2100-01-01"}
    found: Any = bare_extraction(
        html, url=url, include_comments=False, with_metadata=True, date_extraction_params=dating
    )
    text = "\n\n".join(_paragraphs(found.body)) if found is not None and found.body is not None else ""
    if not text:
        raise EmptyInput(source, "no article text found in the page")
    published, dated = _stated_date(html) or (found.date or None, "address or metadata of the page")
    return Article(text, found.title or None, found.sitename or None, published, dated)


def _stated_date(html: str) -> tuple[str, str] | None:
    """The publication date a page states in so many words, in its own time zone, and the name it gives it.

    htmldate would take the address first, and gives a bare day whose time zone is lost.
    """
    match = _DATED.search(html) or _LINKED.search(html)
    return (match.group(2), f"{match.group(1)} of the page") if match else None


def _check_depth(html: str, *, source: str, limit: int) -> None:
    depth = 0
    for tag in _TAG.finditer(html):
        close, name, empty = tag.groups()
        if empty or _FLAT.fullmatch(name):
            continue
        depth = max(0, depth - 1) if close else depth + 1
        if depth > limit:
            raise TooLarge(source, f"HTML nests deeper than {limit} elements (Settings.max_html_depth)")


def _mute(name: str) -> None:
    # Their warnings repeat what our errors say; with no handler at all Python prints them.
    logger = logging.getLogger(name)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def _paragraphs(body: Any) -> Iterator[str]:
    """Text of each innermost block, white space collapsed."""
    pieces: list[str] = []

    def flush() -> Iterator[str]:
        text = _SPACE.sub(" ", "".join(pieces)).strip()
        pieces.clear()
        if text and text != "-":
            yield text

    def walk(element: Any, *, tight: bool) -> Iterator[str]:
        tag = element.tag
        loose = tag in _BLOCKS and not (tag == "cell" or (tag == "p" and tight))
        if loose or (tag == "lb" and not tight):
            yield from flush()
        pieces.append(" - " if tag == "item" else " " if tag in _BLOCKS or tag == "lb" else "")
        pieces.append(element.text or "")
        for child in element:
            yield from walk(child, tight=tight or tag in _TIGHT)
        if loose:
            yield from flush()
        pieces.append(" " if tag in _BLOCKS else "")
        pieces.append(element.tail or "")

    yield from walk(body, tight=False)
    yield from flush()
