"""Every error Bilateral raises on purpose.

BilateralError
├── InputError                 an input could not be read; the rest of the run goes on
│   ├── NotFound               no such file, or nothing matches the pattern
│   ├── EmptyInput             no text in it
│   ├── BinaryInput            not text, HTML, JSON Lines, a feed or a WARC
│   ├── EncodingProblem        bytes that are no text in any encoding that fits
│   ├── TooLarge               above a limit of Settings, which is named
│   ├── Truncated              a gzip or WARC that ends too early
│   ├── MalformedRecord        a line or record that does not parse; its number is named
│   ├── FetchFailed            a URL that did not answer with a page
│   └── Disallowed             a page that its site's robots.txt asks not to fetch
├── QueryError                 a question that cannot be answered as asked
│   ├── UnknownState           no such state; the nearest names are suggested
│   ├── UnknownValue           no such form, issue, level, status ...; the allowed ones are named
│   ├── UnknownDocument        no text at that address, or with that id
│   ├── UnknownEvent           no event with that id, or several
│   ├── UnknownJudgement       no judgement with that id, or several
│   └── UnknownPerson          nobody of that name was met, or several were
├── StoreError                 the database cannot be used
│   ├── NewerSchema            written by a newer Bilateral
│   ├── OlderSchema            written by an older one, and opened to read only
│   ├── DatabaseLocked         another process is writing
│   └── NotADatabase           not a Bilateral database, or damaged
├── ClusterError               a cluster that was to do the work cannot
├── KnowledgeError             a data file of the package is wrong (a defect of ours)
└── ExportError                output could not be written (disk full, no permission)

Each message names the input and, where there is one, the way out.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "BilateralError",
    "BinaryInput",
    "ClusterError",
    "DatabaseLocked",
    "Disallowed",
    "EmptyInput",
    "EncodingProblem",
    "ExportError",
    "FetchFailed",
    "InputError",
    "KnowledgeError",
    "MalformedRecord",
    "NewerSchema",
    "NotADatabase",
    "NotFound",
    "OlderSchema",
    "QueryError",
    "StoreError",
    "TooLarge",
    "Truncated",
    "UnknownDocument",
    "UnknownEvent",
    "UnknownJudgement",
    "UnknownPerson",
    "UnknownState",
    "UnknownValue",
]


class BilateralError(Exception):
    """Base of all errors here: catch it to catch every one of them."""


class InputError(BilateralError):
    """An input could not be read. `source` names it, `reason` says why, `code` is the class's short name."""

    code = "unreadable"

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        # Errors cross process boundaries with the rest of a batch's results.
        return type(self), (self.source, self.reason)


class NotFound(InputError):
    code = "not found"


class EmptyInput(InputError):
    code = "empty"


class BinaryInput(InputError):
    code = "binary"


class EncodingProblem(InputError):
    code = "encoding"


class TooLarge(InputError):
    code = "too large"


class Truncated(InputError):
    code = "truncated"


class MalformedRecord(InputError):
    code = "malformed"


class FetchFailed(InputError):
    code = "fetch failed"


class Disallowed(InputError):
    code = "disallowed"


class QueryError(BilateralError):
    """A question that cannot be answered as asked."""


class UnknownState(QueryError):
    """No state goes by that name; `suggestions` are the nearest names known."""

    def __init__(self, name: str, suggestions: Sequence[str] = ()) -> None:
        hint = f"; did you mean {' or '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"no state or organisation is called {name!r}{hint}")
        self.name = name
        self.suggestions = tuple(suggestions)


class UnknownValue(QueryError):
    """A value outside a closed vocabulary; the message names the allowed ones."""

    def __init__(self, what: str, value: str, allowed: Sequence[str]) -> None:
        super().__init__(f"{value!r} is no {what}; choose from: {', '.join(allowed)}")
        self.value = value
        self.allowed = tuple(allowed)


class UnknownDocument(QueryError):
    """No text stands or stood at that address, or has an id that begins so, or several have."""


class UnknownEvent(QueryError):
    """No event, or more than one, has an id that begins so."""


class UnknownJudgement(QueryError):
    """No judgement, or more than one, has an id that begins so."""


class UnknownPerson(QueryError):
    """Nobody of that name was met, or more than one; the message names the nearest."""


class StoreError(BilateralError):
    """The database cannot be used as it is."""


class NewerSchema(StoreError):
    """The database was written by a newer version of Bilateral."""


class OlderSchema(StoreError):
    """The database was written by an older version of Bilateral, and is open to read only: it cannot be brought up to
    date."""


class DatabaseLocked(StoreError):
    """Another process has the database open for writing."""


class NotADatabase(StoreError):
    """The file is not a Bilateral database, or is damaged."""


class ClusterError(BilateralError):
    """A cluster that was to do the work cannot. `address` is its scheduler's."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"cluster {address}: {reason}")
        self.address = address


class KnowledgeError(BilateralError):
    """A data file of the package is inconsistent; names file and row."""


class ExportError(BilateralError):
    """Output could not be written; what was there before is kept."""
