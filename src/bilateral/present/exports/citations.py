"""The texts that events rest on, as references: CSL-JSON (Zotero, pandoc, most tools) and BibTeX (LaTeX).

A key is made of the document's id alone, so that it stays when texts are added. Dates are as exact as they are known.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from bilateral.chronology import DocumentInfo
from bilateral.model import Event, When
from bilateral.present.addresses import safe_link
from bilateral.present.words import one_line

__all__ = ["bibtex", "citation_key", "csl_json", "csl_record"]

_UNFIT_KEY = re.compile(r"[^A-Za-z0-9._-]+")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX's own macros for months, which every style writes in its own way."""

# Braces must balance even where they are escaped, because BibTeX counts before TeX reads; so each becomes a command.
_TEX: Mapping[int, str] = MappingProxyType(
    str.maketrans(
        {
            "\\": r"\textbackslash{}",
            "{": r"\textbraceleft{}",
            "}": r"\textbraceright{}",
            "~": r"\textasciitilde{}",
            "^": r"\textasciicircum{}",
            **{character: f"\\{character}" for character in "&%$#_"},
        }
    )
)


def csl_json(events: Iterable[Event], documents: Mapping[str, DocumentInfo]) -> str:
    """A JSON list with an item for each document that reports one of the events, by id."""
    items = [csl_record(document) for document in _cited(events, documents)]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def csl_record(document: DocumentInfo) -> dict[str, Any]:
    """One document as a CSL item: a web page where it has an address, else a document."""
    link = safe_link(document.url or "")
    publisher = one_line(document.publisher or "")
    item: dict[str, Any] = {
        "id": citation_key(document.id),
        "type": "webpage" if link else "document",
        "title": one_line(document.title or document.source),
    }
    if publisher:
        item |= {"container-title": publisher, "publisher": publisher} if link else {"publisher": publisher}
    if document.published:
        item["issued"] = {"date-parts": _date_parts(document.published)}
    if link:
        item["URL"] = link
    if document.language:
        item["language"] = one_line(document.language)
    if document.machine_translated:
        item["note"] = "looks machine-translated"
    return item


def bibtex(events: Iterable[Event], documents: Mapping[str, DocumentInfo]) -> str:
    """An @misc entry for each document that reports one of the events, by id.

    Month and day stand only where they are known; a range is told in the note.
    """
    return "\n".join(_entry(document) for document in _cited(events, documents))


def citation_key(document: str) -> str:
    """The document's id where that can be a key as it is; else what is left of it and 8 hex digits of its SHA-256."""
    plain = _UNFIT_KEY.sub("-", document).strip("-.")
    if plain == document and plain:
        return plain
    digits = hashlib.sha256(document.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain[:40].strip('-.')}-{digits}".lstrip("-")


def _cited(events: Iterable[Event], documents: Mapping[str, DocumentInfo]) -> list[DocumentInfo]:
    ids = {report.document for event in events for report in event.reports}
    return [documents[key] for key in sorted(ids)]


def _date_parts(when: When) -> list[list[int]]:
    first, last = when.earliest, when.latest
    if first == last:
        return [[first.year, first.month, first.day]]
    if _is_year(when):
        return [[first.year]]
    if _is_month(when):
        return [[first.year, first.month]]
    return [[first.year, first.month, first.day], [last.year, last.month, last.day]]


def _entry(document: DocumentInfo) -> str:
    link, published = safe_link(document.url or ""), document.published
    fields = {"title": "{" + _tex(document.title or document.source) + "}"}
    if document.publisher:
        fields["author"] = "{" + _tex(document.publisher) + "}"  # the second pair of braces: a body, no name to turn
    notes = ["looks machine-translated"] if document.machine_translated else []
    if published:
        fields |= _bibtex_date(published)
        if not (published.earliest == published.latest or _is_month(published) or _is_year(published)):
            notes.insert(0, f"published between {published.earliest} and {published.latest}")
    if link:
        fields["url"] = link
    if document.language:
        fields["language"] = _tex(document.language)
    if notes:
        fields["note"] = _tex("; ".join(notes))
    lines = [f"  {name} = {value if name == 'month' else '{' + value + '}'}" for name, value in fields.items()]
    return f"@misc{{{citation_key(document.id)},\n" + ",\n".join(lines) + "\n}\n"


def _bibtex_date(when: When) -> dict[str, str]:
    first, last = when.earliest, when.latest
    found = {"year": str(first.year)} if first.year == last.year else {}
    if (first.year, first.month) == (last.year, last.month):
        found["month"] = _MONTHS[first.month - 1]
    if first == last:
        found["day"] = str(first.day)
    return found


def _is_year(when: When) -> bool:
    return (when.earliest, when.latest) == (date(when.earliest.year, 1, 1), date(when.earliest.year, 12, 31))


def _is_month(when: When) -> bool:
    first, last = when.earliest, when.latest
    whole = first.day == 1 and (last == date.max or (last + timedelta(days=1)).day == 1)
    return whole and (first.year, first.month) == (last.year, last.month)


def _tex(text: str) -> str:
    return one_line(text).translate(dict(_TEX))
