"""What judgements on events rule together: the later one wins, and both say so."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bilateral.chronology import Judgement
from bilateral.chronology.event_judgements import EVENT, Found, Standing, ruled

START = datetime(2026, 1, 1)


def found(
    number: int,
    verdict: str,
    subject: str,
    other: str = "",
    field: str = "event",
    value: str | None = None,
    lost: int = 0,
) -> Found:
    judgement = Judgement(
        id=f"j{number}",
        kind=EVENT,
        subject="e1",
        verdict=verdict,
        who="ada",
        made=START + timedelta(days=number),
        why="her diary",
        field=field,
        value=value,
    )
    sides = tuple(subject.split()), tuple(other.split())
    return Found(judgement=judgement, subject=sides[0], other=sides[1], lost=lost, anchors=lost + sum(map(len, sides)))


def groups(standing: Standing) -> list[str]:
    return [" ".join(sorted(group)) for group in standing.rulings.together]


def apart(standing: Standing) -> list[str]:
    return sorted(" ".join(sorted(pair)) for pair in standing.rulings.apart)


def test_same_joins_and_different_parts_all_reports() -> None:
    standing = ruled([found(1, "same", "a b", "c"), found(2, "different", "a", "x y")])
    assert groups(standing) == ["a b c"]
    assert apart(standing) == ["a x", "a y"]
    assert standing.notes == {}
    assert standing.rulings.words == {frozenset("abc"): "judged one event by ada on 2026-01-02: her diary"}


def test_the_later_of_two_that_contradict_wins_and_both_say_so() -> None:
    same, different = found(1, "same", "a", "b"), found(2, "different", "a", "b")
    standing = ruled([different, same])
    assert (groups(standing), apart(standing)) == ([], ["a b"])
    assert standing.notes == {"j1": "overruled by j2, made later", "j2": "overrules j1"}
    standing = ruled([found(3, "same", "a", "b"), different])
    assert (groups(standing), apart(standing)) == (["a b"], [])
    assert standing.notes == {"j2": "overruled by j3, made later", "j3": "overrules j2"}


def test_a_chain_contradicts_too() -> None:
    told = [found(1, "same", "a", "b"), found(2, "same", "b", "c"), found(3, "different", "a", "c")]
    standing = ruled(told)
    assert (groups(standing), apart(standing)) == (["b c"], ["a c"])
    assert standing.notes == {"j1": "overruled by j3, made later", "j3": "overrules j1"}


def test_what_is_split_off_later_leaves_the_rest_together() -> None:
    standing = ruled([found(1, "same", "a b", "c d"), found(2, "different", "a b c", "d")])
    assert groups(standing) == ["a b c"]
    assert standing.notes == {"j1": "partly overruled by j2, made later", "j2": "overrules j1 in part"}


def test_right_and_wrong_and_fields() -> None:
    told = [
        found(1, "wrong", "a b"),
        found(2, "right", "b"),
        found(3, "is", "c", field="date", value="2022"),
        found(4, "is", "c", field="start", value="2022-03-01"),
        found(5, "is", "d", field="start", value="2022-03-01"),
        found(6, "is", "d", field="date", value="2022-03"),
    ]
    standing = ruled(told)
    assert standing.rulings.wrong == {"a"}
    fields = {key: [(r.field, r.value) for r in told] for key, told in standing.rulings.fields.items()}
    assert fields == {
        "b": [("event", "right")],
        "c": [("date", "2022"), ("start", "2022-03-01")],
        "d": [("date", "2022-03")],
    }
    assert standing.notes == {
        "j1": "overruled by j2, made later",
        "j2": "overrules j1",
        "j5": "overruled by j6, made later",
        "j6": "overrules j5",
    }


def test_what_no_longer_finds_its_text_is_said() -> None:
    standing = ruled(
        [found(1, "wrong", "", lost=2), found(2, "same", "a", "", lost=1), found(3, "different", "a", "a")]
    )
    assert standing.notes == {
        "j1": "no longer finds its text",
        "j2": "no longer finds 1 of its 2 reports",
        "j3": "both of its sides are read as one report now",
    }


REPORTS = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3, unique=True).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from(["same", "different"]), REPORTS, REPORTS), max_size=6), st.randoms())
def test_constraints_never_contradict_and_no_order_matters(said: list[tuple[str, str, str]], random: object) -> None:
    told = [found(number, *one) for number, one in enumerate(said)]
    standing = ruled(told)
    shuffled = told[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ruled(shuffled) == standing
    joined = {report: {report} for report in "abcdef"}
    for group in standing.rulings.together:
        for one, two in combinations(sorted(group), 2):
            if joined[one] is not joined[two]:
                joined[one] |= joined[two]
                for member in joined[one]:
                    joined[member] = joined[one]
    for pair in standing.rulings.apart:
        one, two = sorted(pair)
        assert joined[one] is not joined[two]
    if told:
        last = told[-1]
        if last.judgement.verdict == "same":
            assert len({id(joined[report]) for report in (*last.subject, *last.other)}) == 1
        else:
            assert all(frozenset({a, b}) in standing.rulings.apart for a in last.subject for b in last.other if a != b)
