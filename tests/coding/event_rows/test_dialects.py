"""What a row of each data set is read as."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from tests.event_files import acled, file_of, gdelt, icews, polecat

from bilateral.coding import Coding, coding_of
from bilateral.coding.readers import get_reader
from bilateral.config import DEFAULT_SETTINGS
from bilateral.knowledge import load
from bilateral.knowledge.event_data import EVENT_ROWS, layout_of
from bilateral.model import Document, Page, Precision, Report, Span, Status
from bilateral.reading import read_page


def document_of(name: str, *rows: dict[str, str]) -> Document:
    text = file_of(name, *rows)
    layout = layout_of(text.split("\n")[0])
    assert layout is not None
    content = text if layout.headed else f"{layout.heading}\n{text}"
    page = Page(source="a", content=content.rstrip("\n").encode(), content_type=EVENT_ROWS, published="2022-03-01")
    return read_page(page, knowledge=load(), settings=DEFAULT_SETTINGS)


def coded(name: str, *rows: dict[str, str]) -> Coding:
    knowledge = load()
    return coding_of(document_of(name, *rows), knowledge, get_reader("lexicon", knowledge))


def report_of(name: str, row: dict[str, str]) -> Report:
    (report,) = coded(name, row).reports
    return report


def dyad(report: Report) -> str:
    return f"{report.source[0].party} {report.target[0].party}"


ACTS = [
    pytest.param("icews", icews(), "CONSULT visit visit NOR PER", id="icews"),
    pytest.param("icews", icews(CAMEO_Code="057"), "SUPPORT None signing NOR PER", id="icews-signing"),
    pytest.param("icews", icews(CAMEO_Code="1951"), "ASSAULT aerial force NOR PER", id="icews-deep-code"),
    pytest.param(
        "icews",
        icews(Source_Country="", Source_Name="United Nations"),
        "CONSULT visit visit UN PER",
        id="icews-body-by-name",
    ),
    pytest.param(
        "icews", icews(Source_Country="Russian Federation"), "CONSULT visit visit RUS PER", id="icews-country-name"
    ),
    pytest.param("icews", icews(Source_Country="Congo"), "CONSULT visit visit COG PER", id="icews-congo"),
    pytest.param("polecat", polecat(), "REQUEST change statement NOR PER", id="polecat"),
    pytest.param(
        "polecat",
        polecat(Event_Type="CONSULT", Event_Mode="phone", Actor_Country="Norway"),
        "CONSULT phone call NOR PER",
        id="polecat-country-by-name",
    ),
    pytest.param(
        "polecat",
        polecat(Event_Type="RETREAT", Event_Mode="return"),
        "RETREAT None measure NOR PER",
        id="polecat-mode-of-another-version",
    ),
    pytest.param("gdelt", gdelt(), "CONSULT phone call AUT AUS", id="gdelt"),
    pytest.param(
        "gdelt",
        gdelt(Actor1CountryCode="ROM", Actor2CountryCode="", Actor2KnownGroupCode="NAT"),
        "CONSULT phone call ROU NATO",
        id="gdelt-codes-of-its-own",
    ),
    pytest.param("acled", acled(), "ASSAULT heavy-weapons force NOR PER", id="acled"),
    pytest.param(
        "acled",
        acled(sub_event_type="Agreement", actor2="Civilians (Chile)"),
        "AGREE None signing NOR CHL",
        id="acled-state-in-brackets",
    ),
]


@pytest.mark.parametrize(("name", "row", "expected"), ACTS)
def test_acts_and_sides(name: str, row: dict[str, str], expected: str) -> None:
    report = report_of(name, row)
    assert f"{report.type.value} {report.mode} {report.form.value} {dyad(report)}" == expected
    assert (report.status, report.reader) == (Status.OCCURRED, f"{name} 1")
    assert report.when.earliest == report.when.latest == date(2022, 3, 1)


PLACES = [
    pytest.param("icews", icews(), ("Lima", "PER", -12.05, -77.03), id="icews"),
    pytest.param("icews", icews(City="", District="Miraflores"), ("Miraflores", "PER", -12.05, -77.03), id="district"),
    pytest.param("polecat", polecat(), ("Cusco", "PER", -13.5, -71.9), id="polecat"),
    pytest.param("gdelt", gdelt(), ("Vienna", "AUT", 48.2, 16.37), id="gdelt-fips"),
    pytest.param("acled", acled(), ("Tacna", "PER", -18.0, -70.2), id="acled"),
    pytest.param("icews", icews(Latitude="x"), ("Lima", "PER", None, None), id="no-number"),
    pytest.param("icews", icews(Latitude="95"), ("Lima", "PER", None, None), id="off-the-globe"),
]


@pytest.mark.parametrize(("name", "row", "expected"), PLACES)
def test_places(name: str, row: dict[str, str], expected: tuple[object, ...]) -> None:
    place = report_of(name, row).place
    assert place is not None
    assert (place.name, place.state, place.lat, place.lon) == expected


LEFT_OUT = [
    pytest.param("icews", icews(Target_Country="Norway"), "within one state or body", id="domestic"),
    pytest.param("icews", icews(Source_Country="", Source_Name="Men"), "no state or body as source", id="nobody"),
    pytest.param("icews", icews(CAMEO_Code="010"), "no act in PLOVER: make statement", id="remark"),
    pytest.param("icews", icews(CAMEO_Code="n/a"), "no code of CAMEO", id="no-code"),
    pytest.param("polecat", polecat(Event_Type="DEMAND"), "no type of PLOVER", id="older-plover"),
    pytest.param("polecat", polecat(Recipient_Country="None"), None, id="recipient-by-name-only"),
    pytest.param(
        "gdelt",
        gdelt(Actor1CountryCode="EUR", Actor2CountryCode=""),
        "no state or body as source and target",
        id="regions",
    ),
    pytest.param(
        "acled", acled(sub_event_type="Other"), "no act between two: other", id="acled-sub-event-without-an-act"
    ),
]


@pytest.mark.parametrize(("name", "row", "why"), LEFT_OUT)
def test_rows_left_out_are_counted_with_the_reason(name: str, row: dict[str, str], why: str | None) -> None:
    coding = coded(name, row)
    assert coding.reports == ()
    assert coding.rows == 1
    assert coding.left_out == Counter([why or "no state or body as target"])


@pytest.mark.parametrize(
    ("precision", "first", "last", "unit"),
    [
        ("1", date(2022, 3, 15), date(2022, 3, 15), Precision.DAY),
        ("2", date(2022, 3, 12), date(2022, 3, 18), Precision.WEEK),
        ("3", date(2022, 3, 1), date(2022, 3, 31), Precision.MONTH),
    ],
)
def test_acled_says_how_exactly_a_day_is_known(precision: str, first: date, last: date, unit: Precision) -> None:
    when = report_of("acled", acled(event_date="2022-03-15", time_precision=precision)).when
    assert (when.earliest, when.latest, when.precision) == (first, last, unit)


def test_contexts_become_issues() -> None:
    assert report_of("polecat", polecat()).issues == ("security-and-defence",)


def test_what_the_row_says_beside_is_kept_in_the_reasons() -> None:
    reasons = "\n".join(report_of("gdelt", gdelt()).reasons)
    for said in ("gdelt event 900001", "Goldstein scale: 1.0", "quad class: verbal cooperation", "VIENNA (AUTGOV)"):
        assert said in reasons
    assert "confidence: the data set gives none" in reasons


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("icews", [icews(), icews(Event_ID="7002")]),
        ("gdelt", [gdelt(), gdelt(GLOBALEVENTID="2", ActionGeo_FullName="São Paulo, Brazil")]),
        ("acled", [acled(), acled(event_id_cnty="PER78")]),
    ],
)
def test_the_evidence_is_the_row_as_it_stands_in_the_file(name: str, rows: list[dict[str, str]]) -> None:
    document = document_of(name, *rows)
    reports = coded(name, *rows).reports
    assert len({report.id for report in reports}) == len(rows)
    for report in reports:
        (span,) = report.evidence
        assert document.original[span.start : span.end] == report.text
        assert report.text in file_of(name, *rows)
    for sentence in document.sentences:
        back = document.origin(Span(sentence.start, sentence.end))
        assert document.original[back.start : back.end] == document.text[sentence.start : sentence.end]
