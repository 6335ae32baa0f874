"""A row of ICEWS: actors by name, sector and country, acts by CAMEO."""

from __future__ import annotations

from collections.abc import Mapping

from bilateral.coding.event_rows.row import Left, Row, cameo_act, noted, on_day, place
from bilateral.coding.event_rows.sides import by_name, state_of
from bilateral.knowledge.event_data import day_of
from bilateral.knowledge.plover import cameo

__all__ = ["row_of"]


def row_of(cells: Mapping[str, str]) -> Row | Left:
    """What the row says."""
    code = cells["CAMEO Code"]
    act = cameo_act(code, cameo(code))
    day = day_of(cells["Event Date"])
    if isinstance(act, Left) or day is None:
        return act if isinstance(act, Left) else Left("no day")
    get = cells.get
    where = get("Country", "")
    return Row(
        id=cells["Event ID"],
        act=act,
        source=by_name(cells["Source Country"], cells["Source Name"], get("Source Sectors", "")),
        target=by_name(cells["Target Country"], cells["Target Name"], get("Target Sectors", "")),
        when=on_day(day, cells["Event Date"]),
        place=place(
            (get("City", ""), get("District", ""), get("Province", ""), where),
            state_of(where),
            get("Latitude", ""),
            get("Longitude", ""),
        ),
        notes=noted(
            (
                ("intensity (ICEWS)", get("Intensity", "")),
                ("story", get("Story ID", "")),
                ("publisher of the story", get("Publisher", "")),
            )
        ),
    )
