"""Places: cities, regions and the venues where states meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bilateral.knowledge.tables import lines

__all__ = ["GazetteerPlace", "read_places"]


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A place; `lat` and `lon` are WGS 84 degrees, None for a region without a middle worth a dot."""

    name: str
    state: str | None
    lat: float | None
    lon: float | None
    is_capital: bool
    aliases: tuple[str, ...] = ()


def read_places() -> Mapping[str, GazetteerPlace]:
    """The places by name; of two with one name the more populous (a capital before all) is kept at build time."""
    places: dict[str, GazetteerPlace] = {}
    for line in lines("places.tsv.gz"):
        name, state, lat, lon, capital, aliases = line.split("\t")
        places[name] = GazetteerPlace(
            name,
            state or None,
            float(lat) if lat else None,
            float(lon) if lon else None,
            capital == "1",
            tuple(aliases.split("|")) if aliases else (),
        )
    return MappingProxyType(places)
