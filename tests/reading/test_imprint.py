from __future__ import annotations

import pytest

from bilateral.reading.imprint import Imprint, imprint, iso_day

BODY = "The foreign ministers of the two countries met in the harbour on Tuesday to speak about the ferry line.\n"
DATELINE, BYLINE = "dateline of the text", "byline of the text"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        pytest.param("Feb. 22, 2022", "2022-02-22", id="month-first"),
        pytest.param("22 February 2022", "2022-02-22", id="day-first"),
        pytest.param("Tuesday, 22nd Feb 2022", "2022-02-22", id="weekday"),
        pytest.param("Sept 3, 2022", "2022-09-03", id="sept"),
        pytest.param("2022-02-22", "2022-02-22", id="iso"),
        pytest.param("22.02.2022", "2022-02-22", id="points"),
        pytest.param("Tue, 22 Feb 2022 10:00:00 GMT", "2022-02-22", id="mail"),
        pytest.param("March 15, 2022 at 9:30 a.m. EST", "2022-03-15", id="clock"),
        pytest.param("February 30, 2022", None, id="no-such-day"),
        pytest.param("02/03/2022", None, id="either-order"),
        pytest.param("March 2022", None, id="month"),
        pytest.param("on Tuesday", None, id="weekday-alone"),
    ],
)
def test_a_full_day_is_read(words: str, day: str | None) -> None:
    assert iso_day(words) == day


@pytest.mark.parametrize(
    ("head", "said"),
    [
        pytest.param(
            "OSLO, Feb. 22, 2022 (Courier Wire) - " + BODY,
            Imprint(publisher="Courier Wire", published="2022-02-22", dated=DATELINE),
            id="wire",
        ),
        pytest.param(
            "OSLO (Courier Wire), 22 February 2022 — " + BODY,
            Imprint(publisher="Courier Wire", published="2022-02-22", dated=DATELINE),
            id="agency-first",
        ),
        pytest.param(
            "Ministers meet\n\nBergen, Norway, 22 February 2022 – " + BODY,
            Imprint(published="2022-02-22", dated=DATELINE),
            id="town-and-country",
        ),
        pytest.param("OSLO, (Courier Wire) -- " + BODY, Imprint(publisher="Courier Wire"), id="no-day"),
        pytest.param(
            "Ferry line reopens\nBy Ana Ruiz | 15 March 2022\n\n" + BODY,
            Imprint(title="Ferry line reopens", published="2022-03-15", dated=BYLINE),
            id="byline",
        ),
        pytest.param(
            "Ferry line reopens\n15 March 2022 - 10:30 - Politics\n\n" + BODY,
            Imprint(title="Ferry line reopens", published="2022-03-15", dated=BYLINE),
            id="day-and-section",
        ),
        pytest.param(
            "Title: Ferry line reopens\nDate: March 15, 2022\nSource: Courier\n\n" + BODY,
            Imprint(
                title="Ferry line reopens",
                publisher="Courier",
                published="2022-03-15",
                dated="line “Date:” of the text",
            ),
            id="labels",
        ),
        pytest.param(
            "Ferry line reopens\nPublished: 2022-03-16\n" + BODY,
            Imprint(title="Ferry line reopens", published="2022-03-16", dated="line “Published:” of the text"),
            id="label-under-title",
        ),
        pytest.param(BODY, Imprint(), id="nothing"),
        pytest.param("", Imprint(), id="empty"),
        pytest.param("March 15, 2022 - the ministers met.\nMarch 17, 2022 - they parted.\n", Imprint(), id="chronicle"),
        pytest.param(
            "The talks of 15 March 2022 (the first) - long awaited - began.\n", Imprint(), id="prose-with-dash"
        ),
        pytest.param("Date: to be announced\n" + BODY, Imprint(), id="label-without-day"),
        pytest.param(BODY * 9 + "Published: 2022-03-16\n", Imprint(), id="at-the-foot"),
    ],
)
def test_head_of_a_text(head: str, said: Imprint) -> None:
    assert imprint(head) == said
