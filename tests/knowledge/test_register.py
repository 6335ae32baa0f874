from __future__ import annotations

from datetime import date

import pytest

from bilateral.knowledge import load
from bilateral.knowledge.tables import lines, rows
from bilateral.model import Level

REGISTER = load().register


@pytest.mark.parametrize(
    ("state", "kind", "day", "name"),
    [
        pytest.param("USA", "foreign minister", "2006-04-10", "Condoleezza Rice", id="secretary of state 2006"),
        pytest.param("USA", "head of state", "2006-04-10", "George W. Bush", id="which Bush"),
        pytest.param("USA", "head of state", "1991-04-10", "George H. W. Bush", id="the other Bush"),
        pytest.param("USA", "head of state", "2025-03-01", "Donald Trump", id="second term"),
        pytest.param("USA", "foreign minister", "2025-03-01", "Marco Rubio", id="after the reference ends"),
        pytest.param("AZE", "head of state", "2022-05-11", "Ilham Aliyev", id="open term"),
        pytest.param("AZE", "head of state", "2000-05-11", "Heydar Aliyev", id="father, not son"),
        pytest.param("AZE", "foreign minister", "2022-05-11", "Jeyhun Bayramov", id="foreign minister"),
        pytest.param("ARM", "head of government", "2022-05-11", "Nikol Pashinyan", id="prime minister"),
        pytest.param("GBR", "foreign minister", "2022-05-11", "Liz Truss", id="before she was prime minister"),
        pytest.param("GBR", "head of government", "2022-09-20", "Liz Truss", id="while she was"),
        pytest.param("GBR", "head of government", "2022-05-11", "Boris Johnson", id="year-only end mended"),
        pytest.param("GBR", "head of state", "2022-09-09", "Charles III", id="the day after"),
        pytest.param("DEU", "foreign minister", "2022-05-11", "Annalena Baerbock", id="cabinet the reference lacks"),
        pytest.param("TUR", "foreign minister", "2023-07-01", "Hakan Fidan", id="change of 2023"),
        pytest.param("CHN", "foreign minister", "2023-03-01", "Qin Gang", id="between two terms of another"),
        pytest.param("CHN", "foreign minister", "2023-09-01", "Wang Yi", id="back again"),
        pytest.param("NATO", "head of organisation", "2022-05-11", "Jens Stoltenberg", id="body"),
        pytest.param("UN", "head of organisation", "2022-05-11", "António Guterres", id="United Nations"),
        pytest.param("EU", "foreign minister", "2022-05-11", "Josep Borrell", id="high representative"),
        pytest.param("KOR", "head of state", "2022-05-11", "Yoon Suk Yeol", id="the second day"),
        pytest.param("KOR", "head of state", "2022-05-08", "Moon Jae-in", id="seen before he took office"),
        pytest.param("ISR", "head of government", "2022-05-11", "Naftali Bennett", id="between two of Netanyahu"),
        pytest.param("CZE", "head of state", "2024-06-01", "Petr Pavel", id="no name of another president's"),
        pytest.param("MYS", "head of state", "2025-03-01", "Ibrahim Iskandar", id="one monarch after another"),
        pytest.param("COD", "foreign minister", "2025-03-01", "Thérèse Kayikwamba Wagner", id="2024"),
        pytest.param("VEN", "foreign minister", "2024-06-01", "Yván Gil", id="2023"),
        pytest.param("UN", "official", "2025-11-01", "Annalena Baerbock", id="president of the General Assembly"),
        pytest.param("OSCE", "head of organisation", "2025-03-01", "Feridun Sinirlioğlu", id="OSCE"),
        pytest.param("ECOWAS", "head of organisation", "2024-06-01", "Omar Touray", id="ECOWAS"),
        pytest.param("CIS", "head of organisation", "2024-06-01", "Sergei Lebedev", id="CIS"),
    ],
)
def test_holder(state: str, kind: str, day: str, name: str) -> None:
    assert REGISTER.holders(state, kind, date.fromisoformat(day))[0].person == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("recep tayyip erdogan", "Recep Tayyip Erdoğan", id="case and accents"),
        pytest.param("Joseph R. Biden, Jr.", "Joe Biden", id="formal name"),
        pytest.param("Antony J. Blinken", "Antony Blinken", id="initial"),
        pytest.param("Elizabeth Truss", "Liz Truss", id="given name in full"),
        pytest.param("Kishida Fumio", "Fumio Kishida", id="family name first"),
        pytest.param("Volodymyr Zelensky", "Volodymyr Zelenskyy", id="transliteration"),
        pytest.param("Əliyev İlham", "", id="order the register does not know"),
        pytest.param("İlham Əliyev", "Ilham Aliyev", id="letters of Azerbaijani"),
        pytest.param("Pope Francis", "Pope Francis", id="title as part of the name"),
    ],
)
def test_find(text: str, name: str) -> None:
    found = REGISTER.find(text)
    assert (found[0].name if found else "") == name


@pytest.mark.parametrize(
    ("surname", "name"),
    [
        pytest.param("Xi", "Xi Jinping", id="Chinese"),
        pytest.param("Abiy", "Abiy Ahmed", id="Ethiopian"),
        pytest.param("von der Leyen", "Ursula von der Leyen", id="particles"),
        pytest.param("Sisi", "Abdel Fattah el-Sisi", id="article dropped"),
        pytest.param("Peña Nieto", "Enrique Peña Nieto", id="two surnames"),
        pytest.param("Abe", "Shinzo Abe", id="Japanese"),
        pytest.param("Rubio", "Marco Rubio", id="last word"),
    ],
)
def test_with_surname(surname: str, name: str) -> None:
    assert name in [p.name for p in REGISTER.with_surname(surname)]


def test_two_presidents_aliyev() -> None:
    names = {p.name for p in REGISTER.with_surname("Aliyev") if any(t.kind == "head of state" for t in p.terms)}
    assert names >= {"Ilham Aliyev", "Heydar Aliyev"}


def test_unknown_person() -> None:
    assert REGISTER.person("Q0") is None
    assert REGISTER.find("Nobody Atall") == ()
    assert REGISTER.terms("Q0") == ()


def test_terms_carry_level_and_source() -> None:
    (blinken,) = REGISTER.find("Antony Blinken")
    term = next(t for t in blinken.terms if t.kind == "foreign minister")
    assert term.level is Level.FOREIGN_MINISTER
    assert term.exact
    assert term.start == date(2021, 1, 26)
    assert term.source


def test_rows_of_the_register_are_sound() -> None:
    known = set(load().states.by_code) | set(load().organisations)
    terms = [t for line in REGISTER.rows for t in REGISTER.terms(line.split("\t", 1)[0])]
    assert {t.state for t in terms} <= known
    assert [t for t in terms if t.start and t.end and t.end < t.start] == []
    assert len(terms) > 35_000
    keys = [(t.person_id, t.state, t.kind, t.office, t.start, t.end, t.attested, t.source) for t in terms]
    assert len(keys) == len(set(keys))


def test_every_person_has_a_term_and_one_line() -> None:
    ids = [line.split("\t", 1)[0] for line in REGISTER.rows]
    assert ids == sorted(set(ids))
    assert all(REGISTER.terms(i) for i in ids)


@pytest.mark.parametrize("state", [s.code for s in load().states.by_code.values() if s.status == "member"])
def test_every_member_has_a_head_of_state(state: str) -> None:
    assert REGISTER.holders(state, "head of state", date(2022, 5, 11))


@pytest.mark.parametrize(
    "name",
    ["people.tsv.gz", "people_names.tsv.gz", "people_surnames.tsv.gz", "holders.tsv.gz", "holders_offices.tsv.gz"],
)
def test_tables_are_sorted_by_their_first_column(name: str) -> None:
    keys = [line.partition("\t")[0] for line in lines(name)]
    assert keys == sorted(keys)


def test_indexes_hold_every_person() -> None:
    by_name = {i for line in lines("people_names.tsv.gz") for i in line.partition("\t")[2].split("|")}
    by_office = {i for line in lines("holders_offices.tsv.gz") for i in line.partition("\t")[2].split("|")}
    assert by_name == by_office == {line.partition("\t")[0] for line in REGISTER.rows}


_SEVERAL = {
    "head of state": "AND ATG AUS BHS BIH BLZ CAN GRD IRN JAM KNA LCA NZL PNG SLB SMR TUV VCT VNM YEM",
    "head of government": "YEM",
    "foreign minister": "YEM",
}


@pytest.mark.parametrize("kind", _SEVERAL)
@pytest.mark.parametrize("day", ["2023-06-18", "2024-06-20", "2025-03-18", "2025-11-20"])
def test_one_holder_a_seat(kind: str, day: str) -> None:
    """No office of one seat has two holders whose dates are known to the day."""
    on = date.fromisoformat(day)
    held = {code: REGISTER.holders(code, kind, on) for code in load().states.by_code}
    several = {code for code, terms in held.items() if len([t for t in terms if t.exact and not t.attested]) > 1}
    assert several <= set(_SEVERAL[kind].split())


@pytest.mark.parametrize(
    ("kind", "least"), [("head of state", 195), ("head of government", 140), ("foreign minister", 190)]
)
@pytest.mark.parametrize("day", ["2023-06-18", "2024-06-20", "2025-03-18", "2025-11-20"])
def test_principal_offices_are_filled(kind: str, day: str, least: int) -> None:
    on = date.fromisoformat(day)
    states = [code for code in load().states.by_code if len(code) == 3]
    assert sum(bool(REGISTER.holders(code, kind, on)) for code in states) >= least


def test_no_term_ends_before_it_begins() -> None:
    for line in lines("holders.tsv.gz"):
        _, _, _, start, end, *_ = line.split("\t")
        assert not (start and end) or start <= end, line


def test_hand_made_rows_say_their_source() -> None:
    for row in rows("holders_added.csv"):
        unsure = not row["start"] or len(row["start"]) < 10 or 0 < len(row["end"]) < 10
        assert row["source"].startswith(("memory", "attested 20"))
        assert row["source"].endswith("date unsure") == unsure, row
