"""The unit of work: a batch of pages to documents with what was found in them, pure, and run anywhere."""

from __future__ import annotations

import functools
import gc
import hashlib
import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from bilateral.config import DEFAULT_SETTINGS, Settings
from bilateral.errors import BilateralError, InputError
from bilateral.model import Document, Page, Refusal
from bilateral.persons import KnownPerson

if TYPE_CHECKING:
    from bilateral.coding import Coding
    from bilateral.coding.readers import Reader
    from bilateral.knowledge import Knowledge

__all__ = ["DEFECT", "Coded", "address_of", "code_again", "code_batch", "defect", "fingerprint", "reader_version"]

DEFECT = "defect"
"""Code of the refusal of an input on which Bilateral itself failed."""

Coded = tuple[Document, "Coding"] | Refusal


def code_batch(pages: Sequence[Page], *, reader: str = "lexicon", settings: Settings = DEFAULT_SETTINGS) -> list[Coded]:
    """The document and what was found in it for each page, in order, or the refusal of a page that cannot be read.

    Pure, and picklable with its arguments and result; knowledge is loaded once in each process. No page's failure is
    another's: an error that is none of ours becomes a refusal with the code "defect", naming where it arose.
    """
    knowledge, ready = _tools(reader)
    return [_code(page, knowledge, ready, settings) for page in pages]


def _code(page: Page, knowledge: Knowledge, reader: Reader, settings: Settings) -> Coded:
    from bilateral.coding import coding_of
    from bilateral.reading import read_page

    try:
        document = read_page(page, knowledge=knowledge, settings=settings)
        return document, coding_of(document, knowledge, reader)
    except InputError as error:
        return Refusal(source=page.source, code=error.code, reason=error.reason)
    except BilateralError as error:
        return Refusal(source=page.source, code="unreadable", reason=str(error))
    except Exception as error:
        # Broad on purpose, as in `_pages` and `_put`: a fault of ours in one text must not lose the others. It is not
        # silent: the refusal is stored, counted, logged as an error, and fails the exit status.
        return defect(page.source, error)


def code_again(
    documents: Sequence[tuple[Document, tuple[KnownPerson, ...]]], *, reader: str = "lexicon"
) -> list[Coding | Refusal]:
    """What is found in each document, in order, when it may lean on these persons. Pure and picklable, as `code_batch`;
    a fault of ours in one becomes a refusal."""
    from bilateral.coding import coding_of

    knowledge, ready = _tools(reader)
    found: list[Coding | Refusal] = []
    for document, persons in documents:
        try:
            found.append(coding_of(document, knowledge, ready, persons))
        except Exception as error:  # as in `_code`
            found.append(defect(document.source, error))
    return found


def defect(source: str, error: Exception) -> Refusal:
    """The refusal of an input on which we failed, naming where the error arose."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else ""
    reason = f"a fault of Bilateral's, please report it: {type(error).__name__}: {error}{where}"
    return Refusal(source=source, code=DEFECT, reason=reason)


@functools.lru_cache(maxsize=4)
def _ready(reader: str) -> Reader:
    from bilateral.coding.readers import get_reader
    from bilateral.knowledge import load

    return get_reader(reader, load())


@functools.lru_cache(maxsize=4)
def _tools(reader: str) -> tuple[Knowledge, Reader]:
    from bilateral.coding.gate import gate_for
    from bilateral.knowledge import load

    knowledge, ready = load(), _ready(reader)
    gate_for(knowledge, ready.words)
    # The tables stay for good. Looking for garbage among their 190,000 objects, again and again, took a fourth of the
    # time of coding.
    gc.collect()
    gc.freeze()
    return knowledge, ready


def reader_version(reader: str) -> str:
    """The reader's name and version, as they stand in reports: "lexicon 7". Raises UnknownValue for an unknown one."""
    ready = _ready(reader)  # without the gate: whoever codes makes it, which with workers is not this process
    return f"{ready.name} {ready.version}"


def fingerprint(page: Page) -> str:
    """SHA-256 (hex) over all of a page that reading may depend on; not where its copy lay, nor when it was fetched."""
    said = (page.content_type, page.encoding, page.url, page.id, page.title, page.publisher, page.published)
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass") + b"\n" + page.content).hexdigest()


def address_of(page: Page) -> str:
    """What names the text for good, whatever it says: the id it came with, what its carrier names, or its web address.

    Empty for a text that has none of them (standard input, a line of JSON Lines without id and url).
    """
    if page.id:
        return f"id:{page.id}"
    if page.address is not None:
        return page.address
    return urldefrag(page.url).url if page.url else ""
