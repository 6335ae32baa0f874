"""Dates of the Iranian and Islamic calendars, where the text states their year: "15 Khordad 1401", "1443 AH".

Iranian days follow the 33-year rule (exact from 1178 to 1633 Solar Hijri), Islamic ones the tabular calendar, which may
be a day off the sighted one.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bilateral.coding.times.drafts import Calendar, Draft

__all__ = ["FOREIGN", "iranian_day", "islamic_day", "read_foreign"]

_IRANIAN = (
    *("Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar"),
    *("Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"),
)
_ISLAMIC = (
    ("Muharram", "Moharram"),
    ("Safar",),
    ("Rabi al-Awwal", "Rabi' al-Awwal", "Rabi al-Awal", "Rabi I"),
    ("Rabi al-Thani", "Rabi' al-Thani", "Rabi al-Akhir", "Rabi II"),
    ("Jumada al-Awwal", "Jumada al-Ula", "Jumada I"),
    ("Jumada al-Thani", "Jumada al-Akhirah", "Jumada II"),
    ("Rajab",),
    ("Shaban", "Sha'ban", "Sha’ban"),
    ("Ramadan", "Ramazan"),
    ("Shawwal",),
    ("Dhu al-Qadah", "Dhu al-Qa'dah", "Dhu al-Qi'dah", "Dhul Qadah"),
    ("Dhu al-Hijjah", "Dhul Hijjah", "Dhul-Hijjah", "Zilhijjah"),
)
_ERAS = {"AH": "islamic", "A.H.": "islamic", "Hijri": "islamic", "Solar Hijri": "iranian", "SH": "iranian"}
_ERAS |= {
    "Iranian year": "iranian",
    "Persian year": "iranian",
    "Islamic year": "islamic",
    "Iranian calendar year": "iranian",
}
FOREIGN: dict[str, tuple[str, int]] = {
    **{name: ("iranian", index + 1) for index, name in enumerate(_IRANIAN)},
    **{name: ("islamic", index + 1) for index, names in enumerate(_ISLAMIC) for name in names},
    **{name: (calendar, 0) for name, calendar in _ERAS.items()},
}
"""Written name: calendar and number of the month, 0 for the name of an era."""

_DAY_BEFORE = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?: of)? $")
_AFTER = re.compile(
    r"(?: (?P<day>\d{1,2}),?)?(?:,| of)? (?P<year>1[234]\d\d|15[0-4]\d)(?!\d)(?: (?:AH|A\.H\.|SH|Hijri))?"
)
_YEAR_BEFORE = re.compile(r"(?<!\d)(1[234]\d\d|15[0-4]\d) $")
_YEAR_AFTER = re.compile(r",? (?:year )?(1[234]\d\d|15[0-4]\d)(?!\d)")


def iranian_day(year: int, month: int, day: int) -> date:
    """The Gregorian day of an Iranian one. Raises ValueError for a day that month cannot have."""
    if not 1 <= month <= 12 or not 1 <= day <= (31 if month < 7 else 30):
        raise ValueError(f"{year}-{month}-{day} is no day of the Iranian calendar")
    return date(2021, 3, 21) + timedelta(days=_iranian(year, month, day) - _iranian(1400, 1, 1))


def _iranian(year: int, month: int, day: int) -> int:
    year += 1595
    before = (month - 1) * 31 if month < 7 else (month - 7) * 30 + 186
    return 365 * year + (year // 33) * 8 + (year % 33 + 3) // 4 + before + day


def islamic_day(year: int, month: int, day: int) -> date:
    """The Gregorian day of an Islamic one, by the tabular (civil) calendar. Raises ValueError as above."""
    if not 1 <= month <= 12 or not 1 <= day <= 30:
        raise ValueError(f"{year}-{month}-{day} is no day of the Islamic calendar")
    ordinal = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + 227014
    return date.fromordinal(ordinal)


_DAYS = {"iranian": iranian_day, "islamic": islamic_day}


def read_foreign(text: str, start: int, end: int) -> Draft | None:
    """The date around a name of FOREIGN at `start` to `end`; None where no year of that calendar stands beside it."""
    calendar, month = FOREIGN[text[start:end]]
    rule = f"{calendar} calendar"
    if not month:
        before, after = _YEAR_BEFORE.search(text, max(0, start - 5), start), _YEAR_AFTER.match(text, end)
        match = before or after
        if match is None or (not before and text[start:end] in {"SH", "AH"}):
            return None
        year = int(match[1])
        low, high = min(start, match.start(1)), max(end, match.end(1))
        return _stretch(low, high, rule, _DAYS[calendar](year, 1, 1), _DAYS[calendar](year + 1, 1, 1))
    after = _AFTER.match(text, end)
    if after is None:
        return None
    year, before = int(after["year"]), _DAY_BEFORE.search(text, max(0, start - 9), start)
    day = int(after["day"] or (before[1] if before else 0))
    low = before.start() if before and not after["day"] else start
    if day:
        try:
            exact = _DAYS[calendar](year, month, day)
        except ValueError:
            return None
        return Draft(low, after.end(), "DATE", rule, Calendar(exact.year, exact.month, exact.day))
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    return _stretch(low, after.end(), rule, _DAYS[calendar](year, month, 1), _DAYS[calendar](*following, 1))


def _stretch(start: int, end: int, rule: str, first: date, beyond: date) -> Draft:
    last = beyond - timedelta(days=1)
    ends = (Calendar(first.year, first.month, first.day), Calendar(last.year, last.month, last.day))
    return Draft(start, end, "DATE", rule, ends[0], ends[1])
