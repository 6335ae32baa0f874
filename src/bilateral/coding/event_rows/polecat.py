"""A row of POLECAT: actors by name and country, acts by PLOVER."""

from __future__ import annotations

from collections.abc import Mapping

from bilateral.coding.event_rows.row import Act, Left, Row, noted, on_day, place
from bilateral.coding.event_rows.sides import by_name, state_of
from bilateral.knowledge.event_data import day_of
from bilateral.knowledge.plover import plover
from bilateral.model import EventType

__all__ = ["row_of"]


def row_of(cells: Mapping[str, str]) -> Row | Left:
    """What the row says."""
    act = _act(cells)
    day = day_of(cells["Event Date"])
    if isinstance(act, Left) or day is None:
        return act if isinstance(act, Left) else Left("no day")
    get = cells.get
    where = get("Country", "")
    return Row(
        id=cells["Event ID"],
        act=act,
        source=by_name(cells["Actor Country"], cells["Actor Name"], get("Primary Actor Sector", "")),
        target=by_name(cells["Recipient Country"], get("Recipient Name", ""), get("Primary Recipient Sector", "")),
        when=on_day(day, cells["Event Date"]),
        place=place(
            (get("Placename", ""), get("City", ""), get("District", ""), get("Province", ""), where),
            state_of(where),
            get("Latitude", ""),
            get("Longitude", ""),
        ),
        notes=noted(
            (name, value)
            for name, value in (
                ("intensity (POLECAT)", get("Intensity", "")),
                ("quad class", get("Quad Code", "")),
                ("contexts", get("Contexts", "")),
                ("publisher of the story", get("Source", "")),
                ("published", get("Publication Date", "")),
            )
            if value != "None"
        ),
    )


def _act(cells: Mapping[str, str]) -> Act | Left:
    word = cells["Event Type"].strip().upper()
    if word not in set(EventType):
        return Left("no type of PLOVER")
    mode = cells["Event Mode"].strip().casefold()
    mode = "" if mode == "none" else mode
    known = plover(EventType(word), mode or None)
    extra = f" ({mode}, no mode of PLOVER 2.0)" if mode and known.mode != mode else ""
    contexts = tuple(part.strip() for part in cells.get("Contexts", "").replace(",", ";").split(";") if part.strip())
    return Act(known.type, known.mode, known.form, contexts, f"PLOVER {word} {known.mode or ''}".strip() + extra)
