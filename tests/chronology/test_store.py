"""The store: what is put comes back, once, whole, in one order."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from tests.builders import BAKU, document, quote, report, when

from bilateral.chronology import EventQuery, Store, record
from bilateral.chronology.rows import content_id, document_digest
from bilateral.errors import StoreError, UnknownEvent
from bilateral.model import Refusal, Repair, Report


def test_what_is_put_comes_back(tmp_path: Path) -> None:
    text = "One call.  Two sides."
    whole = document(
        "d1", text, repairs=(Repair(start=9, end=11, replacement=" ", rule="spaces"),), url="https://a.example/1"
    )
    told = report(
        place=BAKU, quotes=(quote("all well"),), issues=("energy",), named_issues=("Minsk Group",), mode="phone"
    )
    with Store.open(tmp_path / "a.duckdb") as store:
        assert store.put(whole, [told]) == "new"
        assert store.document("d1") == whole
        assert store.reports(["d1:1"]) == {"d1:1": told}
        assert store.merge() == 1
        (event,) = store.events()
        assert event.reports == (told,)
        assert (event.place, event.quotes, event.issues) == (BAKU, told.quotes, ("energy",))
    with Store.open(tmp_path / "a.duckdb", read_only=True) as store:
        assert store.events() == [event]


def test_put_says_what_it_did() -> None:
    with Store.open(":memory:") as store:
        assert store.put(document(), [report()]) == "new"
        assert store.put(document(), [report()]) == "unchanged"
        assert store.has("d1", document_digest(document()))
        assert store.put(document(), [report(confidence=0.9)]) == "replaced"
        assert store.put(document(text="Another text."), []) == "replaced"
        store.merge()
        assert store.events() == []
        assert store.counts().documents == 1
        assert store.counts().reports == 0


def test_a_group_that_repeats_a_document_keeps_the_last() -> None:
    from bilateral.chronology import Put

    with Store.open(":memory:") as store:
        items = [Put(document=document(), reports=()), Put(document=document(text="Other."), reports=(report(),))]
        assert store.put_many([*items, items[1]]) == ["new", "replaced", "unchanged"]
        assert store.document("d1").text == "Other."
        assert store.counts().reports == 1


@pytest.mark.parametrize("turned", [False, True], ids=["early first", "late first"])
def test_of_copies_of_one_text_the_first_published_is_kept(turned: bool) -> None:
    text = "The same words on two sites."
    copies = [
        document(content_id(text), text, published=when("2022-03-15"), url="https://z.example"),
        document(content_id(text), text, published=when("2022-03-17"), url="https://a.example"),
    ]
    with Store.open(":memory:") as store:
        for copy in reversed(copies) if turned else copies:
            store.put(copy, [])
        assert store.document(copies[0].id) == copies[0]


def test_inputs_already_read_are_known_by_reader() -> None:
    with Store.open(":memory:") as store:
        store.put(document(), [], input="aa", reader="lexicon-1")
        assert store.seen(["aa", "bb"], "lexicon-1") == {"aa"}
        assert store.seen(["aa"], "lexicon-2") == set()
        store.put(document(text="New words."), [], input="bb", reader="lexicon-1")
        assert store.seen(["aa", "bb"], "lexicon-1") == {"bb"}, "the old page must be read again if it comes back"


def test_refusals_are_kept_until_the_input_is_read() -> None:
    with Store.open(":memory:") as store:
        store.refuse(Refusal(source="d1.txt", code="empty", reason="no text in it"))
        store.refuse(Refusal(source="d1.txt", code="binary", reason="not text"))
        assert [r.code for r in store.refusals()] == ["binary"]
        store.put(document(), [])
        assert store.refusals() == []


def test_an_event_is_found_by_the_beginning_of_its_id() -> None:
    with Store.open(":memory:") as store:
        store.put(document(), [report("d1:1"), report("d1:2", on="2022-04-01")])
        store.merge()
        first, second = store.events()
        assert store.event(first.id) == first
        assert store.event(second.id[:8]) == second
        with pytest.raises(UnknownEvent, match=r"several events .* give more of it"):
            store.event("e")
        with pytest.raises(UnknownEvent, match="no event has an id that begins with 'x9'"):
            store.event("x9")
        with pytest.raises(UnknownEvent):
            store.event("")


def test_a_document_that_is_not_there_is_named() -> None:
    with Store.open(":memory:") as store, pytest.raises(StoreError, match="holds no document 'd9'"):
        store.document("d9")


def _corpus() -> list[tuple[str, list[Report]]]:
    found: list[tuple[str, list[Report]]] = []
    for number in range(40):
        day = f"2022-03-{number % 5 + 10}"
        key = f"d{number:02d}"
        reports = [
            report(f"{key}:1", "Blinken" if number % 2 else "USA", "Aliyev", day, issues=("energy",)),
            report(f"{key}:2", "Aliyev", "USA" if number % 3 else "Biden", day, form="letter", type="SUPPORT"),
            report(f"{key}:3", "Michel", "Aliyev Pashinyan", day, form="meeting"),
        ]
        found.append((key, reports))
    return found


def _export(store: Store) -> str:
    documents = store.documents()
    return "\n".join(json.dumps(record(event, documents)) for event in store.each_event(EventQuery(statuses=())))


def test_exports_are_the_same_byte_for_byte_in_any_order_and_portions() -> None:
    exports = set()
    for seed in range(4):
        shuffled = _corpus()
        random.Random(seed).shuffle(shuffled)
        with Store.open(":memory:") as store:
            for number, (key, reports) in enumerate(shuffled):
                store.put(document(key, f"Text of {key}."), reports)
                if number % (7 + 5 * seed) == 6:
                    store.merge()
            store.merge()
            exports.add(_export(store))
    assert len(exports) == 1
    assert len(exports.pop().splitlines()) > 10


def test_merging_again_with_nothing_new_does_nothing() -> None:
    with Store.open(":memory:") as store:
        for key, reports in _corpus()[:5]:
            store.put(document(key), reports)
        assert store.merge() > 0
        before = _export(store)
        assert store.merge() == 0
        assert _export(store) == before


def test_the_flat_views_answer_sql() -> None:
    with Store.open(":memory:") as store:
        store.put(document(), [report(quotes=(quote("all well"),), issues=("energy", "borders"))])
        store.merge()
        ask = store.sql().execute
        assert ask("SELECT side, person FROM event_actors ORDER BY ALL").fetchall() == [
            ("source", "Antony Blinken"),
            ("target", "Ilham Aliyev"),
        ]
        assert ask("SELECT count(*) FROM report_actors JOIN event_reports USING (report)").fetchone() == (2,)
        assert ask("SELECT issue FROM event_issues ORDER BY issue").fetchall() == [("borders",), ("energy",)]
        assert ask('SELECT document, "start" FROM evidence').fetchall() == [("d1", 0)]
        assert ask("SELECT text, speaker.person FROM quotes").fetchall() == [("all well", "Ilham Aliyev")]
        assert ask("SELECT * FROM disagreements").fetchall() == []
