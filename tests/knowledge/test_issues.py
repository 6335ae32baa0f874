from __future__ import annotations

import re
import string
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.knowledge.issues import about, expand, issue_spans_in, issues_in
from bilateral.model import ISSUES


def passages() -> list[tuple[str, frozenset[str], str, frozenset[str]]]:
    """(name, issues it is about, text, issues one may also see in it) of our own labelled table."""
    rows = (Path(__file__).parent / "issue_passages.tsv").read_text(encoding="utf-8").splitlines()
    cells = [[*row.split("\t"), ""][:4] for row in rows]
    return [(n, frozenset(s.split()) - {"-"}, t, frozenset(extra.split())) for n, s, t, extra in cells]


PASSAGES = passages()


def test_passages_cover_every_issue_three_times() -> None:
    counted = Counter(slug for _, slugs, _, _ in PASSAGES for slug in slugs)
    assert set(counted) == set(ISSUES)
    assert min(counted.values()) >= 3
    assert len(PASSAGES) >= 150


@pytest.mark.parametrize(("slugs", "text", "also"), [p[1:] for p in PASSAGES], ids=[p[0] for p in PASSAGES])
def test_issues_of_passage(slugs: frozenset[str], text: str, also: frozenset[str]) -> None:
    assert set(issues_in(text)) - (also - slugs) == slugs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        pytest.param("a meeting with the Minister of Foreign Affairs and Trade", (), id="gap-in-title"),
        pytest.param("the Minister of Trade. Energy was discussed", ("energy",), id="title-ends-with-sentence"),
        pytest.param("the health and energy ministers met", (), id="two-fields-before-ministers"),
        pytest.param(
            "they discussed trade. Secretary Blinken left", ("trade-and-investment",), id="sentence-then-title"
        ),
        pytest.param(
            "the Office of Energy Resources on nuclear safety", ("nuclear-and-nonproliferation",), id="title-then-issue"
        ),
        pytest.param("Human-Rights and HUMAN RIGHTS", ("democracy-and-human-rights",), id="case-and-hyphen"),
        pytest.param("İstanbul talks on İnsan and energy", ("energy",), id="dotted-capital-i"),
        pytest.param("who directed the film", (), id="acronym-in-small-letters"),
        pytest.param("Foreign Minister Qin Gang met him", (), id="a-name-that-is-a-word"),
        pytest.param("", (), id="empty"),
        pytest.param("...!", (), id="no-words"),
    ],
)
def test_edges(text: str, slugs: tuple[str, ...]) -> None:
    assert issues_in(text) == slugs


def test_weak_terms_need_each_other() -> None:
    assert issues_in("The army of clerks was busy.") == ()
    assert issues_in("The army kept watch while tensions rose.") == ("security-and-defence",)
    far = "The army kept watch. " + "They dined and talked of old days. " * 10 + "Then tensions rose."
    assert issues_in(far) == ()


def test_spans_say_which_words() -> None:
    text = "They spoke of natural gas, then of İzmir and free  elections."
    assert [(slug, text[a:b]) for slug, a, b in issue_spans_in(text)] == [("energy", "gas"), ("elections", "elections")]


def test_one_term_may_speak_for_two_issues() -> None:
    assert issues_in("civil nuclear cooperation") == ("energy", "nuclear-and-nonproliferation")


@pytest.mark.parametrize("slug", ISSUES)
def test_every_issue_is_explained(slug: str) -> None:
    assert re.fullmatch(r"[A-Z].+\.", about(slug))


@pytest.mark.parametrize(
    ("pattern", "phrases"),
    [
        pytest.param("oil", ("oil",), id="plain"),
        pytest.param("right{|s}", ("right", "rights"), id="plural"),
        pytest.param("econ{omy|om{ic|ist}}", ("economy", "economic", "economist"), id="nested"),
        pytest.param("{a|b} {|c }d", ("a d", "a c d", "b d", "b c d"), id="product"),
    ],
)
def test_expand(pattern: str, phrases: tuple[str, ...]) -> None:
    assert expand(pattern) == phrases


WORDS = st.sampled_from(
    ["oil", "Security", "Council", "minister", "of", "trade", "the", "human", "rights", "İ", ",", ".", "and"]
)


@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(alphabet=string.printable + "İıə“”", max_size=60))
def test_spans_and_issues_agree(text: str) -> None:
    spans = issue_spans_in(text)
    assert {slug for slug, _, _ in spans} == set(issues_in(text))
    assert all(0 <= a < b <= len(text) and text[a:b].strip() == text[a:b] for _, a, b in spans)
