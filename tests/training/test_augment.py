"""Changes by program keep the spans on their words."""

from __future__ import annotations

from random import Random

import pytest

from reader.augment import augment, reparty, sides_of
from reader.markup import parse

LINES = [
    "{s1|Gendarmes from Senegal} {1 COERCE.arrest measure|held} {t1|two Malian traders} in {p1|Kayes} {w1|on Friday}.",
    "{s1 t2|Bulgaria} {1 REJECT statement|turned down} the {2 REQUEST statement|plea} of {s2 t1|its neighbour}.",
    "A {1 SANCTION measure|levy} on {t1|Vietnamese} honey was approved by {s1|the U.S. trade commission}.",
]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("line", LINES)
def test_triggers_stay_on_their_words(line: str, seed: int) -> None:
    passage = parse(line)
    changed = reparty(passage, Random(seed), sides_of(map(parse, LINES)), 0.7)
    assert [changed.text[t.start : t.end] for t in changed.triggers] == [
        passage.text[t.start : t.end] for t in passage.triggers
    ]
    assert [(r.act, r.role) for r in changed.roles] == [(r.act, r.role) for r in passage.roles]
    again = augment(changed, Random(seed))
    assert all(0 <= r.start < r.end <= len(again.text) for r in again.roles)


def test_one_side_is_the_same_in_all_its_acts() -> None:
    passage = reparty(parse(LINES[1]), Random(1), {"s": ["Chile"], "t": ["Peru"]}, 1.0)
    assert passage.text.startswith("Chile turned down the plea of ")
    spans = {passage.text[r.start : r.end] for r in passage.roles if (r.act, r.role) in {(1, "s"), (2, "t")}}
    assert spans == {"Chile"}


def test_nothing_changes_where_no_side_is_to_be_put_in() -> None:
    passage = parse(LINES[0])
    assert reparty(passage, Random(1), sides_of([passage]), 0.0) == passage
