"""The corpus keeps to its guide, and is as broad as it says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bilateral.model import EventType, Form, Status
from reader.markup import Passage
from reader.validate import CORPUS, check, near_duplicates

FILES = sorted(CORPUS.glob("*.txt"))


@pytest.fixture(scope="module")
def corpus() -> list[Passage]:
    return [passage for path in FILES for passage in check(path)[0]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_line_follows_the_guide(path: Path) -> None:
    assert check(path)[1] == []


def test_size(corpus: list[Passage]) -> None:
    assert len(corpus) >= 6000
    assert sum(not p.triggers for p in corpus) >= 1500


def test_every_type_form_and_status_is_there(corpus: list[Passage]) -> None:
    acts = [t for p in corpus for t in p.triggers]
    assert min(Counter(t.type for t in acts).values()) >= 300
    assert {t.type for t in acts} == set(EventType)
    assert {t.form for t in acts} == set(Form)
    assert {t.status for t in acts} == set(Status)


def test_near_duplicates_are_few(corpus: list[Passage]) -> None:
    assert len(near_duplicates(corpus)) < 0.02 * len(corpus)
