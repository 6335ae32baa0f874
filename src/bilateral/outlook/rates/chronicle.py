"""A chronology's events as acts: which forms, types and levels one can ask for, and which of them each event is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bilateral.chronology.acts import WORDS
from bilateral.model import EventType, Form, Level
from bilateral.outlook.rates.acts import ActTable

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from bilateral.outlook.rates.features import Around

    Doubles = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["ACTS", "FORMS", "Chronicle", "acts_of", "around", "chronicle", "near", "resting"]

_HIGHEST = (Level.HEAD_OF_STATE, Level.HEAD_OF_GOVERNMENT)
_RANK = MappingProxyType({level.value: rank for rank, level in enumerate(Level)})
_BY_LEVEL = (Form.VISIT, Form.MEETING, Form.CALL, Form.LETTER)
_OF_LEVEL = MappingProxyType(
    {
        **dict.fromkeys((level.value for level in _HIGHEST), "at the highest level"),
        Level.FOREIGN_MINISTER.value: "of foreign ministers",
        Level.MINISTER.value: "of ministers",
    }
)

FORMS: tuple[str, ...] = tuple(form.value for form in Form if form is not Form.OTHER)

ACTS: tuple[str, ...] = (
    *FORMS,
    *(f"{form} {level}" for form in _BY_LEVEL for level in dict.fromkeys(_OF_LEVEL.values())),
    *(type_.value for type_ in EventType),
)
"""What can be asked for: forms, forms at a level, PLOVER's types. One event is as many of these as fit."""

_NUMBER = MappingProxyType({act: number for number, act in enumerate(ACTS)})


def acts_of(type_: str, form: str, level_from: str, level_to: str) -> tuple[str, ...]:
    """The acts an event is. The level is the lower-ranking side's, of whom persons are named."""
    found = [act for act in (form, type_) if act in _NUMBER]
    people = [level for level in (level_from, level_to) if level in _RANK and level != Level.INSTITUTION]
    if people:
        act = f"{form} {_OF_LEVEL.get(max(people, key=_RANK.__getitem__), '')}"
        found += [act] if act in _NUMBER else []
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Chronicle:
    """Events as acts, with the ids to open them by (an Arrow array): the nth is the id of event n."""

    table: ActTable
    ids: Any

    def id(self, event: int) -> str:
        """The id of an event."""
        return str(self.ids[int(event)].as_py())


def chronicle(rows: pa.Table, *, parties: Sequence[str] = ()) -> Chronicle:
    """The rows of `ActRows.columns` as acts. `parties` are known as actors even where no row names them."""
    import numpy as np

    kinds, kind = _kinds(rows)
    events = rows.column("event").combine_chunks().dictionary_encode()
    actors = sorted({*_words(rows, "source"), *_words(rows, "target"), *parties})
    number = {actor: place for place, actor in enumerate(actors)}
    table = ActTable.of(
        _column(rows, "day"),
        _numbered(rows, "source", number),
        _numbered(rows, "target", number),
        _given(kinds, kind),
        actors=actors,
        acts=ACTS,
        event=_numbers(events.indices).astype(np.int64),
    )
    return Chronicle(table, events.dictionary)


def near(rows: pa.Table, a: str, b: str) -> tuple[ActTable, list[str]]:
    """The rows of `ActRows.near`, of the parties a and b, as acts, and the ids of events by number.

    Actors are whoever else takes part, as one without a name, then a and b.

    No row is turned into words, and Arrow's functions are left alone: loading them takes as long as the rest.
    """
    import numpy as np

    kinds, kind = _placed(rows)
    told = rows.column("event").to_pylist()
    ids = sorted(told)
    place = {event: number for number, event in enumerate(ids)}
    forth, back = (_column(rows, name) for name in ("forth", "back"))
    ways = (
        (1, 2, forth),
        (2, 1, back),
        (1, 0, _column(rows, "a_out") - forth),
        (0, 1, _column(rows, "a_in") - back),
        (2, 0, _column(rows, "b_out") - back),
        (0, 2, _column(rows, "b_in") - forth),
    )
    row = np.concatenate([np.repeat(np.arange(len(told)), times) for _, _, times in ways])
    source, target = (
        np.concatenate([np.full(int(way[2].sum()), way[end], np.int64) for way in ways]) for end in (0, 1)
    )
    table = ActTable.of(
        _column(rows, "day")[row],
        source,
        target,
        _given(kinds, kind[row]),
        actors=("", a, b),
        acts=ACTS,
        event=np.fromiter(map(place.__getitem__, told), np.int64, len(told))[row],
    )
    return table, ids


def resting(rows: pa.Table) -> tuple[list[str], list[str]]:
    """Of the rows of `ActRows.near`, each report of what passed between the two: the event's id, and the report's."""
    import numpy as np

    events, lists = rows.column("event").to_pylist(), rows.column("reports").combine_chunks()
    begins = _numbers(lists.offsets)
    row = np.repeat(np.arange(len(events)), np.diff(begins))
    # Not `flatten`, which loads Arrow's functions. What a null covers, if anything, is not between the two.
    ours = np.flatnonzero((_column(rows, "forth") + _column(rows, "back"))[row])
    reports = lists.values.to_pylist()
    first = int(begins[0]) if len(begins) else 0
    return [events[n] for n in row[ours].tolist()], [reports[n] for n in (ours + first).tolist()]


_FINE = 30
"""Fading counts are added in whole parts of 2 to the minus 30th: whole numbers below 2 to the 53rd (eight million
events on one day) have the same sum in any order."""


def around(rows: pa.Table) -> Around:
    """The rows of `ActRows.around` as fading counts of what is around the two."""
    import numpy as np

    from bilateral.outlook.rates.features import HALF_LIVES, Around

    kinds, kind = _placed(rows)
    age = _column(rows, "age")
    days = np.arange(age.max(initial=0) + 1)
    weights = [np.rint(np.exp2(_FINE - days / life)) for life in HALF_LIVES]
    by_act: dict[str, Doubles] = {}
    anything: dict[str, Doubles] = {}
    for side in ("a_out", "a_in", "b_out", "b_in", "all"):
        times = _column(rows, side)
        own = np.flatnonzero(times)
        counts = [np.bincount(kind[own], times[own] * weight[age[own]], minlength=len(kinds)) for weight in weights]
        sums = np.stack(counts, axis=1) / 2.0**_FINE
        by_act[side] = np.zeros((len(ACTS), len(HALF_LIVES)))
        for number, words in enumerate(kinds):
            by_act[side][[_NUMBER[act] for act in acts_of(*words)]] += sums[number]
        anything[side] = sums.sum(axis=0)
    return Around(by_act, anything)


def _placed(rows: pa.Table) -> tuple[list[tuple[str, str, str, str]], Ints]:
    """The different kinds of rows that tell words by their places, and which of these each row is."""
    import numpy as np

    size = tuple(len(words) + 1 for words in WORDS.values())
    code = np.ravel_multi_index([_column(rows, name) for name in WORDS], size)
    times = np.bincount(code, minlength=int(np.prod(size)))
    used = np.flatnonzero(times)
    number = np.zeros(len(times), np.int64)
    number[used] = np.arange(len(used))
    places = [column.tolist() for column in np.unravel_index(used, size)]
    words = [["", *words] for words in WORDS.values()]
    kinds = [(words[0][t], words[1][f], words[2][a], words[3][b]) for t, f, a, b in zip(*places, strict=True)]
    return kinds, number[code]


def _given(kinds: Sequence[tuple[str, str, str, str]], kind: Ints) -> list[tuple[Ints, Ints]]:
    """For each act of each kind, the rows of the kind and the act's number."""
    import numpy as np

    order = np.argsort(kind, kind="stable")
    row_of = np.split(order, np.cumsum(np.bincount(kind, minlength=len(kinds)))[:-1]) if len(kinds) else []
    return [
        (places, np.full(len(places), _NUMBER[act], np.int64))
        for number, places in enumerate(row_of)
        for act in acts_of(*kinds[number])
    ]


def _kinds(rows: pa.Table) -> tuple[list[tuple[str, str, str, str]], Ints]:
    """The different (type, form, levels) of rows, and which of these each row is."""
    import numpy as np

    code = np.zeros(rows.num_rows, np.int64)
    words: list[tuple[str, ...]] = [()]
    for name in ("type", "form", "level_from", "level_to"):
        encoded = rows.column(name).combine_chunks().dictionary_encode()
        values = encoded.dictionary.to_pylist()
        code = code * max(len(values), 1) + _numbers(encoded.indices)
        words = [(*before, value) for before in words for value in values]
    used, kind = np.unique(code, return_inverse=True)
    return [(w[0], w[1], w[2], w[3]) for w in (words[n] for n in used.tolist())], kind


def _words(rows: pa.Table, name: str) -> list[str]:
    return list(rows.column(name).unique().to_pylist())


def _numbered(rows: pa.Table, name: str, number: dict[str, int]) -> Ints:
    import numpy as np

    encoded = rows.column(name).combine_chunks().dictionary_encode()
    table = np.array([number[word] for word in encoded.dictionary.to_pylist()], np.int64)
    return table[_numbers(encoded.indices)] if len(table) else np.zeros(0, np.int64)


def _column(rows: pa.Table, name: str) -> Ints:
    import numpy as np

    return _numbers(rows.column(name).combine_chunks()).astype(np.int64)


def _numbers(values: pa.Array) -> NDArray[Any]:
    """The numbers of an array without nulls. Where pandas is installed, pyarrow's own way loads it, which takes as long
    as an outlook."""
    import numpy as np

    kind = np.dtype(str(values.type))
    buffer = values.buffers()[1]
    if not len(values) or buffer is None:
        return np.zeros(0, kind)
    return np.frombuffer(buffer, kind, count=len(values), offset=values.offset * kind.itemsize)
