"""The lexicon's tables: forms of verbs, classes of words, and that every row can be used."""

from __future__ import annotations

import pytest

from bilateral.coding.readers.patterns import patterns
from bilateral.coding.readers.syntax import BASE, ING, PARTICIPLE, PAST, THIRD, forms_of, syntax
from bilateral.knowledge.tables import rows
from bilateral.model import EventType, Form

FORMS = {
    "regular": ("visit", {"visit": BASE, "visits": THIRD, "visited": PAST, "visiting": ING}),
    "ends in e": ("praise", {"praise": BASE, "praises": THIRD, "praised": PAST, "praising": ING}),
    "hisses": ("discuss", {"discuss": BASE, "discusses": THIRD, "discussed": PAST, "discussing": ING}),
    "ends in y": ("supply", {"supply": BASE, "supplies": THIRD, "supplied": PAST, "supplying": ING}),
    "irregular": ("speak", {"speak": BASE, "speaks": THIRD, "spoke": PAST, "spoken": PARTICIPLE, "speaking": ING}),
    "two spellings": (
        "travel",
        {
            "travel": BASE,
            "travels": THIRD,
            "traveled": PAST,
            "travelled": PAST,
            "traveling": ING,
            "travelling": ING,
        },
    ),
}


@pytest.mark.parametrize(("lemma", "forms"), FORMS.values(), ids=FORMS.keys())
def test_forms(lemma: str, forms: dict[str, str]) -> None:
    assert forms_of(lemma) == forms


def test_every_row_of_the_lexicon_makes_patterns() -> None:
    table, words = patterns()
    names = {pattern.name.split()[0] for found in table.values() for pattern, _ in found}
    assert len(names) > 250
    assert set(words) == set(table)
    assert all(found for found in table.values())


def test_no_pattern_stands_twice() -> None:
    seen = [(r["pattern"], r["pos"], r["link"], r["object"], r["type"]) for r in rows("acts.csv")]
    assert len(seen) == len(set(seen))


def test_longer_patterns_come_first() -> None:
    for found, _ in [patterns()]:
        for ranked in found.values():
            widths = [pattern.width for pattern, _ in ranked]
            assert widths == sorted(widths, reverse=True)


def test_what_may_carry_a_threat_may_carry_a_talk() -> None:
    assert syntax().light_deeds <= syntax().light_forms.keys()


def test_all_types_and_forms_have_patterns() -> None:
    found = [pattern for ranked in patterns()[0].values() for pattern, _ in ranked]
    assert {p.type for p in found} == set(EventType)
    assert {p.form for p in found} >= set(Form) - {Form.VIDEO, Form.MULTILATERAL}
