"""Numbers, dates, names and lists as an English sentence has them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from bilateral.model import Basis, Event, Form, Level, Precision, Status, When

if TYPE_CHECKING:
    from bilateral.knowledge import Knowledge

__all__ = [
    "FORM_NOUNS",
    "MONTHS",
    "STATUS_WORDS",
    "by_looseness",
    "capital",
    "clean",
    "day_is_open",
    "day_text",
    "is_loose",
    "issue_label",
    "levels_text",
    "listing",
    "month_text",
    "number_word",
    "one_line",
    "party_names",
    "several",
    "the",
    "times",
    "when_text",
]

_YEAR, _FORTNIGHT = 366, 14
"""Days."""
# Not calendar.month_abbr, which speaks the language of the process.
MONTHS = ("", *["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"])
"""Short names of the months, by number."""
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

FORM_NOUNS: Mapping[Form, tuple[str, str]] = MappingProxyType(
    {
        Form.CALL: ("call", "calls"),
        Form.VIDEO: ("video talk", "video talks"),
        Form.LETTER: ("letter", "letters"),
        Form.MEETING: ("meeting", "meetings"),
        Form.VISIT: ("visit", "visits"),
        Form.MULTILATERAL: ("multilateral meeting", "multilateral meetings"),
        Form.STATEMENT: ("statement", "statements"),
        Form.SIGNING: ("signing", "signings"),
        Form.INVITATION: ("invitation", "invitations"),
        Form.NOTE: ("diplomatic note", "diplomatic notes"),
        Form.MEASURE: ("measure", "measures"),
        Form.TRANSFER: ("transfer", "transfers"),
        Form.FORCE: ("use of force", "uses of force"),
        Form.OTHER: ("other act", "other acts"),
    }
)
"""Each form in the singular and the plural."""

STATUS_WORDS: Mapping[Status, str] = MappingProxyType(
    {
        Status.OCCURRED: "",
        Status.ONGOING: "ongoing",
        Status.PLANNED: "planned",
        Status.PROPOSED: "proposed",
        Status.NEGATED: "did not take place",
    }
)
"""What a table says of a status; what simply occurred needs no word."""

_WITH_ARTICLE = re.compile(
    r"^(United |Czech Republic|Netherlands|Philippines|Bahamas|Gambia|Maldives|Comoros|Seychelles|Holy See|Vatican|"
    r"Democratic |Republic of |Dominican Republic|Central African|European |Organi[sz]ation |African |Arab League|"
    r"Gulf |Group of |G7|G20|Kremlin)|( Islands| Union| Nations| League| Community| Organi[sz]ation)$"
)

# C0 and C1 controls but tab and newline, the marks that turn the direction of text round, and what is no character at
# all (halves of surrogate pairs, U+FFFE and U+FFFF), which neither UTF-8 nor XML can hold.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text of a stranger without control characters, which a terminal would obey, and fit for any file of text."""
    return _UNSAFE.sub("", text)


def one_line(text: str) -> str:
    """Text of a stranger as `clean` leaves it, in one line without needless blanks."""
    return " ".join(clean(text).split())


def number_word(number: int) -> str:
    """ "no", "one" ... "twelve", then digits with a comma at the thousands."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def several(number: int, singular: str, plural: str | None = None) -> str:
    """ "three calls", "one visit", "no letters"."""
    return f"{number_word(number)} {singular if number == 1 else plural or singular + 's'}"


def times(number: int) -> str:
    """ "" for once, "twice", "three times"."""
    return "" if number == 1 else "twice" if number == 2 else f"{number_word(number)} times"


def listing(items: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def issue_label(slug: str) -> str:
    """ "peace-settlement" as "peace settlement"."""
    return slug.replace("-", " ")


def the(name: str) -> str:
    """A party's name as it stands inside a sentence: "the United States", "Azerbaijan"."""
    return f"the {name}" if _WITH_ARTICLE.search(name) else name


def party_names(knowledge: Knowledge) -> Callable[[str], str]:
    """A function from party codes to names; a code nobody knows stands for itself."""

    def name(code: str) -> str:
        state = knowledge.states.by_code.get(code)
        if state is not None:
            return state.name
        organisation = knowledge.organisations.get(code)
        return organisation.name if organisation is not None else code

    return name


def month_text(label: str) -> str:
    """ "2022-03" as "Mar 2022"; other labels (quarters, years) as they are, "2022-Q1" as "Q1 2022"."""
    year, _, rest = label.partition("-")
    if rest.startswith("Q"):
        return f"{rest} {year}"
    return f"{MONTHS[int(rest)]} {year}" if rest else year


def when_text(when: When, style: Literal["iso", "words"] = "iso") -> str:
    """A date as exact as it is known, and no more.

    "iso" is for terminals and data ("2022-03-15"), "words" for pages ("15 Mar 2022"). Both give whole months, years
    and ranges as such: "Apr 2006", "2021", "23 - 24 Jun 2022", "15 Mar - 27 Jun 2022", "Mar - May 2022".
    """
    first, last = when.earliest, when.latest
    dash = " - " if style == "iso" else " – "
    if first == last:
        return first.isoformat() if style == "iso" else day_text(first)
    if first.day == 1 and _ends_month(last):
        return _months(first, last, dash)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{dash}{day_text(last)}"
    return f"{day_text(first, year=first.year != last.year)}{dash}{day_text(last)}"


def levels_text(event: Event) -> str:
    """The rank of each side, highest person first: "foreign minister to head of state", or one word where both are the
    same; empty where all that is known is that states or bodies acted."""
    levels = [event.level_from, event.level_to] if event.target else [event.level_from]
    if all(level in (None, Level.INSTITUTION) for level in levels):
        return ""
    return " to ".join(dict.fromkeys(level.value if level else "not known" for level in levels))


def by_looseness(events: Iterable[Event]) -> tuple[list[Event], list[Event]]:
    """The events whose date is known to a year or better, and those known only within years, each in their order.

    By its earliest day an event of "2019 - 2022" would head the chronology of 2022, as if it had come first.
    """
    dated: list[Event] = []
    loose: list[Event] = []
    for event in events:
        (loose if is_loose(event) else dated).append(event)
    return dated, loose


def day_is_open(when: When) -> bool:
    """Whether all that is known is that it was, or will be, on some day of a range.

    Days that a text states one after the other ("23 and 24 June", up to a fortnight) are those through which it lasted.
    """
    days = (when.latest - when.earliest).days
    lasted = when.precision is Precision.DAY and when.basis in (Basis.STATED, Basis.JUDGED) and days < _FORTNIGHT
    return days > 0 and not lasted


def is_loose(event: Event) -> bool:
    """Whether the date of an event is a range longer than a year."""
    return (event.when.latest - event.when.earliest).days > _YEAR


def _months(first: date, last: date, dash: str) -> str:
    if (first.month, last.month) == (1, 12):
        return f"{first.year}" if first.year == last.year else f"{first.year}{dash}{last.year}"
    begin, end = MONTHS[first.month], f"{MONTHS[last.month]} {last.year}"
    if first.year != last.year:
        return f"{begin} {first.year}{dash}{end}"
    return end if first.month == last.month else f"{begin}{dash}{end}"


def day_text(day: date, *, year: bool = True) -> str:
    """ "15 Mar 2022", without the year "15 Mar"."""
    text = f"{day.day} {MONTHS[day.month]}"
    return f"{text} {day.year}" if year else text


def _ends_month(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]
