"""The sentences that reports rest on, and those of them that name an issue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bilateral.knowledge.fold import fold
from bilateral.knowledge.issues import issue_spans_in
from bilateral.knowledge.named_issues import named_issue_spans_in
from bilateral.model import ISSUES, Report, Span

__all__ = ["Body", "Named", "Passage", "body_of", "issues_named", "names_named", "passage_at"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence as read: `start` to `end` are characters of the document's original text.

    `text` has its blanks and line breaks run together; `report` is empty for a sentence that belongs to no report.
    """

    document: str
    start: int
    end: int
    text: str
    report: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """An issue (slug, or name of its own) and the passages of an account that name it, in order of the text."""

    issue: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The passages of an account as one text, with what the store says is named in them.

    `starts` are where each passage begins in `text`. `issues` and `named` come from the reports, which are what holds;
    the words of the text only lead to the passages.
    """

    text: str
    passages: tuple[Passage, ...]
    starts: tuple[int, ...]
    issues: tuple[str, ...]
    named: tuple[str, ...]

    def at(self, offset: int) -> Passage:
        """The passage that holds a character of `text`."""
        index = max(i for i, start in enumerate(self.starts) if start <= offset)
        return self.passages[index]


def body_of(reports: Sequence[Report], originals: Mapping[str, str]) -> Body:
    """The passages that the reports rest on, each once, document by document, in order of the text.

    `originals` has the documents as read; of one that is not there only a report's own sentence is known.
    """
    found: dict[tuple[str, int, int], Passage] = {}
    for report in reports:
        original = originals.get(report.document)
        for span in report.evidence if original is not None else report.evidence[:1]:
            text = report.text if original is None else original[span.start : span.end]
            passage = passage_at(report.document, span, text, report=report.id)
            if passage.text:
                found.setdefault((passage.document, span.start, span.end), passage)
    passages = tuple(found[key] for key in sorted(found))
    starts, length = [], 0
    for passage in passages:
        starts.append(length)
        length += len(passage.text) + 1
    named = {fold(name): name for report in reports for name in report.named_issues}
    issues = {issue for report in reports for issue in report.issues}
    return Body(
        "\n".join(passage.text for passage in passages),
        passages,
        tuple(starts),
        tuple(issue for issue in ISSUES if issue in issues),
        tuple(named[key] for key in sorted(named)),
    )


def passage_at(document: str, span: Span, text: str, *, report: str = "") -> Passage:
    """A passage with its blanks run together."""
    return Passage(document=document, start=span.start, end=span.end, text=" ".join(text.split()), report=report)


def issues_named(body: Body) -> tuple[Named, ...]:
    """Each issue of the body with its passages.

    An issue whose words are not found again (the text was coded with another table, or was mended before) has the
    first passage of the body: it stands somewhere in it.
    """
    spans = issue_spans_in(body.text)
    return _named(body, body.issues, [(slug, start) for slug, start, _ in spans], str)


def names_named(body: Body) -> tuple[Named, ...]:
    """Each issue with a name of its own, with its passages."""
    spans = named_issue_spans_in(body.text)
    return _named(body, body.named, [(name, span.start) for name, span in spans], fold)


def _named(
    body: Body, wanted: Iterable[str], spans: Sequence[tuple[str, int]], key: Callable[[str], str]
) -> tuple[Named, ...]:
    places: dict[str, list[int]] = {}
    for name, start in spans:
        places.setdefault(key(name), []).append(start)
    named = []
    for name in wanted:
        passages = dict.fromkeys(body.at(start) for start in places.get(key(name), ()))
        named.append(Named(name, tuple(passages) or body.passages[:1]))
    return tuple(named)
