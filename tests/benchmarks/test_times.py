from __future__ import annotations

from pathlib import Path

import pytest

from bilateral.benchmarks.times import compare, read_timeml, score_times
from bilateral.errors import MalformedRecord, NotFound

NEWS = """<?xml version="1.0"?>
<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2022-06-15">June 15, 2022</TIMEX3></DCT>
<TEXT>Ode met Ruiz <TIMEX3 tid="t1" type="DATE" value="2022-06-14">yesterday</TIMEX3>, stayed for
<TIMEX3 tid="t2" type="DURATION" value="P2D">two days</TIMEX3> and &amp; left in
<TIMEX3 tid="t3" type="DATE" value="2022-05">June</TIMEX3>; the fair is
<TIMEX3 tid="t4" type="DATE" value="2022-07-03">July 3</TIMEX3>-<TIMEX3
tid="t5" type="DATE" value="2022-07-05">5</TIMEX3>.
</TEXT></TimeML>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news.tml").write_text(NEWS, encoding="utf-8")
    return tmp_path


def test_gold_offsets_follow_the_text(folder: Path) -> None:
    document = read_timeml(folder / "news.tml")
    assert [document.text[g.start : g.end] for g in document.gold] == ["yesterday", "two days", "June", "July 3", "5"]


def test_scores_end_the_table(folder: Path) -> None:
    lines = score_times(folder).splitlines()
    assert lines[-3:] == ["strict F1 1.000", "relaxed F1 1.000", "value F1 0.800"]


def test_nothing_found_scores_nothing(folder: Path) -> None:
    score = compare(read_timeml(folder / "news.tml").gold, ())
    assert (score.gold, score.found, score.f1(score.relaxed)) == (5, 0, 0.0)


def test_folder_without_timeml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no \.tml file"):
        score_times(tmp_path)


def test_broken_xml_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "broken.tml").write_text("<TimeML><TEXT>", encoding="utf-8")
    with pytest.raises(MalformedRecord, match=r"broken\.tml"):
        score_times(tmp_path)
