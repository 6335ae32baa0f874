from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.coding.times import TimeMention, reads_as_narrative, tag_times
from bilateral.model import Basis, Precision, When

WEDNESDAY = date(2022, 6, 15)


def published(day: date) -> When:
    return When(earliest=day, latest=day, precision=Precision.DAY, basis=Basis.PUBLISHED)


def tag(text: str, day: date | None = WEDNESDAY, *, narrative: bool = False) -> tuple[TimeMention, ...]:
    return tag_times(text, anchor=published(day) if day else None, narrative=narrative)


EXPLICIT = [
    ("month-day", "They met on March 15 in Oslo.", "March 15", "2022-03-15"),
    ("day-month", "They met on 15 March in Oslo.", "15 March", "2022-03-15"),
    ("short-month", "They met Mar. 15, 2021, in Oslo.", "Mar. 15, 2021", "2021-03-15"),
    ("ordinal", "On the 15th of March they met.", "the 15th of March", "2022-03-15"),
    ("ordinal-word", "On the third of March they met.", "the third of March", "2022-03-03"),
    ("iso", "Signed 2022-03-15.", "2022-03-15", "2022-03-15"),
    ("dots", "Signed 15.03.2022 in Bern.", "15.03.2022", "2022-03-15"),
    ("us-slashes", "Signed 03/15/2022 in Bern.", "03/15/2022", "2022-03-15"),
    ("weekday-date", "It opens on Tuesday, January 17th, 2023.", "Tuesday, January 17th, 2023", "2023-01-17"),
    ("month-year", "In August 2008 war broke out.", "August 2008", "2008-08"),
    ("late-month", "He came in late April.", "late April", "2022-04"),
    ("end-of-month", "He came at the end of April 2006.", "the end of April 2006", "2006-04"),
    ("mid-month", "By mid-May it was over.", "mid-May", "2022-05"),
    ("half-month", "He came in the second half of May.", "the second half of May", "2022-05"),
    ("early-year", "He came in early 2006.", "early 2006", "2006"),
    ("quarter", "Trade fell in the third quarter of 2021.", "the third quarter of 2021", "2021-Q3"),
    ("q1", "Trade fell in Q1 2022.", "Q1 2022", "2022-Q1"),
    ("half-year", "Trade fell in the first half of 2021.", "the first half of 2021", "2021-H1"),
    ("season-year", "It was signed in the summer of 2020.", "the summer of 2020", "2020-SU"),
    ("decade", "Ties cooled in the late 1990s.", "the late 1990s", "199"),
    ("decade-word", "Ties cooled in the nineties.", "the nineties", "199"),
    ("century", "A treaty of the 19th century.", "the 19th century", "18"),
    ("fiscal", "Aid for fiscal year 2022 was cut.", "fiscal year 2022", "FY2022"),
    ("before-christ", "Carthage fell in 146 BC to Rome.", "146 BC", "BC0146"),
    ("year", "Since 2014 they have not met.", "2014", "2014"),
    ("february-29", "They met on February 29.", "February 29", "2020-02-29"),
]

RELATIVE = [
    ("today", "They spoke today.", "today", "2022-06-15"),
    ("yesterday", "They spoke yesterday.", "yesterday", "2022-06-14"),
    ("tomorrow", "They will speak tomorrow.", "tomorrow", "2022-06-16"),
    ("day-before-yesterday", "They spoke the day before yesterday.", "the day before yesterday", "2022-06-13"),
    ("weekday-past", "He arrived on Tuesday.", "Tuesday", "2022-06-14"),
    ("weekday-same-day", "He said on Wednesday that talks go on.", "Wednesday", "2022-06-15"),
    ("weekday-future", "He will arrive on Friday.", "Friday", "2022-06-17"),
    ("last-weekday", "He arrived last Friday.", "last Friday", "2022-06-10"),
    ("next-weekday", "He will arrive next Monday.", "next Monday", "2022-06-20"),
    ("weekday-of-last-week", "He left on Thursday of last week.", "Thursday of last week", "2022-06-09"),
    ("last-week", "They met last week.", "last week", "2022-W23"),
    ("this-month", "They met earlier this month.", "earlier this month", "2022-06"),
    ("last-year", "They met late last year.", "late last year", "2021"),
    ("last-month-name", "They met last December.", "last December", "2021-12"),
    ("month-last-year", "They met in December last year.", "December last year", "2021-12"),
    ("month-of-last-year", "They met in March last year.", "March last year", "2021-03"),
    ("month-of-that-year", "In 2014 they met. In May that year he left.", "May that year", "2014-05"),
    ("ago", "They met two weeks ago.", "two weeks ago", "2022-W22"),
    ("a-year-ago", "They met a year ago.", "a year ago", "2021"),
    ("day-later", "They met on April 27. A day later, he left.", "A day later", "2022-04-28"),
    ("following-day", "They met on May 3. The following day he left.", "The following day", "2022-05-04"),
    ("previous-day", "They met on May 3, having landed the previous day.", "the previous day", "2022-05-02"),
    ("same-day", "They met on May 3. The same day he left.", "The same day", "2022-05-03"),
    ("weeks-later", "They met on April 28. Two weeks later he called.", "Two weeks later", "2022-W19"),
    ("year-carried", "In 2014 they met on March 18.", "March 18", "2014-03-18"),
    ("future-date", "He will travel there on March 3.", "March 3", "2023-03-03"),
    ("of-the-month-told", "They met on May 3 and again on the 28th.", "the 28th", "2022-05-28"),
    ("half-year-letter", "Trade grew in H1 2023.", "H1 2023", "2023-H1"),
    ("half-of-the-year", "They will meet in the first half of the year.", "the first half of the year", "2022-H1"),
    ("quarter-of-the-year", "Trade fell in the first quarter of the year.", "the first quarter of the year", "2022-Q1"),
    ("short-year", "They met in '21.", "'21", "2021"),
    ("short-year-of-a-day", "They met on 15 March '22.", "15 March '22", "2022-03-15"),
    ("slashes", "Signed 2022/03/15 in Lima.", "2022/03/15", "2022-03-15"),
    ("dashes", "Signed on 9-May-2022.", "9-May-2022", "2022-05-09"),
    ("glued-comma", "They met on March 15,2022 in Lima.", "March 15,2022", "2022-03-15"),
    ("glued-month", "They met on March15 in Lima.", "March15", "2022-03-15"),
    ("glued-day", "They met on 15March 2022 in Lima.", "15March 2022", "2022-03-15"),
    ("fiscal-glued", "The plan for FY2023 was approved.", "FY2023", "FY2023"),
    ("year-before-last", "They met the year before last.", "the year before last", "2020"),
    ("week-after-next", "They will meet the week after next.", "the week after next", "2022-W26"),
    ("this-past-sunday", "They met this past Sunday.", "this past Sunday", "2022-06-12"),
    ("zulu", "He called at 18:00 GMT on Monday.", "18:00 GMT on Monday", "2022-06-13T18:00Z"),
    ("iranian-day", "It was signed on 15 Khordad 1401.", "15 Khordad 1401", "2022-06-05"),
    ("iranian-month", "Prices rose in Farvardin 1401.", "Farvardin 1401", "2022-03-21/2022-04-20"),
    ("islamic-year", "The pilgrimage of 1443 AH was short.", "1443 AH", "2021-08-10/2022-07-29"),
    ("islamic-month", "In Ramadan 1444 they spoke.", "Ramadan 1444", "2023-03-23/2023-04-21"),
    (
        "anniversary",
        "They marked the 30th anniversary of the fall of the Berlin Wall.",
        "the 30th anniversary of the fall of the Berlin Wall",
        "2019-11-09",
    ),
    ("recently", "They met recently.", "recently", "PAST_REF"),
    ("near-future", "They may meet in the near future.", "the near future", "FUTURE_REF"),
    ("monday-morning", "He called on Monday morning.", "Monday morning", "2022-06-13TMO"),
    ("clock-capitals", "He called at 4:30 P.M. on Monday.", "4:30 P.M. on Monday", "2022-06-13T16:30"),
    ("clock", "He called at 10:30 am on Monday.", "10:30 am on Monday", "2022-06-13T10:30"),
]

HOLIDAYS = [
    ("novruz", "He sent greetings on Novruz.", "Novruz", (date(2022, 3, 20), date(2022, 3, 21))),
    ("russia-day", "He congratulated him on Russia Day.", "Russia Day", (date(2022, 6, 12),) * 2),
    ("of-a-state", "On the Independence Day of Kenya he wrote.", "Independence Day", (date(2021, 12, 12),) * 2),
    (
        "possessive-beats-near",
        "He wrote on Russia’s Constitution Day; Azerbaijan had no part in it.",
        "Constitution Day",
        (date(2021, 12, 12),) * 2,
    ),
    ("possessive", "He wrote on Georgia’s Independence Day.", "Independence Day", (date(2022, 5, 26),) * 2),
    ("easter-year", "At Easter 2019 he wrote.", "Easter 2019", (date(2019, 4, 21),) * 2),
    ("last-christmas", "He wrote last Christmas.", "last Christmas", (date(2021, 12, 25),) * 2),
]

RANGES = [
    ("dash", "He will be there June 23-24.", date(2022, 6, 23), date(2022, 6, 24)),
    ("month-to-month", "He will be there June 27-June 29.", date(2022, 6, 27), date(2022, 6, 29)),
    ("across-months", "He will be there from June 28 to July 2.", date(2022, 6, 28), date(2022, 7, 2)),
    ("days-first", "They met from 2 to 5 May.", date(2022, 5, 2), date(2022, 5, 5)),
    ("between", "They met between 3 and 5 May.", date(2022, 5, 3), date(2022, 5, 5)),
    ("to", "They met April 25 to 29, 2021.", date(2021, 4, 25), date(2021, 4, 29)),
    ("years", "The war of 2014-2015 is over.", date(2014, 1, 1), date(2015, 12, 31)),
    ("short-years", "The war of 1914-18 was over.", date(1914, 1, 1), date(1918, 12, 31)),
]

TYPED = [
    ("duration", "A 44-day war.", "44-day", "DURATION", "P44D"),
    ("bare-plural", "It took years.", "years", "DURATION", "PXY"),
    ("within", "It will be done within three months.", "three months", "DURATION", "P3M"),
    ("in-two-weeks", "It will be signed in two weeks.", "two weeks", "DURATION", "P2W"),
    ("after-the-talks", "They met on May 3. Two weeks after the talks he left.", "Two weeks", "DURATION", "P2W"),
    ("window", "In the past three months they met twice.", "the past three months", "DURATION", "P3M"),
    ("every", "They meet every Monday.", "every Monday", "SET", "XXXX-WXX-1"),
    ("twice-a-year", "They meet twice a year.", "twice a year", "SET", "P1Y"),
    ("daily", "They speak daily.", "daily", "SET", "P1D"),
]

NO_TIMES = [
    ("may-verb", "He may come, and they may not."),
    ("march-verb", "They march on the capital."),
    ("agency", "Mehr reported it, and so did Bahman."),
    ("anniversary-of-what", "They marked the anniversary together."),
    ("tie", "The 22 Bahman rally was large."),
    ("surname", "Theresa May said that she agreed."),
    ("counted-people", "The brigade has 1500 people and 2000 troops."),
    ("second", "The second president was the first to come."),
    ("sun", "The Sun reported it."),
    ("name-of-an-agreement", "The Good Friday Agreement holds."),
    ("idiom", "At the end of the day peace is what counts."),
    ("resolution", "Resolution 1325 was adopted."),
]


def only(text: str, words: str, day: date | None = WEDNESDAY) -> TimeMention:
    found = [m for m in tag(text, day) if m.text == words]
    assert found, [m.text for m in tag(text, day)]
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "value"), [c[1:] for c in EXPLICIT + RELATIVE], ids=[c[0] for c in EXPLICIT + RELATIVE]
)
def test_value(text: str, words: str, value: str) -> None:
    mention = only(text, words)
    assert mention.value == value
    assert text[mention.start : mention.end] == words
    assert mention.rule


@pytest.mark.parametrize(("text", "words", "days"), [c[1:] for c in HOLIDAYS], ids=[c[0] for c in HOLIDAYS])
def test_holiday(text: str, words: str, days: tuple[date, date]) -> None:
    when = only(text, words).when
    assert when
    assert (when.earliest, when.latest, when.basis) == (*days, Basis.HOLIDAY)


@pytest.mark.parametrize(("text", "first", "last"), [c[1:] for c in RANGES], ids=[c[0] for c in RANGES])
def test_range(text: str, first: date, last: date) -> None:
    (mention,) = tag(text)
    assert mention.when
    assert (mention.when.earliest, mention.when.latest) == (first, last)
    assert len(mention.parts) == 2


@pytest.mark.parametrize(("text", "words", "kind", "value"), [c[1:] for c in TYPED], ids=[c[0] for c in TYPED])
def test_kind(text: str, words: str, kind: str, value: str) -> None:
    mention = only(text, words)
    assert (mention.kind, mention.value) == (kind, value)


@pytest.mark.parametrize("text", [c[1] for c in NO_TIMES], ids=[c[0] for c in NO_TIMES])
def test_not_a_time(text: str) -> None:
    assert [m.text for m in tag(text)] == []


def test_two_days_are_no_range() -> None:
    (mention,) = tag("They met on May 10 and 21.")
    assert mention.text == "May 10"


def test_invalid_date_is_kept_as_said() -> None:
    mention = only("The deadline was 31 June 2021.", "31 June 2021")
    assert mention.value == "2021-06-31"
    assert mention.when is None


def test_wrong_weekday_is_said() -> None:
    mention = only("On Monday, March 15, 2022, they met.", "Monday, March 15, 2022")
    assert mention.when
    assert "Tuesday" in mention.when.reason


def test_unclear_day_and_month_are_said() -> None:
    assert "unclear" in only("Signed 03/04/2022.", "03/04/2022").rule
    assert "unclear" not in only("Signed 13/04/2022.", "13/04/2022").rule


def test_without_anchor_the_year_stays_open() -> None:
    mention = only("They met on March 15.", "March 15", None)
    assert (mention.value, mention.when) == ("XXXX-03-15", None)


def test_without_anchor_the_text_carries_the_year() -> None:
    assert only("In 2014 they met. On March 18 he signed.", "March 18", None).value == "2014-03-18"


def test_anchor_of_several_days_widens_what_is_counted_from_it() -> None:
    anchor = When(earliest=date(2022, 6, 24), latest=date(2022, 7, 10), precision=Precision.MONTH, basis=Basis.INFERRED)
    (mention,) = tag_times("They met last week.", anchor=anchor)
    assert mention.when
    assert (mention.when.earliest, mention.when.latest) == (date(2022, 6, 13), date(2022, 7, 3))


def test_narrative_counts_from_the_time_told_last() -> None:
    text = "In May 1940 the front broke. On 3 June the port fell. Two days later a truce was signed."
    values = [m.value for m in tag(text, narrative=True)]
    assert values == ["1940-05", "1940-06-03", "1940-06-05"]


def test_history_is_not_told_ahead_of_its_writing() -> None:
    text = "On February 24 the border closed. It began on December 15. On March 3 talks opened."
    days = [m.value for m in tag(text, narrative=True)]
    assert days == ["2022-02-24", "2021-12-15", "2022-03-03"]


WRAPPED = """The ministers of the two states met in the capital late on
Monday, and agreed with one another that their deputies would
meet again in the port city where they had begun on May
3, 2021 in the presence of the envoys. The talks had been
put off again and again by either of the two sides since last
December, when the government of the smaller state fell and
was replaced by one that wanted no talks at all.
"""


def test_lines_broken_by_width_break_no_time() -> None:
    found = tag(WRAPPED)
    assert [m.value for m in found] == ["2022-06-13", "2021-05-03", "2021-12"]
    assert [m.text for m in found] == ["late on\nMonday", "May\n3, 2021", "last\nDecember"]


def test_lines_of_a_list_stay_apart() -> None:
    assert [m.text for m in tag("Talks: May 3\n2021 budget\nMeeting on May\n4 guests")] == ["May 3", "2021"]


def test_history_is_told_from_news() -> None:
    history = " ".join(f"In {year} the front moved." for year in range(1914, 1926))
    assert reads_as_narrative(history, published(WEDNESDAY))
    assert not reads_as_narrative("In 2021 and 2022 they met, as in 1995.", published(WEDNESDAY))


VOCABULARY = """June 23 24 - to the last next week 2022 1990s of early late and from between May ' Monday , . 31 day
days two ago later before 10:30 am 264 BC 15.03.2022 2022-03-15 every half quarter Q1 winter in at this past few"""
WORDS = st.sampled_from(VOCABULARY.split())


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join), st.booleans(), st.booleans())
def test_mentions_are_in_order_and_within_the_text(text: str, narrative: bool, anchored: bool) -> None:
    reached = 0
    for mention in tag(text, WEDNESDAY if anchored else None, narrative=narrative):
        assert reached <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.when is None or mention.when.earliest <= mention.when.latest
        reached = mention.end


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert tag(text) == tag(text)


@pytest.mark.parametrize(
    "pattern",
    ["12-34-5678-2022-03-", "1", "- ", "2022/", "......1", "10:30:", "May and June and ", "Monday, ", ", ", "Eid "],
)
def test_no_pathological_input(pattern: str) -> None:
    text = (pattern * (5_000_000 // len(pattern) + 1))[:5_000_000]
    begin = time.process_time()
    tag(text)
    assert time.process_time() - begin < 5


AHEAD = [
    ("within", "The treaty will be signed within three months.", date(2022, 6, 15), date(2022, 9, 15)),
    ("in-weeks", "They will meet in two weeks.", date(2022, 6, 27), date(2022, 7, 3)),
    ("in-days", "They will meet in ten days.", date(2022, 6, 25), date(2022, 6, 25)),
]


@pytest.mark.parametrize(("text", "first", "last"), [pytest.param(*row[1:], id=row[0]) for row in AHEAD])
def test_a_duration_of_what_is_to_come_gives_days(text: str, first: date, last: date) -> None:
    (time,) = tag(text)
    assert time.kind == "DURATION"
    assert time.when is not None
    assert (time.when.earliest, time.when.latest) == (first, last)


def test_a_duration_of_what_was_gives_none() -> None:
    (time,) = tag("They built it in three months.")
    assert time.when is None


BESIDE = [
    ("on", "Kenya's Independence Day on 28 May was quiet."),
    ("brackets", "On Kenya's Independence Day (28 May) he spoke."),
    ("apposition", "On Independence Day, 28 May, he spoke."),
]


@pytest.mark.parametrize("text", [pytest.param(row[1], id=row[0]) for row in BESIDE])
def test_the_day_said_beside_a_holiday_is_meant(text: str) -> None:
    assert [time.value for time in tag(text)] == ["2022-05-28"]


def test_counting_from_an_event_starts_at_the_day_told() -> None:
    text = (
        "The fair closed on May 3. Two weeks after the fair he left. It reopened on June 1, two days before the vote."
    )
    times = tag(text)
    assert times[1].when is not None
    assert times[1].when.earliest <= date(2022, 5, 17) <= times[1].when.latest
    assert times[3].when is None, "two days before the vote is 1 June, and the vote comes later"
