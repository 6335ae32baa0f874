"""Every form of a time in news, with the span and value that TimeML gives it. Read on Wednesday, 15 June 2022."""

from __future__ import annotations

from datetime import date

import pytest

from bilateral.coding.times import tag_times
from bilateral.model import Basis, Precision, When

WEDNESDAY = date(2022, 6, 15)
ANCHOR = When(earliest=WEDNESDAY, latest=WEDNESDAY, precision=Precision.DAY, basis=Basis.PUBLISHED)

FORMS = """
# ---- whole dates
They met on March 15, 2021, in Oslo. | March 15, 2021=2021-03-15
They met on 15 March 2021 in Oslo. | 15 March 2021=2021-03-15
They met on the 15th of March 2021. | the 15th of March 2021=2021-03-15
They met on the 15th of March, 2021. | the 15th of March, 2021=2021-03-15
They met on March 15th. | March 15th=2022-03-15
They met on Mar. 15. | Mar. 15=2022-03-15
They met on Sept. 30, 2021. | Sept. 30, 2021=2021-09-30
They met Tues., Jan. 4. | Tues., Jan. 4=2022-01-04
They met on Tuesday, 17 January 2023. | Tuesday, 17 January 2023=2023-01-17
They met on Tuesday 17 January 2023. | Tuesday 17 January 2023=2023-01-17
They met on Monday the 13th of June. | Monday the 13th of June=2022-06-13
Signed 2022-03-15. | 2022-03-15=2022-03-15
Signed at 2022-03-15T10:30Z. | 2022-03-15T10:30Z=2022-03-15T10:30
Signed 15.03.2022 in Bern. | 15.03.2022=2022-03-15
Signed 15.3.22 in Bern. | 15.3.22=2022-03-15
Signed 15/03/2022 in Bern. | 15/03/2022=2022-03-15
Signed 3/15/2022 in Bern. | 3/15/2022=2022-03-15
Signed 3/15/22 in Bern. | 3/15/22=2022-03-15
Signed 04/03/2022 in Bern. | 04/03/2022=2022-04-03
Signed 04.03.2022 in Bern. | 04.03.2022=2022-03-04
Signed 15-03-2022 in Bern. | 15-03-2022=2022-03-15
Signed on 15-Mar-2022. | 15-Mar-2022=2022-03-15
Signed on 15-Mar-22. | 15-Mar-22=2022-03-15
Signed on March 15, '22. | March 15, '22=2022-03-15
Signed on MARCH 15, 2022. | MARCH 15, 2022=2022-03-15
Signed 15 MAR 2022. | 15 MAR 2022=2022-03-15
Signed on the third of March. | the third of March=2022-03-03
Signed on the twenty-first of March. | the twenty-first of March=2022-03-21
He died on Feb 29. | Feb 29=2020-02-29
Signed on this 15th day of March 2022. | 15th day of March 2022=2022-03-15
The deadline was 31 June 2021. | 31 June 2021=2021-06-31
The deadline was 31 June. | 31 June=2022-06-31
# ---- months
In August 2008 war broke out. | August 2008=2008-08
In August of 2008 war broke out. | August of 2008=2008-08
In Aug. 2008 war broke out. | Aug. 2008=2008-08
Since March they have not met. | March=2022-03
In May they met. | May=2022-05
He came in late April. | late April=2022-04
He came in early to mid-April. | mid-April=2022-04
He came at the end of April 2006. | the end of April 2006=2006-04
He came in the middle of May. | the middle of May=2022-05
By mid-May it was over. | mid-May=2022-05
He came at the beginning of May. | the beginning of May=2022-05
He came at the start of May. | the start of May=2022-05
He came in the second half of May. | the second half of May=2022-05
He came in the first week of May. | the first week of May=2022-05
He came in the last week of May. | the last week of May=2022-05
He came on the last day of May. | the last day of May=2022-05-31
He came on the first day of May. | the first day of May=2022-05-01
He came in the first days of May. | the first days of May=2022-05
He came last December. | last December=2021-12
He came in December last year. | December last year=2021-12
He came in December of last year. | December of last year=2021-12
He came in October of that year. | October of that year=2022-10
They will meet next March. | next March=2023-03
They will meet in March next year. | March next year=2023-03
They will meet in September. | September=2022-09
They will meet in October and November. | October=2022-10 | November=2022-11
They met in March and April and will meet again. | March=2022-03 | April=2022-04
He came this January. | this January=2022-01
# ---- years and longer
Since 2014 they have not met. | 2014=2014
He came in the year 2000. | the year 2000=2000
He came in early 2006. | early 2006=2006
He came in mid-2019. | mid-2019=2019
He came at the end of 2019. | the end of 2019=2019
He came late in 2019. | late in 2019=2019
He came in the second half of 2019. | the second half of 2019=2019-H2
They will meet in the second half of the year. | the second half of the year=2022-H2
They will meet in the second half of this year. | the second half of this year=2022-H2
They met in the first half of last year. | the first half of last year=2021-H1
Trade fell in the first half. | the first half=2022-H1
Trade grew in H1 2023. | H1 2023=2023-H1
Trade fell in the third quarter of 2021. | the third quarter of 2021=2021-Q3
Trade fell in the third quarter. | the third quarter=2021-Q3
Trade fell in the third quarter of last year. | the third quarter of last year=2021-Q3
Trade fell in last year's third quarter. | last year=2021 | third quarter=2021-Q3
Trade fell in Q1 2022. | Q1 2022=2022-Q1
Trade fell in Q1. | Q1=2022-Q1
Trade fell in the first quarter. | the first quarter=2022-Q1
Trade will grow in the fourth quarter. | the fourth quarter=2022-Q4
It posted a first-quarter profit. | first-quarter=2022-Q1
Trade fell in the final quarter of 2021. | the final quarter of 2021=2021-Q4
Trade fell in the March quarter. | the March quarter=2022-Q1
Trade fell in the January-March quarter. | the January-March quarter=2022-Q1
Trade fell in the January-March period. | the January-March period=2022-Q1
Trade fell last quarter. | last quarter=2022-Q1
Trade will grow this quarter. | this quarter=2022-Q2
Trade will grow in the current quarter. | the current quarter=2022-Q2
It was signed in the summer of 2020. | the summer of 2020=2020-SU
It was signed in summer 2020. | summer 2020=2020-SU
It was signed last summer. | last summer=2021-SU
It was signed in the spring. | the spring=2022-SP
By winter it was over. | winter=2021-WI
They will meet in the autumn. | the autumn=2022-FA
They will meet this fall. | this fall=2022-FA
It was signed in the fall of 1999. | the fall of 1999=1999-FA
It was signed in the winter of 2013-14. | the winter of 2013-14=2013-WI
Ties cooled in the 1990s. | the 1990s=199
Ties cooled in the late 1990s. | the late 1990s=199
Ties cooled in the mid-1990s. | the mid-1990s=199
Ties cooled in the nineties. | the nineties=199
Ties cooled in the early nineties. | the early nineties=199
Ties cooled in the '90s. | the '90s=199
A treaty of the 19th century. | the 19th century=18
A treaty of the late 19th century. | the late 19th century=18
A treaty of the nineteenth century. | the nineteenth century=18
At the turn of the century they met. | the turn of the century=20
Since the turn of the year they have met. | the turn of the year=2022
It is due by year-end. | year-end=2022
It is due by year's end. | year's end=2022
It is due by the end of the year. | the end of the year=2022
They met twice over the year as a whole. | the year=2022
# ---- fiscal and academic years
Aid for fiscal year 2022 was cut. | fiscal year 2022=2022
Aid for fiscal 2022 was cut. | fiscal 2022=2022
Aid for FY2022 was cut. | FY2022=2022
Aid for FY 2022 was cut. | FY 2022=2022
Aid for the 2022 fiscal year was cut. | the 2022 fiscal year=2022
Aid for the 2021-22 fiscal year was cut. | the 2021-22 fiscal year=2021
Aid for the 2021/22 fiscal year was cut. | the 2021/22 fiscal year=2021
They came for the 2021-2022 academic year. | the 2021-2022 academic year=2021
They came for the academic year 2021/22. | the academic year 2021/22=2021
Aid for the current fiscal year was cut. | the current fiscal year=2022
Aid for the last fiscal year was cut. | the last fiscal year=2021
Aid for the next fiscal year will be cut. | the next fiscal year=2023
Sales fell in the fiscal first quarter. | the fiscal first quarter=2022-Q1
# ---- weekdays
He arrived on Tuesday. | Tuesday=2022-06-14
He arrives on Tuesday. | Tuesday=2022-06-21
He arrived Tuesday. | Tuesday=2022-06-14
He will arrive on Friday. | Friday=2022-06-17
He is to arrive on Friday. | Friday=2022-06-17
He leaves on Friday. | Friday=2022-06-17
Ministers gather on Friday. | Friday=2022-06-17
He said it would vote on Friday. | Friday=2022-06-17
He was ready to leave on Friday. | Friday=2022-06-17
He stayed until Sunday. | Sunday=2022-06-12
He will stay until Sunday. | Sunday=2022-06-19
He arrived last Friday. | last Friday=2022-06-10
He will arrive next Monday. | next Monday=2022-06-20
He arrived late on Tuesday. | late on Tuesday=2022-06-14
He arrived late Tuesday. | late Tuesday=2022-06-14
He arrived early Tuesday. | early Tuesday=2022-06-14
He left on Thursday of last week. | Thursday of last week=2022-06-09
He left last week on Thursday. | last week=2022-W23 | Thursday=2022-06-09
He arrived this past Sunday. | this past Sunday=2022-06-12
He comes this coming Sunday. | this coming Sunday=2022-06-19
He arrived on Monday's flight. | Monday=2022-06-13
They met on Monday and Tuesday. | Monday=2022-06-13 | Tuesday=2022-06-14
# ---- relative to the day of writing
They spoke today. | today=2022-06-15
They spoke yesterday. | yesterday=2022-06-14
They will speak tomorrow. | tomorrow=2022-06-16
They spoke the day before yesterday. | the day before yesterday=2022-06-13
They will speak the day after tomorrow. | the day after tomorrow=2022-06-17
They met earlier today. | earlier today=2022-06-15
They met last week. | last week=2022-W23
They met early last week. | early last week=2022-W23
They met this week. | this week=2022-W24
They met earlier this week. | earlier this week=2022-W24
They will meet later this week. | later this week=2022-W24
They will meet next week. | next week=2022-W25
They met last weekend. | last weekend=2022-W23-WE
They met over the weekend. | the weekend=2022-W23-WE
They will meet this weekend. | this weekend=2022-W24-WE
They will meet at the weekend. | the weekend=2022-W24-WE
They met last month. | last month=2022-05
They met late last month. | late last month=2022-05
They met at the end of last month. | the end of last month=2022-05
They will meet next month. | next month=2022-07
They met earlier this year. | earlier this year=2022
They will meet later this year. | later this year=2022
They met last year. | last year=2021
They met late last year. | late last year=2021
They will meet early next year. | early next year=2023
They met two days ago. | two days ago=2022-06-13
They met two weeks ago. | two weeks ago=2022-W22
They met three months ago. | three months ago=2022-03
They met a year ago. | a year ago=2021
They met about two years ago. | about two years ago=2020
They met more than two years ago. | more than two years ago=2020
They met nearly a decade ago. | nearly a decade ago=201
They met years ago. | years ago=PAST_REF
They met three nights ago. | three nights ago=2022-06-12TNI
They met in the same week. | the same week=2022-W24
They will meet for the rest of the week. | the rest of the week=2022-W24
They will meet ten days from now. | ten days from now=2022-06-25
They meet in the week of June 27. | the week of June 27=2022-W26
They met the year before last. | the year before last=2020
# ---- relative to the time told
They met on April 27. A day later, he left. | April 27=2022-04-27 | A day later=2022-04-28
They met on April 27. The next day he left. | April 27=2022-04-27 | The next day=2022-04-28
They met on April 27. The day after, he left. | April 27=2022-04-27 | The day after=2022-04-28
They met on May 3, having landed the previous day. | May 3=2022-05-03 | the previous day=2022-05-02
They met on May 3, having landed the day before. | May 3=2022-05-03 | the day before=2022-05-02
They met on May 3, having landed two days earlier. | May 3=2022-05-03 | two days earlier=2022-05-01
They met on May 3. That same day he left. | May 3=2022-05-03 | That same day=2022-05-03
They met on May 3. The following week he left. | May 3=2022-05-03 | The following week=2022-W19
They met on April 28. Two weeks later he called. | April 28=2022-04-28 | Two weeks later=2022-W19
They met in May 2014. A month later he left. | May 2014=2014-05 | A month later=2014-06
They broke in 1993 and made up two decades later. | 1993=1993 | two decades later=201
They met in 2012. Two years later he left. | 2012=2012 | Two years later=2014
They met in 2012 and again the year after. | 2012=2012 | the year after=2013
In 1918 they met; that winter he left. | 1918=1918 | that winter=1918-WI
They met on May 3 and again on the 28th. | May 3=2022-05-03 | the 28th=2022-05-28
They met on 16 May. They will meet on the 30th. | 16 May=2022-05-16 | the 30th=2022-05-30
# ---- comparisons of business news
Profit rose in the first quarter from a year earlier. | the first quarter=2022-Q1 | a year earlier=2021-Q1
Profit was $5 million in the third quarter, against $4 million a year ago. | the third quarter=2021-Q3 | a year ago=2020-Q3
Prices rose in May from a year earlier. | May=2022-05 | a year earlier=2021-05
Profit rose in the first quarter from the year-earlier quarter. | the first quarter=2022-Q1 | the year-earlier quarter=2021-Q1
Profit rose in the first quarter from the year-ago period. | the first quarter=2022-Q1 | the year-ago period=2021-Q1
Profit rose in the first quarter from the same quarter last year. | the first quarter=2022-Q1 | the same quarter last year=2021-Q1
Profit rose in the first quarter from the same period of 2021. | the first quarter=2022-Q1 | the same period of 2021=2021-Q1
Profit rose in the first half from the same period a year earlier. | the first half=2022-H1 | the same period a year earlier=2021-H1
Sales in the quarter fell. | the quarter=2022-Q1
It raised its forecast for the full year. | the full year=2022
Profit fell in the first nine months of 2021. | the first nine months of 2021=P9M
Profit fell in the first three months of the year. | the first three months of the year=P3M
Profit fell in the three months to March 31. | the three months=P3M | March 31=2022-03-31
Profit fell in the year ended March 31. | the year=P1Y | March 31=2022-03-31
Profit fell in the 12 months through March. | the 12 months=P12M | March=2022-03
Stocks fell in the week ended June 10. | the week=P1W | June 10=2022-06-10
# ---- times of day
He called on Tuesday morning. | Tuesday morning=2022-06-14TMO
He called early Tuesday morning. | early Tuesday morning=2022-06-14TMO
He called on Tuesday night. | Tuesday night=2022-06-14TNI
He called this morning. | this morning=2022-06-15TMO
He called early this morning. | early this morning=2022-06-15TMO
He called last night. | last night=2022-06-14TNI
He will call tonight. | tonight=2022-06-15TNI
He called yesterday evening. | yesterday evening=2022-06-14TEV
He will call tomorrow afternoon. | tomorrow afternoon=2022-06-16TAF
He called at 8:30 p.m. | 8:30 p.m.=2022-06-15T20:30
He called at 8:30 p.m. on Tuesday. | 8:30 p.m. on Tuesday=2022-06-14T20:30
He called at 8 p.m. Tuesday. | 8 p.m. Tuesday=2022-06-14T20:00
He called Tuesday at 8 p.m. sharp. | Tuesday at 8 p.m.=2022-06-14T20:00
He called at 10:30 on Monday. | 10:30 on Monday=2022-06-13T10:30
He called at 1430 GMT. | 1430 GMT=2022-06-15T14:30Z
He called at 14:30 GMT. | 14:30 GMT=2022-06-15T14:30Z
He will call at 9:30 a.m. on June 20. | 9:30 a.m. on June 20=2022-06-20T09:30
He will call on June 20 at 9:30 a.m. sharp. | June 20 at 9:30 a.m.=2022-06-20T09:30
He called at noon. | noon=2022-06-15T12:00
He called at midday. | midday=2022-06-15T12:00
He called at noon on Monday. | noon on Monday=2022-06-13T12:00
He called at midnight. | midnight=2022-06-15T24:00
He called before dawn. | dawn=2022-06-15TMO
He called at dawn on Monday. | dawn on Monday=2022-06-13TMO
He called at dawn yesterday. | dawn yesterday=2022-06-14TMO
He called on May 3. In the evening he left. | May 3=2022-05-03 | the evening=2022-05-03TEV
He called on May 3 at 10 a.m. and left at 11 a.m. on foot. | May 3 at 10 a.m.=2022-05-03T10:00 | 11 a.m.=2022-05-03T11:00
He called on the night of May 3. | the night of May 3=2022-05-03TNI
He called on the morning of the 3rd of May. | the morning of the 3rd of May=2022-05-03TMO
He called at 4 o'clock that afternoon. | 4 o'clock that afternoon=2022-06-15T16:00
He called late on Monday night. | late on Monday night=2022-06-13TNI
Shells fell overnight. | overnight=2022-06-15TNI
He called at ten past nine. | ten past nine=2022-06-15T09:10
He called at half past nine. | half past nine=2022-06-15T09:30
# ---- durations
It took three months. | three months=P3M
It took more than three months. | more than three months=P3M
It took at least three months. | at least three months=P3M
It took less than three months. | less than three months=P3M
It took up to three months. | up to three months=P3M
It took almost three months. | almost three months=P3M
It took about three months. | about three months=P3M
It took some three months. | some three months=P3M
It took two and a half years. | two and a half years=P2.5Y
It took a year and a half. | a year and a half=P1.5Y
It took a year. | a year=P1Y
It took an hour. | an hour=PT1H
It took half an hour. | half an hour=PT30M
It took half a year. | half a year=P6M
It took 45 minutes. | 45 minutes=PT45M
It took five hours and 45 minutes. | five hours and 45 minutes=PT5H45M
It took two years and three months. | two years and three months=P2Y3M
It took decades. | decades=PXDE
It took several days. | several days=PXD
It took a few days. | a few days=PXD
It took a couple of days. | a couple of days=P2D
It took hours before he left. | hours=PTXH
It took dozens of years. | dozens of years=PXY
It was a three-day visit. | three-day=P3D
It was a five-year-old plan. | five-year-old=P5Y
He is 61 years old. | 61 years old=P61Y
It was a 44-day war. | 44-day=P44D
It was a decade-long war. | decade-long=P1DE
It was a monthlong war. | monthlong=P1M
It was a yearlong war. | yearlong=P1Y
In the past three months they met twice. | the past three months=P3M
Over the last decade they met twice. | the last decade=P1DE
Over the past year they met twice. | the past year=P1Y
In the next two weeks they will meet. | the next two weeks=P2W
In the next few weeks they will meet. | the next few weeks=PXW
For the next year they will meet. | the next year=P1Y
They will meet within three months. | three months=P3M
They met for the first time in 20 years. | 20 years=P20Y
They left two days before the vote. | two days=P2D
They left days before the vote. | days=PXD
They left within hours. | hours=PTXH
Within the hour they left. | the hour=PT1H
It took 3 1/2 years. | 3 1/2 years=P3.5Y
It took 1.5 years. | 1.5 years=P1.5Y
It took 10,000 years. | 10,000 years=P10000Y
It took twenty-five years. | twenty-five years=P25Y
It took a hundred days. | a hundred days=P100D
# ---- sets
They meet every Tuesday. | every Tuesday=XXXX-WXX-2
They meet on Tuesdays. | Tuesdays=XXXX-WXX-2
They meet each year. | each year=P1Y
They meet every two years. | every two years=P2Y
They meet every other week. | every other week=P2W
They meet every second Thursday. | every second Thursday=P2W
They meet twice a year. | twice a year=P1Y
They meet three times a month. | three times a month=P1M
They meet once a week. | once a week=P1W
They meet annually. | annually=P1Y
They meet daily. | daily=P1D
They meet monthly. | monthly=P1M
They meet half-yearly. | half-yearly=P6M
They meet every morning. | every morning=XXXX-XX-XXTMO
They meet every spring. | every spring=XXXX-SP
They meet every June. | every June=XXXX-06
They meet on weekends. | weekends=XXXX-WXX-WE
They meet every 10 minutes. | every 10 minutes=PT10M
They meet every few days. | every few days=PXD
# ---- vague
They are now friends. | now=PRESENT_REF
They are currently friends. | currently=PRESENT_REF
At the moment they are friends. | the moment=PRESENT_REF
At present they are friends. | present=PRESENT_REF
Nowadays they are friends. | Nowadays=PRESENT_REF
These days they are friends. | These days=PRESENT_REF
They met recently. | recently=PAST_REF
In recent years they met. | recent years=PAST_REF
In the past they met. | the past=PAST_REF
In the near future they will meet. | the near future=FUTURE_REF
In the future they will meet. | the future=FUTURE_REF
In those days they met. | those days=PAST_REF
# ---- holidays
He wrote on New Year's Eve. | New Year's Eve=2021-12-31
He wrote at Christmas. | Christmas=2021-12-25
He wrote on Novruz. | Novruz=2022-03-20
He wrote on Russia Day. | Russia Day=2022-06-12
He wrote on Easter Monday. | Easter Monday=2022-04-18
He wrote before Easter 2019. | Easter 2019=2019-04-21
He wrote on Victory Day in Moscow. | Victory Day=2022-05-09
He wrote on Eid al-Fitr. | Eid al-Fitr=2022-05-03
He will write on Eid al-Adha. | Eid al-Adha=2022-07-10
He wrote on Diwali. | Diwali=2021-11-04
He wrote on the Lunar New Year. | Lunar New Year=2022-02-01
He wrote on Bastille Day. | Bastille Day=2021-07-14
He wrote on Thanksgiving. | Thanksgiving=2021-11-25
He wrote at Passover. | Passover=2022-04-16
He wrote on Orthodox Easter. | Orthodox Easter=2022-04-24
He wrote on All Saints' Day. | All Saints' Day=2021-11-01
# ---- other calendars
It was signed on 15 Khordad 1401. | 15 Khordad 1401=2022-06-05
It was signed in the Iranian year 1401. | Iranian year 1401=2022-03-21/2023-03-20
It was signed in 1443 AH. | 1443 AH=2021-08-10/2022-07-29
# ---- no times
Theresa May said so. |
He may come, and they may not. |
The brigade has 1500 people. |
As many quarters fell. |
They march on the capital. |
Resolution 1325 was adopted. |
He spent the last day there. |
It is a quarter of a million. |
Minutes of the meeting were read. |
"""


def cases() -> list[tuple[str, list[str]]]:
    rows = [line.split("|") for line in FORMS.strip().splitlines() if not line.startswith("#")]
    return [(row[0].strip(), [cell.strip() for cell in row[1:] if cell.strip()]) for row in rows]


@pytest.mark.parametrize(("text", "wanted"), cases(), ids=[case[0] for case in cases()])
def test_form(text: str, wanted: list[str]) -> None:
    found = [part for time in tag_times(text, anchor=ANCHOR) for part in (time.parts or (time,))]
    assert [f"{time.text}={time.value}" for time in found] == wanted
