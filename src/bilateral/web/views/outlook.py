"""The page of what may come next between two parties: how likely, by what, and how sure one can be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bilateral.api.outlook import outlook_of
from bilateral.chronology import SYMMETRIC
from bilateral.outlook.rates.dyad import ActOutlook
from bilateral.outlook.rates.outlook import Outlook, word
from bilateral.present.words import clean, day_text
from bilateral.web.shown import Entry, PairName, Site, entries, pair_name

__all__ = ["OutlookPage", "outlook"]

_ACTS, _REASONS = 12, 3
_MOST = 99.0  # certainty is never told


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A group of past events, by how many points they move the probability, and some of them."""

    what: str
    events: tuple[str, ...]
    number: int
    first: str
    last: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """How likely one act is, in percent, beside what its rate among all pairs and this pair's own rate would give."""

    act: str
    who: str
    percent: float
    words: str
    base: float
    own: float
    times: int
    last: str
    last_event: str
    alike: int
    followed: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookPage:
    """The page. `refused` says why nothing is said; there are no acts then."""

    pair: PairName
    as_of: str
    until: str
    horizon: int
    refused: str
    confidence: str
    why: str
    model: str
    notes: tuple[str, ...]
    acts: tuple[Act, ...]
    left: int
    announced: tuple[Entry, ...]


def outlook(
    site: Site, first: str, second: str, *, as_of: date | None = None, horizon: str | None = None
) -> OutlookPage:
    """The page. Raises QueryError for a day or horizon that makes no sense, StillLearning where what it rests on takes
    time."""
    pair = pair_name(site, first, second)
    asked = horizon or "30d"
    found = outlook_of(
        site.store, pair.first, pair.second, as_of=as_of, horizon=asked, keep=False, model_of=site.model_of
    )
    shown = [act for act in found.acts if act.probability >= 0.01][:_ACTS]
    announced = site.index.positions(plan.event for plan in found.announced)
    return OutlookPage(
        pair=pair,
        as_of=day_text(found.as_of),
        until=day_text(found.as_of + timedelta(found.horizon)),
        horizon=found.horizon,
        refused=clean(found.refused),
        confidence=found.confidence.level if found.confidence else "",
        why=clean(found.confidence.why) if found.confidence else "",
        model=found.model,
        notes=tuple(map(clean, found.notes)),
        acts=tuple(_act(site, found, act) for act in shown),
        left=len(found.acts) - len(shown),
        announced=entries(site, announced),
    )


def _act(site: Site, found: Outlook, act: ActOutlook) -> Act:
    joint = act.act.split()[0] in SYMMETRIC
    source, target = clean(site.name_of(act.source)), clean(site.name_of(act.target))
    return Act(
        act=act.act.replace("-", " "),
        who=f"{source} and {target}" if joint else f"{source} to {target}",
        percent=min(round(100 * act.probability, 1), _MOST),
        words=word(act.probability),
        base=min(round(100 * act.base, 1), _MOST),
        own=min(round(100 * act.own, 1), _MOST),
        times=act.times,
        last=day_text(date.fromordinal(act.last)) if act.last is not None else "",
        last_event=found.ids[act.last_event] if act.last_event is not None else "",
        alike=act.alike,
        followed=act.followed,
        reasons=tuple(
            Reason(
                what=reason.group.what,
                events=tuple(found.ids[event] for event in reason.group.events[-3:]),
                number=len(reason.group.events),
                first=day_text(date.fromordinal(reason.group.first)),
                last=day_text(date.fromordinal(reason.group.last)),
                points=round(100 * reason.effect, 1),
            )
            for reason in act.reasons[:_REASONS]
        ),
    )
