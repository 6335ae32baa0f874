"""A page becomes a document: decode, extract, take furniture off, mend damage, split into sentences."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from bilateral.config import Settings
from bilateral.errors import EmptyInput, MalformedRecord, TooLarge, UnknownState
from bilateral.knowledge import Knowledge
from bilateral.model import Basis, Document, Page, Precision, Repair, Sentence, SentenceKind, When
from bilateral.reading.characters import invisible, mojibake
from bilateral.reading.decode import decode
from bilateral.reading.edits import apply, compose
from bilateral.reading.event_rows import holds_rows, read_rows
from bilateral.reading.furniture import SITE_NAME, furniture
from bilateral.reading.imprint import Imprint, imprint, iso_day
from bilateral.reading.language import guess
from bilateral.reading.layout import unwrap
from bilateral.reading.sentences import split

__all__ = ["read_page"]

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ]\d\d:\d\d.*)?)?)?")
_DATE_FIELDS = ("date", "published", "pubdate", "publishdate", "issued")  # of a Markdown file's head
_TITLE_EDGE = " \t|–—-·»«:"  # what separates a title from the site's name


def read_page(page: Page, *, knowledge: Knowledge, settings: Settings) -> Document:
    """Read one page.

    What the carrier knows (title, publisher, date) wins over what the page says. Everything between the text as
    extracted and the text as coded is in `Document.repairs`. A date-time counts as the day in its own time zone.

    Raises InputError: the page is empty or binary, its bytes are no text, it is above a limit, it has no article, or
    its date is none.
    """
    if holds_rows(page):
        return read_rows(page)
    found = _extract(page, settings)
    original = found.text
    if len(original) > settings.max_text_chars:
        limit = f"{settings.max_text_chars:,} (Settings.max_text_chars)"
        raise TooLarge(page.source, f"{len(original):,} characters of text, above the limit of {limit}")
    edited = _Edited(original, original, ())
    for rule in (mojibake, invisible, unwrap):
        edited = edited.then(rule(edited.text))
    head = imprint(edited.text)
    site = ""
    if taken := tuple(furniture(edited.text)):
        site = next((edited.text[edit.start : edit.end].strip() for edit in taken if edit.rule == SITE_NAME), "")
        edited = edited.then(taken)
    language = guess(edited.text)
    translated = False
    if language in ("en", None):
        edited, translated = _mended(edited, knowledge)
    if not edited.text.strip():
        raise EmptyInput(page.source, "holds no text" + (" but page furniture" if original.strip() else ""))
    sentences = split(edited.text)
    published, reason = _dated(page, found, head)
    return Document(
        id=page.id or "d" + sha256(original.encode("utf-8", "surrogatepass")).hexdigest()[:12],
        source=page.source,
        original=original,
        text=edited.text,
        sentences=sentences,
        repairs=edited.repairs,
        url=page.url,
        title=page.title or found.title or head.title or _first_line(page, edited.text, sentences),
        publisher=page.publisher or found.publisher or _agency(head, knowledge) or (site or None),
        published=_published(page.source, published, reason) if published else None,
        language=language,
        machine_translated=translated,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    dated: str = ""


def _extract(page: Page, settings: Settings) -> _Found:
    text = decode(page)
    if page.content_type in ("text/html", "application/xhtml+xml"):
        from bilateral.reading.html import article

        found = article(text, source=page.source, url=page.url, max_depth=settings.max_html_depth)
        return _Found(found.text, found.title, found.publisher, found.published, found.dated)
    if page.content_type == "text/markdown":
        from bilateral.reading.markdown import front_matter, plain

        head = front_matter(text)
        body, title = plain(text)
        publisher = head.get("publisher") or head.get("source")
        published = next((head[key] for key in _DATE_FIELDS if key in head), None)
        return _Found(body, head.get("title") or title, publisher, published, "head of the Markdown file")
    return _Found(text)


@dataclass(frozen=True, slots=True)
class _Edited:
    """A text on its way, with the edits made to it so far in terms of the original."""

    original: str
    text: str
    repairs: tuple[Repair, ...]

    def then(self, edits: tuple[Repair, ...]) -> _Edited:
        if not edits:
            return self
        repairs = compose(self.original, self.repairs, edits)
        return _Edited(self.original, apply(self.text, edits), repairs)


def _mended(edited: _Edited, knowledge: Knowledge) -> tuple[_Edited, bool]:
    from bilateral.reading.repair import mend

    mended = mend(edited.text, knowledge)
    return edited.then(mended.repairs), mended.machine_translated


def _first_line(page: Page, text: str, sentences: tuple[Sentence, ...]) -> str | None:
    """The title of a plain-text file: its first line, where that is clearly a heading."""
    if page.id is not None or not sentences or sentences[0].kind is not SentenceKind.HEADING or len(sentences) < 2:
        return None
    return text[sentences[0].start : sentences[0].end].strip(_TITLE_EDGE) or None


def _dated(page: Page, found: _Found, head: Imprint) -> tuple[str | None, str]:
    """The publication date as given and who says so: the carrier, else the page's metadata, else its own head."""
    if page.published:
        return page.published, "given with the document"
    if found.published:
        return found.published, found.dated
    return head.published, head.dated


def _agency(head: Imprint, knowledge: Knowledge) -> str | None:
    """The publisher its head names; a state in brackets after a town is none."""
    if head.publisher is None:
        return None
    try:
        knowledge.states.find(head.publisher)
    except UnknownState:
        return head.publisher
    return None


def _published(source: str, value: str, reason: str) -> When:
    """The day, month or year of an ISO date or date-time, or of a full day in words."""
    match = _DATE.fullmatch(iso_day(value) or value.strip())
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in match.groups())
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        raise MalformedRecord(source, f"{value!r} is no publication date; write it as YYYY-MM-DD") from None
    if day:
        last, precision = first, Precision.DAY
    elif month:
        last, precision = first.replace(day=monthrange(first.year, month)[1]), Precision.MONTH
    else:
        last, precision = date(first.year, 12, 31), Precision.YEAR
    return When(earliest=first, latest=last, precision=precision, basis=Basis.STATED, text=value, reason=reason)
