"""What was announced, and how such announcements fared."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bilateral.chronology.acts import CameTrue
from bilateral.outlook.rates.outlook import Announced, Outlook

if TYPE_CHECKING:
    from bilateral.chronology import Store

__all__ = ["announced"]


def announced(store: Store, outlook: Outlook) -> tuple[Announced, ...]:
    """What was announced up to the day of an outlook for days within its horizon, by these days."""
    end = outlook.as_of + timedelta(outlook.horizon)
    plans = [
        plan
        for plan in store.acts.plans(outlook.a, outlook.b)
        if plan.announced is not None
        and plan.announced <= outlook.as_of
        and plan.latest > outlook.as_of
        and plan.earliest <= end
    ]
    kept = store.acts.came_true(outlook.as_of) if plans else {}
    seen: dict[str, Announced] = {}
    for plan in plans:
        before = kept.get(plan.form, CameTrue(0, 0, linked=False))
        seen.setdefault(
            plan.id,
            Announced(
                event=plan.id,
                source=plan.source,
                target=plan.target,
                form=plan.form,
                earliest=plan.earliest,
                latest=plan.latest,
                announced=plan.announced,
                known=before.known,
                came_true=before.came_true,
                linked=before.linked,
            ),
        )
    return tuple(seen.values())
