from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bilateral.benchmarks.times import compare, read_timeml, score_times, tag
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


OLD = """<?xml version="1.0" {0}?><TimeML><TIMEX3 type="DATE" value="2022-06-15" functionInDocument="CREATION_TIME"
>06-15-22</TIMEX3>
Ruiz\u0301 <s>came <EVENT eid="e1">back</EVENT> <TIMEX3 type="DATE" value="2022-06-14">yesterday</TIMEX3>
and <TIMEX3 type="DATE" value="">one day</TIMEX3></s></TimeML>"""


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        pytest.param("", "utf-8", id="utf-8"),
        pytest.param('encoding="UTF-16"', "utf-16", id="utf-16"),
        pytest.param('encoding="ISO-8859-1"', "latin-1", id="declared"),
        pytest.param("", "cp1252", id="undeclared"),
    ],
)
def test_other_forms_and_encodings_are_read(tmp_path: Path, declaration: str, encoding: str) -> None:
    text = OLD.format(declaration).replace("\u0301", "\u00e9")
    (tmp_path / "old.tml").write_bytes(text.encode(encoding))
    document = read_timeml(tmp_path / "old.tml")
    assert document.created == date(2022, 6, 15)
    assert "Ruiz\u00e9" in document.text
    assert [(document.text[g.start : g.end], g.value) for g in document.gold][1:] == [
        ("yesterday", "2022-06-14"),
        ("one day", ""),
    ]
    assert score_times(tmp_path).splitlines()[-1].startswith("value F1 ")


ODD = [
    ("bom-and-instances", "\ufeff<TimeML>{dct}<TEXT>{text}</TEXT><MAKEINSTANCE eiid='i1'/><TLINK lid='l1'/></TimeML>"),
    ("html-entity", "<TimeML>{dct}<TEXT>&nbsp;{text}&mdash;so.</TEXT></TimeML>"),
    ("two-texts", "<TimeML>{dct}<TEXT>Ode came. </TEXT><TEXT>{text}</TEXT></TimeML>"),
    ("text-further-in", "<TimeML>{dct}<DOC><TEXT>{text}</TEXT></DOC></TimeML>"),
    ("doctype", "<!DOCTYPE TimeML SYSTEM 'TimeML.dtd'><TimeML>{dct}<TEXT>{text}</TEXT></TimeML>"),
    ("comment", "<TimeML>{dct}<TEXT><!-- so -->{text}<?so?></TEXT></TimeML>"),
]
DCTS = [
    ("annotated", '<DCT><TIMEX3 tid="t0" type="DATE" value="2022-06-15">June 15</TIMEX3></DCT>'),
    ("with-its-hour", '<DCT><TIMEX3 tid="t0" type="TIME" value="2022-06-15T10:30">10:30</TIMEX3></DCT>'),
    ("compact", '<DCT><TIMEX3 tid="t0" type="DATE" value="20220615">x</TIMEX3></DCT>'),
    ("words", "<DCT>June 15, 2022</DCT>"),
    ("digits", "<DCT>2022-06-15</DCT>"),
]
NESTED = (
    'Ode <EVENT eid="e1">left <TIMEX3 tid="t1" type="DATE" value="2022-06-14"><SIGNAL>yester</SIGNAL>day</TIMEX3>'
    "</EVENT>."
)


@pytest.mark.parametrize("form", [pytest.param(row[1], id=row[0]) for row in ODD])
@pytest.mark.parametrize("dct", [pytest.param(row[1], id=row[0]) for row in DCTS])
def test_odd_timeml_is_read(tmp_path: Path, form: str, dct: str) -> None:
    (tmp_path / "odd.tml").write_text(form.format(dct=dct, text=NESTED), encoding="utf-8")
    document = read_timeml(tmp_path / "odd.tml")
    assert document.created == date(2022, 6, 15)
    assert [(document.text[g.start : g.end], g.value) for g in document.gold] == [("yesterday", "2022-06-14")]
    assert score_times(tmp_path).splitlines()[-1] == "value F1 1.000"


def test_without_a_creation_time_days_stay_open(tmp_path: Path) -> None:
    (tmp_path / "open.tml").write_text(f"<TimeML><TEXT>{NESTED}</TEXT></TimeML>", encoding="utf-8")
    assert read_timeml(tmp_path / "open.tml").created is None
    assert score_times(tmp_path).splitlines()[-3:] == ["strict F1 1.000", "relaxed F1 1.000", "value F1 0.000"]


def test_value_f1_is_relaxed_f1_times_the_share_of_right_values(folder: Path) -> None:
    document = read_timeml(folder / "news.tml")
    score = compare(document.gold, tag(document))
    assert score.f1(score.value) == pytest.approx(score.f1(score.relaxed) * score.value / score.relaxed)


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
