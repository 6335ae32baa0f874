"""What a plain text says of itself at its head: labelled lines, a byline, a dateline; and days written in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

__all__ = ["Imprint", "imprint", "iso_day"]

_HEAD = 8  # lines with text among which an imprint stands
_LONGEST = 160  # characters of a title, a byline, or of what stands before the dash of a dateline
_LONGEST_NAME = 60  # characters of a publisher; what is longer is a reference
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
_DAY = (
    rf"{_WEEKDAY}(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4})"
)
_CLOCK = r"(?:[T,]?\s*(?:at\s+)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[ap]\.?m\.?)?(?:\s*(?:[A-Z]{2,4}|[+-]\d\d:?\d\d))?)?"
_WHOLE = re.compile(rf"(?P<day>{_DAY}){_CLOCK}", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")

_LABEL = re.compile(
    r"(?P<label>title|headline|source|publisher|(?:date|published|posted|released|issued)(?: on)?)"
    r"\s*:\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_LABELS = {"title": "title", "headline": "title", "source": "publisher", "publisher": "publisher"}
_PARTS = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+")
_BAR = re.compile(r"[|·•]")
_AUTHOR_OR_CLOCK = re.compile(r"By [A-Z]|\d{1,2}[:.]\d\d")
_DASH = re.compile(r"\s+(?:--?|[–—])\s+|[–—]\s*")
_NAME = re.compile(r",?\s*\((?P<name>[^\W\d_][^()]{1,49})\)")
_PLACE = re.compile(r"(?:[A-Z][\w.'’-]+ ?){1,4}(?:, (?:[A-Z][\w.'’-]+ ?){1,3})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What the head says. `published` is an ISO date; `dated` names the line that says so."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    dated: str = ""


def iso_day(words: str) -> str | None:
    """The one full day written in words or figures ("Feb. 22, 2022", "Tue, 22 Feb 2022 10:00 GMT"), in ISO form.

    None for anything else, and for a day that no calendar has. Figures with points are read day first.
    """
    whole = _WHOLE.fullmatch(words.strip())
    if whole is None:
        return None
    day = whole.group("day")
    numbers = [int(number) for number in _NUMBER.findall(day)]
    if len(numbers) == 2:
        name = next(word for word in re.findall(r"[a-z]+", day.lower()) if word[:3] in _MONTHS)
        numbers = [numbers[1], _MONTHS.index(name[:3]) + 1, numbers[0]]
    elif "." in day:
        numbers.reverse()
    try:
        return date(*numbers).isoformat()
    except ValueError:
        return None


def imprint(text: str) -> Imprint:
    """What the first lines of `text` say; an empty Imprint where they say nothing of the kind.

    Read are lines with a label ("Published: 2022-03-16", "Source: Example Wire"), bylines ("By Ana Ruiz | 15 March
    2022") and datelines ("BAKU, March 15, 2022 (Example Wire) - "). The line before a date or byline is the title.
    """
    lines = list(_lines(text))
    found: dict[str, str] = {}
    for number, line in enumerate(lines):
        said = _labelled(line) or _byline(line)
        if said and number and "title" not in found and _is_title(lines[0]):
            found["title"] = lines[0]
        for key, value in (said or _dateline(line)).items():
            found.setdefault(key, value)
    return Imprint(**found)


def _lines(text: str) -> Iterator[str]:
    position = 0
    for _ in range(_HEAD):
        while position < len(text) and text[position].isspace():
            position += 1
        if position == len(text):
            return
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        yield text[position:end].rstrip()
        position = end


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST and line[-1] not in ".:;," and not _LABEL.match(line) and not _byline(line)


def _labelled(line: str) -> dict[str, str]:
    match = _LABEL.fullmatch(line) if len(line) <= _LONGEST else None
    if match is None:
        return {}
    label = match["label"].lower()
    if label in _LABELS:
        too_long = _LABELS[label] == "publisher" and len(match["value"]) > _LONGEST_NAME
        return {} if too_long else {_LABELS[label]: match["value"]}
    day = iso_day(match["value"])
    return {"published": day, "dated": f"line “{match['label']}:” of the text"} if day else {}


def _byline(line: str) -> dict[str, str]:
    """A line of two or more parts that are an author, a section or a day, such as "By Ana Ruiz | 15 March 2022"."""
    parts = _PARTS.split(line) if len(line) <= _LONGEST and line[-1] not in ".!?:" else []
    days = [day for day in map(iso_day, parts) if day]
    if len(parts) < 2 or len(days) != 1:
        return {}
    if not _BAR.search(line) and not any(map(_AUTHOR_OR_CLOCK.match, parts)):
        return {}  # an entry of a chronicle: "March 15, 2022 - Ministers meet"
    return {"published": days[0], "dated": "byline of the text"}


def _dateline(line: str) -> dict[str, str]:
    """Place, day and agency before the dash that opens the story; a place in capitals needs no day."""
    dash = _DASH.search(line, 0, _LONGEST)
    if dash is None:
        return {}
    name = _NAME.search(line, 0, dash.start())
    head = line[: dash.start()] if name is None else line[: name.start()] + line[name.end() : dash.start()]
    place, day = _split_off_day(head.strip(" ,"))
    if not _PLACE.fullmatch(place) or not (day or (name and place.isupper())):
        return {}
    said = {"published": day, "dated": "dateline of the text"} if day else {}
    return {**said, "publisher": name["name"].strip()} if name else said


def _split_off_day(head: str) -> tuple[str, str | None]:
    day = re.search(rf"[,\s]\s*({_DAY})$", head, re.IGNORECASE)
    return (head[: day.start()].strip(" ,"), iso_day(day[1])) if day else (head, None)
