"""The dating benchmark on a small document in CAT form, made here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bilateral.benchmarks.dating import answers, read_cat, score_dating
from bilateral.errors import MalformedRecord, NotFound

SENTENCES = (
    "Ode signs accord with Ruiz",
    "June 15 , 2022",
    "Ode signed the accord on Monday .",
    "The signing was shown on television .",
    "Ruiz thanked her today .",
)


def cat(links: str, refers: str = "", *, created: bool = True) -> str:
    tokens, number = [], 0
    for index, sentence in enumerate(SENTENCES):
        for word in sentence.split():
            number += 1
            tokens.append(f'<token t_id="{number}" sentence="{index}">{word}</token>')
    ids = {word: at + 1 for at, word in reversed(list(enumerate(" ".join(SENTENCES).split())))}

    def mark(tag: str, name: str, word: str, more: str = "") -> str:
        return f'<{tag} m_id="{name}" {more}><token_anchor t_id="{ids[word]}"/></{tag}>'

    function = 'functionInDocument="CREATION_TIME"' if created else ""
    marks = [
        mark("EVENT_MENTION", "1", "signs"),
        mark("EVENT_MENTION", "2", "signed"),
        mark("EVENT_MENTION", "3", "signing"),
        mark("EVENT_MENTION", "4", "thanked"),
        mark("EVENT_MENTION", "5", "shown"),
        mark("TIMEX3", "10", "June", f'type="DATE" value="2022-06-15" {function}'),
        mark("TIMEX3", "11", "Monday", 'type="DATE" value="2022-06-13"'),
        mark("TIMEX3", "12", "today", 'type="DATE" value="2022-06-15"'),
        '<EVENT m_id="20" instance_id="E1"/>',
    ]
    body = "".join([*tokens, "<Markables>", *marks, "</Markables><Relations>", links, refers, "</Relations>"])
    return f'<?xml version="1.0"?><Document doc_id="7">{body}</Document>'


def relation(tag: str, sources: str, target: str, kind: str = "") -> str:
    ends = "".join(f'<source m_id="{name}"/>' for name in sources.split()) + f'<target m_id="{target}"/>'
    return f'<{tag} reltype="{kind}">{ends}</{tag}>'


LINKS = relation("TLINK", "2", "11", "IS_INCLUDED") + relation("TLINK", "12", "4", "INCLUDES")
REFERS = relation("REFERS_TO", "1 2 3", "20")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.xml").write_text(cat(LINKS, REFERS), encoding="utf-8")
    return tmp_path


def test_days_come_from_links_and_spread_over_one_event(folder: Path) -> None:
    days = {trigger.id: (trigger.day, trigger.way) for trigger in read_cat(folder / "a.xml").triggers}
    assert days == {
        "1": (date(2022, 6, 13), "same event"),
        "2": (date(2022, 6, 13), "link"),
        "3": (date(2022, 6, 13), "same event"),
        "4": (date(2022, 6, 15), "link"),
        "5": (None, ""),
    }


def test_each_mention_with_a_day_is_asked_for_once(folder: Path) -> None:
    found = answers(folder)
    assert [answer.trigger for answer in found] == ["signs", "signed", "signing", "thanked"]
    assert all(answer.right for answer in found), [(a.trigger, a.ours) for a in found if not a.right]
    assert [answer.nearest for answer in found] == [None, date(2022, 6, 13), None, date(2022, 6, 15)]


def test_table_ends_in_the_accuracy(folder: Path) -> None:
    lines = score_dating(folder).splitlines()
    assert lines[-1] == "dating accuracy 1.000"
    assert lines[-4] == "nearest date in the sentence 0.500"


def test_creation_day_is_inferred_where_none_is_marked(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(cat(LINKS, REFERS, created=False), encoding="utf-8")
    assert read_cat(tmp_path / "a.xml").created is None
    assert score_dating(tmp_path).endswith("dating accuracy 1.000")


def test_a_mention_with_two_days_has_none(tmp_path: Path) -> None:
    both = LINKS + relation("TLINK", "2", "10", "SIMULTANEOUS")
    (tmp_path / "a.xml").write_text(cat(both), encoding="utf-8")
    assert [answer.trigger for answer in answers(tmp_path)] == ["thanked"]


def test_one_document_in_two_folders_counts_once(folder: Path) -> None:
    (folder / "more").mkdir()
    (folder / "more" / "a.xml").write_text(cat(LINKS, REFERS), encoding="utf-8")
    assert len(answers(folder)) == 4


def test_folder_without_documents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no \.xml file"):
        score_dating(tmp_path)


@pytest.mark.parametrize("content", [pytest.param("<Document>", id="broken"), pytest.param("<a/>", id="other")])
def test_what_is_no_cat_file_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "bad.xml").write_text(content, encoding="utf-8")
    with pytest.raises(MalformedRecord, match=r"bad\.xml"):
        score_dating(tmp_path)
