"""A row of GDELT 2: actors and acts by CAMEO, places by FIPS 10-4."""

from __future__ import annotations

from collections.abc import Mapping

from bilateral.coding.event_rows.row import Left, Row, Side, cameo_act, noted, on_day, place
from bilateral.coding.event_rows.sides import by_cameo, fips
from bilateral.knowledge.event_data import day_of
from bilateral.knowledge.plover import cameo

__all__ = ["row_of"]

_QUAD = {"1": "verbal cooperation", "2": "material cooperation", "3": "verbal conflict", "4": "material conflict"}


def row_of(cells: Mapping[str, str]) -> Row | Left:
    """What the row says."""
    code = cells["EventCode"]
    act = cameo_act(code, cameo(code))
    day = day_of(cells["SQLDATE"])
    if isinstance(act, Left) or day is None:
        return act if isinstance(act, Left) else Left("no day")
    get = cells.get
    where = get("ActionGeo_FullName", "")
    return Row(
        id=cells["GLOBALEVENTID"],
        act=act,
        source=_side(cells, "Actor1"),
        target=_side(cells, "Actor2"),
        when=on_day(day, cells["SQLDATE"]),
        place=place(
            (where.split(",")[0],),
            fips(get("ActionGeo_CountryCode", "")),
            get("ActionGeo_Lat", ""),
            get("ActionGeo_Long", ""),
        ),
        notes=noted(
            (
                ("quad class", _QUAD.get(get("QuadClass", ""), "")),
                ("Goldstein scale", get("GoldsteinScale", "")),
                ("mentions", get("NumMentions", "")),
                ("sources", get("NumSources", "")),
                ("tone", get("AvgTone", "")),
                ("place in full", where if "," in where else ""),
                ("address of the story", get("SOURCEURL", "")),
            )
        ),
    )


def _side(cells: Mapping[str, str], actor: str) -> Side:
    return by_cameo(
        cells[f"{actor}CountryCode"],
        cells.get(f"{actor}KnownGroupCode", ""),
        cells.get(f"{actor}Code", ""),
        cells.get(f"{actor}Name", ""),
    )
