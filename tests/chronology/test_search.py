"""Texts found by their words: what folds, what is counted, and what is behind the times."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.present.builders import Told

from bilateral.chronology import Store
from bilateral.chronology.search import MOST_TERMS
from bilateral.errors import QueryError

TEXTS = {
    "a": ("Energy talks in Baku", "2022-03-01", "Əliyev spoke of energy, ENERGY and more energy in Bakı."),
    "b": ("A letter", "2022-04-01", "The President of Côte d’Ivoire wrote about energy security."),
    "c": ("No news", "2022-05-01", "Ministers met in Łódź; 27 states took part."),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "search.duckdb") as opened:
        for key, (title, day, text) in TEXTS.items():
            _put(opened, key, title, day, text)
        opened.search.renew()
        yield opened


def _put(store: Store, key: str, title: str, day: str, text: str) -> None:
    told = Told(key, title, "Steppe Herald", day)
    told.says(text)
    store.put(told.document(), ())


FOUND: tuple[tuple[str, list[str], str], ...] = (
    ("energy", ["a", "b"], "the text that has it most comes first"),
    ("Energy SECURITY", ["b"], "all words, in any case"),
    ("aliyev", ["a"], "letters without an accent to strip"),
    ("cote ivoire", ["b"], "accents and apostrophes"),
    ("lodz", ["c"], "a stroke is no accent"),
    ("27", ["c"], "numbers"),
    ("talks", ["a"], "titles count"),
    ("ener*", ["a", "b"], "a beginning"),
    ("energ", [], "no beginning without its star"),
    ("minister* state*", ["c"], "two beginnings"),
    ("energy łódź", [], "no text has both"),
    ("energy energy", ["a", "b"], "a word twice is a word"),
)


@pytest.mark.parametrize(("asked", "documents", "why"), FOUND, ids=[row[2] for row in FOUND])
def test_what_is_found(asked: str, documents: list[str], why: str, store: Store) -> None:
    found = store.search.find(asked)
    assert (list(found.documents), found.total) == (documents, len(documents))


def test_parts_of_a_long_list(store: Store) -> None:
    whole = store.search.find("energy").documents
    assert store.search.find("energy", limit=1).documents == whole[:1]
    second = store.search.find("energy", limit=1, offset=1)
    assert (second.documents, second.total) == (whole[1:], 2)


@pytest.mark.parametrize("asked", ["", " ", "a", ". *", " ".join(f"w{n}" for n in range(13))])
def test_what_cannot_be_looked_for(asked: str, store: Store) -> None:
    with pytest.raises(QueryError, match=f"two letters or more|{MOST_TERMS} at most"):
        store.search.find(asked)


def test_a_text_that_changed_is_taken_in_again_and_one_that_is_gone_is_not_found(store: Store) -> None:
    _put(store, "b", "A letter", "2022-04-01", "It was about wheat.")
    assert store.search.pending() == 1
    assert store.search.renew() == 1
    assert store.search.find("wheat").documents == ("b",)
    assert store.search.find("energy").documents == ("a",)
    assert (store.search.renew(), store.search.pending()) == (0, 0)


def test_words_put_in_order_again_give_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = store.search.find("energy")
    monkeypatch.setattr("bilateral.chronology.search._FEW", 0)
    _put(store, "d", "One more", "2022-06-01", "Ann wrote.")
    store.search.renew()
    rows = store.sql().execute("SELECT word, document FROM words").fetchall()
    assert rows == sorted(rows)
    assert store.search.find("energy") == before
