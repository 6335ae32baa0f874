"""Short texts in which persons of no register come up again and again, with title and state or without."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

__all__ = ["TEXTS", "write_texts"]

# Id, day, publisher, text. Verlinck is introduced in v1 and v2 (v3 is a copy of v1, v4 spells him otherwise) and left
# open in v5 to v7. Two persons of one name are introduced in k1 to k4, and k5 names one of them alone. Orlunda is
# introduced in one text and its copies only.
TEXTS: tuple[tuple[str, str, str, str], ...] = (
    (
        "v1",
        "2022-03-02",
        "Fjord Courier",
        "Dutch Special Envoy Tomas Verlinck met with Norwegian Foreign Minister Anniken Huitfeldt in Oslo on March 2, "
        "2022. They discussed energy.",
    ),
    (
        "v2",
        "2022-03-20",
        "Delta Wire",
        "On March 18, 2022, the Netherlands' special envoy Tomas Verlinck spoke by telephone with Polish Foreign "
        "Minister Zbigniew Rau. Verlinck thanked the minister.",
    ),
    (
        "v3",
        "2022-03-03",
        "Harbour Post",
        "Dutch Special Envoy Tomas Verlinck met with Norwegian Foreign Minister Anniken Huitfeldt in Oslo on March 2, "
        "2022. They discussed energy. Our own correspondent adds that the weather was fine.",
    ),
    (
        "v4",
        "2022-04-11",
        "Delta Wire",
        "Dutch Special Envoy Thomas Verlinck met with Moldovan Foreign Minister Nicu Popescu in Chisinau on April 10, "
        "2022.",
    ),
    (
        "v5",
        "2022-05-05",
        "Fjord Courier",
        "Tomas Verlinck met with Norwegian Foreign Minister Anniken Huitfeldt in Bergen on May 4, 2022.",
    ),
    (
        "v6",
        "2022-05-19",
        "Harbour Post",
        "Polish Foreign Minister Zbigniew Rau spoke by telephone with Special Envoy Verlinck on May 18, 2022.",
    ),
    (
        "v7",
        "2022-06-09",
        "Delta Wire",
        "On June 8, 2022, Special Envoy Tomas Verlinck met with Georgian Foreign Minister Ilia Darchiashvili in "
        "Tbilisi.",
    ),
    (
        "k1",
        "2022-02-02",
        "Delta Wire",
        "South Korean Deputy Minister Kim Taldo met with Polish Foreign Minister Zbigniew Rau in Warsaw on February 1, "
        "2022.",
    ),
    (
        "k2",
        "2022-02-12",
        "Harbour Post",
        "On February 11, 2022, South Korean Deputy Minister Kim Taldo spoke by telephone with Norwegian Foreign "
        "Minister Anniken Huitfeldt.",
    ),
    (
        "k3",
        "2022-02-22",
        "Delta Wire",
        "South Korean Ambassador Kim Taldo met with Moldovan Foreign Minister Nicu Popescu on February 21, 2022.",
    ),
    (
        "k4",
        "2022-02-25",
        "Fjord Courier",
        "South Korean Deputy Minister Kim Oresk met with Moldovan Foreign Minister Nicu Popescu on February 24, 2022.",
    ),
    (
        "k5",
        "2022-03-25",
        "Fjord Courier",
        "Deputy Minister Kim spoke by telephone with Polish Foreign Minister Zbigniew Rau on March 24, 2022.",
    ),
    (
        "o1",
        "2022-04-02",
        "Fjord Courier",
        "Swedish State Secretary Maja Orlunda visited Estonia on April 1, 2022.",
    ),
    (
        "o2",
        "2022-04-03",
        "Harbour Post",
        "Swedish State Secretary Maja Orlunda visited Estonia on April 1, 2022.",
    ),
    (
        "o3",
        "2022-04-20",
        "Delta Wire",
        "Maja Orlunda met with Polish Foreign Minister Zbigniew Rau in Warsaw on April 19, 2022.",
    ),
)


def write_texts(path: Path, ids: Iterable[str] | None = None) -> Path:
    """The texts with these ids, in this order (all by default), as JSON Lines."""
    known = {key: (key, *rest) for key, *rest in TEXTS}
    chosen = list(known) if ids is None else list(ids)
    lines = [json.dumps(dict(zip(("id", "published", "publisher", "text"), known[key], strict=True))) for key in chosen]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
