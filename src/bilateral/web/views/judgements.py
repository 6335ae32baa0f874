"""The page of judgements: what people settled, who and when, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bilateral.chronology import EVENT, Judgement
from bilateral.present.judgements import event_words, said
from bilateral.present.words import clean
from bilateral.web.shown import Paged, Site, paged

__all__ = ["JudgementLine", "Judgements", "judgement_line", "judgements"]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementLine:
    """One judgement: on what (in words, and the event's id where it is still one), what it says, who, when and why.

    `note` says what became of it: that another overrules it, or that its text is not found any more.
    """

    id: str
    kind: str
    about: str
    event: str
    says: str
    who: str
    made: str
    why: str
    withdrawn: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """The page, the latest first."""

    rows: tuple[JudgementLine, ...]
    page: Paged
    notice: JudgementLine | None


def judgements(site: Site, *, page: int = 1, judged: str | None = None) -> Judgements:
    """The page. Raises QueryError for one beyond the last."""
    shown, at = paged(site.store.judgements.all()[::-1], page, site.size)
    notes = site.store.notes()
    return Judgements(
        rows=tuple(_line(site, one, notes) for one in shown),
        page=at,
        notice=judgement_line(site, judged) if judged else None,
    )


def judgement_line(site: Site, id: str) -> JudgementLine:
    """One judgement, by its id or the beginning of it. Raises UnknownJudgement."""
    return _line(site, site.store.judgements.find(id), site.store.notes())


def _line(site: Site, one: Judgement, notes: Mapping[str, str]) -> JudgementLine:
    anchored = site.store.judgements.anchors([one.id]).get(one.id, {})
    reports = [anchor.report for side in ("subject", "other") for anchor in anchored.get(side, ())]
    at = [position for position in site.index.telling(site.store.listing.report_places(reports)) if position >= 0]
    about = event_words(anchored.get("subject", ())) if one.kind == EVENT else one.subject
    return JudgementLine(
        id=one.id,
        kind=one.kind,
        about=clean(about or one.subject),
        event=site.index.ids[at[0]] if at else "",
        says=clean(said(one, anchored)),
        who=clean(one.who),
        made=f"{one.made:%Y-%m-%d %H:%M} UTC",
        why=clean(one.why),
        withdrawn=f"{one.withdrawn:%Y-%m-%d %H:%M} UTC" if one.withdrawn else "",
        note=clean(notes.get(one.id, "")),
    )
